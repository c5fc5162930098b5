"""What the elements of an answer get from us while they are still a tree, so that no text is taken for markup."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor, UnescapeTreeprocessor
from markdown.util import AtomicString

from studyguide.render.formulas import FormulaError, decoded, is_long, to_mathml, tree_of

_UNESCAPE = UnescapeTreeprocessor()

Sizes = Mapping[str, tuple[int, int]]
"""The width and height of pictures, by their address as it stands in the Markdown."""


def complete_elements(converter: Markdown, sizes: Sizes) -> None:
    """Let a converter complete what it makes; `sizes` may be changed from text to text."""
    steps: tuple[tuple[Treeprocessor, str, float], ...] = (
        (Alignment(converter), "sg_alignment", 24.5),  # after footnotes at 50, before attribute lists at 8
        (Checkboxes(converter), "sg_checkboxes", 24),  # after task lists at 25
        (Pictures(converter, sizes), "sg_pictures", 0.6),  # after whatever else changes elements
        (Formulas(converter), "sg_formulas", 0.5),  # before the texts are unescaped at 0, which makes them plain ones
    )
    for processor, name, priority in steps:
        converter.treeprocessors.register(processor, name, priority)


class Alignment(Treeprocessor):
    """Aligns the cells of tables by a class, as the policy of the pages allows no style in an attribute."""

    _STYLE = re.compile(r"text-align: (left|right|center);")

    def run(self, root: Element) -> None:
        """Change the cells of all tables."""
        for cell in root.iter():
            aligned = self._STYLE.fullmatch(cell.attrib.pop("style", "")) if cell.tag in {"td", "th"} else None
            if aligned:
                cell.set("class", f"sg-{aligned[1]}")


class Checkboxes(Treeprocessor):
    """Gives the checkboxes of task lists a name, of which Markdown gives them none.

    They are no elements of the tree but texts that the converter keeps aside, each alone.
    """

    _KEPT = re.compile(r'(<label class="task-list-control">)?<input type="checkbox"([^<>]*?)/?>(.*)', re.DOTALL)

    def run(self, root: Element) -> None:
        """Change what is kept aside."""
        kept = self.md.htmlStash.rawHtmlBlocks
        kept[:] = [self._named(text) if isinstance(text, str) else text for text in kept]

    def _named(self, text: str) -> str:
        box = self._KEPT.fullmatch(text)
        if not box:
            return text
        name = "Done" if "checked" in box[2] else "To do"
        return f'{box[1] or ""}<input type="checkbox"{box[2]} aria-label="{name}">{box[3]}'


class Pictures(Treeprocessor):
    """Lets pictures load when they come into sight, in a place of the right size that is kept for them."""

    def __init__(self, converter: Markdown, sizes: Sizes) -> None:
        super().__init__(converter)
        self._sizes = sizes

    def run(self, root: Element) -> None:
        """Change all pictures."""
        for picture in root.iter("img"):
            width, height = self._sizes.get(picture.get("src", ""), (0, 0))
            size = {"width": str(width), "height": str(height)} if width and "width" not in picture.attrib else {}
            picture.attrib = {"loading": "lazy", **size, **picture.attrib}


class Formulas(Treeprocessor):
    """Puts MathML in the place of what the Arithmatex extension has marked.

    A formula that cannot be converted stays readable as code.
    """

    def run(self, root: Element) -> None:
        """Change all formulas."""
        for parent in list(root.iter()):
            for place, child in enumerate(parent):
                text = (child.text or "").strip() if _is_marked(child) else ""
                if text[:2] in _MARKS and text[2:].endswith(_MARKS[text[:2]]):
                    parent[place] = _formula(_tex(text[2:-2]), is_display=text[1] == "[")
                    parent[place].tail = child.tail


_MARKS = {"\\(": "\\)", "\\[": "\\]"}
"""What the extension puts before and behind a formula."""

SIGNS: Mapping[type, tuple[str, ...]] = {
    Alignment: ("|",),
    Checkboxes: ("[",),
    Formulas: ("$", "\\"),
    Pictures: ("![",),
}
"""Of which a text must have one for a step to find anything to change."""


def _is_marked(element: Element) -> bool:
    """Return whether an element is a formula: no text that goes through the patterns of Markdown is atomic."""
    return (
        element.tag in {"span", "div"}
        and element.get("class") == "arithmatex"
        and isinstance(element.text, AtomicString)
        and not len(element)
    )


def _tex(text: str) -> str:
    return decoded(_UNESCAPE.unescape(text)).strip()


def _formula(tex: str, *, is_display: bool) -> Element:
    try:
        mathml = tree_of(to_mathml(tex, is_display=is_display))
    except FormulaError:
        code = Element("code")
        code.text = _atomic(tex)
        return code
    for element in mathml.iter():
        element.text, element.tail = _atomic(element.text), _atomic(element.tail)
    if is_display:
        return _boxed(mathml, Element("div", {"class": "sg-formula", "tabindex": "0"}))
    return _boxed(mathml, Element("span", {"class": "sg-inline"})) if is_long(mathml) else mathml


def _boxed(mathml: Element, box: Element) -> Element:
    """Put a formula into a box of its own, in which it scrolls where it is wider than the page."""
    box.append(mathml)
    return box


def _atomic(text: str | None) -> AtomicString | None:
    """Return a text so that it comes out as it is: the converter takes `&lt;` in a text for a sign."""
    return AtomicString(text.replace("&", "&amp;")) if text else None
