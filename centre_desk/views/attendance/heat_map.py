"""The heat map of a session's month: people by days, a letter in each cell, rates beside and below, a table too.

Facts: the month that the roll shows. A click shows one person alone, Ctrl+C copies the table, and a sentence says
what the picture shows.
"""

from datetime import date
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QStackedWidget, QWidget

from centre_desk.queries.attendance.grid import GridSheet
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.attendance.figures import When
from centre_desk.rules.attendance.heat import HALF, NOT_HELD, Heat, HeatPerson, HeatRow, Share, compute_heat
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import month_name, percent, weekday_name
from centre_desk.views.attendance.quick_field import link_button
from centre_desk.views.attendance.roll_grid import TONES
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.palette import Tone, tokens_for, tone_colours
from centre_desk.views.parts.table import CENTRE, RIGHT, Column

_NAME, _CELL, _ROW, _HEAD, _RATE = 190, 26, 24, 40, 74
_FLAG = "!"


def heat_of(sheet: GridSheet, today: date) -> Heat:
    """Return the map of a month that is shown."""
    slots = {half.slot_id: half.planned.when for half in sheet.half_days}
    marks: dict[int, dict[When, MarkValue]] = {}
    for (enrolment_id, slot_id), value in sheet.marks.items():
        marks.setdefault(enrolment_id, {})[slots[slot_id]] = value
    people = [
        HeatPerson(p.enrolment_id, p.number, f"{p.name} {p.second_key}".strip(), p.stay, marks.get(p.enrolment_id, {}))
        for p in sheet.people
    ]
    return compute_heat(people, [half.planned for half in sheet.half_days], today, sheet.absences_in_a_row)


class HeatMap(QWidget):
    """Paints the map. `picked(enrolment)`: the row of a person was clicked."""

    picked = Signal(int)

    def __init__(self, words: Catalogue, heat: Heat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setObjectName("heat_map")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_heat(heat)

    def show_heat(self, heat: Heat) -> None:
        """Show a map; its summary is what a screen reader says."""
        self.heat = heat
        self.setAccessibleName(self._words.t("Heat map of attendance"))
        self.setAccessibleDescription(summary(heat, self._words))
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        wide = _NAME + len(self.heat.days) * _CELL + _RATE
        return QSize(wide, _HEAD + (len(self.heat.rows) + 1) * _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(tokens_for(self.palette()).surface))
        self._paint_days(painter)
        for at, row in enumerate(self.heat.rows):
            if event.rect().top() - _ROW <= _HEAD + at * _ROW <= event.rect().bottom():
                self._paint_row(painter, _HEAD + at * _ROW, row)
        self._paint_rates(painter)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = int(event.position().y() - _HEAD) // _ROW
        if event.position().y() >= _HEAD and at < len(self.heat.rows):
            self.picked.emit(self.heat.rows[at].person.id)

    def _paint_days(self, painter: QPainter) -> None:
        self._ink(painter, muted=True)
        for at, day in enumerate(self.heat.days):
            box, letter = QRectF(_NAME + at * _CELL, 0, _CELL, _HEAD), weekday_name(day, self._words.language)[0]
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{day.day}\n{letter.upper()}")

    def _paint_row(self, painter: QPainter, top: int, row: HeatRow) -> None:
        self._ink(painter)
        metrics, number = painter.fontMetrics(), f"{row.person.number:02d} "
        name = metrics.elidedText(number + row.person.name, Qt.TextElideMode.ElideRight, _NAME - 12)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(4, top, _NAME - 8, _ROW), middle, name)
        for at, letter in enumerate(row.letters):
            self._paint_cell(painter, at, top, letter, flagged=self.heat.days[at] in row.flagged)
        self._ink(painter)
        said = percent(*row.share, self._words.language) + (f" {_FLAG}" if row.flagged else "")
        right = middle | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRectF(self.width() - _RATE, top, _RATE - 8, _ROW), right, said)

    def _paint_cell(self, painter: QPainter, at: int, top: int, letter: str, *, flagged: bool) -> None:
        tokens, box = tokens_for(self.palette()), QRectF(_NAME + at * _CELL + 1, top + 1, _CELL - 2, _ROW - 2)
        ink, ground = tone_colours(tokens, tone_of(letter))
        if letter == "":
            painter.fillRect(box, QBrush(QColor(tokens.hatch), Qt.BrushStyle.BDiagPattern))
        elif letter.strip():
            painter.fillRect(box, QColor(ground))
        painter.setPen(QColor(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)
        if flagged:
            painter.setPen(QPen(QColor(tokens.bad), 1.5))
            painter.drawRect(box)

    def _paint_rates(self, painter: QPainter) -> None:
        top = _HEAD + len(self.heat.rows) * _ROW
        self._ink(painter, muted=True)
        font = painter.font()
        font.setPixelSize(10)
        painter.save()
        painter.setFont(font)
        for at, share in enumerate(self.heat.shares):
            box = QRectF(_NAME + at * _CELL, top, _CELL, _ROW)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, rounded(share))
        painter.restore()
        self._ink(painter)
        painter.drawText(QRectF(4, top, _NAME - 8, _ROW), Qt.AlignmentFlag.AlignVCenter, self._words.t("Present in %"))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        whole = percent(*self.heat.share, self._words.language)
        painter.drawText(QRectF(self.width() - _RATE, top, _RATE - 8, _ROW), right, whole)

    def _ink(self, painter: QPainter, *, muted: bool = False) -> None:
        tokens = tokens_for(self.palette())
        painter.setPen(QColor(tokens.muted if muted else tokens.text))


