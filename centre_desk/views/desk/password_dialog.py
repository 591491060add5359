"""A new password: for oneself, or by an administrator for a user who lost theirs."""

from PySide6.QtWidgets import QLineEdit, QWidget

from centre_desk.actions.desk.users import change_password, reset_password
from centre_desk.queries.desk import UserRow
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog


def password_field() -> QLineEdit:
    """Return a field that hides what is typed."""
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field


class ChangePasswordDialog(FormDialog):
    """The acting user gives the old password and, twice, the new one."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Change my password"), verb=t("Change the password"))
        self.setObjectName("change_password")
        self.old, self.new, self.again = password_field(), password_field(), password_field()
        self.add_field(t("Password until now"), self.old, "old_password")
        self.add_field(t("New password"), self.new, "new_password")
        self.add_field(t("The same again"), self.again, "again_password")

    def submit(self) -> None:
        """Change it, if both new ones are the same."""
        if self.new.text() != self.again.text():
            self.refusals.show_sentences([self.words.t("The two new passwords differ. Type them again.")])
            return
        store, old, new = self.context.store, self.old.text(), self.new.text()
        by, at = self.context.actor(), self.context.now()
        self.act(lambda: change_password(store, old=old, new=new, by=by, at=at))


class ResetPasswordDialog(FormDialog):
    """An administrator gives another user a new password, with the reason."""

    def __init__(self, context: Context, parent: QWidget | None, user: UserRow) -> None:
        t = context.words.t
        title = t("New password for {name}", name=user.name)
        super().__init__(context, parent, title=title, verb=t("Give the password"))
        self.setObjectName("reset_password")
        self._user = user
        self.new, self.reason = password_field(), QLineEdit()
        self.add_field(t("New password"), self.new, "new_password")
        self.add_field(t("Reason"), self.reason, "reason")

    def submit(self) -> None:
        """Give the password."""
        store, user_id, new, reason = self.context.store, self._user.id, self.new.text(), self.reason.text()
        by, at = self.context.actor(), self.context.now()
        self.act(lambda: reset_password(store, user_id=user_id, new=new, reason=reason, by=by, at=at))
