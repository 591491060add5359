"""What a certificate is: its kind by its one source, who may have one, and what may happen to it.

Source: certificates are issued to all who passed their exam, and to those whose skills a test has shown.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from centre_desk.rules.assessment import TestKind, Verdict
from centre_desk.rules.exam import Decision
from centre_desk.rules.refusal import Refusal, refusal
from centre_desk.rules.register import PersonState


class CertificateKind(StrEnum):
    """End of training (from an exam result) or skills (from a test)."""

    TRAINING = "training"
    SKILLS = "skills"


class CertificateEventKind(StrEnum):
    """What happened to an issued certificate."""

    PRINTED = "printed"
    DUPLICATE = "duplicate"
    HANDED_OVER = "handed_over"
    CANCELLED = "cancelled"


class CertificateState(StrEnum):
    """Where an issued certificate stands; the queues of the screen."""

    TO_PRINT = "to_print"
    TO_HAND_OVER = "to_hand_over"
    HANDED_OVER = "handed_over"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Claimant:
    """Somebody for whom a certificate is asked, by the one source: an exam's decision or a test's verdict.

    `proved_on`: the day of the jury or of the verdict. `certified`: one is in force for this source already.
    """

    name: str
    state: PersonState
    proved_on: date | None
    decision: Decision | None = None
    superseded: bool = False
    verdict: Verdict | None = None
    test: TestKind | None = None
    certified: bool = False


def check_claimant(one: Claimant, issued_on: date) -> tuple[Refusal, ...]:
    """Refuse a certificate to whoever has not passed, is provisional, or has it already."""
    found = []
    skilled = one.verdict is Verdict.ABLE and one.test is TestKind.SKILLS
    if not skilled and (one.decision is not Decision.PASSED or one.superseded):
        found.append(refusal("certificate.not_passed", name=one.name))
    elif one.certified:
        found.append(refusal("certificate.has_one", name=one.name))
    elif one.proved_on is None or issued_on < one.proved_on:
        found.append(refusal("certificate.before_proof", name=one.name))
    if one.state is PersonState.PROVISIONAL:
        found.append(refusal("certificate.provisional", name=one.name))
    elif one.state is not PersonState.ACTIVE:
        found.append(refusal("certificate.not_in_force", name=one.name))
    return tuple(found)


def state_from(events: frozenset[CertificateEventKind]) -> CertificateState:
    """Return where a certificate stands from what happened to it."""
    if CertificateEventKind.CANCELLED in events:
        return CertificateState.CANCELLED
    if CertificateEventKind.HANDED_OVER in events:
        return CertificateState.HANDED_OVER
    return CertificateState.TO_HAND_OVER if CertificateEventKind.PRINTED in events else CertificateState.TO_PRINT


def check_hand_over(number: str, state: CertificateState) -> tuple[Refusal, ...]:
    """Refuse to hand over what is not printed, is handed over already, or was cancelled."""
    if state is CertificateState.TO_HAND_OVER:
        return ()
    code = {
        CertificateState.TO_PRINT: "certificate.not_printed",
        CertificateState.HANDED_OVER: "certificate.handed_over",
        CertificateState.CANCELLED: "certificate.cancelled",
    }[state]
    return (refusal(code, number=number),)


def check_in_force(number: str, state: CertificateState) -> tuple[Refusal, ...]:
    """Refuse to print or cancel what was cancelled."""
    return (refusal("certificate.cancelled", number=number),) if state is CertificateState.CANCELLED else ()


def paper_name(given: str, family: str, married: str = "") -> str:
    """Return a name as certificates write it: given names, FAMILY NAME; `Mme` and the married name before."""
    name = f"{given} {family.upper()}".strip() if family else given
    return f"Mme {married} {name}" if married else name
