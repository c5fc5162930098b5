"""Two answers on one page that use the same names: neither takes the other's."""

from __future__ import annotations

import pytest
from pages import Outline, answer_of, page_of

SAME_NAMES = {
    "footnotes": "A note[^1] and one more[^x].\n\n[^1]: The note of {id}.\n[^x]: Another of {id}.",
    "abbreviations": "HTML is short.\n\n*[HTML]: The meaning of {id}",
    "link definitions": "See [the source][s] and [s].\n\n[s]: https://example.org/{id}",
    "content tabs": '=== "One"\n    First of {id}.\n=== "Two"\n    Second of {id}.',
    "task lists": "- [x] Done in {id}.\n- [ ] To do in {id}.",
    "ids of their own": "Text of {id}.\n{: #same }\n\nSee [it](https://example.org/{id}){: #other }",
    "code blocks": "```python\nx = '{id}'\n```",
    "everything": (
        "HTML[^1] [s]\n\n[^1]: Note of {id}.\n*[HTML]: Meaning of {id}\n[s]: https://example.org/{id}\n\n"
        '=== "A"\n    - [x] {id}\n=== "B"\n    {id}[^2]\n\n[^2]: Of {id}.'
    ),
}


@pytest.mark.parametrize("name", SAME_NAMES)
def test_two_answers_may_use_the_same_names(name: str) -> None:
    """Each keeps its own meaning, ids are unique over the page, and each label points to an input of its own answer."""
    texts = {id_: SAME_NAMES[name].replace("{id}", id_) for id_ in ("first", "second")}
    page, problems = page_of(texts)

    ids = Outline(page).values("id")
    assert problems == ()
    assert sorted(ids) == sorted(set(ids))
    for own, other in (("first", "second"), ("second", "first")):
        answer = answer_of(page, own)
        outline = Outline(answer)
        assert answer == answer_of(page_of({own: texts[own]})[0], own)
        assert own in answer
        assert other not in answer
        assert set(outline.values("for")) <= set(outline.values("id"))
        assert {href[1:] for href in outline.values("href") if href.startswith("#")} <= set(outline.values("id"))


def test_an_answer_does_not_see_the_definitions_of_another() -> None:
    """A name that only another answer defines stays plain text."""
    page, _ = page_of(
        {
            "definer": "Here.\n\n[s]: https://example.org/\n[^1]: A note.\n*[HTML]: A meaning",
            "user": "[s] and HTML and a note[^1].",
        }
    )

    assert answer_of(page, "user").strip() == "<p>[s] and HTML and a note[^1].</p>"


def test_tabs_and_tasks_keep_the_inputs_that_make_them_work() -> None:
    """Each tab has an input of its own group, checked for the first, and a label that leads to it."""
    page, _ = page_of({"first": SAME_NAMES["content tabs"], "second": SAME_NAMES["task lists"]})

    tabs, tasks = (Outline(answer_of(page, id_)) for id_ in ("first", "second"))
    radios = [attributes for tag, attributes in tabs.tags if tag == "input"]
    assert [radio["type"] for radio in radios] == ["radio", "radio"]
    assert len({radio["name"] for radio in radios}) == 1
    assert ["checked" in radio for radio in radios] == [True, False]
    assert tabs.values("for") == [radio["id"] for radio in radios]
    boxes = [attributes for tag, attributes in tasks.tags if tag == "input"]
    assert [(box["type"], "checked" in box, "disabled" in box) for box in boxes] == [
        ("checkbox", True, True),
        ("checkbox", False, True),
    ]
