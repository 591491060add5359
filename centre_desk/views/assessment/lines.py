"""The columns of the list of tests."""

from centre_desk.queries.assessment import TestRow
from centre_desk.rules.assessment import TestState
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import short_date
from centre_desk.views.assessment.sheet_page import VERDICT_TONES
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.table import Column


def test_columns(words: Catalogue) -> list[Column[TestRow]]:
    """Return the columns of the appointments and tests."""
    t = words.t
    return [
        Column(t("No."), lambda row: row.number, width=104, spare=True),
        Column(t("Name"), lambda row: row.name, tip=lambda row: f"{row.name} · {row.case_number}"),
        Column(t("Trade"), lambda row: row.trade, width=120, spare=True),
        Column(t("Test"), lambda row: words.word(row.kind), width=150, spare=True),
        Column(t("Day"), lambda row: short_date(row.planned_on), lambda row: row.planned_on, width=104),
        Column(
            t("Sheets"),
            lambda row: f"{sum(row.keyed)}/{len(row.keyed)}",
            width=70,
            spare=True,
            tip=lambda row: ", ".join(row.assessors),
        ),
        Column(t("State"), lambda row: words.word(row.verdict or row.state), width=170, tone=_tone),
    ]


def _tone(row: TestRow) -> Tone:
    if row.verdict is not None:
        return VERDICT_TONES[row.verdict]
    return Tone.WARN if row.state is TestState.SCORED else Tone.PLAIN
