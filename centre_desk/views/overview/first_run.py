"""The first run, three pages: the centre, the director's account, then the recovery sheet and the start.

Facts: *First run* of screens; no tutorial. The desk is made between the second page and the third.
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from centre_desk.actions.overview.founding import Founded, found_desk
from centre_desk.papers.desk import RecoverySheet, draw_recovery_sheet
from centre_desk.places import desks_folder
from centre_desk.views.desk.folder_field import FolderField
from centre_desk.views.desk.password_dialog import password_field
from centre_desk.views.parts.cards import link_button
from centre_desk.views.parts.context import Tools
from centre_desk.views.parts.dialogs import PlainForm, form_button, name_field
from centre_desk.views.parts.print import open_paper
from centre_desk.views.parts.stepper import Stepper
from centre_desk.views.parts.style import set_look
from centre_desk.views.runner import Report

CENTRE, ACCOUNT, START = range(3)


class FirstRun(PlainForm):
    """Makes the desk of a centre. `founded(store, actor)` hands it on; `wants_demonstration` leads there."""

    founded = Signal(object, object)
    wants_demonstration = Signal()

    def __init__(self, tools: Tools, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        t = tools.words.t
        super().__init__(tools, parent, title=t("Welcome to Centre Desk"), verb=t("Next"))
        self.setObjectName("first_run")
        self.setMinimumWidth(560)
        self.show_work(tools)
        self._clock = clock
        self._made: Founded | None = None
        self._printed = False
        steps = (t("Centre"), t("Director’s account"), self.words.p("verb", "Start"))
        self.steps = Stepper(self.words, steps, name="first_run_steps")
        self.pages = QStackedWidget()
        self.pages.addWidget(self._centre_page())
        self.pages.addWidget(self._account_page())
        self.pages.addWidget(self._start_page())
        self.body.addWidget(self.steps)
        self.body.addWidget(self.pages)
        self.dismiss.setText(t("Quit"))
        self.code.textEdited.connect(self._propose_folder)
        self._propose_folder("")
        self.centre.setFocus()

    def submit(self) -> None:
        """Go on: to the account, then make the desk, then start."""
        here = self.pages.currentIndex()
        if here == CENTRE:
            self._to_account()
        elif here == ACCOUNT:
            self._found()
        elif self._printed:
            self._start()
        else:
            sentence = self.words.t("Open the recovery sheet and print it first: without it, a lost password "
                                    "loses the desk.")  # fmt: skip
            self.refusals.show_sentences([sentence])

    def print_sheet(self) -> None:
        """Open the recovery sheet in the system's viewer, to be printed there."""
        if self._made is None:
            return
        sheet = RecoverySheet(
            centre=self.centre.text().strip(),
            town=self.town.text().strip(),
            folder=str(self.folder.folder()),
            recovery_code=self._made.recovery_code,
            made_on=self._clock().date(),
        )
        try:
            open_paper(draw_recovery_sheet(sheet, self.words), self.words.t("recovery-sheet.pdf"))
        except OSError as problem:
            self.show_problem(problem)
            return
        self._printed = True
        self.refusals.clear()

    def reject(self) -> None:
        """Leave; a desk that is made is closed, its password opens it the next time."""
        self.leave_made()
        super().reject()

    def leave_made(self) -> None:
        """Close the desk that was made but not started."""
        if self._made is not None:
            self._made.store.close()
            self._made = None

    def _to_account(self) -> None:
        if not self.centre.text().strip() or not self.code.text().strip():
            self.refusals.show_sentences([self.words.t("Write the name and the code of the centre.")])
            return
        self._show(ACCOUNT)
        self.director.setFocus()

    def _found(self) -> None:
        if self.password.text() != self.again.text():
            self.refusals.show_sentences([self.words.t("The two new passwords differ. Type them again.")])
            return
        folder, code, centre = self.folder.folder(), self.code.text().strip().upper(), self.centre.text().strip()
        town, name, password, at = self.town.text(), self.director.text(), self.password.text(), self._clock()

        def making(_report: Report) -> Founded:
            return found_desk(
                folder,
                centre_code=code,
                centre_name=centre,
                town=town,
                user_name=name,
                password=password,
                at=at,
            )

        self.fetch(making, self._made_desk)

    def _made_desk(self, founded: Founded) -> None:
        self._made = founded
        self._show(START)
        self.verb.setText(self.words.p("verb", "Start"))
        self.verb.setAccessibleName(self.words.p("verb", "Start"))
        self.sheet.setFocus()

    def _start(self) -> None:
        if self._made is not None:
            made, self._made = self._made, None
            self.founded.emit(made.store, made.actor)
            self.accept()

    def _show(self, page: int) -> None:
        self.refusals.clear()
        self.pages.setCurrentIndex(page)
        self.steps.set_current(page)

    def _propose_folder(self, code: str) -> None:
        name = "".join(c for c in code.strip().upper() if c.isalnum() or c == "-")
        self.folder.set_folder(desks_folder() / (name or "CENTRE"))

    # Pages

    def _centre_page(self) -> QWidget:
        t = self.words.t
        self.centre, self.code, self.town = QLineEdit(), QLineEdit(), QLineEdit()
        self.code.setPlaceholderText("CFP-SENOU")
        self.folder = FolderField(self.words, name="new_desk_folder", label=t("Folder of the desk"))
        page, form = _form_page()
        _row(form, t("Name of the centre"), self.centre, "centre_name")
        _row(form, t("Code of the centre"), self.code, "centre_code")
        _row(form, t("Town"), self.town, "centre_town")
        _row(form, t("Folder of the desk"), self.folder, "new_desk_folder_row")
        explore = link_button(t("Explore the demonstration first"), self._explore, "explore_first")
        form.addRow(explore)
        return page

    def _account_page(self) -> QWidget:
        t = self.words.t
        self.director, self.password, self.again = QLineEdit(), password_field(), password_field()
        page, form = _form_page()
        _row(form, t("Name to sign in"), self.director, "director_name")
        _row(form, t("Password"), self.password, "director_password")
        _row(form, t("The same again"), self.again, "director_again")
        form.addRow(_muted(t("At least ten characters; four words are easier to keep than signs.")))
        return page

    def _start_page(self) -> QWidget:
        t = self.words.t
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(12)
        column.addWidget(QLabel(t("The desk is made.")))
        column.addWidget(
            _muted(t("The recovery sheet opens it when every password is lost. Print it and lock it away."))
        )
        self.sheet = form_button("open_sheet", t("Open the recovery sheet"))
        column.addWidget(self.sheet, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(link_button(t("Explore the demonstration first"), self._explore, "explore"))
        column.addStretch(1)
        self.sheet.clicked.connect(self.print_sheet)
        return page

    def _explore(self) -> None:
        self.wants_demonstration.emit()


def _form_page() -> tuple[QWidget, QFormLayout]:
    page = QWidget()
    form = QFormLayout(page)
    form.setContentsMargins(0, 8, 0, 0)
    form.setHorizontalSpacing(16)
    form.setVerticalSpacing(8)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return page, form


def _row(form: QFormLayout, label: str, field: QWidget, name: str) -> None:
    name_field(field, name, label)
    caption = QLabel(label)
    caption.setBuddy(field)
    set_look(caption, "muted")
    form.addRow(caption, field)


def _muted(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    set_look(label, "muted")
    return label
