"""Which letters papers are written with: Noto Sans and Noto Serif of `resources/fonts`, embedded.

Facts: the fonts of PDF itself lack ɛ ɔ ɲ ŋ and the narrow no-break space; these have them all.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any
from unicodedata import normalize

from centre_desk.places import resource

INK = "#1B2430"
MUTED = "#56616F"
TEAL = "#0B6B67"
GOLD = "#C9B27A"
LINE = "#7A838E"
SHADE = "#E4E7EB"
PALE = "#EBEDF0"
WHITE = "#FFFFFF"

ELLIPSIS = "…"


class Font(StrEnum):
    """A font file of `resources/fonts`."""

    SANS = "NotoSans-Regular"
    SANS_BOLD = "NotoSans-Bold"
    SANS_ITALIC = "NotoSans-Italic"
    SERIF = "NotoSerif-Regular"
    SERIF_BOLD = "NotoSerif-Bold"
    SERIF_ITALIC = "NotoSerif-Italic"


@dataclass(frozen=True, slots=True)
class Type:
    """Letters of one kind: font, size in points, colour."""

    font: Font = Font.SANS
    size: float = 9.0
    colour: str = INK

    @property
    def leading(self) -> float:
        """Distance from one line to the next."""
        return self.size * 1.32

    def sized(self, size: float) -> "Type":
        """Return the same letters in another size."""
        return Type(self.font, size, self.colour)


BODY = Type()
BOLD = Type(Font.SANS_BOLD)
SMALL = Type(Font.SANS, 7.5)
SMALL_BOLD = Type(Font.SANS_BOLD, 7.5)
NOTE = Type(Font.SANS, 7.5, MUTED)
TITLE = Type(Font.SANS_BOLD, 15, INK)
HEADING = Type(Font.SANS_BOLD, 10.5, TEAL)


@cache
def load(font: Font) -> str:
    """Register a font with reportlab once and return the name that it is drawn by."""
    from reportlab.pdfbase import pdfmetrics  # fact sheets are used where nothing is drawn: reportlab waits
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont(font.value, str(resource("fonts", f"{font.value}.ttf"))))
    return font.value


@cache
def _face(font: Font) -> Any:
    from reportlab.pdfbase import pdfmetrics

    return pdfmetrics.getFont(load(font))


def width(text: str, letters: Type) -> float:
    """Return how wide a text is, in points."""
    return float(_face(letters.font).stringWidth(text, letters.size))


def clean(text: str) -> str:
    """Return the text as it is drawn: composed letters, no control characters."""
    return "".join(char for char in normalize("NFC", text) if char >= " " or char == "\n")


def fitted(text: str, letters: Type, room: float, least: float) -> Type:
    """Return the letters, smaller where the text is too wide for the room, but never below `least` points."""
    wide = width(text, letters)
    if wide <= room:
        return letters
    return letters.sized(max(least, int(letters.size * room / wide * 20) / 20))


def wrapped(text: str, letters: Type, room: float) -> list[str]:
    """Break a text into lines at ordinary spaces (no-break ones hold), and inside a word that is too long."""
    lines: list[str] = []
    for part in clean(text).split("\n"):
        line = ""
        for word in part.split(" "):
            longer = f"{line} {word}" if line else word
            if width(longer, letters) <= room:
                line = longer
                continue
            if line:
                lines.append(line)
            *full, line = _chopped(word, letters, room)
            lines.extend(full)
        lines.append(line)
    return lines


def _chopped(word: str, letters: Type, room: float) -> list[str]:
    """Cut a word into pieces that fit; a hyphen inside it is the better place."""
    pieces: list[str] = []
    while len(word) > 1 and width(word, letters) > room:
        end = len(word) - 1
        while end > 1 and width(word[:end], letters) > room:
            end -= 1
        hyphen = word.rfind("-", 1, end) + 1
        end = hyphen or end
        pieces.append(word[:end])
        word = word[end:]
    return [*pieces, word]


def shortened(text: str, letters: Type, room: float) -> str:
    """Return the text, an ellipsis for its end where it is too wide: for second-rank texts only."""
    if width(text, letters) <= room:
        return text
    while text and width(text + ELLIPSIS, letters) > room:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS
