"""The pen that papers are drawn with: text, lines, boxes and QR codes on a reportlab canvas.

Facts: points from the lower left corner. Same facts, same bytes: reportlab's `invariant`.
A QR code is one path of whole-number boxes under one scaled transform: smaller and faster than an image.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import cache, lru_cache
from io import BytesIO
from typing import Any

from centre_desk.papers.pdf.fonts import BODY, INK, LINE, WHITE, Font, Type, clean, fitted, load, width, wrapped

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
A4_WIDE = (297 * MM, 210 * MM)
QR_QUIET = 4
_QR_MASK = 4
_DARK = re.compile(rb"\x01+").finditer


class Align(StrEnum):
    """Where a text stands between its two sides."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Pen:
    """Draws on the pages of one PDF. `finish()` returns its bytes."""

    def __init__(self, size: tuple[float, float], title: str, author: str, language: str) -> None:
        self.size = size
        self._out = BytesIO()
        self._canvas: Any = _canvas_class()(self._out, pagesize=size, invariant=1, pageCompression=1, lang=language)
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setCreator("Centre Desk")
        self._canvas.setSubject("")

    def turn(self, size: tuple[float, float]) -> None:
        """Let the page begun be of this size: a pack holds upright papers and wide ones."""
        self.size = size
        self._canvas.setPageSize(size)

    def next_page(self) -> None:
        """Close the page and open the next one."""
        self._canvas.showPage()

    def finish(self) -> bytes:
        """Close the file and return it."""
        self._canvas.save()
        return self._out.getvalue()

    def text(self, x: float, y: float, text: str, letters: Type = BODY, align: Align = Align.LEFT) -> None:
        """Draw one line of text; `x` is its left side, middle or right side."""
        text = clean(text)
        self._canvas.setFont(load(letters.font), letters.size)
        self._canvas.setFillColor(_colour(letters.colour))
        if align is not Align.LEFT:
            wide = width(text, letters)
            x -= wide / 2 if align is Align.CENTRE else wide
        self._canvas.drawString(x, y, text)

    def fit(
        self,
        x: float,
        y: float,
        text: str,
        letters: Type,
        room: float,
        align: Align = Align.LEFT,
        least: float = 5,
        upwards: bool = False,
    ) -> None:
        """Draw one line of text, smaller where the room is short; more lines (round `y`, or `upwards`) when needed."""
        text = clean(text)
        letters = fitted(text, letters, room, least)
        lines = wrapped(text, letters, room)
        rise = (len(lines) - 1) * letters.leading * (1.0 if upwards else 0.5)
        for number, line in enumerate(lines):
            self.text(x, y + rise - number * letters.leading, line, letters, align)

    def line(self, x1: float, y1: float, x2: float, y2: float, weight: float = 0.5, colour: str = LINE) -> None:
        """Draw a straight line."""
        self._canvas.setStrokeColor(_colour(colour))
        self._canvas.setLineWidth(weight)
        self._canvas.line(x1, y1, x2, y2)

    def box(
        self,
        x: float,
        y: float,
        wide: float,
        high: float,
        *,
        weight: float = 0.5,
        colour: str | None = LINE,
        fill: str | None = None,
    ) -> None:
        """Draw a box from its lower left corner, its outline, its inside or both."""
        if fill is not None:
            self._canvas.setFillColor(_colour(fill))
        if colour is not None:
            self._canvas.setStrokeColor(_colour(colour))
            self._canvas.setLineWidth(weight)
        self._canvas.rect(x, y, wide, high, stroke=int(colour is not None), fill=int(fill is not None))

    def slanted(self, text: str, colour: str) -> None:
        """Write a text across the page, from the lower left to the upper right."""
        wide, high = self.size
        letters = fitted(text, Type(Font.SANS_BOLD, 90, colour), 0.8 * wide, 20)
        self._canvas.saveState()
        self._canvas.translate(wide / 2, high / 2)
        self._canvas.rotate(35)
        self.text(0, -letters.size / 3, text, letters, Align.CENTRE)
        self._canvas.restoreState()

    def turned(self, x: float, y: float, text: str, letters: Type) -> None:
        """Write a text upwards, beginning at a point."""
        self._canvas.saveState()
        self._canvas.translate(x, y)
        self._canvas.rotate(90)
        self.text(0, 0, text, letters)
        self._canvas.restoreState()

    def qr(self, x: float, y: float, side: float, text: str, version: int | None = None) -> None:
        """Draw a QR code (error level Q, of a version or of the least) in a square, white round it."""
        modules, path = _qr_path(text, version)
        scale = side / modules
        quiet = QR_QUIET * scale
        self.box(x - quiet, y - quiet, side + 2 * quiet, side + 2 * quiet, colour=None, fill=WHITE)
        self._canvas.setFillColor(_colour(INK))
        start = f"q {scale:.5f} 0 0 {-scale:.5f} {x:.3f} {y + side:.3f} cm"
        self._canvas._code.append(f"{start} {path} f Q")

    @contextmanager
    def layer(self, name: str) -> Iterator[None]:
        """Draw once what many pages share; `stamp` then puts it on each of them."""
        self._canvas.beginForm(name, 0, 0, *self.size)
        yield
        self._canvas.endForm()

    def stamp(self, name: str) -> None:
        """Put a layer on the page."""
        self._canvas.doForm(name)


@cache
def _canvas_class() -> Any:
    """Return reportlab's canvas, its streams binary: a fifth smaller, and faster."""
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = 0
    return Canvas


@cache
def _colour(code: str) -> Any:
    from reportlab.lib.colors import HexColor

    return HexColor(code)


@lru_cache(maxsize=8)
def _qr_path(text: str, version: int | None) -> tuple[int, str]:
    """Return the side in modules, and the dark runs of each row as whole-number boxes, downwards."""
    import segno

    try:
        code = segno.make_qr(text, error="q", version=version, mask=_QR_MASK, boost_error=False)
    except segno.DataOverflowError:
        code = segno.make_qr(text, error="q", mask=_QR_MASK, boost_error=False)
    rows = tuple(code.matrix)
    runs = (f"{run.start()} {y} {run.end() - run.start()} 1 re" for y, row in enumerate(rows) for run in _DARK(row))
    return len(rows), " ".join(runs)
