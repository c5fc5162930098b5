"""`studyguide write`: the site as a plain docs folder, for another generator."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studyguide.guide.files import write_atomically
from studyguide.guide.printed import complain, say
from studyguide.guide.problems import Problem
from studyguide.guide.source import check_site_files
from studyguide.pages.site import build_site
from studyguide.project import load_guide, need_project
from studyguide.publish.plain_docs import HEADER, THEME, plain_docs
from studyguide.publish.settings import ProjectSettings, SettingsError, read_settings
from studyguide.publish.staging import SiteError, Staging
from studyguide.publish.theme.assets import site_assets, theme_folder
from studyguide.publish.theme.layout import OWN_PARTS
from studyguide.speed.work import project_work

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
    except SettingsError as error:
        complain(f"studyguide write: {error}")
        return 1
    assets = site_assets(project, loaded.guide.images, theme_folder())
    site = build_site(loaded.guide, settings.site, settings.markdown, project_work(project))
    if site.problems:
        return _refuse(site.problems)
    files = plain_docs(loaded.guide, site.pages, settings, _docs(project), assets) | _own_parts(project, settings)
    try:
        _replace(options.folder, files | {licence.name: licence for licence in sorted(project.glob("LICENSE*"))})
    except SiteError as error:
        complain(f"studyguide write: {error}")
        return 2
    say(f"{len(files)} files written to {options.folder}; build them with `mkdocs build` or `zensical build` there")
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


def _own_parts(project: Path, settings: ProjectSettings) -> dict[str, Path | str]:
    """Return the parts of the project's theme that other generators need, too, by their path in the folder."""
    if not settings.theme_folder:
        return {}
    own = {name: project / settings.theme_folder / name for name in OWN_PARTS}
    return {f"{THEME}/{name}": file for name, file in own.items() if file.is_file()}


def _replace(target: Path, files: Mapping[str, Path | str]) -> None:
    """Write everything beside the target, then put it in its place."""
    staging = Staging(target, _tell)
    try:
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content.read_bytes()
            write_atomically(staging.folder / name, data)
        staging.publish()
    finally:
        staging.close()


def _tell() -> None:
    complain("waiting for another command that is writing the same folder; Ctrl-C stops this one")
