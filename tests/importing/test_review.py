from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.cells import cell_len

from studyguide.importing.drafts import Resolution
from studyguide.importing.report import laid_out, one_row, paragraph
from studyguide.importing.review import PROMPT, Case, Review, finished, hold_review, read_resolutions, render_case


def case(number: int) -> Case:
    return Case(
        id=f"q-{number}",
        key=f"key-{number}",
        source=f"chat.md:{number}",
        question=f"What is the number {number}?",
        answer="One line.\n\n- a list\n  - nested",
        match="known",
        match_question="Which number is it?",
        match_answer="Another answer that is a good deal longer than the first one, so that it has to be broken.",
        score=0.83,
        evidence="both: number",
    )


SECRET = b"a secret of this machine"
CASES = Review((case(1), case(2), case(3)))


def held(typed: str, review: Review = CASES) -> tuple[Review, bool, list[str], str]:
    saved: list[str] = []
    out = io.StringIO()
    review, is_complete = hold_review(
        review, lambda state: saved.append(state.to_text(SECRET)), io.StringIO(typed), out, 80
    )
    return review, is_complete, saved, out.getvalue()


def test_asks_about_each_case_once() -> None:
    """Every resolution is taken by its letter or its name, and saved at once."""
    review, is_complete, saved, shown = held("m\ndistinct\nT\n")

    assert review.by_id == {"q-1": Resolution.MERGE, "q-2": Resolution.DISTINCT, "q-3": Resolution.TAKE}
    assert is_complete
    assert len(saved) == 3
    assert shown.count(PROMPT) == 3
    assert "── 2 of 3 ─" in shown


@pytest.mark.parametrize("typed", ["m\nq\n", "m\n", "m\nquit\n"])
def test_stops_and_goes_on(typed: str) -> None:
    """A review that was stopped goes on with the first case that is not decided."""
    review, is_complete, saved, _ = held(typed)
    again = Review(CASES.cases, read_resolutions(saved[-1], SECRET))

    assert not is_complete
    assert again == review
    assert again.next == case(2)
    assert held("s\ns\n", again)[0].by_id == {"q-1": Resolution.MERGE, "q-2": Resolution.SKIP, "q-3": Resolution.SKIP}


def test_explains_the_keys() -> None:
    """A wrong key asks again, and a question mark explains."""
    review, _, _, shown = held("x\n?\nd\n")

    assert review.by_id == {"q-1": Resolution.DISTINCT}
    assert "“x” is none of the keys" in shown
    assert "d  distinct: another question" in shown


def test_a_skipped_case_is_asked_again_next_time() -> None:
    """When all is filed, only real resolutions are kept."""
    review, _, _, _ = held("s\nd\ns\n")

    assert finished(review).resolutions == {"key-2": Resolution.DISTINCT}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"decisions": 3}', '{"decisions": {"a": "nonsense", "b": 3}}'])
def test_a_damaged_file_decides_nothing(text: str) -> None:
    """What cannot be read of a saved review counts as undecided."""
    assert read_resolutions(text, SECRET) == {}


def test_decisions_of_another_machine_decide_nothing() -> None:
    """A file that came with a repository, or in which a resolution was changed, counts as undecided."""
    saved = held("m\nd\nt\n")[2][-1]

    assert len(read_resolutions(saved, SECRET)) == 3
    assert read_resolutions(saved, b"another secret") == read_resolutions(saved, b"") == {}
    assert read_resolutions(CASES.to_text(b""), b"") == {}
    assert read_resolutions(saved.replace('"distinct"', '"merge"'), SECRET) == {}


def test_shows_both_sides() -> None:
    """Questions begin on the same row, answers too, and no row is too wide."""
    rows = render_case(case(1), 80).split("\n")

    assert max(map(cell_len, rows)) <= 80
    assert [row.index("│") for row in rows if "│" in row] == [39] * sum("│" in row for row in rows)
    assert "What is the number 1?                  │ Which number is it?" in rows
    assert any(row.startswith("One line.") and "│ Another answer" in row for row in rows)
    assert any(row.startswith("  - nested") for row in rows)


def test_a_narrow_terminal_shows_one_below_the_other() -> None:
    """In 40 columns the two stand one below the other."""
    rows = render_case(case(1), 40).split("\n")

    assert max(map(cell_len, rows)) <= 40
    assert "─" * 40 in rows


def test_wide_characters_take_two_columns() -> None:
    """Ideographs are counted as terminals draw them."""
    assert laid_out(one_row("过拟合过拟合"), width=7) == "过拟合…"
    assert laid_out(paragraph("过拟合过拟合"), width=5) == "过拟\n合过\n拟合"
    assert laid_out(paragraph("one two three"), width=8) == "one two\nthree"


@pytest.mark.parametrize("text", ["[bold]x[/bold]", "[link=http://a.org]x[/link]", ":smile:", "[/]", "\\[x]"])
def test_no_markup_is_read(text: str) -> None:
    """What a stranger wrote is shown as it is, also where rich would take it for its markup."""
    other = replace(case(1), question=text, answer=text, source=text, evidence=text, match_question=text, match=text)

    assert laid_out(one_row(text), paragraph(text), text, width=80) == "\n".join([text] * 3)
    assert all(render_case(other, width).count(text) == 6 for width in (40, 80))


@pytest.mark.parametrize("sign", ["\x07", "\x1b[2J", "\x9b", "\u202e", "\r"])
def test_nothing_steers_the_terminal(sign: str) -> None:
    """Signs that would ring, clear, move or turn the text never reach the terminal."""
    text = f"one{sign}two"
    other = replace(case(1), question=text, answer=text, source=text, evidence=text, match_question=text, match=text)

    for width in (40, 80):
        assert all(row.isprintable() for row in render_case(other, width).split("\n"))
