"""The title line of a panel: what, when, who, and its few actions at the right.

Facts: the look, *One screen*. Long titles and second lines elide, with the whole text as a tooltip.
"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QWidget

from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.parts.style import set_look

_GAP = 12


class ElidedLabel(QLabel):
    """One line of text that never pushes the others away: too long, it ends in an ellipsis."""

    def __init__(self, text: str = "", look: str = "", parent: QWidget | None = None, *, least: int = 48) -> None:
        super().__init__(text, parent)
        self._least = least
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if look:
            set_look(self, look)

    def minimumSizeHint(self) -> QSize:
        least = min(self._least, super().sizeHint().width() + 1)
        return QSize(least, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """One pixel more than the text, so that rounding does not elide what fits."""
        hint = super().sizeHint()
        return QSize(hint.width() + 1, hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        metrics = QFontMetrics(self.font())
        box = self.contentsRect()
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, box.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(box, int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()


class Head(QWidget):
    """Title, second words, and buttons at the right; what finds no room goes into a menu of other actions."""

    def __init__(self, words: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel(look="title", least=200)
        self.title.setObjectName("panel_title")
        self.note = ElidedLabel(look="muted")
        self.note.setObjectName("panel_note")
        self._buttons: list[QPushButton] = []
        self._tucked: set[QPushButton] = set()
        self._rare: set[QPushButton] = set()
        self.more = self._make_button("more_actions", words.t("More…"))
        self.more.hide()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        self._row.addWidget(self.title)
        self._row.addWidget(self.note)
        self._row.addStretch(1)
        self._row.addWidget(self.more)
        self.setMinimumHeight(34)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.more.clicked.connect(self._show_more)

    def set_title(self, title: str, note: str = "") -> None:
        """Show a title, and the muted words beside it."""
        self.title.setText(title)
        self.note.setText(note)
        self._tuck()

    def show_title(self, shown: bool) -> None:
        """Show the title or, where a tab says the same already, hide it."""
        self.title.setVisible(shown)
        self._tuck()

    def keep_free(self, left: int) -> None:
        """Keep room at the left, for tabs that stand on the same line."""
        self._row.setContentsMargins(left, 0, 0, 0)
        self._tuck()

    def least_width(self) -> int:
        """Return what the line needs with every button in it but those that may go into the menu."""
        primary = [one for one in self._buttons if one.property("look") == "primary" and not one.isHidden()]
        ordinary = any(not one.isHidden() for one in self._buttons if one not in primary) or bool(self._tucked)
        shown = primary + ([self.more] if ordinary else []) + ([] if self.title.isHidden() else [self.title])
        others = [one for one in self._widgets() if one not in self._buttons and one is not self.more]
        extra = [one for one in others if one is not self.title and one is not self.note and not one.isHidden()]
        return sum(_least_width(one) + _GAP for one in [*shown, *extra])

    def add_button(self, name: str, text: str, *, primary: bool = False, rare: bool = False) -> QPushButton:
        """Add an action at the right; a screen has at most one primary button. A rare one stands in the menu alone."""
        button = self._make_button(name, text)
        if rare:
            self._rare.add(button)
        if primary:
            set_look(button, "primary")
        self._row.addWidget(button)
        self._buttons.append(button)
        return button

    def offer(self, button: QPushButton, shown: bool) -> None:
        """Show an action that can be done now, or hide it; the others share the room again."""
        self._tucked.discard(button)
        button.setVisible(shown)
        self._tuck()

    def add_widget(self, widget: QWidget) -> None:
        """Add something else at the right: a search field, a pill, a chooser of months."""
        self._row.addWidget(widget)

    def _make_button(self, name: str, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        return button

    def _tuck(self) -> None:
        """Hide ordinary buttons, the first ones first, until the line has room for the title."""
        for button in self._tucked:
            button.show()
        self._tucked.clear()
        self._tucked.update(one for one in self._rare if not one.isHidden())
        for button in self._tucked:
            button.hide()
        ordinary = [one for one in self._buttons if one.property("look") != "primary" and not one.isHidden()]
        self.more.setVisible(bool(self._tucked))
        room = self.width() - self._row.contentsMargins().left()
        while ordinary and self._needed() > room > 0:
            self.more.show()
            button = ordinary.pop(0)
            button.hide()
            self._tucked.add(button)
        self.note.setVisible(bool(self.note.text()) and self._full() + self.note.sizeHint().width() // 2 < room)

    def _full(self) -> int:
        """Return what the line takes with the whole title and without the note."""
        missing = 0 if self.title.isHidden() else self.title.sizeHint().width() - _least_width(self.title)
        return self._needed() + missing + _GAP

    def _needed(self) -> int:
        shown = [one for one in self._widgets() if not one.isHidden() and one is not self.note]
        return sum(_least_width(one) for one in shown) + _GAP * len(shown)

    def _widgets(self) -> list[QWidget]:
        items = [self._row.itemAt(at) for at in range(self._row.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [one for one in widgets if one is not None]

    def _show_more(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("more_menu")
        for button in self._buttons:
            if button in self._tucked:
                menu.addAction(button.text(), button.click).setEnabled(button.isEnabled())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tuck()


def _least_width(widget: QWidget) -> int:
    """Return what a widget needs: a button all of its words, a title its least."""
    hint = widget.minimumSizeHint() if isinstance(widget, ElidedLabel) else widget.sizeHint()
    return max(hint.width(), widget.minimumWidth())
