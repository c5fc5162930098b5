"""The report of an import as a table that can be read in a terminal of 100 columns."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from studyguide.importing.report import Fate, Report, ReportItem
from studyguide.importing.width import cut, pad, wrap

WIDTH = 100
_ROWS = 200
"""More rows than this nobody reads in a terminal."""
_NAMES = {
    Fate.NEW: "new",
    Fate.EXACT: "exact copies (dropped)",
    Fate.SAME_QUESTION: "known with another answer",
    Fate.LIKELY: "likely duplicates",
    Fate.POSSIBLE: "possible duplicates",
}


def report_text(report: Report, *, dry_run: bool = False, decided: Collection[str] = ()) -> str:
    """Return the report for a terminal; in a dry run, drafts are those that would be written.

    `decided` names the questions about which a person has decided: they are not asked about again.
    """
    parts = [_summary(report), _table(report), _doubtful(report, decided), _loose(report)]
    parts += [_changes(report), _drafts(report, dry_run)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _summary(report: Report) -> str:
    counts = report.counts
    read = counts["read"]
    fates = ", ".join(f"{counts[fate.value]} {name}" for fate, name in _NAMES.items() if counts[fate.value])
    head = f"{read} question{'' if read == 1 else 's'} read" + (f": {fates}" if fates else "")
    engine = f"Compared with the {report.engine} engine." if report.engine else ""
    lines = str(report.account) if report.account.lines else ""
    return "\n".join(part for part in (f"{head}.", lines, engine) if part)


def _table(report: Report) -> str:
    if not report.items:
        return ""
    place = min(max(len("line"), *(len(_place(report, item)) for item in report.items)), 32)
    rest = WIDTH - place - 13 - 6 - 24
    rows = [f"{'line':{place}}  {'fate':13}  {'question':{rest}}  match"]
    for item in report.items[:_ROWS]:
        score = f" ({item.score:.2f})" if item.fate.is_doubtful else ""
        match = cut(_shown_match(report, item), 24 - len(score)) + score
        row = f"{pad(_place(report, item), place)}  {pad(item.fate.value, 13)}  {pad(item.question, rest)}  {match}"
        rows.append(row.rstrip())
    more = len(report.items) - _ROWS
    return "\n".join(rows + ([f"… and {more} more; --json lists them all"] if more > 0 else []))


def _place(report: Report, item: ReportItem) -> str:
    """Return the line, with the file where there are several."""
    return item.source if _has_files(report) else str(item.line)


def _shown_match(report: Report, item: ReportItem) -> str:
    own = f"{item.file}:"
    is_own = item.match.startswith(own) and not _has_files(report)
    return f"line {item.match.removeprefix(own)}" if is_own else item.match


def _has_files(report: Report) -> bool:
    return report.items[0].file != report.items[-1].file


def _doubtful(report: Report, decided: Collection[str]) -> str:
    items = [item for item in report.items if item.fate.is_doubtful and item.id not in decided]
    if not items:
        return ""
    rows = ["The same question? A person decides (import again with --review to be asked one by one):"]
    for item in items[:_ROWS]:
        rows += _pair(item)
    more = len(items) - _ROWS
    return "\n".join(rows + ([f"… and {more} more"] if more > 0 else []))


def _pair(item: ReportItem) -> Iterator[str]:
    there = item.match if ":" not in item.match else f"line {item.match.rpartition(':')[2]}"
    yield ""
    yield f"  {item.fate.value} {item.score:.2f}"
    yield f"    {pad(f'line {item.line}', 10)} " + cut(item.question, WIDTH - 15)
    yield f"    {pad(there, max(10, min(len(there), 40)))} " + cut(item.match_question, WIDTH - 5 - max(10, len(there)))
    yield from (f"    {row}" for row in wrap(str(item.evidence or ""), WIDTH - 4) if row)


def _loose(report: Report) -> str:
    if not report.loose:
        return ""
    count = len(report.loose)
    rows = [f"Loose text, part of no question ({count} line{'' if count == 1 else 's'}; kept in the transcript only):"]
    rows += ["  " + cut(f"{line.file}:{line.line}: {line.text}", WIDTH - 2) for line in report.loose[:_ROWS]]
    more = count - _ROWS
    return "\n".join(rows + ([f"  … and {more} more; --json lists them all"] if more > 0 else []))


def _changes(report: Report) -> str:
    if not report.changes:
        return ""
    rows = ["Changed so that the checks accept the drafts:"]
    rows += ["  " + cut(f"{line.file}:{line.line}: {line.text}", WIDTH - 2) for line in report.changes[:_ROWS]]
    more = len(report.changes) - _ROWS
    return "\n".join(rows + ([f"  … and {more} more; --json lists them all"] if more > 0 else []))


def _drafts(report: Report, dry_run: bool) -> str:
    count = len(report.drafts)
    if not count:
        return "Nothing to file: everything is in the guide or in the drafts already." if report.items else ""
    verb = "would be written" if dry_run else "written"
    files = f"{count} draft{'' if count == 1 else 's'} {verb}"
    if count <= 5:
        return "\n".join([f"{files}:", *(f"  {path}" for path in report.drafts)])
    folders: dict[str, int] = {}
    for path in report.drafts:
        folder = path.rpartition("/")[0]
        folders[folder] = folders.get(folder, 0) + 1
    return "\n".join([f"{files}:", *(f"  {number:4} in {folder}/" for folder, number in sorted(folders.items()))])
