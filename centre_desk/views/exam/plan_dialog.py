"""Planning an exam: session, day, place, pass mark and up to four parts; a resit takes the parts of the exam before."""

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from centre_desk.actions.exam import plan_exam
from centre_desk.queries.exam import SessionToExamine
from centre_desk.rules.exam import PartKind, PartPlan
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog, name_field
from centre_desk.views.parts.fields import ChoiceField, CountField, DateField, MarkField
from centre_desk.views.parts.style import set_look

_LINES = 4


class PlanExamDialog(FormDialog):
    """One form; the usual exam (theory once, practice three times) is proposed."""

    def __init__(self, context: Context, parent: QWidget | None, sessions: list[SessionToExamine]) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Plan an exam"), verb=t("Plan the exam"))
        self.setObjectName("plan_exam")
        self._sessions = {one.id: one for one in sessions}
        self.session: ChoiceField[int] = ChoiceField([(one.id, self._said(one)) for one in sessions])
        self.held_on = DateField(self.words, context.today(), required=True)
        self.place = QLineEdit()
        self.pass_mark = MarkField(self.words, required=True)
        self.pass_mark.set_value(1000)
        self.add_field(t("Session"), self.session, "exam_session")
        self.add_field(t("Day of the exam"), self.held_on, "exam_day")
        self.add_field(t("Place"), self.place, "exam_place")
        self.add_field(t("Pass mark out of 20"), self.pass_mark, "exam_pass_mark")
        self.parts = [PartLine(context, number) for number in range(1, _LINES + 1)]
        self.resit = QLabel(t("A resit: the parts and the pass mark are those of the exam before."))
        self.resit.setWordWrap(True)
        set_look(self.resit, "muted")
        self._table = self._lay_parts()
        self.body.addWidget(self._table)
        self.body.addWidget(self.resit)
        self.session.currentIndexChanged.connect(lambda _at: self._session_chosen())
        self._propose()
        self._session_chosen()

    def submit(self) -> None:
        """Plan the exam."""
        day, session, pass_mark = self.held_on.value(), self.session.value(), self.pass_mark.value()
        if not self.ready() or day is None or session is None:
            return
        problems = [problem for line in self.parts for problem in line.problems()]
        if problems:
            self.refusals.show_sentences(problems)
            return
        parts = [part for line in self.parts if (part := line.plan()) is not None]
        again = self._sessions[session].attempt > 1
        store, by, at, place = self.context.store, self.context.actor(), self.context.now(), self.place.text()
        self.act(
            lambda: plan_exam(
                store,
                session_id=session,
                held_on=day,
                place=place,
                parts=() if again else parts,
                pass_mark=None if again else pass_mark,
                by=by,
                at=at,
            )
        )

    def _said(self, one: SessionToExamine) -> str:
        people = self.words.n("{count} candidate", "{count} candidates", one.candidates)
        attempt = self.words.t("resit") if one.attempt > 1 else self.words.t("exam")
        return f"{one.name} · {attempt} · {people}"

    def _session_chosen(self) -> None:
        session = self._sessions.get(self.session.value() or 0)
        again = session is not None and session.attempt > 1
        self._table.setVisible(not again)
        self.pass_mark.setEnabled(not again)
        self.resit.setVisible(again)
        if session is not None:
            self.held_on.set_value(max(session.end_on, self.context.today()))

    def _lay_parts(self) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        t = self.words.t
        for column, title in enumerate((t("Part"), t("Held as"), t("Weight"), t("Eliminating below"))):
            head = QLabel(title)
            set_look(head, "muted")
            grid.addWidget(head, 0, column)
        for row, line in enumerate(self.parts, 1):
            for column, field in enumerate(line.fields()):
                grid.addWidget(field, row, column)
        grid.setColumnStretch(0, 1)
        return table

    def _propose(self) -> None:
        t = self.words.t
        self.parts[0].show(PartPlan(t("Theory"), PartKind.WRITTEN, 1))
        self.parts[1].show(PartPlan(t("Practice"), PartKind.PRACTICAL, 3, 700))


class PartLine:
    """The fields of one part."""

    def __init__(self, context: Context, number: int) -> None:
        words = context.words
        self.name = QLineEdit()
        self.kind: ChoiceField[PartKind] = ChoiceField([(kind, words.word(kind)) for kind in PartKind])
        self.weight = CountField(words, 1, 20)
        self.weight.set_value(1)
        self.weight.setMaximumWidth(90)
        self.least = MarkField(words)
        self.least.setMaximumWidth(110)
        name_field(self.name, f"part_name_{number}", words.t("Part {number}", number=number))
        name_field(self.kind, f"part_kind_{number}", words.t("Part {number}: held as", number=number))
        name_field(self.weight, f"part_weight_{number}", words.t("Part {number}: weight", number=number))
        name_field(self.least, f"part_least_{number}", words.t("Part {number}: eliminating below", number=number))

    def fields(self) -> tuple[QWidget, ...]:
        """Return the fields from left to right."""
        return self.name, self.kind, self.weight, self.least

    def show(self, part: PartPlan) -> None:
        """Show a part."""
        self.name.setText(part.name)
        self.kind.set_value(part.kind)
        self.weight.set_value(part.weight)
        self.least.set_value(part.eliminating_below)

    def problems(self) -> list[str]:
        """Mark what cannot be read in a line that has a name, and say what is wrong."""
        if not self.name.text().strip():
            return []
        return [problem for field in (self.weight, self.least) if (problem := field.mark())]

    def plan(self) -> PartPlan | None:
        """Return the part; None for an empty line."""
        if not self.name.text().strip():
            return None
        weight = self.weight.value() or 1
        return PartPlan(self.name.text().strip(), self.kind.value() or PartKind.WRITTEN, weight, self.least.value())
