"""The same questions as projects of each generator, each in its natural form."""

from __future__ import annotations

import compileall
import shutil
from pathlib import Path

from build_corpus import EXPLANATION, Chapter, Corpus, Item, Source

ROOT = Path(__file__).resolve().parent.parent

_PLAIN_CONFIG = """site_name: Guide
site_url: https://example.org/guide/
theme: {name: material, font: false}
plugins: [search]
markdown_extensions:
  - admonition
  - attr_list
  - md_in_html
  - pymdownx.arithmatex: {generic: true}
  - pymdownx.details
  - pymdownx.highlight
  - pymdownx.superfences
  - toc: {permalink: true}
"""

_GLOSSARY = """# Glossary

## Zymurgy

A term that no answer uses. See [the first question](qa/{topic}/{id}.md).
"""
_PATHS = """- id: first
  title: A path
  summary: One question, so that the page exists.
  steps:
    - title: The first
      questions: [{id}]
"""


def write_guide(folder: Path, corpus: Corpus, source: Path = ROOT) -> None:
    """Write a project of this generator: its configuration, theme and assets with the corpus as its content.

    Args:
        folder: the project's, which exists.
        corpus: the content.
        source: where the generator's files lie.
    """
    shutil.copy(source / "mkdocs.yml", folder)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    for name in ("hooks", "docs"):
        shutil.copytree(source / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    compileall.compile_dir(folder / "hooks", quiet=1)  # as installed libraries are, whatever the environment says
    for page in sorted((folder / "docs").rglob("*.md")):
        page.write_text(_emptied(page.read_text()))
    for chapter in corpus.chapters:
        _write_topic(folder / "content" / "qa" / chapter.slug, chapter)
    first = corpus.chapters[0]
    texts = {
        "references.bib": "\n\n".join(map(_bibtex, corpus.sources)) + "\n",
        "glossary.md": _GLOSSARY.format(topic=first.slug, id=first.items[0].id),
        "paths.yml": _PATHS.format(id=first.items[0].id),
    }
    for name, text in texts.items():
        (folder / "content" / name).write_text(text)


def _emptied(page: str) -> str:
    """Keep of a hand-written page only what does not depend on the guide that it was written for."""
    title = next((line for line in page.split("\n") if line.startswith("# ")), "# Page")
    markers = [line for line in page.split("\n") if line.startswith("<!-- studyguide: topics")]
    return "\n\n".join([title, *markers]) + "\n"


def _write_topic(folder: Path, chapter: Chapter) -> None:
    folder.mkdir(parents=True)
    number = int(chapter.slug.rpartition("-")[2])
    head = f"---\ntitle: {chapter.title}\norder: {number + 1}\nsummary: What {chapter.title} is about.\n---\n\n"
    (folder / "index.md").write_text(head + f"The questions of {chapter.title}.\n")
    for item in chapter.items:
        (folder / f"{item.id}.md").write_text(guide_text(item))


def guide_text(item: Item) -> str:
    """Return the file of a question."""
    return f"""---
question: {item.question}
level: beginner
section: {item.section}
tags: [{", ".join(item.tags)}]
related: [{item.related}]
reviewed: 2026-01-31
---

{item.answer.replace("{cite}", f"[@{item.source.key}, section 2]" if item.source else "")}
"""


def _bibtex(source: Source) -> str:
    authors = " and ".join(f"{name}, A. B." for name in source.authors)
    fields = {"author": authors, "title": source.title, "year": source.year, "journal": "Journal of Examples"}
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@article{{{source.key},\n{lines}}}"


def write_plain(folder: Path, corpus: Corpus) -> None:
    """Write a plain project of Material for MkDocs, as people write such pages by hand. Zensical reads it too."""
    docs = folder / "docs"
    docs.mkdir()
    (folder / "mkdocs.yml").write_text(_PLAIN_CONFIG)
    (docs / "index.md").write_text("# Guide\n")
    (docs / "references.md").write_text("# References\n\n" + "\n".join(map(_listed, corpus.sources)) + "\n")
    for chapter in corpus.chapters:
        questions = "\n\n".join(map(_block, chapter.items))
        (docs / f"{chapter.slug}.md").write_text(f"# {chapter.title}\n\n{questions}\n")


def _block(item: Item) -> str:
    citation = f"([{_label(item.source)}](references.md#{item.source.key}), section 2)" if item.source else ""
    answer = item.answer.replace("{cite}", citation).replace(EXPLANATION, "**Explanation**")
    indented = "\n".join("    " + line if line else line for line in answer.split("\n"))
    return f'## {item.question} {{ #{item.id} }}\n\n??? success "Answer"\n\n{indented}'


def _listed(source: Source) -> str:
    return f"- <span id='{source.key}'></span>{', '.join(source.authors)} ({source.year}). {source.title}."


def _label(source: Source) -> str:
    return f"{source.authors[0]}{' et al.' if len(source.authors) > 2 else ''}, {source.year}"
