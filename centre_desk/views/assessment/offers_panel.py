"""What was offered after the tests, and what people answered; tests after which nothing was offered come first.

Facts: the choice is the person's; wording never says failure. Who declined is not asked again by itself, and may be
offered anew from the list of all. Who accepts a training elsewhere is referred by a letter, whose answer is recorded
here too.
"""

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from centre_desk.actions.done import Done
from centre_desk.queries.assessment import OfferRow, TestRow, offer_to_make, offers_rows
from centre_desk.queries.assessment.outgoing import LetterRow, letter_paper, letters_by_offer
from centre_desk.rules.assessment import OfferAnswer, OfferKind
from centre_desk.rules.assessment.letter import LetterTask
from centre_desk.rules.desk import Right
from centre_desk.rules.room import Room
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import short_date
from centre_desk.views.assessment.offer_dialogs import AnswerDialog, LetterDialog, LetterMoveDialog, OfferDialog
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.fields import Segments
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.panel import Panel
from centre_desk.views.parts.print import open_paper
from centre_desk.views.parts.table import Column

_TONES = {OfferAnswer.PENDING: Tone.WARN, OfferAnswer.ACCEPTED: Tone.OK, OfferAnswer.DECLINED: Tone.IDLE}


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One line: a decided test without an offer, or an offer with its answer, and its letter to another centre."""

    id: str
    test_id: int
    person_id: int
    name: str
    test: TestRow | None
    offer: OfferRow | None
    on: date
    letter: LetterRow | None = None

    @property
    def task(self) -> LetterTask:
        """Return what comes next with the letter; nothing for who stays here."""
        offer = self.offer
        if offer is None or not offer.partner or offer.kind is OfferKind.JOB:
            return LetterTask.NOTHING
        if offer.answer is not OfferAnswer.ACCEPTED:
            return LetterTask.NOTHING
        return self.letter.task if self.letter is not None else LetterTask.WRITE

    @property
    def waits(self) -> bool:
        """Tell whether anything is to be done."""
        open_letter = self.task not in (LetterTask.NOTHING, LetterTask.OFFER_ANEW)
        return self.offer is None or self.offer.answer is OfferAnswer.PENDING or open_letter


class OffersPanel(Panel):
    """The tab *Offers*."""

    reads = frozenset({Room.ASSESSMENT, Room.REGISTER, Room.CENTRE})
    help_page = "exams"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        t = self.words.t
        self._open: dict[int, TestRow] = {}
        self.head.set_title(t("Offers"))
        self.which: Segments[bool] = Segments(
            [(True, t("To do")), (False, t("All"))], name="offers_which", label=t("Which offers")
        )
        self.head.add_widget(self.which)
        self.paper = self.head.add_button("letter_print", t("Print the letter"))
        self.letter = self.head.add_button("letter_next", t("Other centre…"))
        self.answer = self.head.add_button("offer_answer", t("Record the answer…"))
        self.offer = self.head.add_button("offer_make", t("Make the offer…"), primary=True)
        self.table: DataTable[OfferLine] = DataTable(columns(self.words), name="offers", label=t("Offers"))
        self.table.set_empty("done", t("No offer is to be made, and no answer is awaited."))
        self.body.addWidget(self.table, 1)
        for button in (self.answer, self.letter, self.offer):
            self.head.offer(button, context.actor().may(Right.ENTER))
        self.which.changed.connect(self.load)
        self.offer.clicked.connect(self.open_offer)
        self.answer.clicked.connect(self.open_answer)
        self.letter.clicked.connect(self.open_letter)
        self.paper.clicked.connect(self.print_chosen)
        self.table.opened.connect(self._opened)

    def load(self) -> None:
        """Read tests that wait for an offer, offers, and the letters that follow them."""
        store, language = self.context.store, self.words.language
        letters, every = letters_by_offer(store), offers_rows(store, language=language)
        made = [
            OfferLine(f"o{row.id}", row.test_id, row.person_id, row.name, None, row, row.made_on, letters.get(row.id))
            for row in every
        ]
        asked = {line.test_id for line in made if line.task is not LetterTask.OFFER_ANEW}
        self._open = {row.id: row for row in offer_to_make(store)}
        due = [
            OfferLine(f"t{row.id}", row.id, row.person_id, row.name, row, None, _day(row))
            for row in self._open.values()
            if row.id not in asked
        ]
        self.table.set_rows([*due, *(line for line in made if line.waits or not self.which.value())])

    def open_item(self, item: int) -> None:
        """Show what was offered, or is to be, after a test, by its number negated."""
        self.load()
        if not self._choose(-item):
            self.which.set_value(False)
            self.load()
            self._choose(-item)

    def _choose(self, test_id: int) -> bool:
        found = any(line.test_id == test_id for line in self.table.rows())
        self.table.select_where(lambda line: line.test_id == test_id)
        return found

    def open_offer(self) -> None:
        """Ask what is offered after the chosen test; somebody who declined may be offered something else."""
        line = self.table.current_row()
        test = (line.test or self._open.get(line.test_id)) if line is not None else None
        if test is None:
            self.refusals.show_sentences([self.words.t("Choose a line that waits for an offer.")])
            return
        self._ask(OfferDialog(self.context, self, test))

    def open_answer(self) -> None:
        """Ask what the person answered."""
        line = self.table.current_row()
        if line is None or line.offer is None or line.offer.answer is not OfferAnswer.PENDING:
            self.refusals.show_sentences([self.words.t("Choose an offer that waits for its answer.")])
            return
        self._ask(AnswerDialog(self.context, self, line.offer))

    def open_letter(self) -> None:
        """Write the letter to the other centre, or ask what became of it."""
        line = self.table.current_row()
        if line is None or line.offer is None or (line.letter is None and line.task is LetterTask.NOTHING):
            said = self.words.t("Choose a training at another centre that was accepted.")
            self.refusals.show_sentences([said])
        elif line.task is LetterTask.WRITE:
            dialog = LetterDialog(self.context, self, line.offer)
            dialog.acted.connect(lambda done: self._print(done.id))
            self._ask(dialog)
        elif line.letter is not None:
            self._ask(LetterMoveDialog(self.context, self, line.letter, line.name))

    def print_chosen(self) -> None:
        """Print the letter of the chosen line."""
        line = self.table.current_row()
        if line is None or line.letter is None:
            self.refusals.show_sentences([self.words.t("Choose a line with a letter to another centre.")])
        else:
            self._print(line.letter.id)

    def _print(self, letter_id: int) -> None:
        store, words = self.context.store, self.words

        def made(content: bytes) -> None:
            open_paper(content, f"{words.t('letter')}-{letter_id}.pdf")

        self.fetch(lambda _report: letter_paper(store, letter_id, words), made)

    def _ask(self, dialog: FormDialog) -> None:
        dialog.acted.connect(self._acted)
        self.show_dialog(dialog)

    def _acted(self, _done: Done) -> None:
        self.load()

    def _opened(self, line: OfferLine) -> None:
        """Enter does what the line waits for; else it shows the person."""
        enters = self.context.actor().may(Right.ENTER)
        if enters and line.test is not None:
            self.open_offer()
        elif enters and line.offer is not None and line.offer.answer is OfferAnswer.PENDING:
            self.open_answer()
        elif enters and line.waits:
            self.open_letter()
        else:
            self.navigate.emit(Room.REGISTER, line.person_id)


def _day(row: TestRow) -> date:
    return row.decided_on or row.planned_on


def columns(words: Catalogue) -> list[Column[OfferLine]]:
    """Return the columns of the offers."""
    t = words.t
    return [
        Column(t("Name"), lambda line: line.name),
        Column(t("After"), lambda line: _after(line, words), width=190, spare=True),
        Column(t("Offer"), lambda line: _offer(line, words), width=230),
        Column(t("Day"), lambda line: short_date(line.on), lambda line: line.on, width=104, spare=True),
        Column(
            t("Answer"),
            lambda line: _answer(line, words),
            width=136,
            tone=_tone,
            tip=lambda line: _tip(line, words),
        ),
    ]


def _answer(line: OfferLine, words: Catalogue) -> str:
    """Return where the line stands: the letter says more than the offer that it follows."""
    if line.offer is None:
        return words.t("to offer")
    if line.letter is not None:
        return words.word(line.letter.state)
    return words.t("letter to write") if line.task is LetterTask.WRITE else words.word(line.offer.answer)


def _tone(line: OfferLine) -> Tone:
    if line.offer is None:
        return Tone.SOFT
    return Tone.WARN if line.waits else _TONES[line.offer.answer]


def _tip(line: OfferLine, words: Catalogue) -> str:
    if line.letter is not None:
        task = "" if line.task is LetterTask.NOTHING else words.word(line.task)
        parts = [line.letter.number, line.letter.centre, short_date(line.letter.since), line.letter.reason, task]
        return " · ".join(filter(None, parts))
    return line.offer.reason if line.offer else ""


def _after(line: OfferLine, words: Catalogue) -> str:
    if line.test is not None and line.test.verdict is not None:
        return f"{line.test.number} · {words.word(line.test.verdict)}"
    return f"{line.offer.test_number} · {words.word(line.offer.test_kind)}" if line.offer else ""


def _offer(line: OfferLine, words: Catalogue) -> str:
    if line.offer is None:
        return "–"
    parts = [words.word(line.offer.kind), line.offer.trade, line.offer.partner]
    if line.offer.kit_conditional:
        parts.append(words.t("kit on success"))
    return " · ".join(filter(None, parts))
