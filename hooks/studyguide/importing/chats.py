"""Reads conversations: ChatGPT's `conversations.json` and other exports with roles and messages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from studyguide.importing.lines import fenced_code
from studyguide.importing.markdown_forms import read_markdown
from studyguide.importing.records import Node, Object, Text, flat
from studyguide.importing.transcript import Kind, Pair, Piece, Reading, add_pair
from studyguide.importing.words import ANSWERER, ASKER, ends_asking, is_request

_ROLES = {**dict.fromkeys(ASKER, "user"), **dict.fromkeys(ANSWERER, "assistant")}
_MESSAGES = ("messages", "chat_messages", "conversations", "conversation", "contents", "turns", "chat", "history")
_WISH = re.compile(r"\b(?:questions|q\s?&\s?as?|flash\s?cards?|quiz|interview)\b|问题|質問|вопрос", re.IGNORECASE)
_ASKS_ABOUT = re.compile(r"\s*(?:what(?! are)|which|how|why|when|where|who)\b", re.IGNORECASE)
_RECIPIENTS = ("all", "python", "")
"""Recipients of messages that count; calls of search and memory tools are not part of an answer."""
_LABELLED = (Kind.LABEL, Kind.DETAILS, Kind.TABLE)


@dataclass(frozen=True, slots=True)
class Message:
    """One message; `role` is user, assistant, or empty for everything else."""

    role: str
    line: int
    text: str
    texts: tuple[Text, ...] = ()
    """What it was read from."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation: its title, and its messages in the order in which they are read."""

    node: Object
    title: Text | None
    messages: tuple[Message, ...]
    aside: tuple[Message, ...] = ()
    """Messages of abandoned branches: a question asked again in other words, an answer regenerated."""


def read_chats(node: Node, reading: Reading) -> list[str] | None:
    """Add the questions of a chat export to a reading; return the texts that were read, or None if it is no export."""
    conversations = _conversations(node)
    texts = [text for conversation in conversations for text in _read_conversation(conversation, reading)]
    return texts if conversations else None


def _conversations(node: Node) -> list[Conversation]:
    """Return the conversations of an export, or an empty list where the JSON is something else."""
    if isinstance(node, list) and (bare := _bare(node)):
        return [bare]
    nodes = node if isinstance(node, list) else [node]
    found = [_conversation(inner) for inner in nodes if isinstance(inner, Object)]
    return [conversation for conversation in found if conversation] if found and all(found) else []


def _bare(nodes: Sequence[Node]) -> Conversation | None:
    """Return a list of messages that stands without a conversation around it."""
    said = [_message(node) for node in nodes if isinstance(node, Object)]
    if len(said) != len(nodes) or {"user", "assistant"} - {message.role for message in said}:
        return None
    around = Object(said[0].line, [(Text(said[0].line, ""), list(nodes))])
    return Conversation(around, None, tuple(message for message in said if message.text.strip()))


def _read_conversation(conversation: Conversation, reading: Reading) -> list[str]:
    """Add the questions of a conversation to a reading; return the texts that were read."""
    title = conversation.title
    if title and title.text.strip():
        reading.loose.append(Piece(title.line, title.text.strip()))
    _loosen(reading, conversation.aside)
    for question, answers in _turns(conversation.messages, reading):
        _turn(reading, question, answers)
    texts = [message.text for message in (*conversation.messages, *conversation.aside)]
    return [*([title.text] if title else []), *texts, *_record(conversation, reading)]


def _record(conversation: Conversation, reading: Reading) -> list[str]:
    """List as labels what a chat export holds besides its texts: keys, times, names of models."""
    said = {id(text) for message in (*conversation.messages, *conversation.aside) for text in message.texts}
    said.add(id(conversation.title))
    line = conversation.node.line
    values: list[str] = []
    for leaf in flat(conversation.node):
        line = leaf.line if isinstance(leaf, Text) else line
        value = leaf.text if isinstance(leaf, Text) else str(leaf)
        if id(leaf) not in said and value.strip():
            reading.labels.append(Piece(line, value))
            values.append(value)
    return values


def _conversation(node: Object) -> Conversation | None:
    title = node.get("title") or node.get("name")
    title = title if isinstance(title, Text) else None
    mapping = node.get("mapping")
    if isinstance(mapping, Object):
        return _from_tree(node, mapping, title)
    for key in _MESSAGES:
        messages = node.get(key)
        if isinstance(messages, list) and messages and all(isinstance(message, Object) for message in messages):
            said = [_message(message) for message in messages if isinstance(message, Object)]
            if any(message.role and message.text for message in said):
                return Conversation(node, title, tuple(message for message in said if message.text.strip()))
    return None


def _from_tree(node: Object, mapping: Object, title: Text | None) -> Conversation:
    """Follow the parents from the last message shown; the other branches were abandoned."""
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
        node,
        title,
        tuple(message for message in messages if message.text.strip()),
        tuple(message for message in aside if message.text.strip()),
    )


def _message(node: Object) -> Message:
    author = node.get("author")
    role = author.get("role") if isinstance(author, Object) else None
    role = role or node.get("role") or node.get("sender") or node.get("from") or node.get("speaker") or author
    content = node.get("content") or node.get("text") or node.get("value") or node.get("parts") or node.get("message")
    texts = tuple(_texts(content))
    name = _ROLES.get(role.text.lower(), "") if isinstance(role, Text) else ""
    said = "\n\n".join(text.text for text in texts)
    language = content.get("language") if isinstance(content, Object) else None
    if isinstance(language, Text) and said.strip():
        is_known = language.text != "unknown"
        said = fenced_code(said, language.text if is_known else "")
        texts = (*texts, language) if is_known else texts
    recipient = node.get("recipient")
    name = name if not isinstance(recipient, Text) or recipient.text in _RECIPIENTS else ""
    return Message(name, texts[0].line if texts else node.line, said, texts)


def _texts(content: Node | None) -> list[Text]:
    """Return the texts of a message; pictures and other attachments have none."""
    if isinstance(content, Text):
        return [content]
    if isinstance(content, Object):
        return _texts(content.get("parts") or content.get("text") or content.get("result"))
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
    labelled = sum(item.kind in _LABELLED or len(item.labels) > 1 for item in inner.items)
    wished = _wishes(question.text)
    if (len(inner.items) > 1 and (labelled > 1 or wished)) or (labelled and not is_request(question.text)):
        _loosen(reading, [question])
        _take(reading, inner, line)
    elif text.strip() and is_request(question.text) and not (wished and inner.items):
        add_pair(reading, Pair(question.line, question.text, line, text, line, Kind.CONVERSATION))
    else:
        _loosen(reading, [question, *answers])


def _wishes(text: str) -> bool:
    """Whether somebody asks for questions: "Give me 10 interview questions", not "What questions does it raise?"."""
    return bool(_WISH.search(text)) and not (ends_asking(text) and _ASKS_ABOUT.match(text))


def _take(reading: Reading, inner: Reading, line: int) -> None:
    """Add what was read from a message; all of it gets the line of the message."""
    for item in inner.items:
        labels = tuple(replace(piece, line=line) for piece in item.labels)
        reading.items.append(replace(item, line=line, end_line=line, answer_line=line, labels=labels))
    reading.loose += [replace(piece, line=line) for piece in inner.loose]
    reading.labels += [replace(piece, line=line) for piece in inner.labels]
    reading.problems += [replace(problem, line=line) for problem in inner.problems]


def _loosen(reading: Reading, messages: Sequence[Message]) -> None:
    for message in messages:
        reading.loose += [Piece(message.line, row.strip()) for row in message.text.split("\n") if row.strip()]
