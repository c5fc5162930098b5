"""Texts that are right, and what makes mutants of them.

All pieces are harmless: what would run sets a flag. A text that another program takes badly is never kept here.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml
from campaign import ROOT

from support.any_text import ATTRIBUTES, BLOCKS, INLINE, MARKS
from support.guides import topic
from support.pictures import picture

QUESTIONS = (
    """---
question: How is tea brewed?
level: beginner
section: Basics
tags: [hot, leaf]
also_asked:
  - How does one make tea?
related: [leaf]
redirect_from: [OLD, pot/OLD]
reviewed: 2026-01-02
---

Leaves steep in hot water, see [the leaf](leaf.md) and [@sen, p. 3].

### Explanation

- [x] warm the *cup* of `clay`; $x^2 + \\text{a}$
- [ ] wait[^1]

[^1]: As long as it takes.

### Show it

```python
x = "<b>"
```

![A cup](cup.png)

### Watch out

| left | right |
|:-----|------:|
| 1    | 2     |

$$
\\begin{matrix} a & b \\\\ c & d \\end{matrix}
$$
""",
    """---
question: "What is a leaf?"
level: advanced
---

A part of a plant.

=== "One"
    ```python title="t" linenums="1"
    y = 1
    ```
=== "Two"
    ![A drawing](pot.svg)

!!! note "A note"
    Term
    :   Definition

*[HTML]: HyperText Markup Language
""",
)
GLOSSARY = """# Glossary

The words of it.

## Cup

Also: mug, beaker

What one drinks from. See [how](qa/tea/brew.md).

## Leaf

A part of a plant. See [what it is](qa/tea/leaf.md).
"""
PATHS = """# Paths
- id: week
  title: A week
  summary: All of it.
  days:
    - title: First
      questions: [brew, leaf]
- id: way
  title: A way
  summary: Some of it.
  steps:
    - title: One
      questions:
        - brew
"""
SOURCES = r"""@book{sen,
  author = {Sen, Soshitsu and Okakura, Kakuz{\=o}},
  title = {Tea {Life}, Tea Mind},
  year = {1979},
  publisher = {Weatherhill}
}

