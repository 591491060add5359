"""One test: its grid with both assessors, the sheet being keyed, and what the sheets say together."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QVBoxLayout, QWidget

from centre_desk.queries.assessment import AssessorSheet, TestSheet
from centre_desk.rules.assessment import OPEN_STATES, Finding, TestState, Verdict, whole_percent
from centre_desk.texts.formats import clock_time, short_date
from centre_desk.views.assessment.lines import VERDICT_TONES
from centre_desk.views.assessment.score_grid import APART, DIRECT, ScoreGrid, low_sign
from centre_desk.views.parts.cards import link_button
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import name_field
from centre_desk.views.parts.fields import DateField
from centre_desk.views.parts.grid.frame import CellGrid
from centre_desk.views.parts.head import ElidedLabel
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.pill import Pill
from centre_desk.views.parts.style import set_look

_NARROW = 620
_NAMES, _NARROW_NAMES = 430, 320  # what the names and the notes of the criteria take
_LEAST_CELL, _MOST_CELL = 64, 150


class SheetPage(QWidget):
    """The page of one test. `left`: back to the list; `edited`: an entry began or ended.

    `rekeyed` and `scans_wanted` name a sheet by its rank.
    """

    left = Signal()
    edited = Signal()
    rekeyed = Signal(int)
    scans_wanted = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words, self._context = context.words, context
        self.sheet: TestSheet | None = None
        self.rank = 0
        t = self.words.t
        self.back = link_button(t("‹ All tests"), self.left.emit, "test_back")
        self.back.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.who, self.facts = ElidedLabel(look="heading", least=180), ElidedLabel(look="muted", least=20)
        self.state, self.proposal = Pill(parent=self), Pill(parent=self)
        self.held_on = DateField(self.words, context.today(), required=True)
        self.held_on.setFixedWidth(112)
        name_field(self.held_on, "test_held_on", t("Held on"))
        self.held_caption = QLabel(t("Held on"))
        set_look(self.held_caption, "muted")
        self.grid = ScoreGrid(self.words, self)
        self.cells = CellGrid(
            self.grid,
            self.words,
            name="score_grid",
            label=t("Points of the test"),
            cell_width=112,
            row_heights=(20, 34),
        )
        self.cells.set_direct_keys(DIRECT)
        self.cells.set_caption(t("weighted points"))
        self.finding = QLabel()
        self.finding.setObjectName("test_finding")
        self.finding.setWordWrap(True)
        self.links = QWidget()
        self.legend = QLabel()
        self.legend.setObjectName("test_authors")
        self.legend.setWordWrap(True)
        set_look(self.legend, "muted")
        self._lay_out()
        self.grid.edited.connect(self.edited)
        self.grid.refused.connect(lambda sentence: self.tell(sentence, "bad"))
        self.cells.told.connect(self._tell_typed)
        self.setFocusProxy(self.cells.view)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(10)
        left: tuple[QWidget, ...] = (self.back, self.who, self.facts)
        right: tuple[QWidget, ...] = (self.proposal, self.state, self.held_caption, self.held_on)
        for widget in left:
            top.addWidget(widget)
        top.addStretch(1)
        for widget in right:
            top.addWidget(widget)
        self._link_row = QHBoxLayout(self.links)
        self._link_row.setContentsMargins(0, 0, 0, 0)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(4)
        self._foot.addWidget(self.finding, 1)
        self._foot.addWidget(self.links)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(8)
        page.addLayout(top)
        page.addWidget(self.cells, 1)
        page.addLayout(self._foot)
        page.addWidget(self.legend)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_way()

    def _make_way(self) -> None:
        """In a small window the name and the day come first."""
        narrow = self.width() <= _NARROW
        self.facts.setVisible(not narrow)
        self.state.setVisible(not (narrow and self.rank))
        self.held_caption.setVisible(not narrow and self.rank != 0)
        self.proposal.setVisible(not narrow and bool(self.proposal.text()))
        way = QHBoxLayout.Direction
        self._foot.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        self.grid.set_narrow(narrow)
        room = self.cells.width() - (_NARROW_NAMES if narrow else _NAMES)
        self.cells.set_cell_width(max(_LEAST_CELL, min(_MOST_CELL, room // max(2, len(self.grid.columns)))))

    # What is shown

    def show_test(self, sheet: TestSheet, rank: int) -> None:
        """Show a test; `rank` is the sheet to key, 0 for none."""
        fresh = self.sheet is None or self.sheet.id != sheet.id or self.rank != rank
        self.sheet, self.rank = sheet, rank
        self.who.setText(sheet.name)
        self.facts.setText(f"{sheet.number} · {sheet.trade} · {self.words.word(sheet.kind)}")
        self.proposal.say(self.words.t("proposed grid") if sheet.proposal else "", Tone.WARN)
        decided = sheet.verdict is not None
        said = self.words.word(sheet.verdict) if sheet.verdict is not None else self.words.word(sheet.state)
        self.state.say(said, VERDICT_TONES[sheet.verdict] if sheet.verdict is not None and decided else Tone.PLAIN)
        for widget in (self.held_caption, self.held_on):
            widget.setVisible(rank != 0)
        if fresh:
            self.held_on.set_value(sheet.held_on or min(sheet.planned_on, self._context.today()))
        self.grid.show_sheet(sheet, rank)
        self._make_way()
        self._offer_links(sheet)
        self._say(sheet)
        keyed = not rank and any(one.keyed for one in sheet.sheets)
        below = (self._authors(sheet), self._signs()) if keyed else (self._legend(),)
        self.legend.setText("\n".join(filter(None, below)))
        if rank and fresh and sheet.criteria:
            self.cells.go_to(sheet.criteria[0].id, rank)
            self.cells.view.setFocus()

    def held(self) -> date | None:
        """Return the day on which the test was held."""
        return self.held_on.value()

    def tell(self, sentence: str, look: str = "muted") -> None:
        """Say something below the grid."""
        set_look(self.finding, look)
        self.finding.setText(sentence)

    def _tell_typed(self, sentence: str, tone: Tone) -> None:
        self.tell(sentence.split("\n")[0], "bad" if tone is Tone.BAD else "muted")

    def _offer_links(self, sheet: TestSheet) -> None:
        while (item := self._link_row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if sheet.state in OPEN_STATES and not self.rank:
            for rank in (one.rank for one in sheet.sheets if one.keyed):
                words = self.words.t("Key sheet {rank} again", rank=rank)
                self._link_row.addWidget(link_button(words, partial(self.rekeyed.emit, rank), f"test_again_{rank}"))
        shown = [one for one in sheet.sheets if self.rank in (0, one.rank)]
        if shown:
            said = self.words.t("Scans ({count})…", count=sum(one.scans for one in shown))
            self._link_row.addWidget(link_button(said, partial(self._ask_scans, shown), "test_scans"))
        self._link_row.addStretch(1)

    def _ask_scans(self, sheets: Sequence[AssessorSheet]) -> None:
        """Ask whose sheet, where there are several."""
        if len(sheets) == 1:
            self.scans_wanted.emit(sheets[0].rank)
            return
        menu = QMenu(self)
        menu.setObjectName("test_scans_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in sheets:
            said = self.words.t(
                "Sheet no. {number}, {name} ({count})", number=one.sheet_number, name=one.name, count=one.scans
            )
            menu.addAction(said).triggered.connect(partial(self._want_scans, one.rank))
        menu.popup(self.links.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _want_scans(self, rank: int, _checked: bool = False) -> None:
        self.scans_wanted.emit(rank)

    def _say(self, sheet: TestSheet) -> None:
        t = self.words.t
        if self.rank:
            own = next(one for one in sheet.sheets if one.rank == self.rank)
            said = t("Sheet no. {number}, {name}: one key a criterion", number=own.sheet_number, name=own.name)
            self.tell(f"{said}, {self._range(sheet)}.")
        elif not sheet.sheets:
            self.tell(t("No assessor is named yet."))
        elif sheet.state is TestState.CANCELLED or sheet.verdict is Verdict.NOT_ASSESSED:
            self.tell(sheet.reason)
        elif sheet.finding is not None:
            self.tell(self._found(sheet, sheet.finding), "bad" if sheet.finding.gap and sheet.verdict is None else "")

    def _range(self, sheet: TestSheet) -> str:
        """Say which points a criterion takes, before anybody errs."""
        most = sorted({one.max_points for one in sheet.criteria})
        if len(most) == 1:
            return self.words.t("from 0 to {most}", most=most[0])
        return self.words.t("from 0 to {least} or to {most}", least=", ".join(map(str, most[:-1])), most=most[-1])

    def _signs(self) -> str:
        """Say what the signs beside points mean, where some are in sight."""
        t, marked, sign = self.words.t, self.grid.marked(), low_sign(self.words)
        low = t("{sign} under the eliminating threshold", sign=sign) if sign in marked else ""
        apart = t("{sign} the assessors far apart", sign=APART) if APART in marked else ""
        return " · ".join(filter(None, (low, apart)))

    def _legend(self) -> str:
        return self.words.t("E eliminating below · S safety · • keyed, hidden for now")

    def _authors(self, sheet: TestSheet) -> str:
        """Say of each sheet who assessed, and who keyed it when."""
        return "\n".join(
            self.words.t(
                "Sheet no. {number}, {assessor} (keyed: {typist}, {day} {time})",
                number=one.sheet_number,
                assessor=one.name,
                typist=one.typist,
                day=short_date(one.keyed_at.date()),
                time=clock_time(one.keyed_at),
            )
            if one.keyed_at is not None
            else self.words.t("Sheet no. {number}, {assessor}: to key", number=one.sheet_number, assessor=one.name)
            for one in sheet.sheets
        )

    def _found(self, sheet: TestSheet, found: Finding) -> str:
        t = self.words.t
        parts = [
            t(
                "{percent} % of the points, {least} % needed",
                percent=whole_percent(found.percent),
                least=sheet.pass_percent,
            )
        ]
        if found.gap:
            parts.append(t("the assessors differ by {gap}", gap=whole_percent(found.difference)))
        if found.weak_competences:
            parts.append(t("to strengthen: {names}", names=", ".join(found.weak_competences)))
        labels = {one.id: one.label for one in sheet.criteria}
        if found.eliminated_by:
            parts.append(
                t(
                    "under an eliminating threshold: {names}",
                    names=", ".join(map(labels.__getitem__, found.eliminated_by)),
                )
            )
        if sheet.joint_decision:
            parts.append(t("joint decision: {text}", text=sheet.joint_decision))
        if sheet.verdict is not None and sheet.held_on is not None:
            parts.append(t("held on {day}", day=short_date(sheet.held_on)))
        return " · ".join(parts)
