"""Opening a desk with its recovery sheet, when the password is lost: the code, a name, a new password."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from centre_desk.actions.desk.recovery import recover
from centre_desk.rules.desk import Actor
from centre_desk.store.opening import Store
from centre_desk.views.desk.folder_field import FolderField
from centre_desk.views.desk.password_dialog import password_field
from centre_desk.views.parts.context import Tools
from centre_desk.views.parts.dialogs import PlainForm
from centre_desk.views.runner import Report


class RecoverDialog(PlainForm):
    """Opens a desk without a password. `opened(store, actor)` hands it on."""

    opened = Signal(object, object)

    def __init__(self, tools: Tools, folder: Path, clock: Callable[[], datetime], parent: QWidget | None) -> None:
        t = tools.words.t
        super().__init__(tools, parent, title=t("Open with the recovery sheet"), verb=t("Open"))
        self.setObjectName("recover")
        self.show_work(tools)
        self._clock = clock
        self.folder = FolderField(self.words, name="recover_folder", label=t("Desk"), folder=folder)
        self.code = QPlainTextEdit()
        self.code.setTabChangesFocus(True)
        self.code.setFixedHeight(64)
        self.name, self.new, self.again = QLineEdit(), password_field(), password_field()
        self.add_field(t("Desk"), self.folder, "recover_folder_row")
        self.add_field(t("Code of the sheet"), self.code, "recovery_code")
        self.add_field(t("Name"), self.name, "user_name")
        self.add_field(t("New password"), self.new, "new_password")
        self.add_field(t("The same again"), self.again, "again_password")
        self.code.setFocus()

    def submit(self) -> None:
        """Open the desk and give the new password."""
        if self.new.text() != self.again.text():
            self.refusals.show_sentences([self.words.t("The two new passwords differ. Type them again.")])
            return
        folder, sheet, name, new = self.folder.folder(), self.code.toPlainText(), self.name.text(), self.new.text()
        at = self._clock()

        def opening(_report: Report) -> tuple[Store, Actor]:
            return recover(folder, sheet=sheet, name=name, new_password=new, at=at)

        self.fetch(opening, self._opened)

    def _opened(self, result: tuple[Store, Actor]) -> None:
        self.opened.emit(*result)
        self.accept()
