"""The people of the register: search as one types, two filters, and the chosen person beside the list.

Facts: `queries/register`; a narrow window shows the list or the person, not both.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from centre_desk.queries.register import (
    IN_FORCE,
    MOST_ROWS,
    DependantRow,
    PeopleFilter,
    PersonRow,
    PersonSheet,
    consent_form,
    people_count,
    people_rows,
    person_sheet,
)
from centre_desk.rules.register import ConsentPurpose, PersonState
from centre_desk.rules.room import Room
from centre_desk.views.parts.cards import link_button
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.fields import ChoiceField
from centre_desk.views.parts.panel import Panel
from centre_desk.views.parts.print import open_paper
from centre_desk.views.parts.searchfield import SearchField
from centre_desk.views.register.more_dialogs import (
    ConsentDialog,
    DependantDialog,
    EndDependantDialog,
    WithdrawDialog,
)
from centre_desk.views.register.pane import WIDTH, PersonPane
from centre_desk.views.register.people import people_columns, region_choices
from centre_desk.views.register.person_dialog import PersonDialog

_BOTH_FIT = 680


class PeoplePanel(Panel):
    """Finds a person, shows one, registers and corrects by hand."""

    reads = frozenset({Room.REGISTER})
    help_page = "people"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        t = self.words.t
        self._person_id = 0
        self._opened = False
        self.head.set_title(t("Beneficiaries"))
        self.new = self.head.add_button("person_new", t("New person"), primary=True)
        self.search = SearchField(name="people_search", label=t("Name, number or telephone"))
        self.state: ChoiceField[tuple[PersonState, ...]] = ChoiceField(self._state_choices())
        self.region: ChoiceField[str] = ChoiceField(self._region_choices())
        self.table: DataTable[PersonRow] = DataTable(
            people_columns(self.words), name="people", label=t("Beneficiaries")
        )
        self.pane = PersonPane(self.words, self)
        self.narrowed = link_button(
            t("Only one file is shown · show all"), self._show_all, "people_show_all"
        )
        self._draft: PersonDialog | None = None
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        t = self.words.t
        for field, name, label in (
            (self.state, "people_state", t("State")),
            (self.region, "people_region", t("Region")),
        ):
            field.setObjectName(name)
            field.setAccessibleName(label)
            field.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        filters = QHBoxLayout()
        filters.setSpacing(12)
        filters.addWidget(self.search, 1)
        filters.addWidget(self.state)
        filters.addWidget(self.region)
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(self.table, 1)
        both.addWidget(self.pane)
        self.body.addLayout(filters)
        self.body.addWidget(self.narrowed, 0, Qt.AlignmentFlag.AlignLeft)
        self.narrowed.hide()
        self.body.addLayout(both, 1)
        self.pane.hide()
        self.setFocusProxy(self.search)

    def _connect(self) -> None:
        self.search.searched.connect(lambda _text: self._show_list())
        self.search.left.connect(self._into_table)
        self.state.currentIndexChanged.connect(lambda _index: self._show_list())
        self.region.currentIndexChanged.connect(lambda _index: self._show_list())
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(self._open)
        self.new.clicked.connect(self.open_new)
        self.pane.closed.connect(self._close_pane)
        self.pane.correct_wanted.connect(self._correct)
        self.pane.story_wanted.connect(lambda: self.navigate.emit(Room.OVERVIEW, self._person_id))
        self.pane.child_wanted.connect(lambda: self.show_dialog(DependantDialog(self.context, self, self._sheet())))
        self.pane.child_ends.connect(self._end_child)
        self.pane.form_wanted.connect(self.print_form)
        self.pane.consent_wanted.connect(self._ask_consent)
        self.pane.consent_ends.connect(self._withdraw)

    def load(self) -> None:
        """Read the list and the person shown."""
        self._show_list()
        if self._person_id:
            self.table.select_where(lambda row: row.id == self._person_id)
            self._show_person(self._person_id)

    def open_item(self, item: int) -> None:
        """Show one person, whatever was searched before."""
        self.search.clear()
        self._show_list(frozenset({item}))
        self.table.select_where(lambda row: row.id == item)
        self._opened = True
        self._show_person(item)

    def focus_search(self) -> bool:
        """Put the cursor into the search field."""
        self.search.setFocus()
        self.search.selectAll()
        return True

    def open_new(self) -> None:
        """Open the form of a new person, or the one put aside to look at a file; the one registered is shown."""
        if self._draft is not None:
            dialog, self._draft = self._draft, None
            self.new.setText(self.words.t("New person"))
            self.new.setAccessibleName(self.new.text())
            dialog.open()
            return
        dialog = PersonDialog(self.context, self)
        dialog.acted.connect(lambda done: self.open_item(done.id))
        dialog.open_wanted.connect(lambda person: self._put_aside(dialog, person))
        self.show_dialog(dialog)

    def _put_aside(self, dialog: PersonDialog, person: int) -> None:
        """Show a file and keep the form with what was typed: the button leads back to it."""
        self._draft = dialog
        self.new.setText(self.words.t("Back to the form"))
        self.new.setAccessibleName(self.new.text())
        self.open_item(person)

    def _show_all(self) -> None:
        self._show_list()
        self.table.select_where(lambda row: row.id == self._person_id)
        self.search.setFocus()

    def _show_list(self, ids: frozenset[int] | None = None) -> None:
        wanted = PeopleFilter(
            search=self.search.text(),
            region_code=self.region.value() or "",
            states=self.state.value() or IN_FORCE,
            ids=ids,
        )
        self.narrowed.setVisible(ids is not None)
        rows = people_rows(self.context.store, wanted)
        total = len(rows) if len(rows) < MOST_ROWS else people_count(self.context.store, wanted)
        self.table.set_rows(rows)
        shown = self.words.n("{count} person", "{count} people", total)
        if total > len(rows):
            shown = self.words.t("the first {shown} of {total} people", shown=len(rows), total=total)
        self.head.set_title(self.words.t("Beneficiaries"), shown)
        self._say_empty(bool(wanted.search or wanted.region_code))

    def _say_empty(self, searched: bool) -> None:
        t = self.words.t
        if searched:
            self.table.set_empty("search", t("Nobody is found under this."), t("New person"), self.open_new)
        else:
            self.table.set_empty("people", t("Nobody is in the register yet."), t("New person"), self.open_new)

    def _into_table(self) -> None:
        self.table.setFocus()
        if self.table.rows() and not self.table.selected_rows():
            self.table.selectRow(0)

    def _chosen(self) -> None:
        row = self.table.current_row()
        if row is not None and row.id != self._person_id:
            self._show_person(row.id)

    def _open(self, row: PersonRow) -> None:
        self._opened = True
        self._show_person(row.id)

    def _show_person(self, person_id: int) -> None:
        self._person_id = person_id
        self.context.in_sight[Room.REGISTER] = person_id
        self.pane.show_sheet(self._sheet())
        self._arrange()

    def _close_pane(self) -> None:
        self._opened = False
        self._arrange()
        self.table.setFocus()

    def _arrange(self) -> None:
        """Show list and person side by side, or, in a narrow window, the one that is looked at."""
        both = self.width() >= _BOTH_FIT
        self.pane.setVisible(bool(self._person_id) and (both or self._opened))
        self.table.setVisible(both or not self._opened)
        self.pane.back.setVisible(not both)
        if both:
            self.pane.setFixedWidth(WIDTH)
        else:
            self.pane.setMinimumWidth(0)
            self.pane.setMaximumWidth(16_777_215)

    def _sheet(self) -> PersonSheet:
        return person_sheet(self.context.store, self._person_id)

    def _end_child(self, row: DependantRow) -> None:
        self.show_dialog(EndDependantDialog(self.context, self, row))

    def print_form(self) -> None:
        """Open the form of consent, to be explained, signed and kept."""
        from centre_desk.papers.register import consent_form_pdf  # PDF is drawn on demand

        facts, letterhead = consent_form(self.context.store, self._person_id, self.context.today())
        content = consent_form_pdf(facts, letterhead=letterhead, words=self.words)
        open_paper(content, f"consent-{facts.number}.pdf")

    def _ask_consent(self, purpose: ConsentPurpose) -> None:
        self.show_dialog(ConsentDialog(self.context, self, self._sheet(), purpose))

    def _withdraw(self, purpose: ConsentPurpose) -> None:
        self.show_dialog(WithdrawDialog(self.context, self, self._sheet(), purpose))

    def _correct(self, field: str = "") -> None:
        dialog = PersonDialog(self.context, self, self._sheet())
        self.show_dialog(dialog)
        dialog.focus_field(field)

    def _state_choices(self) -> list[tuple[tuple[PersonState, ...], str]]:
        words = self.words
        return [(IN_FORCE, words.t("Everybody"))] + [((state,), words.word(state)) for state in IN_FORCE]

    def _region_choices(self) -> list[tuple[str, str]]:
        return [("", self.words.t("Every region")), *region_choices(self.words)[1:]]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
