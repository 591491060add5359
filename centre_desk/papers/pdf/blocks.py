"""What a paper is made of, from the top down: paragraphs, facts, tables, rooms for signatures.

Each block tells its height for a width and draws itself; a table gives one block a row, so that it can be
continued on the next page under its head. Names and amounts shrink a little or wrap, and are never cut.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from centre_desk.papers.pdf.fonts import (
    BODY,
    HEADING,
    INK,
    LINE,
    NOTE,
    SHADE,
    SMALL,
    SMALL_BOLD,
    Type,
    fitted,
    wrapped,
)
from centre_desk.papers.pdf.pen import MM, Align, Pen

PAD = 1.2 * MM
LEAST = 6.0


class Block(Protocol):
    """A piece of a page. `head` is drawn again above it on a new page; `keep` ties it to the next."""

    @property
    def head(self) -> "Block | None":
        """What is repeated above the block at the top of a page."""

    @property
    def keep(self) -> bool:
        """Whether the next block must begin on the same page."""

    def height(self, wide: float) -> float:
        """Return the height that the block takes in a width."""

    def draw(self, pen: Pen, x: float, top: float, wide: float) -> None:
        """Draw the block below `top`."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of text."""

    text: str
    letters: Type = BODY
    align: Align = Align.LEFT
    after: float = 2 * MM
    keep: bool = False
    head: Block | None = None

    def height(self, wide: float) -> float:
        """Lines times leading, and the space after."""
        return len(wrapped(self.text, self.letters, wide)) * self.letters.leading + self.after

    def draw(self, pen: Pen, x: float, top: float, wide: float) -> None:
        """Write the lines."""
        at = {Align.LEFT: x, Align.CENTRE: x + wide / 2, Align.RIGHT: x + wide}[self.align]
        for number, line in enumerate(wrapped(self.text, self.letters, wide)):
            low = top - self.letters.size - number * self.letters.leading
            pen.text(at, low, line, self.letters, self.align)


def heading(text: str) -> Paragraph:
    """A title inside a paper, kept with what follows."""
    return Paragraph(text, HEADING, after=1.5 * MM, keep=True)


def note(text: str) -> Paragraph:
    """A remark in small grey letters."""
    return Paragraph(text, NOTE)


@dataclass(frozen=True, slots=True)
class Space:
    """Nothing, of some height."""

    high: float
    keep: bool = False
    head: Block | None = None

    def height(self, wide: float) -> float:
        """The height given."""
        return self.high

    def draw(self, pen: Pen, x: float, top: float, wide: float) -> None:
        """Draw nothing."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and values in columns: who, where, when."""

    pairs: tuple[tuple[str, str], ...]
    columns: int = 2
    after: float = 3 * MM
    keep: bool = False
    head: Block | None = None

    def _rows(self) -> list[tuple[tuple[str, str], ...]]:
        return [self.pairs[at : at + self.columns] for at in range(0, len(self.pairs), self.columns)]

    def _high(self, row: tuple[tuple[str, str], ...], wide: float) -> float:
        room = wide / self.columns - 2 * PAD
        lines = max(len(wrapped(value, BODY, room)) for _, value in row)
        return SMALL.leading + lines * BODY.leading + PAD

    def height(self, wide: float) -> float:
        """The rows, each as high as its longest value."""
        return sum(self._high(row, wide) for row in self._rows()) + self.after

    def draw(self, pen: Pen, x: float, top: float, wide: float) -> None:
        """Write each label above its value."""
        step = wide / self.columns
        for row in self._rows():
            for number, (label, value) in enumerate(row):
                left = x + number * step
                pen.text(left, top - NOTE.size, label, NOTE)
                for at, line in enumerate(wrapped(value, BODY, step - 2 * PAD)):
                    pen.text(left, top - SMALL.leading - BODY.size - at * BODY.leading, line, BODY)
            top -= self._high(row, wide)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `share` is its part of the width; `shrink` keeps a text on one line longer."""

    title: str
    share: float
    align: Align = Align.LEFT
    bold: bool = False
    shrink: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: one text a column; `least` is its smallest height, `marked` a line of totals.

    `pad`: the room above and below the texts.
    """

    cells: tuple[str, ...]
    columns: tuple[Column, ...]
    letters: Type = SMALL
    least: float = 0.0
    marked: bool = False
    keep: bool = False
    head: Block | None = None
    pad: float = PAD

    def _laid(self, wide: float) -> list[tuple[float, float, list[str], Type, Align]]:
        """Return left side, width, lines, letters and alignment of each cell."""
        whole = sum(column.share for column in self.columns)
        laid: list[tuple[float, float, list[str], Type, Align]] = []
        left = 0.0
        for column, text in zip(self.columns, self.cells, strict=True):
            room = wide * column.share / whole
            letters = SMALL_BOLD.sized(self.letters.size) if column.bold or self.marked else self.letters
            words = [text] if column.shrink else text.split()
            for word in words:  # a word is shrunk a little before it is cut
                letters = fitted(word, letters, room - 2 * PAD, LEAST)
            laid.append((left, room, wrapped(text, letters, room - 2 * PAD), letters, column.align))
            left += room
        return laid

    def height(self, wide: float) -> float:
        """As high as the cell with most lines."""
        laid = self._laid(wide)
        return max([self.least, *(len(lines) * letters.leading + 2 * self.pad for _, _, lines, letters, _ in laid)])

    def draw(self, pen: Pen, x: float, top: float, wide: float) -> None:
        """Draw the cells in their boxes, texts in the middle of the height."""
        high = self.height(wide)
        for left, room, lines, letters, align in self._laid(wide):
            fill = SHADE if self.marked else None
            pen.box(x + left, top - high, room, high, fill=fill, colour=LINE)
            at = {Align.LEFT: PAD, Align.CENTRE: room / 2, Align.RIGHT: room - PAD}[align]
            first = top - (high - len(lines) * letters.leading) / 2 - letters.size
            for number, line in enumerate(lines):
                pen.text(x + left + at, first - number * letters.leading, line, letters, align)


