"""Two builds of the same texts are the same, byte for byte."""

from __future__ import annotations

import gzip
import os
import re
from pathlib import Path

from support.sites import ROOT, Project
from support.sites import project as make_project

_ANOTHER_DAY = """
import datetime, time
_now, _days = time.time, 40 * 86400
time.time = lambda: _now() + _days
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)
    @classmethod
    def utcnow(cls):
        return cls.now(datetime.timezone.utc).replace(tzinfo=None)
    @classmethod
    def today(cls):
        return cls.now()
datetime.datetime = Later
"""


def test_folder_day_time_zone_locale_and_hash_seed_leave_no_trace(tmp_path: Path) -> None:
    """Nothing of the surroundings of a build gets into the site, sitemap and its compressed copy included."""
    one = make_project(tmp_path / "one")
    other = make_project(tmp_path / "a longer name" / "Übung")
    for file in other.root.rglob("*.md"):
        os.utime(file, (10**9, 10**9))
    (tmp_path / "day").mkdir()
    (tmp_path / "day" / "sitecustomize.py").write_text(_ANOTHER_DAY)
    here = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "PYTHONHASHSEED": "1"}
    there = {"TZ": "Asia/Tokyo", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "2"}
    first = one.build(extra=here)
    second = other.build(extra={**there, "PYTHONPATH": str(tmp_path / "day")})
    assert {"sitemap.xml", "sitemap.xml.gz"} <= set(first)
    assert first == second


def test_site_bears_the_date_of_its_newest_review(project: Project) -> None:
    """The date is that of the texts, not that of the build; the compressed sitemap holds the same."""
    project.build()
    sitemap = (project.site / "sitemap.xml").read_text()
    assert set(_dates(sitemap)) == {"2026-01-06"}
    assert gzip.decompress((project.site / "sitemap.xml.gz").read_bytes()).decode() == sitemap


def test_a_date_that_is_given_counts(project: Project) -> None:
    """SOURCE_DATE_EPOCH decides where it is set, as it does for other tools."""
    project.build(extra={"SOURCE_DATE_EPOCH": "946684800"})
    assert set(_dates((project.site / "sitemap.xml").read_text())) == {"2000-01-01"}


def _dates(sitemap: str) -> list[str]:
    return [part.partition("<")[0] for part in sitemap.split("<lastmod>")[1:]]


def test_nothing_of_ours_asks_what_day_it_is() -> None:
    """The day of a build decides nothing: the test above shows it of the hour, which libraries ask for as well."""
    asking = re.compile(r"\.(?:today|now|utcnow)\(|\btime\.time\(")
    sources = (ROOT / "hooks").rglob("*.py")

    assert [file.name for file in sources if asking.search(file.read_text("utf-8"))] == []
