"""The small forms of the roll: a half-day not held, a reason for several days, sheets, corrections."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from centre_desk.actions.attendance import (
    correct_closed_mark,
    receive_sheet,
    record_excuse,
    record_not_held,
)
from centre_desk.queries.attendance.grid import GridHalfDay, GridPerson, SheetRow
from centre_desk.rules.attendance import ExcuseReason, MarkValue, NotHeldReason
from centre_desk.rules.attendance.quick import number_width, numbered
from centre_desk.rules.refusal import refusal
from centre_desk.texts.formats import short_date
from centre_desk.views.attendance.head_bar import short_words
from centre_desk.views.attendance.roll_grid import day_words
from centre_desk.views.desk.scan_field import ScanField, read_scan
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.fields import ChoiceField, DateField
from centre_desk.views.parts.numerals import unshifted_digits


class NotHeldDialog(FormDialog):
    """Why a half-day was not held, whether it is paid, and who decided so."""

    def __init__(self, context: Context, parent: QWidget | None, half: GridHalfDay) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Half-day not held"), verb=t("Record"))
        self._half = half
        self.title.setText(t("Not held: {day}", day=day_words(half, self.words)))
        self.reason = ChoiceField[NotHeldReason]([(one, self.words.word(one)) for one in NotHeldReason])
        self.paid = ChoiceField[bool]([(True, t("yes, it is paid")), (False, t("no, it is not paid"))])
        self.paid.setCurrentIndex(-1)
        self.decided_by = QLineEdit()
        self.document = QLineEdit()
        self.add_field(t("Reason"), self.reason, "not_held_reason")
        self.add_field(t("Is it paid?"), self.paid, "not_held_paid")
        self.add_field(t("Decided by"), self.decided_by, "not_held_decided_by")
        self.scan = ScanField(self.words, name="not_held_scan")
        self.add_field(t("Document"), self.document, "not_held_document")
        self.add_field(t("Scan of the document"), self.scan, "not_held_scan")

    def submit(self) -> None:
        """Record the half-day as not held."""
        reason, paid = self.reason.value(), self.paid.value()
        unsaid = [(self.paid, self.words.t("Say whether this half-day is paid."))] if paid is None else []
        missing: list[tuple[QWidget, str]] = [*unsaid]
        if not self.decided_by.text().strip():
            missing.append((self.decided_by, self.words.refusal(refusal("attendance.no_decider"))))
        if reason is None or paid is None or missing:
            self.refusals.show_sentences([sentence for _, sentence in missing])
            missing[0][0].setFocus()
            return
        store, by, at, slot_id = self.context.store, self.context.actor(), self.context.now(), self._half.slot_id
        decided_by, document, scan = self.decided_by.text(), self.document.text(), self.scan.path()
        self.act(
            lambda: record_not_held(
                store,
                slot_id=slot_id,
                reason=reason,
                paid=paid,
                decided_by=decided_by,
                document=document,
                scan=read_scan(scan),
                by=by,
                at=at,
            )
        )


class ExcuseDialog(FormDialog):
    """A known reason from a day to a day: it pre-fills the rolls to come."""

    def __init__(
        self, context: Context, parent: QWidget | None, people: Sequence[GridPerson], chosen: int, day: date
    ) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Excused absence"), verb=t("Record"))
        today = context.today()
        width = number_width(p.number for p in people)
        named = [(p.person_id, f"{numbered(p.number, width)} {p.name} {p.second_key}".strip()) for p in people]
        self.person = ChoiceField[int](named)
        self.person.setCurrentIndex(-1)  # nobody is excused by an Enter too many
        self.person.set_value(chosen)
        self.first = DateField(self.words, today, required=True)
        self.last = DateField(self.words, today, required=True)
        self.first.set_value(day)
        self.last.set_value(day)
        self.reason = ChoiceField[ExcuseReason]([(one, self.words.word(one)) for one in ExcuseReason])
        self.reason.setCurrentIndex(-1)
        self.document = QLineEdit()
        self.entered = QCheckBox(t("Excuse the absences already entered too"))
        self.entered.setObjectName("excuse_entered")
        self.entered.setChecked(True)
        self.add_field(t("Trainee"), self.person, "excuse_person")
        self.add_field(t("First day"), self.first, "excuse_first")
        self.add_field(t("Last day"), self.last, "excuse_last")
        self.add_field(t("Reason"), self.reason, "excuse_reason")
        self.scan = ScanField(self.words, name="excuse_scan")
        self.add_field(t("Document"), self.document, "excuse_document")
        self.add_field(t("Scan of the document"), self.scan, "excuse_scan")
        self.form.addRow("", self.entered)

    def submit(self) -> None:
        """Record the reason."""
        person, reason = self.person.value(), self.reason.value()
        first, last = self.first.value(), self.last.value()
        t = self.words.t
        asked: tuple[tuple[QWidget, str], ...] = (
            (self.person, "" if person is not None else t("Choose who was away.")),
            (self.first, self.first.mark()),
            (self.last, self.last.mark()),
            (self.reason, "" if reason is not None else t("Choose why.")),
        )
        missing = [(field, sentence) for field, sentence in asked if sentence]
        self.refusals.show_sentences([sentence for _, sentence in missing])
        if missing:
            missing[0][0].setFocus()
        if person is None or reason is None or first is None or last is None:
            return
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        document, entered, scan = self.document.text(), self.entered.isChecked(), self.scan.path()
        self.act(
            lambda: record_excuse(
                store,
                person_id=person,
                first_day=first,
                last_day=last,
                reason=reason,
                document=document,
                excuse_entered=entered,
                scan=read_scan(scan),
                by=by,
                at=at,
            )
        )


class ReceiptDialog(FormDialog):
    """The day on which a signed sheet came in; one that was noted already is put right with a reason."""

    def __init__(self, context: Context, parent: QWidget | None, sheet: SheetRow) -> None:
        t = context.words.t
        title = t("Sheet no. {number} received", number=sheet.number)
        super().__init__(context, parent, title=title, verb=t("Record"))
        self._sheet = sheet
        self.day = DateField(self.words, context.today(), required=True)
        self.day.set_value(sheet.received_on or context.today())
        self.add_field(t("Received on"), self.day, "sheet_received_on")
        self.reason = QLineEdit()
        if sheet.received_on is not None:
            self.add_field(t("Reason of the change"), self.reason, "sheet_reason")
            noted = t("Noted already: {day}. Another day needs a reason; entry locks by the earliest.",
                      day=short_date(sheet.received_on))
            self.explain(noted, "sheet_noted", "muted")

    def submit(self) -> None:
        """Record the day of receipt."""
        day, problem = self.day.value(), self.day.mark()
        if day is None:
            self.refusals.show_sentences([problem])
            return
        store, by, at, sheet_id = self.context.store, self.context.actor(), self.context.now(), self._sheet.id
        reason = self.reason.text()
        self.act(lambda: receive_sheet(store, sheet_id=sheet_id, received_on=day, reason=reason, by=by, at=at))


class ClosedMarkDialog(FormDialog):
    """What was learnt about one mark of a closed month: recorded beside it, with a reason."""

    def __init__(self, context: Context, parent: QWidget | None, person: GridPerson, half: GridHalfDay) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Correct a closed month"), verb=t("Record the correction"))
        self._person, self._half = person, half
        self.title.setText(f"{person.name}, {day_words(half, self.words)}")
        self.mark = ChoiceField[MarkValue]([(one, f"{one.value} {self.words.word(one)}") for one in MarkValue])
        self.reason = QLineEdit()
        self.add_field(t("True mark"), self.mark, "closed_mark")
        self.add_field(t("Reason"), self.reason, "closed_reason")

    def submit(self) -> None:
        """Record the correction."""
        value, reason = self.mark.value(), self.reason.text()
        if value is None:
            return
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        slot_id, enrolment_id = self._half.slot_id, self._person.enrolment_id
        self.act(
            lambda: correct_closed_mark(
                store, slot_id=slot_id, enrolment_id=enrolment_id, value=value, reason=reason, by=by, at=at
            )
        )


class CorrectionDialog(FormDialog):
    """What a save of the grid still needs: why earlier rolls change, and signatures that were counted again."""

    def __init__(
        self,
        context: Context,
        parent: QWidget | None,
        recounts: Sequence[tuple[GridHalfDay, int]],
        save: Callable[["CorrectionDialog"], None],
    ) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Correct validated rolls"), verb=t("Save the corrections"))
        self._save = save
        self.reason = QLineEdit()
        self.add_field(t("Reason"), self.reason, "correction_reason")
        self._counts: dict[int, QLineEdit] = {}
        for half, present in recounts:
            field = QLineEdit(str(half.signatures or 0))
            field.setToolTip(context.words.n("{count} present", "{count} present", present))
            self._counts[half.slot_id] = field
            label = t("Signatures, {day}", day=short_words(half, self.words))
            self.add_field(label, field, f"correction_count_{half.slot_id}")

    def signatures(self) -> dict[int, int]:
        """Return the signatures counted again, by slot."""
        read = {slot_id: unshifted_digits(field.text().strip()) for slot_id, field in self._counts.items()}
        return {slot_id: int(text) for slot_id, text in read.items() if text.isdecimal()}

    def submit(self) -> None:
        """Save the grid with what was asked for; a count that cannot be read is asked for again."""
        if len(self.signatures()) < len(self._counts):
            self.refusals.show_sentences([self.words.t("Write the signatures as a number.")])
            return
        self._save(self)
