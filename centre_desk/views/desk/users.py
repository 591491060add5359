"""The users of the desk and what each may do."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from centre_desk.actions.desk.users import deactivate_user
from centre_desk.queries.desk import UserRow, user_rows
from centre_desk.rules.room import Room
from centre_desk.views.desk.password_dialog import ResetPasswordDialog
from centre_desk.views.desk.user_dialogs import AddUserDialog, DelegateDialog, RolesDialog
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.dialogs import ReasonDialog
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.panel import Panel
from centre_desk.views.parts.table import Column


class UsersPanel(Panel):
    """A table of users; Enter gives roles."""

    reads = frozenset({Room.DESK})
    help_page = "settings"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        t = self.words.t
        self.head.set_title(t("Users"))
        self.delegate = self.head.add_button("user_delegate", t("Delegate…"))
        self.reset = self.head.add_button("user_reset", t("New password…"))
        self.let_go = self.head.add_button("user_leaves", t("User leaves…"))
        self.roles = self.head.add_button("user_roles", t("Roles…"))
        self.add = self.head.add_button("user_add", t("New user"), primary=True)
        self.table: DataTable[UserRow] = DataTable(self._columns(), name="users", label=t("Users"))
        self.body.addWidget(self.table, 1)
        self.add.clicked.connect(lambda: self.show_dialog(AddUserDialog(self.context, self)))
        self.roles.clicked.connect(lambda: self._with_user(self.open_roles))
        self.reset.clicked.connect(lambda: self._with_user(self.open_reset))
        self.delegate.clicked.connect(lambda: self._with_user(self.open_delegate))
        self.let_go.clicked.connect(lambda: self._with_user(self.open_leaving))
        self.table.opened.connect(self.open_roles)

    def load(self) -> None:
        """Read the users."""
        self.table.set_rows(user_rows(self.context.store))

    def open_roles(self, user: UserRow) -> None:
        """Ask for the roles of a user."""
        self.show_dialog(RolesDialog(self.context, self, user))

    def open_reset(self, user: UserRow) -> None:
        """Ask for a new password of a user."""
        self.show_dialog(ResetPasswordDialog(self.context, self, user))

    def open_delegate(self, user: UserRow) -> None:
        """Ask which role is lent to a user, and until when."""
        self.show_dialog(DelegateDialog(self.context, self, user))

    def open_leaving(self, user: UserRow) -> None:
        """Ask why a user leaves."""
        t = self.words.t
        dialog = ReasonDialog(
            self.context, self, title=t("{name} leaves", name=user.name), verb=t("Take away the access")
        )
        dialog.given.connect(lambda reason: self._let_go(user.id, reason))
        dialog.open()

    def _let_go(self, user_id: int, reason: str) -> None:
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(lambda: deactivate_user(store, user_id=user_id, reason=reason, by=by, at=at))

    def _with_user(self, act: Callable[[UserRow], None]) -> None:
        user = self.table.current_row()
        if user is None:
            self.refusals.show_sentences([self.words.t("Choose a user in the table first.")])
        else:
            act(user)

    def _columns(self) -> list[Column[UserRow]]:
        words = self.words
        return [
            Column(words.t("Name to sign in"), lambda user: user.name, width=150),
            Column(words.t("Full name"), lambda user: user.full_name),
            Column(words.t("Roles"), lambda user: ", ".join(words.word(r) for r in sorted(user.roles))),
            Column(
                words.t("State"),
                lambda user: words.p("user", "works here") if user.active else words.p("user", "left"),
                width=110,
                tone=lambda user: Tone.OK if user.active else Tone.IDLE,
            ),
        ]
