"""A new session in few fields: what is usual is proposed, and the end is shown while one types.

Facts: at most 15 acts for a session of 25 (screens). The trades offered are those of the agreement in force.
"""

from datetime import date, timedelta

from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QWidget

from centre_desk.actions.course.planning import plan_session
from centre_desk.queries.centre import (
    AgreementRow,
    SiteRow,
    agreement_rows,
    sites_rows,
    trainers_rows,
)
from centre_desk.queries.course import PlanPreview, preview_half_days, preview_plan, preview_start
from centre_desk.rules.course.session import CONDITIONS, LARGEST, NewSession
from centre_desk.rules.course.timetable import half_days_for
from centre_desk.views.course.phrases import DOT, clash, hours, said_plan
from centre_desk.views.course.week_field import WeekField, unreadable_hours
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog, name_field
from centre_desk.views.parts.fields import ChoiceField, CountField, DateField, beside
from centre_desk.views.parts.head import ElidedLabel

Place = tuple[int, int | None, int | None]
"""Site, classroom, and how many the classroom holds."""

_USUAL_PLACES = 25
_USUAL_HALF_DAYS = 60
_QUARTERS = 16
_LENGTHS = (8, 10, 12, 14, 16, 18, 20, 22, 24)
"""How long a half-day can be, in quarters of an hour: 2 to 6 hours."""
_TWO_LINES = 38


