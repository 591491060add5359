"""Settings by clicks and keys: profile, sites, agreement, rates, trades, days off, staff."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from centre_desk.actions.centre.places import adopt_reference_data
from centre_desk.models.centre import Holiday
from centre_desk.queries.centre import (
    agreement_rows,
    assessors_rows,
    centre_sheet,
    holidays_between,
    providers_rows,
    rate_rows,
    signatory_rows,
    sites_rows,
    trade_rows,
    trainers_rows,
)
from centre_desk.rules.centre import HolidaySpan, RateKind
from centre_desk.rules.desk import Actor
from centre_desk.store.opening import Store
from centre_desk.views.parts.fields import ChoiceField, CountField, DateField, FrancsField
from centre_desk.views.parts.panel import Panel
from centre_desk.views.window.main import MainWindow
from centre_desk.views.window.screens import Screen
from tests.builders import build_centre
from tests.views.conftest import MOMENT
from tests.views.hands import find, type_text, unnamed

MakeWindow = Callable[[Actor], MainWindow]
LEFT = Qt.MouseButton.LeftButton
TABS = ("centre", "rates", "trades", "holidays", "staff")


def open_tab(make_window: MakeWindow, actor: Actor, tab: str) -> Panel:
    window = make_window(actor)
    window.open_tab(Screen.SETTINGS, tab)
    panel = window.panel()
    assert panel is not None
    return panel


def click(qtbot: QtBot, parent: QWidget, name: str) -> None:
    qtbot.mouseClick(find(parent, QPushButton, name), LEFT)


def form_of(qtbot: QtBot, panel: QWidget, name: str) -> QDialog:
    qtbot.waitUntil(lambda: any(d.isVisible() for d in panel.findChildren(QDialog, name)))
    return next(d for d in panel.findChildren(QDialog, name) if d.isVisible())


def fill(form: QWidget, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        field = find(form, QLineEdit, name)
        field.selectAll()
        type_text(field, text)


def choose(form: QWidget, name: str, text: str) -> None:
    field = find(form, ChoiceField, name)
    field.setCurrentIndex(field.findText(text))


def submit(qtbot: QtBot, form: QDialog) -> None:
    click(qtbot, form, "dialog_verb")
    qtbot.waitUntil(lambda: not form.isVisible(), timeout=10_000)


def test_a_new_desk_is_set_up_by_hand(
    qtbot: QtBot, make_window: MakeWindow, desk_store: Store, admin: Actor, director: Actor
) -> None:
    trades = open_tab(make_window, admin, "trades")
    click(qtbot, trades, "empty_action")
    qtbot.waitUntil(lambda: len(trade_rows(desk_store)) == 26, timeout=10_000)
    centre = open_tab(make_window, admin, "centre")
    click(qtbot, centre, "profile_change")
    form = form_of(qtbot, centre, "profile")
    fill(form, {"profile_name": "CFP de Sénou", "profile_phone": "+223 20 00 00 00"})
    submit(qtbot, form)
    assert centre_sheet(desk_store).name == "CFP de Sénou"
    click(qtbot, centre, "site_add")
    form = form_of(qtbot, centre, "add_site")
    fill(form, {"site_code": "sen", "site_name": "Sénou"})
    submit(qtbot, form)
    click(qtbot, centre, "classroom_add")
    form = form_of(qtbot, centre, "add_classroom")
    fill(form, {"classroom_name": "Atelier 1", "classroom_capacity": "30"})
    submit(qtbot, form)
    assert [(s.code, s.classrooms[0].capacity) for s in sites_rows(desk_store)] == [("SEN", 30)]
    centre = open_tab(make_window, director, "centre")
    click(qtbot, centre, "agreement_add")
    form = form_of(qtbot, centre, "add_agreement")
    fill(form, {"agreement_number": "2019-07", "agreed_MACO_places": "25", "agreed_MACO_price": "150 000"})
    submit(qtbot, form)
    (agreement,) = agreement_rows(desk_store)
    assert [(t.code, t.places, t.unit_price) for t in agreement.trades] == [("MACO", 25, 150_000)]
    assert (agreement.start, agreement.excused_cap) == (date(2019, 1, 1), None)


def test_a_rate_is_set_by_the_director(
    qtbot: QtBot, make_window: MakeWindow, desk_store: Store, director: Actor
) -> None:
    build_centre(desk_store)
    rates = open_tab(make_window, director, "rates")
    click(qtbot, rates, "rate_add")
    form = form_of(qtbot, rates, "set_rate")
    fill(form, {"rate_amount": "39.000 F", "rate_from": "01/12/2019"})
    click(qtbot, form, "dialog_verb")
    box = form.refusals  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: "inférieure au SMIG en vigueur (40\u202f000" in box.text())
    find(form, FrancsField, "rate_amount").set_value(46_000)
    submit(qtbot, form)
    allowances = [(r.amount, r.valid_to) for r in rate_rows(desk_store) if r.kind is RateKind.ALLOWANCE]
    assert allowances == [(46_000, None), (45_000, date(2019, 11, 30))]


def test_days_off_are_declared_confirmed_and_cancelled(
    qtbot: QtBot, make_window: MakeWindow, desk_store: Store, admin: Actor, director: Actor
) -> None:
    adopt_reference_data(desk_store, by=admin, at=MOMENT)
    with desk_store.begin() as db:
        feast = select(Holiday.id).where(Holiday.day >= date(2019, 1, 1)).order_by(Holiday.day).limit(1)
        db.get_one(Holiday, db.scalars(feast).one()).estimated = True
    panel = open_tab(make_window, director, "holidays")
    table = panel.table  # type: ignore[attr-defined]
    estimated = next(row for row in table.rows() if row.estimated)
    table.opened.emit(estimated)
    qtbot.waitUntil(lambda: not any(row.estimated for row in table.rows()))
    click(qtbot, panel, "holiday_add")
    form = form_of(qtbot, panel, "add_holiday")
    fill(form, {"holiday_day": "18/11/2019", "holiday_name": "Pont"})
    choose(form, "holiday_span", "matin")
    submit(qtbot, form)
    (added,) = holidays_between(desk_store, date(2019, 11, 18), date(2019, 11, 18))
    assert (added.name, added.span) == ("Pont", HolidaySpan.MORNING)
    qtbot.waitUntil(lambda: added.id in {row.id for row in table.rows()})
    table.linked.emit(added, "cancel")
    qtbot.waitUntil(lambda: panel.findChild(QPlainTextEdit, "reason") is not None)
    type_text(find(panel, QPlainTextEdit, "reason"), "Communiqué annulé")
    click(qtbot, next(d for d in panel.findChildren(QDialog) if d.isVisible()), "dialog_verb")
    qtbot.waitUntil(lambda: holidays_between(desk_store, added.day, added.day)[0].cancelled)


def test_staff_is_added_and_qualified(qtbot: QtBot, make_window: MakeWindow, desk_store: Store, admin: Actor) -> None:
    adopt_reference_data(desk_store, by=admin, at=MOMENT)
    staff = open_tab(make_window, admin, "staff")
    click(qtbot, staff, "trainer_qualify")
    assert "Choisissez d’abord un formateur" in staff.refusals.text()
    click(qtbot, staff, "trainer_add")
    form = form_of(qtbot, staff, "add_trainer")
    fill(form, {"trainer_family": "Samaké", "trainer_given": "Adama"})
    submit(qtbot, form)
    trainers = staff.trainers.table  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: len(trainers.rows()) == 1)
    trainers.selectRow(0)
    click(qtbot, staff, "trainer_qualify")
    form = form_of(qtbot, staff, "qualify_trainer")
    choose(form, "qualify_trade", "Maçonnerie")
    find(form, QCheckBox, "qualify_assessor").setChecked(True)
    submit(qtbot, form)
    masonry = next(t.id for t in trade_rows(desk_store) if t.code == "MACO")
    assert [t.name for t in assessors_rows(desk_store, masonry)] == ["Adama Samaké"]
    click(qtbot, staff, "provider_add")
    form = form_of(qtbot, staff, "add_provider")
    fill(form, {"provider_name": "Les Poussins"})
    submit(qtbot, form)
    click(qtbot, staff, "signatory_add")
    form = form_of(qtbot, staff, "add_signatory")
    fill(form, {"signatory_name": "Mme Traoré", "signatory_function_fr": "La directrice"})
    submit(qtbot, form)
    assert [p.name for p in providers_rows(desk_store)] == ["Les Poussins"]
    assert [s.name for s in signatory_rows(desk_store)] == ["Mme Traoré"]
    qtbot.waitUntil(lambda: trainers.rows()[0].tests == ("MACO",))
    trainers.selectRow(0)
    click(qtbot, staff, "trainer_leave")
    form = form_of(qtbot, staff, "ending")
    assert find(form, DateField, "ending_day").value() == MOMENT.date()
    submit(qtbot, form)
    assert trainers_rows(desk_store, on=MOMENT.date()) == []


def test_the_secretary_is_told_who_may(qtbot: QtBot, make_window: MakeWindow, secretary: Actor) -> None:
    staff = open_tab(make_window, secretary, "staff")
    click(qtbot, staff, "provider_add")
    form = form_of(qtbot, staff, "add_provider")
    fill(form, {"provider_name": "Les Poussins"})
    click(qtbot, form, "dialog_verb")
    box = form.refusals  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: "Changez d’utilisateur" in box.text())


def test_a_count_out_of_range_is_said(qtbot: QtBot, make_window: MakeWindow, director: Actor) -> None:
    centre = open_tab(make_window, director, "centre")
    click(qtbot, centre, "agreement_add")
    form = form_of(qtbot, centre, "add_agreement")
    fill(form, {"agreement_threshold": "180"})
    assert find(form, CountField, "agreement_threshold").problem() == "Seuil\u00a0: écrivez un nombre de 0 à 100."


@pytest.mark.parametrize("tab", TABS)
def test_everything_has_its_name(make_window: MakeWindow, desk_store: Store, admin: Actor, tab: str) -> None:
    build_centre(desk_store)
    assert unnamed(open_tab(make_window, admin, tab)) == []
