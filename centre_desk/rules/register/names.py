"""How names are written, folded for comparison, and split into given, family and married names.

Facts: Mali's lists write the family name in capitals ("COULIBALY Moussa"); a married woman is
"Mme + husband's name + given name + own family name"; Bambara letters are ɛ ɔ ɲ ŋ.
"""

import re
import unicodedata
from dataclasses import dataclass

_SPACES = re.compile(r"[\s\u00a0\u2007\u202f\u200b\u200c\u200d\ufeff\u2060]+")
_APOSTROPHES = re.compile(r"[’‘ʼ`´′']")
_LETTERS = str.maketrans({
    "ɛ": "e", "ɔ": "o", "ɲ": "ny", "ŋ": "n", "ɓ": "b", "ɗ": "d", "ƴ": "y", "œ": "oe", "æ": "ae", "ß": "ss",
    "ø": "o", "ł": "l", "ı": "i",
})  # fmt: skip
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_WIFE = re.compile(r"(?i)^(mme|madame|mrs|m\.me)\.?\s+")
_TITLE = re.compile(r"(?i)^(m|mr|mrs|mme|mlle|monsieur|madame|mademoiselle|dr|el hadj|elhadj)\.?\s+(?=\S)")
_PARTICLES = frozenset({"ag", "ould", "walet", "wlt", "ben", "bint", "el", "al", "de"})
_SOUNDS = (
    ("dj", "j"), ("gn", "ny"), ("ph", "f"), ("th", "t"), ("kh", "k"), ("gh", "g"), ("ck", "k"), ("qu", "k"),
    ("sh", "ch"), ("oua", "wa"), ("oue", "we"), ("ouo", "wo"), ("oui", "wi"), ("ou", "u"), ("oo", "u"),
    ("ee", "i"), ("ai", "ay"), ("ei", "ey"),
)  # fmt: skip
_SOFT_C = re.compile(r"c(?=[eiy])")
_DI_VOWEL = re.compile(r"d[iy](?=[aeou])")
_DOUBLE = re.compile(r"(.)\1+")


def clean(text: str) -> str:
    """Return the text with every kind of space made one ordinary space, and none at the ends."""
    return _SPACES.sub(" ", text).strip()


def fold(text: str) -> str:
    """Return a text for comparison: no accents, no case, Bambara letters in ASCII, words of letters and digits.

    An apostrophe joins (N’Diaye -> ndiaye), every other sign separates (Gourma-Rharous -> gourma rharous).
    """
    flat = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text)).casefold().translate(_LETTERS)
    bare = "".join(ch for ch in flat if not unicodedata.combining(ch))
    return _NOT_WORD.sub(" ", bare).strip()


def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text."""
    return tuple(fold(text).split())


def sound(word: str) -> str:
    """Return how a folded word sounds, so that the usual spellings of one name agree (coulibaly, koulibali)."""
    heard = _DI_VOWEL.sub("j", word)
    for written, said in _SOUNDS:
        heard = heard.replace(written, said)
    heard = _SOFT_C.sub("s", heard).replace("ch", "\0").replace("c", "k").replace("\0", "ch")
    heard = heard.replace("y", "i").replace("q", "k").replace("z", "s")
    heard = _DOUBLE.sub(r"\1", heard)
    return heard.rstrip("hw") or heard


def title_case(name: str) -> str:
    """Return a name in capitals as it is usually written (AG MOHAMED -> Ag Mohamed); any other as it stands."""
    name = clean(name)
    if not _is_capitals(name):
        return name
    return re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), name)


def with_capitals(name: str) -> str:
    """Return a name typed wholly in small letters with its capitals (n’golo -> N’Golo); any other as it stands."""
    if any(ch.isupper() for ch in name):
        return name
    return re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), name)


def _is_capitals(text: str) -> bool:
    letters = [ch for ch in text if ch.isalpha()]
    return len(letters) > 1 and not any(ch.islower() for ch in letters)


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name. A single name is a family name without a given one."""

    family: str
    given: str = ""
    married: str = ""

    @property
    def full(self) -> str:
        """Return given then family name, as a person says it."""
        return f"{self.given} {self.family}".strip()


def split_name(text: str, *, family_first: bool = True) -> Name:
    """Split a name written in one cell; capitals mark the family name, else the order that the header says."""
    text = clean(text).replace("'", "’")
    if wife := _WIFE.match(text):
        return _split_married(text[wife.end() :], family_first=family_first)
    if comma := re.fullmatch(r"([^,]+),\s*([^,]+)", text):
        return Name(title_case(comma[1]), title_case(comma[2]))
    parts = _TITLE.sub("", text).split()
    capitals = _capital_run(parts)
    if capitals is not None:
        start, end = capitals
        return Name(title_case(" ".join(parts[start:end])), " ".join(parts[:start] + parts[end:]))
    return _split_by_order([title_case(p) for p in parts], family_first=family_first)


def _split_married(text: str, *, family_first: bool) -> Name:
    """Split what follows "Mme": with three words or more the first is the husband's name."""
    parts = text.split()
    if len(parts) < 3:
        return split_name(text, family_first=family_first)
    size = 2 if fold(parts[0]) in _PARTICLES and len(parts) > 3 else 1
    own = split_name(" ".join(parts[size:]), family_first=False)
    return Name(own.family, own.given, title_case(" ".join(parts[:size])))


def _capital_run(parts: list[str]) -> tuple[int, int] | None:
    """Return where the words in capitals stand, when some but not all of the words are."""
    marks = [_is_capitals(p) or (p.isupper() and fold(p) in _PARTICLES) for p in parts]
    if all(marks) or not any(marks):
        return None
    start = marks.index(True)
    end = start
    while end < len(marks) and marks[end]:
        end += 1
    return start, end


def _split_by_order(parts: list[str], *, family_first: bool) -> Name:
    if len(parts) < 2:
        return Name(" ".join(parts))
    if family_first:
        size = 2 if fold(parts[0]) in _PARTICLES and len(parts) > 2 else 1
        return Name(" ".join(parts[:size]), " ".join(parts[size:]))
    size = 2 if len(parts) > 2 and fold(parts[-2]) in _PARTICLES else 1
    return Name(" ".join(parts[-size:]), " ".join(parts[:-size]))


def read_name(given: str, family: str, married: str = "") -> Name:
    """Return a name from cells of their own; a family cell alone may hold the whole name, a title is dropped."""
    given, family = clean(given).replace("'", "’"), clean(family).replace("'", "’")
    if family and not given:
        one = split_name(family)
        return Name(one.family, one.given, read_married(married) or one.married)
    if given and not family:
        return Name(title_case(given), "", read_married(married))
    return Name(title_case(_TITLE.sub("", family)), title_case(_TITLE.sub("", given)), read_married(married))


def read_married(text: str) -> str:
    """Return a married name without its "Mme"."""
    return title_case(_WIFE.sub("", clean(text)).replace("'", "’"))


def normal_case_number(text: str) -> str:
    """Return IOM's case number as it is compared and stored: no space at the ends, one dash, upper case."""
    return re.sub(r"\s*[-‐‑‒–—−]\s*", "-", clean(text)).upper()
