"""Step two of an import: every line with its fate, the sum that must be true, the date of the whole file."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from centre_desk.papers.referral.reading import ReferralList
from centre_desk.rules.referral import LineFate
from centre_desk.rules.referral.fields import Field
from centre_desk.rules.referral.plan import ImportPlan, PlannedLine
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import short_date
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.fields import ChoiceField, DateField
from centre_desk.views.parts.style import set_look
from centre_desk.views.referral.lines import line_columns

_ORDER = (
    LineFate.NEW,
    LineFate.CHANGED,
    LineFate.UNCHANGED,
    LineFate.REFUSED,
    LineFate.QUESTION,
    LineFate.SKIPPED,
)


class PreviewPage(QWidget):
    """Shows a plan. `dated` tells a date for the whole file; `columns_wanted` asks for the mapping."""

    dated = Signal(object)
    columns_wanted = Signal()
    opened = Signal(object)

    def __init__(self, context: Context, trades: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = self.words = context.words
        self._plan = ImportPlan(())
        self.sum = QLabel()
        self.sum.setObjectName("import_sum")
        self.sum.setWordWrap(True)
        self.about = QLabel()
        self.about.setObjectName("import_about")
        self.about.setWordWrap(True)
        set_look(self.about, "muted")
        self.shown: ChoiceField[LineFate | None] = ChoiceField()
        self.shown.setObjectName("import_shown")
        self.shown.setAccessibleName(words.t("Lines shown"))
        self.columns = QPushButton(words.t("Columns…"))
        self.columns.setObjectName("import_columns")
        self.columns.setAccessibleName(words.t("Columns…"))
        self.date_label = QLabel(words.t("Date of referral of the whole file"))
        self.date = DateField(words, context.today(), required=True)
        self.date.setObjectName("import_date")
        self.date.setAccessibleName(self.date_label.text())
        self.date.setMaximumWidth(130)
        self.table: DataTable[PlannedLine] = DataTable(
            line_columns(words, trades), name="import_lines", label=words.t("Lines of the file")
        )
        self._lay_out()
        self.shown.currentIndexChanged.connect(lambda _index: self._show_lines())
        self.columns.clicked.connect(self.columns_wanted)
        self.date.editingFinished.connect(self._date_left)
        self.table.opened.connect(self.opened)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(12)
        tools.addWidget(self.shown)
        tools.addWidget(self.date_label)
        tools.addWidget(self.date)
        tools.addStretch(1)
        tools.addWidget(self.columns)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(8)
        page.addWidget(self.sum)
        page.addWidget(self.about)
        page.addLayout(tools)
        page.addWidget(self.table, 1)

    def show_plan(self, referrals: ReferralList, plan: ImportPlan) -> None:
        """Show the fates of a file's lines."""
        self._plan = plan
        self.sum.setText(sum_sentence(plan, self.words))
        self.about.setText(self._about(referrals))
        self._offer_fates(plan)
        asked = referrals.referred_on is None and not _has_dates(referrals)
        self.date_label.setVisible(asked)
        self.date.setVisible(asked)
        self._show_lines()

    def _offer_fates(self, plan: ImportPlan) -> None:
        words, counts = self.words, plan.counts()
        choices: list[tuple[LineFate | None, str]] = [(None, words.t("All lines"))]
        choices += [(fate, f"{words.word(fate)} ({counts[fate]})") for fate in _ORDER if counts[fate]]
        self.shown.set_choices(choices)

    def _show_lines(self) -> None:
        fate = self.shown.value()
        self.table.set_rows(self._plan.lines if fate is None else self._plan.of(fate))

    def _about(self, referrals: ReferralList) -> str:
        t = self.words.t
        parts = []
        if referrals.referred_on is not None and not _has_dates(referrals):
            parts.append(t("Date of the letterhead: {day}.", day=short_date(referrals.referred_on)))
        if referrals.left:
            rows = ", ".join(f"{row.place} ({self.words.word(row.why)})" for row in referrals.left[:8])
            parts.append(t("Rows that are no person: {rows}.", rows=rows))
        if referrals.unread_sheets:
            parts.append(t("Sheets without a list: {sheets}.", sheets=", ".join(referrals.unread_sheets)))
        unused = [c.header for c in referrals.columns if c.field is None]
        if unused:
            parts.append(t("Columns not used: {columns}.", columns=", ".join(unused)))
        return " ".join(parts)

    def _date_left(self) -> None:
        if self.date.isVisible() and self.date.value() is not None:
            self.dated.emit(self.date.value())


def _has_dates(referrals: ReferralList) -> bool:
    return any(c.field is Field.REFERRED_ON for c in referrals.columns)


def sum_sentence(plan: ImportPlan, words: Catalogue) -> str:
    """Write the sum of the lines: nothing that was read disappears."""
    counts = plan.counts()
    return words.t(
        "{lines} lines read = {new} to add + {changed} to change + {unchanged} unchanged + {refused} refused"
        " + {question} to decide + {skipped} left out",
        lines=len(plan.lines),
        **{fate.value: counts[fate] for fate in _ORDER},
    )
