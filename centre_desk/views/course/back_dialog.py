"""What may follow the end of an enrolment.

Facts: somebody who comes back gets a new number and keeps the old line; a mistaken end is taken back, with a reason.
"""

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from centre_desk.actions.course.people import reopen_enrolment, return_to_course
from centre_desk.queries.course import EnrolledRow, SessionRow
from centre_desk.rules.course import EndReason
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.fields import DateField, Segments
from centre_desk.views.parts.style import set_look

_SEGMENTS_HEIGHT, _BACK_HEIGHT = 38, 256


class BackDialog(FormDialog):
    """Somebody whose enrolment ended: came back from a day on, or the end was a mistake.

    After a death only the mistake is offered.
    """

    def __init__(self, context: Context, parent: QWidget | None, session: SessionRow, person: EnrolledRow) -> None:
        t = context.words.t
        died = person.end_reason is EndReason.DEATH
        title = t("Death of {name}", name=person.full_name) if died else t("{name} returns", name=person.full_name)
        super().__init__(context, parent, title=title, verb=t("Enrol again"))
        self.setObjectName("back")
        self.setMinimumSize(480, _BACK_HEIGHT)
        self._person = person
        mistake = (False, t("The end was a mistake"))
        choices = [mistake] if died else [(True, t("Came back to the course")), mistake]
        self.came_back: Segments[bool] = Segments(choices, name="back_why", label=t("Why"))
        self.came_back.setMinimumHeight(_SEGMENTS_HEIGHT)
        self.day = DateField(self.words, context.today())
        self.day.set_value(max(session.start, min(context.today(), session.end_on)))
        self.reason = QLineEdit()
        self.entails = QLabel()
        self.entails.setObjectName("back_entails")
        self.entails.setWordWrap(True)
        set_look(self.entails, "muted")
        self.add_field(t("Why"), self.came_back, "back_why")
        self.add_field(t("First day"), self.day, "back_day")
        self.add_field(t("Reason"), self.reason, "back_reason")
        self.body.addWidget(self.entails)
        self.came_back.changed.connect(self._say)
        self._say()

    def _say(self) -> None:
        t, back = self.words.t, self.came_back.value()
        self.form.setRowVisible(self.day, back)
        self.form.setRowVisible(self.reason, not back)
        self.verb.setText(t("Enrol again") if back else t("Take back the end"))
        self.verb.setAccessibleName(self.verb.text())
        self.entails.setText(
            t("A new number in the register from this day on; the first line stays with its end.")
            if back
            else t("The enrolment goes on as if it had not ended; the journal keeps the reason.")
        )

    def submit(self) -> None:
        """Enrol the person again, or take the end back."""
        day, reason, number = self.day.value(), self.reason.text(), self._person.id
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        if not self.came_back.value():
            self.act(lambda: reopen_enrolment(store, enrolment_id=number, reason=reason, by=by, at=at))
        elif day is None:
            self.refusals.show_sentences([self.day.mark() or self.words.t("Write the first day of the return.")])
        else:
            self.act(lambda: return_to_course(store, enrolment_id=number, start=day, by=by, at=at))
