"""What a sealed month states to IOM: dataclasses that become canonical JSON. No wall time, journal head or key.

Facts: aggregates by sex, age band (age at the start of the course) and region of return; rows by case number, no
names. A share is kept as its two counts. Money is whole francs. A person is counted once, whatever the courses.
"""

from dataclasses import dataclass, field
from datetime import date

from centre_desk.rules.assessment import OfferAnswer, OfferKind, TestKind, Verdict
from centre_desk.rules.centre import ProrationMethod
from centre_desk.rules.certificate import CertificateKind
from centre_desk.rules.claim import LineKind, LineState, PaymentMode
from centre_desk.rules.course import EndReason, SessionState
from centre_desk.rules.exam import Decision, Mention
from centre_desk.rules.follow_up import Outcome
from centre_desk.rules.money import Rounding
from centre_desk.rules.monthly_return import Dimension, Measure, Severity
from centre_desk.rules.register import Sex

FORMAT = 1
UNLESS_SAID = {"unless_said": True}
"""Metadata of a field that stands in the canonical data only where it says something: older data stay as they are."""


@dataclass(frozen=True, slots=True)
class CentreFacts:
    """Who reports."""

    code: str
    name: str
    town: str = ""
    region_code: str = ""
    legal_status: str = ""
    phone: str = ""
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """Under which agreement, and how its allowance follows attendance."""

    number: str
    project: str = ""
    budget_line: str = ""
    donor: str = ""
    start: date | None = None
    end: date | None = None
    threshold_percent: int = 80
    proration: ProrationMethod = ProrationMethod.HALF_DAYS
    rounding: Rounding = Rounding.NEAREST_5


@dataclass(frozen=True, slots=True)
class AgeBand:
    """Ages from `low` to `high`, both included; None: no upper bound."""

    code: str
    low: int
    high: int | None = None


@dataclass(frozen=True, slots=True)
class RegionFacts:
    """A region under the codes that readers use: OCHA P-code and ISO 3166-2."""

    code: str
    name: str
    pcode: str = ""
    iso: str = ""


