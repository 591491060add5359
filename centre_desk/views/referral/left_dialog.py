"""What a file holds beside its people: rows taken for no person, sheets that were not read, each with the reason.

Nothing is hidden from the user, who may say that a row is a person all the same, or have a hidden sheet read.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from centre_desk.papers.referral.reading import ReferralList, UnreadSheet, Wanted
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.table import Column


@dataclass(frozen=True, slots=True)
class LeftItem:
    """A row (`sheet` false) or a sheet that was left; `can` tells whether it may be read all the same."""

    place: str
    why: str
    text: str
    sheet: bool = False
    can: bool = True


class LeftDialog(FormDialog):
    """Lists what was left; `wanted` says what is to be read all the same."""

    wanted = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None, referrals: ReferralList) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Left out of the list"), verb=t("Read as people"))
        self.setObjectName("left_dialog")
        about = t("Choose the rows that are people all the same, or a hidden sheet to read.")
        self.explain(about, "left_about", "muted")
        self.table: DataTable[LeftItem] = DataTable(
            [
                Column(t("Line"), lambda item: item.place, width=96),
                Column(t("Why"), lambda item: item.why, width=150),
                Column(t("What stands there"), lambda item: item.text),
            ],
            name="left_rows",
            label=t("Left out of the list"),
        )
        self.table.setMinimumHeight(220)
        self.table.set_rows(left_items(referrals, self.words))
        self.body.addWidget(self.table, 1)
        self.resize(620, 420)

    def submit(self) -> None:
        """Hand on what is chosen; a sheet on which no list was found cannot be read."""
        chosen = self.table.selected_rows()
        if not chosen:
            self.refusals.show_sentences([self.words.t("Choose a row of the table first.")])
            return
        unreadable = [item.place for item in chosen if not item.can]
        if unreadable:
            said = self.words.t("No list stands on {sheet}.", sheet=", ".join(unreadable))
            self.refusals.show_sentences([said])
            return
        rows = frozenset(item.place for item in chosen if not item.sheet)
        self.wanted.emit(Wanted(rows, frozenset(item.place for item in chosen if item.sheet)))
        self.accept()


def left_items(referrals: ReferralList, words: Catalogue) -> Sequence[LeftItem]:
    """Return every row and sheet that was left, those with people first."""
    sheets = sorted(referrals.unread, key=lambda sheet: -sheet.people)
    return [
        *(_sheet_item(sheet, words) for sheet in sheets),
        *(LeftItem(row.place, words.word(row.why), row.text) for row in referrals.left),
    ]


def _sheet_item(sheet: UnreadSheet, words: Catalogue) -> LeftItem:
    why = words.t("hidden sheet") if sheet.hidden else words.t("sheet without a list")
    text = words.n("{count} row", "{count} rows", sheet.rows)
    if sheet.people:
        text = words.n("{count} person, not read", "{count} people, not read", sheet.people)
    return LeftItem(sheet.name, why, text, sheet=True, can=bool(sheet.people))
