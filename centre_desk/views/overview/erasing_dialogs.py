"""The forms of retention: until when a project's files are kept, and making files anonymous for ever.

It cannot be undone, so the form counts what goes and says what stays, and why, before it happens.
"""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from centre_desk.actions.overview.people import anonymise_people, set_retention
from centre_desk.queries.overview.erasing import ErasureSheet, erasure_sheet
from centre_desk.queries.overview.retention import OverRow, ProjectRow
from centre_desk.rules.overview import Stays
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import grouped, short_date
from centre_desk.views.overview.people_dialogs import PersonPicker
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog, name_field
from centre_desk.views.parts.fields import ChoiceField, DateField
from centre_desk.views.parts.style import set_look

_ALWAYS = frozenset({Stays.FIGURES, Stays.COPIES, Stays.SHARED_WORDS})
_NAMED = 6
_LEAST, _WHOLE, _REST = 140, 376, 340
"""Heights of the list: at least, when all of it is seen, and of what stands around it on the screen."""


def erasure_lines(sheet: ErasureSheet, words: Catalogue) -> list[str]:
    """Return what goes, counted, and what stays and why, one line each."""
    t, language = words.t, words.language
    lines = [t("What goes for ever:")]
    lines += [f"{grouped(count, language)} × {words.word(one)}" for one, count in sheet.goes.items() if count]
    lines += ["", t("What stays, and why:")]
    for one, count in sheet.stays.items():
        if count:
            counted = "–" if one in _ALWAYS else f"{grouped(count, language)} ×"
            lines.append(f"{counted} {words.word(one)}")
    return lines


class _Told(QPlainTextEdit):
    """Text to be read, as high as the screen has room for beside the form around it."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)

    def sizeHint(self) -> QSize:
        room = self.screen().availableGeometry().height() - _REST
        return QSize(super().sizeHint().width(), max(_LEAST, min(_WHOLE, room)))


class _EraseForm(FormDialog):
    """Asks why, and shows what would be taken and left of the people chosen."""

    def __init__(self, context: Context, parent: QWidget | None, *, title: str) -> None:
        super().__init__(context, parent, title=title, verb=context.words.t("Erase for ever"))
        t = self.words.t
        self.setMinimumWidth(620)
        self.told = _Told()
        name_field(self.told, "erase_told", t("What goes and what stays"))
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(t("without a name: this reason stays"))

    def add_reason(self) -> None:
        """Put the reason and the list below the fields of the form."""
        self.add_field(self.words.t("Reason"), self.reason, "act_reason")
        self.body.addWidget(self.told, 1)

    def tell(self, people: Sequence[int]) -> None:
        """Show what would be taken from these people and left."""
        lines = erasure_lines(erasure_sheet(self.context.store, people), self.words) if people else []
        self.told.setPlainText("\n".join(lines))

    def erase(self, people: Sequence[int], *, asked: bool) -> None:
        """Take everything personal from the files of these people."""
        store, by, at, reason = self.context.store, self.context.actor(), self.context.now(), self.reason.text()
        chosen = list(people)
        self.act_long(
            lambda report: anonymise_people(
                store, people=chosen, reason=reason, asked_by_person=asked, by=by, at=at, report=report
            )
        )


class AnonymiseDialog(_EraseForm):
    """Makes one file anonymous, found by name or number; also before its time, when the person asks."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Make a file anonymous"))
        self.setObjectName("anonymise_dialog")
        self.picker = PersonPicker(context, self._show, label=t("Person"), name="person")
        self.asked = QCheckBox(t("the person asks for it, before the retention is over"))
        self.form.addRow(self.picker)
        self.add_field(t("Request"), self.asked, "asked_by_person")
        self.add_reason()

    def submit(self) -> None:
        """Erase the person found."""
        person = self.picker.chosen()
        if person is None:
            self.refusals.show_sentences([self.words.t("Find each person by name or number first.")])
            return
        self.erase([person], asked=self.asked.isChecked())

    def _show(self) -> None:
        person = self.picker.chosen()
        self.tell([person] if person is not None else [])


class EraseOverDialog(_EraseForm):
    """Makes several files anonymous whose time is over."""

    def __init__(self, context: Context, parent: QWidget | None, rows: Sequence[OverRow]) -> None:
        words = context.words
        title = words.n("Make {count} file anonymous", "Make {count} files anonymous", len(rows))
        super().__init__(context, parent, title=title)
        self.setObjectName("erase_over_dialog")
        self._people = [row.id for row in rows]
        names = " · ".join(row.name for row in rows[:_NAMED]) + (" …" if len(rows) > _NAMED else "")
        shown = QLabel(names)
        shown.setWordWrap(True)
        set_look(shown, "muted")
        name_field(shown, "erase_names", words.t("Files"))
        self.form.addRow(shown)
        self.add_reason()
        self.reason.setText(words.t("retention over"))
        self.tell(self._people)

    def submit(self) -> None:
        """Erase them all, or none."""
        self.erase(self._people, asked=False)


class RetentionDialog(FormDialog):
    """Says until when the files of a project are kept."""

    def __init__(
        self, context: Context, parent: QWidget | None, projects: Sequence[ProjectRow], chosen: ProjectRow | None
    ) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Until when files are kept"), verb=t("Set the date"))
        self.setObjectName("retention_dialog")
        named = [(row.id, " · ".join(one for one in (row.number, row.project) if one)) for row in projects]
        self.agreement: ChoiceField[int | None] = ChoiceField(named or [(None, "—")])
        self.until = DateField(self.words, context.today(), required=True)
        if chosen is not None:
            self.agreement.set_value(chosen.id)
            self.until.set_value(chosen.keep_until)
        self.add_field(t("Agreement"), self.agreement, "retention_agreement")
        self.add_field(t("Kept until"), self.until, "retention_until")

    def submit(self) -> None:
        """Write the date."""
        until, agreement = self.until.value(), self.agreement.value()
        if not self.ready() or until is None or agreement is None:
            return
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(lambda: set_retention(store, agreement_id=agreement, until=until, by=by, at=at))


def until_words(row: ProjectRow, words: Catalogue) -> str:
    """Return the date of a project, or that none is set."""
    return short_date(row.keep_until, words.language) if row.keep_until else words.t("not set")
