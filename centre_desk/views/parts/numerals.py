"""How numbers are typed at a centre: comma or point, any kind of space, an AZERTY row without Shift.

Facts: the grid of screens. On a French keyboard the digit row gives `&é"'(-è_çà` where Shift was forgotten.
"""

import re

_AZERTY = str.maketrans("&é\"'(-è_çà", "1234567890")
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")


def unshifted_digits(text: str) -> str:
    """Return the digits that were meant by the unshifted row of an AZERTY keyboard."""
    return text.translate(_AZERTY)


def _meant(text: str) -> str:
    """Take the unshifted row for digits only where no true digit stands: `-500` is not 6500."""
    return text if any(c.isdigit() for c in text) else unshifted_digits(text)


def without_spaces(text: str) -> str:
    """Return text without ordinary, no-break and narrow spaces."""
    return _SPACES.sub("", text)


def read_hundredths(text: str) -> int:
    """Read a number with at most two decimals as hundredths: `12,5` -> 1250. ValueError for another text."""
    plain = without_spaces(_meant(text)).replace(".", ",")
    found = re.fullmatch(r"(\d{1,6})(?:,(\d{0,2}))?", plain)
    if found is None:
        raise ValueError(text)
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


def read_francs(text: str) -> int:
    """Read an amount of whole francs: `45.000 F CFA` -> 45000. ValueError for another text."""
    plain = without_spaces(text).lower().removesuffix("cfa").removesuffix("f")
    plain = _meant(plain)
    if not re.fullmatch(r"\d+|\d{1,3}([.,]\d{3})+", plain):
        raise ValueError(text)
    return int(plain.replace(".", "").replace(",", ""))
