"""The columns of the list of tests, and what is said of a criterion wherever one stands in a list."""

from typing import Protocol

from centre_desk.queries.assessment import TestRow
from centre_desk.rules.assessment import TestKind, TestState, Verdict
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import short_date
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.table import Column

VERDICT_TONES = {
    Verdict.ABLE: Tone.OK,
    Verdict.TRAINING_OFFERED: Tone.SOFT,
    Verdict.NOT_ASSESSED: Tone.IDLE,
}


class Limited(Protocol):
    """A criterion, saved or in hand."""

    @property
    def threshold_points(self) -> int:
        """The points under which it falls short."""

    @property
    def eliminating(self) -> bool:
        """Whether falling short outweighs the total."""

    @property
    def safety(self) -> bool:
        """Whether it is about safety."""


def limits(row: Limited, words: Catalogue) -> str:
    """Say in short what a criterion stops: `E ≥ 2 · S`."""
    parts = [words.t("E ≥ {least}", least=row.threshold_points)] if row.eliminating else []
    return " · ".join([*parts, *([words.p("safety criterion", "S")] if row.safety else [])])


def test_columns(words: Catalogue) -> list[Column[TestRow]]:
    """Return the columns of the appointments and tests."""
    t = words.t
    return [
        Column(t("No."), lambda row: row.number, width=100, spare=True),
        Column(t("Name"), lambda row: row.name, tip=lambda row: f"{row.name} · {row.case_number}"),
        Column(t("Trade"), lambda row: _tested(row, words), tip=lambda row: _tested(row, words), spare=True),
        Column(t("Day"), lambda row: short_date(row.planned_on), lambda row: row.planned_on, width=96),
        Column(
            t("Sheets"),
            lambda row: f"{sum(row.keyed)}/{len(row.keyed)}",
            width=66,
            spare=True,
            tip=lambda row: ", ".join(row.assessors),
        ),
        Column(t("State"), lambda row: words.word(row.verdict or row.state), width=170, tone=_tone),
    ]


def _tested(row: TestRow, words: Catalogue) -> str:
    return row.trade if row.kind is TestKind.SKILLS else words.t("Equipment · {trade}", trade=row.trade)


def _tone(row: TestRow) -> Tone:
    if row.verdict is not None:
        return VERDICT_TONES[row.verdict]
    return Tone.WARN if row.state is TestState.SCORED else Tone.PLAIN
