"""Which rows of which tables are a person's: by their own number, or through a test, an enrolment, a child…

Facts: the foreign keys of the models. Files that were made one with the person's are read with it.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from centre_desk.models.assessment import Assessment, CriterionScore, Offer, OutgoingEvent, OutgoingReferral, SkillsTest
from centre_desk.models.attendance import AttendanceMark, Excuse, MonitoringIdentity
from centre_desk.models.base import Base
from centre_desk.models.certificate import Certificate, CertificateEvent
from centre_desk.models.claim import ClaimLine, DayCareInvoice, DayCarePlacement, Payment
from centre_desk.models.course import Enrolment
from centre_desk.models.desk import Correction
from centre_desk.models.exam import ExamMark, ExamResult
from centre_desk.models.follow_up import FollowUpVisit
from centre_desk.models.kit import KitHandOver
from centre_desk.models.overview import PeopleAct
from centre_desk.models.referral import Referral, ReferralEvent, ReferralLine
from centre_desk.models.register import Consent, Death, Dependant, ToldApart
from centre_desk.papers.register import FicheTable
from centre_desk.queries.overview.fiche.saying import Cell, Say
from centre_desk.texts.catalogue import Msg

_BY_PERSON = (
    AttendanceMark, Certificate, ClaimLine, Consent, Correction, Death, Dependant, Enrolment, ExamResult, Excuse,
    FollowUpVisit, KitHandOver, Offer, OutgoingReferral, Referral, ReferralLine,
    SkillsTest,
)  # fmt: skip
_OF_TWO = (PeopleAct, ToldApart)
_BY_OTHER: dict[type[Base], tuple[str, type[Base]]] = {
    Assessment: ("test_id", SkillsTest),
    CertificateEvent: ("certificate_id", Certificate),
    CriterionScore: ("assessment_id", Assessment),
    DayCareInvoice: ("dependant_id", Dependant),
    DayCarePlacement: ("dependant_id", Dependant),
    ExamMark: ("enrolment_id", Enrolment),
    MonitoringIdentity: ("enrolment_id", Enrolment),
    OutgoingEvent: ("outgoing_id", OutgoingReferral),
    ReferralEvent: ("referral_id", Referral),
}


def whose(table: Any, people: Collection[int]) -> ColumnElement[bool]:
    """Return the condition that a row of a table is one of these people's."""
    if table in _OF_TWO:
        return or_(table.person_id.in_(people), table.other_id.in_(people))
    if table is Payment:
        lines = ClaimLine.person_id.in_(people)
        kept = and_(Payment.received_by_id.is_(None), Payment.line_id.in_(select(ClaimLine.id).where(lines)))
        return or_(Payment.received_by_id.in_(people), kept)
    if table in _BY_OTHER:
        column, parent = _BY_OTHER[table]
        owned: ColumnElement[bool] = getattr(table, column).in_(ids_of(parent, people))
        return owned
    if table in _BY_PERSON:
        own: ColumnElement[bool] = table.person_id.in_(people)
        return own
    raise LookupError(table)


def ids_of(table: Any, people: Collection[int]) -> Select[Any]:
    """Return the query for the numbers of these people's rows."""
    return select(table.id).where(whose(table, people))


@dataclass(frozen=True, slots=True)
class Held:
    """A table as the fiche prints it: one line a row, in the order in which it was written."""

    title: Msg
    table: type[Base]
    cells: tuple[Cell, ...]


def held_table(db: Session, one: Held, people: Collection[int], say: Say) -> FicheTable:
    """Read the rows of a table that are these people's, and say them."""
    table: Any = one.table
    rows = db.scalars(select(table).where(whose(table, people)).order_by(table.id)).all()
    said = tuple(tuple(cell.say(say, row) for cell in one.cells) for row in rows)
    return FicheTable(say.words.msg(one.title), tuple(say.words.msg(cell.head) for cell in one.cells), said)


def columns_said(tables: Collection[Held]) -> Iterator[tuple[str, str]]:
    """Return every table and column that the printed tables say."""
    for one in tables:
        for cell in one.cells:
            yield from ((one.table.__tablename__, column) for column in cell.columns)
