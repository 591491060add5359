"""What an auditor asks of the roll: points to check, late entry opened again, visits, scans of signed sheets."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

from centre_desk.actions.attendance import attach_roll_scan, attach_scan
from centre_desk.actions.done import Done
from centre_desk.queries.attendance.grid import SheetRow
from centre_desk.queries.attendance.points import AlertRow, alert_rows
from centre_desk.rules.attendance import RollState
from centre_desk.rules.attendance.quick import number_width
from centre_desk.rules.desk import Actor, Right
from centre_desk.rules.room import Room
from centre_desk.texts.attendance import say_point
from centre_desk.views.attendance.dates_dialog import DatesDialog
from centre_desk.views.attendance.drop_out_dialog import DropOutDialog
from centre_desk.views.attendance.heat_dialog import HeatDialog
from centre_desk.views.attendance.locks import open_again
from centre_desk.views.attendance.roll_grid import day_words
from centre_desk.views.attendance.visits_dialog import SEES_ALL, VisitDialog, VisitsDialog, visit_printing
from centre_desk.views.desk.scans_dialog import ScansDialog
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.table import Column

if TYPE_CHECKING:
    from centre_desk.views.attendance.panel import AttendancePanel


class PointsDialog(FormDialog):
    """Points to check of all sessions; opening one leads to its half-day or person."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        words = context.words
        t = words.t
        super().__init__(context, parent, title=t("Points to check"), verb=t("Close"))
        columns = [
            Column[AlertRow](t("Point"), lambda row: words.word(row.kind), width=190),
            Column[AlertRow](t("Who"), lambda row: row.name, width=150),
            Column[AlertRow](t("What was found"), lambda row: say_point(words, row.kind, row.count, row.day)),
            Column[AlertRow](t("Session"), lambda row: row.session, width=150, spare=True),
        ]
        self.table = DataTable(columns, name="points", label=t("Points to check"))
        self.table.set_empty("roll", t("Nothing to check."))
        self.body.addWidget(self.table, 1)
        self.resize(900, 460)
        own = None if context.actor().roles & SEES_ALL else context.actor().user_id
        store, today = context.store, context.today()
        self.fetch(lambda _report: alert_rows(store, today, own), self.table.set_rows)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.dismiss.hide()  # nothing is entered here


class ControlActs:
    """What the menu *More…* offers about checking, for one panel."""

    def __init__(self, panel: AttendancePanel) -> None:
        self._panel = panel
        self._words = panel.words

    def fill(self, menu: QMenu) -> None:
        """Offer what makes sense for who is there."""
        t, actor = self._words.t, self._panel.context.actor()
        menu.addSeparator()
        menu.addAction(t("Heat map…")).triggered.connect(self.heat)
        menu.addAction(t("Points to check…")).triggered.connect(self.points)
        menu.addAction(t("Drop-out…")).triggered.connect(self.drop_out)
        menu.addAction(t("Visits of IOM…")).triggered.connect(self.visits)
        if actor.may(Right.TAKE_ROLL):
            menu.addAction(t("Record a visit of IOM…")).triggered.connect(self.visit)
            menu.addAction(t("Print a sheet for a visit")).triggered.connect(lambda: self._print_visit(0))
        if self._sheet_row() is not None:
            menu.addAction(t("Scans of the sheet…")).triggered.connect(self.scans)
        half = self._panel.half()
        if half is not None and half.roll is RollState.NOT_HELD:
            menu.addAction(t("Scans of why it was not held…")).triggered.connect(self.proofs)
        if actor.may(Right.ENTER):
            menu.addAction(t("Change the dates of the session…")).triggered.connect(self.dates)
        if actor.may(Right.OPEN_LATE_ENTRY):
            menu.addAction(t("Open a late entry…")).triggered.connect(lambda: open_again(self._panel))

    def heat(self) -> None:
        """Show the map of the month."""
        sheet = self._panel.sheet()
        if sheet is not None:
            self._panel.show_dialog(HeatDialog(self._panel.context, self._panel, sheet))

    def points(self) -> None:
        """List the points to check."""
        dialog = PointsDialog(self._panel.context, self._panel)
        dialog.table.opened.connect(self._open)
        dialog.table.opened.connect(lambda _row: dialog.accept())
        self._panel.show_dialog(dialog)

    def drop_out(self) -> None:
        """Show drop-out in figures."""
        self._panel.show_dialog(DropOutDialog(self._panel.context, self._panel))

    def visit(self) -> None:
        """Record a visit to the half-day shown, then print its sheet."""
        half, sheet = self._panel.half(), self._panel.sheet()
        if half is None or sheet is None:
            return
        width = number_width(sheet.numbers)
        dialog = VisitDialog(self._panel.context, self._panel, half, sheet.expected(half.day), width)
        dialog.acted.connect(lambda done: self._print_visit(done.id))
        self._panel.show_dialog(dialog)

    def visits(self) -> None:
        """List the visits of the session, or of all."""
        session = self._panel.session()
        if session is not None:
            self._panel.show_dialog(VisitsDialog(self._panel.context, self._panel, session.id, session.name))

    def dates(self) -> None:
        """Change the session's dates, with the marks that it touches in sight."""
        session = self._panel.session()
        if session is not None:
            dialog = DatesDialog(self._panel.context, self._panel, session)
            dialog.acted.connect(lambda _done: self._panel.reread())
            self._panel.show_dialog(dialog)

    def scans(self) -> None:
        """Show the scans of the week's sheet; one more may be attached."""
        row, context = self._sheet_row(), self._panel.context
        if row is None:
            return
        store, sheet_id = context.store, row.id

        def attach(name: str, content: bytes, by: Actor, at: datetime) -> Done:
            return attach_scan(store, sheet_id=sheet_id, name=name, content=content, by=by, at=at)

        title = self._words.t("Scans of sheet no. {number}", number=row.number)
        may = context.actor().may(Right.TAKE_ROLL)
        subject = ("attendance_sheet", sheet_id)
        self._panel.show_dialog(
            ScansDialog(context, self._panel, title=title, subject=subject, attach=attach if may else None)
        )

    def proofs(self) -> None:
        """Show the document of a half-day not held; one more may be attached."""
        half, context = self._panel.half(), self._panel.context
        if half is None:
            return
        store, roll_id = context.store, half.roll_id

        def attach(name: str, content: bytes, by: Actor, at: datetime) -> Done:
            return attach_roll_scan(store, roll_id=roll_id, name=name, content=content, by=by, at=at)

        title = self._words.t("Not held: {day}", day=day_words(half, self._words))
        may = context.actor().may(Right.TAKE_ROLL)
        self._panel.show_dialog(
            ScansDialog(context, self._panel, title=title, subject=("roll", roll_id), attach=attach if may else None)
        )

    def _sheet_row(self) -> SheetRow | None:
        sheet, half = self._panel.sheet(), self._panel.half()
        return sheet.sheet_of(half.day) if sheet is not None and half is not None else None

    def _open(self, row: AlertRow) -> None:
        if row.person_id:
            self._panel.navigate.emit(Room.OVERVIEW, row.person_id)
        else:
            self._panel.open_item(row.item)

    def _print_visit(self, visit_id: int) -> None:
        half = self._panel.half()
        if half is not None:
            self._panel.fetch(*visit_printing(self._panel.context, half.slot_id, visit_id))
