"""Visits of IOM: recorded by one form, listed by another, their sheets printed again, their scans kept.

Facts: who may read the roll may read its visits; a trainer those of their own sessions.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QSizePolicy, QWidget

from centre_desk.actions.attendance import attach_visit_scan, record_visit
from centre_desk.actions.done import Done
from centre_desk.papers.attendance.visit import visit_sheet_pdf
from centre_desk.queries.attendance.grid import GridHalfDay, GridPerson
from centre_desk.queries.attendance.visits import VisitRow, visit_facts, visit_rows
from centre_desk.rules.attendance.quick import numbered
from centre_desk.rules.desk import Actor, Right, Role
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import short_date
from centre_desk.views.attendance.quick_field import link_button
from centre_desk.views.attendance.roll_grid import day_words
from centre_desk.views.desk.scans_dialog import ScansDialog
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.dialogs import FormDialog, form_button
from centre_desk.views.parts.fields import ChoiceField, CountField
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.print import open_paper
from centre_desk.views.parts.table import RIGHT, Column

if TYPE_CHECKING:
    from collections.abc import Callable

SEES_ALL = frozenset({Role.SECRETARY, Role.DIRECTOR, Role.VIEWER, Role.ADMINISTRATOR})


class VisitDialog(FormDialog):
    """A visit of IOM: who came, heads counted, identities seen, remarks; the sheet prints at once."""

    def __init__(
        self, context: Context, parent: QWidget | None, half: GridHalfDay, people: list[GridPerson], width: int
    ) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Visit of IOM"), verb=t("Record and print"))
        self.title.setText(t("Visit of IOM · {day}", day=day_words(half, self.words)))
        self._half = half
        self.visitors, self.remarks = QLineEdit(), QLineEdit()
        self.heads = CountField(self.words, 0, 150)
        self.identities = QListWidget()
        self.identities.setMinimumHeight(96)
        self.identities.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        for person in people:
            item = QListWidgetItem(f"{numbered(person.number, width)} {person.name} {person.second_key}".strip())
            item.setData(Qt.ItemDataRole.UserRole, person.enrolment_id)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.identities.addItem(item)
        self.add_field(t("Visitors and their office"), self.visitors, "visit_visitors")
        self.add_field(t("Heads counted"), self.heads, "visit_heads")
        self.add_field(t("Identity seen"), self.identities, "visit_identities")
        self.form.addRow("", self._ticks())
        self.add_field(t("Remarks"), self.remarks, "visit_remarks")

    def _ticks(self) -> QWidget:
        """Return the links that tick all identities at once, or none."""
        t, links = self.words.t, QWidget()
        row = QHBoxLayout(links)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        everyone, nobody = link_button("visit_all", t("Tick all")), link_button("visit_none", t("Tick none"))
        everyone.clicked.connect(lambda: self._tick(Qt.CheckState.Checked))
        nobody.clicked.connect(lambda: self._tick(Qt.CheckState.Unchecked))
        for link in (everyone, nobody):
            link.setAutoDefault(False)
            row.addWidget(link)
        row.addStretch(1)
        return links

    def _tick(self, state: Qt.CheckState) -> None:
        for at in range(self.identities.count()):
            self.identities.item(at).setCheckState(state)

    def seen(self) -> list[int]:
        """Return the enrolments that are ticked."""
        items = [self.identities.item(at) for at in range(self.identities.count())]
        return [i.data(Qt.ItemDataRole.UserRole) for i in items if i.checkState() is Qt.CheckState.Checked]

    def submit(self) -> None:
        """Record the visit."""
        heads = self.heads.value()
        if not self.ready() or heads is None:
            return
        store, by, at, slot_id = self.context.store, self.context.actor(), self.context.now(), self._half.slot_id
        visitors, remarks, seen = self.visitors.text(), self.remarks.text(), self.seen()
        self.act(
            lambda: record_visit(
                store, slot_id=slot_id, visitors=visitors, heads=heads, identities=seen, remarks=remarks, by=by, at=at
            )
        )


class VisitsDialog(FormDialog):
    """The visits recorded, of the session in sight or of all; the chosen one's sheet is printed again."""

    def __init__(self, context: Context, parent: QWidget | None, session_id: int, session: str) -> None:
        words = context.words
        t = words.t
        super().__init__(context, parent, title=t("Visits of IOM"), verb=t("Print the sheet again"))
        self.of = ChoiceField[int]([(session_id, session), (0, t("all sessions"))])
        self.add_field(t("Session"), self.of, "visits_session")
        self.table = DataTable(_columns(words), name="visits", label=t("Visits of IOM"))
        self.table.set_empty("roll", t("No visit is recorded yet."))
        self.scans = form_button("visits_scans", t("Scans…"))
        self._buttons.insertWidget(0, self.scans)
        self.dismiss.setText(t("Close"))
        self.body.addWidget(self.table, 1)
        self.resize(900, 420)
        self.of.activated.connect(lambda _at: self.read())
        self.table.opened.connect(self.print_again)
        self.scans.clicked.connect(self.show_scans)
        self.read()

    def read(self) -> None:
        """Read the visits of what is chosen."""
        actor, store, session_id = self.context.actor(), self.context.store, self.of.value() or None
        own = None if actor.roles & SEES_ALL else actor.user_id
        self.fetch(lambda _report: visit_rows(store, session_id, own), self.table.set_rows)

    def submit(self) -> None:
        """Print the sheet of the chosen visit again."""
        row = self._chosen()
        if row is not None:
            self.print_again(row)

    def print_again(self, row: VisitRow) -> None:
        """Make the sheet of a visit from what was kept, and open it."""
        self.fetch(*visit_printing(self.context, row.slot_id, row.id))

    def show_scans(self) -> None:
        """Show the scans of the chosen visit's signed sheet; who takes the roll may attach one more."""
        row, context = self._chosen(), self.context
        if row is None:
            return
        store, visit_id = context.store, row.id

        def attach(name: str, content: bytes, by: Actor, at: datetime) -> Done:
            return attach_visit_scan(store, visit_id=visit_id, name=name, content=content, by=by, at=at)

        title = self.words.t("Scans of the visit of {day}", day=short_date(row.day))
        may = context.actor().may(Right.TAKE_ROLL)
        scans = ScansDialog(
            context, self, title=title, subject=("monitoring_visit", visit_id), attach=attach if may else None
        )
        scans.acted.connect(self.acted)
        scans.finished.connect(lambda _result: self.read())
        scans.open()

    def _chosen(self) -> VisitRow | None:
        rows = self.table.rows()
        row = self.table.current_row() or (rows[0] if len(rows) == 1 else None)
        if row is None:
            sentence = self.words.t("Choose a visit first.") if rows else self.words.t("No visit is recorded yet.")
            self.refusals.show_sentences([sentence])
        else:
            self.refusals.clear()
        return row


