"""The session in sight: its days, place, length, what is to be checked, its acts, and who is enrolled."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from centre_desk.queries.course import EnrolledRow, SessionSheet
from centre_desk.rules.course import EndReason, SessionState
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import short_date
from centre_desk.views.course.phrases import (
    DOT,
    STATE_TONES,
    clash,
    length,
    places,
    since_taken_over,
    span,
    trainers,
    where,
)
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.dialogs import form_button
from centre_desk.views.parts.head import ElidedLabel
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.pill import Pill
from centre_desk.views.parts.style import set_look
from centre_desk.views.parts.table import RIGHT, Column

_LOW = 420


@dataclass(frozen=True, slots=True)
class SessionAct:
    """An act of the menu: its object name, its verb, what it does, and in which states it is offered."""

    name: str
    verb: str
    act: Callable[[], None]
    states: frozenset[SessionState]


class SessionDetail(QFrame):
    """A card above the table of those enrolled."""

    end_asked = Signal(object)
    back_asked = Signal(object)
    person_opened = Signal(object)

    def __init__(self, words: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setObjectName("session_detail")
        set_look(self, "card")
        self.name = ElidedLabel(look="heading")
        self.name.setObjectName("session_name")
        self.state = Pill("", Tone.PLAIN, self)
        self.facts = [ElidedLabel(look="muted") for _ in range(4)]
        self.check = QFrame()
        self.check.setObjectName("session_check")
        set_look(self.check, "notice")
        self.checks = [ElidedLabel() for _ in range(2)]
        self.enrol = form_button("session_enrol", words.t("Enrol…"))
        self.move_on = form_button("session_move_on", "")
        self.more = form_button("session_more", words.t("More acts ▾"))
        self.menu = QMenu(self.more)
        self.more.setMenu(self.menu)
        label = words.t("Enrolled")
        self.table: DataTable[EnrolledRow] = DataTable(self._columns(), name="enrolled", label=label)
        self.table.set_empty("people", words.t("Nobody is enrolled yet."), words.t("Enrol…"), self.enrol.click)
        self._acts: Sequence[SessionAct] = ()
        self._running, self._width = False, 2
        self._lay_out()
        self.table.linked.connect(self._linked)
        self.table.opened.connect(self.person_opened)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.name)
        top.addWidget(self.state)
        top.addStretch(1)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for button in (self.enrol, self.move_on, self.more):
            acts.addWidget(button)
        acts.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(16, 12, 16, 12)
        page.setSpacing(6)
        page.addLayout(top)
        for line in self.facts:
            page.addWidget(line)
        notice = QVBoxLayout(self.check)
        notice.setContentsMargins(10, 4, 10, 4)
        notice.setSpacing(2)
        for line in self.checks:
            notice.addWidget(line)
        page.addWidget(self.check)
        page.addLayout(acts)
        page.addWidget(self.table, 1)

    def offer(self, acts: Sequence[SessionAct]) -> None:
        """Say which acts the menu holds."""
        self._acts = acts

    def show_session(self, sheet: SessionSheet | None, people: Sequence[EnrolledRow]) -> None:
        """Show a session with its people; nothing for none."""
        self.setVisible(sheet is not None)
        if sheet is None:
            return
        row, words = sheet.row, self._words
        self._width = len(str(max((one.register_number for one in people), default=0)))
        self._running = row.state in (SessionState.PLANNED, SessionState.RUNNING)
        self.name.setText(row.name)
        self.state.say(words.word(row.state), STATE_TONES[row.state])
        when = (span(row.start, row.end_on, words), length(row.half_days, row.quarters, words))
        days = DOT.join(filter(None, (*when, since_taken_over(row, words))))
        agreement = words.t("agreement {number}", number=sheet.agreement)
        held = DOT.join((where(sheet), agreement))
        lines = (days, places(row, sheet.waiting, words), trainers(sheet, words), held)
        for label, text in zip(self.facts, lines, strict=True):
            label.setText(text)
        self._say_checks(sheet)
        self._show_acts(row.state)
        self.table.set_rows(people)

    def _say_checks(self, sheet: SessionSheet) -> None:
        words = self._words
        said = [clash(found, words) for found in sheet.clashes]
        if sheet.planned_off:
            count = sheet.planned_off
            said.append(
                words.n(
                    "{count} half-day planned on a day off (see the calendar)",
                    "{count} half-days planned on a day off (see the calendar)",
                    count,
                )
            )
        for label, text in zip(self.checks, [*said, "", ""], strict=False):
            label.setText(text)
            label.setVisible(bool(text))
        self.check.setToolTip("\n".join(said))
        self.check.setAccessibleName("\n".join(said))
        self.check.setVisible(bool(said))

    def _show_acts(self, state: SessionState) -> None:
        verbs = {SessionState.PLANNED: self._words.p("verb", "Start"), SessionState.RUNNING: self._words.t("Finish…")}
        self.move_on.setText(verbs.get(state, ""))
        self.move_on.setAccessibleName(verbs.get(state, ""))
        self.move_on.setVisible(state in verbs)
        self.enrol.setVisible(state in verbs)
        self.menu.clear()
        for offered in self._acts:
            if state in offered.states:
                action = self.menu.addAction(offered.verb, offered.act)
                action.setObjectName(offered.name)
        self.more.setVisible(not self.menu.isEmpty())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low screen the people keep the room that the last lines would take."""
        super().resizeEvent(event)
        for line in self.facts[2:]:
            line.setVisible(event.size().height() >= _LOW)

    def _linked(self, row: EnrolledRow, _column: str) -> None:
        if row.end_on is None:
            self.end_asked.emit(row)
        else:
            self.back_asked.emit(row)

    def _columns(self) -> list[Column[EnrolledRow]]:
        words, t = self._words, self._words.t
        return [
            Column(t("No."), self._number, lambda row: row.register_number, RIGHT, 44),
            Column(t("Name"), lambda row: row.full_name, tip=self._tip),
            Column(
                t("State"),
                lambda row: words.word(row.end_reason) if row.end_reason else words.p("enrolment", "enrolled"),
                width=134,
                tone=lambda row: _tone(row),
                tip=self._tip,
            ),
            Column(t("End"), self._link, width=76, link=True, name="end"),
        ]

    def _number(self, row: EnrolledRow) -> str:
        """As on the roll: two figures, three in a group above 99."""
        return f"{row.register_number:0{max(2, self._width)}d}"

    def _link(self, row: EnrolledRow) -> str:
        if not self._running:
            return ""
        if row.end_on is None:
            return self._words.t("End…")
        return self._words.t("Mistake…") if row.end_reason is EndReason.DEATH else self._words.t("Return…")

    def _tip(self, row: EnrolledRow) -> str:
        words = self._words
        since = words.t("since {day}", day=short_date(row.start, words.language))
        until = words.t("until {day}", day=short_date(row.end_on, words.language)) if row.end_on else ""
        return DOT.join(filter(None, (row.full_name, words.word(row.sex), row.case_number, since, until, row.end_note)))


def _tone(row: EnrolledRow) -> Tone:
    if row.end_reason is None:
        return Tone.OK if not row.provisional else Tone.WARN
    return Tone.SOFT if row.end_reason is EndReason.COMPLETED else Tone.IDLE
