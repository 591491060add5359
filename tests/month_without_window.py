"""The month lived without a window: the acts of `tests/month.py`, one after the other, by the actions alone.

Each act has the arguments and the moment that the same act has in the window; numbers are looked up by what people
read: case number, name, day.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from centre_desk.actions.assessment import answer_offer, decide_test, make_offer, plan_tests, record_assessment
from centre_desk.actions.attendance import issue_sheets, receive_sheet, record_not_held, validate_roll
from centre_desk.actions.certificate import hand_over_certificates, print_certificates
from centre_desk.actions.claim import (
    approve_claims,
    place_child,
    prepare_claims,
    record_invoice,
    record_payments,
    submit_claims,
)
from centre_desk.actions.course.people import end_enrolment, enrol_people
from centre_desk.actions.course.planning import plan_session
from centre_desk.actions.course.running import finish_session, start_session
from centre_desk.actions.exam import plan_exam, record_marks, set_jury, settle_results
from centre_desk.actions.follow_up import record_visit
from centre_desk.actions.kit import hand_over_kit
from centre_desk.actions.monthly_return import close_month, export_return
from centre_desk.actions.referral import import_referrals
from centre_desk.actions.register import add_dependant
from centre_desk.models.assessment import SkillsTest
from centre_desk.models.attendance import AttendanceSheet
from centre_desk.models.centre import Agreement, Classroom, DayCareProvider, Trade, Trainer
from centre_desk.models.claim import ClaimLine
from centre_desk.models.course import Enrolment, SessionSlot
from centre_desk.models.referral import Referral
from centre_desk.models.register import Dependant, Person
from centre_desk.queries.assessment import skills_test_sheet
from centre_desk.queries.certificate.queues import certificate_rows, to_issue_rows
from centre_desk.queries.exam import marks_sheet
from centre_desk.queries.referral import read_file
from centre_desk.rules.assessment import OfferAnswer, OfferKind, Verdict
from centre_desk.rules.attendance import MarkValue, NotHeldReason
from centre_desk.rules.attendance.quick import read_quick
from centre_desk.rules.certificate import CertificateKind, CertificateState
from centre_desk.rules.claim import LineKind, PaymentMode
from centre_desk.rules.course import EndReason, HalfDay
from centre_desk.rules.course.session import NewSession
from centre_desk.rules.course.timetable import usual_week
from centre_desk.rules.desk import Actor
from centre_desk.rules.exam import ABSENT, JurySeat, Mark, PartKind, PartPlan, score
from centre_desk.rules.follow_up import Outcome
from centre_desk.rules.referral.fields import Field
from centre_desk.rules.referral.plan import Answer
from centre_desk.rules.register import Kinship, Sex
from centre_desk.rules.register.birth import Birth
from centre_desk.store.opening import Store
from tests import month
from tests.month import ADAMA, AWA, BOUBACAR, IBRAHIM, KADIATOU, OUMAR, REGISTER, ROLLS, SALIF, Referred
from tests.month_desk import PROVIDER, TRAINERS, actor

PARTS = (
    PartPlan(month.THEORY, PartKind.WRITTEN, 1),
    PartPlan(month.PRACTICE, PartKind.PRACTICAL, 3, eliminating_below=700),
)


class Month:
    """Lives the month on an open desk."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.office: Actor = actor(store, month.SECRETARY)
        self.director: Actor = actor(store, month.DIRECTOR)
        self.cashier: Actor = actor(store, month.CASHIER)
        self.session = self.exam = self.run = 0

    def live(self, files: Path, outbox: Path) -> Path:
        """Live the whole month; return the package for IOM."""
        self.import_file(files)
        self.test_two()
        self._certify(month.SKILL_CERTIFIED)
        self.plan_session()
        self._hand_over(month.SKILL_HANDED_OVER)
        self._kit(SALIF, month.KIT_OF_SALIF)
        self.enrol()
        self.take_rolls()
        self.examine()
        self.certify_graduates()
        self.hand_over_kits()
        self.claim_and_pay()
        return self.close(outbox)

    # Looking up

    def person(self, one: Referred) -> int:
        """Return the number of a person."""
        return self._one(select(Person.id).where(Person.case_number == one.case))

    def enrolment(self, one: Referred) -> int:
        """Return the number of a person's enrolment."""
        return self._one(select(Enrolment.id).where(Enrolment.person_id == self.person(one)))

    def test(self, one: Referred) -> int:
        """Return the number of a person's test."""
        return self._one(select(SkillsTest.id).where(SkillsTest.person_id == self.person(one)))

    def _referral(self, one: Referred) -> int:
        return self._one(select(Referral.id).where(Referral.person_id == self.person(one)))

    def _trade(self, code: str) -> int:
        return self._one(select(Trade.id).where(Trade.code == code))

    def _one(self, query: object) -> int:
        with self.store.read() as db:
            return int(db.scalars(query).one())  # type: ignore[call-overload]

    # The acts

    def import_file(self, files: Path) -> None:
        """IOM's file: the trade is chosen, the missing consent accepted, the repeated line left out."""
        path = files / month.FILE
        path.write_bytes(month.referral_file())
        referrals = read_file(self.store, path)
        place = {one: str(number) for number, one in enumerate(month.LINES, 2)}
        answers = {
            "3": Answer(corrections={Field.TRAINING: "MACO"}),
            "9": Answer(accepted=frozenset({"referral.no_consent"})),
            "14": Answer(skip=True),
        }
        assert (place[OUMAR], place[ADAMA], place[IBRAHIM]) == ("3", "9", "14")
        import_referrals(self.store, referrals=referrals, answers=answers, by=self.office, at=month.IMPORTED)
        add_dependant(
            self.store,
            person_id=self.person(AWA),
            name=month.CHILD,
            kinship=Kinship.CHILD,
            sex=Sex.FEMALE,
            birth=Birth(month.CHILD_YEAR),
            by=self.office,
            at=month.CHILD_ADDED,
        )

    def test_two(self) -> None:
        """Two declared trades are tested: one holds; the other is offered the training, and accepts it."""
        assessors = [self._one(select(Trainer.id).where(Trainer.family_name == family)) for family, _ in TRAINERS]
        plan_tests(
            self.store,
            referral_ids=[self._referral(KADIATOU), self._referral(SALIF)],
            planned_on=month.TESTED.date(),
            place=month.PLACE,
            assessors=assessors,
            by=self.office,
            at=month.TESTS_PLANNED,
        )
        for one, sheets in ((KADIATOU, month.KADIATOU_SHEETS), (SALIF, month.SALIF_SHEETS)):
            self._key_sheets(self.test(one), sheets)
        for one, verdict in ((KADIATOU, Verdict.TRAINING_OFFERED), (SALIF, Verdict.ABLE)):
            decide_test(self.store, test_id=self.test(one), verdict=verdict, by=self.office, at=month.DECIDED)
        made = {"kind": OfferKind.TRAINING, "made_on": month.OFFERED.date(), "trade_id": self._trade("MACO")}
        offer = make_offer(self.store, test_id=self.test(KADIATOU), by=self.office, at=month.OFFERED, **made).id
        answered = {"answer": OfferAnswer.ACCEPTED, "answered_on": month.ANSWERED.date()}
        answer_offer(self.store, offer_id=offer, by=self.office, at=month.ANSWERED, **answered)

    def _key_sheets(self, test_id: int, sheets: Sequence[str]) -> None:
        criteria = [one.id for one in skills_test_sheet(self.store, test_id).criteria]
        for rank, typed in enumerate(sheets, 1):
            points = dict(zip(criteria, map(int, typed), strict=True))
            record_assessment(
                self.store,
                test_id=test_id,
                rank=rank,
                points=points,
                held_on=month.TESTED.date(),
                by=self.office,
                at=month.TESTED,
            )

    def _certify(self, at: datetime) -> None:
        due = to_issue_rows(self.store)
        print_certificates(
            self.store,
            results=[row.source_id for row in due if row.kind is CertificateKind.TRAINING],
            tests=[row.source_id for row in due if row.kind is CertificateKind.SKILLS],
            by=self.office,
            at=at,
        )

    def _hand_over(self, at: datetime) -> None:
        waiting = [row.id for row in certificate_rows(self.store, CertificateState.TO_HAND_OVER)]
        hand_over_certificates(self.store, certificate_ids=waiting, on_date=at.date(), by=self.office, at=at)

    def _kit(self, one: Referred, at: datetime) -> None:
        hand_over_kit(
            self.store,
            person_id=self.person(one),
            handed_on=at.date(),
            place=month.PLACE,
            witness=month.WITNESS,
            by=self.office,
            at=at,
        )

    def plan_session(self) -> None:
        """Eight half-days of masonry from the 12th."""
        plan = NewSession(
            trade_id=self._trade("MACO"),
            site_id=1,
            agreement_id=self._one(select(Agreement.id)),
            capacity=month.PLACES,
            start=month.ROLLS[0].on,
            end_on=month.ROLLS[-1].on,
            patterns=(usual_week(),),
            classroom_id=self._one(select(Classroom.id)),
            trainer_ids=(self._one(select(Trainer.id).where(Trainer.family_name == TRAINERS[0][0])),),
        )
        self.session = plan_session(self.store, plan=plan, by=self.office, at=month.SESSION_PLANNED).id

    def enrol(self) -> None:
        """Ten people, in the order of their register numbers; the child of one goes to day care."""
        start_session(self.store, session_id=self.session, by=self.office, at=month.STARTED)
        enrol_people(
            self.store,
            session_id=self.session,
            people=[self.person(one) for one in REGISTER],
            referrals={self.person(one): self._referral(one) for one in REGISTER},
            start=month.ROLLS[0].on,
            by=self.office,
            at=month.ENROLLED,
        )
        place_child(
            self.store,
            dependant_id=self._one(select(Dependant.id)),
            provider_id=self._one(select(DayCareProvider.id).where(DayCareProvider.name == PROVIDER)),
            start=month.ROLLS[0].on,
            by=self.office,
            at=month.CHILD_PLACED,
        )

    def take_rolls(self) -> None:
        """A sheet a week, eight half-days, one person who leaves after the first day; then the session is over."""
        self._sheet(month.SHEET_ONE)
        for roll in ROLLS:
            if roll.at > month.LEFT and roll.on.day == month.LEFT.day and roll.half == "am":
                self._leave()
            if roll.at > month.SHEET_TWO and roll.on == month.SHEET_TWO.date() and roll.half == "am":
                self._receive(month.SHEET_ONE_BACK)
                self._sheet(month.SHEET_TWO)
            self._roll(roll)
        finish_session(self.store, session_id=self.session, by=self.office, at=month.FINISHED)

    def _sheet(self, at: datetime) -> None:
        issue_sheets(self.store, sessions=[self.session], week=at.date(), by=self.office, at=at)

    def _receive(self, at: datetime) -> None:
        sheet = self._one(select(AttendanceSheet.id))
        receive_sheet(self.store, sheet_id=sheet, received_on=at.date(), by=self.office, at=at)

    def _leave(self) -> None:
        end_enrolment(
            self.store,
            enrolment_id=self.enrolment(BOUBACAR),
            end_on=month.LEFT.date() - timedelta(days=1),
            reason=EndReason.DROP_OUT,
            by=self.office,
            at=month.LEFT,
        )

    def _roll(self, roll: month.RollOf) -> None:
        half = select(SessionSlot.id).where(SessionSlot.day == roll.on, SessionSlot.half_day == HalfDay(roll.half))
        slot = self._one(half)
        if not roll.typed:
            record_not_held(
                self.store,
                slot_id=slot,
                reason=NotHeldReason.POWER,
                paid=True,
                decided_by=month.NOT_HELD_BY,
                by=self.office,
                at=roll.at,
            )
            return
        text = read_quick(roll.typed, 2)
        here = [one for one in REGISTER if one is not BOUBACAR or roll.on < month.LEFT.date()]
        said = {one.number: one.value for one in text.said}
        marks = {
            self.enrolment(one): said.get(number, MarkValue.PRESENT)
            for number, one in enumerate(REGISTER, 1)
            if one in here
        }
        validate_roll(self.store, slot_id=slot, marks=marks, signatures=text.count, by=self.office, at=roll.at)

    def examine(self) -> None:
        """The exam of those who followed the course to its end, its jury, its marks, its results."""
        self.exam = plan_exam(
            self.store,
            session_id=self.session,
            held_on=month.MARKED.date(),
            parts=PARTS,
            place=month.PLACE,
            by=self.office,
            at=month.EXAM_PLANNED,
        ).id
        jury = [JurySeat(name, function, not place) for place, (name, function) in enumerate(month.JURY)]
        set_jury(self.store, exam_id=self.exam, jury=jury, by=self.office, at=month.EXAM_PLANNED)
        sheet = marks_sheet(self.store, self.exam, month.MARKED.date())
        marks = {
            (self.enrolment(one), part.id): _mark(pair[place])
            for place, part in enumerate(sheet.parts)  # column by column, as one types
            for one, pair in month.EXAM_MARKS.items()
        }
        record_marks(self.store, exam_id=self.exam, marks=marks, by=self.office, at=month.MARKED)
        settle_results(self.store, exam_id=self.exam, by=self.office, at=month.SETTLED)

    def certify_graduates(self) -> None:
        """The certificates of those who passed, in one batch, handed over the next day."""
        self._certify(month.CERTIFIED)
        self._hand_over(month.HANDED_OVER)

    def hand_over_kits(self) -> None:
        """Everybody with a certificate receives the kit of the trade; Salif is visited."""
        for one in month.graduates():
            self._kit(one, month.KITS)
        record_visit(
            self.store,
            person_id=self.person(SALIF),
            visited_on=month.VISITED.date(),
            outcome=Outcome.OWN_BUSINESS,
            visitor=month.SECRETARY,
            profitable=True,
            needs=month.NEEDS,
            by=self.office,
            at=month.VISITED,
        )

    def claim_and_pay(self) -> None:
        """The claims: prepared by the secretary, approved by the director, paid by the cashier in two ways."""
        record_invoice(
            self.store,
            dependant_id=self._one(select(Dependant.id)),
            provider_id=self._one(select(DayCareProvider.id)),
            month=month.MONTH,
            days=month.DAYS_INVOICED,
            number=month.INVOICE,
            by=self.office,
            at=month.INVOICED,
        )
        run = prepare_claims(self.store, month=month.MONTH, by=self.office, at=month.CLAIMED).id
        submit_claims(self.store, run_id=run, by=self.office, at=month.SUBMITTED)
        approve_claims(self.store, run_id=run, by=self.director, at=month.APPROVED)
        self._pay(self._lines(LineKind.ALLOWANCE), PaymentMode.CASH, "")
        self._pay(self._lines(LineKind.DAY_CARE, LineKind.TRAINING_FEE), PaymentMode.BANK, month.TRANSFER)

    def _lines(self, *kinds: LineKind) -> list[int]:
        with self.store.read() as db:
            return list(db.scalars(select(ClaimLine.id).where(ClaimLine.kind.in_(kinds))))

    def _pay(self, lines: list[int], mode: PaymentMode, reference: str) -> None:
        record_payments(
            self.store,
            line_ids=lines,
            mode=mode,
            reference=reference,
            paid_on=month.PAID.date(),
            by=self.cashier,
            at=month.PAID,
        )

    def close(self, outbox: Path) -> Path:
        """Close the month and export its report."""
        close_month(self.store, month=month.MONTH, by=self.director, at=month.CLOSED)
        made = export_return(self.store, month=month.MONTH, folder=outbox, by=self.director, at=month.EXPORTED)
        return made.path


def _mark(typed: str) -> Mark:
    whole, _, part = typed.partition(",")
    return ABSENT if typed == "a" else score(int(whole) * 100 + int(part.ljust(2, "0") or 0))
