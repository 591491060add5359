"""What is printed: a batch in one PDF from frozen facts and signed squares, or a preview, which is never signed."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy.orm import Session

from centre_desk.models.certificate import Certificate
from centre_desk.papers.certificate import CertificateBatch, CertificateSheet, batches_pdf
from centre_desk.queries.certificate.queues import page_of, printed_page
from centre_desk.queries.certificate.sources import Source, exam_sources, skill_sources
from centre_desk.queries.certificate.speakers import read_letterhead, read_signings, speakers_of
from centre_desk.rules.certificate import CertificateKind
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class _Page:
    sheet: CertificateSheet
    facts: dict[str, Any]


def batch_pdf(store: Store, certificate_ids: Sequence[int], words: Catalogue) -> bytes:
    """Return one PDF of certificates as they were last printed, in the order given; the same bytes each time."""
    with store.read() as db:
        pages = []
        for number in certificate_ids:
            row = db.get_one(Certificate, number)
            pages.append(_Page(printed_page(db, row, words.language), json.loads(row.facts)))
    return _draw(pages, words)


def preview_pdf(
    store: Store,
    *,
    today: date,
    words: Catalogue,
    certificate_ids: Sequence[int] = (),
    results: Sequence[int] = (),
    tests: Sequence[int] = (),
) -> bytes:
    """Return a PDF to look at, without square and code; what is not issued yet has no number."""
    with store.read() as db:
        pages = [_issued(db, number, words.language) for number in certificate_ids]
        pages += [_planned(db, source, today, words.language) for source in exam_sources(db, results)]
        pages += [_planned(db, source, today, words.language) for source in skill_sources(db, tests)]
    return _draw(pages, words)


def _issued(db: Session, certificate_id: int, language: str) -> _Page:
    row = db.get_one(Certificate, certificate_id)
    facts = json.loads(row.facts)
    return _Page(page_of(facts, row.number, row.kind, row.issued_on, language), facts)


def _planned(db: Session, source: Source, today: date, language: str) -> _Page:
    kind = CertificateKind.TRAINING if source.exam_result_id is not None else CertificateKind.SKILLS
    facts = source.facts | speakers_of(db, source, today)
    return _Page(page_of(facts, "–", kind, today, language), facts)


def _draw(pages: Iterable[_Page], words: Catalogue) -> bytes:
    """Share the pages out to batches of one letterhead, so that those of an earlier one keep it."""

    def speakers(page: _Page) -> tuple[Any, ...]:
        return read_letterhead(page.facts), page.facts["town"], read_signings(page.facts, words.language)

    return batches_pdf(
        [
            CertificateBatch(tuple(page.sheet for page in group), letterhead, town, signings, words)
            for (letterhead, town, signings), group in groupby(pages, key=speakers)
        ]
    )
