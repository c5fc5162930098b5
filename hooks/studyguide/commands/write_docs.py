"""`studyguide write`: the site as a plain docs folder, for another generator."""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from studyguide.commands.root import need_project
from studyguide.guide.files import writing
from studyguide.guide.model import Guide
from studyguide.guide.printed import complain, say
from studyguide.guide.problems import Problem
from studyguide.guide.source import check_site_files
from studyguide.pages.site import build_site
from studyguide.project import load_guide
from studyguide.publish.plain_docs import HEADER, THEME, Folder, materialise
from studyguide.publish.settings import ProjectSettings, SettingsError, read_settings
from studyguide.publish.staging import SiteError, Staging
from studyguide.publish.theme.assets import font_files, worker_source
from studyguide.speed.work import kept_work

_SETTINGS = "mkdocs.yml"
_OWN = frozenset({_SETTINGS, "docs", THEME, "site", ".cache"})
"""What a written folder holds, and what generators that build it add."""


def add_parser(verbs: Any) -> None:
    """Declare the verb and its options."""
    parser: argparse.ArgumentParser = verbs.add_parser(
        "write",
        help="write the site as a plain docs folder",
        description="Write the pages and files of the site as a plain docs folder with its own mkdocs.yml, which "
        "MkDocs, Zensical or any compatible generator builds without this project's hooks.",
    )
    parser.add_argument("folder", metavar="DIR", type=Path, help="a new or empty folder, or one written before")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the guide around the working folder."""
    project = need_project()
    if project is None or not _may_write(options.folder):
        return 2
    loaded = load_guide(project)
    if refused := (*loaded.errors, *check_site_files(project)):
        return _refuse(refused)
    try:
        settings = read_settings((project / "mkdocs.yml").read_text(encoding="utf-8"))
        extra = _extra_files(loaded.guide, project)
    except SettingsError as error:
        complain(f"studyguide write: {error}")
        return 1
    site = build_site(loaded.guide, settings.site, settings.markdown, kept_work(project))
    if site.problems:
        return _refuse(site.problems)
    plain = materialise(loaded.guide, site.pages, settings, _docs(project), extra)
    folder = replace(plain, copies={**plain.copies, **_theme_files(project, settings)})
    try:
        count = _replace(options.folder, folder, worker_source(_theme()), project)
    except SiteError as error:
        complain(f"studyguide write: {error}")
        return 2
    say(f"{count} files written to {options.folder}; build them with `mkdocs build` or `zensical build` there")
    return 0


def _refuse(problems: tuple[Problem, ...]) -> int:
    say("\n".join(map(str, problems)))
    complain("studyguide write: nothing was written; mend the problems first")
    return 1


def _may_write(folder: Path) -> bool:
    if os.path.lexists(folder) and not folder.is_dir():
        complain(f"studyguide write: `{folder}` is a file; name a new or empty folder")
        return False
    if strange := _strange(folder):
        complain(f"studyguide write: `{folder}` holds other files, such as `{strange[0]}`; name a new or empty folder")
        return False
    return True


def _strange(folder: Path) -> list[str]:
    """Return the names of what does not come from this command, or from building what it wrote."""
    held = sorted(entry.name for entry in folder.iterdir()) if folder.is_dir() else []
    settings = folder / _SETTINGS
    if settings.is_file() and settings.read_text(encoding="utf-8", errors="replace").startswith(HEADER):
        return [name for name in held if name not in _OWN and not name.startswith("LICENSE")]
    return held


def _docs(project: Path) -> dict[str, Path]:
    docs = project / "docs"
    return {file.relative_to(docs).as_posix(): file for file in sorted(docs.rglob("*")) if file.is_file()}


def _extra_files(guide: Guide, project: Path) -> dict[str, Path]:
    images = {f"topics/{image.topic}/{image.name}": project / image.path for image in guide.images}
    return {**font_files(project), **images}


def _theme_files(project: Path, settings: ProjectSettings) -> dict[str, Path]:
    """Return the parts of the project's theme that other generators need, too, by their path in the folder."""
    if not settings.theme_folder:
        return {}
    own = {name: project / settings.theme_folder / name for name in _NEEDED}
    return {f"{THEME}/{name}": file for name, file in own.items() if file.is_file()}


_NEEDED = ("partials/source.html",)
"""The theme's own asks another machine on every visit, which the policy of the pages does not allow."""


def _theme() -> Path:
    spec = find_spec("material")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("Material for MkDocs is not installed")
    return Path(spec.submodule_search_locations[0]) / "templates"


def _replace(target: Path, folder: Folder, worker: str, project: Path) -> int:
    """Write everything beside the target, then put it in its place."""
    staging = Staging(target, _tell)
    try:
        texts = {**folder.texts, "docs/assets/vendor/search-worker.js": worker}
        for name, text in texts.items():
            file = _place(staging.folder, name)
            with writing(file):
                file.write_text(text, encoding="utf-8", newline="\n")
        for licence in sorted(project.glob("LICENSE*")):
            _copy(licence, _place(staging.folder, licence.name))
        for name, source in folder.copies.items():
            _copy(source, _place(staging.folder, name))
        staging.publish()
    finally:
        staging.close()
    return len(texts) + len(folder.copies)


def _tell() -> None:
    complain("waiting for another command that is writing the same folder; Ctrl-C stops this one")


def _copy(source: Path, target: Path) -> None:
    data = source.read_bytes()
    with writing(target):
        target.write_bytes(data)


def _place(folder: Path, name: str) -> Path:
    file = folder / name
    with writing(file):
        file.parent.mkdir(parents=True, exist_ok=True)
    return file
