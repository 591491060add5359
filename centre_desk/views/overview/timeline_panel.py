"""One person from the referral to the follow-up: the next step on top, then every event, newest first.

Facts: `queries/overview/timeline`. The people's screen holds it as its second tab; it shows who was picked there.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from centre_desk.actions.overview.fiche import hand_out_fiche
from centre_desk.papers.register import fiche_pdf
from centre_desk.queries.attendance.figures import PersonAttendance, person_figures
from centre_desk.queries.overview.deaths import DeathSheet, death_sheet
from centre_desk.queries.overview.events import place_of_event, place_of_step
from centre_desk.queries.overview.fiche import fiche_of
from centre_desk.queries.overview.timeline import Timeline, TimelineEvent, person_timeline
from centre_desk.queries.register import person_sheet
from centre_desk.rules.desk import Right
from centre_desk.rules.room import Room
from centre_desk.texts.formats import percent
from centre_desk.views.desk.acts import act_words
from centre_desk.views.overview.death_dialogs import DeathDialog, UndoDeathDialog
from centre_desk.views.overview.event_list import EventList
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import form_button
from centre_desk.views.parts.empty import EmptyState
from centre_desk.views.parts.head import ElidedLabel
from centre_desk.views.parts.panel import Panel
from centre_desk.views.parts.print import open_paper
from centre_desk.views.parts.style import set_look


class TimelinePanel(Panel):
    """The path of one person."""

    reads = frozenset(Room)
    help_page = "people"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        t = self.words.t
        self._person_id = 0
        self._timeline: Timeline | None = None
        self._name = ""
        self._death: DeathSheet | None = None
        self.death = self.head.add_button("timeline_death", t("Record a death…"), rare=True)
        self.not_dead = self.head.add_button("timeline_not_dead", t("Death recorded by mistake…"), rare=True)
        self.open_file = self.head.add_button("timeline_person", t("Open the file"))
        self.fiche = self.head.add_button("timeline_fiche", t("Print the individual record"))
        self.step = ElidedLabel(look="heading")
        self.step.setObjectName("timeline_step")
        self.next = form_button("timeline_next", t("Open"), primary=True)
        self.events = EventList(self.words, name="timeline_events", label=t("Timeline"))
        self.empty = EmptyState()
        self._lay_out()
        self.open_file.clicked.connect(lambda: self.navigate.emit(Room.REGISTER, self._person_id))
        self.fiche.clicked.connect(self.print_fiche)
        self.death.clicked.connect(self.open_death)
        self.not_dead.clicked.connect(self.open_undo)
        self.next.clicked.connect(self.open_next)
        self.events.opened.connect(self._open_event)

    def _lay_out(self) -> None:
        t = self.words.t
        caption = QLabel(t("Next step"))
        set_look(caption, "muted")
        card = QFrame()
        set_look(card, "card")
        line = QHBoxLayout(card)
        line.setContentsMargins(16, 10, 16, 10)
        line.setSpacing(12)
        line.addWidget(caption)
        line.addWidget(self.step, 1, Qt.AlignmentFlag.AlignLeft)
        line.addWidget(self.next)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(card)
        column.addWidget(self.events, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(page)
        self._pages.addWidget(self.empty)
        self.body.addWidget(self._pages, 1)
        self.empty.say(
            "people",
            t("Choose a person in the list to see their path."),
            t("Show the list"),
            lambda: self.navigate.emit(Room.REGISTER, 0),
        )

    def load(self) -> None:
        """Read the person who was picked in the list, or asked for."""
        self.show_person(self.context.in_sight.get(Room.REGISTER, 0))

    def open_item(self, item: int) -> None:
        """Show one person."""
        self.context.in_sight[Room.REGISTER] = item
        self.show_person(item)

    def show_person(self, person_id: int) -> None:
        """Show the path of a person; 0 says how to choose one."""
        self._person_id = person_id
        self._death = death_sheet(self.context.store, person_id) if person_id else None
        enters = bool(person_id) and self.context.actor().may(Right.ENTER)
        for button in (self.open_file, self.fiche):
            self.head.offer(button, bool(person_id))
        self.head.offer(self.death, enters and self._death is None)
        self.head.offer(self.not_dead, enters and self._death is not None)
        self._pages.setCurrentIndex(0 if person_id else 1)
        if not person_id:
            self.head.set_title(self.words.t("A person’s path"))
            return
        store, today = self.context.store, self.context.today()
        sheet = person_sheet(store, person_id)
        self._timeline = person_timeline(store, person_id, today)
        self._name = sheet.name
        self.head.set_title(sheet.name, sheet.facts.case_number)
        self.step.setText(self.words.word(self._timeline.next_step))
        self.next.setVisible(place_of_step(self._timeline) is not None)
        notes = {one.session_id: self._attendance(one) for one in person_figures(store, person_id, today)}
        self.events.events.show_events(self._timeline.events, notes)

    def open_next(self) -> None:
        """Open the room that takes the next step."""
        place = place_of_step(self._timeline) if self._timeline else None
        if place is not None:
            self.navigate.emit(*place)

    def open_death(self) -> None:
        """Ask for the day of a death, and who told it."""
        self.show_dialog(DeathDialog(self.context, self, self._person_id, self._name))

    def open_undo(self) -> None:
        """Ask why a recorded death is taken back."""
        if self._death is not None:
            self.show_dialog(UndoDeathDialog(self.context, self, self._person_id, self._name, self._death))

    def print_fiche(self) -> None:
        """Make the individual record, say so in the journal, and hand it to the viewer."""
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        person_id, words = self._person_id, self.words
        fiche, letterhead = fiche_of(store, person_id, at.date(), words, lambda act: act_words(act, words))

        def made(_done: object) -> None:
            open_paper(fiche_pdf(fiche, letterhead=letterhead, words=words), f"fiche-{fiche.number}.pdf")

        self.act(lambda: hand_out_fiche(store, person_id=person_id, by=by, at=at), ok=made)

    def timeline(self) -> Timeline | None:
        """Return what is shown."""
        return self._timeline

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.context.in_sight.get(Room.REGISTER, 0) != self._person_id:
            self.load()  # somebody else was picked in the list meanwhile

    def _attendance(self, one: PersonAttendance) -> str:
        figures = one.figures
        if not figures.held:
            return ""
        language, (counted, held) = self.words.language, figures.to_date
        return self.words.t(
            "attendance to date {to_date} ({counted} of {held} half-days), of planned {of_planned}",
            to_date=percent(counted, held, language),
            of_planned=percent(*figures.of_planned, language),
            counted=counted,
            held=held,
        )

    def _open_event(self, event: TimelineEvent) -> None:
        self.navigate.emit(*place_of_event(event))
