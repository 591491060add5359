"""What a line would change of somebody whom the desk knows, in words: each fact by name, its old and its new value.

Facts: `rules/referral/ownership.py` compares; a dash stands for nothing.
"""

from collections.abc import Mapping
from datetime import date

from centre_desk.papers.phone import show_phone
from centre_desk.papers.reference import region_name
from centre_desk.rules.referral import LineFate, Route
from centre_desk.rules.referral.fields import Field
from centre_desk.rules.referral.planned import PlannedLine
from centre_desk.rules.register import Sex
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import short_date
from centre_desk.views.register.people import show_birth

_FIELDS = {"region_code": Field.REGION, "experience_years": Field.EXPERIENCE}
_ORDER = tuple(Field)
_YES_OR_NO = frozenset({"consent", "day_care"})
_DAYS = frozenset({"returned_on", "referred_on"})
_TRADES = frozenset({"training", "declared_trade"})


def change_sentences(line: PlannedLine, words: Catalogue, trades: Mapping[str, str]) -> list[str]:
    """Return a sentence for each change, and one that says whom the line is about where the desk knows them."""
    changes = sorted(line.changes, key=lambda change: _ORDER.index(_field(change[0])))
    said = [_change(change, line, words, trades) for change in changes]
    if line.of_line:
        return [words.t("The person of line {line}.", line=line.of_line), *said]
    if line.person_id is None or line.referral_id is not None:
        return said
    second = words.t("In the register already: a second referral.")
    return [second if line.fate is LineFate.NEW else words.t("In the register already."), *said]


def _field(key: str) -> Field:
    return _FIELDS.get(key) or Field(key)


def _change(change: tuple[str, str, str], line: PlannedLine, words: Catalogue, trades: Mapping[str, str]) -> str:
    key, before, after = change
    told = {
        "field": words.word(_field(key)),
        "before": show_value(key, before, words, trades),
        "after": show_value(key, after, words, trades),
    }
    if key in line.kept:
        return words.t("{field}: {before} stays (IOM says {after})", **told)
    if key in line.own:
        return words.t("{field}: {before} (the centre’s) → {after}", **told)
    return words.t("{field}: {before} → {after}", **told)


def show_value(key: str, text: str, words: Catalogue, trades: Mapping[str, str]) -> str:
    """Return the value of a fact as a list shows it."""
    if not text:
        return "—"
    if key == "sex":
        return words.word(Sex(text))
    if key == "route":
        return words.word(Route(text))
    if key in _YES_OR_NO:
        return words.t("yes") if text == "yes" else words.t("no")
    if key in _DAYS:
        return short_date(date.fromisoformat(text), words.language)
    if key in _TRADES:
        return trades.get(text, text)
    return _show_person(key, text, words)


def _show_person(key: str, text: str, words: Catalogue) -> str:
    if key == "birth":
        day = date.fromisoformat(text) if "-" in text else None
        return show_birth(day, day.year if day else int(text), words)
    if key == "phone":
        return show_phone(text)
    return region_name(text) if key == "region_code" else text
