"""The line below the grid: the session's rates, named, and what the letters mean; and a half-day's state in words."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QMenu, QWidget

from centre_desk.queries.attendance.grid import GridHalfDay
from centre_desk.rules.attendance import MarkValue, RollState
from centre_desk.rules.attendance.figures import Figures
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import clock_time, percent, short_date
from centre_desk.views.attendance.quick_field import link_button
from centre_desk.views.attendance.roll_grid import NOT_HELD_SIGN
from centre_desk.views.parts.head import ElidedLabel
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.panel import GAP, PAGE_MARGIN


class Foot(QWidget):
    """Rates of the whole session at the left; at the right the legend, or what opens it where room is short."""

    def __init__(self, words: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.rates = ElidedLabel(look="muted", least=200)
        self.rates.setObjectName("roll_rates")
        self.legend = ElidedLabel("   ".join(self._signs()), "muted")
        self.legend.setObjectName("roll_legend")
        self.legend.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.signs = link_button("roll_signs", words.t("Signs…"))
        self.signs.clicked.connect(self._show_signs)
        self.setToolTip(words.t("Rates of the whole session; those beside the names are of the month."))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.rates)
        row.addStretch(1)
        row.addWidget(self.legend)
        row.addWidget(self.signs)

    def show_figures(self, total: Figures) -> None:
        """Show a session's rates to date and of planned."""
        language = self._words.language
        self.rates.setText(
            self._words.t(
                "Attendance of the session to date {to_date} · of planned {of_planned}",
                to_date=percent(*total.to_date, language),
                of_planned=percent(*total.of_planned, language),
            )
        )
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show the legend where both are read whole."""
        fits = self.rates.sizeHint().width() + self.legend.sizeHint().width() + 24 <= self.width()
        self.legend.setVisible(fits)
        self.signs.setVisible(not fits)

    def _show_signs(self) -> None:
        menu = QMenu(self.signs)
        for sign in self._signs():
            menu.addAction(sign)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.signs.mapToGlobal(self.signs.rect().topLeft()) - QPoint(0, menu.sizeHint().height()))

    def _signs(self) -> list[str]:
        marks = [f"{mark.value} {self._words.word(mark)}" for mark in MarkValue]
        return [*marks, self._words.t("▨ not entered"), f"{NOT_HELD_SIGN} {self._words.t('not held')}"]


def press_together(page: QLayout, column: QLayout, cells: QWidget, low: bool) -> None:
    """Leave less room between the parts of a low panel, so that two more people are in sight."""
    margins = page.contentsMargins()
    margins.setBottom(8 if low else PAGE_MARGIN)
    page.setContentsMargins(margins)
    page.setSpacing(6 if low else GAP)
    column.setSpacing(4 if low else 8)
    card, side = cells.layout(), 4 if low else 8
    if card is not None:
        card.setContentsMargins(side, side, side, side)


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
