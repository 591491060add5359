"""The other acts of the roll: sheets printed and received, reasons for several days, a closed month corrected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QMenu, QPushButton

from centre_desk.actions.attendance import issue_sheets
from centre_desk.papers.attendance import AttendanceSheetFacts, attendance_sheets_pdf
from centre_desk.papers.pdf.document import Letterhead
from centre_desk.queries.attendance.grid import SlotAt
from centre_desk.queries.attendance.sheets import week_sheets
from centre_desk.rules.desk import Right
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import short_date
from centre_desk.views.attendance.control import ControlActs
from centre_desk.views.attendance.dialogs import ClosedMarkDialog, ExcuseDialog, ReceiptDialog
from centre_desk.views.attendance.excuses_dialog import ExcusesDialog
from centre_desk.views.attendance.sheet_dialog import SheetDialog
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.print import open_paper

if TYPE_CHECKING:
    from centre_desk.views.attendance.panel import AttendancePanel


class MoreActs:
    """What the menu *More…* and the link of the sheet do, for one panel."""

    def __init__(self, panel: AttendancePanel) -> None:
        self._panel = panel
        self._words = panel.words
        self.control = ControlActs(panel)

    def fill(self, menu: QMenu) -> None:
        """Offer what makes sense for what is shown, and for who is there."""
        t = self._words.t
        if self._writes():
            self._fill_entry(menu)
        menu.addAction(t("Known reasons…")).triggered.connect(self.excuses)
        menu.addAction(t("Open a sheet by its number… (Ctrl+F)")).triggered.connect(self.find_sheet)
        self.control.fill(menu)

    def _fill_entry(self, menu: QMenu) -> None:
        t, sheet, half = self._words.t, self._panel.sheet(), self._panel.half()
        menu.addAction(t("Excused absence…")).triggered.connect(self.excuse)
        menu.addAction(t("Print the sheet of this week")).triggered.connect(self.print_this)
        menu.addAction(t("Print the sheets of all sessions")).triggered.connect(self.print_all)
        menu.addAction(t("Print next week’s pack for power cuts")).triggered.connect(self.print_pack)
        if half is not None and half.entered:
            menu.addAction(t("Take the roll back…")).triggered.connect(self._panel.acts.take_back)
        if sheet is not None and not sheet.open:
            menu.addAction(t("Correct a closed month…")).triggered.connect(self.correct_closed)

    def _writes(self) -> bool:
        return self._panel.context.actor().may(Right.TAKE_ROLL)

    def show_sheet_link(self, link: QPushButton) -> None:
        """Say on the link what became of the week's sheet."""
        sheet, slot = self._panel.sheet(), self._panel.slot()
        found = sheet.sheet_of(slot.day) if sheet is not None and slot is not None else None
        t = self._words.t
        link.setEnabled(self._writes())
        if found is None:
            text = t("Print the week’s sheet") if self._writes() else t("No sheet is printed for this week")
        elif found.received_on is None:
            text = t("Sheet no. {number}: note its receipt", number=found.number)
        else:
            day = short_date(found.received_on)[:5]
            text = t("Sheet no. {number}, received on {day}", number=found.number, day=day)
        link.setText(text)
        link.setAccessibleName(text)

    def sheet(self) -> None:
        """Print the week's sheet, or note when it came in."""
        sheet, slot = self._panel.sheet(), self._panel.slot()
        found = sheet.sheet_of(slot.day) if sheet is not None and slot is not None else None
        if found is None:
            self.print_this()
            return
        dialog = ReceiptDialog(self._panel.context, self._panel, found)
        self._stop_at(dialog, self._words.t("Receipt of a sheet"))

    def print_this(self) -> None:
        """Issue the sheet of the session's week, then open it."""
        sheet, slot = self._panel.sheet(), self._panel.slot()
        if sheet is not None and slot is not None:
            self._print_sheets([sheet.session_id], slot)

    def print_all(self) -> None:
        """Issue the sheets of every session's week in one print."""
        slot = self._panel.slot()
        if slot is not None:
            self._print_sheets(self._panel.running_sessions(), slot)

    def print_pack(self) -> None:
        """Ask for next week's sheets of every session, with mark sheets and receipts, in one print."""
        day = self._panel.context.today() + timedelta(days=7)
        self._panel.pack_wanted.emit(self._panel.running_sessions(), day)

    def excuse(self) -> None:
        """Record a reason for several days, of whose cell is selected in the grid."""
        sheet, slot = self._panel.sheet(), self._panel.slot()
        if sheet is None or slot is None:
            return
        rows, people = {index.row() for index in self._panel.cells.view.selectedIndexes()}, sheet.people
        chosen = people[rows.pop()].person_id if len(rows) == 1 else 0
        dialog = ExcuseDialog(self._panel.context, self._panel, people, chosen, slot.day)
        self._stop_at(dialog, self._words.t("Excused absence"))

    def excuses(self) -> None:
        """List the reasons known in the session."""
        sheet = self._panel.sheet()
        if sheet is None:
            return

        def new() -> None:
            dialog.accept()
            self.excuse()

        dialog = ExcusesDialog(self._panel.context, self._panel, sheet.session_id, new)
        self._stop_at(dialog, self._words.t("Known reasons"))

    def _stop_at(self, dialog: FormDialog, told: str) -> None:
        """Show a form of which undo takes nothing back: it stops there, and never skips to an older act."""
        dialog.acted.connect(lambda _done: self._panel.steps.stop(told))
        dialog.acted.connect(lambda _done: self._panel.reread())
        self._panel.show_dialog(dialog)

    def find_sheet(self) -> None:
        """Open a roll by the number of its sheet."""
        self._panel.show_dialog(SheetDialog(self._panel.context, self._panel, self._open_slot))

    def _open_slot(self, slot_id: int) -> bool:
        self._panel.open_item(-slot_id)
        slot = self._panel.slot()
        return slot is not None and slot.slot_id == slot_id

    def correct_closed(self) -> None:
        """Record a correction beside the mark that has the cursor."""
        index = self._panel.cells.view.currentIndex()
        if not index.isValid():
            self._panel.refusals.show_sentences([self._words.t("Choose a cell of the grid first.")])
            return
        enrolment_id, slot_id = self._panel.grid.key_at(index.row(), index.column())
        person, half = self._panel.grid.person(enrolment_id), self._panel.grid.half_day(slot_id)
        self._panel.show_dialog(ClosedMarkDialog(self._panel.context, self._panel, person, half))

    def _print_sheets(self, sessions: Sequence[int], slot: SlotAt) -> None:
        self._print(sessions, slot.day, attendance_sheets_pdf, self._words.t("sheets.pdf"))

    def _print(self, sessions: Sequence[int], day: date, draw: Draw, name: str) -> None:
        context, words = self._panel.context, self._words
        store, by, at = context.store, context.actor(), context.now()

        def drawn() -> bytes:
            facts, letterhead = week_sheets(store, sessions, day, words.language)
            return draw(facts, letterhead=letterhead, words=words)

        def show(pdf: bytes) -> None:
            open_paper(pdf, name)

        def issued(_done: object) -> None:
            self._panel.reread()
            self._panel.fetch(lambda _report: drawn(), show)

        self._panel.act(
            lambda: issue_sheets(store, sessions=sessions, week=day, by=by, at=at),
            ok=issued,
        )


class Draw(Protocol):
    """Draws the sheets of a week."""

    def __call__(
        self, sheets: Sequence[AttendanceSheetFacts], *, letterhead: Letterhead, words: Catalogue
    ) -> bytes: ...
