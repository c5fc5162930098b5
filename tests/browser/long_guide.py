"""A small guide whose every field holds a long text without a place to break it, as files: {path: text}."""

from __future__ import annotations

WORD = "Unbrokenness" * 24
"""Longer than a page is wide, in any window."""
SLUG = "never-ending" * 8
TITLE = f"{WORD[:108]}?"
"""As long as a question may be."""
DEPTH = 20

_SUM = "".join(f"+x_{{{number}}}" for number in range(60))
_NAME = "x" * 200
_QUOTE = "\n".join(
    [*(f"{'> ' * depth}{'Quoted' * depth}\n{'> ' * depth}" for depth in range(1, DEPTH)), f"{'> ' * DEPTH}{WORD}"]
)
_LIST = "\n".join(f"{'    ' * depth}- {'Listed' * (depth + 1)}" for depth in range(DEPTH))
_NOTES = "\n\n".join(f'{"    " * depth}!!! note "{WORD}"\n\n{"    " * depth}    {WORD}' for depth in range(4))

_ANSWER = f"""{WORD} and $a{_SUM}$ in a text, ${_NAME}$ and $\\text{{{WORD}}}$.[^note] {WORD}

### Explanation

As *{WORD}*, **{WORD}**, ~~{WORD}~~, `{WORD}` and [{WORD}](https://example.org/{WORD}) have it [@{SLUG}], so does
<https://example.org/{WORD}>, and [a question](other.md) too.

{_QUOTE}

> ${_NAME}$ and `{WORD}`
>
> $$
> a{_SUM}
> $$

### Show it

$$
a{_SUM} = \\text{{{WORD}}}
$$

```python
{WORD} = "{WORD}"
```

| {WORD} | Second | {WORD} |
|:--|--:|:-:|
| {WORD} | `{WORD}` | ${_NAME}$ |

{_LIST}

1. {WORD}

    ```text
    {WORD}
    ```

    | {WORD} | {WORD} |
    |---|---|
    | 1 | 2 |

- [x] {WORD}

{WORD}
:   {WORD} ${_NAME}$

=== "{WORD}"

    {WORD}

=== "{WORD}"

    ![{WORD}](wide.svg)

??? note "{WORD}"

    {WORD}

{_NOTES}

### Watch out

![{WORD}](wide.svg "{WORD}")

[^note]: {WORD} ${_NAME}$
"""


_SHIFTED = r"""$\kern-2em away$ and $\raisebox{5em}{away}$.

### Explanation

Text with a table, a [link](other.md) and a formula.

$\kern-2em\raisebox{-5em}{away}$
"""
"""An answer whose formulas are drawn as far away as they may."""


def _question(title: str, answer: str, related: str) -> str:
    return f"""---
question: {title}
level: intermediate
section: {WORD}
tags: [{SLUG}, second]
also_asked: ["{WORD}"]
related: [{related}]
reviewed: 2026-11-22
---

{answer}"""


FILES = {
    "references.bib": f"""@article{{{SLUG},
  title = {{{WORD}}},
  author = {{{WORD}, {WORD} and {WORD}, Ann}},
  journal = {{{WORD}}},
  year = {{2001}},
  doi = {{10.1000/{WORD}}},
}}
@misc{{address,
  title = {{{WORD}}},
  author = {{{WORD}}},
  howpublished = {{{WORD}}},
  year = {{2002}},
  url = {{https://example.org/{WORD}}},
}}
""",
    "glossary.md": f"""# Glossary

## {WORD}

Also: {WORD}s, {WORD}es

{WORD} is {WORD}. See [{WORD}](qa/{SLUG}/{SLUG}.md).
""",
    "paths.yml": f"""- id: {SLUG}
  title: {WORD}
  summary: {WORD}
  steps:
    - title: {WORD}
      questions: [{SLUG}, other]
""",
    f"qa/{SLUG}/index.md": f"""---
title: {WORD}
order: 1
summary: {WORD}
---

{WORD} ${_NAME}$ and [{WORD}](other.md).
""",
    f"qa/{SLUG}/{SLUG}.md": _question(TITLE, _ANSWER, "other"),
    f"qa/{SLUG}/other.md": _question(f"Why{TITLE}"[:109] + "?", f"{WORD} [@address].\n", SLUG),
    f"qa/{SLUG}/shifted.md": _question("What is shifted?", _SHIFTED, "other"),
    f"qa/{SLUG}/wide.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="5000" height="50">'
    '<rect width="5000" height="50" fill="#a3510f"/></svg>\n',
}
