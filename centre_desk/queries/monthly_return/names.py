"""The list of names of a closed month: people of its sessions who agreed to the transfer to IOM, and none else."""

from collections import defaultdict
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models.centre import Centre
from centre_desk.models.register import Consent, Person
from centre_desk.papers.monthly_return.names import NameListFacts, NameRow
from centre_desk.queries.monthly_return.month import MonthData
from centre_desk.rules.register import ConsentPurpose, ConsentState


def name_list_facts(db: Session, month: str, version: int, recipient: str, purpose: str) -> NameListFacts:
    """Return the list; `withheld` counts those who did not agree, or no longer do."""
    data = MonthData(db, month)
    sessions: dict[int, set[str]] = defaultdict(set)
    for row in data.enrolled:
        sessions[row.person_id].add(data.sessions[row.session_id].code)
    agreed = _agreed(db, sorted(sessions))
    people = db.scalars(select(Person).where(Person.id.in_(list(agreed))))
    rows = [
        NameRow(
            case_number=person.case_number or data.people.who(person.id).case_number,
            given_names=person.given_names,
            family_name=person.family_name,
            sex=person.sex,
            consented_on=agreed[person.id],
            birth_year=person.birth_year,
            phone=person.phone,
            sessions=", ".join(sorted(sessions[person.id])),
        )
        for person in people
    ]
    centre = db.get_one(Centre, 1)
    ordered = tuple(sorted(rows, key=lambda row: row.case_number))
    return NameListFacts(
        centre.name, centre.code, month, version, recipient, purpose, ordered, len(sessions) - len(rows)
    )


def _agreed(db: Session, people: list[int]) -> dict[int, date]:
    """Return who agreed, and when: the newest answer by date and number counts."""
    query = (
        select(Consent.person_id, Consent.state, Consent.on_date)
        .where(Consent.purpose == ConsentPurpose.TRANSFER_IOM, Consent.person_id.in_(people))
        .order_by(Consent.on_date, Consent.id)
    )
    newest = {person: (state, day) for person, state, day in db.execute(query)}
    return {person: day for person, (state, day) in newest.items() if state is ConsentState.GIVEN}
