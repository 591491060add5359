"""Small forms over a panel, with verbs on their buttons: fields, a reason, a password, a question.

Facts: the look (*dialogs are small*) and *undo rather than confirm*. Dialogs are opened, never executed, so
that nothing waits inside an event.
"""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from centre_desk.actions.done import Done
from centre_desk.views.parts.acting import Acting
from centre_desk.views.parts.busy import BusySign
from centre_desk.views.parts.context import Context, Tools
from centre_desk.views.parts.fields import ReadingField
from centre_desk.views.parts.refusals import RefusalBox
from centre_desk.views.parts.style import set_look
from centre_desk.views.runner import Report

T = TypeVar("T")
_FRAME = 40
_LEAST_SHEET = 96


class _Sheet(QScrollArea):
    """What a form asks: as large as it needs to be, and scrolled where the screen is too small for it.

    `grown`: what is asked needs another height than before, for something came or went.
    """

    grown = Signal()

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_look(content, "page")
        self.setWidget(content)

        self._needed = 0
        content.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            needed = self.height_for(self.viewport().width())
            if needed != self._needed:
                self._needed = needed
                self.updateGeometry()
                self.grown.emit()
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        return self._content.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._content.minimumSizeHint().width(), _LEAST_SHEET)

    def height_for(self, width: int) -> int:
        """Return the height that shows all of it at a width."""
        layout = self._content.layout()
        least = self._content.minimumSizeHint().height()
        if layout is not None and layout.hasHeightForWidth():
            return max(least, layout.totalHeightForWidth(width))
        return max(least, self._content.sizeHint().height())


class PlainForm(QDialog):
    """Title, fields, refusals, one primary verb and Cancel; needs no open desk.

    A subclass adds rows with `add_field`, and says in `submit` what the verb does, usually
    `self.act(lambda: action(...))`: a committed act emits `acted` and closes the dialog.
    """

    acted = Signal(object)

    def __init__(self, tools: Tools, parent: QWidget | None, *, title: str, verb: str) -> None:
        super().__init__(parent)
        self.words = tools.words
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(420)
        self.title = QLabel(title)
        self.title.setWordWrap(True)
        set_look(self.title, "title")
        self.refusals = RefusalBox(tools.words, self)
        self.form = QFormLayout()
        self.body = QVBoxLayout()
        self.verb = form_button("dialog_verb", verb, primary=True)
        self.dismiss = form_button("dialog_cancel", self.words.t("Cancel"))
        self._acting = Acting(tools, self.refusals, self)
        self._lay_out()
        self.verb.clicked.connect(self.submit)
        self.dismiss.clicked.connect(self.reject)
        self._acting.done.connect(self._finish)
        self._acting.refused.connect(self.refused)
        self.refusals.changed.connect(self._fit, Qt.ConnectionType.QueuedConnection)
        self._fields_area.grown.connect(self._fit, Qt.ConnectionType.QueuedConnection)

    def add_field(self, label: str, field: QWidget, name: str) -> None:
        """Add a row; the label is the field's accessible name and its mnemonic buddy."""
        name_field(field, name, label)
        caption = QLabel(label)
        caption.setBuddy(field)
        set_look(caption, "muted")
        self.form.addRow(caption, field)

    def explain(self, text: str, name: str, look: str = "") -> QLabel:
        """Say something under the title, in the label returned; a form would squeeze words that wrap."""
        words, page = QLabel(text), self.layout()
        words.setObjectName(name)
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        if look:
            set_look(words, look)
        if isinstance(page, QVBoxLayout):
            page.insertWidget(1, words)
        return words

    def ready(self) -> bool:
        """Check the fields of the form; say what is wrong, put the cursor there, and tell whether all is well."""
        fields = [self.form.itemAt(row, QFormLayout.ItemRole.FieldRole) for row in range(self.form.rowCount())]
        widgets = [item.widget() for item in fields if item is not None]
        wrong = [(one, one.mark()) for one in widgets if isinstance(one, ReadingField)]
        problems = [(one, problem) for one, problem in wrong if problem]
        self.refusals.show_sentences(problem for _, problem in problems)
        if problems:
            problems[0][0].setFocus()
        return not problems

    def fetch(self, work: Callable[[Report], T], then: Callable[[T], None]) -> None:
        """Run slow work that changes nothing and hand its result to `then`."""
        self._acting.fetch(work, then)

    def show_work(self, tools: Tools) -> None:
        """Show long work in the form itself: no window with a status line stands behind it."""
        self._buttons.insertWidget(0, BusySign(self.words, tools.runner, self))

    def submit(self) -> None:
        """Do what the verb says."""
        self.accept()

    def act(self, action: Callable[[], Done], ok: Callable[[Done], None] | None = None) -> None:
        """Run an action in the worker thread; the dialog closes when it is committed."""
        self._acting.act(lambda _report: action(), ok)

    def act_long(self, action: Callable[[Report], Done], ok: Callable[[Done], None] | None = None) -> None:
        """Run an action that reports its progress and can be cancelled."""
        self._acting.act(action, ok)

    def show_problem(self, problem: Exception) -> None:
        """Show a refusal or a file problem in the box of this dialog."""
        self._acting.show_problem(problem)

    def refused(self) -> None:
        """Hear that the act of the form was refused; a subclass may put the cursor where it helps."""

    def busy(self) -> bool:
        """Tell whether an act of this dialog is under way."""
        return self._acting.busy()

    def _lay_out(self) -> None:
        self.form.setHorizontalSpacing(16)
        self.form.setVerticalSpacing(8)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(12)
        self._buttons.addStretch(1)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self.form)
        column.addLayout(self.body, 1)
        self._fields_area = _Sheet(content)
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 16, 20, 16)
        page.setSpacing(12)
        page.addWidget(self.title)
        page.addWidget(self._fields_area, 1)
        page.addWidget(self.refusals)
        page.addLayout(self._buttons)

    def _fit(self) -> None:
        """Grow by what words that wrap need, so that no field is squeezed; never above the screen."""
        page = self.layout()
        if not self.isVisible() or page is None:
            return
        page.activate()
        room = self._room()
        width = min(max(self.width(), page.minimumSize().width()), room.width())
        margins = page.contentsMargins()
        inner = width - margins.left() - margins.right()
        whole = page.totalHeightForWidth(width) if page.hasHeightForWidth() else page.totalSizeHint().height()
        needed = whole - self._fields_area.sizeHint().height() + self._fields_area.height_for(inner)
        self.resize(width, min(room.height(), max(self.height(), needed)))

    def _room(self) -> QSize:
        """Return how large the form may be: the screen without the frame of a window."""
        parent = self.parentWidget()
        screen = self.screen().availableGeometry().size() - QSize(0, _FRAME)
        return screen.expandedTo(parent.window().size()) if parent is not None else screen

    def showEvent(self, event: QShowEvent) -> None:
        if self.verb.parent() is None:  # put in last, so that Tab reaches them after the fields
            for button in (self.dismiss, self.verb):
                self._buttons.addWidget(button)
                button.show()
            self.verb.setDefault(True)
            for field in self.findChildren(QLineEdit):
                field.setCursorPosition(0)  # long words are read from their beginning
            self._focus_first()
        super().showEvent(event)
        QTimer.singleShot(0, self, self._fit)  # only now is the width known at which words wrap

    def _focus_first(self) -> None:
        first = self.form.itemAt(0, QFormLayout.ItemRole.FieldRole) if self.form.rowCount() else None
        widget = first.widget() if first is not None else None
        if widget is not None and self.focusWidget() is None:
            widget.setFocus()

    def _finish(self, done: Done) -> None:
        self.acted.emit(done)
        self.accept()


