"""The short words of a list: sex, yes or no, counts, and cells that say "nothing".

French and English; what is not understood is None, so that the caller asks instead of guessing.
"""

import re

from centre_desk.rules.register import Sex
from centre_desk.rules.register.birth import Value
from centre_desk.rules.register.names import clean, fold

_NOTHING = frozenset({
    "", "nd", "n d", "n a", "neant", "ras", "s o", "inconnu", "inconnue", "non renseigne", "nc", "none",
    "null", "unknown", "aucun numero",
})  # fmt: skip
_FEMALE = frozenset({
    "f", "femme", "feminin", "feminine", "femelle", "female", "woman", "fille", "girl", "mme", "mlle", "madame",
    "mademoiselle", "w",
})  # fmt: skip
_MALE = frozenset({
    "m", "h", "homme", "masculin", "masculine", "male", "man", "garcon", "boy", "mr", "monsieur",
})  # fmt: skip
_YES = frozenset({
    "oui", "o", "yes", "y", "vrai", "true", "x", "1", "ok", "d accord", "daccord", "accord", "accepte", "donne",
    "donnee", "signe", "obtenu", "given", "agreed", "consent", "consenti", "autorise",
})  # fmt: skip
_NO = frozenset({
    "non", "n", "no", "faux", "false", "0", "pas d accord", "refus", "refuse", "refusee", "pas signe",
    "non donne", "not given", "declined", "aucun", "non signe", "non obtenu", "non autorise",
})  # fmt: skip
_TICKS = frozenset("✓✔☑☒")


def text_of(value: Value) -> str:
    """Return a cell as clean text: a whole number without its point, a date in ISO form, "néant" as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = clean(str(value))
    return "" if fold(text) in _NOTHING and not _TICKS & set(text) else text


def read_sex(value: Value) -> Sex | None:
    """Read the sex from a cell."""
    word = fold(text_of(value))
    if word in _FEMALE:
        return Sex.FEMALE
    return Sex.MALE if word in _MALE else None


def read_yes(value: Value) -> bool | None:
    """Read a yes or a no; None when the cell is empty or says something else."""
    text = text_of(value)
    if _TICKS & set(text):
        return True
    word = fold(text.replace("’", " ").replace("'", " "))
    if word in _YES:
        return True
    return False if word in _NO else None


def read_count(value: Value) -> int | None:
    """Read a small count ("2", "2 enfants", "aucun", "deux" is asked); None when it is not one."""
    text = fold(text_of(value))
    if text in ("", "non", "aucun", "aucune", "zero"):
        return 0
    found = re.match(r"(\d{1,2})(?:\s|$)", text)
    return int(found[1]) if found else None
