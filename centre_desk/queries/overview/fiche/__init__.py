"""The fiche individuelle: all that the desk holds on one person, room by room, for who asks for it.

Facts: a person may see everything held on them (law 2013-015; IOM's principle 7), and who it came from. What is
printed is declared in `tables`; what is not, with its reason, in `left_out`.
"""

from collections.abc import Callable, Iterator
from datetime import date

from sqlalchemy.orm import Session

from centre_desk.models.register import Person
from centre_desk.papers.pdf.document import Letterhead
from centre_desk.papers.register import FicheFacts, FicheTable
from centre_desk.queries.centre.letterhead import letterhead_of
from centre_desk.queries.overview.events import event_lines
from centre_desk.queries.overview.fiche.attendance import MARK_COLUMNS, figures_table, half_days_table
from centre_desk.queries.overview.fiche.held import columns_said, held_table
from centre_desk.queries.overview.fiche.identity import CELLS, ORIGIN_COLUMNS, identity_facts, merged_files
from centre_desk.queries.overview.fiche.saying import Say
from centre_desk.queries.overview.fiche.tables import COURSE, FILE, MONEY_AND_AFTER, TABLES, TRAINING
from centre_desk.queries.overview.fiche.trail import (
    JOURNAL_COLUMNS,
    SCAN_COLUMNS,
    journal_table,
    leaving_table,
    scans_table,
)
from centre_desk.queries.overview.people import merged_into
from centre_desk.queries.overview.retention import keep_until
from centre_desk.queries.overview.timeline import person_timeline
from centre_desk.queries.register import list_name
from centre_desk.rules.encoding import short_head
from centre_desk.store.journal import chain_head
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import short_date

__all__ = ["fiche_of", "printed_columns"]


def printed_columns() -> frozenset[tuple[str, str]]:
    """Return every table and column that the fiche prints."""
    own = ((Person.__tablename__, column) for cell in CELLS for column in cell.columns)
    return frozenset(
        {*own, *ORIGIN_COLUMNS, *columns_said(TABLES), *MARK_COLUMNS, *SCAN_COLUMNS, *JOURNAL_COLUMNS}
    )


def fiche_of(
    store: Store, person_id: int, on: date, words: Catalogue, act_words: Callable[[str], str] = str
) -> tuple[FicheFacts, Letterhead]:
    """Return the facts of a person's fiche as of a day, and the letterhead above it.

    `act_words` says an act of the journal; without it, its code stands. Tables without a row are only named.
    """
    path = _path(store, person_id, on, words)
    with store.read() as db:
        person = db.get_one(Person, person_id)
        merged = merged_into(db, person_id)
        people, say = (person_id, *merged), Say(db, words)
        figures = figures_table(store, people, on, words)
        tables = [path, *_tables(db, people, say, figures), *merged_files(db, merged, say)]
        tables += [scans_table(db, people, say), leaving_table(db, people, say)]
        tables.append(journal_table(db, people, say, act_words))
        until = keep_until(db, person_id)
        name = list_name(person.family_name, person.given_names)
        fiche = FicheFacts(
            name=name,
            number=person.case_number or str(person_id),
            on=on,
            facts=tuple(identity_facts(db, person, say)),
            tables=tuple(one for one in tables if one.rows),
            empty=tuple(one.title for one in tables if not one.rows),
            retention=short_date(until, words.language) if until else "",
            head_code=short_head(chain_head(db)[1]),
        )
        return fiche, letterhead_of(db, on)


def _tables(db: Session, people: tuple[int, ...], say: Say, figures: FicheTable) -> Iterator[FicheTable]:
    yield from (held_table(db, one, people, say) for one in (*FILE, *TRAINING))
    yield figures
    yield half_days_table(db, people, say)
    yield from (held_table(db, one, people, say) for one in (*COURSE, *MONEY_AND_AFTER))


def _path(store: Store, person_id: int, on: date, words: Catalogue) -> FicheTable:
    t = words.t
    rows = tuple(
        (short_date(event.day), *event_lines(event, words))
        for event in reversed(person_timeline(store, person_id, on).events)
    )
    return FicheTable(t("Path"), (t("Day"), t("What happened"), t("Outcome")), rows)
