"""What was offered after the tests, and what people answered; tests after which nothing was offered come first.

Facts: the choice is the person's; wording never says failure.
"""

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from centre_desk.actions.done import Done
from centre_desk.queries.assessment import OfferRow, TestRow, offer_to_make, offers_rows
from centre_desk.rules.assessment import OfferAnswer
from centre_desk.rules.desk import Right
from centre_desk.rules.room import Room
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import short_date
from centre_desk.views.assessment.offer_dialogs import AnswerDialog, OfferDialog
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.fields import Segments
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.panel import Panel
from centre_desk.views.parts.table import Column

_TONES = {OfferAnswer.PENDING: Tone.WARN, OfferAnswer.ACCEPTED: Tone.OK, OfferAnswer.DECLINED: Tone.IDLE}


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One line: a decided test without an offer, or an offer with its answer."""

    id: str
    person_id: int
    name: str
    test: TestRow | None
    offer: OfferRow | None
    on: date


class OffersPanel(Panel):
    """The tab *Offers*."""

    reads = frozenset({Room.ASSESSMENT, Room.REGISTER, Room.CENTRE})
    help_page = "exams"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        t = self.words.t
        self.head.set_title(t("Offers"))
        self.which: Segments[bool] = Segments(
            [(True, t("To do")), (False, t("All"))], name="offers_which", label=t("Which offers")
        )
        self.head.add_widget(self.which)
        self.answer = self.head.add_button("offer_answer", t("Record the answer…"))
        self.offer = self.head.add_button("offer_make", t("Make the offer…"), primary=True)
        self.table: DataTable[OfferLine] = DataTable(columns(self.words), name="offers", label=t("Offers"))
        self.table.set_empty("done", t("No offer is to be made, and no answer is awaited."))
        self.body.addWidget(self.table, 1)
        for button in (self.answer, self.offer):
            self.head.offer(button, context.actor().may(Right.ENTER))
        self.which.changed.connect(self.load)
        self.offer.clicked.connect(self.open_offer)
        self.answer.clicked.connect(self.open_answer)
        self.table.opened.connect(self._opened)

    def load(self) -> None:
        """Read tests that wait for an offer, and offers."""
        store, language = self.context.store, self.words.language
        due = [OfferLine(f"t{row.id}", row.person_id, row.name, row, None, _day(row)) for row in offer_to_make(store)]
        rows = offers_rows(store, pending=self.which.value(), language=language)
        made = [OfferLine(f"o{row.id}", row.person_id, row.name, None, row, row.made_on) for row in rows]
        self.table.set_rows([*due, *made])

    def open_offer(self) -> None:
        """Ask what is offered after the chosen test."""
        line = self.table.current_row()
        if line is None or line.test is None:
            self.refusals.show_sentences([self.words.t("Choose a line that waits for an offer.")])
            return
        self._ask(OfferDialog(self.context, self, line.test))

    def open_answer(self) -> None:
        """Ask what the person answered."""
        line = self.table.current_row()
        if line is None or line.offer is None or line.offer.answer is not OfferAnswer.PENDING:
            self.refusals.show_sentences([self.words.t("Choose an offer that waits for its answer.")])
            return
        self._ask(AnswerDialog(self.context, self, line.offer))

    def _ask(self, dialog: OfferDialog | AnswerDialog) -> None:
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
        Column(t("Day"), lambda line: short_date(line.on), lambda line: line.on, width=104),
        Column(
            t("Answer"),
            lambda line: words.word(line.offer.answer) if line.offer else t("to offer"),
            width=120,
            tone=lambda line: _TONES[line.offer.answer] if line.offer else Tone.SOFT,
            tip=lambda line: line.offer.reason if line.offer else "",
        ),
    ]


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
