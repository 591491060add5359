"""The identity paper of a person: its kind, its number, and below them what makes one read a NINA again."""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from centre_desk.rules.register import IdKind, Sex
from centre_desk.rules.register.person import kind_of_paper, normal_id_number, paper_doubts
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.parts.dialogs import name_field
from centre_desk.views.parts.fields import ChoiceField
from centre_desk.views.parts.style import set_look

_KIND_WIDTH = 122


class IdentityField(QWidget):
    """One field of a form, which puts `kind` where its caption would stand: a NINA is long.

    The kind follows the number where it was not chosen; a doubt never stops anybody.
    """

    def __init__(self, words: Catalogue, born: Callable[[], tuple[Sex | None, int | None]]) -> None:
        super().__init__()
        self._words, self._born = words, born
        self.kind: ChoiceField[IdKind] = ChoiceField([(kind, words.word(kind)) for kind in IdKind])
        self.kind.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.kind.setMinimumWidth(_KIND_WIDTH)
        self.number = QLineEdit()
        self.doubt = QLabel()
        name_field(self.kind, "id_kind", words.t("Identity document"))
        name_field(self.number, "id_number", words.t("Number of the identity document"))
        name_field(self.doubt, "id_doubt", words.t("To read again"))
        self.number.setPlaceholderText(words.t("number of the document"))
        self.doubt.setWordWrap(True)
        set_look(self.doubt, "muted")
        self._lay_out()
        self.setFocusProxy(self.number)
        self.number.editingFinished.connect(self._left)
        self.kind.currentIndexChanged.connect(lambda _index: self.look_again())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.number)
        column.addWidget(self.doubt)
        self.doubt.hide()

    def set_value(self, kind: IdKind, number: str) -> None:
        """Show what is known."""
        self.number.setText(number)
        self.kind.set_value(kind_of_paper(kind, normal_id_number(number)))
        self.look_again()

    def value(self) -> tuple[IdKind, str]:
        """Return the kind of paper and its number."""
        return self.kind.value() or IdKind.NONE, normal_id_number(self.number.text())

    def look_again(self) -> None:
        """Say what does not fit the sex and the birth that stand in the form."""
        kind, number = self.value()
        doubts = paper_doubts(kind, number, *self._born())
        self.doubt.setText(" ".join(self._words.word(one) for one in doubts))
        self.doubt.setVisible(bool(doubts))

    def _left(self) -> None:
        kind, number = self.value()
        self.number.setText(number)
        self.kind.set_value(kind_of_paper(kind, number))
        self.look_again()
