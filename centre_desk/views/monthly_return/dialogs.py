"""The small forms of the report: exporting the package, the list of names, the sending, IOM's answer."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QWidget

from centre_desk.actions.done import Done
from centre_desk.actions.monthly_return import (
    close_month,
    export_name_list,
    export_return,
    mark_sent,
    record_answer,
    set_age_bands,
)
from centre_desk.queries.monthly_return.people import bounds_in_force
from centre_desk.rules.monthly_return import IomAnswer
from centre_desk.texts.formats import month_name
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog, form_button, name_field
from centre_desk.views.parts.fields import ChoiceField, DateField
from centre_desk.views.parts.style import set_look


class FolderField(QWidget):
    """A folder: typed, or chosen."""

    def __init__(self, label: str, choose: str) -> None:
        super().__init__()
        self._label = label
        self.text = QLineEdit(str(Path.home()))
        self.choose = form_button("folder_choose", choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.text, 1)
        row.addWidget(self.choose)
        self.setFocusProxy(self.text)
        self.choose.clicked.connect(self._choose)

    def join(self, dialog: FormDialog, name: str) -> None:
        """Stand in a form under a name."""
        name_field(self.text, name, self._label)
        caption = QLabel(self._label)
        caption.setBuddy(self.text)
        set_look(caption, "muted")
        dialog.form.addRow(caption, self)

    def path(self) -> Path:
        """Return the folder."""
        return Path(self.text.text().strip()).expanduser()

    def _choose(self) -> None:
        dialog = QFileDialog(self, self._label, self.text.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.text.setText)
        dialog.open()


class CloseDialog(FormDialog):
    """What closing does, and a note that the report carries."""

    def __init__(self, context: Context, parent: QWidget | None, month: str, warnings: int) -> None:
        t, said = context.words.t, month_name(month, context.words.language)
        super().__init__(context, parent, title=t("Close {month}", month=said), verb=t("Close and sign"))
        self.setObjectName("close_month")
        self._month = month
        text = t("A verified backup is made, the report is frozen, and nothing dated in the month changes any more.")
        lines = [text]
        if warnings:
            lines.append(
                self.words.n(
                    "{count} warning stays, and the report states it.",
                    "{count} warnings stay, and the report states them.",
                    warnings,
                )
            )
        self.explain("\n\n".join(lines), "close_explained")
        self.note = QLineEdit()
        self.add_field(t("Note for IOM"), self.note, "close_note")

    def submit(self) -> None:
        """Close the month."""
        store, month, note = self.context.store, self._month, self.note.text()
        by, at = self.context.actor(), self.context.now()
        self.act(lambda: close_month(store, month=month, note=note.strip(), by=by, at=at))


class ExportDialog(FormDialog):
    """Where the package goes, and in which language its workbook speaks."""

    def __init__(self, context: Context, parent: QWidget | None, month: str) -> None:
        t, said = context.words.t, month_name(month, context.words.language)
        super().__init__(context, parent, title=t("Export the report of {month}", month=said), verb=t("Export"))
        self.setObjectName("export_return")
        self.setMinimumWidth(520)
        self._month = month
        self.folder = FolderField(t("Folder"), t("Choose…"))
        self.language: ChoiceField[str] = ChoiceField([("fr", t("French")), ("en", t("English"))])
        self.language.set_value(self.words.language)
        self.folder.join(self, "export_folder")
        self.add_field(t("Language of the workbook"), self.language, "export_language")
        self.made = Path()

    def submit(self) -> None:
        """Write the package."""
        store, month, folder = self.context.store, self._month, self.folder.path()
        language, by, at = self.language.value() or "fr", self.context.actor(), self.context.now()

        def export() -> Done:
            done = export_return(store, month=month, folder=folder, language=language, by=by, at=at)
            self.made = done.path
            return done

        self.act(export)


class BandsDialog(FormDialog):
    """The last age of every band but the open one: `17, 29, 44`."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Age bands"), verb=t("Use these bands"))
        self.setObjectName("age_bands")
        with context.store.read() as db:
            now = [high for _, high in bounds_in_force(db) if high is not None]
        self.ages = QLineEdit(", ".join(str(age) for age in now))
        told = t(
            "The last age of each band, but for the last band: 17, 29, 44 or 17, 35. "
            "Age is at the start of the course."
        )
        self.explain(told, "bands_explained", "muted")
        self.add_field(t("Last ages"), self.ages, "bands_ages")

    def submit(self) -> None:
        """Put the bands in force."""
        try:
            ages = [int(text) for text in self.ages.text().replace(";", ",").split(",") if text.strip()]
        except ValueError:
            self.refusals.show_sentences([self.words.t("Write whole ages with commas between them: 17, 29, 44.")])
            return
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(lambda: set_age_bands(store, last_ages=ages, by=by, at=at))


