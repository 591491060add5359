"""A session's first and last day changed, or its length: half-days and hours lead to the last day and back.

The same form opens from the sessions and from the roll.
"""

from PySide6.QtWidgets import QLineEdit, QWidget

from centre_desk.queries.attendance.touched import change_reaching, touched_by_change
from centre_desk.queries.course import SessionRow
from centre_desk.rules.course.changes import NewDates
from centre_desk.views.attendance.touching import TouchingDialog
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import name_field
from centre_desk.views.parts.fields import CountField, DateField, beside


class DatesDialog(TouchingDialog):
    """New first and last day, or length, why, and what they touch."""

    def __init__(self, context: Context, parent: QWidget | None, session: SessionRow) -> None:
        t = context.words.t
        title = t("Change the dates of {session}", session=session.name)
        super().__init__(context, parent, session, title=title, verb=t("Change the dates"))
        self.setObjectName("change_dates")
        self.first = DateField(self.words, context.today(), required=True)
        self.last = DateField(self.words, context.today(), required=True)
        self.half_days, self.hours = CountField(self.words, 1, 1000), CountField(self.words, 1, 4000, "h")
        self.reason = QLineEdit()
        self._limit: int | None = session.half_days  # so that a last half-day that was left out stays out
        self._filling = False
        self._fill(session)
        self.add_field(t("First and last day"), beside(self.first, self.last), "dates_days")
        name_field(self.first, "dates_first", t("First day"))
        name_field(self.last, "dates_last", t("Last day"))
        self.add_field(t("Length in half-days"), beside(self.half_days, self.hours), "dates_length")
        name_field(self.half_days, "dates_half_days", t("Length in half-days"))
        name_field(self.hours, "dates_hours", t("Length in hours"))
        self.add_field(t("Reason"), self.reason, "dates_reason")
        self.first.textChanged.connect(lambda _text: self._days_typed())
        self.last.textChanged.connect(lambda _text: self._days_typed())
        self.half_days.counted.connect(lambda count: self._length_typed(half_days=count))
        self.hours.counted.connect(lambda hours: self._length_typed(quarters=4 * hours))
        self.lay_out_plan()

    def _fill(self, session: SessionRow) -> None:
        self.first.set_value(session.start)
        self.last.set_value(session.end_on)
        self.half_days.set_value(session.half_days or None)
        self.hours.set_value(session.quarters // 4 or None)

    def change(self) -> NewDates | None:
        first, last = self.first.value(), self.last.value()
        if first is None or last is None or last < first:
            return None
        return NewDates(first, last, self._limit)

    def why(self) -> str:
        return self.reason.text()

    def problems(self) -> list[str]:
        wrong = [*filter(None, (field.mark() for field in (self.first, self.last)))]
        backwards = self.words.t("The last day is before the first. Put the two days in order.")
        return wrong or ([] if self.change() else [backwards])

    def _days_typed(self) -> None:
        """The days say how long it is."""
        if self._filling:
            return
        self._limit = None
        change = self.change()
        if change is not None:
            after = touched_by_change(self.context.store, self.session.id, change).plan.after
            self._filling = True
            self.half_days.set_value(len(after.planned))
            self.hours.set_value(after.quarters // 4)
            self._filling = False
        self.show_plan()

    def _length_typed(self, *, half_days: int = 0, quarters: int = 0) -> None:
        """The length says on which day it ends, and how long it is in the other unit."""
        first = self.first.value()
        if first is None:
            return
        store, number = self.context.store, self.session.id
        wanted = NewDates(first, max(first, self.session.end_on))
        found = change_reaching(store, number, wanted, half_days=half_days, quarters=quarters)
        if not isinstance(found, NewDates):
            return
        self._limit = found.half_days
        after = touched_by_change(store, number, found).plan.after
        self._filling = True
        self.last.set_value(found.end_on)
        if half_days:
            self.hours.set_value(after.quarters // 4)
        else:
            self.half_days.set_value(len(after.planned))
        self._filling = False
        self.show_plan()
