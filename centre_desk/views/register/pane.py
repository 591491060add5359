"""One person beside the list: who it is, what is missing, consents by purpose, children; each with its act.

Facts: `queries/register.person_sheet`. What the person did at the centre is told by the overview.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from centre_desk.papers.phone import show_phone
from centre_desk.papers.reference import region_name
from centre_desk.queries.register import ConsentRow, DependantRow, PersonSheet
from centre_desk.rules.register import ConsentPurpose, ConsentState, PersonState
from centre_desk.rules.register.person import Missing
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import short_date
from centre_desk.views.parts.cards import Card, CardRow, link_button
from centre_desk.views.parts.head import ElidedLabel
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.pill import Pill
from centre_desk.views.parts.style import set_look
from centre_desk.views.register.people import CONSENT_TONES, FIELD_OF_MISSING, PERSON_TONES, paper_words, show_birth

WIDTH = 312


class PersonPane(QScrollArea):
    """Shows a sheet; says by signals what the user wants done with it."""

    correct_wanted = Signal(str)
    story_wanted = Signal()
    form_wanted = Signal()
    child_wanted = Signal()
    child_ends = Signal(object)
    consent_wanted = Signal(object)
    consent_ends = Signal(object)
    closed = Signal()

    def __init__(self, words: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = words.t
        self._words = words
        self.setObjectName("person_pane")
        self.setAccessibleName(t("Person"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._name = ElidedLabel(look="heading")
        self._name.setObjectName("person_name")
        self._state = Pill(parent=self)
        self.back = link_button(t("Back to the list"), self.closed.emit, "person_back")
        self.story = _button("person_story", t("Timeline"))
        self.correct = _button("person_correct", t("Correct…"))
        self._facts = QFormLayout()
        self.consents = Card(t("Consents"), name="person_consents")
        self.form = self.consents.add_button("person_consent_form", t("Print the form"))
        self.children_card = Card(t("Children and dependants"), name="person_children")
        self.add_child = self.children_card.add_button("person_add_child", t("Add a child…"))
        self._lay_out()
        self.story.clicked.connect(self.story_wanted)
        self.correct.clicked.connect(lambda: self.correct_wanted.emit(""))
        self.add_child.clicked.connect(self.child_wanted)
        self.form.clicked.connect(self.form_wanted)

    def _lay_out(self) -> None:
        page = QWidget()
        page.setProperty("look", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        card = QFrame()
        set_look(card, "card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(16, 12, 16, 12)
        inner.setSpacing(8)
        top, verbs = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self._name)
        top.addStretch(1)
        top.addWidget(self._state)
        verbs.addWidget(self.story)
        verbs.addWidget(self.correct)
        verbs.addStretch(1)
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(4)
        inner.addLayout(top)
        inner.addLayout(self._facts)
        inner.addLayout(verbs)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(card)
        column.addWidget(self.consents)
        column.addWidget(self.children_card)
        column.addStretch(1)
        self.setWidget(page)
        self.back.hide()

    def show_sheet(self, sheet: PersonSheet) -> None:
        """Show a person."""
        words = self._words
        self._name.setText(sheet.name)
        shown = "" if sheet.state is PersonState.ACTIVE else words.word(sheet.state)
        gone = sheet.died_on is not None and words.t("died on {day}", day=short_date(sheet.died_on, words.language))
        self._state.say(gone or shown, Tone.IDLE if gone else PERSON_TONES[sheet.state])
        self._show_facts(sheet)
        given = {row.purpose: row for row in sheet.consents}
        self.consents.set_rows([self._consent_row(purpose, given.get(purpose)) for purpose in ConsentPurpose])
        rows = [self._child_row(row) for row in sheet.dependants]
        self.children_card.set_rows(rows, words.t("None recorded."))

    def _show_facts(self, sheet: PersonSheet) -> None:
        while self._facts.rowCount():
            self._facts.removeRow(0)
        t, facts = self._words.t, sheet.facts
        birth = facts.birth
        for one in [] if sheet.died_on else sheet.missing:
            self._add_missing(one)
        for label, text in (
            (t("Case number"), facts.case_number),
            (t("Sex"), self._words.word(facts.sex) if facts.sex else ""),
            (t("Born"), show_birth(birth.day, birth.year, self._words) if birth else ""),
            (t("Born at"), facts.birth_place),
            (t("Mother’s name"), facts.mother_name),
            (t("Married name"), facts.married_name),
            (t("Telephone"), show_phone(facts.phone)),
            (t("Region"), " · ".join(p for p in (region_name(facts.region_code), facts.cercle, facts.quarter) if p)),
            (t("Returned from"), _returned(facts.return_country, short_date(facts.return_date))),
            (t("Education"), facts.education),
            (t("Identity document"), paper_words(facts, self._words)),
            (t("Remarks"), facts.remarks),
        ):
            if text:
                self._add_fact(label, text)

    def _add_missing(self, one: Missing) -> None:
        """Say what is missing as a link to its field."""
        caption = QLabel(self._words.t("Missing"))
        set_look(caption, "muted")
        ask = lambda: self.correct_wanted.emit(FIELD_OF_MISSING[one])  # noqa: E731 - one signal, one argument
        text = self._words.word(one)
        link = link_button(text, ask, f"missing_{one.value}", f"{caption.text()}\N{NO-BREAK SPACE}: {text}")
        self._facts.addRow(caption, link)

    def _add_fact(self, label: str, text: str) -> None:
        caption, value = QLabel(label), QLabel(text)
        set_look(caption, "muted")
        value.setWordWrap(True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        value.setAccessibleName(f"{label}\N{NO-BREAK SPACE}: {text}")
        self._facts.addRow(caption, value)

    def _consent_row(self, purpose: ConsentPurpose, row: ConsentRow | None) -> CardRow:
        words = self._words
        name = f"consent_{purpose.value}"
        if row is None:
            ask = lambda: self.consent_wanted.emit(purpose)  # noqa: E731 - one signal, one argument
            return CardRow(words.word(purpose), words.t("not asked yet"), link=words.t("Ask"), act=ask, name=name)
        given = row.state is ConsentState.GIVEN
        signal = self.consent_ends if given else self.consent_wanted
        return CardRow(
            words.word(purpose),
            short_date(row.on_date),
            words.word(row.state),
            CONSENT_TONES[row.state],
            words.t("Withdraw") if given else words.t("Ask again"),
            lambda: signal.emit(purpose),
            name,
        )

    def _child_row(self, row: DependantRow) -> CardRow:
        words = self._words
        born = show_birth(row.birth_date, row.birth_year, words)
        if row.ended_on is not None:
            return CardRow(row.name, words.t("until {day}", day=short_date(row.ended_on)))
        return CardRow(
            row.name,
            f"{words.word(row.kinship)}, {born}",
            link=words.t("Take off"),
            act=lambda: self.child_ends.emit(row),
            name=f"child_{row.id}",
        )


def _returned(country: str, day: str) -> str:
    return " · ".join(part for part in (country, day) if part)


def _button(name: str, text: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAccessibleName(text)
    return button
