"""The line below the grid: the session's rates, named, and what the letters mean; and a half-day's state in words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from centre_desk.queries.attendance.grid import GridHalfDay
from centre_desk.rules.attendance import MarkValue, RollState
from centre_desk.rules.attendance.figures import Figures
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import clock_time, percent, short_date
from centre_desk.views.attendance.roll_grid import NOT_HELD_SIGN
from centre_desk.views.parts.head import ElidedLabel
from centre_desk.views.parts.palette import Tone


class Foot(QWidget):
    """Rates of the whole session at the left, the legend at the right."""

    def __init__(self, words: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.rates = ElidedLabel(look="muted", least=200)
        self.rates.setObjectName("roll_rates")
        self.legend = ElidedLabel(self._legend(), "muted")
        self.legend.setObjectName("roll_legend")
        self.legend.setAlignment(Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.rates)
        row.addStretch(1)
        row.addWidget(self.legend)

    def show_figures(self, total: Figures) -> None:
        """Show a session's rates to date and of planned."""
        language = self._words.language
        self.rates.setText(
            self._words.t(
                "Attendance to date {to_date} · of planned {of_planned}",
                to_date=percent(*total.to_date, language),
                of_planned=percent(*total.of_planned, language),
            )
        )

    def _legend(self) -> str:
        marks = [f"{mark.value} {self._words.word(mark)}" for mark in MarkValue]
        return "   ".join([*marks, self._words.t("▨ not entered"), f"{NOT_HELD_SIGN} {self._words.t('not held')}"])


def state_words(half: GridHalfDay, present: int, words: Catalogue) -> tuple[str, Tone, str]:
    """Return what became of a half-day, its tone, and who entered it."""
    entered = half.entered_at
    when = f"{short_date(entered.date())} {clock_time(entered)}" if entered else ""
    who = words.t("Entered by {name} on {when}", name=half.typist, when=when)
    if half.late_reason:
        who = words.t("ENTERED LATE: {reason} · {who}", reason=half.late_reason, who=who)
    if half.roll is RollState.NOT_HELD:
        reason = words.word(half.not_held_reason) if half.not_held_reason else ""
        paid = words.t("paid") if half.paid else words.t("not paid")
        said = words.t(
            "Not held: {reason} · {paid} · decided by {name}", reason=reason, paid=paid, name=half.decided_by
        )
        return said, Tone.IDLE, who
    if half.author:
        who = words.t("{who}, trainer {trainer}", who=who, trainer=half.author)
    said = words.t("Validated: {present} present = {count} signatures", present=present, count=half.signatures or 0)
    return said, Tone.OK, who
