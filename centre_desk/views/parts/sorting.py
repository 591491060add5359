"""How values are put in order on the screen: words without their accents, nothing before something."""

import unicodedata
from typing import Any


def fold(text: str) -> str:
    """Return text without accents, case and the letters of Bambara that a keyboard lacks."""
    plain = text.casefold().translate(_LETTERS)
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))


def sort_key(value: Any) -> tuple[bool, Any]:
    """Return a key that compares values of one column, `None` first."""
    return (value is not None, fold(value) if isinstance(value, str) else value)


_LETTERS = str.maketrans({"ɛ": "e", "ɔ": "o", "ɲ": "ny", "ŋ": "ng", "’": "'"})
