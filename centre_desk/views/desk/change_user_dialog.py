"""Changing the user of an open desk (Ctrl+L): a name from the list, and the password.

Facts: *under ten seconds without closing the desk*.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from centre_desk.actions.desk.sign_in import change_user
from centre_desk.queries.desk import user_rows
from centre_desk.rules.desk import Actor
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.fields import ChoiceField
from centre_desk.views.runner import Report


class ChangeUserDialog(FormDialog):
    """Lets another user sign in; `changed(actor)` says who acts from now on."""

    changed = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Change user"), verb=t("Change user"))
        self.setObjectName("change_user")
        here = context.actor().user_id
        users = [user for user in user_rows(context.store) if user.active]
        self.user: ChoiceField[str] = ChoiceField([(user.name, user.full_name or user.name) for user in users])
        others = [user.name for user in users if user.id != here]
        if others:
            self.user.set_value(others[0])
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.add_field(t("User"), self.user, "user")
        self.add_field(t("Password"), self.password, "password")
        self.user.setFocus()

    def submit(self) -> None:
        """Check the password in the worker thread."""
        store, name, password = self.context.store, self.user.value() or "", self.password.text()
        at = self.context.now()

        def changing(_report: Report) -> Actor:
            return change_user(store, name, password, at)

        self.fetch(changing, self._changed)

    def refused(self) -> None:
        """Let the password be typed again."""
        self.password.selectAll()
        self.password.setFocus()

    def _changed(self, actor: Actor) -> None:
        self.accept()
        self.changed.emit(actor)
