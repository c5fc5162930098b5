"""Problems: what a check reports, with a stable code and a place in a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from studyguide.guide.printed import one_line


class Severity(StrEnum):
    """How much a problem matters: an error fails the build, a warning is for a person to weigh."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of problem: a stable name, and one sentence on what it means."""

    name: str
    meaning: str
    severity: Severity = Severity.ERROR


_CODES = (
    Code("SG101", "The file is not UTF-8 text."),
    Code("SG102", "The file is larger than its kind may be."),
    Code("SG103", "The file or folder is a link."),
    Code("SG104", "The name of the file or folder is not a slug."),
    Code("SG105", "The file is of a kind that has no place here."),
    Code("SG106", "The topic has no index.md."),
    Code("SG107", "The topic has no questions."),
    Code("SG108", "The text or name has control characters or invisible direction marks."),
    Code("SG109", "The file or folder cannot be read."),
    Code("SG110", "The picture is not a plain drawing: it runs, loads or links to something."),
    Code("SG111", "The picture is damaged, or of another kind than its name says."),
    Code("SG112", "The picture is too large for a page, or its size is not a plain number."),
    Code("SG113", "The text cannot be read in the time that there is for it."),
    Code("SG115", "Git keeps a file or folder that each machine makes for itself."),
    Code("SG201", "The file has no front matter, or its front matter is not closed."),
    Code("SG202", "The front matter is not valid YAML."),
    Code("SG203", "A required field is missing."),
    Code("SG204", "A required field is empty."),
    Code("SG205", "The field is not known."),
    Code("SG206", "The field has a value of the wrong type."),
    Code("SG207", "The level is not beginner, intermediate or advanced."),
    Code("SG208", "The date is not a date of the form 2026-11-22."),
    Code("SG209", "The date of the next review is not after the last review."),
    Code("SG210", "The id is used twice in the guide."),
    Code("SG211", "The id is not a slug."),
    Code("SG212", "The question neither ends in a question mark nor is an instruction."),
    Code("SG213", "The question is longer than 110 characters."),
    Code("SG214", "The field names a question that does not exist."),
    Code("SG215", "The front matter uses a part of YAML that is not accepted."),
    Code("SG216", "The old address in redirect_from is in use or is not an address."),
    Code("SG217", "The title or summary has `<`, `>` or an HTML entity in it."),
    Code("SG218", "The name would give two places on the topic's page the same anchor."),
    Code("SG301", "The answer is empty."),
    Code("SG302", "The heading is not one of the parts of an answer."),
    Code("SG303", "The parts of the answer are out of order or repeated."),
    Code("SG304", "The code block is not closed."),
    Code("SG305", "Raw HTML is not accepted."),
    Code("SG306", "The link leads to a file that does not exist."),
    Code("SG307", "The link leads to an anchor that does not exist."),
    Code("SG308", "The image does not exist, or is not an image."),
    Code("SG309", "The image has no alternative text."),
    Code("SG310", "The link leads out of the content folder."),
    Code("SG311", "The link has an address that is not accepted."),
    Code("SG312", "The formula cannot be converted."),
    Code("SG313", "The answer cannot be rendered."),
    Code("SG314", "The display formula is not closed."),
    Code("SG315", "The formula has a space or a shift that is too long."),
    Code("SG401", "The reference key is not in references.bib."),
    Code("SG402", "No answer cites the reference."),
    Code("SG403", "The entry is not valid BibTeX."),
    Code("SG404", "The reference key or identifier is used twice."),
    Code("SG405", "The reference lacks a field that readers need."),
    Code("SG501", "The term has no definition."),
    Code("SG502", "The definition is not exactly one sentence."),
    Code("SG503", "The definition has more than 35 words."),
    Code("SG504", "The entry of the glossary has no link to a question."),
    Code("SG505", "The question that the term links to does not exist."),
    Code("SG506", "The term or alias is used twice."),
    Code("SG507", "The term is out of alphabetical order."),
    Code("SG508", "The entry of the glossary has a part that is not accepted."),
    Code("SG511", "paths.yml is not a list in accepted YAML."),
    Code("SG512", "A field of the path is missing or empty."),
    Code("SG513", "A field of the path has a value of the wrong type."),
    Code("SG514", "The field of the path is not known."),
    Code("SG515", "The id of the path is used twice."),
    Code("SG516", "The question is twice in the path."),
    Code("SG517", "The path names a question that does not exist."),
    Code("SG518", "The path has not exactly one of `days` and `steps`."),
    Code("SG601", "A part of the answer is shorter or longer than readers need.", Severity.WARNING),
    Code("SG602", "The explanation is hard to read.", Severity.WARNING),
    Code("SG701", "The question is an exact copy of another."),
    Code("SG702", "The question may ask the same as another.", Severity.WARNING),
    Code("SG703", "The line is not a decision about two questions."),
    Code("SG801", "The transcript is empty or cannot be read."),
    Code("SG802", "The transcript is not text."),
    Code("SG803", "The transcript is too large."),
    Code("SG804", "The transcript is not UTF-8 text."),
    Code("SG805", "The transcript has no question in it."),
    Code("SG806", "A question of the transcript has no answer, or an answer no question."),
    Code("SG807", "The transcript is broken JSON or CSV."),
    Code("SG808", "The draft cannot be written."),
    Code("SG809", "A question or an answer of the transcript is too long."),
    Code("SG810", "Something of the transcript would be lost."),
)

CODES = {code.name: code for code in _CODES}
"""Every code, by name. A code keeps its name and meaning for ever; new ones are added."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What a check reports: where, which code, what is wrong, and what to do.

    Ordering is by path, line, code and message, which is the order of every report.
    """

    path: str
    """Relative to the project, with forward slashes."""
    line: int
    """Counted from 1 in the real file, front matter included."""
    code: str
    message: str
    hint: str = field(default="", compare=True)

    @property
    def severity(self) -> Severity:
        """The severity that belongs to the code."""
        return CODES[self.code].severity

    @property
    def is_error(self) -> bool:
        """Whether the problem fails the build."""
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        """Return `path:line: CODE message`, with the hint on a line below; strangers choose words of all of it."""
        head = one_line(f"{self.path}:{self.line}: {self.code} {self.message}")
        return f"{head}\n    hint: {one_line(self.hint)}" if self.hint else head


def invisible(path: str, line: int, character: str, written: str = "") -> Problem:
    """Return the problem that a text has a character which a reader of it would not see.

    Args:
        path: the file.
        line: the line in it.
        character: the character.
        written: how it is written, if not as itself.
    """
    name = f"the invisible character U+{ord(character):04X}"
    message = f"`{written[:40]}` is {name}, which is not accepted" if written else f"{name} is not accepted"
    return Problem(path, line, "SG108", message, "delete it; it is often pasted in with other text")


def tidy(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems sorted and without repeats."""
    return tuple(sorted(set(problems)))


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return only the problems that fail the build."""
    return tuple(problem for problem in problems if problem.is_error)


MAX_SHOWN = 1000
"""Problems that a report for people has: nobody reads more, and to print them takes time."""


def first_lines(problems: Sequence[Problem], line: Callable[[Problem], str]) -> list[str]:
    """Return a line for each problem; of more than are read, for the first, with a line that counts the others."""
    more = [f"… and {len(problems) - MAX_SHOWN} more"] if len(problems) > MAX_SHOWN else []
    return [*map(line, problems[:MAX_SHOWN]), *more]
