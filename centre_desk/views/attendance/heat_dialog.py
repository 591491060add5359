"""The heat map of a month or of the whole session, its table, and its summary.

Facts: what `heat_sheet` reads. A click shows one person, or who was away on a day; Ctrl+C copies the table.
"""

from datetime import date
from enum import StrEnum
from functools import partial

from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStackedWidget, QWidget

from centre_desk.queries.attendance.grid import GridSheet
from centre_desk.queries.attendance.heat import HeatSheet, heat_sheet
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.attendance.heat import HALF, NOT_HELD, Heat, HeatRow
from centre_desk.rules.attendance.quick import numbered
from centre_desk.rules.dates import first_day, last_day
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import full_date, month_name, percent
from centre_desk.views.attendance.heat_map import FLAG, HeatMap, letter_words, rounded, summary
from centre_desk.views.attendance.quick_field import link_button
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.dialogs import FormDialog, name_field
from centre_desk.views.parts.fields import ChoiceField
from centre_desk.views.parts.head import ElidedLabel
from centre_desk.views.parts.style import set_look
from centre_desk.views.parts.table import CENTRE, RIGHT, Column


class Span(StrEnum):
    """Which days the map shows."""

    MONTH = "month"
    SESSION = "session"


def columns_of(heat: Heat, words: Catalogue) -> list[Column[HeatRow]]:
    """Return the columns of the map as a table."""
    t, language = words.t, words.language
    days = [
        Column[HeatRow](f"{day:%d/%m}", partial(_letter, at), align=CENTRE, width=62)
        for at, day in enumerate(heat.days)
    ]
    return [
        Column[HeatRow](t("No."), lambda row: numbered(row.person.number, heat.width), align=RIGHT, width=44),
        Column[HeatRow](t("Trainee"), lambda row: row.person.full_name, width=180),
        Column[HeatRow](t("To date"), lambda row: percent(*row.figures.to_date, language), align=RIGHT, width=76),
        Column[HeatRow](t("Of planned"), lambda row: percent(*row.figures.of_planned, language), align=RIGHT, width=84),
        Column[HeatRow](t("In a row"), lambda row: FLAG if row.flagged else "", align=CENTRE, width=70),
        *days,
    ]


def _letter(at: int, row: HeatRow) -> str:
    return row.letters[at]


def table_text(heat: Heat, words: Catalogue) -> str:
    """Return the map as a spreadsheet takes it: heads, a line a person, and who was there each day in percent."""
    columns, language = columns_of(heat, words), words.language
    lines = [[column.header for column in columns]]
    lines += [[column.display(row).strip() for column in columns] for row in heat.rows]
    whole = [percent(*heat.figures.to_date, language), percent(*heat.figures.of_planned, language)]
    lines.append(["", words.t("Present in %"), *whole, "", *(rounded(share) for share in heat.shares)])
    return "\n".join("\t".join(line) for line in lines)


def legend(words: Catalogue) -> str:
    """Return what each sign of the map means."""
    marks = [f"{mark.value} {words.word(mark)}" for mark in MarkValue]
    signs = [f"{sign} {letter_words(sign, words)}" for sign in (HALF, NOT_HELD)]
    return " · ".join([*marks, *signs, words.t("▨ not entered"), f"{FLAG} {words.t('absences in a row')}"])


class HeatTable(DataTable[HeatRow]):
    """The map as a table; copied whole, it ends with who was there each day."""

    def __init__(self, heat: Heat, words: Catalogue) -> None:
        label = words.t("Table of the heat map")
        super().__init__(columns_of(heat, words), name="heat_table", label=label)
        self._heat, self._words = heat, words

    def show_heat(self, heat: Heat) -> None:
        """Show other people of the same days."""
        self._heat = heat
        self.set_rows(heat.rows)

    def copy(self) -> None:
        """Put the selected rows on the clipboard, or the whole table."""
        if self.selected_rows():
            super().copy()
        else:
            QGuiApplication.clipboard().setText(table_text(self._heat, self._words))