def visit_printing(
    context: Context, slot_id: int, visit_id: int
) -> tuple[Callable[[object], bytes], Callable[[bytes], None]]:
    """Return how the sheet of a visit (0: a blank one) is made, and how it is opened."""
    store, words = context.store, context.words

    def draw(_report: object) -> bytes:
        facts, letterhead = visit_facts(store, slot_id, visit_id)
        return visit_sheet_pdf(facts, letterhead=letterhead, words=words)

    def show(pdf: bytes) -> None:
        open_paper(pdf, words.t("visit.pdf"))

    return draw, show


def _columns(words: Catalogue) -> list[Column[VisitRow]]:
    t = words.t
    return [
        Column(t("No."), lambda row: row.number, width=56),
        Column(
            t("Day"),
            lambda row: f"{short_date(row.day)} {words.word(row.half_day)}",
            lambda row: (row.day, row.half_day),
            width=172,
        ),
        Column(t("Visitors"), lambda row: row.visitors, tip=lambda row: f"{row.visitors}\n{row.remarks}".strip()),
        Column(t("Heads"), lambda row: str(row.heads), lambda row: row.heads, RIGHT, 62),
        Column(t("On the roll"), lambda row: "–" if row.on_roll is None else str(row.on_roll), align=RIGHT, width=78),
        Column(t("Difference"), _difference, lambda row: abs(row.difference), width=70, tone=_tone),
        Column(t("Identities"), lambda row: str(row.seen), lambda row: row.seen, RIGHT, 78, spare=True),
        Column(t("Scans"), lambda row: str(row.scans or ""), lambda row: row.scans, RIGHT, 62, spare=True),
        Column(t("Session"), lambda row: row.session, width=130, spare=True),
    ]


def _difference(row: VisitRow) -> str:
    return f"{row.difference:+d}" if row.on_roll is not None else "–"


def _tone(row: VisitRow) -> Tone:
    return Tone.WARN if row.difference else Tone.PLAIN
