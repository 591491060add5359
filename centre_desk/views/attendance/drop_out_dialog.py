"""Drop-out in figures: rates by session, trade, sex or month, with the reasons; copied like any table."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from centre_desk.queries.attendance.drop_out import drop_out_rows
from centre_desk.rules.attendance.drop_out import DropOut, DropOutBy
from centre_desk.rules.dates import is_month
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import month_name, percent
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.fields import ChoiceField
from centre_desk.views.parts.table import RIGHT, Column


class DropOutDialog(FormDialog):
    """Lines of drop-out by what is chosen."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        words = context.words
        super().__init__(context, parent, title=words.t("Drop-out"), verb=words.t("Close"))
        self.by = ChoiceField[DropOutBy]([(one, words.word(one)) for one in DropOutBy])
        self.add_field(words.t("Counted by"), self.by, "drop_out_by")
        self.table = DataTable(_columns(words), name="drop_out", label=words.t("Drop-out"))
        self.table.set_empty("roll", words.t("Nobody was enrolled yet."))
        self.body.addWidget(self.table, 1)
        self.resize(760, 440)
        self.by.activated.connect(lambda _at: self.read())
        self.read()

    def read(self) -> None:
        """Read the lines of what is chosen."""
        store, by, today = self.context.store, self.by.value() or DropOutBy.SESSION, self.context.today()
        self.fetch(lambda _report: drop_out_rows(store, by, today, self.words.language), self.table.set_rows)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.dismiss.hide()  # nothing is entered here


def _columns(words: Catalogue) -> list[Column[DropOut]]:
    t = words.t
    return [
        Column[DropOut](t("What"), lambda row: _label(row.label, words), width=190),
        Column[DropOut](t("Enrolled"), lambda row: str(row.enrolled), align=RIGHT, width=80),
        Column[DropOut](t("Dropped out"), lambda row: str(row.dropped), align=RIGHT, width=110),
        Column[DropOut](t("Rate"), lambda row: percent(*row.share, words.language), align=RIGHT, width=80),
        Column[DropOut](t("Reasons of leaving"), lambda row: _reasons(row, words)),
    ]


def _label(label: str, words: Catalogue) -> str:
    return month_name(label, words.language) if is_month(label) else label


def _reasons(row: DropOut, words: Catalogue) -> str:
    return ", ".join(f"{words.word(reason)} {count}" for reason, count in row.reasons)
