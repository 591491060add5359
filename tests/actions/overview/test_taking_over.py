"""A centre that starts in mid-year: numbers go on, totals are added, past half-days are on paper; once, and first."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select, text

from centre_desk.actions.attendance import issue_sheets
from centre_desk.actions.course.planning import plan_session
from centre_desk.actions.overview.taking_over import take_over
from centre_desk.models.attendance import AttendanceSheet
from centre_desk.models.course import CourseSession, SessionSlot, SessionTakenOver
from centre_desk.papers.attendance import SlotUse
from centre_desk.papers.monthly_return.canonical import canonical_bytes, read_canonical
from centre_desk.papers.monthly_return.package import package_files
from centre_desk.queries.attendance.sheets import week_sheets
from centre_desk.queries.course import session_rows
from centre_desk.queries.monthly_return.counts import count_rows
from centre_desk.queries.monthly_return.month import MonthData
from centre_desk.queries.monthly_return.sheet import return_sheet
from centre_desk.queries.overview.fiche import fiche_of
from centre_desk.queries.overview.soundness import check_desk
from centre_desk.queries.overview.taking_over import running_names, series_rows, taken_over
from centre_desk.rules.course import TAKEN_OVER, SessionState, SlotState
from centre_desk.rules.desk import Actor
from centre_desk.rules.monthly_return import Measure, PastFigure
from centre_desk.rules.overview import SeriesKind
from centre_desk.rules.refusal import Refused
from centre_desk.store.opening import Store
from centre_desk.store.series import next_number
from centre_desk.texts.catalogue import Catalogue
from tests.builders import build_centre, build_person, build_session, enrol
from tests.builders_claim import build_month, certify
from tests.builders_course import plan_of

NUMBERS = {"certificate-2019": 147}
TOTALS = {Measure.CERTIFIED: PastFigure(120, 70, 50), Measure.REFERRED: PastFigure(300)}


def bring_in(store: Store, by: Actor, at: datetime) -> int:
    return take_over(store, numbers=NUMBERS, totals=TOTALS, running_sessions=True, by=by, at=at).count


def test_what_went_before_comes_in_once(desk_store: Store, director: Actor, at: datetime) -> None:
    session = build_session(desk_store, build_centre(desk_store))
    assert bring_in(desk_store, director, at) == 1
    with desk_store.read() as db:
        assert db.scalars(select(SessionTakenOver.from_day)).one() == at.date()
        slots = select(func.count(SessionSlot.id)).where(SessionSlot.session_id == session)
        removed = slots.where(SessionSlot.state == SlotState.REMOVED, SessionSlot.reason == TAKEN_OVER)
        early = slots.where(SessionSlot.day < at.date())
        assert db.scalar(removed) == db.scalar(early) > 0
        counts = {row.measure: row for row in count_rows(MonthData(db, "2019-11"), date(2019, 1, 1))}
    assert (counts[Measure.CERTIFIED].total, counts[Measure.CERTIFIED].cumulative) == (0, 120)
    certified = counts[Measure.CERTIFIED]
    assert (certified.taken_over, certified.taken_over_female, certified.taken_over_male) == (120, 70, 50)
    referred = counts[Measure.REFERRED]
    assert (referred.cumulative, referred.taken_over, referred.taken_over_female) == (300, 300, None)
    assert counts[Measure.PASSED].taken_over == 0
    with desk_store.begin() as db:
        assert next_number(db, "certificate-2019") == 148
    with pytest.raises(Refused) as again:
        bring_in(desk_store, director, at)
    assert [one.code for one in again.value.refusals] == ["overview.taken_over_already"]


def test_nothing_comes_in_after_the_first_closing(desk_store: Store, director: Actor, at: datetime) -> None:
    with desk_store.begin() as db:
        db.execute(text("INSERT INTO month (month, state, version) VALUES ('2019-10', 'sealed', 1)"))
    with pytest.raises(Refused) as refused:
        bring_in(desk_store, director, at)
    assert [one.code for one in refused.value.refusals] == ["overview.closed_already"]


def test_a_number_never_goes_back(desk_store: Store, director: Actor, secretary: Actor, at: datetime) -> None:
    with pytest.raises(Refused):
        bring_in(desk_store, secretary, at)
    with desk_store.begin() as db:
        for _ in range(148):
            next_number(db, "certificate-2019")
    with pytest.raises(Refused) as refused:
        bring_in(desk_store, director, at)
    assert [one.code for one in refused.value.refusals] == ["overview.number_behind"]


def test_numbers_on_paper_are_no_gap(desk_store: Store, director: Actor, at: datetime) -> None:
    built = build_month(desk_store)
    one, other = list(built.enrolments)[:2]
    certify(desk_store, built, one)
    certify(desk_store, built, other, issued_on=date(2020, 1, 6))

    def gaps() -> int:
        return {found.check: found.offending for found in check_desk(desk_store).findings}["number_gaps"]

    assert gaps() == 1, "the first of 2020 that the desk knows is number 2"
    numbers = {"certificate-2020": 1}
    take_over(desk_store, numbers=numbers, totals={}, running_sessions=False, by=director, at=at)
    assert gaps() == 0


# --- what is marked


def test_sessions_and_half_days_are_marked(desk_store: Store, director: Actor, secretary: Actor, at: datetime) -> None:
    centre = build_centre(desk_store)
    session = build_session(desk_store, centre)
    later = build_session(desk_store, centre, code="S-2", start=date(2019, 11, 18))
    off = build_session(desk_store, centre, code="S-3", state=SessionState.CANCELLED)
    person = build_person(desk_store, 1)
    enrol(desk_store, session, [person])
    with desk_store.begin() as db:
        slot = db.scalars(select(SessionSlot).where(SessionSlot.session_id == session)).first()
        assert slot is not None
        slot.state, slot.reason = SlotState.REMOVED, "salle fermée"
    wednesday = datetime(2019, 11, 13, 8, 0, tzinfo=at.tzinfo)
    bring_in(desk_store, director, wednesday)
    rows = {row.id: row.taken_over for row in session_rows(desk_store)}
    assert rows == {session: wednesday.date(), later: None, off: None}
    with desk_store.read() as db:
        assert db.get_one(SessionSlot, slot.id).reason == "salle fermée", "what was taken out before keeps its reason"
    issue_sheets(desk_store, sessions=[session], week=wednesday.date(), by=secretary, at=wednesday)
    (sheet,), _ = week_sheets(desk_store, [session], wednesday.date())
    assert [day.morning for day in sheet.days] == [
        SlotUse.TAKEN_OVER, SlotUse.TAKEN_OVER, SlotUse.COURSE, SlotUse.COURSE, SlotUse.HOLIDAY,
    ]  # fmt: skip


def test_the_fiche_says_that_earlier_half_days_are_on_paper(
    desk_store: Store, director: Actor, at: datetime, fr: Catalogue
) -> None:
    session = build_session(desk_store, build_centre(desk_store))
    person = build_person(desk_store, 1)
    enrol(desk_store, session, [person])

    def said() -> str:
        facts, _ = fiche_of(desk_store, person, at.date(), fr)
        return " ".join(row[0] for table in facts.tables for row in table.rows)

    assert "repris" not in said()
    bring_in(desk_store, director, at)
    assert "Maçonnerie 2 (repris le 11/11/2019\N{NO-BREAK SPACE}: demi-journées d’avant sur papier)" in said()


def test_the_report_says_how_much_of_a_sum_was_taken_over(
    desk_store: Store, director: Actor, at: datetime, fr: Catalogue
) -> None:
    build_session(desk_store, build_centre(desk_store))
    with desk_store.read() as db:
        plain = return_sheet(db, "2019-11")
    before = package_files(plain, fr)
    assert b"taken_over" not in canonical_bytes(plain)
    assert b"taken_over" not in before["data/counts.csv"] + before["datapackage.json"]
    bring_in(desk_store, director, at)
    with desk_store.read() as db:
        sheet = return_sheet(db, "2019-11")
    canonical = canonical_bytes(sheet)
    assert read_canonical(canonical) == sheet
    assert b'"taken_over":120,"taken_over_female":70,"taken_over_male":50' in canonical
    assert b'"taken_over":"2019-11-11"' in canonical, "a session that was taken over"
    files = package_files(sheet, fr)
    counts = files["data/counts.csv"].decode().splitlines()
    assert counts[0] == "measure,female,male,total,cumulative,taken_over,taken_over_female,taken_over_male"
    assert "certified,0,0,0,120,120,70,50" in counts
    assert "referred,0,0,0,300,300,," in counts
    assert files["data/sessions.csv"].decode().splitlines()[0].endswith(",taken_over")
    assert '"name": "taken_over_female"' in files["datapackage.json"].decode()
    assert "Dont repris" not in _written(before["return.xlsx"])
    written = _written(files["return.xlsx"])
    assert {"Dont repris", "Repris F", "Repris H", "Repris le"} <= written
    assert any(text.endswith("repris une fois le 11/11/2019.") for text in written)


def _written(workbook: bytes) -> set[str]:
    book = load_workbook(BytesIO(workbook))
    return {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell}


def test_what_was_sealed_before_the_mark_came_is_still_read(desk_store: Store) -> None:
    build_session(desk_store, build_centre(desk_store))
    with desk_store.read() as db:
        sheet = return_sheet(db, "2019-11")
    assert read_canonical(canonical_bytes(sheet)) == sheet
    with pytest.raises(ValueError, match="canonical"):
        read_canonical(canonical_bytes(sheet).replace(b'"total":', b'"others":'))


# --- numbers and what was brought in


def test_every_series_goes_on_where_the_paper_stopped(desk_store: Store, director: Actor, secretary: Actor) -> None:
    centre = build_centre(desk_store)
    at = datetime(2019, 11, 11, 8, 0, tzinfo=UTC)
    session = build_session(desk_store, centre)
    rows = series_rows(desk_store, 2019)
    assert {row.kind for row in rows} == set(SeriesKind)
    assert [row.trade for row in rows if row.kind is SeriesKind.SESSION] == [
        "Coupe et couture", "Gestion d’entreprise", "Maçonnerie", "Soudure / construction métallique",
    ]  # fmt: skip
    numbers = {row.series: 40 for row in rows}
    take_over(desk_store, numbers=numbers, totals={}, running_sessions=False, by=director, at=at)
    issue_sheets(desk_store, sessions=[session], week=at.date(), by=secretary, at=at)
    planned = plan_session(desk_store, plan=plan_of(centre), by=secretary, at=at)
    with desk_store.read() as db:
        assert db.scalars(select(AttendanceSheet.number)).all() == ["0041"]
        assert "41" in db.get_one(CourseSession, planned.id).code


def test_what_was_brought_in_is_seen(desk_store: Store, director: Actor, at: datetime) -> None:
    session = build_session(desk_store, build_centre(desk_store))
    assert taken_over(desk_store) is None
    numbers = {"certificate-2019": 147, "attendance-sheet": 12, "session-MACO-2019": 3}
    take_over(
        desk_store, numbers=numbers, totals=TOTALS, running_sessions=True, note="cahier bleu", by=director, at=at
    )
    found = taken_over(desk_store)
    assert found is not None
    assert (found.by, found.at, found.note) == ("Fatoumata", at, "cahier bleu")
    assert [(row.kind, row.year, row.trade, row.last_used) for row in found.numbers] == [
        (SeriesKind.ATTENDANCE_SHEET, None, "", 12),
        (SeriesKind.CERTIFICATE, 2019, "", 147),
        (SeriesKind.SESSION, 2019, "Maçonnerie", 3),
    ]
    assert found.totals == ((Measure.REFERRED, PastFigure(300)), (Measure.CERTIFIED, PastFigure(120, 70, 50)))
    assert [(row.id, row.from_day) for row in found.sessions] == [(session, at.date())]


def test_nothing_and_totals_below_their_parts_are_refused(desk_store: Store, director: Actor, at: datetime) -> None:
    build_session(desk_store, build_centre(desk_store))
    with pytest.raises(Refused) as refused:
        take_over(desk_store, numbers={}, totals={}, running_sessions=False, by=director, at=at)
    assert [one.code for one in refused.value.refusals] == ["overview.nothing_taken_over"]
    low = {Measure.PASSED: PastFigure(9, 6, 4), Measure.DAY_CARE_CHILDREN: PastFigure(9, 4, 4)}
    with pytest.raises(Refused) as refused:
        take_over(desk_store, numbers={}, totals=low, running_sessions=True, by=director, at=at)
    assert [one.code for one in refused.value.refusals] == ["monthly_return.past_below"]
    bring_in(desk_store, director, at)


def test_running_sessions_asked_for_where_there_is_none_leave_it_to_be_done(
    desk_store: Store, director: Actor, at: datetime
) -> None:
    centre = build_centre(desk_store)
    build_session(desk_store, centre, start=date(2019, 11, 18))
    with pytest.raises(Refused) as refused:
        bring_in(desk_store, director, at)
    assert [one.code for one in refused.value.refusals] == ["overview.no_running_session"]
    assert taken_over(desk_store) is None
    assert running_names(desk_store, at.date()) == []
    build_session(desk_store, centre, code="S-2")
    assert len(running_names(desk_store, at.date())) == 1
    assert bring_in(desk_store, director, at) == 1


def test_totals_above_what_they_are_a_part_of_are_asked_about(
    desk_store: Store, director: Actor, at: datetime
) -> None:
    high = {
        Measure.REFERRED: PastFigure(100),
        Measure.ENROLLED: PastFigure(140),
        Measure.PASSED: PastFigure(10),
        Measure.CERTIFIED_TRAINING: PastFigure(12),
    }

    def bring(*, sure: bool) -> int:
        done = take_over(
            desk_store, numbers={}, totals=high, running_sessions=False, totals_sure=sure, by=director, at=at
        )
        return done.id

    with pytest.raises(Refused) as refused:
        bring(sure=False)
    assert [(one.code, one.fact("part"), one.fact("whole")) for one in refused.value.refusals] == [
        ("monthly_return.past_enrolled", 140, 100),
        ("monthly_return.past_certified_training", 12, 10),
    ]
    assert taken_over(desk_store) is None
    assert bring(sure=True) == 1
