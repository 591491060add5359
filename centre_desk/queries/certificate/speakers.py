"""Who speaks on a certificate: letterhead, town and who signs, as they are on the day of issue; frozen with it.

A centre that moves or a director who leaves changes nothing on what was issued.
"""

from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models.assessment import Assessment
from centre_desk.models.centre import Centre, Trainer
from centre_desk.models.course import SessionTrainer
from centre_desk.papers.certificate import Signing
from centre_desk.papers.pdf.document import Letterhead
from centre_desk.queries.centre.letterhead import letterhead_of
from centre_desk.queries.centre.staff import signatory_in
from centre_desk.queries.certificate.sources import Source
from centre_desk.rules.centre import SignatoryKind
from centre_desk.rules.certificate import paper_name
from centre_desk.texts.catalogue import LANGUAGES, catalogue


def speakers_of(db: Session, source: Source, day: date, deputy: str = "") -> dict[str, Any]:
    """Return the letterhead, the town, and in each language who signs; `deputy` signs for the director."""
    return {
        "town": db.get_one(Centre, 1).town,
        "letterhead": asdict(letterhead_of(db, day)),
        "signings": {language: _signings(db, source, day, deputy, language) for language in LANGUAGES},
    }


def read_letterhead(facts: dict[str, Any]) -> Letterhead:
    """Return the letterhead of frozen facts."""
    return Letterhead(**{**facts["letterhead"], "official": tuple(facts["letterhead"]["official"])})


def read_signings(facts: dict[str, Any], language: str) -> tuple[Signing, ...]:
    """Return who signs, from frozen facts."""
    return tuple(Signing(**one) for one in facts["signings"][language])


def _signings(db: Session, source: Source, day: date, deputy: str, language: str) -> list[dict[str, Any]]:
    return [asdict(_expert(db, source, day, language)), asdict(_director(db, day, deputy, language))]


def _expert(db: Session, source: Source, day: date, language: str) -> Signing:
    """The signatory that the centre named for trainers; else the session's trainer, or the two assessors."""
    named = signatory_in(db, SignatoryKind.TRAINER, day, language)
    if named is not None:
        return Signing(named.function, named.name)
    words = catalogue(language)
    if source.skills_test_id is not None:
        return Signing(words.t("The assessors"), ", ".join(_assessors(db, source.skills_test_id)))
    return Signing(words.t("The trainer"), _lead(db, source.session_id or 0))


def _assessors(db: Session, test_id: int) -> list[str]:
    query = (
        select(Trainer.given_names, Trainer.family_name)
        .join(Assessment, Assessment.trainer_id == Trainer.id)
        .where(Assessment.test_id == test_id)
        .order_by(Assessment.rank)
    )
    return [paper_name(given, family) for given, family in db.execute(query)]


def _lead(db: Session, session_id: int) -> str:
    query = (
        select(Trainer.given_names, Trainer.family_name)
        .join(SessionTrainer, SessionTrainer.trainer_id == Trainer.id)
        .where(SessionTrainer.session_id == session_id)
        .order_by(SessionTrainer.lead.desc(), SessionTrainer.first_day.desc(), SessionTrainer.id.desc())
    )
    row = db.execute(query.limit(1)).first()
    return paper_name(row[0], row[1]) if row else ""


def _director(db: Session, day: date, deputy: str, language: str) -> Signing:
    director = signatory_in(db, SignatoryKind.DIRECTOR, day, language)
    function = director.function if director else catalogue(language).t("The management")
    if deputy:
        return Signing(function, deputy, delegated=True)
    return Signing(function, director.name if director else "")
