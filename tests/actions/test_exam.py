"""An exam from its plan to the jury's minutes and a resit, on a real desk."""

from datetime import date, datetime

import pytest

from centre_desk.actions.desk.settings import set_setting
from centre_desk.actions.exam import change_exam, plan_exam, record_marks, set_jury, settle_results
from centre_desk.models.course import Enrolment
from centre_desk.queries.exam import (
    exam_facts,
    exam_rows,
    marks_sheet,
    marks_sheet_paper,
    minutes_paper,
    results_rows,
    to_examine,
)
from centre_desk.queries.exam.reading import MENTIONS_SETTING
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.course import EndReason, HalfDay
from centre_desk.rules.desk import Actor
from centre_desk.rules.exam import (
    ABSENT,
    UNJUSTIFIED,
    Decision,
    ExamState,
    JurySeat,
    Mention,
    PartKind,
    PartPlan,
    score,
)
from centre_desk.rules.refusal import Refused
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import Catalogue
from tests.builders import BuiltCentre, build_centre, build_person, build_session, enrol, take_roll
from tests.builders_results import EXAM_DAY, JURY, PARTS, BuiltExam, build_exam, mark_exam, settled_exam
from tests.papers.reading import texts


@pytest.fixture
def centre(desk_store: Store) -> BuiltCentre:
    return build_centre(desk_store)


@pytest.fixture
def exam(desk_store: Store, centre: BuiltCentre) -> BuiltExam:
    return build_exam(desk_store, centre)


def refused(call: object, **arguments: object) -> list[str]:
    with pytest.raises(Refused) as caught:
        call(**arguments)  # type: ignore[operator]
    return [one.code for one in caught.value.refusals]


def test_an_exam_is_planned_once(desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime) -> None:
    session = build_session(desk_store, centre)
    plan = {"store": desk_store, "session_id": session, "held_on": EXAM_DAY, "parts": PARTS, "by": secretary, "at": at}
    assert to_examine(desk_store) == []
    assert refused(plan_exam, **plan) == ["exam.no_candidates"]
    enrol(desk_store, session, [build_person(desk_store, 1), build_person(desk_store, 2)])
    [waiting] = to_examine(desk_store)
    assert (waiting.attempt, waiting.candidates) == (1, 2)
    made = plan_exam(**plan)  # type: ignore[arg-type]
    assert refused(plan_exam, **plan) == ["exam.one_is_open"]
    assert to_examine(desk_store) == []
    [row] = exam_rows(desk_store)
    assert (row.id, row.candidates, row.missing, row.state) == (made.id, 2, 4, ExamState.OPEN)


def test_only_those_who_stayed_sit(desk_store: Store, exam: BuiltExam, secretary: Actor, at: datetime) -> None:
    with desk_store.begin() as db:
        gone = db.get_one(Enrolment, exam.enrolments[1])
        gone.end_on, gone.end_reason = date(2019, 11, 8), EndReason.DROP_OUT
        whole = db.get_one(Enrolment, exam.enrolments[2])
        whole.end_on, whole.end_reason = date(2019, 11, 29), EndReason.COMPLETED
    people = [row.number for row in marks_sheet(desk_store, exam.exam_id, EXAM_DAY).candidates]
    assert people == [1, 3, 4]
    cells = {(exam.enrolments[1], exam.parts[0]): score(1000)}
    assert refused(record_marks, store=desk_store, exam_id=exam.exam_id, marks=cells, by=secretary, at=at) == [
        "exam.not_candidate"
    ]


def test_marks_are_put_changed_and_cleared(
    desk_store: Store, exam: BuiltExam, secretary: Actor, trainer: Actor, at: datetime
) -> None:
    first, second = (exam.enrolments[0], exam.parts[0]), (exam.enrolments[0], exam.parts[1])
    record = {"store": desk_store, "exam_id": exam.exam_id, "at": at}
    assert record_marks(marks={first: score(1250), second: ABSENT}, by=secretary, **record).count == 2  # type: ignore[arg-type]
    assert record_marks(marks={first: score(1250), second: score(900)}, by=secretary, **record).count == 1  # type: ignore[arg-type]
    assert record_marks(marks={first: None}, by=secretary, **record).count == 1  # type: ignore[arg-type]
    assert marks_sheet(desk_store, exam.exam_id, EXAM_DAY).marks == {second: score(900)}
    assert refused(record_marks, marks={first: score(2001)}, by=secretary, **record) == ["exam.mark_out_of_range"]
    assert refused(record_marks, marks={first: score(1)}, by=trainer, **record) == ["exam.not_own_session"]


def test_results_need_every_mark_and_a_jury(
    desk_store: Store, centre: BuiltCentre, exam: BuiltExam, secretary: Actor, trainer: Actor, at: datetime
) -> None:
    settle = {"store": desk_store, "exam_id": exam.exam_id, "by": secretary, "at": at}
    mark_exam(desk_store, exam, [score(1200), score(1200)], [score(1400), score(699)], [ABSENT, ABSENT])
    with pytest.raises(Refused) as caught:
        settle_results(**settle)  # type: ignore[arg-type]
    assert [(r.code, r.fact("names")) for r in caught.value.refusals] == [("exam.marks_missing", "KEÏTA Seydou")]
    mark_exam(desk_store, exam, [score(1200), score(1200)], [score(1400), score(699)], [ABSENT, ABSENT],
              [UNJUSTIFIED, score(1400)])  # fmt: skip
    assert refused(settle_results, **{**settle, "by": trainer}) == ["desk.no_right"]
    assert refused(settle_results, **settle, on=date(2019, 11, 10)) == ["exam.settled_day"]
    assert settle_results(**settle).count == 2  # type: ignore[arg-type]
    found = [(r.decision, r.average, r.mention) for r in results_rows(desk_store, exam.exam_id)]
    assert found == [
        (Decision.PASSED, 1200, Mention.FAIRLY_GOOD),
        (Decision.RESIT, 874, None),
        (Decision.ABSENT, None, None),
        (Decision.PASSED, 1050, Mention.PASSABLE),
    ]
    [row] = exam_rows(desk_store)
    assert (row.minutes_number, row.passed, row.resit, row.absent, row.missing) == ("PV-2019-0001", 2, 1, 1, 0)
    for call, more in (
        (settle_results, {}),
        (record_marks, {"marks": {}}),
        (set_jury, {"jury": JURY}),
        (change_exam, {"held_on": EXAM_DAY, "place": "", "incidents": ""}),
    ):
        assert refused(call, **settle, **more) == ["exam.settled"]


