"""Texts of answers and of everything else: mixes of Markdown, marks, references to characters and pieces of HTML.

None of it does any harm: what would run sets a flag.
"""

from __future__ import annotations

from hypothesis import strategies as st

MARKS = [
    "\ue000", "\ue0000\ue000", "&#xE000;0&#xE000;", "&#57344;0&#57344;", "\x02wzxhzdk:0\x03", "&#2;wzxhzdk:0&#3;",
    "&#x2;klzzwxh:0000&#x3;", "\x02klzzwxh:0000\x03", "&#2;amp&#3;", "&#2;34&#3;", "\x0234\x03", "zz1337820767766393qq",
    "\x00", "&#0;", "\ufdd0", "\U000f0000", "&#xF0000;", "%%0%%", "{{ page }}", "{% raw %}", "\\1", "\\g<0>",
    "<!-- studyguide: topics -->", ' data-search-exclude="1"', "</body>", "<article class=\"", '<meta charset="utf-8">',
]  # fmt: skip
"""What any program might use to mark a place in a text."""
ATTRIBUTES = [
    '{: title="%s" }', "{: title='%s' }", "{: .%s }", "{: #%s }", "{: data-x=%s }", '{: onclick="flag=1" title="%s" }',
    '{: style="color:red" class="%s" }', "{: #__config .tabbed-set .mermaid .md-x }", '{: href="%s" src="%s" }',
    '{: id="__search" name="%s" for="%s" tabindex=0 aria-label="%s" }', '{: .sg-formula .arithmatex title="%s"}',
]  # fmt: skip
INLINE = [
    "*%s*", "**%s**", "`%s`", "`#!python %s`", "$%s$", "\\(%s\\)", "[%s](leaf.md)", '[a](leaf.md "%s")', "[%s][r]",
    "![%s](cup.png)", '![a](cup.png "%s")', "<https://example.org/%s>", "<%s@example.org>", "<b title='%s'>%s</b>",
    "<script>flag = '%s'</script>", "<p data-x=%s>", "[@sen, p. %s]", "[^%s]", "word", "leaf", "H2O", "&lt;%s&gt;", "\\%s",
    "&quot;%s&quot;", "~~%s~~", "~%s~", "[x](flag:%s)", "$\\text{%s}$", "$\\color{red} x \\! y$", "&amp;#60;%s", "<!-- %s -->",
]  # fmt: skip
BLOCKS = [
    "```python\n%s\n```", "```python title=\"%s\" linenums=\"1\"\n%s\n```", "``` {.%s #%s title='%s'}\n%s\n```", "```%s\nx\n```",
    "    %s", "~~~html\n%s\n~~~", "$$\n%s\n$$", "\\begin{aligned} a &= %s \\\\ b &= c \\end{aligned}", "[^%s]: %s", "[^1]: %s",
    "*[H2O]: %s", '[r]: leaf.md "%s"', "[r]: https://example.org/%s", '=== "%s"\n    %s', '!!! note "%s"\n    %s',
    "!!! %s\n    %s", '??? tip "%s"\n    %s', "!!! tabbed-set\n    a", "> [!note] %s\n> %s", "> %s", "- [x] %s", "- [ ] %s", "1. %s",
    "| %s | b |\n|:--|--:|\n| %s | c |", "%s\n: %s", "### %s", "### %s {: #x }", "%s\n---", "---", "<div class=md-x>\n%s\n</div>",
    "<details open>%s</details>", "[TOC]", "--8<-- \"%s\"", "/// %s\n%s\n///",
]  # fmt: skip

words = st.sampled_from(
    [
        *MARKS,
        "word",
        '"',
        "'",
        "<",
        ">",
        "&",
        "<b data-x=1>",
        '" onclick="flag=1',
        "' x='",
        "]]>",
        "*",
        "_",
        "]",
        ")",
        "\n",
    ]
)
fills = st.lists(words | st.text(max_size=4), max_size=4).map("".join)


@st.composite
def filled(draw: st.DrawFn, patterns: list[str]) -> str:
    """Return one of these patterns with any text in each of its gaps."""
    pattern = draw(st.sampled_from(patterns))
    return "".join(part if not number else draw(fills) + part for number, part in enumerate(pattern.split("%s")))


lines = st.lists(filled(INLINE) | filled(ATTRIBUTES) | fills, max_size=6).map("".join)
blocks = filled(BLOCKS) | lines | st.tuples(lines, filled(ATTRIBUTES)).map("\n".join)
bodies = st.lists(blocks, max_size=8).map("\n\n".join)
plain = st.lists(words | st.text(max_size=4), min_size=1, max_size=4).map("".join)
"""Texts that are never Markdown: titles, names, definitions."""
