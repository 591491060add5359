"""The offer after a test, the person's answer in their own words, and the letter to another centre."""

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from centre_desk.actions.assessment import answer_offer, make_offer, move_letter, tell_iom, write_letter
from centre_desk.queries.assessment import OfferRow, TestRow
from centre_desk.queries.assessment.outgoing import LetterRow
from centre_desk.queries.centre import trade_rows
from centre_desk.rules.assessment import OfferAnswer, OfferKind, Verdict, kit_follows_success, offers_after
from centre_desk.rules.assessment.letter import LetterTask, OutgoingState, letter_moves
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.fields import ChoiceField, DateField

_ANSWERS = (OfferAnswer.ACCEPTED, OfferAnswer.DECLINED)


class OfferDialog(FormDialog):
    """What is offered, in which trade, at which employer or other centre, and whether the kit hangs on success."""

    def __init__(self, context: Context, parent: QWidget | None, test: TestRow) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Offer to {name}", name=test.name), verb=t("Make the offer"))
        self.setObjectName("make_offer")
        self._test = test
        kinds = offers_after(test.kind, test.verdict or Verdict.NOT_ASSESSED)
        self.kind: ChoiceField[OfferKind] = ChoiceField([(kind, self.words.word(kind)) for kind in kinds])
        trades = trade_rows(context.store, self.words.language, active=True)
        self.trade: ChoiceField[int] = ChoiceField([(0, t("the usual one")), *((row.id, row.name) for row in trades)])
        self.partner = QLineEdit()
        self.partner.setPlaceholderText(t("employer, or another centre"))
        self.kit = QCheckBox(t("The kit is given after success"))
        self.day = DateField(self.words, context.today(), required=True)
        self.day.set_value(context.today())
        self.add_field(t("Offer"), self.kind, "offer_kind")
        self.add_field(t("Trade"), self.trade, "offer_trade")
        self.add_field(t("Elsewhere"), self.partner, "offer_partner")
        self.add_field(t("Kit"), self.kit, "offer_kit")
        self.add_field(t("Offered on"), self.day, "offer_day")
        self.kind.currentIndexChanged.connect(lambda _at: self._kind_chosen())
        self._kind_chosen()

    def submit(self) -> None:
        """Make the offer."""
        day, kind = self.day.value(), self.kind.value()
        if not self.ready() or day is None or kind is None:
            return
        store, test_id, partner = self.context.store, self._test.id, self.partner.text()
        trade, kit = self.trade.value() or None, self.kit.isChecked()
        by, at = self.context.actor(), self.context.now()
        self.act(
            lambda: make_offer(
                store,
                test_id=test_id,
                kind=kind,
                trade_id=trade,
                partner=partner,
                kit_conditional=kit,
                made_on=day,
                by=by,
                at=at,
            )
        )

    def _kind_chosen(self) -> None:
        kind = self.kind.value()
        self.kit.setChecked(kind is not None and kit_follows_success(self._test.kind, kind))
        self.trade.setEnabled(kind is not OfferKind.JOB)


class AnswerDialog(FormDialog):
    """Accepted or declined, on which day, and why."""

    def __init__(self, context: Context, parent: QWidget | None, offer: OfferRow) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Answer of {name}", name=offer.name), verb=t("Record the answer"))
        self.setObjectName("answer_offer")
        self._offer_id = offer.id
        self.answer: ChoiceField[OfferAnswer] = ChoiceField([(one, self.words.word(one)) for one in _ANSWERS])
        self.day = DateField(self.words, context.today(), required=True)
        self.day.set_value(context.today())
        self.why = _few_lines()
        self.add_field(t("Answer"), self.answer, "answer")
        self.add_field(t("Answered on"), self.day, "answer_day")
        self.add_field(t("Reason, in their words"), self.why, "answer_reason")

    def submit(self) -> None:
        """Record the answer."""
        day, answer = self.day.value(), self.answer.value()
        if not self.ready() or day is None or answer is None:
            return
        store, offer_id, why = self.context.store, self._offer_id, self.why.toPlainText()
        by, at = self.context.actor(), self.context.now()
        self.act(
            lambda: answer_offer(store, offer_id=offer_id, answer=answer, answered_on=day, reason=why, by=by, at=at)
        )


class LetterDialog(FormDialog):
    """The letter that refers a person to the other centre: to whom, and what that centre should know."""

    def __init__(self, context: Context, parent: QWidget | None, offer: OfferRow) -> None:
        t = context.words.t
        title = t("Letter for {name}", name=offer.name)
        super().__init__(context, parent, title=title, verb=t("Write the letter"))
        self.setObjectName("write_letter")
        self.setMinimumWidth(480)
        self._offer_id = offer.id
        self.centre = QLineEdit(offer.partner)
        self.contact = QLineEdit()
        self.contact.setPlaceholderText(t("person, telephone, address"))
        self.remarks = _few_lines()
        self.day = DateField(self.words, context.today(), required=True)
        self.day.set_value(context.today())
        self.add_field(t("Other centre"), self.centre, "letter_centre")
        self.add_field(t("How to reach it"), self.contact, "letter_contact")
        self.add_field(t("What it should know"), self.remarks, "letter_remarks")
        self.add_field(t("Written on"), self.day, "letter_day")

    def submit(self) -> None:
        """Write the letter."""
        day = self.day.value()
        if not self.ready() or day is None:
            return
        store, offer_id, centre = self.context.store, self._offer_id, self.centre.text()
        contact, remarks = self.contact.text(), self.remarks.toPlainText()
        by, at = self.context.actor(), self.context.now()
        self.act(
            lambda: write_letter(
                store,
                offer_id=offer_id,
                centre=centre,
                contact=contact,
                remarks=remarks,
                written_on=day,
                by=by,
                at=at,
            )
        )


class LetterMoveDialog(FormDialog):
    """What became of a letter: what comes next is proposed, the day is today."""

    def __init__(self, context: Context, parent: QWidget | None, letter: LetterRow, name: str) -> None:
        t = context.words.t
        title = t("Letter {number} for {name}", number=letter.number, name=name)
        super().__init__(context, parent, title=title, verb=t("Record"))
        self.setObjectName("move_letter")
        self.setMinimumWidth(480)
        self._letter_id = letter.id
        told = [(None, t("IOM was told"))] if letter.task is LetterTask.TELL_IOM else []
        moves = [(state, self.words.word(state)) for state in letter_moves(letter.state)]
        self.what: ChoiceField[OutgoingState | None] = ChoiceField([*told, *moves])
        self.day = DateField(self.words, context.today(), required=True)
        self.day.set_value(context.today())
        self.why = _few_lines()
        self.add_field(t("What happened"), self.what, "letter_what")
        self.add_field(t("Day"), self.day, "letter_moved_on")
        self.add_field(t("Reason"), self.why, "letter_reason")

    def submit(self) -> None:
        """Record what happened."""
        day, state = self.day.value(), self.what.value()
        if not self.ready() or day is None:
            return
        store, letter_id, why = self.context.store, self._letter_id, self.why.toPlainText()
        by, at = self.context.actor(), self.context.now()
        if state is None:
            self.act(lambda: tell_iom(store, letter_id=letter_id, on_date=day, by=by, at=at))
        else:
            self.act(
                lambda: move_letter(store, letter_id=letter_id, state=state, on_date=day, reason=why, by=by, at=at)
            )


def _few_lines() -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setTabChangesFocus(True)
    field.setFixedHeight(66)
    return field