def test_a_jury_is_needed(desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime) -> None:
    session = build_session(desk_store, centre)
    enrolments = enrol(desk_store, session, [build_person(desk_store, 1)])
    parts = [PartPlan("Pratique", PartKind.PRACTICAL)]
    made = plan_exam(desk_store, session_id=session, held_on=EXAM_DAY, parts=parts, by=secretary, at=at)
    [part] = marks_sheet(desk_store, made.id, EXAM_DAY).parts
    cells = {(number, part.id): score(1000) for number in enrolments.values()}
    record_marks(desk_store, exam_id=made.id, marks=cells, by=secretary, at=at)
    settle = {"store": desk_store, "exam_id": made.id, "by": secretary, "at": at}
    assert refused(settle_results, **settle) == ["exam.no_jury"]
    seats = [JurySeat("M. X", "Formateur")]
    assert refused(set_jury, **settle, jury=seats) == ["exam.no_president"]
    set_jury(**settle, jury=JURY)  # type: ignore[arg-type]
    set_jury(**settle, jury=JURY[:1])  # type: ignore[arg-type]
    assert marks_sheet(desk_store, made.id, EXAM_DAY).jury == JURY[:1]
    assert settle_results(**settle).count == 1  # type: ignore[arg-type]


def test_a_resit_is_for_those_not_passed(desk_store: Store, exam: BuiltExam, secretary: Actor, at: datetime) -> None:
    settled_exam(desk_store, exam, passed=2)
    [waiting] = to_examine(desk_store)
    assert (waiting.attempt, waiting.candidates) == (2, 2)
    again = plan_exam(desk_store, session_id=exam.session_id, held_on=EXAM_DAY, by=secretary, at=at)
    sheet = marks_sheet(desk_store, again.id, EXAM_DAY)
    assert [row.number for row in sheet.candidates] == [3, 4]
    assert [(part.name, part.weight, part.eliminating_below) for part in sheet.parts] == [
        ("Théorie", 1, None),
        ("Pratique", 3, 700),
    ]
    assert exam_facts(desk_store, again.id)[0].attempt == 2


def test_parts_stay_once_they_are_marked(desk_store: Store, exam: BuiltExam, secretary: Actor, at: datetime) -> None:
    change = {"store": desk_store, "exam_id": exam.exam_id, "place": "Salle 2", "incidents": "Panne", "by": secretary}
    other = [PartPlan("Pratique seule", PartKind.PRACTICAL)]
    change_exam(**change, held_on=date(2019, 11, 8), parts=other, at=at)  # type: ignore[arg-type]
    sheet = marks_sheet(desk_store, exam.exam_id, EXAM_DAY)
    assert ([part.name for part in sheet.parts], sheet.place, sheet.held_on.day) == (["Pratique seule"], "Salle 2", 8)
    cells = {(exam.enrolments[0], sheet.parts[0].id): score(1000)}
    record_marks(desk_store, exam_id=exam.exam_id, marks=cells, by=secretary, at=at)
    assert refused(change_exam, **change, held_on=EXAM_DAY, parts=PARTS, at=at) == ["exam.parts_have_marks"]
    assert refused(change_exam, **change, held_on=date(2019, 11, 1), at=at) == ["exam.before_course"]


def test_mentions_follow_the_centre(desk_store: Store, exam: BuiltExam, admin: Actor, at: datetime) -> None:
    set_setting(desk_store, key=MENTIONS_SETTING, value={"good": 1300, "very_good": 1350}, by=admin, at=at)
    settled_exam(desk_store, exam, passed=1)
    assert results_rows(desk_store, exam.exam_id)[0].mention is Mention.VERY_GOOD


def test_low_attendance_is_a_point_to_look_at(desk_store: Store, exam: BuiltExam) -> None:
    take_roll(desk_store, exam.session_id, date(2019, 11, 4), HalfDay.MORNING, {exam.people[0]: MarkValue.ABSENT})
    take_roll(desk_store, exam.session_id, date(2019, 11, 4), HalfDay.AFTERNOON)
    rows = marks_sheet(desk_store, exam.exam_id, date(2019, 11, 5)).candidates
    assert [(row.counted, row.entered, row.below_threshold) for row in rows[:2]] == [(1, 2, True), (2, 2, False)]


def test_the_papers_say_what_was_decided(desk_store: Store, exam: BuiltExam, fr: Catalogue) -> None:
    assert "PV-2019-0001" not in "".join(texts(minutes_paper(desk_store, exam.exam_id, fr)))
    assert "TRAORÉ" in "".join(texts(marks_sheet_paper(desk_store, exam.exam_id, fr)))
    settled_exam(desk_store, exam, passed=3)
    minutes = minutes_paper(desk_store, exam.exam_id, fr)
    assert "PV-2019-0001" in "".join(texts(minutes))
    assert minutes == minutes_paper(desk_store, exam.exam_id, fr)