class NewSessionDialog(FormDialog):
    """Trade, first day, length, week, place, trainer, places."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("New session"), verb=t("Plan the session"))
        self.setObjectName("new_session")
        self.setMinimumWidth(610)
        self._agreements = agreement_rows(context.store, self.words.language)
        self.trade: ChoiceField[int] = ChoiceField(self._trades())
        self.start = DateField(self.words, context.today(), required=True)
        self.end = DateField(self.words, context.today())
        self.each: ChoiceField[int] = ChoiceField([(q, self._each(q)) for q in _LENGTHS])
        self.half_days, self.hours = CountField(self.words, 1, 1000), CountField(self.words, 1, 4000, "h")
        self.week = WeekField(self.words)
        self.place: ChoiceField[Place] = ChoiceField(self._places(sites_rows(context.store, on=context.today())))
        self.trainer: ChoiceField[int] = ChoiceField()
        self.second: ChoiceField[int] = ChoiceField()
        self.conditions = QLineEdit()
        self._by_hours = False
        self.places = CountField(self.words, 1, LARGEST)
        self.preview, self.clashes = _line("plan_preview"), ElidedLabel(look="bad")
        self.clashes.setObjectName("plan_clashes")
        self._fill_in()
        self._lay_out_fields()
        self._connect()
        self._trade_chosen()
        self._place_chosen()

    def _each(self, quarters: int) -> str:
        return self.words.t("{hours} each", hours=hours(quarters, self.words))

    def _trades(self) -> list[tuple[int, str]]:
        today = self.context.today()
        known = {t.trade_id: t.name for a in self._agreements if a.end_on >= today for t in a.trades}
        return sorted(known.items(), key=lambda item: item[1])

    def _places(self, sites: list[SiteRow]) -> list[tuple[Place, str]]:
        found: list[tuple[Place, str]] = []
        for site in sites:
            found += [((site.id, r.id, r.capacity), f"{site.name}{DOT}{r.name}") for r in site.classrooms]
            if site.off_site or not site.classrooms:
                found.append(((site.id, None, None), site.name))
        return found

    def _fill_in(self) -> None:
        today = self.context.today()
        self.start.set_value(today + timedelta(days=7 - today.weekday()))
        self.each.set_value(_QUARTERS)
        self.half_days.set_value(_USUAL_HALF_DAYS)
        self.hours.set_value(_USUAL_HALF_DAYS * _QUARTERS // 4)
        self.places.set_value(_USUAL_PLACES)

    def _lay_out_fields(self) -> None:
        t = self.words.t
        self.add_field(t("Trade"), self.trade, "session_trade")
        self.add_field(t("First and last day"), beside(self.start, self.end), "session_days")
        name_field(self.start, "session_start", t("First day"))
        name_field(self.end, "session_end", t("Last day"))
        self.add_field(t("Length in half-days"), beside(self.half_days, self.hours, self.each), "session_length")
        name_field(self.each, "session_each", t("Length of a half-day"))
        name_field(self.half_days, "session_half_days", t("Length in half-days"))
        name_field(self.hours, "session_hours", t("Length in hours"))
        self.add_field(t("Week"), self.week, "session_week")
        self.add_field(t("Where, how many"), beside(self.place, self.places, shares=(3, 1)), "session_where")
        name_field(self.place, "session_place", t("Place"))
        name_field(self.places, "session_places", t("Places"))
        self.add_field(t("Trainers"), beside(self.trainer, self.second), "session_trainers")
        name_field(self.trainer, "session_trainer", t("Trainer"))
        name_field(self.second, "session_second", t("Second trainer"))
        self.add_field(t("Conditions"), self.conditions, "session_conditions")
        self.conditions.setMaxLength(CONDITIONS)
        self.conditions.setPlaceholderText(t("shown in the catalogue: age, reading, tools…"))
        self.preview.setMinimumHeight(_TWO_LINES)  # so that the form does not shrink when the words wrap
        kept = self.clashes.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        kept.setHorizontalPolicy(QSizePolicy.Policy.Ignored)  # else its few words would narrow all that stands here
        self.clashes.setSizePolicy(kept)
        self.body.addWidget(self.preview)
        self.body.addWidget(self.clashes)

    def _connect(self) -> None:
        self.trade.currentIndexChanged.connect(lambda _n: self._trade_chosen())
        self.place.currentIndexChanged.connect(lambda _n: self._place_chosen())
        self.half_days.counted.connect(lambda _count: self._half_days_typed())
        self.hours.counted.connect(lambda _count: self._hours_typed())
        self.each.currentIndexChanged.connect(lambda _n: self._half_days_typed())
        self.start.textChanged.connect(lambda _text: self.show_plan())
        self.end.editingFinished.connect(self._end_left)
        for choice in (self.trainer, self.second):
            choice.currentIndexChanged.connect(lambda _n: self.show_plan())
        self.week.changed.connect(self.show_plan)

    def _quarters(self) -> int:
        return self.each.value() or _QUARTERS

    def _half_days_typed(self) -> None:
        self._by_hours = False
        self.show_plan()

    def _hours_typed(self) -> None:
        self._by_hours = True
        self.show_plan()

    def _wanted_half_days(self) -> int | None:
        """Return the number typed; where hours were typed, what it takes to reach them by the hours of the week."""
        start, hours, week = self.start.value(), self.hours.value(), self.week.pattern()
        if not self._by_hours or hours is None:
            return self.half_days.value()
        if start is None:
            return half_days_for(hours * 4, self._quarters())
        store, usual = self.context.store, self._quarters()
        return preview_half_days(store, patterns=(week,), start=start, quarters=4 * hours, usual=usual) or None

    def _end_typed(self) -> None:
        """A last day sets the length; with no first day, the length leads back to the first day."""
        start, end, week = self.start.value(), self.end.value(), self.week.pattern()
        if end is None or not week.lines:
            return
        store, half_days = self.context.store, self.half_days.value()
        if start is None and not self.start.text().strip() and half_days:
            start = preview_start(store, patterns=(week,), end_on=end, half_days=half_days)
            self.start.blockSignals(True)
            self.start.set_value(start)
            self.start.blockSignals(False)
        elif start is not None and start <= end:
            plan = preview_plan(store, patterns=(week,), start=start, end_on=end, usual=self._quarters())
            self.half_days.set_value(plan.half_days)
        self._by_hours = False
        self.show_plan(typed_end=True)

    def _end_left(self) -> None:
        """Not while one types: `29/11/20` is a day too."""
        plan = self.plan_preview()
        if plan is None or self.end.value() != plan.end_on:
            self._end_typed()

    def _trade_chosen(self) -> None:
        nobody = (0, self.words.t("nobody yet"))
        rows = trainers_rows(self.context.store, self.trade.value() or 0, on=self.context.today())
        able = [(row.id, row.name) for row in rows]
        self.trainer.set_choices([*able, nobody])
        self.second.set_choices([(0, self.words.t("no second trainer")), *able])
        self.show_plan()

    def _place_chosen(self) -> None:
        place = self.place.value()
        if place is not None and place[2] is not None:
            self.places.set_value(min(self.places.value() or _USUAL_PLACES, place[2]))
        self.show_plan()

    def plan_preview(self) -> PlanPreview | None:
        """Return what the plan would be, as far as it can be read."""
        start, place, half_days = self.start.value(), self.place.value(), self._wanted_half_days()
        if start is None or half_days is None or not self.week.pattern().lines:
            return None
        return preview_plan(
            self.context.store,
            patterns=(self.week.pattern(),),
            start=start,
            half_days=half_days,
            trainer_ids=self._trainer_ids(),
            classroom_id=place[1] if place else None,
            usual=self._quarters(),
        )

    def _trainer_ids(self) -> tuple[int, ...]:
        chosen = (self.trainer.value() or 0, self.second.value() or 0)
        return tuple(dict.fromkeys(filter(None, chosen)))

    def show_plan(self, *, typed_end: bool = False) -> None:
        """Say when the session would end, what is left out, and what clashes."""
        plan = self.plan_preview()
        if not typed_end:
            self.end.set_value(plan.end_on if plan else None)
        if plan is None or plan.end_on is None:
            self.preview.setText(self.words.t("The end is shown once the first day and the week are set."))
            self.clashes.setVisible(False)
            return
        if self._by_hours:
            self.half_days.set_value(plan.half_days)
        else:
            self.hours.set_value(max(1, plan.quarters // 4))
        self.preview.setText(said_plan(plan, self.words))
        shown = [clash(found, self.words) for found in plan.clashes]
        self.clashes.setText(DOT.join(shown))
        self.clashes.setVisible(bool(shown))

    def _agreement(self, trade_id: int, start: date, end: date) -> int:
        """The newest agreement that fits; where none does, the newest: the act then says why it is refused."""
        fits = [a.id for a in self._agreements if _fits(a, trade_id, start, end)]
        rest = [a.id for a in self._agreements if any(t.trade_id == trade_id for t in a.trades)]
        return (*fits, *rest, 0)[0]

    def submit(self) -> None:
        """Plan the session."""
        t, plan, start = self.words.t, self.plan_preview(), self.start.value()
        trade, place = self.trade.value(), self.place.value()
        missing = [
            *([t("No trade: record an agreement with IOM in the settings first.")] if trade is None else []),
            *([t("No place: add a site in the settings first.")] if place is None else []),
            *unreadable_hours(self.week, self.words),
            *filter(None, (field.mark() for field in (self.start, self.half_days, self.places))),
        ]
        if missing:
            self.refusals.show_sentences(missing)
            return
        if plan is None or plan.end_on is None or start is None or trade is None or place is None:
            self.refusals.show_sentences([t("Tick at least one half-day of the week.")])
            return
        wanted = NewSession(
            trade_id=trade,
            site_id=place[0],
            agreement_id=self._agreement(trade, start, plan.end_on),
            capacity=self.places.value() or 0,
            start=start,
            end_on=plan.end_on,
            patterns=(self.week.pattern(),),
            classroom_id=place[1],
            trainer_ids=self._trainer_ids(),
            quarters_per_half_day=self._quarters(),
            conditions=self.conditions.text(),
            half_days=plan.half_days,
        )
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(lambda: plan_session(store, plan=wanted, by=by, at=at))


def _fits(agreement: AgreementRow, trade_id: int, start: date, end: date) -> bool:
    named = any(t.trade_id == trade_id for t in agreement.trades)
    return named and agreement.start <= start and end <= agreement.end_on


def _line(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    return label
