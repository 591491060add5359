"""A scan chosen in a form, kept in the desk together with what the form records."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QWidget

from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.parts.dialogs import form_button
from centre_desk.views.parts.head import ElidedLabel


class ScanField(QWidget):
    """A button that asks for a file, and the name of the one that was chosen; another choice takes its place."""

    def __init__(self, words: Catalogue, *, name: str) -> None:
        super().__init__()
        self._words = words
        self._path: Path | None = None
        self.button = form_button(f"{name}_choose", words.t("Attach a scan…"))
        self.chosen = ElidedLabel(look="muted", least=80)
        self.chosen.setObjectName(f"{name}_chosen")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.addWidget(self.button)
        row.addWidget(self.chosen)
        row.addStretch(1)
        self.setFocusProxy(self.button)
        self.button.clicked.connect(self._choose)

    def path(self) -> Path | None:
        """Return the file that was chosen."""
        return self._path

    def _choose(self) -> None:
        dialog = QFileDialog(self, self._words.t("Attach a scan"))
        dialog.setObjectName("scan_file")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self._words.t("Scans (*.pdf *.jpg *.jpeg *.png)"))
        dialog.fileSelected.connect(self._take)
        dialog.open()

    def _take(self, name: str) -> None:
        self._path = Path(name)
        self.chosen.setText(self._path.name)


def read_scan(path: Path | None) -> tuple[str, bytes] | None:
    """Read a chosen scan: its name and content. OSError when it cannot be read."""
    return (path.name, path.read_bytes()) if path is not None else None
