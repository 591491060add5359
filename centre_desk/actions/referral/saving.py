"""Saving the lines that were not taken, and the answers to IOM: names leave the desk, the journal says how many."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.centre import Centre
from centre_desk.papers.referral.answer import answer_workbook
from centre_desk.papers.referral.reading import ReferralList
from centre_desk.papers.referral.refused import refused_workbook
from centre_desk.queries.referral.answers import answer_rows
from centre_desk.rules.desk import Actor, Right
from centre_desk.rules.referral import LineFate
from centre_desk.rules.referral.plan import ImportPlan
from centre_desk.rules.room import Room
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import Catalogue

Onward = Callable[[Session, Catalogue], Mapping[int, str]]


def save_refused_lines(
    store: Store,
    *,
    referrals: ReferralList,
    plan: ImportPlan,
    path: Path,
    words: Catalogue,
    referred_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Done:
    """Write the refused and undecided lines, with their reasons, as a workbook at `path`.

    `referred_on` is the date that the user gave for the whole file: the workbook says it again.
    """
    count = len(plan.of(LineFate.REFUSED, LineFate.QUESTION))
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        author = db.get_one(Centre, 1).name
        write_journal(
            db,
            by=by,
            at=at,
            act="referral.save_refused_lines",
            subject=("referral_file", 0),
            after={"sha256": referrals.sha256, "lines": count},
        )
        path.write_bytes(refused_workbook(referrals, plan, words, author=author, referred_on=referred_on))
    return Done(frozenset({Room.DESK}), count=count)


def save_answers(
    store: Store,
    *,
    referral_ids: Iterable[int],
    path: Path,
    words: Catalogue,
    by: Actor,
    at: datetime,
    onward: Onward | None = None,
) -> Done:
    """Write what became of referrals as a workbook for IOM at `path`; a name stands only where consent is given.

    `onward` says what later rooms know of a referral: the other centre that the person was referred to.
    """
    ids = frozenset(referral_ids)
    with store.begin() as db:
        by = require(db, by, Right.EXPORT_RETURN, at)
        author = db.get_one(Centre, 1).name
        rows = answer_rows(db, ids, words.language, at.date(), onward(db, words) if onward else None)
        write_journal(
            db,
            by=by,
            at=at,
            act="referral.save_answers",
            subject=("referral", 0),
            after={"lines": len(rows), "withheld": sum(not row.name for row in rows), "referrals": sorted(ids)},
        )
        path.write_bytes(answer_workbook(rows, words, author=author, on=at.date()))
    return Done(frozenset({Room.DESK}), count=len(rows))