class NamesDialog(FormDialog):
    """To whom the list of names goes, what for, and how it is closed: by an age key, else by a password."""

    def __init__(self, context: Context, parent: QWidget | None, month: str) -> None:
        t, said = context.words.t, month_name(month, context.words.language)
        super().__init__(context, parent, title=t("List of names of {month}", month=said), verb=t("Export"))
        self.setObjectName("export_names")
        self.setMinimumWidth(520)
        self._month = month
        self.recipient, self.purpose, self.key = QLineEdit(), QLineEdit(), QLineEdit()
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.folder = FolderField(t("Folder"), t("Choose…"))
        told = t("Only people who agreed to the transfer to IOM are on it. It never leaves in clear.")
        self.explain(told, "names_explained", "muted")
        self.add_field(t("Recipient"), self.recipient, "names_recipient")
        self.add_field(t("Purpose"), self.purpose, "names_purpose")
        self.add_field(t("Age key of the recipient"), self.key, "names_key")
        self.add_field(t("Or a password"), self.password, "names_password")
        self.folder.join(self, "names_folder")

    def submit(self) -> None:
        """Write the list, closed."""
        store, month, folder = self.context.store, self._month, self.folder.path()
        recipient, purpose = self.recipient.text(), self.purpose.text()
        key, password = self.key.text().strip(), self.password.text()
        language, by, at = self.words.language, self.context.actor(), self.context.now()
        self.act(
            lambda: export_name_list(
                store,
                month=month,
                folder=folder,
                recipient=recipient,
                purpose=purpose,
                age_key=key,
                password=password,
                language=language,
                by=by,
                at=at,
            )
        )


class SentDialog(FormDialog):
    """On which day the report was sent, and to whom: after it the month never opens again."""

    def __init__(self, context: Context, parent: QWidget | None, month: str) -> None:
        t, said = context.words.t, month_name(month, context.words.language)
        super().__init__(context, parent, title=t("The report of {month} was sent", month=said), verb=t("It was sent"))
        self.setObjectName("mark_sent")
        self._month = month
        self.day = DateField(self.words, context.today(), required=True)
        self.day.set_value(context.today())
        self.recipient = QLineEdit()
        told = t("From then on the month never opens again: later corrections go to the next report.")
        self.explain(told, "sent_explained", "muted")
        self.add_field(t("Sent on"), self.day, "sent_on")
        self.add_field(t("To whom"), self.recipient, "sent_to")

    def submit(self) -> None:
        """Say that it was sent."""
        day = self.day.value()
        if day is None:
            self.refusals.show_sentences([self.day.mark()])
            return
        store, month, recipient = self.context.store, self._month, self.recipient.text()
        by, at = self.context.actor(), self.context.now()
        self.act(lambda: mark_sent(store, month=month, recipient=recipient, sent_on=day, by=by, at=at))


class AnswerDialog(FormDialog):
    """What IOM answered."""

    def __init__(self, context: Context, parent: QWidget | None, month: str) -> None:
        t, said = context.words.t, month_name(month, context.words.language)
        title = t("IOM’s answer to the report of {month}", month=said)
        super().__init__(context, parent, title=title, verb=t("Record the answer"))
        self.setObjectName("record_answer")
        self._month = month
        self.answer: ChoiceField[IomAnswer] = ChoiceField([(one, self.words.word(one)) for one in IomAnswer])
        self.day = DateField(self.words, context.today(), required=True)
        self.day.set_value(context.today())
        self.note = QLineEdit()
        self.add_field(t("Answer"), self.answer, "answer")
        self.add_field(t("Answered on"), self.day, "answer_day")
        self.add_field(t("What was said"), self.note, "answer_note")

    def submit(self) -> None:
        """Record the answer."""
        day, answer = self.day.value(), self.answer.value()
        if day is None or answer is None:
            self.refusals.show_sentences([self.day.mark()])
            return
        store, month, note = self.context.store, self._month, self.note.text()
        by, at = self.context.actor(), self.context.now()
        self.act(lambda: record_answer(store, month=month, answer=answer, on_date=day, note=note, by=by, at=at))
