"""Signing in: which desk, who, and the password that opens it.

Facts: names of users are not kept in clear beside a closed desk, so the name is typed.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from centre_desk.actions.desk.sign_in import sign_in
from centre_desk.rules.desk import Actor
from centre_desk.store.opening import Store
from centre_desk.views.desk.folder_field import FolderField
from centre_desk.views.parts.cards import link_button
from centre_desk.views.parts.context import Tools
from centre_desk.views.parts.dialogs import PlainForm
from centre_desk.views.runner import Report


class SignInDialog(PlainForm):
    """Opens a desk. `opened(store, actor)` hands it on; `wants_new` asks for the first run."""

    opened = Signal(object, object)
    wants_new = Signal()
    wants_sheet = Signal(object)

    def __init__(
        self, tools: Tools, folder: Path | None, clock: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        t = tools.words.t
        super().__init__(tools, parent, title=t("Open the desk"), verb=t("Open"))
        self.setObjectName("sign_in")
        self.show_work(tools)
        self._clock = clock
        self.folder = FolderField(self.words, name="desk_folder", label=t("Desk"), folder=folder)
        self.name = QLineEdit()
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.add_field(t("Desk"), self.folder, "desk_folder_row")
        self.add_field(t("Name"), self.name, "user_name")
        self.add_field(t("Password"), self.password, "password")
        self.dismiss.setText(t("Quit"))
        self.dismiss.setAccessibleName(t("Quit"))
        self.body.addWidget(link_button(t("Password lost: open with the recovery sheet"), self._sheet, "use_sheet"))
        self.body.addWidget(link_button(t("Make a new desk, or explore the demonstration"), self._new, "new_desk"))
        (self.name if folder else self.folder).setFocus()

    def submit(self) -> None:
        """Open the desk in the worker thread: the key costs about a second on purpose."""
        folder, name, password, at = self.folder.folder(), self.name.text(), self.password.text(), self._clock()

        def opening(_report: Report) -> tuple[Store, Actor]:
            return sign_in(folder, name, password, at)

        self.fetch(opening, self._opened)

    def refused(self) -> None:
        """Let the password be typed again."""
        self.password.selectAll()
        self.password.setFocus()

    def _opened(self, result: tuple[Store, Actor]) -> None:
        self.opened.emit(*result)
        self.accept()

    def _new(self) -> None:
        self.wants_new.emit()
        self.hide()

    def _sheet(self) -> None:
        self.wants_sheet.emit(self.folder.folder())
