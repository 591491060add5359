"""Step two of an import: every line with its fate, the sum that must be true, the date of the whole file.

Under the table stands all that is to be said about the line chosen: its doubts, and each change before it happens.
"""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

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
from centre_desk.views.referral.lines import line_columns, line_name, line_remarks

_ORDER = (
    LineFate.NEW,
    LineFate.CHANGED,
    LineFate.UNCHANGED,
    LineFate.REFUSED,
    LineFate.QUESTION,
    LineFate.SKIPPED,
)


class PreviewPage(QWidget):
    """Shows a plan. `dated` tells a date for the whole file; `columns_wanted` asks for the mapping.

    `left_wanted` asks for what the file holds beside its people.
    """

    dated = Signal(object)
    columns_wanted = Signal()
    left_wanted = Signal()
    opened = Signal(object)

    def __init__(self, context: Context, trades: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = self.words = context.words
        self._plan, self._trades = ImportPlan(()), trades
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
        self.left = QPushButton()
        self.left.setObjectName("import_left")
        self.date_label = QLabel(words.t("Date of referral of the whole file"))
        self.date = DateField(words, context.today(), required=True)
        self.date.setObjectName("import_date")
        self.date.setAccessibleName(self.date_label.text())
        self.date.setMaximumWidth(130)
        self.table: DataTable[PlannedLine] = DataTable(
            line_columns(words, trades), name="import_lines", label=words.t("Lines of the file")
        )
        sentence = words.t("No person is found under these headers. Say what the columns mean.")
        self.table.set_empty("import", sentence, words.t("Columns…"), self.columns_wanted.emit)
        self.chosen = QLabel()
        self.chosen.setObjectName("import_chosen")
        self._lay_out()
        self.shown.currentIndexChanged.connect(lambda _index: self._show_lines())
        self.columns.clicked.connect(self.columns_wanted)
        self.left.clicked.connect(self.left_wanted)
        self.table.chosen.connect(self._show_chosen)
        self.date.editingFinished.connect(self._date_left)
        self.table.opened.connect(self.opened)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(12)
        tools.addWidget(self.shown)
        tools.addWidget(self.date_label)
        tools.addWidget(self.date)
        tools.addStretch(1)
        tools.addWidget(self.left)
        tools.addWidget(self.columns)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(8)
        page.addWidget(self.sum)
        page.addWidget(self.about)
        page.addLayout(tools)
        page.addWidget(self.table, 4)
        page.addWidget(self._detail(), 1)

    def _detail(self) -> QScrollArea:
        """Return the place for what is said of one line: three lines high at least, the rest is scrolled."""
        self.chosen.setWordWrap(True)
        self.chosen.setTextFormat(Qt.TextFormat.PlainText)
        self.chosen.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.chosen.setProperty("look", "page")
        scroll = QScrollArea()
        scroll.setObjectName("import_detail")
        scroll.setAccessibleName(self.words.t("The line chosen"))
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.chosen)
        line = self.fontMetrics().lineSpacing()
        scroll.setMinimumHeight(3 * line + 4)
        scroll.setMaximumHeight(7 * line + 4)
        scroll.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        return scroll

    def show_plan(self, referrals: ReferralList, plan: ImportPlan) -> None:
        """Show the fates of a file's lines."""
        self._plan = plan
        self.sum.setText(sum_sentence(plan, self.words))
        about = self._about(referrals)
        self.about.setText(about)
        self.about.setVisible(bool(about))
        self._offer_fates(plan)
        asked = bool(plan.lines) and referrals.referred_on is None and not _has_dates(referrals)
        self.shown.setVisible(bool(plan.lines))
        self.date_label.setVisible(asked)
        self.date.setVisible(asked)
        count = len(referrals.left) + len(referrals.unread)
        left = self.words.n("{count} row or sheet left…", "{count} rows or sheets left…", count)
        self.left.setText(left)
        self.left.setAccessibleName(left)
        self.left.setVisible(count > 0)
        self._show_lines()

    def _offer_fates(self, plan: ImportPlan) -> None:
        words, counts = self.words, plan.counts()
        choices: list[tuple[LineFate | None, str]] = [(None, words.t("All lines"))]
        choices += [(fate, f"{words.word(fate)} ({counts[fate]})") for fate in _ORDER if counts[fate]]
        self.shown.set_choices(choices)

    def _show_lines(self) -> None:
        fate = self.shown.value()
        self.table.set_rows(self._plan.lines if fate is None else self._plan.of(fate))
        self._show_chosen()

    def _show_chosen(self) -> None:
        """Say all that is to be said about the line chosen; where nothing is, how to see it."""
        line, words = self.table.current_row(), self.words
        if line is None:
            text = words.t("Choose a line to see all that is said about it.") if self._plan.lines else ""
        else:
            title = words.t("Line {place}: {name}", place=line.place, name=line_name(line))
            text = "\n".join([f"{title} · {words.word(line.fate)}", *line_remarks(line, words, self._trades)])
        set_look(self.chosen, "muted" if line is None else "")
        self.chosen.setText(text)
        self.chosen.setAccessibleName(text)

    def _about(self, referrals: ReferralList) -> str:
        t = self.words.t
        parts = []
        if referrals.referred_on is not None and not _has_dates(referrals):
            parts.append(t("Date of the letterhead: {day}.", day=short_date(referrals.referred_on)))
        for sheet in referrals.unread:
            if sheet.hidden and sheet.people:
                hidden = self.words.n(
                    "The hidden sheet {sheet} holds {count} person; it is not read.",
                    "The hidden sheet {sheet} holds {count} people; it is not read.",
                    sheet.people,
                    sheet=sheet.name,
                )
                parts.append(hidden)
        unused = [c.header for c in referrals.columns if c.field is None]
        if unused:
            parts.append(t("Columns not used: {columns}.", columns=", ".join(unused)))
        return " ".join(parts)

    def _date_left(self) -> None:
        if self.date.isVisible() and self.date.value() is not None:
            self.dated.emit(self.date.value())


def _has_dates(referrals: ReferralList) -> bool:
    return any(c.field is Field.REFERRED_ON for c in referrals.columns)


def sum_sentence(plan: ImportPlan, words: Catalogue, *, done: bool = False) -> str:
    """Write the sum of the lines, before the import or, `done`, after it: nothing that was read disappears."""
    counts, n = plan.counts(), words.n
    new, changed, question = counts[LineFate.NEW], counts[LineFate.CHANGED], counts[LineFate.QUESTION]
    same, refused, skipped = counts[LineFate.UNCHANGED], counts[LineFate.REFUSED], counts[LineFate.SKIPPED]
    known = [
        n("{count} unchanged", "{count} unchanged", same),
        n("{count} refused", "{count} refused", refused),
    ]
    left = n("{count} left out", "{count} left out", skipped)
    if done:
        added = [n("{count} added", "{count} added", new), n("{count} changed", "{count} changed", changed)]
        parts = [*added, *known, n("{count} undecided", "{count} undecided", question), left]
    else:
        added = [words.t("{count} to add", count=new), words.t("{count} to change", count=changed)]
        parts = [*added, *known, words.t("{count} to decide", count=question), left]
    read = n("{count} line read", "{count} lines read", len(plan.lines))
    return f"{read} = {' + '.join(parts)}"
