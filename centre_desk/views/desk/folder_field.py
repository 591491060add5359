"""A folder, chosen or typed: where a desk lies, where a copy goes."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.parts.dialogs import form_button


class FolderField(QWidget):
    """A line for the path and a button that opens the system's chooser."""

    changed = Signal()

    def __init__(self, words: Catalogue, *, name: str, label: str, folder: Path | None = None) -> None:
        super().__init__()
        self._words = words
        self.line = QLineEdit(str(folder or ""))
        self.line.setObjectName(name)
        self.line.setAccessibleName(label)
        self.button: QPushButton = form_button(f"{name}_choose", words.t("Choose…"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        self.setFocusProxy(self.line)
        self.button.clicked.connect(self._choose)
        self.line.textChanged.connect(lambda _text: self.changed.emit())

    def folder(self) -> Path:
        """Return the folder."""
        return Path(self.line.text().strip()).expanduser()

    def set_folder(self, folder: Path) -> None:
        """Show a folder."""
        self.line.setText(str(folder))

    def _choose(self) -> None:
        dialog = QFileDialog(self, self._words.t("Choose a folder"), str(self.folder()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.line.setText)
        dialog.open()