@dataclass(frozen=True, slots=True)
class TradeFacts:
    """A trade in both languages with its ISCO-08 and ISCED-F 2013 codes (text: leading zeros)."""

    code: str
    name_fr: str
    name_en: str
    isco08: str = ""
    iscedf: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """A measure of the month by sex, and its sum since the agreement began (None: not meaningful).

    `taken_over` is what of that sum a centre that began in mid-year brought in, by sex as far as it was known.
    """

    measure: Measure
    female: int
    male: int
    total: int
    cumulative: int | None = None
    taken_over: int = field(default=0, metadata=UNLESS_SAID)
    taken_over_female: int | None = field(default=None, metadata=UNLESS_SAID)
    taken_over_male: int | None = field(default=None, metadata=UNLESS_SAID)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A measure of the month for one age band, region or trade, by sex."""

    measure: Measure
    dimension: Dimension
    key: str
    female: int
    male: int


@dataclass(frozen=True, slots=True)
class Who:
    """A person without a name: case number (or the centre's own number), sex, age band, region of return."""

    case_number: str
    sex: Sex
    age_band: str
    region_code: str = ""


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A course session in the month. Half-days are those of the month; people those of the whole session.

    `taken_over`: from which day on the desk has it; its half-days before are on paper and are not counted here.
    """

    code: str
    trade: str
    site: str
    region_code: str
    start: date
    end: date
    state: SessionState
    places: int
    half_days_planned: int
    half_days_held: int
    half_days_not_held: int
    enrolled_female: int
    enrolled_male: int
    attended_female: int
    attended_male: int
    attended_under_18: int
    completed: int
    passed: int
    certified: int
    dropped_out: int
    expected: int
    attended: int
    taken_over: date | None = field(default=None, metadata=UNLESS_SAID)


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """A person's month in a session, in half-days; `sheets` are the numbers of the signed sheets."""

    who: Who
    session: str
    expected: int
    present: int
    late: int
    excused: int
    absent: int
    not_entered: int
    sheets: str = ""

    @property
    def attended(self) -> int:
        """Half-days that count: present, late or excused."""
        return self.present + self.late + self.excused


@dataclass(frozen=True, slots=True)
class TestRow:
    """A test of skills or of the use of equipment, what was found and offered."""

    __test__ = False  # no test class for pytest

    who: Who
    number: str
    kind: TestKind
    trade: str
    held_on: date
    verdict: Verdict
    score_percent: int | None = None
    offer: OfferKind | None = None
    answer: OfferAnswer | None = None
    answered_on: date | None = None


@dataclass(frozen=True, slots=True)
class ExamRow:
    """A candidate's result in an exam; `average` in hundredths out of 20."""

    who: Who
    session: str
    minutes: str
    attempt: int
    held_on: date
    decision: Decision
    average: int | None = None
    mention: Mention | None = None


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A certificate issued in the month, or one whose fate changed in it."""

    who: Who
    number: str
    kind: CertificateKind
    trade: str
    issued_on: date
    code: str
    handed_over_on: date | None = None
    cancelled_on: date | None = None


@dataclass(frozen=True, slots=True)
class AllowanceRow:
    """A line of allowance or arrears, with its basis; `arrears_of` is the closed month that it mends."""

    who: Who
    session: str
    kind: LineKind
    units: int
    units_planned: int
    rate: int
    gross: int
    deduction: int
    net: int
    state: LineState
    basis: str = ""
    arrears_of: str = ""
    paid: int = 0
    paid_on: date | None = None
    mode: PaymentMode | None = None
    sheet: str = ""

    @property
    def outstanding(self) -> int:
        """What is approved and not yet paid."""
        return self.net - self.paid if self.state is LineState.APPROVED else 0


@dataclass(frozen=True, slots=True)
class DayCareRow:
    """A child's month at a day-care centre; `child` numbers the children of a person."""

    who: Who
    child: int
    provider: str
    days_invoiced: int
    days_attended: int
    days_kept: int
    tariff: int
    amount: int
    state: LineState
    invoice: str = ""


@dataclass(frozen=True, slots=True)
class FeeRow:
    """The training fee of one trainee of a session."""

    who: Who
    session: str
    trade: str
    unit_price: int
    amount: int
    state: LineState


@dataclass(frozen=True, slots=True)
class KitRow:
    """A kit that became due in the month or was handed over in it."""

    who: Who
    trade: str
    certificate: str
    list_version: int
    eligible_on: date | None = None
    handed_on: date | None = None
    record: str = ""


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """A visit due or made in the month."""

    who: Who
    trade: str
    due_on: date
    visited_on: date | None = None
    outcome: Outcome | None = None
    profitable: bool | None = None


@dataclass(frozen=True, slots=True)
class DropOutRow:
    """An enrolment that ended before its course, and whether the person came back."""

    who: Who
    session: str
    ended_on: date
    reason: EndReason
    attended: int
    counts: bool
    returned_on: date | None = None


@dataclass(frozen=True, slots=True)
class CheckFact:
    """A fact that the sentence of a check names."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A line of the checklist as it stood at the seal. `code` and `facts` are those of its refusal."""

    code: str
    severity: Severity
    count: int
    facts: tuple[CheckFact, ...] = ()


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """What was learnt late about a closed month: old and new value, reason, its money. Reported once."""

    month: str
    fact: str
    case_number: str
    old: str
    new: str
    reason: str
    entered_on: date
    amount: int = 0


@dataclass(frozen=True, slots=True)
class ReturnSheet:
    """A version of a month's return. `previous` is the SHA-256 of the last return before it, `replaces` that of
    the version of the same month that it replaces; both are of canonical data, and empty where there is none.
    `taken_over_on`: the day on which a centre that began in mid-year brought in its past totals."""

    centre: CentreFacts
    agreement: AgreementFacts
    month: str
    version: int
    rule_pack: str
    recipient: str
    signed_by: str
    age_bands: tuple[AgeBand, ...]
    regions: tuple[RegionFacts, ...]
    trades: tuple[TradeFacts, ...]
    previous: str = ""
    replaces: str = ""
    note: str = ""
    counts: tuple[Count, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    sessions: tuple[SessionRow, ...] = ()
    attendance: tuple[AttendanceRow, ...] = ()
    tests: tuple[TestRow, ...] = ()
    exams: tuple[ExamRow, ...] = ()
    certificates: tuple[CertificateRow, ...] = ()
    allowances: tuple[AllowanceRow, ...] = ()
    day_care: tuple[DayCareRow, ...] = ()
    fees: tuple[FeeRow, ...] = ()
    kits: tuple[KitRow, ...] = ()
    follow_up: tuple[FollowUpRow, ...] = ()
    drop_outs: tuple[DropOutRow, ...] = ()
    checks: tuple[CheckRow, ...] = ()
    corrections: tuple[CorrectionRow, ...] = ()
    taken_over_on: date | None = field(default=None, metadata=UNLESS_SAID)
    format: int = FORMAT
