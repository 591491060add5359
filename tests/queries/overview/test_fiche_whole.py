"""The fiche cannot fall behind the models: each column of a person's is printed, or left out for a stated reason.

A word of its own is planted in every text, and a day of its own in every date, that hangs on a person; all of them
must be read back from the PDF, in both languages.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any, ClassVar

import pytest
from sqlalchemy import Boolean, Column, Date, LargeBinary, String, Table
from sqlalchemy import Enum as SqlEnum
from sqlalchemy.orm import Session

import centre_desk.models
from centre_desk.models.base import Base, Instant
from centre_desk.papers.reference import region_name
from centre_desk.papers.register import fiche_pdf
from centre_desk.queries.overview.fiche import fiche_of, printed_columns
from centre_desk.queries.overview.fiche.left_out import COLUMNS, EVERYWHERE, TABLES
from centre_desk.rules.desk import Actor
from centre_desk.store.journal import personal, write_journal
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import catalogue
from centre_desk.texts.formats import short_date
from tests.builders import build_centre, build_person
from tests.papers.reading import texts

assert centre_desk.models
META = Base.metadata
BY_NUMBER_ALONE = {"correction", "attachment", "journal_entry", "journal_value"}
"""Tables that name a person without a foreign key."""


def hanging() -> set[str]:
    """Tables that lead to a person by their foreign keys, in any number of steps, and those without a key."""
    found = {"person"} | BY_NUMBER_ALONE
    while True:
        more = {
            table.name
            for table in META.sorted_tables
            if any(key.column.table.name in found - BY_NUMBER_ALONE for key in table.foreign_keys)
        }
        if more <= found:
            return found
        found |= more


def columns() -> list[str]:
    return [f"{name}.{column.name}" for name in sorted(hanging()) for column in META.tables[name].columns]


def test_every_table_that_names_a_person_is_known() -> None:
    own = hanging()
    named = {f"{name}_id" for name in own} | {"person_id", "other_id", "subject_id", "received_by_id"}
    found = {table.name for table in META.sorted_tables if {c.name for c in table.columns} & named}
    assert found - own == set()


@pytest.mark.parametrize("where", columns())
def test_each_column_is_printed_or_left_out_for_a_reason(where: str) -> None:
    table, column = where.split(".")
    printed = (table, column) in printed_columns()
    left_out = table in TABLES or column in EVERYWHERE or where in COLUMNS
    assert printed != left_out, "print it (queries/overview/fiche/tables) or say why not (left_out)"


def test_the_list_of_what_is_left_out_names_what_is_there() -> None:
    assert set(COLUMNS) <= set(columns())
    assert set(TABLES) <= hanging()
    assert all(reason.strip() for reason in (*COLUMNS.values(), *TABLES.values(), *EVERYWHERE.values()))


class Planter:
    """Puts one row into each table that hangs on a person, with a word or a day of its own in each column."""

    FIXED: ClassVar[dict[str, Any]] = {
        "person.state": "active",
        "person.birth_year": 1990,
        "person.region_code": "01",
        "field_origin.field": "family_name",
        "referral_file.month": "2019-10",
        "skills_test.score_percent": 70,
        "criterion.threshold_points": 1,
        "assessment.rank": 1,
        "day_care_invoice.month": "2019-09",
        "claim_run.month": "2019-08",
        "claim_line.month": "2019-08",
        "claim_line.kind": "day_care",
        "claim_line.arrears_of": None,
        "claim_line.deduction": 0,
        "claim_line.gross": 7,
        "claim_line.net": 7,
        "exam_mark.kind": "score",
        "certificate.kind": "training",
        "certificate.skills_test_id": None,
        "correction.month": "2019-07",
        "correction.reported_in": "2019-06",
        "attachment.subject_kind": "person",
        "course_session.capacity": 9,
        "person.merged_into_id": None,
    }
    TEMPLATE: ClassVar[dict[str, str]] = {"claim_line.basis": '{"manual": "%s"}', "referral_line.raw": '{"nom": "%s"}',
                "certificate.facts": '{"name": "%s"}'}  # fmt: skip
    UNPLANTED = BY_NUMBER_ALONE & {"journal_entry", "journal_value"} | set(TABLES)

    def __init__(self, db: Session, person: int, other: int) -> None:
        self.db = db
        self.rows: dict[str, int] = {"person": person}
        self.other = other
        self.words: dict[str, str] = {}
        self.days: dict[str, date] = {}
        self.count = 0

    def plant(self, table: Table) -> int:
        if table.name in self.rows:
            return self.rows[table.name]
        known = None
        if table.name not in hanging():
            known = self.db.execute(table.select().limit(1)).first()
        if known is not None:
            self.rows[table.name] = known[0]
            return known[0]
        values = {c.name: self.value(table, c) for c in table.columns if not c.primary_key or c.foreign_keys}
        self.rows[table.name] = self.db.execute(table.insert().values(**values)).inserted_primary_key[0]
        return self.rows[table.name]

    def again(self, table: Table) -> None:
        """Plant over a row that is there."""
        values = {c.name: self.value(table, c) for c in table.columns if not c.primary_key}
        self.db.execute(table.update().where(table.c.id == self.rows[table.name]).values(**values))

    def value(self, table: Table, column: Column[Any]) -> Any:
        where = f"{table.name}.{column.name}"
        if where in self.FIXED:
            return self._typed(column, self.FIXED[where])
        if column.name == "other_id":
            return self.other
        if column.name in ("person_id", "subject_id", "received_by_id"):
            return self.rows["person"]
        if column.foreign_keys:
            return self.plant(next(iter(column.foreign_keys)).column.table)
        self.count += 1
        kind = column.type
        if isinstance(kind, SqlEnum):
            return self._typed(column, kind.enums[0])
        if isinstance(kind, Boolean):
            return True
        if isinstance(kind, Date):
            self.days[where] = date(1990, 1, 1) + timedelta(days=self.count)
            return self.days[where]
        if isinstance(kind, Instant):
            self.days[where] = date(2003, 1, 1) + timedelta(days=self.count)
            return datetime.combine(self.days[where], datetime.min.time(), UTC)
        if isinstance(kind, LargeBinary):
            return b"x"
        if isinstance(kind, String):
            self.words[where] = f"zq{self.count:03d}x"
            return self.TEMPLATE.get(where, "%s") % self.words[where]
        return 5

    @staticmethod
    def _typed(column: Column[Any], value: Any) -> Any:
        kind: type[Enum] | None = getattr(column.type, "enum_class", None)
        return kind(value) if kind is not None and value is not None else value


@pytest.fixture
def planted(desk_store: Store, secretary: Actor) -> tuple[int, Planter]:
    build_centre(desk_store)
    person, other = build_person(desk_store, 1), build_person(desk_store, 2)
    with desk_store.begin() as db:
        planter = Planter(db, person, other)
        planter.again(META.tables["person"])
        for table in META.sorted_tables:
            if table.name in hanging() - Planter.UNPLANTED:
                planter.plant(table)
        for kind in ("person", "referral", "certificate", "excuse", "skills_test", "enrolment", "claim_line"):
            before, after, reason = (f"zq{kind[:6]}{n}" for n in "abc")
            write_journal(db, by=secretary, at=datetime(2019, 11, 11, tzinfo=UTC), act="x.y", reason=reason,
                          subject=(kind, planter.rows[kind]), event_date=date(2019, 5, 6),
                          before={"phone": personal(before)}, after={"phone": personal(after)})  # fmt: skip
            planter.words |= {f"journal {kind} {n}": word for n, word in enumerate((before, after, reason))}
    return person, planter


def _wanted(planter: Planter) -> Iterator[tuple[str, str]]:
    printed = {f"{table}.{column}" for table, column in printed_columns()}
    left_out = set(COLUMNS) | {where for where in columns() if where.split(".")[0] in TABLES}
    for where, word in planter.words.items():
        if where in printed or where.startswith("journal"):
            yield where, word
        else:
            assert where in left_out or where.split(".")[0] not in hanging(), where
    for where, day in planter.days.items():
        if where in printed:
            shown = day - timedelta(days=day.weekday()) if where == "attendance_mark.day" else day
            yield where, short_date(shown)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_word_and_day_planted_is_read_back_from_the_paper(
    desk_store: Store, planted: tuple[int, Planter], language: str
) -> None:
    person, planter = planted
    words = catalogue(language)
    fiche, letterhead = fiche_of(desk_store, person, date(2019, 12, 9), words)
    pages = " ".join(texts(fiche_pdf(fiche, letterhead=letterhead, words=words)))
    wanted = dict(_wanted(planter))
    assert len(wanted) > 100
    assert {where: word for where, word in wanted.items() if word not in pages} == {}
    assert region_name("01") in pages
    assert fiche.empty == () or all(title not in {t.title for t in fiche.tables} for title in fiche.empty)
