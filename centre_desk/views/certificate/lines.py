"""The lines of the queues: an issued certificate, or somebody whose certificate is still to be issued."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from centre_desk.queries.certificate.queues import CertificateRow, ToIssueRow
from centre_desk.rules.certificate import CertificateKind, CertificateState
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import short_date
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.table import Column

_TONES = {
    CertificateState.TO_PRINT: Tone.WARN,
    CertificateState.TO_HAND_OVER: Tone.SOFT,
    CertificateState.HANDED_OVER: Tone.OK,
    CertificateState.CANCELLED: Tone.BAD,
}


class Queue(StrEnum):
    """What the list shows."""

    TO_PRINT = "to_print"
    TO_HAND_OVER = "to_hand_over"
    HANDED_OVER = "handed_over"
    REGISTER = "register"


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `certificate_id` is 0 and `number` empty for somebody whose certificate is not issued yet."""

    id: str
    certificate_id: int
    source_id: int
    kind: CertificateKind
    number: str
    person_id: int
    name: str
    case_number: str
    trade: str
    session: str
    on: date
    state: CertificateState
    provisional: bool = False
    copies: int = 0
    note: str = ""

    @property
    def planned(self) -> bool:
        """Tell whether it is still to be issued."""
        return not self.certificate_id


def issued_line(row: CertificateRow) -> Line:
    """Return the line of an issued certificate."""
    return Line(
        id=f"c{row.id}",
        certificate_id=row.id,
        source_id=0,
        kind=row.kind,
        number=row.number,
        person_id=row.person_id,
        name=row.name,
        case_number=row.case_number,
        trade=row.trade,
        session=row.session,
        on=row.since or row.issued_on,
        state=row.state,
        copies=row.copies,
        note=row.note,
    )


def planned_line(row: ToIssueRow) -> Line:
    """Return the line of somebody who waits for a certificate."""
    return Line(
        id=f"{row.kind.value}{row.source_id}",
        certificate_id=0,
        source_id=row.source_id,
        kind=row.kind,
        number="",
        person_id=row.person_id,
        name=row.name,
        case_number=row.case_number,
        trade=row.trade,
        session=row.session,
        on=row.proved_on,
        state=CertificateState.TO_PRINT,
        provisional=row.provisional,
    )


def columns(words: Catalogue) -> list[Column[Line]]:
    """Return the columns of every queue."""
    t = words.t
    return [
        Column(t("No."), lambda line: line.number or "–", width=104),
        Column(t("Name"), lambda line: line.name, tip=lambda line: f"{line.name} · {line.case_number}"),
        Column(t("Trade"), lambda line: line.trade, width=130, spare=True),
        Column(t("From"), lambda line: line.session, width=110, spare=True),
        Column(t("Since"), lambda line: short_date(line.on), lambda line: line.on, width=96),
        Column(
            t("State"),
            lambda line: _state(line, words),
            width=118,
            tone=lambda line: Tone.BAD if line.provisional else _TONES[line.state],
            tip=lambda line: line.note,
        ),
    ]


def _state(line: Line, words: Catalogue) -> str:
    if line.provisional:
        return words.t("to regularise")
    if line.planned:
        return words.p("certificate", "to issue")
    if line.copies > 1 and line.state is not CertificateState.CANCELLED:
        return words.t("{state} · {count} copies", state=words.word(line.state), count=line.copies)
    return words.word(line.state)
