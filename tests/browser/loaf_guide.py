"""A small guide that has one of everything an answer may hold, as files: {path below content/: text}."""

from __future__ import annotations

FILES = {
    "references.bib": """@article{kneader2001dough,
  title = {On Dough},
  author = {Kneader, Ann},
  journal = {Journal of Loaves},
  year = {2001},
  url = {https://example.org/dough},
}
""",
    "glossary.md": """# Glossary

## Gluten

A net of proteins that holds the gas in dough. See [why to knead](qa/bread/why-knead.md).
""",
    "paths.yml": """- id: morning
  title: A morning
  summary: What to know before breakfast.
  steps:
    - title: The dough
      questions: [what-is-yeast, why-knead]
""",
    "qa/bread/index.md": """---
title: Bread
order: 1
summary: Flour, water, salt and time.
sections:
  - Dough
  - Oven
---

What a baker is asked. Start with [yeast](what-is-yeast.md).
""",
    "qa/bread/what-is-yeast.md": """---
question: What is yeast?
level: beginner
section: Dough
tags: [leaven, microbes]
also_asked:
  - Which creature raises a loaf?
related: [why-knead]
redirect_from: [what-is-baking-yeast, pastry/yeast]
reviewed: 2026-11-22
---

Yeast is a fungus of one cell that turns sugar into gas and alcohol.[^cell]

### Explanation

The gas lifts the dough, as a careful baker can *hear* [@kneader2001dough].

[^cell]: Saccharomyces, mostly.
""",
    "qa/bread/why-knead.md": """---
question: Why knead dough for ten minutes?
level: intermediate
section: Dough
tags: [gluten]
---

Kneading lines up the proteins into gluten, a net that holds the gas.

### Show it

$$
g(t) = g_0 + \\sum_{n=1}^{12} \\frac{a_n}{n!} \\left( t - t_0 \\right)^{n} + \\int_0^t \\left( \\alpha_1 x + \\alpha_2 x^2 + \\alpha_3 x^3 + \\alpha_4 x^4 + \\alpha_5 x^5 + \\alpha_6 x^6 \\right) dx
$$

```python
# the gluten after each of the ten minutes, in units that nobody has ever measured with any great precision at all
print([round(1 - 0.7**minute, 3) for minute in range(10)])
```

```text
[0.0, 0.3, 0.51, 0.657]
```

| Minutes of kneading | Stretch of the dough | Look of its surface | Sound when it is struck | Verdict of the baker |
|:--|--:|--:|--:|--:|
| 2 | 1 | rough | dull | gonothing |
| 10 | 5 | smooth | hollow | readytobake |

!!! note "A window"

    Stretch it until light comes through.

=== "By hand"

    - [x] Fold
    - [ ] Turn

=== "By machine"

    > Slowly.
""",
    "qa/bread/steam.md": """---
question: Why bake with steam?
level: advanced
section: Oven
tags: [crust]
---

Steam keeps the crust soft until the loaf has risen. See [kneading](why-knead.md).

![A loaf with steam above it](steam-loaf.svg)
""",
    "qa/bread/steam-loaf.svg": """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 60" width="120" height="60"><path d="M10 50q50-60 100 0z" fill="#a3510f"/></svg>
""",
    "qa/tea/index.md": """---
title: Tea
order: 2
summary: Leaves and hot water.
---

What a tea maker is asked.
""",
    "qa/tea/oolong.md": """---
question: What is oolong?
level: beginner
tags: [leaves]
---

Oolong is tea whose leaves were partly oxidised. A heading named [yeast](../bread/what-is-yeast.md) explains the rest.
""",
}
