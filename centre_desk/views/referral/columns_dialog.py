"""What each column of a file means, put right once: it is remembered for every file with the same headers."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QLabel, QScrollArea, QWidget

from centre_desk.papers.referral.reading import NAMING, ReferralList
from centre_desk.rules.referral.fields import Field
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog, name_field
from centre_desk.views.parts.fields import ChoiceField
from centre_desk.views.parts.style import set_look


class ColumnsDialog(FormDialog):
    """One choice a header; `settled` hands the mapping on (header -> field, empty: not used)."""

    settled = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None, referrals: ReferralList) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Columns of the file"), verb=t("Read again like this"))
        self.setObjectName("columns_dialog")
        self._choices: dict[str, ChoiceField[Field | None]] = {}
        page = QWidget()
        page.setProperty("look", "page")
        form = QFormLayout(page)
        words = self.words
        meanings: list[tuple[Field | None, str]] = [(None, words.t("not used"))]
        meanings += sorted(((f, words.word(f)) for f in Field), key=lambda item: item[1])
        for number, column in enumerate(referrals.columns):
            field: ChoiceField[Field | None] = ChoiceField(meanings)
            name_field(field, f"column_{number}", column.header)
            field.setCurrentIndex(0)
            if column.field is not None:
                field.set_value(column.field)
            example = words.t("e.g. {text}", text=column.sample) if column.sample else ""
            label = QLabel("\n".join(part for part in (column.header, example) if part))
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setBuddy(field)
            set_look(label, "muted")
            form.addRow(label, field)
            self._choices[column.header] = field
        scroll = QScrollArea()
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setMinimumHeight(300)
        self.body.addWidget(scroll, 1)

    def submit(self) -> None:
        """Hand the mapping on; one meaning stands once, and one column names the people."""
        chosen = {header: field.value() for header, field in self._choices.items()}
        used = [f for f in chosen.values() if f is not None and f not in (Field.SEQUENCE, Field.OTHER_PERSON)]
        twice = sorted({self.words.word(f) for f in used if used.count(f) > 1})
        if twice:
            sentence = self.words.t("Two columns mean the same: {fields}.", fields=", ".join(twice))
            self.refusals.show_sentences([sentence])
            return
        if NAMING.isdisjoint(used):
            self.refusals.show_sentences([self.words.t("Say which column holds the name or the case number.")])
            return
        self.settled.emit({header: f.value if f else "" for header, f in chosen.items()})
        self.accept()
