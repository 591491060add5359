"""Small forms that change a planned session: again from another day, places, trainer."""

from datetime import date, timedelta

from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget

from centre_desk.actions.course.planning import change_session, duplicate_session
from centre_desk.actions.course.running import assign_trainer, correct_trainer, remove_trainer
from centre_desk.queries.centre import sites_rows, trainers_rows
from centre_desk.queries.course import SessionSheet, preview_plan, trainer_clashes
from centre_desk.rules.course.session import CONDITIONS, LARGEST, TrainerStay
from centre_desk.rules.course.timetable import main_week
from centre_desk.views.course.phrases import clash, said_plan, stay_words
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog, name_field
from centre_desk.views.parts.fields import ChoiceField, CountField, DateField, beside
from centre_desk.views.parts.style import set_look


class DuplicateDialog(FormDialog):
    """The same session again: only its first day is asked."""

    def __init__(self, context: Context, parent: QWidget | None, sheet: SessionSheet) -> None:
        t = context.words.t
        title = t("Duplicate {session}", session=sheet.row.name)
        super().__init__(context, parent, title=title, verb=t("Plan it again"))
        self.setObjectName("duplicate_session")
        self._sheet = sheet
        self.start = DateField(self.words, context.today(), required=True)
        self.start.set_value(_next_monday(max(sheet.row.end_on, context.today())))
        self.preview = _preview_line()
        self.add_field(t("First day"), self.start, "duplicate_start")
        self.clashes = _preview_line()
        self.clashes.setObjectName("plan_clashes")
        set_look(self.clashes, "bad")
        self.body.addWidget(self.preview)
        self.body.addWidget(self.clashes)
        self.start.textChanged.connect(lambda _text: self._show_plan())
        self._show_plan()

    def _show_plan(self) -> None:
        start, row, sheet = self.start.value(), self._sheet.row, self._sheet
        week = main_week(sheet.patterns, row.start, row.end_on)
        plan = None
        if start is not None and week is not None:
            plan = preview_plan(
                self.context.store,
                patterns=(week,),
                start=start,
                half_days=row.half_days,
                trainer_ids=sheet.staying(),
                classroom_id=sheet.classroom_id,
                usual=row.quarters_per_half_day,
            )
        self.preview.setText(said_plan(plan, self.words) if plan and plan.end_on else "")
        self.clashes.setText("\n".join(clash(found, self.words) for found in plan.clashes) if plan else "")
        self.clashes.setVisible(bool(self.clashes.text()))
        self._fit()

    def submit(self) -> None:
        """Plan it again."""
        start = self.start.value()
        if start is None:
            self.refusals.show_sentences([self.start.mark()])
            return
        store, number = self.context.store, self._sheet.row.id
        by, at = self.context.actor(), self.context.now()
        self.act(lambda: duplicate_session(store, session_id=number, start=start, by=by, at=at))


class ChangeDialog(FormDialog):
    """Name, places and classroom."""

    def __init__(self, context: Context, parent: QWidget | None, sheet: SessionSheet) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Change {session}", session=sheet.row.name), verb=t("Save"))
        self.setObjectName("change_session")
        self._sheet = sheet
        self.name = QLineEdit(sheet.row.name)
        self.places = CountField(self.words, 1, LARGEST)
        self.places.set_value(sheet.row.capacity)
        self.room: ChoiceField[int] = ChoiceField(self._rooms())
        self.room.set_value(sheet.classroom_id or 0)
        self.add_field(t("Name"), self.name, "change_name")
        self.add_field(t("Places"), self.places, "change_places")
        self.conditions = QLineEdit(sheet.row.conditions)
        self.conditions.setMaxLength(CONDITIONS)
        self.conditions.setPlaceholderText(t("shown in the catalogue: age, reading, tools…"))
        self.add_field(t("Classroom"), self.room, "change_room")
        self.add_field(t("Conditions"), self.conditions, "change_conditions")

    def _rooms(self) -> list[tuple[int, str]]:
        rooms = [r for s in sites_rows(self.context.store) if s.id == self._sheet.site_id for r in s.classrooms]
        return [(0, self.words.t("none")), *((r.id, f"{r.name} ({r.capacity})") for r in rooms)]

    def submit(self) -> None:
        """Save the changes."""
        store, number, name = self.context.store, self._sheet.row.id, self.name.text()
        places, room = self.places.value(), self.room.value() or None
        if places is None:
            self.refusals.show_sentences([self.places.mark()])
            return
        by, at, conditions = self.context.actor(), self.context.now(), self.conditions.text()
        self.act(
            lambda: change_session(
                store,
                session_id=number,
                name=name,
                capacity=places,
                classroom_id=room,
                conditions=conditions,
                by=by,
                at=at,
            )
        )


