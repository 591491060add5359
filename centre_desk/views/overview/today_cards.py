"""The rows of the first screen's four cards, in words: what waits, how pressing it is, and where it is done.

Facts: `queries/overview/today` and `checks`. A pill always says its state by a word; a row's link leads to the
screen of its room, and nothing here changes anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from centre_desk.rules.attendance.alerts import AlertKind
from centre_desk.rules.attendance.due import DueState
from centre_desk.rules.desk import MonthState
from centre_desk.rules.overview.today import FirstStep, Part, Topic
from centre_desk.rules.room import Room
from centre_desk.texts.attendance import say_point
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import clock_time, francs, month_name, short_date, weekday_name
from centre_desk.views.parts.cards import CardRow
from centre_desk.views.parts.palette import Tone

if TYPE_CHECKING:
    from centre_desk.queries.attendance.due import RollDueRow
    from centre_desk.queries.attendance.points import AlertRow
    from centre_desk.queries.overview.checks import DayCareGap, TodayChecks
    from centre_desk.queries.overview.today import ClaimsRow, ExamRow, ReportRow, TodaySheet

Go = Callable[[Room, int], Callable[[], None]]
Rows = list[CardRow]

MOST = 5
_SOON = 7
_OPEN = (DueState.LATE, DueState.DUE)

PART_OF: dict[Topic, Part] = {
    Topic.TAKE_ROLL: Part.ROLLS,
    Topic.SETTLE_EXAM: Part.CHECKS,
    Topic.DECIDE_TESTS: Part.CHECKS,
    Topic.ANSWER_REFERRALS: Part.DESK,
    Topic.HAND_OVER_KITS: Part.DESK,
    Topic.VISIT: Part.DESK,
    Topic.BACK_UP: Part.DESK,
}
"""The card under which the next thing stands; the others belong to the end of the month."""

ROOM_OF: dict[Topic, Room] = {
    Topic.TAKE_ROLL: Room.ATTENDANCE,
    Topic.SETTLE_EXAM: Room.EXAM,
    Topic.DECIDE_TESTS: Room.ASSESSMENT,
    Topic.CLOSE_MONTH: Room.MONTHLY_RETURN,
    Topic.SEND_REPORT: Room.MONTHLY_RETURN,
    Topic.ISSUE_CERTIFICATES: Room.CERTIFICATE,
    Topic.PRINT_CERTIFICATES: Room.CERTIFICATE,
    Topic.HAND_OVER_CERTIFICATES: Room.CERTIFICATE,
    Topic.ANSWER_REFERRALS: Room.REFERRAL,
    Topic.HAND_OVER_KITS: Room.KIT,
    Topic.VISIT: Room.FOLLOW_UP,
}
"""Where a topic is dealt with; claims are not listed, for every other one is theirs."""


def target_of(topic: Topic, sheet: TodaySheet) -> tuple[Room, int]:
    """Return the room and the item that deal with a topic."""
    if topic is Topic.TAKE_ROLL:
        return Room.ATTENDANCE, next((row.item for row in sheet.rolls if row.state in _OPEN), 0)
    if topic is Topic.SETTLE_EXAM:
        return Room.EXAM, sheet.exams[0].exam_id if sheet.exams else 0
    if topic in ROOM_OF:
        return ROOM_OF[topic], 0
    return Room.CLAIM, next((row.run_id for row in sheet.claims if row.topic is topic), 0)


class TodayCards:
    """Writes the rows; `go(room, item)` returns what a link does."""

    def __init__(self, words: Catalogue, go: Go, back_up: Callable[[], None]) -> None:
        self._words, self._go, self._back_up = words, go, back_up

    # A new desk

    def first_steps(self, sheet: TodaySheet) -> Rows:
        """Return what a new desk needs, each with where it is done; those done stay in sight until the end."""
        return [self._first_step(step, done) for step, done in sheet.first_steps]

    def _first_step(self, step: FirstStep, done: bool) -> CardRow:
        t, words = self._words.t, self._words.word(step)
        if done:
            return CardRow(words, "", self._words.p("first step", "done"), Tone.OK)
        where = {FirstStep.REFERRALS: Room.REFERRAL, FirstStep.SESSION: Room.COURSE}.get(step, Room.CENTRE)
        return CardRow(words, "", t("to do"), Tone.WARN, t("Open"), self._go(where, 0), f"first_{step.value}")

    # Rolls

    def rolls(self, sheet: TodaySheet) -> Rows:
        """Return the rolls that are open, oldest first, then those done."""
        waiting = [row for row in sheet.rolls if row.state in _OPEN]
        done = [row for row in sheet.rolls if row.state not in _OPEN]
        shown = [*waiting[:MOST], *done[: max(0, MOST - len(waiting))]]
        rows = [self._roll(row, sheet.day) for row in shown]
        return self._cut(rows, len(waiting) - MOST, Room.ATTENDANCE)

    def rolls_count(self, sheet: TodaySheet) -> str:
        """Return how many rolls are done: 1 of 4."""
        if not sheet.rolls:
            return ""
        done = sum(row.state not in _OPEN for row in sheet.rolls)
        return self._words.t("{done} of {total} done", done=done, total=len(sheet.rolls))

    def no_rolls(self, sheet: TodaySheet) -> str:
        """Return what is said where there is no roll at all."""
        t = self._words.t
        if sheet.own_only:
            return t("No half-day of your sessions today.")
        return t("No half-day is planned today.")

    def _roll(self, row: RollDueRow, today: date) -> CardRow:
        t = self._words.t
        first = f"{row.session} · {self._half_day(row, today)}"
        go, name = self._go(Room.ATTENDANCE, row.item), f"roll_{row.slot_id}"
        if row.state is DueState.LATE:
            return CardRow(first, self._late(row, today), self._words.p("roll", "late"), Tone.BAD, t("Open"), go, name)
        if row.state is DueState.DUE:
            return CardRow(first, self._people(row), t("to enter"), Tone.WARN, t("Open"), go, name)
        if row.state is DueState.NOT_HELD:
            return CardRow(first, self._people(row), self._words.p("roll", "not held"), Tone.IDLE)
        said = t("{present} present of {people}", present=row.present, people=row.people)
        if row.entered_at is not None and row.entered_at.date() == today:
            said += " · " + t("entered at {time}", time=clock_time(row.entered_at))
        return CardRow(first, said, self._words.p("roll", "done"), Tone.OK)

    def _half_day(self, row: RollDueRow, today: date) -> str:
        half = self._words.word(row.half_day)
        if row.day == today:
            return half
        recent = today - row.day < timedelta(days=7)
        day = weekday_name(row.day, self._words.language) if recent else f"{row.day:%d/%m}"
        return f"{day} {half}"

    def _people(self, row: RollDueRow) -> str:
        said = self._words.n("{count} trainee", "{count} trainees", row.people)
        return f"{said} · {self._words.t('sheet no. {number}', number=row.sheet_number)}" if row.sheet_number else said

    def _late(self, row: RollDueRow, today: date) -> str:
        n, days = self._words.n, (today - row.day).days
        if row.sheet_received_on is not None:
            return self._words.t("sheet received on {day}", day=short_date(row.sheet_received_on))
        if row.sheet_number:
            return n("sheet not received for {count} day", "sheet not received for {count} days", days)
        return n(
            "{people} trainees · {count} day late", "{people} trainees · {count} days late", days, people=row.people
        )

    # To check

    def checks(self, sheet: TodaySheet, checks: TodayChecks | None) -> Rows:
        """Return exams and tests to settle, then people and invoices to look at."""
        rows = [*(self._exam(row) for row in sheet.exams[:MOST]), *self._tests(sheet)]
        if checks is not None:
            rows += [self._gap(gap) for gap in checks.gaps]
            rows += [self._alert(alert, sheet.own_only) for alert in sorted(checks.alerts, key=_absences_first)]
        return self._cut(rows[:MOST], len(rows) - MOST, Room.ATTENDANCE)

    def checks_count(self, sheet: TodaySheet, checks: TodayChecks | None) -> str:
        """Return how many points there are; an ellipsis while they are read."""
        if checks is None:
            return "…"
        tests = bool(sheet.tests.due or sheet.tests.undecided)
        count = len(sheet.exams) + tests + len(checks.alerts) + len(checks.gaps)
        return str(count) if count else ""

    def no_checks(self, checks: TodayChecks | None) -> str:
        """Return what is said where there is no point."""
        t = self._words.t
        return t("Nothing to check.") if checks else t("Being read…")

    def _exam(self, row: ExamRow) -> CardRow:
        t = self._words.t
        held = t("held on {day}", day=short_date(row.held_on))
        go = self._go(Room.EXAM, row.exam_id)
        return CardRow(
            t("Exam · {session}", session=row.session), held, t("to settle"), Tone.WARN, t("Open"), go,
            f"exam_{row.exam_id}",
        )  # fmt: skip

    def _tests(self, sheet: TodaySheet) -> Iterator[CardRow]:
        t, tests = self._words.t, sheet.tests
        parts = [t("{count} to hold", count=tests.due)] if tests.due else []
        if tests.undecided:
            parts.append(t("{count} to decide", count=tests.undecided))
        if parts:
            go = self._go(Room.ASSESSMENT, 0)
            yield CardRow(t("Skills tests"), " · ".join(parts), t("to enter"), Tone.WARN, t("Open"), go, "tests")

    def _gap(self, gap: DayCareGap) -> CardRow:
        n, t = self._words.n, self._words.t
        month, _, _ = month_name(gap.month, self._words.language).partition(" ")
        said = n("{count} day too many ({month})", "{count} days too many ({month})", gap.days, month=month)
        go = self._go(Room.CLAIM, gap.run_id)
        return CardRow(gap.provider, said, t("difference"), Tone.WARN, t("Put right"), go, "day_care_gap")

    def _alert(self, alert: AlertRow, own_only: bool) -> CardRow:
        t, n = self._words.t, self._words.n
        of_roll = own_only or not alert.person_id
        room, item = (Room.ATTENDANCE, alert.item) if of_roll else (Room.OVERVIEW, alert.person_id)
        go, name = self._go(room, item), f"alert_{alert.kind.value}_{alert.enrolment_id or alert.slot_id}"
        if alert.kind is AlertKind.ABSENCES:
            run = n("{count} absence in a row", "{count} absences in a row", alert.count)
            return CardRow(alert.name, f"{run} · {alert.session}", t("to call"), Tone.WARN, t("See"), go, name)
        if alert.kind is not AlertKind.OUT_OF_REACH:
            said = say_point(self._words, alert.kind, alert.count, alert.day)
            first = alert.name or alert.session
            said = f"{said} · {alert.session}" if alert.name else said
            return CardRow(first, said, t("to check"), Tone.WARN, t("See"), go, name)
        said = t("can no longer reach {percent} % · {session}", percent=alert.count, session=alert.session)
        return CardRow(alert.name, said, t("threshold"), Tone.BAD, t("See"), go, name)

    # End of the month

    def month(self, sheet: TodaySheet, checks: TodayChecks | None) -> Rows:
        """Return claims, report and certificates."""
        rows = [self._claims(row) for row in sheet.claims[:MOST]]
        if sheet.report is not None:
            rows.append(self._report(sheet.report, checks))
        return [*rows, *self._certificates(sheet)]

    def month_title(self, sheet: TodaySheet) -> str:
        """Return the title of the card; a cashier sees nothing but payments in it."""
        only_payments = sheet.parts == (Part.MONTH,)
        return self._words.t("Payments") if only_payments else self._words.word(Part.MONTH)

    def no_month(self, sheet: TodaySheet) -> str:
        """Return what is said where nothing waits."""
        t = self._words.t
        return t("No payment is waiting.") if Part.ROLLS not in sheet.parts else t("No session has begun yet.")

    def _claims(self, row: ClaimsRow) -> CardRow:
        n, t, language = self._words.n, self._words.t, self._words.language
        first = t("Allowances · {month}", month=month_name(row.month, language))
        lines = n("{count} line", "{count} lines", row.lines)
        said = f"{lines} · {francs(row.francs, language)}"
        if row.topic is Topic.ESTABLISH_CLAIMS:
            said = n("{count} trainee", "{count} trainees", row.lines)
        pill, tone = self._claims_pill(row.topic)
        go, name = self._go(Room.CLAIM, row.run_id), f"claims_{row.topic.value if row.topic else 'paid'}_{row.month}"
        return CardRow(first, said, pill, tone, t("Open"), go, name)

    def _claims_pill(self, topic: Topic | None) -> tuple[str, Tone]:
        t = self._words.t
        return {
            Topic.ESTABLISH_CLAIMS: (t("to establish"), Tone.WARN),
            Topic.SUBMIT_CLAIMS: (t("to submit"), Tone.WARN),
            Topic.CORRECT_CLAIMS: (t("sent back"), Tone.BAD),
            Topic.APPROVE_CLAIMS: (t("to approve"), Tone.WARN),
            Topic.PAY_CLAIMS: (t("to pay"), Tone.WARN),
        }.get(topic or Topic.VISIT, (self._words.p("claims", "paid"), Tone.OK))

    def _report(self, row: ReportRow, checks: TodayChecks | None) -> CardRow:
        t = self._words.t
        first = t("Report · {month}", month=month_name(row.month, self._words.language))
        pill, tone = self._days_left(row)
        go = self._go(Room.MONTHLY_RETURN, 0)
        return CardRow(first, self._readiness(row, checks), pill, tone, t("Open"), go, "report")

    def _readiness(self, row: ReportRow, checks: TodayChecks | None) -> str:
        t, n = self._words.t, self._words.n
        if row.state is MonthState.SEALED:
            return t("closed and signed, to be sent")
        if not row.over:
            return t("the month is under way")
        if checks is None or checks.blocking is None or checks.warnings is None:
            return t("Being read…")
        blocking = n("{count} blocking point", "{count} blocking points", checks.blocking) if checks.blocking else ""
        warnings = n("{count} warning", "{count} warnings", checks.warnings) if checks.warnings else ""
        return " · ".join(said for said in (blocking, warnings) if said) or t("ready to be closed")

    def _days_left(self, row: ReportRow) -> tuple[str, Tone]:
        p, n, days = self._words.p, self._words.n, row.days_left
        if days < 0:
            return p("report", "late"), Tone.BAD
        if days == 0:
            return p("report", "due today"), Tone.BAD
        return n("in {count} day", "in {count} days", days), Tone.WARN if days <= _SOON else Tone.PLAIN

    def _certificates(self, sheet: TodaySheet) -> Iterator[CardRow]:
        t, counts = self._words.t, sheet.certificates
        waiting = (
            (counts.to_issue, t("{count} to establish", count=counts.to_issue)),
            (counts.to_print, t("{count} to print", count=counts.to_print)),
            (counts.to_hand_over, t("{count} to hand over", count=counts.to_hand_over)),
        )
        parts = [said for count, said in waiting if count]
        if parts:
            link, go = t("Print") if counts.to_print else t("Open"), self._go(Room.CERTIFICATE, 0)
            yield CardRow(t("Certificates"), " · ".join(parts), link=link, act=go, name="certificates")

    # The desk

    def desk(self, sheet: TodaySheet, checks: TodayChecks | None, *, may_back_up: bool) -> Rows:
        """Return backup, referrals, kits and visits."""
        rows = [self._backup(sheet, may_back_up), *self._referrals(sheet)]
        if checks is not None and checks.kits is not None and checks.visits is not None:
            rows += [self._kits(checks.kits), *self._visits(checks.visits)]
        return rows

    def _backup(self, sheet: TodaySheet, may_back_up: bool) -> CardRow:
        t, p, at = self._words.t, self._words.p, sheet.backed_up_at
        link, act = (t("Back up"), self._back_up) if may_back_up else ("", None)
        if at is None:
            none = p("backup", "none")
            return CardRow(t("Last backup"), t("no copy was made yet"), none, Tone.BAD, link, act, "backup")
        day = p("when", "today") if at.date() == sheet.day else short_date(at.date())
        said = f"{day} {clock_time(at)} · {p('backup', 'verified')}"
        pill, tone = (p("backup", "old"), Tone.BAD) if sheet.backup_is_old else (p("backup", "good"), Tone.OK)
        return CardRow(t("Last backup"), said, pill, tone, link, act, "backup")

    def _referrals(self, sheet: TodaySheet) -> Iterator[CardRow]:
        n, t, counts = self._words.n, self._words.t, sheet.referrals
        if Part.ROLLS not in sheet.parts:
            return
        parts = [n("{count} person waiting", "{count} people waiting", counts.waiting + counts.received)]
        if counts.questions:
            parts.append(n("{count} open question", "{count} open questions", counts.questions))
        asks = counts.received + counts.questions > 0
        pill, link = (t("to answer"), self._words.p("act", "Answer")) if asks else ("", t("See"))
        go = self._go(Room.REFERRAL, 0)
        yield CardRow(t("Referrals received"), " · ".join(parts), pill, Tone.WARN, link, go, "referrals")

    def _kits(self, count: int) -> CardRow:
        t = self._words.t
        said = self._words.n("{count} person is to have a kit", "{count} people are to have a kit", count)
        said = said if count else t("nobody waits for a kit")
        return CardRow(t("Kits"), said, link=t("See"), act=self._go(Room.KIT, 0), name="kits")

    def _visits(self, count: int) -> Iterator[CardRow]:
        if count:
            said = self._words.n("{count} visit is due", "{count} visits are due", count)
            t, go = self._words.t, self._go(Room.FOLLOW_UP, 0)
            yield CardRow(t("Follow-up"), said, link=t("See"), act=go, name="visits")

    def _cut(self, rows: Sequence[CardRow], left: int, room: Room) -> Rows:
        if left <= 0:
            return list(rows)
        said = self._words.n("and {count} other", "and {count} others", left)
        return [*rows, CardRow(said, link=self._words.t("See all"), act=self._go(room, 0), name=f"more_{room.value}")]


def _absences_first(alert: AlertRow) -> tuple[bool, int, str]:
    return alert.kind is not AlertKind.ABSENCES, -alert.count, alert.name
