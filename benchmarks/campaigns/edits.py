"""Random edits of a guide: a build that has a cache makes the same bytes as one that has none.

Each round is a sequence of edits: of questions, topics, pictures, glossary, paths, sources, pages by hand and settings.
After each, the site is built with the cache of all builds before. In the end, a copy is built without any cache, and
every file of the two sites is compared. A sequence may end in a guide that has errors: then both builds must say the
same.

Usage: python benchmarks/campaigns/edits.py [--count 100] [--seed 1]
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random

from campaign import Tally, dice, options
from forks import Change, Ended, run, warm_up
from tiny_guide import DRAWING, copy, differing, hashes, tiny_project

import studyguide.speed.work

BUILD = ("mkdocs", "build", "-q")
MOST = 6
"""Edits in a sequence."""
WORDS = "leaf pot cup steam brew kettle `code` *warm* $x^2$ <b>bold</b> [@doe2020example] H2O point Point naïve".split()
BLOCKS = (
    "```python\nprint({0!r})\n```",
    "> {0}",
    "- {0}\n- {0}",
    "| {0} | b |\n|---|---|\n| 1 | 2 |",
    '!!! note "A note"\n    {0}',
    "See [it](two.md) and [the topic](../second/index.md): {0}.",
    "$$\n\\frac{{1}}{{2}}\n$$",
    "A note[^1] on {0}.\n\n[^1]: Of it.",
)

Edit = Callable[[Path, Random], None]


def words(chance: Random) -> str:
    """Return some words."""
    return " ".join(chance.choices(WORDS, k=chance.randrange(1, 6)))


def plain(chance: Random) -> str:
    """Return words that are no Markdown."""
    return " ".join(chance.choices([word for word in WORDS if word.isalpha()], k=3))


def a_question(root: Path, chance: Random) -> Path:
    """Return the file of a question that is there."""
    return chance.choice([file for file in sorted((root / "content/qa").glob("*/*.md")) if file.stem != "index"])


def put_in_place(file: Path, old: str, new: str) -> None:
    """Replace the first occurrence of a text in a file."""
    file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")


def with_field(file: Path, name: str, value: str) -> None:
    """Give the front matter of a file a field, new or anew."""
    lines = file.read_text("utf-8").split("\n")
    end = lines.index("---", 1)
    kept = [line for line in lines[1:end] if not line.startswith(f"{name}:")]
    file.write_text("\n".join(["---", *kept, f"{name}: {value}", *lines[end:]]), "utf-8")


def _answer(root: Path, chance: Random) -> None:
    file = a_question(root, chance)
    file.write_text(file.read_text("utf-8") + f"\n{chance.choice(BLOCKS).format(words(chance))}\n", "utf-8")


def _back(root: Path, chance: Random) -> None:
    file = a_question(root, chance)
    head, between, _ = file.read_text("utf-8").rpartition("\n\n")
    if "---" in head[3:]:
        file.write_text(head + between, "utf-8")


def _wording(root: Path, chance: Random) -> None:
    with_field(a_question(root, chance), "question", f"What is {plain(chance)} {chance.randrange(99)}?")


def _field(root: Path, chance: Random) -> None:
    others = sorted({file.stem for file in (root / "content/qa").glob("*/*.md")} - {"index"})
    values = {
        "level": chance.choice(("beginner", "intermediate", "advanced")),
        "section": chance.choice(("Basics", "More", '"A & B"')),
        "tags": f"[{chance.choice(('hot', 'cold'))}]",
        "reviewed": f"2026-01-{chance.randrange(10, 29)}",
        "also_asked": f"['Is it {plain(chance)}?']",
        "related": f"[{chance.choice(others)}]",
    }
    name = chance.choice(list(values))
    file = a_question(root, chance)
    if values[name] != f"[{file.stem}]":
        with_field(file, name, values[name])


def _new(root: Path, chance: Random) -> None:
    name = f"new-{chance.randrange(1000)}"
    text = f"---\nquestion: What is {name}?\nlevel: beginner\n---\n\n{words(chance)}\n"
    (root / "content/qa" / chance.choice(("first", "second")) / f"{name}.md").write_text(text, "utf-8")


def _gone(root: Path, chance: Random) -> None:
    made = sorted((root / "content/qa").glob("*/new-*.md"))
    if made:
        chance.choice(made).unlink()


def _moved(root: Path, chance: Random) -> None:
    made = sorted((root / "content/qa").glob("*/new-*.md"))
    if made:
        file = chance.choice(made)
        other = {"first": "second", "second": "first"}[file.parent.name]
        with_field(file, "redirect_from", f"[{file.parent.name}/{file.stem}]")
        file.rename(root / "content/qa" / other / file.name)


def _topic(root: Path, chance: Random) -> None:
    file = root / "content/qa" / chance.choice(("first", "second")) / "index.md"
    values = {"title": plain(chance), "order": str(chance.randrange(1, 9)), "summary": plain(chance)}
    name = chance.choice(list(values))
    with_field(file, name, values[name])


def _introduction(root: Path, chance: Random) -> None:
    file = root / "content/qa" / chance.choice(("first", "second")) / "index.md"
    file.write_text(file.read_text("utf-8") + f"\n{words(chance)}\n", "utf-8")


def _picture(root: Path, chance: Random) -> None:
    chance.choice(sorted((root / "content/qa").glob("*/*.svg"))).write_text(DRAWING.format(chance.randrange(99)))


def _size(root: Path, chance: Random) -> None:
    put_in_place(
        chance.choice(sorted((root / "content/qa").glob("*/*.svg"))), 'width="9"', f'width="{chance.randrange(10, 99)}"'
    )


def _source(root: Path, chance: Random) -> None:
    file = root / "content/references.bib"
    put_in_place(file, "Doe, Jane", chance.choice(("Roe, Jane", "Doe, Jane and Roe, Ann", "Doe, J.")))
    put_in_place(file, "An Example", chance.choice(("Another Example", "An {Example}")))


def _term(root: Path, chance: Random) -> None:
    file = root / "content/glossary.md"
    term = chance.choice(("Pot", "Steam", "Word"))
    if f"## {term}" not in file.read_text("utf-8"):
        with file.open("a", encoding="utf-8") as stream:
            stream.write(f"\n## {term}\n\nA thing. See [the second](qa/first/two.md).\n")
    else:
        put_in_place(file, "A thing.", f"A {plain(chance)}.")


def _path(root: Path, chance: Random) -> None:
    file, other = root / "content/paths.yml", chance.choice(("        - two\n        - six\n", "        - one\n"))
    put_in_place(file, "        - two\n", other)
    put_in_place(file, "title: A way", f"title: A {plain(chance)}")


def _by_hand(root: Path, chance: Random) -> None:
    (root / "docs/about.md").unlink()  # it is shared with other copies
    (root / "docs/about.md").write_text(f"# About\n\n{words(chance)}\n", "utf-8")


def _settings(root: Path, chance: Random) -> None:
    put_in_place(root / "mkdocs.yml", "\nsite_name:", f"\nsite_author: {plain(chance)}\nsite_name:")
    lines = (root / "mkdocs.yml").read_text("utf-8").split("\n")
    authors = [line for line in lines if line.startswith("site_author:")]
    kept = [line for line in lines if line not in authors[1:]]
    chosen = [f"site_name: {plain(chance)}" if line.startswith("site_name:") else line for line in kept]
    (root / "mkdocs.yml").write_text("\n".join(chosen), "utf-8")


def _error(root: Path, chance: Random) -> None:
    with_field(a_question(root, chance), "level", "none")


EDITS: tuple[Edit, ...] = (
    _answer, _answer, _answer, _back, _wording, _field, _field, _new, _gone, _moved, _topic, _introduction, _picture,
    _size, _source, _term, _path, _by_hand, _settings,
)  # fmt: skip


class Sequences:
    """Takes sequences of edits; each begins with the same guide, which was built once.

    Args:
        folder: an empty one.
        change: a fault that is made on purpose in the builds that have a cache.
    """

    def __init__(self, folder: Path, change: Change | None = None) -> None:
        self._folder, self._change = folder, change
        tiny_project(folder / "start")
        ended = run(folder / "start", BUILD)
        assert ended.code == 0, ended.printed

    def take(self, chance: Random, tally: Tally) -> list[str]:
        """Take a sequence, and return the files that are not the same in the end."""
        warm, cold = self._folder / "warm", self._folder / "cold"
        copy(self._folder / "start", warm)
        done: list[str] = []
        for _ in range(chance.randrange(1, MOST + 1)):
            for edit in chance.sample(EDITS, chance.randrange(1, 3)):
                edit(warm, chance)
                done.append(edit.__name__.strip("_"))
            with_cache = run(warm, BUILD, self._change)
        if chance.random() < 0.1:
            _error(warm, chance)
            with_cache = run(warm, BUILD, self._change)
        tally.seen["edits"] += len(done)
        copy(warm, cold)
        for name in (".cache", "site"):
            shutil.rmtree(cold / name)
        without = run(cold, BUILD)
        tally.seen["sequences that end in a site" if not without.code else "sequences that end in an error"] += 1
        return [f"{text} after {', '.join(done)}" for text in _unlike(warm, with_cache, cold, without)]


def _unlike(warm: Path, with_cache: Ended, cold: Path, without: Ended) -> list[str]:
    if with_cache.code != without.code or "Traceback" in without.printed:
        return [f"builds end with {with_cache.code} and {without.code}: {with_cache.printed}{without.printed}"]
    if without.code:
        same = with_cache.printed == without.printed
        return [] if same else [f"builds say\n{with_cache.printed}\nand\n{without.printed}"]
    return [f"{name} is not the same" for name in differing(hashes(warm, ["site"]), hashes(cold, ["site"]))]


def forgetful() -> None:
    """Let what is kept be known by less than all it was made from."""
    digest = studyguide.speed.work._digest
    studyguide.speed.work._digest = lambda *parts: digest(*(part[:200] for part in parts))


def main() -> int:
    """Run the campaign; return 1 where two sites differ."""
    given = options(__doc__, count=100, what="sequences of edits").parse_args()
    tally, hidden = Tally("edits", given), Tally("control", given)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tiny_project(folder / "warm")
        warm_up(folder / "warm", BUILD)
        broken = Sequences(folder / "broken", forgetful)
        tally.control("a key that forgets", lambda number: broken.take(dice(-1, number), hidden), attempts=20)
        sequences = Sequences(folder / "whole")
        for number in tally.rounds():
            tally.add(number, sequences.take(dice(given.seed, number), tally))
    return tally.end("sequences of edits, each built with and without a cache")


if __name__ == "__main__":
    sys.exit(main())
