"""A form of two columns: twelve fields on a small screen, or the more that a correction may touch."""

from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLabel, QWidget

from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog, name_field
from centre_desk.views.parts.fields import ReadingField
from centre_desk.views.parts.style import set_look

_ROWS = 6
_WIDTH = 650


class PairedForm(FormDialog):
    """The first `rows` fields stand at the left, the others at the right; Tab goes down the left column first."""

    def __init__(
        self, context: Context, parent: QWidget | None, *, title: str, verb: str, rows: int = _ROWS
    ) -> None:
        super().__init__(context, parent, title=title, verb=verb)
        self._rows = rows
        self.setMinimumWidth(_WIDTH)
        self.fields_shown: list[QWidget] = []
        self._columns = (QFormLayout(), QFormLayout())
        row = QHBoxLayout()
        row.setSpacing(20)
        for column in self._columns:
            column.setHorizontalSpacing(12)
            column.setVerticalSpacing(8)
            column.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
            row.addLayout(column, 1)
        self.body.addLayout(row)

    def add_field(self, label: str, field: QWidget, name: str) -> None:
        """Add a field to the column that has room."""
        name_field(field, name, label)
        caption = QLabel(label)
        caption.setBuddy(field)
        set_look(caption, "muted")
        if not self.fields_shown:
            field.setFocus()
        if isinstance(field, QComboBox):  # the longest choice must not push the columns apart
            field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            field.setMinimumContentsLength(8)
        self._add_row(caption, field)

    def add_captioned(self, caption: QWidget, field: QWidget, name: str, label: str) -> None:
        """Add a field whose caption is itself to be worked with: a kind to choose, beside what it is the kind of."""
        name_field(field, name, label)
        self._add_row(caption, field)

    def _add_row(self, caption: QWidget, field: QWidget) -> None:
        self._columns[len(self.fields_shown) // self._rows].addRow(caption, field)
        self.fields_shown.append(field)

    def ready(self) -> bool:
        """Check the fields; say what is wrong, put the cursor there, and tell whether all is well."""
        wrong = [(field, field.mark()) for field in self.fields_shown if isinstance(field, ReadingField)]
        problems = [(field, problem) for field, problem in wrong if problem]
        self.refusals.show_sentences(problem for _, problem in problems)
        if problems:
            problems[0][0].setFocus()
        return not problems
