"""How much a drawing draws: parts that are drawn again count again, and none may draw itself."""

from __future__ import annotations

import pytest

from studyguide.guide import drawing_cost
from studyguide.guide.pictures import Fault, read_drawing

TWICE = '<g id="b"><rect id="a"/><use href="#a"/></g>'


def drawing(content: str) -> bytes:
    xlink = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {xlink}>{content}</svg>'.encode()


def refused(content: str) -> str:
    found = read_drawing(drawing(content))
    return found.message if isinstance(found, Fault) else ""


@pytest.mark.parametrize(
    ("content", "drawn"),
    [
        ("<rect/><rect/>", 3),
        ("<defs><linearGradient id='p'><stop/></linearGradient></defs><rect fill='url(#p)'/>", 2),
        (TWICE, 5),
        (TWICE + "<use href='#b'/>", 10),
        (TWICE + "<use xlink:href='#b'/>", 10),
        (TWICE + "<use xlink:href='#a' href='#b'/>", 11),
        (TWICE + "<use href='# %62'/>", 10),
        ("<pattern id='p'><rect/></pattern><g fill='url(#p)'><rect/><rect/></g>", 10),
        ("<pattern id='p'><rect/></pattern><g style='fill : url( \"#p\" )'><rect/><rect/></g>", 10),
        ("<pattern id='p'><rect/></pattern><g id='g'><rect/><rect/></g><use fill='url(#p)' href='#g'/>", 18),
        ("<clipPath id='p'><rect/></clipPath><g clip-path='url(#p)'><rect/><rect/></g>", 8),
        ("<marker id='m'><path/></marker><path marker-mid='url(#m)' d='M0 0L1 1'/>", 12),
        ("<marker id='m'><path/></marker><path style='--a: url(#m)' d='M0 0'/>", 10),
    ],
)
def test_a_part_counts_as_often_as_it_is_drawn(content: str, drawn: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A drawing of as many elements as the limit is accepted, and refused where the limit is one less."""
    monkeypatch.setattr(drawing_cost, "MAX_DRAWN", drawn)
    assert refused(content) == ""

    monkeypatch.setattr(drawing_cost, "MAX_DRAWN", drawn - 1)
    assert refused(content) == f"the picture draws {drawn} elements or more, {drawn - 1} is the most"


def test_what_refers_to_what_refers_counts_as_nested(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row of references is as deep as it is long, in whatever order the elements stand."""
    row = "<use id='c' href='#b'/><rect id='a'/><use id='b' href='#a'/>"
    monkeypatch.setattr(drawing_cost, "MAX_DEPTH", 4)
    assert refused(row) == ""

    monkeypatch.setattr(drawing_cost, "MAX_DEPTH", 3)
    assert refused(row) == "the picture is nested too deeply"


def test_more_elements_of_one_id_than_come_from_a_mistake_are_refused() -> None:
    """Each reference to an id counts all elements that have it, which must not be many."""
    assert refused("<g id='a'/>" * 20) == ""
    assert refused("<g id='a'/>" * 21) == "the picture has more than 20 elements of one id"
