"""The exams of the story: held after a session's end, marked by the trainer, settled by the jury, one resit."""

from datetime import date

from centre_desk.actions.exam import plan_exam, record_marks, set_jury, settle_results
from centre_desk.actions.overview.demonstration import results
from centre_desk.actions.overview.demonstration.course import Course
from centre_desk.actions.overview.demonstration.setting import Scene, moment
from centre_desk.models.exam import Exam
from centre_desk.queries.exam.reading import candidates_of, parts_of, results_of
from centre_desk.rules.desk import Role
from centre_desk.rules.exam import ABSENT, RESITS, JurySeat, Mark, PartKind, PartPlan, score

_PARTS = (
    PartPlan("Théorie", PartKind.WRITTEN, 1),
    PartPlan("Pratique", PartKind.PRACTICAL, 3, eliminating_below=700),
    PartPlan("Entretien", PartKind.ORAL, 1),
)
_JURY = (
    JurySeat("Aminata Traoré", "Directrice du centre", True),
    JurySeat("Oumar Ballo", "Représentant de la DNFP", False),
    JurySeat("Mariam Dembélé", "Professionnelle du métier", False),
)
HELD, SETTLED, CERTIFIED, RESIT = 3, 5, 7, 20  # days after the last day of the session


def live_exam(scene: Scene, course: Course, day: date) -> None:
    """Hold the exam, settle it, certify, and hold the resit, each on its day after the session's end."""
    after = (day - course.end).days
    if after == HELD:
        _hold(scene, course, day, strong=80)
    elif after == SETTLED:
        _settle(scene, course, day)
    elif after in (CERTIFIED, RESIT + CERTIFIED):
        results.certify_all(scene, day)
    elif after == RESIT and course.resit:
        _hold(scene, course, day, strong=65)
        _settle(scene, course, day)


def _hold(scene: Scene, course: Course, day: date, strong: int) -> None:
    store, office = scene.store, scene.by(Role.SECRETARY)
    course.exam = plan_exam(
        store, session_id=course.session_id, held_on=day, by=office, at=moment(day, 7), parts=_PARTS, place="Sénou"
    ).id
    set_jury(store, exam_id=course.exam, jury=list(_JURY), by=office, at=moment(day, 7, 30))
    with store.read() as db:
        candidates = [one.enrolment_id for one in candidates_of(db, db.get_one(Exam, course.exam))]
        parts = [part.id for part in parts_of(db, course.exam)]
    marks = {cell: mark for one in candidates for cell, mark in _marks_of(scene, one, parts, strong).items()}
    record_marks(store, exam_id=course.exam, marks=marks, by=office, at=moment(day, 18))


def _marks_of(scene: Scene, candidate: int, parts: list[int], strong: int) -> dict[tuple[int, int], Mark]:
    """Draw one candidate's marks: one in 25 is absent, `strong` of a hundred are sure of their trade."""
    chance = scene.chance
    if chance.randrange(25) == 0:
        return {(candidate, part): ABSENT for part in parts}
    level = 12 if chance.randrange(100) < strong else 8
    return {
        (candidate, part): score(100 * (level + chance.randrange(-2, 5)) + chance.choice((0, 50))) for part in parts
    }


def _settle(scene: Scene, course: Course, day: date) -> None:
    settle_results(scene.store, exam_id=course.exam, by=scene.by(Role.DIRECTOR), at=moment(day, 15))
    with scene.store.read() as db:
        course.resit = any(row.decision in RESITS for row in results_of(db, course.exam))
