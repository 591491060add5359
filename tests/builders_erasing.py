"""One person with words in every room: what `plant` wrote is looked for again after the person was erased."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from centre_desk.actions.desk.scans import keep_scan
from centre_desk.actions.register import add_dependant, correct_person, end_dependant, record_consent, register_person
from centre_desk.models import Base
from centre_desk.models.assessment import Assessment, Grid, Offer, OutgoingEvent, OutgoingReferral, SkillsTest
from centre_desk.models.attendance import AttendanceMark, AttendanceSheet, Excuse
from centre_desk.models.certificate import Certificate, CertificateEvent
from centre_desk.models.claim import ClaimLine, ClaimRun, Payment
from centre_desk.models.course import Enrolment, SessionSlot
from centre_desk.models.desk import Correction, MonthEvent
from centre_desk.models.exam import Exam, ExamResult
from centre_desk.models.follow_up import FollowUpVisit
from centre_desk.models.kit import KitHandOver, KitList
from centre_desk.models.overview import PeopleAct
from centre_desk.models.referral import Referral, ReferralEvent, ReferralFile, ReferralLine
from centre_desk.models.register import Death, Dependant
from centre_desk.queries.claim.due import as_basis
from centre_desk.rules.assessment import GridState, OfferAnswer, OfferKind, TestKind, TestState, Verdict
from centre_desk.rules.assessment.letter import OutgoingState
from centre_desk.rules.attendance import ExcuseReason, MarkValue
from centre_desk.rules.certificate import CertificateEventKind, CertificateKind
from centre_desk.rules.claim import LineKind, LineState, PaymentMode, RunState
from centre_desk.rules.course import EndReason, HalfDay
from centre_desk.rules.desk import Actor, MonthState, Role
from centre_desk.rules.exam import Decision, ExamState
from centre_desk.rules.follow_up import Outcome
from centre_desk.rules.kit import KitListState
from centre_desk.rules.overview import PeopleActKind
from centre_desk.rules.referral import LineFate, ReferralState, Route
from centre_desk.rules.register import ConsentPurpose, ConsentState, IdKind, Kinship, Sex
from centre_desk.rules.register.birth import Birth
from centre_desk.rules.register.person import ConsentAnswer, PersonFacts
from centre_desk.store.journal import personal, write_journal
from centre_desk.store.opening import Store
from tests.builders import BuiltCentre, build_centre, build_session

KADIA = Actor(2, "Kadia", frozenset({Role.SECRETARY}))
NOON = datetime(2019, 12, 20, 12, 0, tzinfo=UTC)
WHO = {"by_id": 2, "at": NOON}
OCTOBER, NOVEMBER, DECEMBER = date(2019, 10, 7), date(2019, 11, 12), date(2019, 12, 10)
PNG = b"\x89PNG\r\n\x1a\n"
BORN = Birth(1994, date(1994, 12, 24))


class Planted:
    """A centre with what all share, and people with `word` in every place where a word fits."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.centre: BuiltCentre = build_centre(store)
        self.session = build_session(store, self.centre)
        self.count = 0
        with store.begin() as db:
            trade = self.centre.trades["MACO"]
            shared: list[Any] = [
                Grid(trade_id=trade, kind=TestKind.SKILLS, version=1, state=GridState.ADOPTED, **WHO),
                KitList(trade_id=trade, version=1, state=KitListState.ADOPTED, **WHO),
                ClaimRun(number="A-2019-11", month="2019-11", state=RunState.APPROVED, **WHO),
                AttendanceSheet(number="0001", session_id=self.session, week=date(2019, 11, 11), **WHO),
                ReferralFile(name="liste.xlsx", sha256="0" * 64, layout="x", line_count=2, **WHO),
                Exam(
                    session_id=self.session,
                    held_on=NOVEMBER,
                    state=ExamState.SETTLED,
                    minutes_number="PV-2019-0001",
                    settled_on=NOVEMBER,
                    **WHO,
                ),
            ]
            db.add_all(shared)
            db.flush()
            self.grid, self.kits, self.run, self.sheet, self.file, self.exam = (row.id for row in shared)
            keep_scan(db, ("attendance_sheet", self.sheet), "feuille.png", PNG + b"joint list", KADIA, NOON)

    def plant(self, word: str) -> int:
        """Insert a person with `word` in every column that says something of a person; return the number."""
        self.count += 1
        person = self._register(word)
        with self.store.begin() as db:
            self._referral(db, person, word)
            test = self._test(db, person, word)
            enrolment = self._course(db, person, word)
            certificate = self._certificate(db, person, enrolment, word)
            line = self._money(db, person, enrolment, word)
            later: list[Any] = [
                KitHandOver(
                    number=f"KIT-{self.count}", person_id=person, certificate_id=certificate, list_id=self.kits,
                    handed_on=DECEMBER, place=word, witness=word, remarks=word, **WHO,
                ),
                FollowUpVisit(
                    person_id=person, due_on=DECEMBER, visited_on=DECEMBER, visitor="M. Samaké",
                    outcome=Outcome.EMPLOYED, needs=word, **WHO,
                ),
                PeopleAct(
                    kind=PeopleActKind.EXCHANGE, person_id=person, on_date=DECEMBER, reason=word, undone_reason=word,
                    **WHO,
                ),
            ]  # fmt: skip
            db.add_all(later)
            db.flush()
            self._letter_and_death(db, person, test, word)
            self._say(db, "kit_hand_over", later[0].id, word)
            self._say(db, "follow_up_visit", later[1].id, word)
            self._say(db, "claim_line", line, word)
            self._say(db, "skills_test", test, word)
            self._say(db, "certificate", certificate, word)
        return person

    def _letter_and_death(self, db: Session, person: int, test: int, word: str) -> None:
        offer = db.scalars(select(Offer.id).where(Offer.test_id == test)).first()
        letter = OutgoingReferral(
            number=f"LO-{self.count}", offer_id=offer, person_id=person, centre=word, contact=word, remarks=word,
            written_on=DECEMBER, **WHO,
        )  # fmt: skip
        letter.events.append(OutgoingEvent(state=OutgoingState.WRITTEN, on_date=DECEMBER, reason=word, **WHO))
        death = Death(
            person_id=person, died_on=DECEMBER, told_by=word, document=word, note=word, undone_at=NOON, undone_by_id=2,
            undone_reason=word, **WHO,
        )  # fmt: skip
        db.add_all((letter, death))
        db.flush()
        self._say(db, "outgoing_referral", letter.id, word)

    def _say(self, db: Session, kind: str, number: int, word: str) -> None:
        after = {"said": personal(word)}
        write_journal(db, by=KADIA, at=NOON, act="desk.test", subject=(kind, number), after=after, reason=word)

    def _register(self, word: str) -> int:
        facts = PersonFacts(
            family_name=word, given_names=word, married_name=word, sex=Sex.FEMALE, birth=BORN, birth_place=word,
            mother_name=word, phone=word, case_number=word, individual_number=word, region_code="01", cercle=word,
            quarter=word, return_country="Libye", return_date=OCTOBER, education=word, id_kind=IdKind.NINA,
            id_number=word, remarks=word,
        )  # fmt: skip
        store, by, at = self.store, KADIA, NOON
        person = register_person(store, facts=facts, by=by, at=at).id
        correct_person(store, person_id=person, facts=replace(facts, phone=word * 2), reason=word, by=by, at=at)
        answer = ConsentAnswer(ConsentPurpose.PHOTO, ConsentState.GIVEN, OCTOBER, "bambara", word, True, word)
        record_consent(store, person_id=person, answer=answer, by=by, at=at)
        birth = Birth(2016, date(2016, 3, 2))
        child = add_dependant(
            store, person_id=person, name=word, kinship=Kinship.CHILD, sex=Sex.MALE, birth=birth, by=by, at=at
        ).id
        end_dependant(store, dependant_id=child, ended_on=DECEMBER, reason=word, by=by, at=at)
        return person

    def _referral(self, db: Session, person: int, word: str) -> None:
        referral = Referral(
            person_id=person, received_on=OCTOBER, route=Route.TRAINING, wish=word, remarks=word,
            state=ReferralState.ASSIGNED, **WHO,
        )  # fmt: skip
        db.add(referral)
        db.flush()
        db.add(
            ReferralEvent(
                referral_id=referral.id, state=ReferralState.ACCEPTED, on_date=OCTOBER, reason=word, **WHO
            )
        )
        db.add(
            ReferralLine(
                file_id=self.file, line=self.count, fate=LineFate.NEW, raw=json.dumps({"family": word}), digest=word,
                reasons=word, person_id=person, referral_id=referral.id,
            )
        )  # fmt: skip
        db.flush()
        self._say(db, "referral", referral.id, word)

    def _test(self, db: Session, person: int, word: str) -> int:
        test = SkillsTest(
            number=f"T-{self.count}", person_id=person, grid_id=self.grid, kind=TestKind.SKILLS, planned_on=OCTOBER,
            held_on=OCTOBER, state=TestState.DECIDED, verdict=Verdict.TRAINING_OFFERED, joint_decision=word,
            decided_on=OCTOBER, decided_by_id=2, reason=word, **WHO,
        )  # fmt: skip
        db.add(test)
        db.flush()
        sheet = Assessment(test_id=test.id, rank=1, trainer_id=self.centre.trainers[0], **WHO)
        offer = Offer(
            test_id=test.id, person_id=person, kind=OfferKind.JOB, partner=word, made_on=OCTOBER,
            answer=OfferAnswer.DECLINED, answered_on=OCTOBER, reason=word, **WHO,
        )  # fmt: skip
        db.add_all([sheet, offer])
        db.flush()
        keep_scan(db, ("assessment", sheet.id), f"{word}.png", PNG + word.encode(), KADIA, NOON)
        keep_scan(db, ("person", person), f"{word}.png", PNG + word.encode(), KADIA, NOON)
        self._say(db, "offer", offer.id, word)
        return test.id

    def _course(self, db: Session, person: int, word: str) -> int:
        enrolment = Enrolment(
            session_id=self.session, person_id=person, register_number=self.count, start=date(2019, 11, 4),
            end_on=date(2019, 11, 28), end_reason=EndReason.COMPLETED, end_note=word, **WHO,
        )  # fmt: skip
        db.add(enrolment)
        db.flush()
        slots = select(SessionSlot.id).where(SessionSlot.session_id == self.session, SessionSlot.day == NOVEMBER)
        slot = db.scalars(slots.order_by(SessionSlot.id)).first()
        mark = AttendanceMark(
            session_id=self.session, person_id=person, enrolment_id=enrolment.id, day=NOVEMBER,
            half_day=HalfDay.MORNING, value=MarkValue.EXCUSED, reason=word, **WHO,
        )  # fmt: skip
        excuse = Excuse(
            person_id=person, first_day=NOVEMBER, last_day=NOVEMBER, reason=ExcuseReason.ILLNESS, document=word, **WHO
        )
        learnt = Correction(
            month="2019-11", fact_kind="session_slot", fact_id=slot or 0, person_id=person, old=word, new=word,
            reason=word, reported_in="2019-12", **WHO,
        )  # fmt: skip
        db.add_all([mark, excuse, learnt])
        db.flush()
        for kind, number in (("enrolment", enrolment.id), ("excuse", excuse.id), ("correction", learnt.id)):
            self._say(db, kind, number, word)
        write_journal(
            db, by=KADIA, at=NOON, act="attendance.apply_marks", subject=("course_session", self.session),
            before={"2019-11-12 morning": {"-": [enrolment.id]}},
            after={"2019-11-12 morning": {"excused": [enrolment.id]}}, reason=word,
        )  # fmt: skip
        return enrolment.id

    def _certificate(self, db: Session, person: int, enrolment: int, word: str) -> int:
        result = ExamResult(
            exam_id=self.exam, enrolment_id=enrolment, person_id=person, average=1250, decision=Decision.PASSED, **WHO
        )
        db.add(result)
        db.flush()
        facts = {
            "name": word, "sex": Sex.FEMALE.value, "birth_date": "1994-12-24", "birth_year": 1994, "birth_place": word,
            "second_key": word, "trade_fr": "Maçonnerie", "trade_en": "Masonry",
        }  # fmt: skip
        row = Certificate(
            number=f"2019-{self.count:04d}", year=2019, sequence=self.count, kind=CertificateKind.TRAINING,
            person_id=person, trade_id=self.centre.trades["MACO"], exam_result_id=result.id, issued_on=DECEMBER,
            facts=json.dumps(facts, ensure_ascii=False, sort_keys=True), check_code="ABCD", qr_text=word, **WHO,
        )  # fmt: skip
        db.add(row)
        db.flush()
        kind = CertificateEventKind.HANDED_OVER
        db.add(CertificateEvent(certificate_id=row.id, kind=kind, on_date=DECEMBER, note=word, **WHO))
        return row.id

    def _money(self, db: Session, person: int, enrolment: int, word: str) -> int:
        line = ClaimLine(
            run_id=self.run, month="2019-11", kind=LineKind.ALLOWANCE, person_id=person, session_id=self.session,
            enrolment_id=enrolment, units=1, units_planned=1, rate=9000, gross=9000, net=9000,
            basis=as_basis({"manual": word}), state=LineState.APPROVED, note=word, **WHO,
        )  # fmt: skip
        db.add(line)
        db.flush()
        db.add(
            Payment(
                line_id=line.id, amount=9000, paid_on=DECEMBER, mode=PaymentMode.ORANGE_MONEY, reference=word,
                undone_reason=word, **WHO,
            )
        )  # fmt: skip
        after = {"lines": [line.id], "reference": personal(word)}
        write_journal(db, by=KADIA, at=NOON, act="claim.pay", subject=("claim_run", self.run), after=after)
        return line.id

    def close_all(self) -> None:
        """Close every month in which something was planted."""
        with self.store.begin() as db:
            for month in ("2019-10", "2019-11", "2019-12"):
                db.execute(text("INSERT INTO month (month, state, version) VALUES (:m, 'sealed', 1)"), {"m": month})
                db.add(MonthEvent(month=month, version=1, state=MonthState.SEALED, **WHO))

    def children(self, person: int) -> list[Dependant]:
        """Return a person's children."""
        with self.store.read() as db:
            return list(db.scalars(select(Dependant).where(Dependant.person_id == person)))


def places_of(store: Store, word: str) -> set[tuple[str, str]]:
    """Return every table and column of the whole database, journal and scans too, in which a word stands."""
    found: set[tuple[str, str]] = set()
    with store.read() as db:
        for table in Base.metadata.tables.values():
            for row in db.execute(text(f'SELECT * FROM "{table.name}"')).mappings():
                found |= {(table.name, name) for name, value in row.items() if word in _shown(value)}
    return found


def _shown(value: object) -> str:
    return (value.decode("utf-8", "ignore") if isinstance(value, bytes) else str(value)).casefold()