def tone_of(letter: str) -> Tone:
    """Return the tone of a letter of the map."""
    if letter == HALF:
        return Tone.WARN
    if letter in ("", NOT_HELD):
        return Tone.IDLE
    return TONES[MarkValue(letter)] if letter.strip() else Tone.PLAIN


def rounded(share: Share) -> str:
    """Return a share in whole percent, or nothing where nothing was held yet."""
    there, of = share
    return str((200 * there + of) // (2 * of)) if of else ""


def summary(heat: Heat, words: Catalogue) -> str:
    """Say in one or two sentences what the map shows."""
    said = words.t(
        "{people} people, {days} days: {rate} present to date.",
        people=len(heat.rows),
        days=len(heat.days),
        rate=percent(*heat.share, words.language),
    )
    names = ", ".join(row.person.name for row in heat.flagged)
    return f"{said} {words.t('Absences in a row: {names}.', names=names)}" if names else said


def _letter(at: int, row: HeatRow) -> str:
    return row.letters[at]


def columns_of(heat: Heat, words: Catalogue) -> list[Column[HeatRow]]:
    """Return the columns of the map as a table."""
    t = words.t
    days = [
        Column[HeatRow](f"{day:%d/%m}", partial(_letter, at), align=CENTRE, width=62)
        for at, day in enumerate(heat.days)
    ]
    return [
        Column[HeatRow](t("No."), lambda row: f"{row.person.number:02d}", align=RIGHT, width=44),
        Column[HeatRow](t("Trainee"), lambda row: row.person.name, width=180),
        Column[HeatRow](t("Rate"), lambda row: percent(*row.share, words.language), align=RIGHT, width=70),
        Column[HeatRow](t("In a row"), lambda row: _FLAG if row.flagged else "", align=CENTRE, width=70),
        *days,
    ]


class HeatDialog(FormDialog):
    """The map of a month, its table, and its summary."""

    def __init__(self, context: Context, parent: QWidget | None, sheet: GridSheet) -> None:
        words = context.words
        month = month_name(sheet.month, words.language)
        title = words.t("Attendance · {session} · {month}", session=sheet.session, month=month)
        super().__init__(context, parent, title=title, verb=words.t("Close"))
        self.heat = heat_of(sheet, context.today())
        self.chart = HeatMap(words, self.heat)
        self.table = DataTable(columns_of(self.heat, words), name="heat_table", label=words.t("Table of the heat map"))
        self.table.set_rows(self.heat.rows)
        self.said = QLabel(summary(self.heat, words))
        self.said.setObjectName("heat_summary")
        self.said.setWordWrap(True)
        self.everyone = link_button("heat_everyone", words.t("Show everyone"))
        self.switch = link_button("heat_switch", words.t("Show the table"))
        self._lay_out_map()
        self.chart.picked.connect(self.show_person)
        self.everyone.clicked.connect(lambda: self._show(self.heat))
        self.switch.clicked.connect(self._turn)

    def show_person(self, enrolment_id: int) -> None:
        """Show one person alone."""
        self._show(self.heat.only(enrolment_id))

    def copy(self) -> None:
        """Put the table on the clipboard."""
        chart, columns = self.chart.heat, columns_of(self.heat, self.words)
        lines = ["\t".join(column.header for column in columns)]
        lines += ["\t".join(column.display(row).strip() for column in columns) for row in chart.rows]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.dismiss.hide()  # nothing is entered here

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        super().keyPressEvent(event)

    def _show(self, heat: Heat) -> None:
        self.chart.show_heat(heat)
        self.table.set_rows(heat.rows)
        self.everyone.setVisible(len(heat.rows) < len(self.heat.rows))
        self.said.setText(summary(heat, self.words))

    def _turn(self) -> None:
        table = self._pages.currentIndex() == 0
        self._pages.setCurrentIndex(1 if table else 0)
        self.switch.setText(self.words.t("Show the map") if table else self.words.t("Show the table"))

    def _lay_out_map(self) -> None:
        area = QScrollArea()
        area.setObjectName("heat_area")
        area.setAccessibleName(self.words.t("Heat map of attendance"))
        area.setWidget(self.chart)
        self._pages = QStackedWidget()
        self._pages.addWidget(area)
        self._pages.addWidget(self.table)
        links = QHBoxLayout()
        for link in (self.switch, self.everyone):
            links.addWidget(link)
        links.addStretch(1)
        self.everyone.hide()
        self.body.addWidget(self.said)
        self.body.addWidget(self._pages, 1)
        self.body.addLayout(links)
        wanted = self.chart.sizeHint()
        self.resize(min(980, wanted.width() + 64), min(640, wanted.height() + 200))

