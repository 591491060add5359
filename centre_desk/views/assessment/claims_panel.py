"""Declared against tested: by trade, how often the claim to exercise a trade held. The source's central finding.

The days are those on which the referrals came in; an empty one leaves its end open.
"""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from centre_desk.queries.assessment import TradeClaims, claims_paper, declared_against_tested
from centre_desk.rules.room import Room
from centre_desk.texts.formats import percent
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.dialogs import name_field
from centre_desk.views.parts.fields import DateField
from centre_desk.views.parts.head import ElidedLabel
from centre_desk.views.parts.panel import Panel
from centre_desk.views.parts.print import open_paper
from centre_desk.views.parts.style import set_look
from centre_desk.views.parts.table import CENTRE, Column


class ClaimsPanel(Panel):
    """The tab *Declared and tested*."""

    reads = frozenset({Room.ASSESSMENT, Room.REFERRAL, Room.CENTRE})
    help_page = "exams"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        t = self.words.t
        self.head.set_title(t("Declared and tested"))
        self.printing = self.head.add_button("claims_print", t("Print"))
        self.since, self.until = DateField(self.words, context.today()), DateField(self.words, context.today())
        self.said = ElidedLabel(look="muted", least=20)
        self.said.setObjectName("claims_said")
        label = t("Declared and tested")
        self.table: DataTable[TradeClaims] = DataTable(self._columns(), name="claims_tested", label=label)
        set_look(self.table, "days")  # narrow heads: all counts stay in sight
        self.table.set_empty("exams", t("Nobody was referred for a skills test in these days."))
        self._lay_out()
        self.printing.clicked.connect(self.print_claims)
        for field in (self.since, self.until):
            field.editingFinished.connect(self.load)

    def _lay_out(self) -> None:
        t = self.words.t
        row = QHBoxLayout()
        row.setSpacing(8)
        for caption, field, name, label in (
            (t("Referred from"), self.since, "claims_since", t("Referred from")),
            (t("to"), self.until, "claims_until", t("Referred until")),
        ):
            words = QLabel(caption)
            words.setBuddy(field)
            set_look(words, "muted")
            field.setFixedWidth(112)
            name_field(field, name, label)
            row.addWidget(words)
            row.addWidget(field)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.said)
        self.body.addWidget(self.table, 1)

    def load(self) -> None:
        """Read the counts of the days that can be read, and say them in one sentence."""
        rows = declared_against_tested(self.context.store, *self._days(), language=self.words.language)
        self.table.set_rows(rows)
        tested, able = sum(row.tested for row in rows), sum(row.able for row in rows)
        said = self.words.n(
            "{count} of {tested} tested showed the skills ({share})",
            "{count} of {tested} people tested showed the skills ({share})",
            able,
            tested=tested,
            share=percent(able, tested, self.words.language),
        )
        self.said.setText(said if tested else self.words.t("Nobody of this period has been tested yet."))

    def print_claims(self) -> None:
        """Print the counts of these days."""
        wrong = [problem for field in (self.since, self.until) if (problem := field.mark())]
        if wrong:
            self.refusals.show_sentences(wrong)
            return
        store, words, since, until = self.context.store, self.words, self.since.value(), self.until.value()
        today = self.context.today()
        self.fetch(lambda _report: claims_paper(store, since, until, today, words), _opened)

    def _days(self) -> tuple[date, date]:
        return self.since.value() or date.min, self.until.value() or date.max

    def _columns(self) -> list[Column[TradeClaims]]:
        t, p, language = self.words.t, self.words.p, self.words.language

        def count(short: str, whole: str, width: int, of: Callable[[TradeClaims], int]) -> Column[TradeClaims]:
            return Column(short, lambda row: str(of(row)), of, CENTRE, width, whole=whole)

        return [
            Column(t("Trade"), lambda row: row.trade),
            count(p("short", "Decl."), t("Declared"), 44, lambda row: row.declared),
            count(p("short", "Waiting"), t("Waiting"), 48, lambda row: row.waiting),
            count(p("short", "Called"), t("Appointment"), 36, lambda row: row.planned),
            count(p("short", "Tested"), t("Tested"), 46, lambda row: row.tested),
            count(p("short", "Able"), t("Skills shown"), 46, lambda row: row.able),
            count(p("short", "Train-\ning"), t("Training offered"), 44, lambda row: row.training_offered),
            count(p("short", "Not\nass."), t("Not assessed"), 44, lambda row: row.not_assessed),
            Column(
                p("short", "Held"),
                lambda row: percent(row.able, row.tested, language),
                lambda row: row.able / row.tested if row.tested else -1.0,
                CENTRE,
                50,
                whole=t("Claim held"),
            ),
        ]


def _opened(pdf: bytes) -> None:
    open_paper(pdf, "declare-et-teste.pdf")
