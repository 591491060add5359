"""Every number that the centre sets, of all rooms: what holds, what is usual, who set it and when."""

from PySide6.QtWidgets import QLabel, QWidget

from centre_desk.queries.overview.settings import SettingRow, setting_rows
from centre_desk.rules.desk import Right
from centre_desk.rules.overview.settings import DIRECTOR_SETS
from centre_desk.rules.room import Room
from centre_desk.texts.formats import clock_time, short_date
from centre_desk.views.overview.setting_dialogs import dialog_for
from centre_desk.views.overview.setting_words import explain, say_value, title
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.panel import Panel
from centre_desk.views.parts.style import set_look
from centre_desk.views.parts.table import Column


class SettingsPanel(Panel):
    """A table of what is set; the chosen number is explained below, and changed by a small form."""

    reads = frozenset({Room.DESK, Room.CENTRE})
    help_page = "settings"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        t = self.words.t
        self.head.set_title(t("Thresholds"))
        self.change = self.head.add_button("setting_change", t("Change…"), primary=True)
        self.table: DataTable[SettingRow] = DataTable(self._columns(), name="settings_table", label=t("Thresholds"))
        self.said = QLabel()
        self.said.setObjectName("setting_said")
        self.said.setWordWrap(True)
        set_look(self.said, "muted")
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.said)
        self.change.clicked.connect(self.open_chosen)
        self.table.opened.connect(self.open_row)
        self.table.selectionModel().selectionChanged.connect(self._explain)

    def load(self) -> None:
        """Read what is set; the chosen number stays chosen."""
        self.head.offer(self.change, self.context.actor().may(Right.MANAGE_SETTINGS))
        self.table.set_rows(setting_rows(self.context.store))
        self._explain()

    def open_chosen(self) -> None:
        """Change the chosen number."""
        row = self.table.current_row()
        if row is None:
            self.refusals.show_sentences([self.words.t("Choose a line of the table first.")])
        else:
            self.open_row(row)

    def open_row(self, row: SettingRow) -> None:
        """Change a number, if one may."""
        actor = self.context.actor()
        right = Right.SET_RATES if row.field in DIRECTOR_SETS else Right.MANAGE_SETTINGS
        if actor.may(right):
            self.show_dialog(dialog_for(self.context, self, row))
        else:
            self.refusals.show_sentences([self._who_may(row)])

    def _who_may(self, row: SettingRow) -> str:
        t = self.words.t
        if row.field in DIRECTOR_SETS:
            return t("The director sets this: {setting}.", setting=title(row, self.words))
        return t("The director or the administrator sets this: {setting}.", setting=title(row, self.words))

    def _explain(self) -> None:
        row = self.table.current_row()
        text = explain(row, self.words) if row is not None else ""
        self.said.setText(text or self.words.t("Choose a line to read what it does."))

    def _columns(self) -> list[Column[SettingRow]]:
        t, words = self.words.t, self.words
        return [
            Column(t("What is set"), lambda row: title(row, words), tip=self._tip),
            Column(t("In force"), lambda row: say_value(row, row.value, words), width=190, tip=self._in_force),
            Column(t("Usual"), lambda row: say_value(row, row.usual, words), width=130, spare=True),
            Column(t("Set by"), self._set_by, lambda row: str(row.set_at or ""), width=180, tip=self._when, spare=True),
        ]

    def _tip(self, row: SettingRow) -> str:
        return explain(row, self.words)

    def _in_force(self, row: SettingRow) -> str:
        return say_value(row, row.value, self.words)

    def _set_by(self, row: SettingRow) -> str:
        if row.set_at is None:
            return self.words.t("never changed")
        return f"{row.set_by}, {short_date(row.set_at.date())}"

    def _when(self, row: SettingRow) -> str:
        return f"{self._set_by(row)} {clock_time(row.set_at)}" if row.set_at is not None else ""
