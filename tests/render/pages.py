"""Pages of answers, built as the site builds them, and their HTML taken apart."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from studyguide.guide.model import Image, Reference
from studyguide.guide.problems import Problem
from studyguide.pages.page import SiteInfo
from studyguide.pages.site import build_site
from studyguide.render.markdown import MarkdownSettings
from support.markdown import settings
from support.values import a_guide, a_question, a_topic

HOSTILE = Path(__file__).parent / "hostile"

NEIGHBOUR = """
An *innocent* answer with `code`, a [link](hostile.md), a [shared] reference, the HTML abbreviation, a note[^1],
another[^note], a citation [@sen, p. 3], and $x^2$.

[shared]: https://example.org/innocent
[^1]: A first note.
[^note]: A second note.
*[HTML]: HyperText Markup Language

- [x] done
- [ ] to do

=== "One"
    ```python
    x = "<b>"
    ```
=== "Two"
    ![A cup](cup.png)

| left | right |
|:-----|------:|
| 1    | 2     |

!!! note "A note"
    $$
    y
    $$

Term
:   Definition
"""


def page_of(answers: dict[str, str], markdown: MarkdownSettings | None = None) -> tuple[str, tuple[Problem, ...]]:
    """Return the HTML of a topic's page with these answers, by id, and what could not be rendered.

    Args:
        answers: the texts, by id.
        markdown: how they are rendered; as those of the guide are, where it is not given.
    """
    questions = (a_question(id_, body=text, body_line=6) for id_, text in answers.items())
    topic = a_topic("tea", *questions, summary="Leaves in water.")
    reference = Reference("sen", "book", ("Sen S.",), "Tea Life", "1979")
    ids = dict.fromkeys([*answers, "hostile", "neighbour"], "tea")
    images = tuple(Image("tea", name, f"content/qa/tea/{name}") for name in ("cup.png", "n.png", "x.png"))
    guide = a_guide(topic, references={"sen": reference}, images=images, ids=ids)
    site = build_site(guide, SiteInfo("Guide"), markdown or settings())
    return str(site.pages[0].html), site.problems


def section_of(page: str, id_: str) -> str:
    """Return the HTML of one question, from its own tag to that of the next."""
    start = page.rindex('<section class="sg-question"', 0, page.index(f'<h2 id="{id_}">'))
    end = page.find('<section class="sg-question"', start + 1)
    return page[start : end if end != -1 else None]


def answer_of(page: str, id_: str) -> str:
    """Return the HTML of one answer alone."""
    section = section_of(page, id_)
    start = section.index('<div class="sg-body">') + len('<div class="sg-body">')
    return section[start : section.rindex("</div>", 0, section.index('</details>\n<p class="sg-foot"'))]


@cache
def neighbour_alone() -> str:
    """Return the HTML of the innocent answer on a page where nothing else stands."""
    return section_of(page_of({"neighbour": NEIGHBOUR})[0], "neighbour")


class Outline(HTMLParser):
    """The tags of a text, and whether each is closed in its turn."""

    _VOID = frozenset({"br", "hr", "img", "input", "col"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.repeated: list[str] = []
        """Attributes that an element has twice."""
        self.stray: list[str] = []
        """Closing tags without an opening one, comments and declarations."""
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag with its attributes."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self.repeated += [name for name in dict(attrs) if [each for each, _ in attrs].count(name) > 1]
        if tag not in self._VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that closes itself, as MathML has them."""
        self.handle_starttag(tag, attrs)
        if tag not in self._VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that was opened last, or note a stray one."""
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.stray.append(f"</{tag}>")

    def handle_comment(self, data: str) -> None:
        """Note a comment."""
        self.stray.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        """Note a declaration."""
        self.stray.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        """Note an instruction."""
        self.stray.append(f"<?{data}>")

    def unknown_decl(self, data: str) -> None:
        """Note a section."""
        self.stray.append(f"<![{data}]>")

    def values(self, attribute: str) -> list[str]:
        """Return every value of an attribute."""
        return [attributes[attribute] for _, attributes in self.tags if attribute in attributes]


def payloads(*names: str) -> list[str]:
    """Return the hostile answers of the files in hostile/; each ends at a line `%%`."""
    files: Iterable[Path] = [HOSTILE / f"{name}.txt" for name in names] or sorted(HOSTILE.glob("*.txt"))
    return [text for file in files for text in file.read_text("utf-8").split("\n%%\n")]
