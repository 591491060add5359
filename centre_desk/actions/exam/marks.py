"""The marks of an exam, many cells in one act; what is cleared is cleared, what is stated absent stays explicit."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.actions.exam.planning import TOUCHED, exam_of
from centre_desk.models.centre import Trainer
from centre_desk.models.course import SessionTrainer
from centre_desk.models.exam import Exam, ExamMark
from centre_desk.queries.exam.reading import candidates_of, parts_of
from centre_desk.rules.desk import Actor, Right, Role
from centre_desk.rules.exam import Mark, check_mark
from centre_desk.rules.refusal import Refusal, refusal, refuse_if
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store

Cell = tuple[int, int]
"""The enrolment and the part of a mark."""


def record_marks(
    store: Store,
    *,
    exam_id: int,
    marks: Mapping[Cell, Mark | None],
    by: Actor,
    at: datetime,
    author_id: int | None = None,
) -> Done:
    """Put marks ((enrolment, part) -> mark; None clears) into an open exam, all or none. `count`: how many changed.

    `author_id`: the trainer whose marks they are; else the trainer who types, or the lead of the session.
    """
    with store.begin() as db:
        by = require(db, by, Right.MARK, at)
        exam = exam_of(db, exam_id)
        refuse_if(_check_own(db, exam, by), _check_cells(db, exam, marks))
        author = author_id or _author(db, exam, by)
        known = _known(db, exam)
        before = {cell: _plain(known[cell]) if cell in known else None for cell in marks}
        changed = [cell for cell, mark in marks.items() if before[cell] != mark]
        for cell in changed:
            _put(db, known.get(cell), cell, marks[cell], author, by, at)
        if changed:
            write_journal(
                db,
                by=by,
                at=at,
                act="exam.record_marks",
                subject=("exam", exam_id),
                event_date=exam.held_on,
                before=_shown({cell: before[cell] for cell in changed if before[cell]}),
                after=_shown({cell: marks[cell] for cell in changed}) | {"author": author},
            )
    return Done(TOUCHED, exam_id, len(changed))


def _known(db: Session, exam: Exam) -> dict[Cell, ExamMark]:
    parts = [part.id for part in parts_of(db, exam.id)]
    rows = db.scalars(select(ExamMark).where(ExamMark.part_id.in_(parts)))
    return {(row.enrolment_id, row.part_id): row for row in rows}


def _check_own(db: Session, exam: Exam, by: Actor) -> tuple[Refusal, ...]:
    """A trainer marks their own sessions; the office keys any, from paper."""
    if Role.SECRETARY in by.roles or _own_trainer(db, exam, by) is not None:
        return ()
    return (refusal("exam.not_own_session"),)


def _own_trainer(db: Session, exam: Exam, by: Actor) -> int | None:
    query = (
        select(SessionTrainer.trainer_id)
        .join(Trainer, Trainer.id == SessionTrainer.trainer_id)
        .where(SessionTrainer.session_id == exam.session_id, Trainer.user_id == by.user_id)
    )
    return db.scalars(query).first()


def _author(db: Session, exam: Exam, by: Actor) -> int | None:
    lead = (
        select(SessionTrainer.trainer_id)
        .where(SessionTrainer.session_id == exam.session_id)
        .order_by(SessionTrainer.lead.desc(), SessionTrainer.id.desc())
    )
    return _own_trainer(db, exam, by) or db.scalars(lead).first()


def _check_cells(db: Session, exam: Exam, marks: Mapping[Cell, Mark | None]) -> tuple[Refusal, ...]:
    people = {one.enrolment_id for one in candidates_of(db, exam)}
    parts = {part.id for part in parts_of(db, exam.id)}
    if any(enrolment not in people or part not in parts for enrolment, part in marks):
        return (refusal("exam.not_candidate"),)
    wrong = [problem for mark in marks.values() if mark is not None for problem in check_mark(mark)]
    return tuple(dict.fromkeys(wrong))


def _plain(row: ExamMark) -> Mark:
    return Mark(row.kind, row.value)


def _put(
    db: Session, row: ExamMark | None, cell: Cell, mark: Mark | None, author: int | None, by: Actor, at: datetime
) -> None:
    if mark is None:
        if row is not None:
            db.delete(row)
        return
    if row is None:
        row = ExamMark(enrolment_id=cell[0], part_id=cell[1])
        db.add(row)
    row.kind, row.value, row.author_id, row.by_id, row.at = mark.kind, mark.value, author, by.user_id, at


def _shown(marks: Mapping[Cell, Mark | None]) -> dict[str, object]:
    """Return marks as the journal keeps them: `enrolment/part` -> hundredths, the kind of no score, or nothing."""
    return {
        f"{enrolment}/{part}": None if mark is None else mark.kind.value if mark.value is None else mark.value
        for (enrolment, part), mark in sorted(marks.items())
    }
