"""Reads conversations: ChatGPT's `conversations.json` and other exports with roles and messages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from studyguide.transcripts.asking import asks, count_words, ends_asking
from studyguide.transcripts.located import Node, Object, Text
from studyguide.transcripts.markdown import read_markdown
from studyguide.transcripts.pairs import Pair, add_pair
from studyguide.transcripts.reading import Reading
from studyguide.transcripts.transcript import Piece
from studyguide.transcripts.words import CHIT_CHAT

_ROLES = {"user": "user", "human": "user", "assistant": "assistant", "model": "assistant", "gpt": "assistant"}
_WISH = re.compile(r"\b(?:questions|q\s?&\s?as?|flash\s?cards?|quiz|interview)\b|问题|質問|вопрос", re.IGNORECASE)
_LABELLED = ("label", "details", "table")


@dataclass(frozen=True, slots=True)
class Message:
    """What one side said; `role` is user, assistant, or empty for everything else."""

    role: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation: its title, and its messages in the order in which they are read."""

    title: Text | None
    messages: tuple[Message, ...]
    aside: tuple[Message, ...] = ()
    """Messages of abandoned branches: a question asked again in other words, an answer regenerated."""


def find_conversations(node: Node) -> list[Conversation]:
    """Return the conversations of an export, or an empty list where the JSON is something else."""
    nodes = node if isinstance(node, list) else [node]
    found = [_conversation(inner) for inner in nodes if isinstance(inner, Object)]
    return [conversation for conversation in found if conversation] if found and all(found) else []


def read_conversation(conversation: Conversation, reading: Reading) -> list[str]:
    """Add the questions of a conversation to a reading; return the texts that were read."""
    title = conversation.title
    if title and title.text.strip():
        reading.loose.append(Piece(title.line, title.text.strip()))
    _loosen(reading, conversation.aside)
    for question, answers in _turns(conversation.messages, reading):
        _turn(reading, question, answers)
    texts = [message.text for message in (*conversation.messages, *conversation.aside)]
    return [*([title.text] if title else []), *texts]


def _conversation(node: Object) -> Conversation | None:
    title = node.get("title") or node.get("name")
    title = title if isinstance(title, Text) else None
    mapping = node.get("mapping")
    if isinstance(mapping, Object):
        return _from_tree(node, mapping, title)
    for key in ("messages", "chat_messages", "conversations"):
        messages = node.get(key)
        if isinstance(messages, list) and messages and all(isinstance(message, Object) for message in messages):
            said = [_message(message) for message in messages if isinstance(message, Object)]
            if any(message.role for message in said):
                return Conversation(title, tuple(message for message in said if message.text.strip()))
    return None


def _from_tree(node: Object, mapping: Object, title: Text | None) -> Conversation:
    """Follow the parents from the last message shown; the other branches were given up."""
    nodes = {name.text: value for name, value in mapping.pairs if isinstance(value, Object)}
    said = {name: _message(inner) for name, value in nodes.items() if isinstance(inner := value.get("message"), Object)}
    current = node.get("current_node")
    path: list[str] = []
    seen: set[str] = set()
    name = current.text if isinstance(current, Text) else ""
    while name in nodes and name not in seen:
        seen.add(name)
        path.append(name)
        parent = nodes[name].get("parent")
        name = parent.text if isinstance(parent, Text) else ""
    path = path[::-1] if path else list(nodes)
    on_path = set(path)
    messages = (said[name] for name in path if name in said)
    aside = (message for name, message in said.items() if name not in on_path)
    return Conversation(
        title,
        tuple(message for message in messages if message.text.strip()),
        tuple(message for message in aside if message.text.strip()),
    )


def _message(node: Object) -> Message:
    author = node.get("author")
    role = author.get("role") if isinstance(author, Object) else None
    role = role or node.get("role") or node.get("sender") or node.get("from")
    texts = _texts(node.get("content") or node.get("text") or node.get("value"))
    name = _ROLES.get(role.text.lower(), "") if isinstance(role, Text) else ""
    return Message(name, texts[0].line if texts else node.line, "\n\n".join(text.text for text in texts))


def _texts(content: Node | None) -> list[Text]:
    """Return the texts of a message; pictures and other attachments have none."""
    if isinstance(content, Text):
        return [content]
    if isinstance(content, Object):
        kind = content.get("content_type")
        if isinstance(kind, Text) and kind.text not in ("text", "multimodal_text", "code"):
            return []
        return _texts(content.get("parts") or content.get("text"))
    if isinstance(content, list):
        return [text for part in content for text in (flat_text(part))]
    return []


def flat_text(part: Node) -> list[Text]:
    """Return the text of one part of a message."""
    if isinstance(part, Text):
        return [part]
    text = part.get("text") if isinstance(part, Object) else None
    return [text] if isinstance(text, Text) else []


def _turns(messages: Sequence[Message], reading: Reading) -> list[tuple[Message, list[Message]]]:
    """Put every message of the user together with the answers to it."""
    turns: list[tuple[Message, list[Message]]] = []
    for message in messages:
        if message.role == "user":
            turns.append((message, []))
        elif message.role == "assistant":
            if not turns:
                turns.append((Message("user", message.line, ""), []))
            turns[-1][1].append(message)
        else:
            _loosen(reading, [message])
    return turns


def _turn(reading: Reading, question: Message, answers: Sequence[Message]) -> None:
    text = "\n\n".join(message.text.strip("\n") for message in answers)
    line = answers[0].line if answers else question.line
    inner = read_markdown(text, reading.name)
    labelled = sum(item.shape in _LABELLED or len(item.labels) > 1 for item in inner.items)
    wished = bool(_WISH.search(question.text))
    if (len(inner.items) > 1 and (labelled > 1 or wished)) or (labelled and not _asks(question.text)):
        _loosen(reading, [question])
        _take(reading, inner, line)
    elif text.strip() and _asks(question.text) and not (wished and inner.items):
        add_pair(reading, Pair(question.line, question.text, line, text, line, "conversation"))
    else:
        _loosen(reading, [question, *answers])


def _asks(text: str) -> bool:
    rows = [row for row in text.strip().split("\n") if row.strip()]
    if not rows or (rows[0].lower().strip(" !.,").split(" ")[0].strip("!.,") in CHIT_CHAT and count_words(text) <= 4):
        return False
    return asks(rows[0]) or any(ends_asking(row) for row in rows) or 2 <= count_words(text) <= 12


def _take(reading: Reading, inner: Reading, line: int) -> None:
    """Take over what was read from a message; all of it stands on the message's line."""
    for item in inner.items:
        labels = tuple(replace(piece, line=line) for piece in item.labels)
        reading.items.append(replace(item, line=line, end_line=line, answer_line=line, labels=labels))
    reading.loose += [replace(piece, line=line) for piece in inner.loose]
    reading.labels += [replace(piece, line=line) for piece in inner.labels]
    reading.problems += [replace(problem, line=line) for problem in inner.problems]


def _loosen(reading: Reading, messages: Sequence[Message]) -> None:
    for message in messages:
        reading.loose += [Piece(message.line, row.strip()) for row in message.text.split("\n") if row.strip()]
