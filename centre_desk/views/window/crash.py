"""What nobody foresaw: one dialog, and a report of types, modules and lines that holds no personal data.

Facts: the rule of logs (no values, no text of the exception). The report also goes to the logs' folder.
"""

import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from centre_desk import __version__
from centre_desk.places import logs_folder
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.parts.dialogs import form_button
from centre_desk.views.parts.style import set_look

_PACKAGE = Path(__file__).resolve().parents[2]


def crash_report(problem: BaseException) -> str:
    """Describe an error by type, module, function and line alone, with those that led to it."""
    lines = [f"centre-desk {__version__}, python {sys.version.split()[0]}, {sys.platform}"]
    seen: set[int] = set()
    link: BaseException | None = problem
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        lines.append(f"{type(link).__module__}.{type(link).__qualname__}")
        lines += [f"  {frame}" for frame in _frames(link.__traceback__)]
        link = link.__cause__ or link.__context__
    return "\n".join(lines)


def _frames(trace: TracebackType | None) -> list[str]:
    return [f"{_module(frame.filename)}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]


def _module(filename: str) -> str:
    """Name a file without the folders of this PC, which may hold a person's name."""
    path = Path(filename)
    return path.relative_to(_PACKAGE.parent).as_posix() if path.is_relative_to(_PACKAGE) else path.name


def keep_report(report: str, at: datetime) -> None:
    """Write a report to the logs; a full disk must not bring down what still stands."""
    try:
        folder = logs_folder()
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"crash-{at:%Y%m%d-%H%M%S}.txt").write_text(report, encoding="utf-8")
    except OSError:
        return


def catch_unforeseen(show: Callable[[BaseException], None]) -> None:
    """Let errors of the window's own thread come to `show`, once nothing else caught them."""

    def hook(_kind: type[BaseException], problem: BaseException, _trace: TracebackType | None) -> None:
        if isinstance(problem, KeyboardInterrupt):
            sys.exit(130)
        show(problem)

    sys.excepthook = hook


class CrashDialog(QDialog):
    """Says that something went wrong, what is safe, and lets the report be copied."""

    def __init__(self, words: Catalogue, report: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("crash")
        self.setModal(True)
        self.setMinimumWidth(520)
        self.setWindowTitle(words.t("Something unforeseen happened"))
        title = QLabel(words.t("Something unforeseen happened"))
        set_look(title, "title")
        sentence = QLabel(
            words.t(
                "What was shown as saved is safe; the last act may not be done. Check it, and send this report "
                "to who looks after the program: it holds no names and no figures."
            )
        )
        sentence.setWordWrap(True)
        self.report = QPlainTextEdit(report)
        self.report.setObjectName("crash_report")
        self.report.setAccessibleName(words.t("Report"))
        self.report.setReadOnly(True)
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.report.setTabChangesFocus(True)
        copy = form_button("crash_copy", words.t("Copy the report"))
        close = form_button("crash_close", words.t("Carry on"), primary=True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(copy)
        buttons.addWidget(close)
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 16, 20, 16)
        page.setSpacing(12)
        for widget in (title, sentence, self.report):
            page.addWidget(widget)
        page.addLayout(buttons)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        close.clicked.connect(self.accept)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
