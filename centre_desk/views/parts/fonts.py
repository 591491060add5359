"""The letters of the window: the system's font on Windows, the bundled Noto Sans elsewhere, 13 px.

Facts: the look. Segoe UI has every letter needed for the names of Mali; other systems are not sure to.
"""

import sys

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from centre_desk.places import resource

BASE_PIXELS = 13
_BUNDLED = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")


def set_base_font(app: QApplication) -> None:
    """Give the program its font."""
    app.setFont(base_font())


def base_font() -> QFont:
    """Return the font of ordinary text."""
    if sys.platform == "win32":
        font = QFont("Segoe UI")
    else:
        for name in _BUNDLED:
            QFontDatabase.addApplicationFont(str(resource("fonts") / name))
        font = QFont("Noto Sans")
    font.setPixelSize(BASE_PIXELS)
    return font


def sized(font: QFont, pixels: int, *, bold: bool = False) -> QFont:
    """Return a copy of a font in another size."""
    copy = QFont(font)
    copy.setPixelSize(pixels)
    copy.setBold(bold)
    return copy
