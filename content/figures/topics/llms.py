"""Figures of the topic large language models."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np
import svg
from axes import Axes, Scale, bar, curve, dots, frame, level, note, ticks
from svg import BLUE, DASH_DOT, DASHED, DOTTED, GREEN, PALE_BLUE, PALE_RED, PURPLE, RED, SOFT, Pen

from topics import Figures


def cache_size() -> str:
    """Size of the key-value cache over the length of the context for 32, 8 and 1 heads and MLA."""
    axes = Axes(62, 76, 360, 236, Scale(1024, 131072, log=True), Scale(0.01, 100, log=True))
    lengths = [2.0**n for n in range(10, 18)]
    names = {1024: "1k", 4096: "4k", 16384: "16k", 65536: "64k"}
    sizes = {0.01: "0.01", 0.1: "0.1", 1: "1", 10: "10", 100: "100"}
    weights = 7e9 * 2 / 1e9
    parts = [
        frame(axes, names, sizes, across="tokens in the context", up="GB per sequence, by what each layer stores"),
        level(axes, weights, Pen(SOFT, 2, DASHED)),
        note(axes, 1100, weights, "weights of a 7-billion model", dy=-8),
    ]
    looks = (
        ("32 heads", 2 * 32 * 128, BLUE, "", "disc"),
        ("8 heads", 2 * 8 * 128, RED, DASHED, "square"),
        ("MLA", 512 + 64, PURPLE, DASH_DOT, "diamond"),
        ("1 head", 2 * 128, GREEN, DOTTED, "triangle"),
    )
    for words, numbers, colour, dash, kind in looks:
        dx, dy = (40, 20) if words == "1 head" else (-4, -10)
        gb = [32 * numbers * tokens * 2 / 1e9 for tokens in lengths]
        parts += [
            curve(axes, lengths, gb, Pen(colour, 2.5, dash)),
            dots(axes, lengths, gb, kind, colour),
            note(axes, 131072, gb[-1], words, dx=12, dy=5, colour=colour),
            note(axes, 4096, gb[2], f"{gb[2]:.2g}", dx=dx, dy=dy, anchor="end", colour=colour),
        ]
    return svg.document("The cache grows with every token", 368, parts)


def adapter() -> str:
    """A weight matrix and its two low-rank factors at ranks 8 and 64, drawn to scale."""
    d, size = 4096, 212.0
    widths = {r: size * r / d for r in (8, 64)}
    share = {r: 2 * r * d / d**2 for r in (8, 64)}
    parts = [
        svg.rect(24, 66, size, size, PALE_BLUE, Pen(BLUE, 1.5)),
        svg.text(130, 150, "W, frozen", anchor="middle", bold=True),
        svg.text(130, 176, f"{d} × {d}", anchor="middle"),
        svg.text(130, 200, f"{d * d:,}", anchor="middle"),
    ]
    for rank, colour in ((64, PALE_RED), (8, RED)):
        parts += [svg.rect(254, 66, widths[rank], size, colour), svg.rect(284, 66, size, widths[rank], colour)]
    words = (
        ("A 4096 × 8, B 8 × 4096", RED, True),
        (f"rank 8, {2 * 8 * d:,} weights,", RED, False),
        (f"{share[8]:.2%} of W", RED, False),
        (f"pale: rank 64, {2 * 64 * d:,},", svg.INK, False),
        (f"{share[64]:.1%} of W", svg.INK, False),
    )
    for row, (line, colour, bold) in enumerate(words):
        parts.append(svg.text(272, 112 + row * 26, line, colour=colour, bold=bold))
    return svg.document("LoRA at rank 8, drawn to scale", 300, parts)


def merges() -> str:
    """The word strawberry after each merge learned from the four words of the answer."""
    counts = {"straw": 5, "berry": 8, "blueberry": 3, "raw": 4}
    words, rows = {w: list(w) for w in [*counts, "strawberry"]}, [("letters", list("strawberry"))]
    for _ in range(8):
        pairs: Counter[tuple[str, str]] = Counter()
        for word, count in counts.items():
            for pair in pairwise(words[word]):
                pairs[pair] += count
        best = max(pairs, key=lambda p: (pairs[p], p))
        words = {word: _merge(parts, best) for word, parts in words.items()}
        if words["strawberry"] != rows[-1][1]:
            rows.append(("+".join(best), words["strawberry"]))
    parts = []
    for row, (name, tokens) in enumerate(rows):
        y, x = 48 + row * 37, 150.0
        parts.append(svg.text(138, y + 21, name, anchor="end", colour=SOFT))
        for token in tokens:
            width = 31.0 * len(token)
            new = token == name.replace("+", "")
            fill, pen = (PALE_RED, Pen(RED, 2)) if new else (PALE_BLUE, Pen(BLUE, 1))
            parts += [
                svg.rect(x + 1, y, width - 3, 30, fill, pen, 4),
                svg.text(x + width / 2 - 0.5, y + 20.5, token, anchor="middle", bold=new),
            ]
            x += width
        parts.append(svg.text(504, y + 21, str(len(tokens)), anchor="end", bold=True))
    height = 48 + len(rows) * 37 + 32
    parts.append(svg.caption(height - 18, "left: the pair merged; right: number of tokens"))
    return svg.document("From ten letters to two tokens", height, parts)


def _merge(parts: list[str], pair: tuple[str, str]) -> list[str]:
    """The word with each occurrence of the pair joined, from left to right."""
    out: list[str] = []
    place = 0
    while place < len(parts):
        hit = tuple(parts[place : place + 2]) == pair
        out.append("".join(pair) if hit else parts[place])
        place += 2 if hit else 1
    return out


def kept_tokens() -> str:
    """Five probabilities, when sure and unsure, with the tokens that top-k and top-p keep."""
    parts = []
    cases = (("sure", [5.0, 2, 1, 0, 0]), ("unsure", [1.2, 1, 1, 0.8, 0.5]))
    for place, (name, z) in enumerate(cases):
        axes = Axes(44 + place * 246, 76, 216, 160, Scale(-0.5, 4.5), Scale(0, 1.1))
        p = np.exp(np.array(z)) / np.exp(np.array(z)).sum()
        size = int(np.searchsorted(np.cumsum(p), 0.9)) + 1
        parts.append(frame(axes, {i: f"{i + 1}" for i in range(5)}, ticks(0, 0.5, 1), title=name))
        for i in range(5):
            parts.append(bar(axes, i, float(p[i]), 34, PALE_BLUE, BLUE, f"{100 * p[i]:.0f}%"))
        for row, (label, count, colour, dash) in enumerate(
            (("top-k keeps 3", 3, RED, DASHED), (f"top-p keeps {size}", size, GREEN, ""))
        ):
            y = 272 + row * 42
            x1, x2 = axes.at(-0.4, 0)[0], axes.at(count - 0.6, 0)[0]
            parts += [
                svg.line(x1, y, x2, y, Pen(colour, 4, dash)),
                svg.text(x1, y + 21, label, colour=colour, bold=True),
            ]
    parts.append(svg.caption(370, "k = 3, p = 0.9; bars: probability of the five tokens"))
    return svg.document("Top-k is fixed, top-p follows the model", 388, parts)


def overoptimisation() -> str:
    """Proxy and gold reward against the KL divergence in the toy world of the answer."""
    q, f = np.linspace(-6, 6, 241)[:, None], np.linspace(0, 12, 481)[None, :]
    ref = np.exp(-(q**2) / 2) * np.exp(-3 * f)
    ref = ref / ref.sum()
    rows = []
    for strength in np.linspace(0, 2.72, 69):
        policy = ref * np.exp(strength * (q + f))
        policy = policy / policy.sum()
        kl = (policy * np.log(policy / ref)).sum()
        rows.append((kl, (policy * (q + f)).sum(), (policy * (q - f)).sum()))
    kl, proxy, gold = np.array(rows).T
    best = int(gold.argmax())
    axes = Axes(44, 76, 456, 230, Scale(0, 10), Scale(-1, 6))
    parts = [
        frame(
            axes,
            ticks(0, 2, 4, 6, 8, 10),
            ticks(-1, 0, 2, 4, 6),
            across="KL divergence from the reference model",
            up="mean reward",
        ),
        curve(axes, kl, proxy, Pen(RED, 3, DASHED)),
        curve(axes, kl, gold, Pen(BLUE, 3)),
        note(axes, 5.2, 4.5, "learned reward model", anchor="end", colour=RED),
        note(axes, 7, 0.2, "what people want", dx=-10, dy=-24, colour=BLUE),
        dots(axes, [kl[best]], [gold[best]], "diamond", BLUE, 7),
        note(axes, kl[best], gold[best], f"best: {gold[best]:.2f} at KL {kl[best]:.1f}", dx=-20, dy=36, colour=BLUE),
    ]
    return svg.document("The proxy keeps rising, the goal does not", 362, parts)


FIGURES: Figures = {
    ("kv-cache", "size"): cache_size,
    ("lora-and-qlora", "scale"): adapter,
    ("byte-pair-encoding", "merges"): merges,
    ("decoding-strategies", "kept"): kept_tokens,
    ("rlhf", "overoptimisation"): overoptimisation,
}
