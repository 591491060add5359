"""Every trigger of a desk, from one list: what no program and no slip may change in the database.

An upgrade makes them all again, for a batch change of a table drops its triggers without a word. What says something
of a person in words may be taken out of a frozen row for ever (`ERASABLE`), and nothing else of it may change.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from centre_desk.models import Base

SEALED = "sealed month"
OVERLAP = "two sessions at one time"
KEPT = "nothing is deleted"
FROZEN = "frozen fact"
ROLLED = "half-day with a roll"
MARKED = "half-day with marks"
MARKED_OUTSIDE = "marks outside the enrolment"
CERTIFIED = "already certified"


@dataclass(frozen=True, slots=True)
class DatedFact:
    """A table whose rows are dated: the month is taken from `columns` (a date, or `month` itself).

    `changes`: the columns whose change counts; none means every column.
    """

    table: str
    columns: tuple[str, ...]
    changes: tuple[str, ...] = ()


DATED_FACTS = (
    DatedFact("attendance_mark", ("day",)),
    DatedFact("roll", ("day",)),
    DatedFact("monitoring_visit", ("day",)),
    DatedFact("session_slot", ("day",)),
    DatedFact("enrolment", ("start",), ("session_id", "person_id", "start")),
    DatedFact("enrolment", ("end_on",), ("end_on", "end_reason")),
    DatedFact("exam", ("settled_on",)),
    DatedFact("skills_test", ("decided_on",)),
    DatedFact("certificate", ("issued_on",)),
    DatedFact("certificate_event", ("on_date",)),
    DatedFact("claim_line", ("month",), ("month", "kind", "person_id", "units", "rate", "gross", "deduction", "net")),
    DatedFact("payment", ("paid_on",), ("line_id", "amount", "paid_on", "undone_at")),
    DatedFact("kit_hand_over", ("handed_on",)),
    DatedFact("follow_up_visit", ("visited_on",)),
    DatedFact("holiday", ("day",)),
)

NEVER_DELETED = (
    "app_user",
    "assessment",
    "certificate",
    "certificate_event",
    "claim_run",
    "consent",
    "correction",
    "death",
    "death_stop",
    "delegation",
    "dependant",
    "enrolment",
    "exam",
    "exam_result",
    "journal_entry",
    "journal_value",
    "kit_hand_over",
    "late_opening",
    "monitoring_identity",
    "monitoring_visit",
    "month",
    "month_event",
    "monthly_return",
    "offer",
    "outgoing_event",
    "outgoing_referral",
    "payment",
    "person",
    "referral",
    "referral_event",
    "referral_line",
    "return_event",
    "roll",
    "session_slot",
    "skills_test",
    "told_apart",
    "user_role",
)

NEVER_CHANGED = (
    "certificate",
    "certificate_event",
    "death_stop",
    "journal_entry",
    "monitoring_identity",
    "monitoring_visit",
    "month_event",
    "monthly_return",
    "referral_event",
)


_EMPTY = "''"
_NOT_ON_PROOF = "'$.birth_date', '', '$.birth_year', NULL, '$.birth_place', '', '$.second_key', ''"

ERASABLE: dict[str, dict[str, str]] = {
    "attendance_mark": {"reason": _EMPTY},
    "certificate": {"facts": f"json_replace(OLD.facts, {_NOT_ON_PROOF})"},
    "certificate_event": {"note": _EMPTY},
    "claim_line": {"basis": "json_replace(OLD.basis, '$.manual', '')", "note": _EMPTY},
    "follow_up_visit": {"needs": _EMPTY},
    "kit_hand_over": {"place": _EMPTY, "witness": _EMPTY, "remarks": _EMPTY},
    "referral_event": {"reason": _EMPTY},
    "skills_test": {"joint_decision": _EMPTY, "reason": _EMPTY},
}
"""Columns of frozen and dated rows, and what stands in them (SQL) once the person is erased."""


def trigger_statements() -> tuple[str, ...]:
    """Return the CREATE TRIGGER statements of a desk, names first in the alphabet of their tables."""
    return (
        *(s for fact in DATED_FACTS for s in _sealed(fact)),
        *(_refuse(f"kept_{table}", f"DELETE ON {table}", "1", KEPT) for table in NEVER_DELETED),
        *(_refuse(f"frozen_{one}", f"UPDATE ON {one}", _more_than_erased(one), FROZEN) for one in NEVER_CHANGED),
        *_special(),
    )


def _sealed(fact: DatedFact) -> Iterator[str]:
    for column in fact.columns:
        name = f"sealed_{fact.table}_{column}"
        new, old = _in_closed_month(f"NEW.{column}"), _in_closed_month(f"OLD.{column}")
        of = f" OF {', '.join(fact.changes)}" if fact.changes else ""
        yield _refuse(f"{name}_insert", f"INSERT ON {fact.table}", new, SEALED)
        changed = f"({new} OR {old}) AND {_more_than_erased(fact.table)}"
        yield _refuse(f"{name}_update", f"UPDATE{of} ON {fact.table}", changed, SEALED)
        yield _refuse(f"{name}_delete", f"DELETE ON {fact.table}", old, SEALED)


def _in_closed_month(value: str) -> str:
    return f"EXISTS (SELECT 1 FROM month WHERE month.month = substr({value}, 1, 7) AND month.state <> 'open')"


def _more_than_erased(table: str) -> str:
    """Return the condition that a change of a row is more than its erasing: always so where nothing is erasable."""
    blanks = ERASABLE.get(table)
    if not blanks:
        return "1"
    same = [_unchanged(column.name, blanks.get(column.name)) for column in Base.metadata.tables[table].columns]
    return f"NOT ({' AND '.join(same)})"


def _unchanged(column: str, blank: str | None) -> str:
    same = f"NEW.{column} IS OLD.{column}"
    if blank is None:
        return same
    if blank == _EMPTY:
        return f"({same} OR NEW.{column} = {blank})"
    both = f"json_valid(NEW.{column}) AND json_valid(OLD.{column})"
    return f"({same} OR CASE WHEN {both} THEN json(NEW.{column}) = {blank} ELSE 0 END)"


def _special() -> Iterator[str]:
    twice = (
        "EXISTS (SELECT 1 FROM enrolment m JOIN course_session ms ON ms.id = m.session_id"
        " JOIN enrolment e ON e.person_id = m.person_id AND e.id <> m.id"
        " JOIN course_session s ON s.id = e.session_id WHERE {which}"
        " AND e.start <= min(coalesce(m.end_on, ms.end_on), ms.end_on)"
        " AND m.start <= min(coalesce(e.end_on, s.end_on), s.end_on))"
    )
    mine, longer = twice.format(which="m.id = NEW.id"), twice.format(which="m.session_id = NEW.id")
    yield _refuse("one_session_insert", "INSERT ON enrolment", mine, OVERLAP, after=True)
    whose = "start, end_on, person_id, session_id"
    yield _refuse("one_session_update", f"UPDATE OF {whose} ON enrolment", mine, OVERLAP, after=True)
    yield _refuse("one_session_longer", "UPDATE OF end_on ON course_session", longer, OVERLAP, after=True)
    outside = (
        "EXISTS (SELECT 1 FROM attendance_mark k WHERE k.enrolment_id = NEW.id"
        " AND (k.day < NEW.start OR k.day > NEW.end_on))"
    )
    yield _refuse("marked_enrolment", "UPDATE OF start, end_on ON enrolment", outside, MARKED_OUTSIDE)
    yield _refuse("blanked_only_journal_value", "UPDATE ON journal_value", "NEW.value IS NOT NULL", FROZEN)
    approved = f"OLD.state = 'approved' AND {_more_than_erased('claim_line')}"
    money = "month, kind, person_id, units, units_planned, rate, gross, deduction, net, basis"
    yield _refuse("approved_claim_line_update", f"UPDATE OF {money} ON claim_line", approved, FROZEN)
    yield _refuse("approved_claim_line_delete", "DELETE ON claim_line", "OLD.state = 'approved'", FROZEN)
    decided = "exam_id, enrolment_id, person_id, average, decision, mention"
    yield _refuse("decided_exam_result", f"UPDATE OF {decided} ON exam_result", "1", FROZEN)
    rolled = "EXISTS (SELECT 1 FROM roll WHERE roll.slot_id = OLD.id)"
    moved = "session_id, day, half_day, state"
    yield _refuse("rolled_session_slot", f"UPDATE OF {moved} ON session_slot", rolled, ROLLED)
    marked = (
        "(NEW.state <> 'planned' OR NEW.session_id <> OLD.session_id OR NEW.day <> OLD.day"
        " OR NEW.half_day <> OLD.half_day) AND EXISTS (SELECT 1 FROM attendance_mark k"
        " WHERE k.session_id = OLD.session_id AND k.day = OLD.day AND k.half_day = OLD.half_day)"
    )
    yield _refuse("marked_session_slot", f"UPDATE OF {moved} ON session_slot", marked, MARKED)
    certified = (
        "EXISTS (SELECT 1 FROM certificate c WHERE (c.exam_result_id = NEW.exam_result_id"
        " OR c.skills_test_id = NEW.skills_test_id) AND NOT EXISTS (SELECT 1 FROM certificate_event e"
        " WHERE e.certificate_id = c.id AND e.kind = 'cancelled'))"
    )
    yield _refuse("one_certificate_insert", "INSERT ON certificate", certified, CERTIFIED)
    sent = "OLD.state = 'sent' AND NEW.state <> 'sent'"
    yield _refuse("sent_month_stays", "UPDATE ON month", sent, SEALED)


def _refuse(name: str, event: str, when: str, why: str, *, after: bool = False) -> str:
    moment = "AFTER" if after else "BEFORE"
    return f"CREATE TRIGGER {name} {moment} {event} WHEN {when} BEGIN SELECT RAISE(ABORT, '{why}'); END"
