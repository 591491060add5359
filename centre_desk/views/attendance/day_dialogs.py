"""Forms of the calendar: the half-days of one day, another week for some days, half-days that became days off."""

from enum import StrEnum

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from centre_desk.queries.attendance.touched import change_reaching
from centre_desk.queries.course import SessionRow, session_sheet
from centre_desk.rules.course import HalfDay
from centre_desk.rules.course.changes import DaysOff, NewDay, NewWeek
from centre_desk.rules.course.timetable import pattern_on
from centre_desk.texts.formats import full_date
from centre_desk.views.attendance.touching import TouchingDialog
from centre_desk.views.course.month_grid import DayCell
from centre_desk.views.course.phrases import why_off
from centre_desk.views.course.week_field import WeekField, unreadable_hours
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import name_field
from centre_desk.views.parts.fields import DateField, Segments, beside
from centre_desk.views.parts.style import set_look


class DayDialog(TouchingDialog):
    """Two boxes and a reason: take half-days out, or make them up."""

    def __init__(self, context: Context, parent: QWidget | None, asked: tuple[SessionRow, DayCell]) -> None:
        session, cell = asked
        t = context.words.t
        title = full_date(cell.day, context.words.language).capitalize()
        super().__init__(context, parent, session, title=title, verb=t("Change the day"))
        self.setObjectName("change_day")
        self._cell = cell
        self._boxes: dict[HalfDay, QCheckBox] = {}
        self.reason = QLineEdit()
        self.add_field(t("Held"), self._half_days(), "day_half_days")
        self.add_field(t("Reason"), self.reason, "day_reason")
        about = QLabel("\n".join(filter(None, (session.name, cell.off, *(why_off(s, self.words) for s in cell.slots)))))
        about.setWordWrap(True)
        set_look(about, "muted")
        self.body.addWidget(about)
        self.lay_out_plan()

    def _half_days(self) -> QWidget:
        held, row = QWidget(), QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        held.setLayout(row)
        planned = self._cell.planned()
        for half in HalfDay:
            box = QCheckBox(self.words.word(half))
            name_field(box, f"day_{half.value}", self.words.word(half))
            box.setChecked(half in planned)
            box.toggled.connect(lambda _on: self.show_plan())
            row.addWidget(box)
            self._boxes[half] = box
        row.addStretch(1)
        held.setFocusProxy(self._boxes[HalfDay.MORNING])
        return held

    def change(self) -> NewDay:
        return NewDay(self._cell.day, frozenset(half for half, box in self._boxes.items() if box.isChecked()))

    def why(self) -> str:
        return self.reason.text()


class Keep(StrEnum):
    """What stays when other weeks have fewer half-days or shorter ones."""

    LAST_DAY = "last_day"
    HALF_DAYS = "half_days"
    HOURS = "hours"


class WeekDialog(TouchingDialog):
    """Another week from a day to a day (the hours of Ramadan); the last day of the session or its length stays."""

    def __init__(self, context: Context, parent: QWidget | None, session: SessionRow) -> None:
        t = context.words.t
        title = t("Other week for some days")
        super().__init__(context, parent, session, title=title, verb=t("Set the week"))
        self.setObjectName("set_week")
        self.setMinimumWidth(600)
        self.first = DateField(self.words, context.today(), required=True)
        self.last = DateField(self.words, context.today())
        self.last.setPlaceholderText(t("to the end"))
        self.first.set_value(max(session.start, min(context.today(), session.end_on)))
        self.week = WeekField(self.words)
        choices = [(Keep.LAST_DAY, t("the last day")), (Keep.HALF_DAYS, t("the half-days"))]
        choices.append((Keep.HOURS, t("the hours")))
        self.keep: Segments[Keep] = Segments(choices, name="week_keep", label=t("What stays"))
        self.add_field(t("First and last day"), beside(self.first, self.last), "week_days")
        name_field(self.first, "week_first", t("First day"))
        name_field(self.last, "week_last", t("Last day"))
        self.add_field(t("Week"), self.week, "week_halves")
        self.add_field(t("What stays"), self.keep, "week_keep")
        self._propose()
        for field in (self.first, self.last):
            field.textChanged.connect(lambda _text: self.show_plan())
        self.week.changed.connect(self.show_plan)
        self.keep.changed.connect(self.show_plan)
        self.lay_out_plan()

    def _propose(self) -> None:
        """Begin with the week that the session has on the first day."""
        sheet, first = session_sheet(self.context.store, self.session.id), self.first.value()
        week = pattern_on(sheet.patterns, first) if sheet is not None and first is not None else None
        if week is not None:
            self.week.set_lines(week.lines)

    def change(self) -> NewWeek | None:
        first, last, session = self.first.value(), self.last.value(), self.session
        week = self.week.pattern(first, last)
        if first is None or not week.lines or (last is not None and last < first) or first < session.start:
            return None
        change = NewWeek(week)
        keep, store = self.keep.value(), self.context.store
        if keep is Keep.HALF_DAYS:
            found = change_reaching(store, session.id, change, half_days=session.half_days)
        elif keep is Keep.HOURS:
            found = change_reaching(store, session.id, change, quarters=session.quarters)
        else:
            found = change
        return found if isinstance(found, NewWeek) else None

    def problems(self) -> list[str]:
        wrong = [*filter(None, (self.first.mark(), self.last.mark())), *unreadable_hours(self.week, self.words)]
        if wrong or self.change() is not None:
            return wrong
        return [self.words.t("Tick at least one half-day, and put the days in order, within the session.")]


class DaysOffDialog(TouchingDialog):
    """The half-days that have become days off since the session was planned: they leave."""

    def __init__(self, context: Context, parent: QWidget | None, session: SessionRow) -> None:
        t = context.words.t
        title = t("Days off of {session}", session=session.name)
        super().__init__(context, parent, session, title=title, verb=t("Take out the days off"))
        self.setObjectName("days_off")
        self.lay_out_plan()

    def change(self) -> DaysOff:
        return DaysOff(self.context.today())
