"""Days off of a year: confirmed, still estimated, cancelled. The director changes them."""

from datetime import date

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from centre_desk.actions.centre.calendar import add_holiday, cancel_holiday, confirm_holidays
from centre_desk.queries.centre import HolidayRow, holidays_between
from centre_desk.rules.centre import HolidayKind, HolidaySpan
from centre_desk.rules.room import Room
from centre_desk.texts.formats import short_date, weekday_name
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.dialogs import FormDialog, ReasonDialog, name_field
from centre_desk.views.parts.fields import ChoiceField, DateField
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.panel import Panel
from centre_desk.views.parts.style import set_look
from centre_desk.views.parts.table import Column


class HolidaysPanel(Panel):
    """One year of days off; links confirm an estimated day or cancel one."""

    reads = frozenset({Room.CENTRE})
    help_page = "settings"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        t = self.words.t
        self._year = context.today().year
        self.head.set_title(t("Days off"))
        self.back = self._stepper("holidays_back", "‹", t("Previous year"))
        self.year = QLabel()
        self.year.setObjectName("holidays_year")
        self.head.add_widget(self.year)
        self.on = self._stepper("holidays_next", "›", t("Next year"))
        self.add = self.head.add_button("holiday_add", t("Add a day off"), primary=True)
        self.table: DataTable[HolidayRow] = DataTable(self._columns(), name="holidays", label=t("Days off"))
        self.table.set_empty("empty", t("No day off is known for this year."), t("Add a day off"), self.open_new)
        self.body.addWidget(self.table, 1)
        self.back.clicked.connect(lambda: self._step(-1))
        self.on.clicked.connect(lambda: self._step(1))
        self.add.clicked.connect(self.open_new)
        self.table.linked.connect(self._linked)
        self.table.opened.connect(lambda row: self._linked(row, "confirm") if row.estimated else None)

    def load(self) -> None:
        """Read the days off of the year."""
        self.year.setText(str(self._year))
        days = date(self._year, 1, 1), date(self._year, 12, 31)
        self.table.set_rows(holidays_between(self.context.store, *days, self.words.language))

    def open_new(self) -> None:
        """Ask for a day off."""
        self.show_dialog(HolidayDialog(self.context, self))

    def _step(self, years: int) -> None:
        self._year += years
        self.load()

    def _linked(self, row: HolidayRow, column: str) -> None:
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        if column == "confirm":
            self.act(lambda: confirm_holidays(store, holiday_ids=[row.id], by=by, at=at))
            return
        title = self.words.t("Cancel {name} on {day}", name=row.name, day=short_date(row.day))
        dialog = ReasonDialog(self.context, self, title=title, verb=self.words.t("Cancel the day off"))
        dialog.given.connect(lambda reason: self._cancel(row.id, reason))
        dialog.open()

    def _cancel(self, number: int, reason: str) -> None:
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(lambda: cancel_holiday(store, holiday_id=number, reason=reason, by=by, at=at))

    def _stepper(self, name: str, sign: str, label: str) -> QPushButton:
        button = QPushButton(sign)
        name_field(button, name, label)
        button.setToolTip(label)
        set_look(button, "step")
        self.head.add_widget(button)
        return button

    def _columns(self) -> list[Column[HolidayRow]]:
        words, t = self.words, self.words.t
        return [
            Column(t("Day"), lambda row: short_date(row.day), lambda row: row.day, width=92),
            Column("", lambda row: weekday_name(row.day, words.language), width=88, spare=True),
            Column(t("Name"), lambda row: row.name, tip=lambda row: row.note or row.name),
            Column(t("Length"), lambda row: words.word(row.span), width=100, spare=True),
            Column(t("State"), self._state, width=100, tone=_tone),
            Column(
                "",
                lambda row: t("Confirm") if row.estimated and not row.cancelled else "",
                width=100,
                link=True,
                name="confirm",
                spare=True,
            ),
            Column("", lambda row: "" if row.cancelled else t("Cancel…"), width=80, link=True, name="cancel"),
        ]

    def _state(self, row: HolidayRow) -> str:
        if row.cancelled:
            return self.words.p("day off", "cancelled")
        return self.words.p("day off", "estimated" if row.estimated else "sure")


def _tone(row: HolidayRow) -> Tone:
    if row.cancelled:
        return Tone.IDLE
    return Tone.WARN if row.estimated else Tone.OK


class HolidayDialog(FormDialog):
    """A day off: day, name, whole or half, kind."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Add a day off"), verb=t("Declare it off"))
        self.setObjectName("add_holiday")
        self.day = DateField(self.words, context.today(), required=True)
        self.name = QLineEdit()
        self.span: ChoiceField[HolidaySpan] = ChoiceField([(s, self.words.word(s)) for s in HolidaySpan])
        self.kind: ChoiceField[HolidayKind] = ChoiceField([(k, self.words.word(k)) for k in HolidayKind])
        self.kind.set_value(HolidayKind.BRIDGE)
        self.note = QLineEdit()
        self.add_field(t("Day"), self.day, "holiday_day")
        self.add_field(t("Why it is off"), self.name, "holiday_name")
        self.add_field(t("Length"), self.span, "holiday_span")
        self.add_field(t("Kind"), self.kind, "holiday_kind")
        self.add_field(t("Document"), self.note, "holiday_note")

    def submit(self) -> None:
        """Declare the day off."""
        day, name, note = self.day.value(), self.name.text(), self.note.text()
        if day is None:
            self.refusals.show_sentences([self.day.mark()])
            return
        span, kind = self.span.value() or HolidaySpan.DAY, self.kind.value() or HolidayKind.OTHER
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(lambda: add_holiday(store, day=day, name_fr=name, span=span, kind=kind, note=note, by=by, at=at))
