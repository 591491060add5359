"""Tests, certificates, kits and visits of the story, each on its day and by who does it in a real centre."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select

from centre_desk.actions.assessment import (
    answer_offer,
    decide_test,
    make_offer,
    plan_tests,
    record_assessment,
)
from centre_desk.actions.certificate import hand_over_certificates, print_certificates
from centre_desk.actions.follow_up import record_visit
from centre_desk.actions.kit import hand_over_kit
from centre_desk.actions.overview.demonstration.setting import Scene, moment
from centre_desk.models.assessment import SkillsTest
from centre_desk.models.referral import Referral
from centre_desk.queries.assessment import skills_test_sheet
from centre_desk.queries.certificate.prints import batch_pdf
from centre_desk.queries.certificate.queues import certificate_rows, to_issue_rows
from centre_desk.queries.follow_up import due_visit_rows
from centre_desk.queries.kit import kit_rows
from centre_desk.rules.assessment import OfferAnswer, OfferKind, TestKind, Verdict
from centre_desk.rules.certificate import CertificateKind, CertificateState
from centre_desk.rules.desk import Role
from centre_desk.rules.follow_up import Outcome
from centre_desk.texts.catalogue import catalogue

_ASSESSORS = {"MACO": ("Samaké", "Dembélé"), "COUT": ("Koné", "Dembélé"), "SOUD": ("Diarra", "Dembélé")}
_OUTCOMES = (
    Outcome.OWN_BUSINESS,
    Outcome.OWN_BUSINESS,
    Outcome.OWN_BUSINESS,
    Outcome.EMPLOYED,
    Outcome.SEEKING,
    Outcome.NOT_REACHED,
)


def hold_tests(scene: Scene, people: Sequence[int], trade: str, day: date) -> list[int]:
    """Test people in their declared trade; return those who accepted the training that was offered to them."""
    store = scene.store
    _plan(scene, people, trade, day, day)
    with store.read() as db:
        tests = db.execute(
            select(SkillsTest.id, SkillsTest.person_id, SkillsTest.kind)
            .where(SkillsTest.person_id.in_(people))
            .order_by(SkillsTest.id)
        ).all()
    return [row[1] for row in tests if _test(scene, row[0], row[2], trade, day)]


def plan_for_tomorrow(scene: Scene, people: Sequence[int], trade: str, day: date) -> None:
    """Give people an appointment for the day after; their sheets are still to be keyed."""
    _plan(scene, people, trade, day, day + timedelta(days=1))


def _plan(scene: Scene, people: Sequence[int], trade: str, day: date, planned_on: date) -> None:
    with scene.store.read() as db:
        referrals = db.scalars(
            select(Referral.id).where(Referral.person_id.in_(people)).order_by(Referral.person_id)
        ).all()
    plan_tests(
        scene.store,
        referral_ids=referrals,
        planned_on=planned_on,
        by=scene.by(Role.SECRETARY),
        at=moment(day, 7),
        place="Atelier 1",
        assessors=[scene.trainers[name] for name in _ASSESSORS[trade]],
    )


def _test(scene: Scene, test_id: int, kind: TestKind, trade: str, day: date) -> bool:
    """Key both sheets, decide, make the offer that follows; tell whether training was accepted."""
    store, office = scene.store, scene.by(Role.SECRETARY)
    able = scene.chance.randrange(100) < 55
    criteria = [one.id for one in skills_test_sheet(store, test_id).criteria]
    for rank in (1, 2):
        points = {number: scene.chance.choice((3, 4, 4) if able else (1, 1, 2)) for number in criteria}
        record_assessment(
            store, test_id=test_id, rank=rank, points=points, held_on=day, by=office, at=moment(day, 11, rank)
        )
    verdict = Verdict.ABLE if able else Verdict.TRAINING_OFFERED
    decide_test(store, test_id=test_id, verdict=verdict, by=office, at=moment(day, 14))
    if able and kind is TestKind.SKILLS:
        return False
    return _offer(scene, test_id, OfferKind.BUSINESS_MANAGEMENT if able else OfferKind.TRAINING, trade, day)


def _offer(scene: Scene, test_id: int, kind: OfferKind, trade: str, day: date) -> bool:
    store, office = scene.store, scene.by(Role.SECRETARY)
    elsewhere = "CFP de Kayes" if kind is OfferKind.BUSINESS_MANAGEMENT else ""
    offer = make_offer(
        store,
        test_id=test_id,
        kind=kind,
        made_on=day,
        by=office,
        at=moment(day, 15),
        trade_id=scene.trades[trade] if kind is OfferKind.TRAINING else None,
        partner=elsewhere,
    ).id
    accepted = scene.chance.randrange(100) < 75
    answer = OfferAnswer.ACCEPTED if accepted else OfferAnswer.DECLINED
    answer_offer(
        store,
        offer_id=offer,
        answer=answer,
        answered_on=day,
        by=office,
        at=moment(day, 16),
        reason="" if accepted else "A trouvé un chantier",
    )
    return accepted and kind is OfferKind.TRAINING


def certify_all(scene: Scene, day: date) -> None:
    """Issue and print every certificate that is due as one batch, and keep its file in the outbox."""
    store = scene.store
    due = [row for row in to_issue_rows(store) if not row.provisional]
    if not due:
        return
    done = print_certificates(
        store,
        results=[row.source_id for row in due if row.kind is CertificateKind.TRAINING],
        tests=[row.source_id for row in due if row.kind is CertificateKind.SKILLS],
        by=scene.by(Role.SECRETARY),
        at=moment(day, 10),
    )
    (scene.outbox / f"certificats-{day.isoformat()}.pdf").write_bytes(batch_pdf(store, done.ids, catalogue("fr")))


def hand_over_all(scene: Scene, day: date) -> None:
    """Hand over the printed certificates, at a small ceremony."""
    waiting = [row.id for row in certificate_rows(scene.store, CertificateState.TO_HAND_OVER)]
    if waiting:
        hand_over_certificates(
            scene.store, certificate_ids=waiting, on_date=day, by=scene.by(Role.SECRETARY), at=moment(day, 16)
        )


def hand_over_kits(scene: Scene, day: date) -> None:
    """Hand over the kits that are due; one person in ten does not come that day."""
    for row in kit_rows(scene.store):
        if row.reason is None and scene.chance.randrange(10):
            hand_over_kit(
                scene.store,
                person_id=row.person_id,
                handed_on=day,
                place="Sénou",
                witness="Représentant des migrants",
                by=scene.by(Role.SECRETARY),
                at=moment(day, 15),
            )


def make_visits(scene: Scene, day: date) -> None:
    """Make the follow-up visits that are due."""
    for row in due_visit_rows(scene.store, day):
        outcome = scene.chance.choice(_OUTCOMES)
        record_visit(
            scene.store,
            person_id=row.person_id,
            visited_on=day,
            outcome=outcome,
            visitor="Adama Samaké",
            profitable=scene.chance.random() < 0.7 if outcome is Outcome.OWN_BUSINESS else None,
            by=scene.by(Role.SECRETARY),
            at=moment(day, 17),
        )
