"""A referral put right: what the person is referred for, and the trades, as IOM's list should have said."""

from PySide6.QtWidgets import QWidget

from centre_desk.actions.referral import correct_referral
from centre_desk.queries.centre.places import trade_rows
from centre_desk.queries.referral import ReferralRow, referral_facts
from centre_desk.rules.referral import Route
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.fields import ChoiceField


class CorrectReferralDialog(FormDialog):
    """Three choices, shown as they stand; a trade that is no longer taught stays choosable where it is written."""

    def __init__(self, context: Context, parent: QWidget | None, row: ReferralRow) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Correct the referral: {name}", name=row.name), verb=t("Save"))
        self.setObjectName("correct_referral_dialog")
        self._referral_id = row.id
        facts = referral_facts(context.store, row.id)
        written = (facts.wished_trade_id, facts.declared_trade_id)
        trades = [one for one in trade_rows(context.store, self.words.language) if one.active or one.id in written]
        choices: list[tuple[int | None, str]] = [(None, "—"), *((one.id, one.name) for one in trades)]
        self.route: ChoiceField[Route] = ChoiceField([(route, self.words.word(route)) for route in Route])
        self.declared: ChoiceField[int | None] = ChoiceField(choices)
        self.wished: ChoiceField[int | None] = ChoiceField(choices)
        self.add_field(t("Referred for"), self.route, "route")
        self.add_field(t("Trade declared"), self.declared, "declared_trade")
        self.add_field(t("Trade wished for"), self.wished, "wished_trade")
        self.route.set_value(facts.route)
        self.declared.set_value(facts.declared_trade_id)
        self.wished.set_value(facts.wished_trade_id)
        said = " · ".join(part for part in (facts.wish, facts.remarks) if part)
        if said:
            self.explain(t("Written in the referral: {text}", text=said), "referral_said", "muted")

    def submit(self) -> None:
        """Write what was chosen."""
        route = self.route.value()
        if route is None:
            return
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        number, wished, declared = self._referral_id, self.wished.value(), self.declared.value()
        self.act(
            lambda: correct_referral(
                store,
                referral_id=number,
                route=route,
                wished_trade_id=wished,
                declared_trade_id=declared,
                by=by,
                at=at,
            )
        )