class HeatDialog(FormDialog):
    """The map, as a picture or as a table."""

    def __init__(self, context: Context, parent: QWidget | None, sheet: GridSheet) -> None:
        words = context.words
        t = words.t
        super().__init__(
            context, parent, title=t("Attendance · {session}", session=sheet.session), verb=t("Close")
        )
        self._session_id, self._month = sheet.session_id, sheet.month
        month = month_name(sheet.month, words.language)
        self.span = ChoiceField[Span]([(Span.MONTH, month), (Span.SESSION, t("whole session"))])
        name_field(self.span, "heat_span", t("Days shown"))
        self.heat: Heat | None = None
        self.chart = HeatMap(words, self)
        self.table: HeatTable | None = None
        self.said = QLabel()
        self.said.setObjectName("heat_summary")
        self.said.setWordWrap(True)
        self.cell = ElidedLabel(look="muted")
        self.cell.setObjectName("heat_cell")
        self.everyone = link_button("heat_everyone", t("Show everyone"))
        self.switch = link_button("heat_switch", t("Show the table"))
        self._lay_out_map()
        self.chart.picked.connect(self.show_person)
        self.chart.day_picked.connect(self.show_away)
        self.chart.told.connect(self.cell.setText)
        self.everyone.clicked.connect(self.show_everyone)
        self.switch.clicked.connect(self._turn)
        self.span.activated.connect(lambda _at: self.read())
        self.read()

    def read(self) -> None:
        """Read the map of the days chosen."""
        store, session_id, today = self.context.store, self._session_id, self.context.today()
        days = (first_day(self._month), last_day(self._month))
        first, last = days if self.span.value() is not Span.SESSION else (date.min, date.max)
        self.fetch(lambda _report: heat_sheet(store, session_id, first, last, today), self._take)

    def show_person(self, enrolment_id: int) -> None:
        """Show one person alone."""
        if self.heat is not None:
            self._show(self.heat.only(enrolment_id))

    def show_away(self, day: date) -> None:
        """Show who was away on a day."""
        if self.heat is not None:
            self._show(self.heat.away_on(day))

    def show_everyone(self) -> None:
        """Show everybody again."""
        if self.heat is not None:
            self._show(self.heat)
            self.chart.setFocus()

    def copy(self) -> None:
        """Put the table on the clipboard."""
        QGuiApplication.clipboard().setText(table_text(self.chart.heat, self.words))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.dismiss.hide()  # nothing is entered here
        self.chart.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        super().keyPressEvent(event)

    def _take(self, sheet: HeatSheet) -> None:
        self.heat = sheet.heat
        old, self.table = self.table, HeatTable(sheet.heat, self.words)
        self._pages.addWidget(self.table)
        if old is not None:
            self._pages.removeWidget(old)
            old.deleteLater()
        self._pages.setCurrentIndex(1 if self._shows_table() else 0)
        self._show(sheet.heat)
        self.chart.bring_day(self.context.today())

    def _show(self, heat: Heat) -> None:
        whole = self.heat
        self.chart.show_heat(heat)
        if self.table is not None:
            self.table.show_heat(heat)
        filtered = whole is not None and (len(heat.rows) < len(whole.rows) or heat.away is not None)
        self.everyone.setVisible(filtered)
        said = summary(heat, self.words)
        if heat.away is not None:
            day = full_date(heat.away, self.words.language)
            said = self.words.n("{count} away on {day}.", "{count} away on {day}.", len(heat.rows), day=day)
        self.said.setText(said)

    def _shows_table(self) -> bool:
        return self.switch.text() == self.words.t("Show the map")

    def _turn(self) -> None:
        table = not self._shows_table()
        self._pages.setCurrentIndex(1 if table else 0)
        self.switch.setText(self.words.t("Show the map") if table else self.words.t("Show the table"))
        (self.table if table and self.table is not None else self.chart).setFocus()

    def _lay_out_map(self) -> None:
        self._pages = QStackedWidget()
        self._pages.addWidget(self.chart)
        signs = QLabel(legend(self.words))
        signs.setObjectName("heat_legend")
        signs.setWordWrap(True)
        set_look(signs, "muted")
        self.span.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        links = QHBoxLayout()
        links.setSpacing(16)
        for link in (self.span, self.switch, self.everyone):
            links.addWidget(link)
        links.addWidget(self.cell)
        links.addStretch(1)
        self.everyone.hide()
        self.body.addWidget(self.said)
        self.body.addLayout(links)
        self.body.addWidget(self._pages, 1)
        self._buttons.insertWidget(0, signs, 100)
        self.resize(940, 600)
