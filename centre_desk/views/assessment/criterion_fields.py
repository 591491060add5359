"""The fields of one criterion of a grid: named in French and, optionally, English; what it counts and what it stops.

A name that is left as it was keeps its English; another French name drops the English one that no longer fits.
"""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QCompleter, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from centre_desk.rules.assessment import MOST_POINTS, GridLine
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.parts.dialogs import name_field
from centre_desk.views.parts.fields import CountField
from centre_desk.views.parts.style import set_look

_MOST_WEIGHT = 99
_NAMES = ("competence", "label")


class CriterionFields(QWidget):
    """Edits one line at a time. `changed(line)`: what the fields say now."""

    changed = Signal(object)

    def __init__(self, words: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._line = self._first = GridLine("")
        self._competences: dict[str, str] = {}
        self.texts = {f"{name}_{language}": QLineEdit() for name in _NAMES for language in ("fr", "en")}
        self.weight = CountField(words, 1, _MOST_WEIGHT)
        self.points = CountField(words, 1, MOST_POINTS)
        self.threshold = CountField(words, 0, MOST_POINTS)
        self.eliminating, self.safety = QCheckBox(words.t("Eliminating")), QCheckBox(words.t("Safety"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        t = self._words.t
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(8)
        self._form.setVerticalSpacing(6)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, short, label in (
            ("competence_fr", t("Competence"), t("Competence")),
            ("competence_en", t("in English"), t("Competence in English")),
            ("label_fr", t("Criterion"), t("Criterion")),
            ("label_en", t("in English"), t("Criterion in English")),
        ):
            field = self.texts[name]
            field.setMaxLength(120 if name.startswith("competence") else 200)
            name_field(field, f"criterion_{name}", label)
            self._form.addRow(caption(short, field), field)
        for field in (self.texts["competence_en"], self.texts["label_en"]):
            field.setPlaceholderText(t("empty: as in French"))
        numbers = QHBoxLayout()
        numbers.setSpacing(8)
        for short, number, name, label in (
            (self._words.p("short", "Weight"), self.weight, "criterion_weight", t("Weight")),
            (t("Points"), self.points, "criterion_points", t("Points")),
            (t("Threshold"), self.threshold, "criterion_threshold", t("Threshold")),
        ):
            name_field(number, name, label)
            number.setFixedWidth(44)
            numbers.addWidget(caption(short, number))
            numbers.addWidget(number)
        numbers.addStretch(1)
        self._form.addRow(numbers)
        ticks = QHBoxLayout()
        for box, name in ((self.eliminating, "criterion_eliminating"), (self.safety, "criterion_safety")):
            name_field(box, name, box.text())
            ticks.addWidget(box)
        ticks.addStretch(1)
        self._form.addRow(ticks)

    def _connect(self) -> None:
        for name in _NAMES:
            self.texts[f"{name}_fr"].textEdited.connect(lambda _text, name=name: self._named(name))
            self.texts[f"{name}_en"].textEdited.connect(lambda _text: self._tell())
        self.texts["competence_fr"].editingFinished.connect(self._find_english)
        for field in (self.weight, self.points, self.threshold):
            field.counted.connect(lambda _number: self._tell())
        self.eliminating.clicked.connect(self._ticked)
        self.safety.clicked.connect(lambda _on: self._tell())

    def show_line(self, line: GridLine, first: GridLine) -> None:
        """Show a line; `first` is what it said when the form was opened, whose English is kept."""
        self._line, self._first = line, first
        for name, field in self.texts.items():
            field.setText(getattr(line, name))
            field.setCursorPosition(0)  # a long name is read from its beginning
        self.weight.set_value(line.weight)
        self.points.set_value(line.max_points)
        self.threshold.set_value(line.threshold_points)
        for field in (self.weight, self.points, self.threshold):
            field.mark()
        self.eliminating.setChecked(line.eliminating)
        self.safety.setChecked(line.safety)

    def know_competences(self, competences: Mapping[str, str]) -> None:
        """Propose the competences of the grid (French name -> English name) while one is typed."""
        self._competences = dict(competences)
        completer = QCompleter(sorted(filter(None, competences)), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.texts["competence_fr"].setCompleter(completer)

    def problems(self) -> list[str]:
        """Mark what cannot be read, and return what is wrong."""
        return [problem for field in (self.weight, self.points, self.threshold) if (problem := field.mark())]

    def focus_label(self) -> None:
        """Put the cursor where a criterion is named."""
        self.texts["label_fr"].setFocus()
        self.texts["label_fr"].selectAll()

    def _named(self, name: str) -> None:
        """Keep the English of a French name that is as it was; drop it where it no longer fits."""
        field, french = self.texts[f"{name}_en"], self.texts[f"{name}_fr"].text().strip()
        english = getattr(self._first, f"{name}_en")
        if french == getattr(self._first, f"{name}_fr"):
            field.setText(field.text() or english)
        elif field.text() == english:
            field.clear()
        self._tell()

    def _find_english(self) -> None:
        """Name a known competence in English as it is named elsewhere in the grid."""
        field = self.texts["competence_en"]
        known = self._competences.get(self.texts["competence_fr"].text().strip(), "")
        if known and not field.text():
            field.setText(known)
            self._tell()

    def _ticked(self, on: bool) -> None:
        """An eliminating criterion needs a threshold: half of its points are proposed."""
        if on and not self.threshold.value():
            self.threshold.set_value(max(1, (self.points.value() or 0) // 2))
        self._tell()

    def _tell(self) -> None:
        line = self._line
        self._line = replace(
            line,
            **{name: field.text().strip() for name, field in self.texts.items()},
            weight=_or(self.weight.value(), line.weight),
            max_points=_or(self.points.value(), line.max_points),
            threshold_points=_or(self.threshold.value(), line.threshold_points),
            eliminating=self.eliminating.isChecked(),
            safety=self.safety.isChecked(),
        )
        self.changed.emit(self._line)


def _or(value: int | None, before: int) -> int:
    return before if value is None else value


def caption(text: str, field: QWidget) -> QLabel:
    """Return the muted label of a field that stands in a row with others."""
    label = QLabel(text)
    label.setBuddy(field)
    set_look(label, "muted")
    return label
