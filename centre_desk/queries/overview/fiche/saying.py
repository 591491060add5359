"""How a column of a table is said on the fiche: enum, day, moment, amount, name of what a number points to.

Facts: rows of the models. What has no word of its own is said as it is stored: the person reads what is held.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy.orm import Session

from centre_desk.models.assessment import Assessment, Criterion, Grid, OutgoingReferral, SkillsTest
from centre_desk.models.attendance import MonitoringVisit
from centre_desk.models.base import Base
from centre_desk.models.centre import DayCareProvider, Trade, Trainer
from centre_desk.models.certificate import Certificate
from centre_desk.models.claim import ClaimLine, ClaimRun
from centre_desk.models.course import CourseSession, Enrolment
from centre_desk.models.desk import Delegation, User
from centre_desk.models.exam import Exam, ExamPart
from centre_desk.models.kit import KitList
from centre_desk.models.referral import ReferralFile
from centre_desk.models.register import Dependant, Person
from centre_desk.queries.register import list_name
from centre_desk.rules.referral.fields import Field
from centre_desk.texts.catalogue import Catalogue, Msg
from centre_desk.texts.formats import decimal, francs, month_name, short_date

NOTHING = "–"
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIELDS = frozenset(field.value for field in Field)


class Say:
    """Says values in one language; reads the names of what numbers point to."""

    def __init__(self, db: Session, words: Catalogue) -> None:
        self.db = db
        self.words = words

    def value(self, value: object) -> str:
        """Say a plain value."""
        if value is None or value == "":
            return NOTHING
        if isinstance(value, Enum):
            return self.words.word(value)
        if isinstance(value, bool):
            return self.words.t("yes") if value else self.words.t("no")
        if isinstance(value, datetime):
            return short_date(value.date(), self.words.language)
        if isinstance(value, date):
            return short_date(value, self.words.language)
        return str(value)

    def pair(self, label: str, text: str) -> str:
        """Say a value behind its label."""
        return self.words.t("{label}: {text}", label=label, text=text)

    def name(self, table: type[Base], number: int | None) -> str:
        """Say what a number of another table points to."""
        row = self.db.get(table, number) if number is not None else None
        return NOTHING if row is None else _NAMES[table](self, row)


def _file(say: Say, row: ReferralFile) -> str:
    return " · ".join(part for part in (row.name, say.value(row.month) if row.month else "") if part)


def _visit(say: Say, row: MonitoringVisit) -> str:
    return f"{short_date(row.day)} {say.value(row.half_day)} · {row.visitors}"


def _grid(say: Say, row: Grid) -> str:
    return f"{say.name(Trade, row.trade_id)} v{row.version}"


def _criterion(say: Say, row: Criterion) -> str:
    return row.label_en if say.words.language == "en" and row.label_en else row.label_fr


def _part(say: Say, row: ExamPart) -> str:
    return f"{row.name} · {say.name(Exam, row.exam_id)}"


def _line(say: Say, row: ClaimLine) -> str:
    return f"{say.value(row.kind)} · {month_name(row.month, say.words.language)}"


def _trade(say: Say, row: Trade) -> str:
    return row.name_en if say.words.language == "en" and row.name_en else row.name_fr


_NAMES: dict[type[Base], Callable[[Say, Any], str]] = {
    Assessment: lambda say, row: f"{say.name(SkillsTest, row.test_id)} · {say.name(Trainer, row.trainer_id)}",
    Certificate: lambda _say, row: row.number,
    ClaimLine: _line,
    ClaimRun: lambda _say, row: row.number,
    CourseSession: lambda _say, row: f"{row.code} · {row.name}",
    Criterion: _criterion,
    DayCareProvider: lambda _say, row: row.name,
    Delegation: lambda say, row: say.name(User, row.to_user_id),
    Dependant: lambda _say, row: row.name,
    Enrolment: lambda say, row: say.name(CourseSession, row.session_id),
    Exam: lambda _say, row: short_date(row.held_on),
    ExamPart: _part,
    Grid: _grid,
    KitList: lambda _say, row: f"v{row.version}",
    MonitoringVisit: _visit,
    OutgoingReferral: lambda _say, row: row.number,
    Person: lambda _say, row: list_name(row.family_name, row.given_names),
    ReferralFile: _file,
    SkillsTest: lambda _say, row: row.number,
    Trade: _trade,
    Trainer: lambda _say, row: list_name(row.family_name, row.given_names),
    User: lambda _say, row: row.full_name or row.name,
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A column of a printed table: its head, the stored columns that it says, and how."""

    head: Msg
    columns: tuple[str, ...]
    say: Callable[[Say, Any], str]


def plain(head: Msg, *columns: str) -> Cell:
    """Say columns as they are, those that hold something, one after the other."""

    def said(say: Say, row: Any) -> str:
        parts = [say.value(value) for name in columns if (value := getattr(row, name)) not in (None, "")]
        return " · ".join(parts) or NOTHING

    return Cell(head, columns, said)


def named(head: Msg, table: type[Base], column: str) -> Cell:
    """Say what a number points to."""
    return Cell(head, (column,), lambda say, row: say.name(table, getattr(row, column)))


def money(head: Msg, *columns: str) -> Cell:
    """Say whole francs."""
    return Cell(
        head, columns, lambda say, row: " · ".join(francs(getattr(row, name), say.words.language) for name in columns)
    )


def hundredths(head: Msg, column: str, *others: str) -> Cell:
    """Say a mark out of 20; where there is none, what stands in its place."""

    def said(say: Say, row: Any) -> str:
        value = getattr(row, column)
        if value is not None:
            return f"{decimal(value, say.words.language)}/20"
        return " · ".join(say.value(getattr(row, name)) for name in others) or NOTHING

    return Cell(head, (column, *others), said)


def born(head: Msg) -> Cell:
    """Say a birth: the day, or the year alone."""

    def said(say: Say, row: Any) -> str:
        if row.birth_date is not None:
            return short_date(row.birth_date, say.words.language)
        return say.words.t("about {year}", year=row.birth_year) if row.birth_year else NOTHING

    return Cell(head, ("birth_date", "birth_year"), said)


def json_texts(head: Msg, column: str, *, but: frozenset[str] = frozenset()) -> Cell:
    """Say a column of JSON as `name: value`, but what speaks of the centre alone."""
    return Cell(head, (column,), lambda say, row: say_json(say, json.loads(getattr(row, column) or "{}"), but))


def say_json(say: Say, value: object, but: frozenset[str] = frozenset()) -> str:
    """Say parsed JSON on one line; what is empty is left out."""
    if isinstance(value, Mapping):
        kept = ((name, say_json(say, one, but)) for name, one in value.items() if name not in but)
        return "; ".join(say.pair(_key(say, name), text) for name, text in kept if text != NOTHING) or NOTHING
    if isinstance(value, list):
        return ", ".join(say_json(say, one, but) for one in value) or NOTHING
    if isinstance(value, str) and _ISO_DATE.fullmatch(value):
        return short_date(date.fromisoformat(value), say.words.language)
    return say.value(value)


def _key(say: Say, name: str) -> str:
    """Say what a kept name means, where a list of IOM's has a word for it."""
    return say.words.word(Field(name)) if name in _FIELDS else name.replace("_", " ")
