from __future__ import annotations

import pytest

from studyguide.importing import decode as package_decode
from studyguide.importing.reader import MAX_BYTES, decode


def codes(data: bytes) -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in decode(data, "a.txt")[1]]


def test_reads_utf_8() -> None:
    """Text in UTF-8 comes out as it is."""
    assert decode("Größe\n".encode(), "a.txt") == ("Größe\n", ())
    assert package_decode is decode


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_reads_a_byte_order_mark(encoding: str) -> None:
    """A byte order mark names the encoding, and is no part of the text."""
    assert decode("Q: Größe?\n".encode(encoding), "a.txt") == ("Q: Größe?\n", ())


def test_unifies_line_ends() -> None:
    """Windows and old Macintosh line ends become Unix ones, so that lines count as in an editor."""
    assert decode(b"a\r\nb\rc\n", "a.txt")[0] == "a\nb\nc\n"


def test_names_the_line_that_is_not_utf_8() -> None:
    """A wrong byte is reported with its line and column; the rest is still read."""
    text, problems = decode(b"Q: one?\r\nA: caf\xe9\nQ: two?\nA: x\n", "a.txt")

    assert text == "Q: one?\nA: caf\ufffd\nQ: two?\nA: x\n"
    assert [(problem.line, problem.code) for problem in problems] == [(2, "SG804")]
    assert "byte 0xE9 at column 7" in problems[0].message


def test_names_only_the_first_of_many_wrong_lines() -> None:
    """A file in another encoding gives a score of messages, not thousands."""
    found = codes(b"caf\xe9 au lait\n" * 1000)

    assert len(found) == 21
    assert "980 more lines" in decode(b"caf\xe9 au lait\n" * 1000, "a.txt")[1][-1].message


@pytest.mark.parametrize("data", [b"", b" \n\t\n"])
def test_refuses_an_empty_file(data: bytes) -> None:
    """A file without text is reported."""
    assert codes(data) == [(1, "SG801")]


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"PK\x03\x04" + bytes(range(32)) * 9, b"\xff\xfe\xfd" * 99]
)
def test_refuses_a_binary(data: bytes) -> None:
    """A picture, an archive or noise gives one clear message and no text."""
    text, problems = decode(data[:2].replace(b"\xff\xfe", b"\xfd\xfd") + data[2:], "a.png")

    assert text == ""
    assert [problem.code for problem in problems] == ["SG802"]


def test_one_zero_byte_makes_a_binary() -> None:
    """Text has no zero bytes, however much of it there is."""
    assert codes(b"Q: What?\nA: " + b"text " * 10_000 + b"\0") == [(1, "SG802")]


def test_refuses_a_file_beyond_the_limit() -> None:
    """A file that is too large is reported with both sizes."""
    text, problems = decode(b"a" * (MAX_BYTES + 1), "a.txt")

    assert text == ""
    assert problems[0].code == "SG803"
    assert "64 MB" in problems[0].message
