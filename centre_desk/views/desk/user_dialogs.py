"""Users by forms: add one, give roles, lend one's own role for some days."""

from collections.abc import Collection

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from centre_desk.actions.desk.users import add_user, delegate, set_roles
from centre_desk.queries.desk import UserRow
from centre_desk.rules.desk import Role
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.desk.password_dialog import password_field
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog, name_field
from centre_desk.views.parts.fields import ChoiceField, DateField


class RolesField(QWidget):
    """One box a role, two columns of them."""

    def __init__(self, words: Catalogue, chosen: Collection[Role] = ()) -> None:
        super().__init__()
        self._boxes: dict[Role, QCheckBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        for number, role in enumerate(Role):
            box = QCheckBox(words.word(role))
            name_field(box, f"role_{role.value}", words.word(role))
            box.setChecked(role in chosen)
            grid.addWidget(box, number // 2, number % 2)
            self._boxes[role] = box
        self.setFocusProxy(self._boxes[Role.ADMINISTRATOR])

    def roles(self) -> frozenset[Role]:
        """Return the roles that are ticked."""
        return frozenset(role for role, box in self._boxes.items() if box.isChecked())


class AddUserDialog(FormDialog):
    """A new user: name to sign in, full name, roles, a first password."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("New user"), verb=t("Add the user"))
        self.setObjectName("add_user")
        self.name, self.full_name, self.password = QLineEdit(), QLineEdit(), password_field()
        self.roles = RolesField(self.words)
        self.add_field(t("Name to sign in"), self.name, "user_name")
        self.add_field(t("Full name"), self.full_name, "full_name")
        self.add_field(t("Roles"), self.roles, "roles")
        self.add_field(t("First password"), self.password, "password")

    def submit(self) -> None:
        """Add the user."""
        name, full, roles, password = (
            self.name.text(),
            self.full_name.text(),
            self.roles.roles(),
            self.password.text(),
        )
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(lambda: add_user(store, name=name, full_name=full, roles=roles, password=password, by=by, at=at))


class RolesDialog(FormDialog):
    """What a user is on this desk."""

    def __init__(self, context: Context, parent: QWidget | None, user: UserRow) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Roles of {name}", name=user.name), verb=t("Give these roles"))
        self.setObjectName("set_roles")
        self._user = user
        self.roles = RolesField(self.words, user.roles)
        self.add_field(t("Roles"), self.roles, "roles")

    def submit(self) -> None:
        """Give and take back roles."""
        store, user_id, roles = self.context.store, self._user.id, self.roles.roles()
        by, at = self.context.actor(), self.context.now()
        self.act(lambda: set_roles(store, user_id=user_id, roles=roles, by=by, at=at))


class DelegateDialog(FormDialog):
    """Lends one of one's own roles to another user, by a written document, for some days."""

    def __init__(self, context: Context, parent: QWidget | None, user: UserRow) -> None:
        t = context.words.t
        title = t("Delegation to {name}", name=user.name)
        super().__init__(context, parent, title=title, verb=t("Delegate"))
        self.setObjectName("delegate")
        self._user = user
        own = sorted(context.actor().roles)
        self.role: ChoiceField[Role] = ChoiceField([(role, self.words.word(role)) for role in own])
        if Role.DIRECTOR in own:
            self.role.set_value(Role.DIRECTOR)
        self.first = DateField(self.words, context.today(), required=True)
        self.last = DateField(self.words, context.today(), required=True)
        self.first.set_value(context.today())
        self.document = QLineEdit()
        self.add_field(t("Role"), self.role, "role")
        self.add_field(t("First day"), self.first, "first_day")
        self.add_field(t("Last day"), self.last, "last_day")
        self.add_field(t("Document"), self.document, "document")

    def submit(self) -> None:
        """Lend the role."""
        first, last, role = self.first.value(), self.last.value(), self.role.value()
        if not self.ready() or first is None or last is None or role is None:
            return
        store, to_user_id, document = self.context.store, self._user.id, self.document.text()
        by, at = self.context.actor(), self.context.now()
        self.act(
            lambda: delegate(
                store,
                to_user_id=to_user_id,
                role=role,
                first_day=first,
                last_day=last,
                document=document,
                by=by,
                at=at,
            )
        )
