"""The title line of the roll: which session, which half-day, the one before and the one after, and the rest."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter

from centre_desk.queries.attendance.grid import GridHalfDay, SlotAt
from centre_desk.queries.course import SessionRow
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import month_name, weekday_name
from centre_desk.views.course.phrases import since_taken_over, taken_over_mark
from centre_desk.views.parts.fields import ChoiceField
from centre_desk.views.parts.head import Head
from centre_desk.views.parts.style import set_look

_ARROW = 36
_WHOLE, _SHORT = 260, 120


def short_words(slot: SlotAt | GridHalfDay, words: Catalogue, *, narrow: bool = False) -> str:
    """Return a half-day in short: `lundi 11, matin`, or `lun. 11, matin` where there is little room."""
    weekday = weekday_name(slot.day, words.language)
    weekday = f"{weekday[:3]}." if narrow else weekday
    return words.t("{weekday} {day}, {half_day}", weekday=weekday, day=slot.day.day, half_day=words.word(slot.half_day))


def initialled(name: str) -> str:
    """Shorten given names: `Adama Samaké` -> `A. Samaké`."""
    *given, family = name.split() or [""]
    return " ".join([*(f"{one[0]}." for one in given), family])


class SessionChoice(ChoiceField[int]):
    """The session, written as the title of the screen."""

    asked = Signal(int)

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self.least = _WHOLE
        self.setObjectName("roll_session")
        self.setAccessibleName(words.t("Session"))
        self.view().setObjectName("roll_session_list")
        self.view().setAccessibleName(words.t("Session"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        set_look(self, "title")
        self.activated.connect(self._tell)

    def offer(self, sessions: Sequence[SessionRow]) -> None:
        """Offer these sessions; the chosen one stays."""
        self.set_choices([(row.id, row.name) for row in sessions])

    def sizeHint(self) -> QSize:
        """As wide as the session shown, not as the longest one."""
        words = self.fontMetrics().horizontalAdvance(self.currentText())
        return QSize(words + _ARROW, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), self.least), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the name with an ellipsis where it finds no room."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.width() - _ARROW + 2
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def _tell(self) -> None:
        chosen = self.value()
        if chosen is not None:
            self.asked.emit(chosen)


class HeadBar:
    """Puts the session's choice and the steps through its half-days into a panel's head."""

    def __init__(self, head: Head, words: Catalogue) -> None:
        self._head, self._words, self._since = head, words, ""
        self.session = SessionChoice(words)
        layout = head.layout()
        if layout is not None:
            layout.insertWidget(0, self.session)  # type: ignore[attr-defined]  # a QHBoxLayout
        self.previous = self._step("roll_previous", "‹", words.t("Previous half-day (PgUp)"))
        self.day = self._step("roll_day", "", words.t("Choose a half-day"))
        self.next = self._step("roll_next", "›", words.t("Next half-day (PgDown)"))
        self.more = self._step("roll_more", words.t("More…"), words.t("Other acts of the roll"))

    def show_half_day(self, row: SessionRow, slot: SlotAt, trainer: str) -> None:
        """Say what the screen shows."""
        words = self._words
        mark = taken_over_mark(words) if row.taken_over else ""
        parts = (month_name(slot.month, words.language), mark, row.site, initialled(trainer))
        self._head.set_title("", " · ".join(part for part in parts if part))
        self._since = since_taken_over(row, words, whole=True)
        self.session.set_value(row.id)
        self.session.updateGeometry()

    def show_steps(self, shown: bool) -> None:
        """Show the choices, or hide them where no session has a half-day."""
        for widget in (self.session, self.previous, self.day, self.next, self.more):
            widget.setVisible(shown)

    def show_day(self, slot: SlotAt, *, narrow: bool) -> None:
        """Say which half-day is shown, in short where there is little room."""
        self.session.least = _SHORT if narrow else _WHOLE
        self.session.setToolTip("\n".join(part for part in (self.session.currentText(), self._since) if part))
        self.day.setText(short_words(slot, self._words, narrow=narrow))

    def offer_days(self, slots: Sequence[SlotAt], go: Callable[[SlotAt], None]) -> None:
        """Let a half-day of the month be chosen below the button."""
        menu = QMenu(self.day)
        for slot in slots:
            text = short_words(slot, self._words)
            if not slot.entered:
                text = self._words.t("{half_day} (to enter)", half_day=text)
            menu.addAction(text).triggered.connect(lambda _checked=False, slot=slot: go(slot))
        popup_below(menu, self.day)

    def _step(self, name: str, text: str, label: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAccessibleName(label)
        button.setToolTip(label)
        set_look(button, "step")
        self._head.add_widget(button)
        return button


def popup_below(menu: QMenu, button: QPushButton) -> None:
    """Open a menu under a button; it goes when it was used."""
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
