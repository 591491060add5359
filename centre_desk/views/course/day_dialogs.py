"""Forms of the calendar: which half-days of one day are held, and another week for some days."""

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from centre_desk.actions.course.timetable import set_day, set_week
from centre_desk.queries.course import SessionRow
from centre_desk.rules.course import HalfDay
from centre_desk.texts.formats import full_date
from centre_desk.views.course.month_grid import DayCell
from centre_desk.views.course.week_field import WeekField, unreadable_hours
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog, name_field
from centre_desk.views.parts.fields import DateField
from centre_desk.views.parts.style import set_look


class DayDialog(FormDialog):
    """Two boxes and a reason: take half-days out, or make them up."""

    def __init__(self, context: Context, parent: QWidget | None, session: SessionRow, cell: DayCell) -> None:
        t = context.words.t
        title = full_date(cell.day, context.words.language).capitalize()
        super().__init__(context, parent, title=title, verb=t("Change the day"))
        self.setObjectName("change_day")
        self._session, self._cell = session, cell
        self._boxes: dict[HalfDay, QCheckBox] = {}
        self.reason = QLineEdit()
        self.add_field(t("Held"), self._half_days(), "day_half_days")
        self.add_field(t("Reason"), self.reason, "day_reason")
        about = QLabel("\n".join(filter(None, (session.name, cell.off, *(s.reason for s in cell.slots)))))
        about.setWordWrap(True)
        set_look(about, "muted")
        self.body.addWidget(about)

    def _half_days(self) -> QWidget:
        held, row = QWidget(), QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        held.setLayout(row)
        planned = self._cell.planned()
        for half in HalfDay:
            box = QCheckBox(self.words.word(half))
            name_field(box, f"day_{half.value}", self.words.word(half))
            box.setChecked(half in planned)
            row.addWidget(box)
            self._boxes[half] = box
        row.addStretch(1)
        held.setFocusProxy(self._boxes[HalfDay.MORNING])
        return held

    def submit(self) -> None:
        """Change the half-days of the day."""
        halves = frozenset(half for half, box in self._boxes.items() if box.isChecked())
        store, number, day, reason = self.context.store, self._session.id, self._cell.day, self.reason.text()
        by, at = self.context.actor(), self.context.now()
        self.act(lambda: set_day(store, session_id=number, day=day, half_days=halves, reason=reason, by=by, at=at))


class WeekDialog(FormDialog):
    """Another week from a day to a day: the hours of Ramadan."""

    def __init__(self, context: Context, parent: QWidget | None, session: SessionRow) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Other week for some days"), verb=t("Set the week"))
        self.setObjectName("set_week")
        self.setMinimumWidth(560)
        self._session = session
        self.first = DateField(self.words, context.today(), required=True)
        self.last = DateField(self.words, context.today(), required=True)
        self.first.set_value(max(session.start, min(context.today(), session.end_on)))
        self.last.set_value(session.end_on)
        self.week = WeekField(self.words)
        self.add_field(t("First day"), self.first, "week_first")
        self.add_field(t("Last day"), self.last, "week_last")
        self.add_field(t("Week"), self.week, "week_halves")

    def submit(self) -> None:
        """Set the week."""
        first, last = self.first.value(), self.last.value()
        wrong = [*filter(None, (self.first.mark(), self.last.mark())), *unreadable_hours(self.week, self.words)]
        if first is None or last is None or wrong:
            self.refusals.show_sentences(wrong)
            return
        store, number, week = self.context.store, self._session.id, self.week.pattern(first, last)
        by, at = self.context.actor(), self.context.now()
        self.act(lambda: set_week(store, session_id=number, week=week, by=by, at=at))
