"""The list of those called to the tests of a day: read aloud, telephoned beforehand, ticked at the door.

Facts: people of one name are told apart by sex, birth year and case number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from centre_desk.papers.pdf.blocks import Column, table
from centre_desk.papers.pdf.document import Letterhead, Paper, draw_paper
from centre_desk.papers.pdf.pen import MM, Align
from centre_desk.rules.assessment import TestKind
from centre_desk.rules.register import Sex
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import long_date


@dataclass(frozen=True, slots=True)
class CalledFacts:
    """Somebody called to a test, with what the list is read and telephoned by."""

    number: str
    name: str
    case_number: str
    sex: Sex
    birth_year: int | None
    phone: str
    trade: str
    kind: TestKind
    place: str
    assessors: tuple[str, ...]


def call_list_pdf(called: Sequence[CalledFacts], day: date, *, letterhead: Letterhead, words: Catalogue) -> bytes:
    """Return the list of those called to a test on a day, with room to tick who came."""
    columns = (
        Column(words.t("Test no."), 24),
        Column(words.t("Person tested"), 44, bold=True),
        Column(words.t("Sex"), 15, Align.CENTRE),
        Column(words.p("year", "Born"), 13, Align.CENTRE),
        Column(words.t("Case no."), 28, shrink=True),
        Column(words.t("Telephone"), 28, shrink=True),
        Column(words.t("Test"), 42),
        Column(words.t("Place"), 26),
        Column(words.t("Assessors"), 38),
        Column(words.t("Came"), 16),
    )
    rows = [
        (
            one.number,
            one.name,
            words.word(one.sex),
            str(one.birth_year or "–"),
            one.case_number,
            one.phone,
            f"{one.trade}\n{words.word(one.kind)}",
            one.place,
            "\n".join(one.assessors),
            "",
        )
        for one in called
    ]
    paper = Paper(
        title=words.t("CALL LIST FOR THE TESTS"),
        letterhead=letterhead,
        blocks=tuple(table(columns, rows, least=9 * MM)),
        reference=long_date(day, words.language),
        wide=True,
    )
    return draw_paper(paper, words)
