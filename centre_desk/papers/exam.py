"""The papers of an exam: the marks sheet that examiners fill in, the minutes (procès-verbal) that the jury signs.

Facts: session, date, place, jury and functions, registered, present, passed by sex, list with marks and decision,
incidents, signatures. Minutes are corrected by new minutes that name the old ones, never rewritten.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from centre_desk.papers.pdf.blocks import (
    Block,
    Column,
    Facts,
    Paragraph,
    Signatures,
    Space,
    heading,
    note,
    table,
)
from centre_desk.papers.pdf.document import Letterhead, Paper, draw_paper
from centre_desk.papers.pdf.fonts import BODY
from centre_desk.papers.pdf.pen import MM, Align
from centre_desk.rules.attendance.quick import number_width, numbered
from centre_desk.rules.exam import Decision, MarkKind, Mention, PartKind
from centre_desk.rules.register import Sex
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import decimal, long_date, percent


@dataclass(frozen=True, slots=True)
class ExamPartFacts:
    """A part of the exam: name, how it is held, weight, and the mark (hundredths) under which it eliminates."""

    name: str
    kind: PartKind
    weight: int
    eliminating_below: int | None = None


@dataclass(frozen=True, slots=True)
class JuryFacts:
    """A member of the jury."""

    name: str
    function: str
    president: bool = False


@dataclass(frozen=True, slots=True)
class MarkFacts:
    """A mark in hundredths out of 20, or why there is none."""

    kind: MarkKind
    value: int | None = None


@dataclass(frozen=True, slots=True)
class CandidateFacts:
    """A candidate: a mark for each part in order (None: not yet), then what the jury decided."""

    number: int
    name: str
    sex: Sex
    case_number: str = ""
    second_key: str = ""
    marks: tuple[MarkFacts | None, ...] = ()
    average: int | None = None
    decision: Decision | None = None
    mention: Mention | None = None


@dataclass(frozen=True, slots=True)
class ExamFacts:
    """An exam as its papers show it. `rectifies` is the number of the minutes that these ones correct."""

    session: str
    trade: str
    attempt: int
    held_on: date
    place: str
    pass_mark: int
    parts: tuple[ExamPartFacts, ...]
    candidates: tuple[CandidateFacts, ...]
    jury: tuple[JuryFacts, ...] = ()
    number: str = ""
    incidents: str = ""
    settled_on: date | None = None
    rectifies: str = ""
    head_code: str = ""


def marks_sheet_pdf(facts: ExamFacts, *, letterhead: Letterhead, words: Catalogue) -> bytes:
    """Return the sheet on which examiners write the marks, with those already known."""
    return draw_paper(marks_sheet_of(facts, letterhead=letterhead, words=words), words)


def marks_sheet_of(facts: ExamFacts, *, letterhead: Letterhead, words: Catalogue) -> Paper:
    """Return the same sheet before it is drawn; each of its pages says which exam it is."""
    blocks: list[Block] = [
        *table(_mark_columns(facts, words, decided=False), _mark_rows(facts, words, decided=False), least=8 * MM),
        Space(3 * MM, keep=True),
        replace(
            note(words.t("Marks out of 20. Write A for an absent candidate, N where the part was not graded.")),
            keep=True,
        ),
        Signatures(tuple((part.name, words.t("Examiner")) for part in facts.parts), high=20 * MM),
    ]
    title = words.t("MARKS SHEET")
    return replace(_paper(facts, title, title, letterhead, tuple(blocks), words), top=(_about(facts, words),))


def minutes_pdf(facts: ExamFacts, *, letterhead: Letterhead, words: Catalogue) -> bytes:
    """Return the minutes of the jury."""
    blocks: list[Block] = [_about(facts, words), _opening(facts, words)]
    if facts.rectifies:
        blocks.append(Paragraph(words.t("These minutes correct and replace no. {number}.", number=facts.rectifies)))
    blocks += [
        heading(words.t("Jury")),
        *_jury_table(facts.jury, words),
        Space(3 * MM),
        heading(words.t("Figures")),
        *_figures_table(facts.candidates, words),
        Space(3 * MM),
        heading(words.t("Results")),
        *table(_mark_columns(facts, words, decided=True), _mark_rows(facts, words, decided=True), least=6 * MM),
        Space(3 * MM),
        heading(words.t("Incidents and remarks")),
        Paragraph(facts.incidents or words.t("None.")),
        *_closing(facts, words),
    ]
    title = (
        words.t("JURY MINUTES no. {number}", number=facts.number) if facts.number else words.t("DRAFT OF JURY MINUTES")
    )
    number = words.t("Jury minutes no. {number}", number=facts.number) if facts.number else title
    return draw_paper(_paper(facts, title, number, letterhead, tuple(blocks), words), words)


def _paper(
    facts: ExamFacts, title: str, number: str, letterhead: Letterhead, blocks: tuple[Block, ...], words: Catalogue
) -> Paper:
    reference = " · ".join((facts.trade, words.t("session {code}", code=facts.session), _attempt(facts, words)))
    wide = len(facts.parts) > 4
    return Paper(title, letterhead, blocks, reference, number, facts.head_code, wide=wide)


def _attempt(facts: ExamFacts, words: Catalogue) -> str:
    return words.t("first exam") if facts.attempt == 1 else words.t("resit no. {number}", number=facts.attempt - 1)


def _about(facts: ExamFacts, words: Catalogue) -> Facts:
    weights = ", ".join(f"{part.name} × {part.weight}" for part in facts.parts)
    return Facts((
        (words.t("Date"), long_date(facts.held_on, words.language)),
        (words.t("Place"), facts.place or "–"),
        (words.t("Parts and weights"), weights),
        (words.t("Passing average"), f"{decimal(facts.pass_mark, words.language)} / 20"),
    ))  # fmt: skip


def _opening(facts: ExamFacts, words: Catalogue) -> Paragraph:
    day = facts.settled_on or facts.held_on
    said = words.t(
        "On {date}, the jury named below met, checked the marks of the candidates and decided the results that follow.",
        date=long_date(day, words.language),
    )
    return Paragraph(said, BODY, after=4 * MM)


def _jury_table(jury: Sequence[JuryFacts], words: Catalogue) -> list[Block]:
    columns = (
        Column(words.t("Name"), 60, bold=True),
        Column(words.t("Function"), 60),
        Column(words.t("Signature"), 50),
    )
    rows = [
        (one.name, f"{one.function} – {words.t('president')}" if one.president else one.function, "") for one in jury
    ]
    return table(columns, rows, least=11 * MM)


def _figures_table(candidates: Sequence[CandidateFacts], words: Catalogue) -> list[Block]:
    """Return registered, present, absent, passed and deferred by sex."""
    lines: list[tuple[str, list[CandidateFacts]]] = [
        (words.p("figures", "Registered"), list(candidates)),
        (words.p("figures", "Present"), [one for one in candidates if one.decision is not Decision.ABSENT]),
        (words.p("figures", "Absent"), [one for one in candidates if one.decision is Decision.ABSENT]),
        (words.p("figures", "Passed"), [one for one in candidates if one.decision is Decision.PASSED]),
        (words.p("figures", "Deferred"), [one for one in candidates if one.decision is Decision.RESIT]),
    ]
    present = len(lines[1][1])
    columns = (
        Column("", 60, bold=True),
        Column(words.t("Women"), 25, Align.RIGHT),
        Column(words.t("Men"), 25, Align.RIGHT),
        Column(words.t("Total"), 25, Align.RIGHT, bold=True),
        Column(words.t("Share of those present"), 35, Align.RIGHT),
    )
    rows = [
        (label, *_by_sex(people), _share(number, people, present, words))
        for number, (label, people) in enumerate(lines)
    ]
    return table(columns, rows)


def _by_sex(people: Sequence[CandidateFacts]) -> tuple[str, str, str]:
    women = sum(one.sex is Sex.FEMALE for one in people)
    return str(women), str(len(people) - women), str(len(people))


def _share(line: int, people: Sequence[CandidateFacts], present: int, words: Catalogue) -> str:
    return percent(len(people), present, words.language) if line >= 3 else ""


def _mark_columns(facts: ExamFacts, words: Catalogue, *, decided: bool) -> tuple[Column, ...]:
    wide = 62 - 4 * min(6, len(facts.parts))
    columns = [
        Column(words.t("No."), 9, Align.RIGHT),
        Column(words.t("First names and NAME"), wide, bold=True),
        Column(words.t("Case no."), 26, shrink=True),
    ]
    columns += [Column(f"{part.name}\n× {part.weight}", 17, Align.RIGHT) for part in facts.parts]
    if decided:
        columns += [
            Column(words.t("Average /20"), 17, Align.RIGHT, bold=True),
            Column(words.t("Decision"), 20, Align.CENTRE),
            Column(words.t("Mention"), 20, Align.CENTRE),
        ]
    return tuple(columns)


def _mark_rows(facts: ExamFacts, words: Catalogue, *, decided: bool) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    width = number_width(one.number for one in facts.candidates)
    for one in sorted(facts.candidates, key=lambda candidate: candidate.number):
        who = f"{one.name}\n{one.second_key}" if one.second_key else one.name
        given = [_mark(mark, words) for mark in one.marks]
        marks = [*given, *[""] * (len(facts.parts) - len(given))]
        results = _decided(one, words) if decided else ()
        rows.append((numbered(one.number, width), who, one.case_number, *marks, *results))
    return rows


def _mark(mark: MarkFacts | None, words: Catalogue) -> str:
    if mark is None:
        return ""
    if mark.kind is MarkKind.SCORE:
        return decimal(mark.value or 0, words.language)
    letters = {
        MarkKind.ABSENT: words.p("mark", "A"),
        MarkKind.NOT_GRADED: words.p("mark", "N"),
        MarkKind.UNJUSTIFIED: words.p("mark", "0 (unjustified)"),
    }
    return letters[mark.kind]


def _decided(one: CandidateFacts, words: Catalogue) -> tuple[str, str, str]:
    decisions = {
        Decision.PASSED: words.p("minutes", "Passed"),
        Decision.RESIT: words.p("minutes", "Deferred"),
        Decision.ABSENT: words.p("minutes", "Absent"),
    }
    average = "–" if one.average is None else decimal(one.average, words.language)
    decision = decisions[one.decision] if one.decision else ""
    return average, decision, words.word(one.mention) if one.mention else ""


def _closing(facts: ExamFacts, words: Catalogue) -> list[Block]:
    president = next((one.name for one in facts.jury if one.president), "")
    return [
        note(words.t("The average is cut after two decimals, never rounded up. Minutes once signed are not changed.")),
        Space(2 * MM, keep=True),
        Signatures(((words.t("The president of the jury"), president), (words.t("For the centre (stamp)"), ""))),
    ]