@article{doe2020example,
  author = {Doe, Jane and others},
  title = "An Example",
  year = 2020,
  journal = {Journal of Examples},
  doi = {10.1000/182},
  url = {https://example.org/a_b}
}
"""
DECIDED = """# Pairs of questions that look alike and are distinct; written by `studyguide distinct`.
distinct  brew  leaf  a1b2c3d4  e5f60718  one is made of the other
distinct  leaf  q1  00000000  ffffffff
"""
DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 40" width="64" height="40">
<title>A pot</title><style>.a { fill: none }</style><!-- round -->
<g transform="translate(1 1)"><path class="a" d="M0 0h9v9z"/><use href="#b"/><text x="1" y="2">tea</text></g>
</svg>
"""
_SIGNS = r""": - [ ] { } , # & * ! !!str > ' " % @ ` ~ null true .inf .NaN 1e9 0x1F ? --- ... <<: | \x00 2026-01-01
2026-13-45 question: level: tags: order: summary: id: days: steps: title: Also: ## distinct a1b2c3d4 @article{ @string{
@comment{ year {x} "x" others \"{o} <svg> </g> <a> <style> href="#a" url( @import <!DOCTYPE &x; width="9e9" {"question":
"answer": ]} \u0000 Q: A: **Q1.** Answer: ### 1. User: Assistant: <details> </details> <summary> "," !ENV !!int !!float
!!python/name:x.y !!timestamp site_name: markdown_extensions: < * _ \ ( ) é ẞ İ 中 🍵 0 a"""
_LONGER = (
    "See [it](qa/tea/leaf.md).", "# Glossary", "and others", "doi = {10.1000/x},", "<?x ?>", "Question 2", "e\u0301",
    "\ufffd", " ", "  ", "\t", "\n", "\n\n", "\n    ", "\r\n", "\r", "\f", "\u2028", "\u202e", "\u200b", "\ufeff",
    "\x1b", "\x07",
)  # fmt: skip
PIECES = (*_SIGNS.split(), *MARKS, *_LONGER)


def filled(pattern: str, chance: random.Random) -> str:
    """Return a pattern with pieces in its gaps."""
    first, *rest = pattern.split("%s")
    return first + "".join("".join(chance.choices(PIECES, k=chance.randrange(4))) + part for part in rest)


def any_body(chance: random.Random) -> str:
    """Return Markdown, and what looks like it."""
    patterns = (BLOCKS, INLINE, ATTRIBUTES)
    blocks = (
        filled(chance.choice(chance.choices(patterns, (6, 3, 1))[0]), chance) for _ in range(chance.randrange(1, 7))
    )
    return "".join(block + chance.choice(("\n\n", "\n\n", "\n", " ")) for block in blocks)


def mutant(text: str, chance: random.Random) -> bytes:
    """Return a text with up to four changes, as a file."""
    for _ in range(chance.choice((1, 1, 2, 3, 4))):
        text = chance.choice(_CHANGES)(text, chance)
    data = text.encode("utf-8", "surrogatepass")
    return spoilt(data, chance) if chance.random() < 0.03 else data


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """Return bytes of which one was changed, put in or taken out, or that end too soon."""
    at = chance.randrange(len(data) + 1)
    byte = bytes([chance.randrange(256)])
    return chance.choice((data[:at] + byte + data[at + 1 :], data[:at] + byte + data[at:], data[:at], data[at:]))


def _put_in(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(PIECES) + text[at:]


def _pattern(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + filled(chance.choice((*BLOCKS, *INLINE, *ATTRIBUTES)), chance) + text[at:]


def _cut_out(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at + chance.choice((1, 1, 2, 5, 20, 100)) :]


def _repeat(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    part = text[at : at + chance.choice((1, 1, 3, 10, 40))]
    return text[:at] + part * chance.choice((1, 2, 5, 30)) + text[at:]


def _swap(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def _indent(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    lines[at] = chance.choice(("    ", "  ", "> ", "- ", "\t", "# ", "\\", "\ufeff")) + lines[at]
    return "\n".join(lines)


def _no_break(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    return "\n".join(lines[:at]) + chance.choice(("", " ", "\r", "\r\n")) + "\n".join(lines[at:])


def _any(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    limit = chance.choice((0x80, 0x250, 0xD800, 0x110000))
    return text[:at] + "".join(chr(chance.randrange(limit)) for _ in range(chance.randrange(1, 5))) + text[at:]


_CHANGES = (_put_in, _put_in, _pattern, _pattern, _cut_out, _cut_out, _repeat, _swap, _indent, _no_break, _any)


@cache
def _hostile() -> tuple[str, ...]:
    files = sorted((ROOT / "tests/render/hostile").glob("*.txt"))
    return tuple(text for file in files for text in file.read_text("utf-8").split("\n%%\n"))


@cache
def _own_questions() -> tuple[str, ...]:
    return tuple(file.read_text("utf-8") for file in sorted((ROOT / "content/qa").glob("*/*.md")))


@cache
def transcripts() -> tuple[tuple[str, str], ...]:
    """Return the ending and the text of a transcript of every shape that the importer knows."""
    folder = ROOT / "tests/importing/cases"
    cases = ((file, yaml.safe_load(file.read_text("utf-8"))) for file in sorted(folder.glob("*.yaml")))
    return tuple((Path(file.stem).suffix, case["input"]) for file, case in cases if isinstance(case.get("input"), str))


def a_question(chance: random.Random) -> bytes:
    """Return the file of a question, in most cases one whose front matter is right."""
    kind = chance.randrange(10)
    text = chance.choice(QUESTIONS).replace("OLD", f"old-{chance.randrange(10**6)}")
    if kind == 0:
        return mutant(chance.choice(_own_questions()), chance)
    if kind <= 3:
        return mutant(text, chance)
    front, _, body = text.rpartition("---\n")
    made = any_body(chance) if kind <= 7 else chance.choice(_hostile())
    begin = f"{front}---\n\n{body[: chance.choice((0, 20, len(body)))]}\n\n".encode()
    return begin + (mutant(made, chance) if kind != 5 else made.encode("utf-8", "surrogatepass"))


def a_topic(chance: random.Random) -> bytes:
    """Return the index.md of a topic."""
    return mutant(topic("Tea", f"Its questions.\n\n{any_body(chance)}", sections="[Basics, More]"), chance)


def a_part(text: str, between: str, chance: random.Random) -> str:
    """Return a few entries of a long file, so that it is as quick to read as a short one."""
    head, *entries = text.split(between)
    return head + "".join(between + entry for entry in chance.sample(entries, min(3, len(entries))))


def beside(chance: random.Random) -> dict[str, bytes]:
    """Return the files that a guide has once."""
    content = ROOT / "content"
    own = {
        "glossary.md": lambda: a_part((content / "glossary.md").read_text("utf-8"), "\n## ", chance),
        "paths.yml": lambda: a_part((content / "paths.yml").read_text("utf-8"), "\n- id:", chance),
        "references.bib": lambda: a_part((content / "references.bib").read_text("utf-8"), "\n@", chance),
    }
    made = {"glossary.md": GLOSSARY, "paths.yml": PATHS, "references.bib": SOURCES, "duplicates.txt": DECIDED}
    return {
        name: mutant(own[name]() if name in own and chance.random() < 0.3 else text, chance)
        for name, text in made.items()
    }


def settings(chance: random.Random) -> bytes:
    """Return a mkdocs.yml."""
    return mutant((ROOT / "mkdocs.yml").read_text("utf-8"), chance)


def pictures(chance: random.Random) -> dict[str, bytes]:
    """Return a picture of each kind."""
    kinds: Sequence[str] = ("avif", "gif", "jpg", "png", "webp")
    made = {f"p-{kind}.{kind}": spoilt(picture(kind, 3, 2), chance) for kind in kinds}
    return made | {"pot.svg": mutant(DRAWING, chance), "p-two.svg": mutant(DRAWING, chance)}


def a_transcript(chance: random.Random) -> tuple[str, bytes]:
    """Return the ending and the content of a transcript."""
    suffix, text = chance.choice(transcripts())
    return suffix if chance.random() < 0.9 else chance.choice((".md", ".json", ".csv", ".txt")), mutant(text, chance)