def table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    *,
    totals: Sequence[str] = (),
    least: float = 0.0,
    letters: Type = SMALL,
    pad: float = PAD,
) -> list[Block]:
    """Return a table as rows under a head that is repeated on each page, with a line of totals
    that stays with what follows.
    """
    plain = tuple(columns)
    titles = tuple(Column(c.title, c.share, Align.CENTRE) for c in plain)
    head = Row(tuple(c.title for c in plain), titles, SMALL, marked=True, keep=True)
    lines: list[Block] = [Row(tuple(row), plain, letters, least, head=head, pad=pad) for row in rows]
    if totals:
        lines.append(Row(tuple(totals), plain, letters, max(least, 6 * MM), True, True, head))
    return [head, *lines]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Rooms to sign in, side by side: a label, a name when it is known, an empty box."""

    places: tuple[tuple[str, str], ...]
    high: float = 22 * MM
    hint: str = ""
    keep: bool = False
    head: Block | None = None
    gap: float = field(default=3 * MM)

    def height(self, wide: float) -> float:
        """The label, the box and a hint below."""
        return SMALL.leading + self.high + (NOTE.leading if self.hint else 0) + 2 * MM

    def draw(self, pen: Pen, x: float, top: float, wide: float) -> None:
        """Draw one box a signatory."""
        room = (wide - self.gap * (len(self.places) - 1)) / len(self.places)
        for number, (label, name) in enumerate(self.places):
            left = x + number * (room + self.gap)
            pen.fit(left, top - SMALL.size, label, SMALL_BOLD, room)
            low = top - SMALL.leading - self.high
            pen.box(left, low, room, self.high, colour=INK, weight=0.6)
            if name:
                pen.fit(left + PAD, low + PAD + 1, name, SMALL, room - 2 * PAD, least=6.5, upwards=True)
        if self.hint:
            pen.text(x, top - SMALL.leading - self.high - NOTE.size - 1, self.hint, NOTE)


@dataclass(frozen=True, slots=True)
class Lines:
    """Empty ruled lines to write on by hand."""

    count: int
    step: float = 8 * MM
    keep: bool = False
    head: Block | None = None

    def height(self, wide: float) -> float:
        """The lines."""
        return self.count * self.step + 2 * MM

    def draw(self, pen: Pen, x: float, top: float, wide: float) -> None:
        """Rule the lines."""
        for number in range(1, self.count + 1):
            pen.line(x, top - number * self.step, x + wide, top - number * self.step)
