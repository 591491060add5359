"""The basis of one line, beside the table: the computation, the figures behind it, and what can be done with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from centre_desk.queries.claim.sheet import LineRow
from centre_desk.rules.claim import PENDING, LineFlag, LineState
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.claim.basis import say_basis, say_computation
from centre_desk.views.claim.lines import said_kind, said_payment, said_state, state_tone
from centre_desk.views.parts.cards import link_button
from centre_desk.views.parts.dialogs import form_button
from centre_desk.views.parts.head import ElidedLabel
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.pill import Pill
from centre_desk.views.parts.style import set_look

SEND_BACK, DEDUCT, WITHHOLD, RELEASE, UNDO, PERSON = "send_back", "deduct", "withhold", "release", "undo", "person"


_SAID_BY_STATE = frozenset({LineFlag.SENT_BACK, LineFlag.WITHHELD})


class BasisCard(QFrame):
    """Shows one line; `asked(verb)` when one of its links is used."""

    asked = Signal(str)

    def __init__(self, words: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setObjectName("line_basis")
        self.setAccessibleName(words.t("Basis of the amount"))
        self.setMinimumWidth(212)
        set_look(self, "card")
        self.name = ElidedLabel("", "heading")
        self.state = Pill("", Tone.PLAIN, self)
        self.kind = ElidedLabel("", "muted")
        self.computation = _wrapped("line_computation")
        self.note = _wrapped("line_note")
        self._figures = QGridLayout()
        self._figures.setHorizontalSpacing(12)
        self._figures.setVerticalSpacing(2)
        self._figures.setColumnStretch(0, 3)
        self._figures.setColumnStretch(1, 2)
        self._links = {name: link_button(text, None, f"line_{name}") for name, text in _verbs(words)}
        self._lay_out()
        for name, button in self._links.items():
            button.clicked.connect(lambda _checked=False, name=name: self.asked.emit(name))
        self.show_line(None)

    def show_line(self, row: LineRow | None) -> None:
        """Show a line; without one, say how to choose it."""
        words = self._words
        self.name.setText(row.name if row else words.t("Basis of the amount"))
        self.kind.setText(said_kind(row, words) if row else "")
        self.state.say(said_state(row, words) if row else "", state_tone(row) if row else Tone.PLAIN)
        self.computation.setText(_said(row, words) if row else words.t("Choose a line to see how it was computed."))
        flags = ", ".join(words.word(flag) for flag in row.flags if flag not in _SAID_BY_STATE) if row else ""
        note = " · ".join(part for part in (said_payment(row, words), flags, row.note) if part) if row else ""
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self._show_figures(say_basis(row.basis, words) if row else [])
        for name, button in self._links.items():
            button.setVisible(row is not None and _offered(name, row))

    def _show_figures(self, figures: list[tuple[str, str]]) -> None:
        while (item := self._figures.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, (label, value) in enumerate(figures):
            said, figure = QLabel(label), QLabel(value)
            said.setWordWrap(True)
            figure.setWordWrap(True)
            set_look(said, "muted")
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            self._figures.addWidget(said, number, 0)
            self._figures.addWidget(figure, number, 1)

    def _lay_out(self) -> None:
        inner = QWidget()
        set_look(inner, "page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(self.computation)
        column.addWidget(self.note)
        column.addLayout(self._figures)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QVBoxLayout(self)
        page.setContentsMargins(16, 12, 8, 12)
        page.setSpacing(4)
        page.addWidget(self.name)
        page.addWidget(self.kind)
        page.addWidget(self.state)
        page.addWidget(scroll, 1)
        for button in self._links.values():
            page.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)


class BasisDialog(QDialog):
    """The basis of one line in a window of its own, where the panel is too narrow to show it beside the table."""

    def __init__(self, words: Catalogue, row: LineRow, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("basis_dialog")
        self.setWindowTitle(words.t("Basis of the amount"))
        self.resize(380, 400)
        self.card = BasisCard(words, self)
        self.card.show_line(row)
        self.leave = form_button("basis_close", words.t("Close"))
        page = QVBoxLayout(self)
        page.addWidget(self.card, 1)
        page.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignRight)
        self.leave.clicked.connect(self.reject)
        self.card.asked.connect(lambda _verb: self.accept())


def _verbs(words: Catalogue) -> tuple[tuple[str, str], ...]:
    t = words.t
    return (
        (SEND_BACK, t("Send back…")),
        (DEDUCT, t("Deduct…")),
        (WITHHOLD, t("Withhold…")),
        (RELEASE, t("Release…")),
        (UNDO, t("Take the payment back…")),
        (PERSON, t("Open the person’s file")),
    )


def _offered(name: str, row: LineRow) -> bool:
    """Tell whether a verb means something for a line as it stands; whether one may, the action says."""
    withheld_by_hand = row.state is LineState.WITHHELD and "withheld" not in row.basis
    return {
        SEND_BACK: row.state in (LineState.SUBMITTED, LineState.APPROVED) and row.paid_on is None,
        DEDUCT: row.state in PENDING,
        WITHHOLD: row.state in PENDING,
        RELEASE: withheld_by_hand,
        UNDO: row.paid_on is not None,
        PERSON: True,
    }[name]


def _said(row: LineRow, words: Catalogue) -> str:
    return say_computation(row.kind, row.units, row.units_planned, row.rate, row.gross, row.basis, words)


def _wrapped(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
