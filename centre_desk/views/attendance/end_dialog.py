"""The end of an enrolment: each reason says whether it counts as a drop-out, and marks after it are listed."""

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from centre_desk.actions.attendance import end_enrolment
from centre_desk.queries.attendance.touched import marks_after
from centre_desk.queries.course import EnrolledRow, SessionRow
from centre_desk.rules.attendance import SIGNED
from centre_desk.rules.attendance.roll import written
from centre_desk.rules.course import COUNTS_AS_DROP_OUT, EndReason
from centre_desk.rules.refusal import refusal
from centre_desk.views.attendance.touching import MarksList
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.fields import ChoiceField, DateField
from centre_desk.views.parts.style import set_look


class EndDialog(FormDialog):
    """Reason, last day, note; what the reason entails is said below."""

    def __init__(self, context: Context, parent: QWidget | None, asked: tuple[SessionRow, EnrolledRow]) -> None:
        session, person = asked
        t = context.words.t
        title = t("End of the enrolment of {name}", name=person.full_name)
        super().__init__(context, parent, title=title, verb=t("Record the end"))
        self.setObjectName("end_enrolment")
        self.setMinimumWidth(480)
        self._person = person
        self._verb = t("Record the end")
        reasons = [r for r in EndReason if r not in (EndReason.COMPLETED, EndReason.SESSION_CANCELLED)]
        self.reason: ChoiceField[EndReason] = ChoiceField([(r, self.words.word(r)) for r in reasons])
        self.day = DateField(self.words, context.today(), required=True)
        self.day.set_value(max(person.start, min(context.today(), session.end_on)))
        self.note = QLineEdit()
        self.entails = QLabel()
        self.entails.setObjectName("end_entails")
        self.entails.setWordWrap(True)
        set_look(self.entails, "muted")
        self.add_field(t("Reason"), self.reason, "end_reason")
        self.add_field(t("Last day in the session"), self.day, "end_day")
        self.add_field(t("Note"), self.note, "end_note")
        self.marks = MarksList(self.words)
        self.body.addWidget(self.entails)
        self.body.addWidget(self.marks)
        self.reason.currentIndexChanged.connect(lambda _n: self._say())
        self.day.textChanged.connect(lambda _text: self._list_marks())
        self._say()
        self._list_marks()

    def _say(self) -> None:
        t, reason = self.words.t, self.reason.value()
        if reason is EndReason.DEATH:
            said = t("With our respect to the family. No roll, call, visit or reminder will follow for this person.")
        elif reason in COUNTS_AS_DROP_OUT:
            said = t("Counts as a drop-out in the report to IOM.")
        else:
            said = t("Does not count as a drop-out.")
        self.entails.setText(said)
        self._fit()

    def _list_marks(self) -> None:
        """List the marks after the last day: the end takes them away."""
        day = self.day.value()
        found = marks_after(self.context.store, self._person.id, day) if day is not None else ()
        self.marks.show_marks(found)
        days = list(dict.fromkeys(written(mark.day) for mark in found if mark.value in SIGNED))
        if days:  # said at once: a signature after the last day is refused
            self.marks.title.setText(self.words.refusal(refusal("attendance.signed_after_end", days=", ".join(days))))
        count = 0 if days else len(found)
        touching = self.words.n("{verb}, {count} mark touched", "{verb}, {count} marks touched", count, verb=self._verb)
        self.verb.setText(touching if count else self._verb)
        self.verb.setAccessibleName(self.verb.text())
        self._fit()

    def submit(self) -> None:
        """Record the end."""
        day, reason = self.day.value(), self.reason.value()
        if day is None or reason is None:
            self.refusals.show_sentences([self.day.mark()])
            return
        store, number, note, agreed = self.context.store, self._person.id, self.note.text(), self.marks.count
        by, at = self.context.actor(), self.context.now()
        self.act(
            lambda: end_enrolment(
                store, enrolment_id=number, end_on=day, reason=reason, note=note, agreed=agreed, by=by, at=at
            )
        )