class TrainerDialog(FormDialog):
    """A trainer for the session, or in place of another for some days."""

    def __init__(self, context: Context, parent: QWidget | None, sheet: SessionSheet) -> None:
        t = context.words.t
        title = t("Trainer of {session}", session=sheet.row.name)
        super().__init__(context, parent, title=title, verb=t("Give the session"))
        self.setObjectName("assign_trainer")
        self._sheet = sheet
        rows = trainers_rows(context.store, sheet.row.trade_id, on=context.today())
        self.trainer: ChoiceField[int] = ChoiceField([(row.id, row.name) for row in rows])
        now = dict.fromkeys((stay.trainer_id, stay.name) for stay in sheet.trainers)
        self.replaces: ChoiceField[int] = ChoiceField([*now, (0, t("nobody: they teach together"))])
        self.first = DateField(self.words, context.today(), required=True)
        self.first.set_value(max(sheet.row.start, min(context.today(), sheet.row.end_on)))
        self.last = DateField(self.words, context.today())
        self.last.setPlaceholderText(t("to the end"))
        self.add_field(t("Trainer"), self.trainer, "trainer_new")
        self.add_field(t("In place of"), self.replaces, "trainer_replaces")
        self.add_field(t("First day"), self.first, "trainer_first")
        self.add_field(t("Last day"), self.last, "trainer_last")
        self.clashes = _preview_line()
        self.clashes.setObjectName("trainer_clashes")
        self.body.addWidget(self.clashes)
        self.trainer.currentIndexChanged.connect(lambda _n: self._show_clashes())
        for field in (self.first, self.last):
            field.textChanged.connect(lambda _text: self._show_clashes())
        self._show_clashes()

    def _show_clashes(self) -> None:
        """Say before it is saved whom the trainer would teach at the same time: a point to check, no refusal."""
        trainer, first, last = self.trainer.value(), self.first.value(), self.last.value()
        if trainer is None or first is None:
            self.clashes.clear()
            return
        found = trainer_clashes(self.context.store, self._sheet.row.id, trainer, first, last)
        self.clashes.setText("\n".join(clash(one, self.words) for one in found))
        self._fit()

    def submit(self) -> None:
        """Give the session to the trainer."""
        trainer, first, last = self.trainer.value(), self.first.value(), self.last.value()
        wrong = [*filter(None, (self.first.mark(), self.last.mark()))]
        if trainer is None:
            wrong.append(self.words.t("Nobody is qualified for this trade. Add a trainer in the settings first."))
        if wrong or trainer is None or first is None:
            self.refusals.show_sentences(wrong)
            return
        store, number, replaces = self.context.store, self._sheet.row.id, self.replaces.value() or None
        by, at = self.context.actor(), self.context.now()
        self.act(
            lambda: assign_trainer(
                store,
                session_id=number,
                trainer_id=trainer,
                first_day=first,
                last_day=last,
                replaces=replaces,
                by=by,
                at=at,
            )
        )


class StaysDialog(FormDialog):
    """The days of a trainer put right, or somebody taken out who was named by mistake."""

    def __init__(self, context: Context, parent: QWidget | None, sheet: SessionSheet) -> None:
        t = context.words.t
        title = t("Days of the trainers of {session}", session=sheet.row.name)
        super().__init__(context, parent, title=title, verb=t("Correct the days"))
        self.setObjectName("trainer_stays")
        self._sheet = sheet
        stays = sorted(sheet.trainers, key=lambda stay: stay.first_day)
        self.stay: ChoiceField[TrainerStay] = ChoiceField([(s, stay_words(s, sheet.row, self.words)) for s in stays])
        self.first = DateField(self.words, context.today(), required=True)
        self.last = DateField(self.words, context.today())
        self.last.setPlaceholderText(t("to the end"))
        self.never = QCheckBox(t("was not a trainer of this session"))
        self.reason = QLineEdit()
        self.add_field(t("Trainer"), self.stay, "stay_trainer")
        self.add_field(t("First and last day"), beside(self.first, self.last), "stay_days")
        name_field(self.first, "stay_first", t("First day"))
        name_field(self.last, "stay_last", t("Last day"))
        self.add_field("", self.never, "stay_never")
        self.never.setAccessibleName(self.never.text())
        self.add_field(t("Reason"), self.reason, "stay_reason")
        self.stay.currentIndexChanged.connect(lambda _n: self._show_stay())
        self.never.toggled.connect(self._say)
        self._show_stay()

    def _show_stay(self) -> None:
        stay = self.stay.value()
        self.first.set_value(stay.first_day if stay else None)
        self.last.set_value(stay.last_day if stay else None)

    def _say(self, never: bool) -> None:
        for field in (self.first, self.last):
            field.setEnabled(not never)
        self.verb.setText(self.words.t("Take the trainer out") if never else self.words.t("Correct the days"))
        self.verb.setAccessibleName(self.verb.text())

    def submit(self) -> None:
        """Correct the days, or take the trainer out."""
        stay, first, last, reason = self.stay.value(), self.first.value(), self.last.value(), self.reason.text()
        wrong = [*filter(None, (self.first.mark(), self.last.mark()))]
        if stay is None or first is None or wrong:
            self.refusals.show_sentences(wrong)
            return
        store, number, by, at = self.context.store, stay.id, self.context.actor(), self.context.now()
        if self.never.isChecked():
            self.act(lambda: remove_trainer(store, stay_id=number, reason=reason, by=by, at=at))
        else:
            self.act(
                lambda: correct_trainer(
                    store, stay_id=number, first_day=first, last_day=last, reason=reason, by=by, at=at
                )
            )


def _next_monday(day: date) -> date:
    return day + timedelta(days=7 - day.weekday())


def _preview_line() -> QLabel:
    label = QLabel()
    label.setObjectName("plan_preview")
    label.setWordWrap(True)
    set_look(label, "muted")
    return label