class FormDialog(PlainForm):
    """A form on an open desk: the base of the dialogs of every room."""

    def __init__(self, context: Context, parent: QWidget | None, *, title: str, verb: str) -> None:
        super().__init__(context, parent, title=title, verb=verb)
        self.context = context


class ReasonDialog(FormDialog):
    """Asks why, before an act that the journal keeps with its reason."""

    given = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None, *, title: str, verb: str) -> None:
        super().__init__(context, parent, title=title, verb=verb)
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(84)
        self.add_field(self.words.t("Reason"), self.reason, "reason")

    def submit(self) -> None:
        """Hand the reason on; an empty one is asked for again."""
        text = self.reason.toPlainText().strip()
        if not text:
            self.refusals.show_sentences([self.words.t("Write the reason: the journal keeps it.")])
            self.reason.setFocus()
            return
        self.given.emit(text)
        self.accept()


class PasswordDialog(FormDialog):
    """Asks the acting user for their password again, before an act that binds the centre."""

    given = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None, *, title: str, verb: str) -> None:
        super().__init__(context, parent, title=title, verb=verb)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        label = self.words.t("Password of {name}", name=context.actor().name)
        self.add_field(label, self.password, "password")

    def submit(self) -> None:
        """Hand the password on."""
        self.given.emit(self.password.text())
        self.accept()


class QuestionDialog(FormDialog):
    """One question, answered by a verb. For what undo cannot take back."""

    agreed = Signal()

    def __init__(self, context: Context, parent: QWidget | None, *, title: str, question: str, verb: str) -> None:
        super().__init__(context, parent, title=title, verb=verb)
        text = QLabel(question)
        text.setObjectName("question")
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        self.body.addWidget(text)

    def submit(self) -> None:
        """Say yes."""
        self.agreed.emit()
        self.accept()


def form_button(name: str, text: str, *, primary: bool = False) -> QPushButton:
    """Make a button with its object name and accessible name."""
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAccessibleName(text)
    button.setAutoDefault(primary)
    if primary:
        set_look(button, "primary")
    return button


def name_field(field: QWidget, name: str, label: str) -> None:
    """Give a field the names that tests, guides and screen readers find it by."""
    field.setObjectName(name)
    field.setAccessibleName(label)
