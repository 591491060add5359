"""A roll opened by the number of its sheet: typed, or read from the code on the paper."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from centre_desk.queries.attendance.grid import slot_of_sheet
from centre_desk.rules.attendance.week import read_sheet_number
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog


class SheetDialog(FormDialog):
    """Asks for the number in the corner of the sheet; `go` opens a half-day and tells whether it may be seen."""

    def __init__(self, context: Context, parent: QWidget | None, go: Callable[[int], bool]) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Open a sheet"), verb=t("Open"))
        self._go = go
        self.number = QLineEdit()
        self.number.setPlaceholderText("0012")
        self.add_field(t("Number of the sheet"), self.number, "sheet_number")

    def submit(self) -> None:
        """Open the half-day of the sheet that is to be entered next."""
        t, number = self.words.t, read_sheet_number(self.number.text())
        if not number:
            self._refuse(t("Write the number of the sheet, such as 12."))
            return
        slot_id = slot_of_sheet(self.context.store, number, self.context.today())
        if slot_id is None:
            self._refuse(t("No sheet has the number {number}. Look at the corner of the paper again.", number=number))
        elif self._go(slot_id):
            self.accept()
        else:
            self._refuse(t("Sheet no. {number} is of a session that you do not enter.", number=number))

    def _refuse(self, sentence: str) -> None:
        self.refusals.show_sentences([sentence])
        self.number.setFocus()
        self.number.selectAll()
