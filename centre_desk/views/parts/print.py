"""Papers on their way out of the window: opened or printed by the system, saved, or looked at first.

Facts: papers with names are not kept. An opened one lies in a folder of its own that is emptied at start
and at exit; what is saved elsewhere is journalled by the caller.
"""

import os
import secrets
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from centre_desk.places import opened_papers_folder
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.parts.style import set_look


def empty_opened_papers() -> None:
    """Remove the papers that were opened; one that another program still holds stays for the next time."""
    folder = opened_papers_folder()
    if not folder.is_dir():
        return
    for paper in folder.iterdir():
        try:
            paper.unlink()
        except OSError:
            continue


def open_paper(content: bytes, name: str) -> Path:
    """Hand a paper to the system's viewer, from where it is printed; return where it lies meanwhile."""
    folder = opened_papers_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    stem, dot, kind = name.rpartition(".")
    path = folder / f"{stem or kind}-{secrets.token_hex(3)}{dot}{kind if dot else ''}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600), "wb") as paper:
        paper.write(content)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
    return path


class SaveAs(QFileDialog):
    """Asks where a file goes; `chosen(path)` is emitted with the place. The caller writes and journals."""

    placed = Signal(str)

    def __init__(self, words: Catalogue, parent: QWidget, *, name: str, kinds: str) -> None:
        super().__init__(parent, words.t("Save as"), str(Path.home()), kinds)
        self.setObjectName("save_as")
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setFileMode(QFileDialog.FileMode.AnyFile)
        self.selectFile(name)
        self.fileSelected.connect(self.placed)


class PaperPreview(QWidget):
    """Shows the pages of a PDF, one at a time, as wide as there is room."""

    def __init__(self, words: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._content, self._pages, self._page = b"", 0, 0
        self._image = QLabel()
        self._image.setObjectName("preview_page")
        self._image.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._image)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._back = _turner("preview_back", "‹", words.t("Previous page"))
        self._on = _turner("preview_next", "›", words.t("Next page"))
        self._where = QLabel()
        set_look(self._where, "muted")
        self._turn_row = QWidget()
        row = QHBoxLayout(self._turn_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        for widget in (self._back, self._where, self._on):
            row.addWidget(widget)
        row.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._scroll, 1)
        page.addWidget(self._turn_row)
        self._back.clicked.connect(lambda: self.show_page(self._page - 1))
        self._on.clicked.connect(lambda: self.show_page(self._page + 1))

    def show_paper(self, content: bytes) -> None:
        """Show a PDF from its first page; empty bytes show nothing."""
        self._content = content
        self._pages = _count_pages(content) if content else 0
        self.show_page(0)

    def pages(self) -> int:
        """Return how many pages the paper has."""
        return self._pages

    def show_page(self, number: int) -> None:
        """Show one page, counted from 0."""
        self._turn_row.setVisible(self._pages > 1)
        if not self._pages:
            self._image.clear()
            return
        self._page = max(0, min(number, self._pages - 1))
        ratio = self.devicePixelRatioF()
        room = self._scroll.viewport().size() - QSize(16, 16)
        pixmap = QPixmap.fromImage(page_image(self._content, self._page, room * ratio))
        pixmap.setDevicePixelRatio(ratio)
        self._image.setPixmap(pixmap)
        where = self._words.t("Page {number} of {count}", number=self._page + 1, count=self._pages)
        self._where.setText(where)
        self._image.setAccessibleName(where)
        self._back.setEnabled(self._page > 0)
        self._on.setEnabled(self._page < self._pages - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_page(self._page)


def page_image(content: bytes, number: int, room: QSize) -> QImage:
    """Return one page of a PDF, as large as the room lets it be."""
    import pypdfium2  # only a preview needs it: it costs the start 30 ms

    document = pypdfium2.PdfDocument(content)
    try:
        page = document[number]
        width, height = page.get_size()
        scale = max(0.2, min(room.width() / width, room.height() / height))
        bitmap = page.render(scale=scale, rev_byteorder=True)
        image = QImage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, _image_format(bitmap.n_channels)
        )
        return image.copy()
    finally:
        document.close()


def _image_format(channels: int) -> QImage.Format:
    return QImage.Format.Format_RGB888 if channels == 3 else QImage.Format.Format_RGBX8888


def _count_pages(content: bytes) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        return len(document)
    finally:
        document.close()


def _turner(name: str, sign: str, label: str) -> QPushButton:
    button = QPushButton(sign)
    button.setObjectName(name)
    button.setAccessibleName(label)
    button.setToolTip(label)
    button.setAutoDefault(False)
    set_look(button, "step")
    return button
