"""The jury of an exam, and what its minutes say: who judged and presided; day, place and incidents."""

from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QRadioButton, QWidget

from centre_desk.actions.exam import change_exam, set_jury
from centre_desk.queries.centre import signatory_on
from centre_desk.queries.exam import MarksSheet
from centre_desk.rules.centre import SignatoryKind
from centre_desk.rules.exam import JurySeat
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog, name_field
from centre_desk.views.parts.fields import DateField
from centre_desk.views.parts.style import set_look

_SEATS = 5


class JuryDialog(FormDialog):
    """Up to five members; one presides."""

    def __init__(self, context: Context, parent: QWidget | None, sheet: MarksSheet) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Jury of {session}", session=sheet.session), verb=t("Name the jury"))
        self.setObjectName("jury")
        self.setMinimumWidth(600)
        self._exam_id = sheet.id
        self._group = QButtonGroup(self)
        self.names: list[QLineEdit] = []
        self.functions: list[QLineEdit] = []
        self.body.addWidget(self._lay_seats())
        self._show(sheet.jury or self._proposed())
        self.names[0].setFocus()

    def submit(self) -> None:
        """Put the jury in force."""
        chair = self._group.checkedId()
        seats = [
            JurySeat(name.text().strip(), function.text().strip(), number == chair)
            for number, (name, function) in enumerate(zip(self.names, self.functions, strict=True))
            if name.text().strip() or function.text().strip()
        ]
        store, exam_id, by, at = self.context.store, self._exam_id, self.context.actor(), self.context.now()
        self.act(lambda: set_jury(store, exam_id=exam_id, jury=seats, by=by, at=at))

    def _proposed(self) -> tuple[JurySeat, ...]:
        director = signatory_on(self.context.store, SignatoryKind.DIRECTOR, self.context.today(), self.words.language)
        return (JurySeat(director.name, director.function, True),) if director else ()

    def _show(self, jury: tuple[JurySeat, ...]) -> None:
        self._group.button(0).setChecked(True)
        for number, seat in enumerate(jury[:_SEATS]):
            self.names[number].setText(seat.name)
            self.functions[number].setText(seat.function)
            if seat.president:
                self._group.button(number).setChecked(True)

    def _lay_seats(self) -> QWidget:
        t = self.words.t
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        for column, title in enumerate((t("Name"), t("Function"), t("Presides"))):
            head = QLabel(title)
            set_look(head, "muted")
            grid.addWidget(head, 0, column)
        for number in range(_SEATS):
            name, function, chair = QLineEdit(), QLineEdit(), QRadioButton()
            name_field(name, f"jury_name_{number}", t("Member {number}: name", number=number + 1))
            name_field(function, f"jury_function_{number}", t("Member {number}: function", number=number + 1))
            name_field(chair, f"jury_president_{number}", t("Member {number} presides", number=number + 1))
            self._group.addButton(chair, number)
            self.names.append(name)
            self.functions.append(function)
            for column, field in enumerate((name, function, chair)):
                grid.addWidget(field, number + 1, column)
        return table


class DayDialog(FormDialog):
    """Day, place and incidents of an open exam."""

    def __init__(self, context: Context, parent: QWidget | None, sheet: MarksSheet) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Day, place, incidents"), verb=t("Save"))
        self.setObjectName("exam_change")
        self._exam_id = sheet.id
        self.held_on = DateField(self.words, context.today(), required=True)
        self.held_on.set_value(sheet.held_on)
        self.place = QLineEdit(sheet.place)
        self.incidents = QPlainTextEdit(sheet.incidents)
        self.incidents.setTabChangesFocus(True)
        self.incidents.setFixedHeight(84)
        self.add_field(t("Day of the exam"), self.held_on, "exam_day")
        self.add_field(t("Place"), self.place, "exam_place")
        self.add_field(t("Incidents"), self.incidents, "exam_incidents")

    def submit(self) -> None:
        """Save them."""
        day = self.held_on.value()
        if not self.ready() or day is None:
            return
        place, incidents = self.place.text(), self.incidents.toPlainText()
        store, exam_id, by, at = self.context.store, self._exam_id, self.context.actor(), self.context.now()
        self.act(
            lambda: change_exam(store, exam_id=exam_id, held_on=day, place=place, incidents=incidents, by=by, at=at)
        )
