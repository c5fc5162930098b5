"""The HTML templates of generated pages; everything put into them is escaped unless it is marked safe."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from io import StringIO
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from studyguide.guide.text import slugify

_MONTHS = """January February March April May June July August September October November December""".split()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent.parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {"slugify": slugify, "day": written_day, "query": lambda text: quote(str(text), safe="")}
    macros = environment.get_template("macros.html").module
    environment.globals |= {name: lru_cache(4096)(getattr(macros, name)) for name in ("level", "reference")}
    return environment


def fill(template: str, **values: object) -> Markup:
    """Fill in a template of hooks/studyguide/templates that is small, such as one question's."""
    return Markup(_environment().get_template(template).render(**values))  # noqa: S704 (autoescaped)


def render(template: str, **values: object) -> Markup:
    """Fill in a template of hooks/studyguide/templates that may become a large page."""
    page = StringIO()  # the thousands of parts of a large page would together take twice its memory
    page.writelines(_environment().get_template(template).generate(**values))
    return Markup(page.getvalue())  # noqa: S704 (autoescaped)


def written_day(day: date) -> str:
    """Return a date as people write it, whatever the locale of the machine."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
