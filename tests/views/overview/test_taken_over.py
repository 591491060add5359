"""What was taken over in mid-year bears its mark wherever it shows, in words of the screen's language."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from centre_desk.actions.overview.taking_over import take_over
from centre_desk.queries.course import session_rows
from centre_desk.queries.course.sessions import slots_rows
from centre_desk.rules.desk import Actor
from centre_desk.rules.monthly_return import Measure, PastFigure
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.attendance.panel import AttendancePanel
from centre_desk.views.course.panel import SessionsPanel
from centre_desk.views.course.phrases import marked, since_taken_over, why_off
from centre_desk.views.monthly_return.panel import ReportPanel
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.head import ElidedLabel
from centre_desk.views.parts.panel import Panel
from tests.builders import build_centre, build_person, build_session, enrol

SINCE = "repris le 11/11/2019"


@pytest.fixture
def context(make_context: Callable[[Actor], Context], director: Actor) -> Context:
    """The director's desk: a session that ran already was taken over today."""
    made = make_context(director)
    session = build_session(made.store, build_centre(made.store))
    enrol(made.store, session, [build_person(made.store, 1)])
    take_over(
        made.store,
        numbers={},
        totals={Measure.CERTIFIED: PastFigure(120, 70, 50)},
        running_sessions=True,
        by=director,
        at=made.now(),
    )
    return made


def shown(qtbot: QtBot, panel: Panel) -> Panel:
    qtbot.addWidget(panel)
    panel.resize(1024, 700)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.load()
    qtbot.waitUntil(lambda: not panel.context.runner.busy())
    QApplication.processEvents()
    return panel


def said(panel: Panel) -> str:
    labels = panel.findChildren(QLabel) + panel.findChildren(ElidedLabel)
    return "\n".join(f"{label.text()} {label.toolTip()}" for label in labels)


def test_the_list_of_sessions_and_the_session_are_marked(qtbot: QtBot, context: Context) -> None:
    panel = SessionsPanel(context)
    shown(qtbot, panel)
    index = panel.table.rows_model.index(0, 0)
    assert index.data() == "Maçonnerie 2 · repris"
    assert f"{SINCE}, les jours d’avant sont sur papier" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert SINCE in said(panel)


def test_the_roll_is_marked(qtbot: QtBot, context: Context) -> None:
    panel = AttendancePanel(context)
    assert "novembre 2019 · repris · Sénou" in said(shown(qtbot, panel))
    assert f"{SINCE}, les jours d’avant sont sur papier" in panel.bar.session.toolTip()


def test_the_report_says_what_of_a_sum_was_taken_over(qtbot: QtBot, context: Context) -> None:
    panel = ReportPanel(context)
    shown(qtbot, panel)
    rows = {row.measure: number for number, row in enumerate(panel.counts.rows())}
    model = panel.counts.rows_model
    assert model.index(rows[Measure.CERTIFIED], 4).data() == "120 (dont 120 repris)"
    assert model.index(rows[Measure.PASSED], 4).data() == "0"


def test_the_words_are_those_of_the_language(context: Context, en: Catalogue, fr: Catalogue) -> None:
    (row,) = session_rows(context.store)
    slots = slots_rows(context.store, row.id)
    early = [slot for slot in slots if slot.day < date(2019, 11, 11)]
    assert {why_off(slot, fr) for slot in early} == {"repris\N{NO-BREAK SPACE}: tenu sur papier"}
    assert {why_off(slot, en) for slot in early} == {"taken over: held on paper"}
    assert {why_off(slot, en) for slot in slots if slot not in early} == {""}
    assert marked(row, en) == "Maçonnerie 2 · taken over"
    assert since_taken_over(row, en) == "taken over on 11/11/2019"


def test_nothing_is_marked_where_nothing_was_taken_over(
    qtbot: QtBot, make_context: Callable[[Actor], Context], director: Actor
) -> None:
    plain = make_context(director)
    enrol(plain.store, build_session(plain.store, build_centre(plain.store)), [build_person(plain.store, 1)])
    for kind in (SessionsPanel, AttendancePanel):
        panel = kind(plain)
        assert "repris" not in said(shown(qtbot, panel))
