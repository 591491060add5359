"""A made-up return that uses every table, with the letters and lengths that break things; no real person."""

from datetime import date

from centre_desk.papers.monthly_return.facts import (
    AgeBand,
    AgreementFacts,
    AllowanceRow,
    AttendanceRow,
    Breakdown,
    CentreFacts,
    CertificateRow,
    CorrectionRow,
    Count,
    DayCareRow,
    DropOutRow,
    ExamRow,
    FeeRow,
    FollowUpRow,
    KitRow,
    RegionFacts,
    ReturnSheet,
    SessionRow,
    TestRow,
    TradeFacts,
    Who,
)
from centre_desk.rules.assessment import OfferAnswer, OfferKind, TestKind, Verdict
from centre_desk.rules.certificate import CertificateKind
from centre_desk.rules.claim import LineKind, LineState, PaymentMode
from centre_desk.rules.course import EndReason, SessionState
from centre_desk.rules.exam import Decision, Mention
from centre_desk.rules.follow_up import Outcome
from centre_desk.rules.monthly_return import BROKEN_DOWN, Dimension, Measure
from centre_desk.rules.register import Sex

BANDS = ("under_18", "18_35", "36_more")
REGIONS = ("01", "00", "10")
TRADES = (
    TradeFacts("MAC", "Maçonnerie", "Masonry", "7112", "0732"),
    TradeFacts("COU", "Coupe et couture", "Tailoring", "7531", "0723"),
)


def who(number: int) -> Who:
    sex = Sex.FEMALE if number % 3 == 0 else Sex.MALE
    return Who(f"DEMO-{number:05d}", sex, BANDS[number % 3], REGIONS[number % 3])


def _allowance(number: int) -> AllowanceRow:
    late = number % 10 == 9
    net = 43_930 if number % 4 == 0 else 45_000
    return AllowanceRow(
        who(number), "MAC-2019-02", LineKind.ARREARS if late else LineKind.ALLOWANCE, 41, 42, 45_000, net, 0, net,
        LineState.WITHHELD if number == 7 else LineState.APPROVED, "45 000 × 41/42", "2019-09" if late else "",
        net if number % 2 else 0, date(2019, 12, 5) if number % 2 else None,
        PaymentMode.ORANGE_MONEY if number % 2 else PaymentMode.CASH, "EP-2019-11",
    )  # fmt: skip


def _attendance(number: int) -> AttendanceRow:
    return AttendanceRow(who(number), "MAC-2019-02", 42, 38, 1, 1, 2, 0, "0141, 0142, 0147")


def _session(code: str, trade: str) -> SessionRow:
    return SessionRow(
        code, trade, "Sénou", "00", date(2019, 9, 2), date(2019, 11, 29), SessionState.FINISHED, 25, 42, 40, 2,
        8, 17, 8, 16, 1, 22, 20, 20, 3, 1_000, 941,
    )  # fmt: skip


def _counts() -> tuple[Count, ...]:
    return tuple(Count(m, 8 + n, 17 + n, 25 + 2 * n, 100 + n) for n, m in enumerate(Measure))


def _breakdowns() -> tuple[Breakdown, ...]:
    measures = BROKEN_DOWN
    keys = {Dimension.AGE: BANDS, Dimension.REGION: ("01", ""), Dimension.TRADE: ("MAC", "COU")}
    return tuple(
        Breakdown(measure, dimension, key, n, 2 * n + 1)
        for dimension, listed in keys.items()
        for n, key in enumerate(listed)
        for measure in measures
    )


def sample_return(people: int = 30, version: int = 1) -> ReturnSheet:
    """Return a sheet of November 2019 with a row of each kind for each of the people."""
    numbers = range(1, people + 1)
    day, certificate = date(2019, 11, 28), CertificateKind.TRAINING
    name, project = "Centre de formation professionnelle de Sénou", "Initiative conjointe UE-OIM"
    return ReturnSheet(
        centre=CentreFacts("CFP-SENOU", name, "Bamako", "00", demonstration=True),
        agreement=AgreementFacts("2019-07", project, "RT.1366.ML10.21.01.006", "Union européenne"),
        month="2019-11",
        version=version,
        rule_pack="2019.1",
        recipient="OIM Mali",
        signed_by="M. Drissa Ɔ KONATÉ",
        age_bands=(AgeBand(BANDS[0], 0, 17), AgeBand(BANDS[1], 18, 35), AgeBand(BANDS[2], 36)),
        regions=(
            RegionFacts("01", "Kayes", "ML01", "ML-1"),
            RegionFacts("00", "Bamako", "ML09", "ML-BKO"),
            RegionFacts("10", "Ménaka", "ML10", "ML-9"),
        ),
        trades=TRADES,
        previous="ab" * 32,
        counts=_counts(),
        breakdowns=_breakdowns(),
        sessions=(_session("MAC-2019-02", "MAC"), _session("COU-2019-01", "COU")),
        attendance=tuple(_attendance(n) for n in numbers),
        tests=tuple(
            TestRow(
                who(n), f"T-{n:04d}", TestKind.SKILLS, "MAC", day,
                Verdict.ABLE if n % 2 else Verdict.TRAINING_OFFERED, 72,
                None if n % 2 else OfferKind.TRAINING, None if n % 2 else OfferAnswer.ACCEPTED,
            )
            for n in numbers
        ),
        exams=tuple(
            ExamRow(who(n), "MAC-2019-02", "PV-2019-004", 1, day, Decision.PASSED, 1_250 + n, Mention.FAIRLY_GOOD)
            for n in numbers
        ),
        certificates=tuple(
            CertificateRow(who(n), f"2019-{n:04d}", certificate, "MAC", day, "K7M2-9QXA", day) for n in numbers
        ),
        allowances=tuple(_allowance(n) for n in numbers),
        day_care=tuple(
            DayCareRow(who(n), 1, "Garderie Bɛnkan", 20, 19, 19, 1_500, 28_500, LineState.APPROVED, f"F-{n}")
            for n in numbers
        ),
        fees=tuple(FeeRow(who(n), "MAC-2019-02", "MAC", 150_000, 150_000, LineState.APPROVED) for n in numbers),
        kits=tuple(KitRow(who(n), "MAC", f"2019-{n:04d}", 2, day, None, "") for n in numbers),
        follow_up=tuple(FollowUpRow(who(n), "MAC", day, day, Outcome.OWN_BUSINESS, n % 2 == 0) for n in numbers),
        drop_outs=(DropOutRow(who(3), "MAC-2019-02", day, EndReason.DROP_OUT, 12, True),),
        corrections=(
            CorrectionRow("2019-09", "attendance_mark", "DEMO-00009", "A", "AJ", "=certificat reçu le 4/11", day, 70),
        ),
    )  # fmt: skip
