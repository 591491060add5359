"""The picture of the heat map: people by days, a letter in each cell, rates beside and below.

Names, days and rates stay in sight while the cells scroll; only what is in sight is painted. A name, or Enter on
a row, picks a person; a day, or Enter on it, picks who was away. The cell with the cursor is said in words.
"""

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.attendance.figures import Figures
from centre_desk.rules.attendance.heat import HALF, NOT_HELD, Heat, HeatRow, Share
from centre_desk.rules.attendance.quick import numbered
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import full_date, month_name, percent, weekday_name
from centre_desk.views.attendance.roll_grid import TONES
from centre_desk.views.parts.grid.paint import Inks, make_inks
from centre_desk.views.parts.palette import Tokens, Tone, tokens_for

CELL, ROW = 26, 24
HEAD, FOOT = 54, 24
_LOW, _LOW_ROW = 260, 20
_FLAG_WIDE, _RATE = 18, 62
_RATES = _FLAG_WIDE + 2 * _RATE
_LEAST_NAME, _MOST_NAME = 110, 220
FLAG = "!"
_CENTRE = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_STEPS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class HeatMap(QAbstractScrollArea):
    """Paints a map. `picked(enrolment)`, `day_picked(date)`; `told(sentence)`: the cell that has the cursor.

    Row -1 is that of the days, column -1 that of the names.
    """

    picked = Signal(int)
    day_picked = Signal(object)
    told = Signal(str)

    def __init__(self, words: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._at = (0, -1)
        self._inks: tuple[Tokens, Inks] | None = None
        self.heat = Heat((), (), (), Figures())
        self.setObjectName("heat_map")
        self.setAccessibleName(words.t("Heat map of attendance"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)

    def show_heat(self, heat: Heat) -> None:
        """Show a map; its summary is what a screen reader says."""
        same = heat.days == self.heat.days
        self.heat = heat
        self.setAccessibleDescription(summary(heat, self._words))
        row, column = self._at
        self._at = (min(row, len(heat.rows) - 1), column if same else -1)
        self._fit()
        self.viewport().update()

    def bring_day(self, day: date) -> None:
        """Scroll the last day up to this one into sight, with those before it."""
        past = sum(one <= day for one in self.heat.days)
        bar = self.horizontalScrollBar()
        if past > bar.pageStep():
            bar.setValue(past - bar.pageStep())

    def sizeHint(self) -> QSize:
        wide = _MOST_NAME + len(self.heat.days) * CELL + _RATES
        return QSize(wide + 4, HEAD + len(self.heat.rows) * ROW + FOOT + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_NAME + _RATES + 4 * CELL, HEAD + FOOT + 3 * ROW)

    # Where things are

    def name_width(self) -> int:
        """Return how wide the names are: in a small window they leave most of the room to the days."""
        return max(_LEAST_NAME, min(_MOST_NAME, self.viewport().width() * 30 // 100))

    def cell_box(self, row: int, column: int) -> QRect:
        """Return the box of a cell on the viewport; row -1: a day's head, column -1: a name."""
        name = self.name_width()
        high = self.row_height()
        left = 0 if column < 0 else name + (column - self.horizontalScrollBar().value()) * CELL
        top = 0 if row < 0 else HEAD + (row - self.verticalScrollBar().value()) * high
        return QRect(left, top, name if column < 0 else CELL, HEAD if row < 0 else high)

    def row_height(self) -> int:
        """Return the height of a row: less in a low window, so that more of them are in sight."""
        return ROW if self.viewport().height() >= _LOW else _LOW_ROW

    def _cells(self) -> QRect:
        """Return the box of the cells in sight: whole rows and columns, none is cut."""
        wide, high = self.viewport().width(), self.viewport().height()
        name, row = self.name_width(), self.row_height()
        days = min((wide - name - _RATES) // CELL, len(self.heat.days))
        people = min((high - HEAD - FOOT) // row, len(self.heat.rows))
        return QRect(name, HEAD, max(0, days) * CELL, max(0, people) * row)

    def _fit(self) -> None:
        """Let the bars scroll by whole rows and columns."""
        cells = self._cells()
        for bar, whole, room in (
            (self.horizontalScrollBar(), len(self.heat.days), cells.width() // CELL),
            (self.verticalScrollBar(), len(self.heat.rows), cells.height() // self.row_height()),
        ):
            bar.setRange(0, max(0, whole - room))
            bar.setPageStep(max(1, room))

    def _at_point(self, x: int, y: int) -> tuple[int, int] | None:
        """Return the cell under a point: None where there is none."""
        cells = self._cells()
        row, column = -1, -1
        if cells.top() <= y <= cells.bottom():
            row = (y - HEAD) // self.row_height() + self.verticalScrollBar().value()
        elif y >= HEAD:
            return None
        if cells.left() <= x <= cells.right():
            column = (x - cells.left()) // CELL + self.horizontalScrollBar().value()
        return (row, column) if row >= 0 or column >= 0 else None

    def _in_sight(self) -> tuple[range, range]:
        """Return the rows and the columns of which something is in sight."""
        cells, x, y = self._cells(), self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return range(y, y + cells.height() // self.row_height()), range(x, x + cells.width() // CELL)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, cells = tokens_for(self.palette()), self._cells()
        if self._inks is None or self._inks[0] is not tokens:
            self._inks = (tokens, make_inks(tokens))
        rows, columns = self._in_sight()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(tokens.surface))
        self._paint_cells(painter, self._inks[1], rows, columns)
        painter.setClipRect(0, cells.top(), self.viewport().width(), cells.height())
        for row in rows:
            self._paint_sides(painter, tokens, row)
        painter.setClipRect(cells.left(), 0, cells.width(), self.viewport().height())
        self._paint_days(painter, tokens, columns)
        self._paint_shares(painter, tokens, columns)
        painter.setClipping(False)
        self._paint_captions(painter, tokens)
        if self.hasFocus() and self.heat.rows:
            painter.setPen(self._inks[1].border)
            painter.drawRect(self.cell_box(*self._at).adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_cells(self, painter: QPainter, inks: Inks, rows: range, columns: range) -> None:
        painter.setClipRect(self._cells())
        for row in rows:
            line = self.heat.rows[row]
            for column in columns:
                box = self.cell_box(row, column).adjusted(1, 1, -1, -1)
                letter = line.letters[column]
                tone = tone_of(letter)
                if letter == "":
                    painter.fillRect(box, inks.hatch)
                elif letter.strip():
                    painter.fillRect(box, inks.ground[tone])
                painter.setPen(inks.text[tone])
                painter.drawText(box, _CENTRE, letter)
                if self.heat.days[column] in line.flagged:
                    painter.setPen(inks.text[Tone.BAD])
                    painter.drawRect(box.adjusted(0, 0, -1, -1))

    def _paint_sides(self, painter: QPainter, tokens: Tokens, row: int) -> None:
        """Paint the name at the left of a row, its flag and its rates at the right."""
        line, box = self.heat.rows[row], self.cell_box(row, -1)
        metrics, language = painter.fontMetrics(), self._words.language
        painter.setPen(QColor(tokens.text))
        name = metrics.elidedText(named(line, self.heat.width), Qt.TextElideMode.ElideRight, box.width() - 12)
        painter.drawText(box.adjusted(4, 0, -8, 0), _LEFT, name)
        for number, share in enumerate((line.figures.to_date, line.figures.of_planned)):
            painter.setPen(QColor(tokens.muted if number else tokens.text))
            painter.drawText(self._rate_box(number, box.top(), box.height()), _RIGHT, percent(*share, language))
        if line.flagged:
            painter.setPen(QColor(tokens.bad))
            painter.drawText(QRect(self._rates_left(), box.top(), _FLAG_WIDE, box.height()), _CENTRE, FLAG)

    def _rates_left(self) -> int:
        return self._cells().right() + 1

    def _rate_box(self, number: int, top: int, high: int) -> QRect:
        return QRect(self._rates_left() + _FLAG_WIDE + number * _RATE, top, _RATE - 8, high)

    def _paint_days(self, painter: QPainter, tokens: Tokens, columns: range) -> None:
        days, language = self.heat.days, self._words.language
        for column in columns:
            day, box = days[column], self.cell_box(-1, column)
            first = column == 0 or days[column - 1].month != day.month
            painter.setPen(QColor(tokens.accent if day == self.heat.away else tokens.muted))
            text = f"{day.day}\n{weekday_name(day, language)[0].upper()}"
            painter.drawText(box.adjusted(0, 18, 0, 0), _CENTRE, text)
            if first and column:
                painter.setPen(QColor(tokens.line))
                painter.drawLine(box.left(), 0, box.left(), self._cells().bottom())
        for column, month in self._months(columns):
            painter.setPen(QColor(tokens.muted))
            left = max(self.cell_box(-1, column).left(), self._cells().left())
            painter.drawText(QRect(left + 4, 2, 160, 18), _LEFT, month)

    def _months(self, columns: range) -> Iterator[tuple[int, str]]:
        """Return where a month begins in sight, with its name where the next one leaves room for it."""
        days = self.heat.days
        starts = [c for c in columns if c == columns[0] or days[c - 1].month != days[c].month]
        for at, column in enumerate(starts):
            after = starts[at + 1] if at + 1 < len(starts) else len(days)
            month = month_name(f"{days[column]:%Y-%m}", self._words.language)
            if self.fontMetrics().horizontalAdvance(month) + 6 <= (after - column) * CELL:
                yield column, month

    def _paint_shares(self, painter: QPainter, tokens: Tokens, columns: range) -> None:
        top, font = self._cells().bottom() + 1, painter.font()
        small = painter.font()
        small.setPixelSize(11)
        painter.setFont(small)
        painter.setPen(QColor(tokens.muted))
        for column in columns:
            box = QRect(self.cell_box(-1, column).left(), top, CELL, FOOT)
            painter.drawText(box, _CENTRE, rounded(self.heat.shares[column]))
        painter.setFont(font)

    def _paint_captions(self, painter: QPainter, tokens: Tokens) -> None:
        """Say what the rates at the right and the shares below are; their corner holds the rates of all."""
        t, top, name = self._words.t, self._cells().bottom() + 1, self.name_width()
        painter.setPen(QColor(tokens.muted))
        painter.drawText(QRect(4, top, name - 8, FOOT), _LEFT, t("Present in %"))
        heads = (t("to date"), t("of planned"))
        for number, share in enumerate((self.heat.figures.to_date, self.heat.figures.of_planned)):
            painter.drawText(self._rate_box(number, 18, HEAD - 18), _RIGHT | Qt.TextFlag.TextWordWrap, heads[number])
            painter.drawText(self._rate_box(number, top, FOOT), _RIGHT, percent(*share, self._words.language))
        painter.setPen(QColor(tokens.line))
        for y in (HEAD - 1, top):
            painter.drawLine(0, y, self._rates_left() + _RATES, y)

    # In words

    def spoken(self, row: int, column: int) -> str:
        """Return a cell, a name with its rates, or a day, in words."""
        t, heat, language = self._words.t, self.heat, self._words.language
        if row < 0:
            day = full_date(heat.days[column], language)
            return t("{day}: {share} % present", day=day, share=rounded(heat.shares[column]) or "–")
        line = heat.rows[row]
        if column >= 0:
            said, day = letter_words(line.letters[column], self._words), full_date(heat.days[column], language)
            return t("{name}, {day}: {mark}", name=named(line, heat.width), day=day, mark=said or "–")
        rates = {"to_date": percent(*line.figures.to_date, language)}
        rates["of_planned"] = percent(*line.figures.of_planned, language)
        said = t("Attendance to date {to_date} · of planned {of_planned}", **rates)
        flag = f" · {t('absences in a row')}" if line.flagged else ""
        return f"{named(line, heat.width)} · {said}{flag}"

    # Qt

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._go(*self._at)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self._at_point(event.pos().x(), event.pos().y())
            if at is None and event.pos().x() > self._cells().right():
                at = self._at_point(0, event.pos().y())
            QToolTip.showText(event.globalPos(), self.spoken(*at) if at is not None else "", self)
            return True
        return super().viewportEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self._at_point(round(event.position().x()), round(event.position().y()))
        if event.button() is Qt.MouseButton.LeftButton and at is not None:
            self._go(*at)
            self._pick()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._at_point(round(event.position().x()), round(event.position().y()))
        hand = Qt.CursorShape.PointingHandCursor if at is not None else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(hand)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, column = self._at
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self._go(row + step[0], column + step[1])
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(row, -1 if event.key() == Qt.Key.Key_Home else len(self.heat.days) - 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick()
        else:
            event.ignore()

    def _go(self, row: int, column: int) -> None:
        """Put the cursor on a cell, scroll it into sight, and say it."""
        if not self.heat.rows:
            return
        row = max(-1, min(row, len(self.heat.rows) - 1))
        column = max(-1, min(column, len(self.heat.days) - 1))
        if row < 0 and column < 0:
            return
        self._at = (row, column)
        rows, columns = self._in_sight()
        for bar, at, seen in ((self.horizontalScrollBar(), column, columns), (self.verticalScrollBar(), row, rows)):
            if at >= 0 and seen:
                bar.setValue(bar.value() + min(0, at - seen[0]) + max(0, at - seen[-1]))
        self.viewport().update()
        self.told.emit(self.spoken(row, column))

    def _pick(self) -> None:
        row, column = self._at
        if row < 0 <= column:
            self.day_picked.emit(self.heat.days[column])
        elif 0 <= row < len(self.heat.rows):
            self.picked.emit(self.heat.rows[row].person.id)


def named(row: HeatRow, width: int) -> str:
    """Return register number and name, with what tells it from the same name."""
    return f"{numbered(row.person.number, width)} {row.person.full_name}"


def tone_of(letter: str) -> Tone:
    """Return the tone of a letter of the map."""
    if letter == HALF:
        return Tone.WARN
    if letter in ("", NOT_HELD):
        return Tone.IDLE
    return TONES[MarkValue(letter)] if letter.strip() else Tone.PLAIN


def letter_words(letter: str, words: Catalogue) -> str:
    """Return a letter of the map in words; nothing outside the enrolment, or for a day to come."""
    signs = {HALF: words.t("there half of the day"), NOT_HELD: words.t("not held"), "": words.t("not entered")}
    if letter in signs:
        return signs[letter]
    return words.word(MarkValue(letter)) if letter.strip() else ""


def rounded(share: Share) -> str:
    """Return a share in whole percent, or nothing where nothing was held yet."""
    there, of = share
    return str((200 * there + of) // (2 * of)) if of else ""


def summary(heat: Heat, words: Catalogue) -> str:
    """Say in one or two sentences what the map shows."""
    language = words.language
    said = words.t(
        "{people} people, {days} days: attendance to date {to_date}, of planned {of_planned}.",
        people=len(heat.rows),
        days=len(heat.days),
        to_date=percent(*heat.figures.to_date, language),
        of_planned=percent(*heat.figures.of_planned, language),
    )
    if not heat.flagged:
        return said
    names = ", ".join(row.person.name for row in heat.flagged)
    past = ", ".join(row.person.name for row in heat.flagged if not row.running)
    if not past:
        return f"{said} {words.t('Absences in a row: {names}.', names=names)}"
    if past == names:
        return f"{said} {words.t('Absences in a row, all over since: {names}.', names=names)}"
    return f"{said} {words.t('Absences in a row: {names}; over since: {past}.', names=names, past=past)}"
