"""Keys: the same key means the same wording, whatever the case, marks and spacing."""

from __future__ import annotations

import hashlib
import re

from studyguide.duplicates.text import fold, plain, split_code, squeeze, strip_marks

# Words keep what makes them another word (C++, C#, node.js, 0.5, -1); operators are words of their own.
WORD = re.compile(r"[^\W_](?:\w++|['.](?=[^\W_]))*+(?:\+\+|#(?!\w))?+|(?<![\w)])-\d[\w.]*+|[=<>!&|^%*+/@$~\\]++")
_TOKEN = re.compile(WORD.pattern + r"|[?;:.]")
SENTENCE_ENDS = frozenset("?;:.!")
_CODE_SPAN = re.compile(r"```.*?```|~~~.*?~~~|`[^`\n]++`|\$\$.*?\$\$|\$[^$\n]++\$", re.S)


def tokenise(text: str) -> list[str]:
    """Return the words and sentence ends of a plain text (see `text.plain`), in order."""
    return _TOKEN.findall(text)


def question_key(question: str) -> str:
    """Return the key of a question: its words alone; fenced code counts as it stands.

    NFKC, case, punctuation, Markdown marks and white space make no difference.
    """
    prose, code = split_code(question)
    return key_of(tokenise(plain(prose)), code)


def key_of(tokens: list[str], code: str) -> str:
    """Return the key of a question from its tokens and its fenced code."""
    key = " ".join([token for token in tokens if token not in SENTENCE_ENDS])
    return f"{key}\n{_code_key(code)}" if code else key


def answer_key(answer: str) -> str:
    """Return the key of an answer: its words, with code and formulas kept as they stand.

    Two answers that differ in an operator, an indent or a letter's case inside code have two keys,
    because an exact copy is dropped without asking.
    """
    answer = fold(answer)
    parts: list[str] = []
    end = 0
    for match in _CODE_SPAN.finditer(answer):
        parts += [_prose_key(answer[end : match.start()]), _code_key(match[0])]
        end = match.end()
    parts.append(_prose_key(answer[end:]))
    return "\n".join(part for part in parts if part)


def fingerprint(text: str) -> str:
    """Return eight hexadecimal digits that change when the key of a question changes."""
    return hashlib.sha1(question_key(text).encode(), usedforsecurity=False).hexdigest()[:8]


def _prose_key(text: str) -> str:
    return " ".join(WORD.findall(squeeze(strip_marks(text)).casefold()))


def _code_key(code: str) -> str:
    return "\n".join(line.rstrip() for line in code.strip().splitlines())
