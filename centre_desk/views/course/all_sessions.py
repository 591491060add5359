"""A month of all sessions: one line a session, a letter for each day on which it is held."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QTableView

from centre_desk.queries.course import CalendarRow
from centre_desk.rules.course import HalfDay
from centre_desk.rules.course.timetable import Half
from centre_desk.rules.dates import days_between, first_day, last_day
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import full_date
from centre_desk.views.parts.datatable import DataTable, RowDelegate
from centre_desk.views.parts.dialogs import name_field
from centre_desk.views.parts.palette import Tone, tokens_for, tone_colours
from centre_desk.views.parts.style import set_look
from centre_desk.views.parts.table import CENTRE, Column, Index

_DAY_WIDTH = 26


class DayDelegate(RowDelegate):
    """Paints the letter of a day on a small ground, as wide as the column."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        text = index.data()
        if index.column() == 0 or not text:
            super().paint(painter, option, index)
            return
        ink, ground = tone_colours(tokens_for(option.palette), Tone.SOFT)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        box = QRectF(option.rect).adjusted(2, 4, -2, -4)
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QColor(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()


def letter(row: CalendarRow, day: date, words: Catalogue) -> str:
    """Return the letter of a session's day: M morning, A afternoon, J whole day; empty for none."""
    held = frozenset(half for half in HalfDay if Half(day, half) in row.halves)
    if len(held) == len(HalfDay):
        return words.p("letter of a whole day", "D")
    if HalfDay.MORNING in held:
        return words.p("letter of a half-day", "M")
    return words.p("letter of a half-day", "A") if held else ""


def month_columns(month: str, rows: Sequence[CalendarRow], words: Catalogue) -> list[Column[CalendarRow]]:
    """Return the columns of a month: the session, then its days; a weekend only where something is held on it."""
    held = {half.day for row in rows for half in row.halves}
    days = days_between(first_day(month), last_day(month))
    columns = [Column[CalendarRow](words.t("Session"), lambda row: row.name, width=150)]
    columns += [_day_column(day, words) for day in days if day.weekday() < 5 or day in held]
    return columns


def _day_column(day: date, words: Catalogue) -> Column[CalendarRow]:
    name = full_date(day, words.language)
    return Column(
        str(day.day),
        lambda row: letter(row, day, words),
        align=CENTRE,
        width=_DAY_WIDTH,
        tip=lambda row: f"{name} · {row.name}",
    )


class AllSessions(DataTable[CalendarRow]):
    """The table of a month; made anew for each month, as its columns are its days."""

    def __init__(self, month: str, rows: Sequence[CalendarRow], words: Catalogue) -> None:
        super().__init__(month_columns(month, rows, words), name="all_sessions", label=words.t("All sessions"))
        set_look(self, "days")
        self.horizontalHeader().setMinimumSectionSize(_DAY_WIDTH)
        self.horizontalHeader().setStretchLastSection(False)
        for number in range(1, self.rows_model.columnCount()):
            self.horizontalHeader().resizeSection(number, _DAY_WIDTH)
        self.setItemDelegate(DayDelegate(self))
        self.set_empty("sessions", words.t("No session has half-days in this month."))
        self.setSortingEnabled(False)
        self.set_rows(rows)
        self._names = self._frozen_names()
        self.verticalScrollBar().valueChanged.connect(self._names.verticalScrollBar().setValue)

    def _frozen_names(self) -> QTableView:
        """Show the names once more over the days, which scroll below them in a small window."""
        names = QTableView(self)
        name_field(names, "all_sessions_names", self.accessibleName())
        names.setModel(self.model())
        names.setSelectionModel(self.selectionModel())
        names.setItemDelegate(DayDelegate(names))
        names.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        names.setShowGrid(False)
        names.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        names.setVerticalScrollMode(self.verticalScrollMode())
        for number in range(2, self.rows_model.columnCount()):  # a second one, clipped: the look of a first head
            names.setColumnHidden(number, True)
        names.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        names.horizontalHeader().setDefaultAlignment(self.horizontalHeader().defaultAlignment())
        names.verticalHeader().hide()
        names.verticalHeader().setDefaultSectionSize(self.verticalHeader().defaultSectionSize())
        for policy in (names.setHorizontalScrollBarPolicy, names.setVerticalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_look(names, "days")
        return names

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.columnWidth(0) + self.frameWidth()
        high = self.viewport().height() + self.horizontalHeader().height() + self.frameWidth()
        self._names.setColumnWidth(0, self.columnWidth(0))
        self._names.horizontalHeader().setFixedHeight(self.horizontalHeader().height())
        self._names.setGeometry(0, 0, wide, high)  # its edges lie on those of the table
        needed = sum(self.columnWidth(number) for number in range(self.rows_model.columnCount()))
        self._names.setVisible(bool(self.rows()) and needed > self.viewport().width())
