"""The calendar: a month of the session in sight with its half-days, or a month of all sessions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from centre_desk.queries.centre import holidays_between
from centre_desk.queries.course import CURRENT, SessionRow, calendar_rows, session_rows, slots_rows
from centre_desk.rules.course import SlotState
from centre_desk.rules.dates import first_day, last_day, month_of, next_month, previous_month
from centre_desk.rules.room import Room
from centre_desk.texts.formats import month_name
from centre_desk.views.course.all_sessions import AllSessions
from centre_desk.views.course.month_grid import DayCell, MonthGrid
from centre_desk.views.course.phrases import length
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import name_field
from centre_desk.views.parts.fields import ChoiceField
from centre_desk.views.parts.head import ElidedLabel
from centre_desk.views.parts.panel import Form, Panel
from centre_desk.views.parts.style import set_look

_NARROW = 620


@dataclass(frozen=True, slots=True)
class MonthBelow:
    """What a later room shows under a month of all sessions: its widget, and how it is told the month."""

    widget: QWidget
    show_month: Callable[[str], None]


class CalendarPanel(Panel):
    """Session and month at the top, the month below; Enter on a day changes its half-days."""

    reads = frozenset({Room.COURSE, Room.CENTRE, Room.ATTENDANCE})
    help_page = "sessions"

    def __init__(self, context: Context, below: MonthBelow, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        t = self.words.t
        self._below = below
        self._month = month_of(context.today())
        self._shown = -1
        self._rows: list[SessionRow] = []
        self.session: ChoiceField[int] = ChoiceField()
        name_field(self.session, "calendar_session", t("Session"))
        self.session.setMinimumWidth(150)
        self.back = self._stepper("calendar_back", "‹", t("Previous month"))
        self.month = QLabel()
        self.month.setObjectName("calendar_month")
        self.month.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.month.setMinimumWidth(120)
        self.on = self._stepper("calendar_next", "›", t("Next month"))
        self.week = QPushButton(t("Other week…"))
        self.take_out = QPushButton()
        name_field(self.week, "calendar_week", t("Other week…"))
        self.take_out.setObjectName("calendar_take_out")
        self.grid = MonthGrid(self.words)
        self.legend = ElidedLabel(t("M morning · A afternoon · struck through: taken out"), "muted")
        self.hint = ElidedLabel(t("Enter changes the day"), "muted")
        self._all: AllSessions | None = None
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.head.set_title(self.words.t("Calendar"))
        for widget in (self.session, self.back, self.month, self.on):
            self.head.add_widget(widget)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.grid)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self._below.widget)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.legend)
        foot.addWidget(self.hint)
        foot.addStretch(1)
        foot.addWidget(self.take_out)
        foot.addWidget(self.week)
        self._foot = QWidget()
        self._foot.setLayout(foot)
        foot.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout()
        column.addWidget(self._foot)
        self.body.addLayout(column)

    def _connect(self) -> None:
        self.session.currentIndexChanged.connect(lambda _n: self._chosen())
        self.back.clicked.connect(lambda: self._step(previous_month(self._month)))
        self.on.clicked.connect(lambda: self._step(next_month(self._month)))
        self.grid.opened.connect(self.open_day)
        self.week.clicked.connect(self.open_week)
        self.take_out.clicked.connect(self._take_out)

    def load(self) -> None:
        """Read the sessions, and the month again."""
        wanted = self.context.in_sight.get(Room.COURSE, 0)
        rows = session_rows(self.context.store, language=self.words.language)
        self._rows = [row for row in rows if row.state in CURRENT or row.id == wanted]
        self.session.set_choices([*((r.id, r.name) for r in self._rows), (0, self.words.t("All sessions"))])
        if wanted != self._shown:
            self._look_at(wanted)
        self._show()

    def open_item(self, item: int) -> None:
        """Show one session."""
        self.context.in_sight[Room.COURSE] = item
        self.load()

    def _look_at(self, wanted: int) -> None:
        self.session.blockSignals(True)
        self.session.set_value(wanted)
        self.session.blockSignals(False)
        row = self._row()
        if row is not None:
            today = self.context.today()
            self._month = month_of(min(max(today, row.start), row.end_on))
        self._shown = wanted

    def _row(self) -> SessionRow | None:
        chosen = self.session.value()
        return next((row for row in self._rows if row.id == chosen), None)

    def _chosen(self) -> None:
        chosen = self.session.value() or 0
        if chosen:
            self.context.in_sight[Room.COURSE] = chosen
            self._look_at(chosen)
        self._show()

    def _step(self, month: str) -> None:
        self._month = month
        self._show()

    def _show(self) -> None:
        row = self._row()
        self.month.setText(month_name(self._month, self.words.language))
        self._foot.setVisible(row is not None)
        self._below.widget.setVisible(row is None)
        if row is None:
            self.head.set_title(self.words.t("Calendar"), "")
            self._show_all()
            return
        self.head.set_title(self.words.t("Calendar"), length(row.half_days, row.quarters, self.words))
        self._stack.setCurrentWidget(self.grid)
        slots = slots_rows(self.context.store, row.id, language=self.words.language)
        self.grid.show_month(self._month, slots, self._days_off())
        today = self.context.today()
        late = [s for s in slots if s.holiday and s.state is SlotState.PLANNED and s.day >= today]
        said = self.words.n("Take out {count} half-day off…", "Take out {count} half-days off…", len(late))
        self.take_out.setText(said)
        self.take_out.setAccessibleName(said)
        self.take_out.setVisible(bool(late) and row.state in CURRENT)
        self.week.setVisible(row.state in CURRENT)

    def _show_all(self) -> None:
        if self._all is not None:
            self._stack.removeWidget(self._all)
            self._all.deleteLater()
        rows = calendar_rows(self.context.store, self._month, self.words.language)
        self._all = AllSessions(self._month, rows, self.words)
        self._all.opened.connect(lambda row: self.session.set_value(row.id))
        self._stack.addWidget(self._all)
        self._stack.setCurrentWidget(self._all)
        self._below.show_month(self._month)

    def _days_off(self) -> dict[date, str]:
        days = first_day(self._month), last_day(self._month)
        rows = holidays_between(self.context.store, *days, self.words.language)
        return {row.day: row.name for row in rows if not row.cancelled}

    def open_day(self, cell: DayCell) -> None:
        """Ask which half-days of a day are held."""
        row = self._row()
        if row is not None:
            self.want_form(Form.DAY, (row, cell))

    def open_week(self) -> None:
        """Ask for another week for some days."""
        row = self._row()
        if row is not None:
            self.want_form(Form.WEEK, row)

    def _take_out(self) -> None:
        row = self._row()
        if row is not None:
            self.want_form(Form.DAYS_OFF, row)

    def _stepper(self, name: str, sign: str, label: str) -> QPushButton:
        button = QPushButton(sign)
        name_field(button, name, label)
        button.setToolTip(label)
        set_look(button, "step")
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.hint.setVisible(event.size().width() >= _NARROW)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._rows and self.context.in_sight.get(Room.COURSE, 0) != self._shown:
            self.load()
