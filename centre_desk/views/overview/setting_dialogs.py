"""The small form of one number that the centre sets: its field, what it does, and the usual value."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from centre_desk.actions.attendance import set_lock_days, set_point_threshold
from centre_desk.actions.claim import set_days_a_month, set_partial_month
from centre_desk.actions.done import Done
from centre_desk.actions.exam import set_mention_bounds
from centre_desk.actions.follow_up import set_months
from centre_desk.actions.monthly_return import set_recipient
from centre_desk.actions.overview.report_day import set_report_day
from centre_desk.actions.referral import set_case_pattern, set_minimum_age
from centre_desk.queries.overview.settings import SettingRow, Value, case_number_examples
from centre_desk.rules.attendance.alerts import AlertKind
from centre_desk.rules.claim import PartialMonth
from centre_desk.rules.exam import MENTION_BOUNDS, Mention
from centre_desk.rules.overview.settings import SettingField
from centre_desk.views.overview.setting_words import explain, say_value, title
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.fields import ChoiceField, CountField, MarkField

Act = Callable[[], Done]
_LEAST, _MOST = 0, 366


class SettingDialog(FormDialog):
    """The base: says what the number does and what is usual. A subclass adds its fields and says the `change`."""

    def __init__(self, context: Context, parent: QWidget | None, row: SettingRow) -> None:
        t = context.words.t
        super().__init__(context, parent, title=title(row, context.words), verb=t("Put in force"))
        self.row = row
        usual = t("Usual: {value}", value=say_value(row, row.usual, self.words))
        self.explain(usual, "setting_usual", "muted")
        self.explain(explain(row, self.words), "setting_explained")
        self.add_fields()

    def add_fields(self) -> None:
        """Add the fields, with the value in force."""
        raise NotImplementedError

    def change(self) -> Act | None:
        """Return the act that puts what is entered in force; None where a field is empty."""
        raise NotImplementedError

    def submit(self) -> None:
        """Put the value in force."""
        if self.ready() and (act := self.change()) is not None:
            self.act(act)


class NumberDialog(SettingDialog):
    """One whole number."""

    def add_fields(self) -> None:
        self.number = CountField(self.words, _LEAST, _MOST)
        self.number.set_value(int(str(self.row.value)))
        self.add_field(self.words.p("how many", "Number"), self.number, "setting_number")

    def change(self) -> Act | None:
        number = self.number.value()
        if number is None:
            return None
        store, by, at, field = self.context.store, self.context.actor(), self.context.now(), self.row.field
        if isinstance(field, AlertKind):
            return lambda: set_point_threshold(store, kind=field, value=number, by=by, at=at)
        acts: Mapping[SettingField, Act] = {
            SettingField.LOCK_DAYS: lambda: set_lock_days(store, site_id=self.row.site_id, days=number, by=by, at=at),
            SettingField.MINIMUM_AGE: lambda: set_minimum_age(store, age=number, by=by, at=at),
            SettingField.DAYS_A_MONTH: lambda: set_days_a_month(store, days=number, by=by, at=at),
            SettingField.REPORT_DAY: lambda: set_report_day(store, day=number, by=by, at=at),
        }
        return acts[field]


class PatternDialog(SettingDialog):
    """The form of case numbers, tried on true ones before it holds."""

    def add_fields(self) -> None:
        t = self.words.t
        self.pattern = QLineEdit(str(self.row.value))
        self.pattern.setPlaceholderText("ML10-2019-[0-9]{6}")
        self.examples = QPlainTextEdit("\n".join(case_number_examples(self.context.store)))
        self.examples.setTabChangesFocus(True)
        self.examples.setFixedHeight(72)
        self.add_field(t("Form (regular expression)"), self.pattern, "setting_pattern")
        self.add_field(t("True numbers, one a line"), self.examples, "setting_examples")

    def change(self) -> Act:
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        pattern, examples = self.pattern.text(), [one.strip() for one in self.examples.toPlainText().split("\n")]
        return lambda: set_case_pattern(store, pattern=pattern, examples=examples, by=by, at=at)


class MonthsDialog(SettingDialog):
    """Several months, as they are spoken: `3, 6, 12`."""

    def add_fields(self) -> None:
        self.months = QLineEdit(", ".join(str(month) for month in _numbers(self.row.value)))
        self.add_field(self.words.t("Months"), self.months, "setting_months")

    def change(self) -> Act | None:
        said = [part for part in self.months.text().replace(";", ",").replace(" ", ",").split(",") if part]
        if not all(part.isdecimal() for part in said):
            self.refusals.show_sentences([self.words.t("Write months as numbers, such as 3, 6, 12.")])
            self.months.setFocus()
            return None
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        months = [int(part) for part in said]
        return lambda: set_months(store, months=months, by=by, at=at)


class MentionsDialog(SettingDialog):
    """The mean from which on each mention holds."""

    def add_fields(self) -> None:
        self.bounds: dict[Mention, MarkField] = {}
        for mention, bound in zip(MENTION_BOUNDS, _numbers(self.row.value), strict=True):
            field = MarkField(self.words, required=True)
            field.set_value(bound)
            self.bounds[mention] = field
            self.add_field(self.words.word(mention), field, f"setting_{mention.value}")

    def change(self) -> Act:
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        bounds = {mention: field.value() or 0 for mention, field in self.bounds.items()}
        return lambda: set_mention_bounds(store, bounds=bounds, by=by, at=at)


class MethodDialog(SettingDialog):
    """What a part of a month counts against."""

    def add_fields(self) -> None:
        self.method = ChoiceField[PartialMonth]([(one, self.words.word(one)) for one in PartialMonth])
        self.method.set_value(PartialMonth(str(self.row.value)))
        self.add_field(self.words.t("Counts against"), self.method, "setting_method")

    def change(self) -> Act | None:
        method = self.method.value()
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        return None if method is None else lambda: set_partial_month(store, method=method, by=by, at=at)


class RecipientDialog(SettingDialog):
    """To whom the report goes."""

    def add_fields(self) -> None:
        self.name = QLineEdit(str(self.row.value))
        self.name.setMaxLength(120)
        self.add_field(self.words.t("Recipient"), self.name, "setting_recipient")

    def change(self) -> Act:
        store, by, at, name = self.context.store, self.context.actor(), self.context.now(), self.name.text()
        return lambda: set_recipient(store, recipient=name, by=by, at=at)


_DIALOGS: Mapping[SettingField | AlertKind, type[SettingDialog]] = {
    SettingField.CASE_PATTERN: PatternDialog,
    SettingField.VISIT_MONTHS: MonthsDialog,
    SettingField.MENTIONS: MentionsDialog,
    SettingField.PARTIAL_MONTH: MethodDialog,
    SettingField.RECIPIENT: RecipientDialog,
}


def dialog_for(context: Context, parent: QWidget | None, row: SettingRow) -> SettingDialog:
    """Make the form of a number."""
    return _DIALOGS.get(row.field, NumberDialog)(context, parent, row)


def _numbers(value: Value) -> tuple[int, ...]:
    return value if isinstance(value, tuple) else ()
