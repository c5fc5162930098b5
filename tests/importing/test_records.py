"""What stands beside the questions of a JSON file or a chat is accounted for, too."""

from __future__ import annotations

import gc
import json

import pytest

from studyguide.importing import accounting, read_transcript
from studyguide.importing.markdown_forms import find_cards


def chat(**extra: object) -> dict[str, object]:
    """Return a message of a chat."""
    return {"author": {"role": "assistant"}, "content": {"content_type": "text", "parts": ["It is x."]}, **extra}


def test_the_record_of_a_chat_is_listed() -> None:
    """Times, models and keys of an export are among the labels, so that nothing is passed over."""
    asked = {"author": {"role": "user"}, "content": {"content_type": "text", "parts": ["What is X?"]}}
    mapping = {"a": {"message": asked, "parent": None}, "b": {"message": chat(model_slug="gpt-9"), "parent": "a"}}
    export = [{"title": "T", "create_time": 1700.5, "mapping": mapping, "current_node": "b"}]

    found = read_transcript(json.dumps(export, indent=1), "chat.json")

    assert {"create_time", "1700.5", "gpt-9", "role"} <= {piece.text for piece in found.labels}
    assert accounting(found).is_complete


@pytest.mark.parametrize("recipient", ["bio", "browser"])
def test_calls_of_tools_are_no_answers(recipient: str) -> None:
    """What a model says to a search or to its memory is loose text; what it says to the user is the answer."""
    call = {"role": "assistant", "recipient": recipient, "content": "search it"}
    messages = [{"role": "user", "content": "What is X?"}, call, {"role": "assistant", "content": "It is x."}]

    (item,) = read_transcript(json.dumps({"messages": messages}), "chat.json").items

    assert item.answer == "It is x."


@pytest.mark.parametrize(
    "text",
    ["std::sort(a);\nstd::cout << a;\nstd::move(b);\n", "What is it? See a::b there.\n\nProse.\n\nMore prose.\n"],
)
def test_programs_and_prose_are_no_cards(text: str) -> None:
    """Two colons make a card only where half of the lines are cards, and none in a program."""
    assert not find_cards(text)


def test_the_collector_runs_again_after_reading() -> None:
    """Reading switches the search for garbage off, and leaves it as it was."""
    read_transcript("Q: What?\nA: x\n", "a.md")
    assert gc.isenabled()
