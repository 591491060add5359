"""Reprise: one form for what went before the desk: last numbers, totals since the agreement, running sessions."""

from PySide6.QtWidgets import QCheckBox, QWidget

from centre_desk.actions.overview.taking_over import take_over
from centre_desk.rules.monthly_return import Measure
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.fields import CountField
from centre_desk.views.register.paired_form import PairedForm

_MOST = 999_999
_TOTALS = (
    Measure.REFERRED,
    Measure.ENROLLED,
    Measure.COMPLETED,
    Measure.PASSED,
    Measure.CERTIFIED,
    Measure.KIT_HANDED_OVER,
    Measure.DROPPED_OUT,
)


class TakingOverDialog(PairedForm):
    """Asks once for what a centre that starts in mid-year has on paper."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        t, words = context.words.t, context.words
        super().__init__(context, parent, title=t("Start in mid-year"), verb=t("Bring in once"))
        self.setObjectName("taking_over_dialog")
        year = context.today().year
        self.numbers: dict[str, CountField] = {}
        self.totals: dict[Measure, CountField] = {}
        for label, series in (
            (t("Last certificate of {year}", year=year), f"certificate-{year}"),
            (t("Last test of {year}", year=year), f"skills_test-{year}"),
            (t("Last minutes of {year}", year=year), f"minutes-{year}"),
            (t("Last kit of {year}", year=year), f"kit-{year}"),
        ):
            self.numbers[series] = CountField(words, 0, _MOST, required=False)
            self.add_field(label, self.numbers[series], f"number_{series.split('-')[0]}")
        for measure in _TOTALS:
            self.totals[measure] = CountField(words, 0, _MOST, required=False)
            self.add_field(words.word(measure), self.totals[measure], f"total_{measure.value}")
        self.sessions = QCheckBox(t("past on paper"))
        self.sessions.setChecked(True)
        self.add_field(t("Running sessions"), self.sessions, "running_sessions")

    def submit(self) -> None:
        """Bring it in; empty fields bring nothing."""
        if not self.ready():
            return
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        numbers = {series: number for series, field in self.numbers.items() if (number := field.value())}
        totals = {measure: number for measure, field in self.totals.items() if (number := field.value())}
        running = self.sessions.isChecked()
        self.act(lambda: take_over(store, numbers=numbers, totals=totals, running_sessions=running, by=by, at=at))
