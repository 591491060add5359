"""The list of names of a closed month: people of its sessions who agreed to the transfer to IOM, and none else."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models.centre import Centre
from centre_desk.models.register import Person
from centre_desk.papers.monthly_return.names import NameListFacts, NameRow
from centre_desk.queries.monthly_return.month import MonthData
from centre_desk.queries.register import newest_answers
from centre_desk.rules.register import ConsentPurpose, ConsentState


def name_list_facts(db: Session, month: str, version: int, recipient: str, purpose: str) -> NameListFacts:
    """Return the list; `withheld` counts those who did not agree, or no longer do, or were made anonymous.

    A file that became part of another is listed as the one that is kept, whose answer counts.
    """
    data = MonthData(db, month)
    kept = dict(db.execute(select(Person.id, Person.merged_into_id).where(Person.merged_into_id.is_not(None))).all())
    sessions: dict[int, set[str]] = defaultdict(set)
    for row in data.enrolled:
        sessions[kept.get(row.person_id) or row.person_id].add(data.sessions[row.session_id].code)
    answers = newest_answers(db, ConsentPurpose.TRANSFER_IOM)
    agreed = {person: day for person, (state, day) in answers.items() if state is ConsentState.GIVEN}
    people = db.scalars(select(Person).where(Person.id.in_(agreed.keys() & sessions.keys())))
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
