"""Visits due, the longest due first, and the visits made with what they found."""

from datetime import timedelta

from PySide6.QtWidgets import QVBoxLayout, QWidget

from centre_desk.papers.phone import show_phone
from centre_desk.queries.follow_up import DueVisit, VisitRow, due_visit_rows, visit_rows
from centre_desk.rules.room import Room
from centre_desk.texts.formats import short_date
from centre_desk.views.follow_up.visit_dialog import VisitDialog
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.fields import Segments
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.panel import Panel
from centre_desk.views.parts.table import Column

DUE, MADE = "due", "made"
_AHEAD = timedelta(days=31)


class FollowUpPanel(Panel):
    """Two views; Enter on a due visit records it, on a made one opens the person's file."""

    reads = frozenset({Room.FOLLOW_UP, Room.KIT, Room.CERTIFICATE, Room.REGISTER})
    help_page = "kits"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        t = self.words.t
        self.head.set_title(t("Follow-up"))
        self.which: Segments[str] = Segments(
            [(DUE, t("Due")), (MADE, t("Made"))], name="visits_which", label=t("Which visits")
        )
        self.head.add_widget(self.which)
        self.death = self.head.add_button("visit_death", t("The family tells of a death…"), rare=True)
        self.record = self.head.add_button("visit_record", t("Record a visit"), primary=True)
        self.due: DataTable[DueVisit] = DataTable(self._due_columns(), name="visits_due", label=t("Visits due"))
        self.due.set_empty("kits", t("No visit is due in the coming month."))
        self.due.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.made: DataTable[VisitRow] = DataTable(self._made_columns(), name="visits_made", label=t("Visits made"))
        self.made.set_empty("kits", t("No visit was made yet."))
        stack = QVBoxLayout()
        stack.addWidget(self.due)
        stack.addWidget(self.made)
        self.body.addLayout(stack, 1)
        self.which.changed.connect(self.load)
        self.record.clicked.connect(lambda: self._record(self.due.current_row()))
        self.death.clicked.connect(lambda: self._open_path(self.due.current_row()))
        self.due.opened.connect(self._record)
        self.due.linked.connect(lambda row, _column: self.navigate.emit(Room.REGISTER, row.person_id))
        self.made.opened.connect(lambda row: self.navigate.emit(Room.REGISTER, row.person_id))

    def load(self) -> None:
        """Read the visits again."""
        due = self.which.value() == DUE
        self.due.setVisible(due)
        self.made.setVisible(not due)
        rows = due_visit_rows(self.context.store, self.context.today() + _AHEAD)
        self.due.set_rows(rows)
        if rows and not self.due.selected_rows():
            self.due.select_where(lambda row: row.id == rows[0].id)
        self.made.set_rows(visit_rows(self.context.store))

    def open_item(self, item: int) -> None:
        """Show the visit due of a person."""
        self.which.set_value(DUE)
        self.load()
        self.due.select_where(lambda row: row.person_id == item)

    def _record(self, visit: DueVisit | None) -> None:
        if visit is None:
            self.refusals.show_sentences([self.words.t("Choose the person who was visited.")])
        else:
            self.show_dialog(VisitDialog(self.context, self, visit))

    def _open_path(self, visit: DueVisit | None) -> None:
        """Go to the person's path, where a death is recorded."""
        if visit is None:
            self.refusals.show_sentences([self.words.t("Choose the person who was visited.")])
        else:
            self.navigate.emit(Room.OVERVIEW, visit.person_id)

    def _due_columns(self) -> list[Column[DueVisit]]:
        t, today = self.words.t, self.context.today()
        return [
            Column(t("Due on"), lambda row: short_date(row.due_on), lambda row: row.due_on, width=96),
            Column(
                t("State"),
                lambda row: t("overdue") if row.due_on < today else t("to come"),
                width=110,
                tone=lambda row: Tone.WARN if row.due_on < today else Tone.IDLE,
            ),
            Column(t("Name"), lambda row: row.name, link=True, name="person"),
            Column(t("Telephone"), lambda row: show_phone(row.phone), width=120),
            Column(t("Trade"), lambda row: row.trade, spare=True),
            Column(t("Visits made"), lambda row: str(row.made), lambda row: row.made, width=104, spare=True),
        ]

    def _made_columns(self) -> list[Column[VisitRow]]:
        words, t = self.words, self.words.t
        said = {True: t("yes"), False: t("no"), None: ""}
        return [
            Column(t("Visited on"), lambda row: short_date(row.visited_on), lambda row: row.visited_on, width=96),
            Column(t("Name"), lambda row: row.name),
            Column(t("Trade"), lambda row: row.trade, spare=True),
            Column(t("Outcome"), lambda row: words.word(row.outcome), width=140, tone=lambda row: Tone.SOFT),
            Column(t("Profitable"), lambda row: said[row.profitable], width=84),
            Column(t("Needs"), lambda row: row.needs, spare=True),
        ]
