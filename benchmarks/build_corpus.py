"""The questions that the builds are measured on: invented, seeded, and the same for every generator."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

_WORDS = """gradient layer weight bias loss batch epoch tensor neuron kernel stride pooling attention head query value
token embedding dropout momentum rate schedule warmup norm residual skip encoder decoder mask softmax logit sigmoid
entropy divergence prior posterior likelihood sample noise diffusion score latent code vector matrix rank shape cache
memory latency throughput server client drift monitor label split leak fold metric recall precision curve""".split()
_NAMES = (
    "Adler Brandt Castro Duarte Egan Fischer Garcia Holm Ivanov Jansen Keller Lund Moreau Novak Okafor Petrov".split()
)
_FORMULAS = (
    (r"\lambda_{%d} \ge 0", r"L(w) = \frac{1}{n} \sum_{i=1}^{n} (y_i - w^\top x_i)^2 + \lambda_{%d} w^\top w"),
    (r"p_{%d} \in (0, 1)", r"H(p) = -\sum_{i=1}^{n} p_i \log p_i + c_{%d}"),
    (r"d_k = %d", r"\mathrm{softmax}\left(\frac{Q K^\top}{\sqrt{d_k}}\right) V + b_{%d}"),
)
EXPLANATION = "### Explanation"
"""Stands between an answer's first paragraph and the rest, in whatever form a generator's pages give it."""


@dataclass(frozen=True, slots=True)
class Source:
    """An invented publication."""

    key: str
    authors: tuple[str, ...]
    title: str
    year: int


@dataclass(frozen=True, slots=True)
class Item:
    """A question; its answer has `{cite}` where it cites its source."""

    id: str
    question: str
    section: str
    tags: tuple[str, ...]
    related: str
    answer: str
    source: Source | None


@dataclass(frozen=True, slots=True)
class Chapter:
    """A topic with its questions."""

    slug: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """The topics, and the publications that their answers cite."""

    chapters: tuple[Chapter, ...]

    @property
    def sources(self) -> list[Source]:
        """Every publication that is cited, by key."""
        cited = {item.source.key: item.source for chapter in self.chapters for item in chapter.items if item.source}
        return [cited[key] for key in sorted(cited)]


def make_corpus(topics: int, per_topic: int) -> Corpus:
    """Return so many topics with so many questions each; the same numbers give the same corpus."""
    dice = random.Random(7)
    pool = [_source(dice, number) for number in range(max(5, topics * per_topic // 20))]
    chapters = (
        Chapter(f"topic-{topic:03d}", f"Topic {topic}", tuple(_items(dice, topic, per_topic, pool)))
        for topic in range(topics)
    )
    return Corpus(tuple(chapters))


def _source(dice: random.Random, number: int) -> Source:
    authors = tuple(dice.sample(_NAMES, dice.randint(1, 4)))
    return Source(f"source{number}", authors, f"On the {' '.join(dice.choices(_WORDS, k=5))}", dice.randint(1980, 2025))


def _items(dice: random.Random, topic: int, count: int, pool: list[Source]) -> Iterator[Item]:
    for number in range(count):
        word = partial(dice.choice, _WORDS)
        source = pool[dice.randrange(len(pool))] if number % 3 == 0 else None
        yield Item(
            id=f"t{topic}-q{number}",
            question=f"How does the {word()} {word()} of a {word()} change the {word()} in case {topic}-{number}?",
            section=f"Part {number * 5 // count + 1}",
            tags=tuple(sorted({word(), word()})),
            related=f"t{topic}-q{(number + 1) % count}",
            answer=_answer(dice, number, cited=source is not None),
            source=source,
        )


def _answer(dice: random.Random, number: int, *, cited: bool) -> str:
    """About 140 words: paragraphs, a list, a block of code; a formula and a citation in a third each."""
    first = _paragraph(dice, 4)
    second = _paragraph(dice, 9) + (" It was shown before {cite}." if cited else "")
    points = "\n".join(f"- **{dice.choice(_WORDS)}**: {_sentence(dice, 10)}" for _ in range(3))
    name = "_".join(dice.choices(_WORDS, k=2))
    code = (
        f"```python\nimport numpy as np\n\n{name} = np.ones(({number + 1}, 4))\nprint(({name} @ {name}.T).shape)\n```"
    )
    parts = [first, EXPLANATION, second, points, code]
    if number % 3 == 1:
        inline, display = dice.choice(_FORMULAS)
        parts.append(f"Here ${inline % number}$ holds, so that\n\n$$\n{display % number}\n$$")
    return "\n\n".join(parts)


def _paragraph(dice: random.Random, sentences: int) -> str:
    return " ".join(_sentence(dice, 8) for _ in range(sentences))


def _sentence(dice: random.Random, words: int) -> str:
    return " ".join(dice.choices(_WORDS, k=words)).capitalize() + "."
