"""Declared against tested: by trade, how often the claim to exercise a trade held. The source's central finding."""

from PySide6.QtWidgets import QWidget

from centre_desk.queries.assessment import TradeClaims, declared_against_tested
from centre_desk.rules.room import Room
from centre_desk.texts.formats import percent
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.panel import Panel
from centre_desk.views.parts.table import RIGHT, Column


class ClaimsPanel(Panel):
    """The tab *Declared and tested*."""

    reads = frozenset({Room.ASSESSMENT, Room.REFERRAL, Room.CENTRE})
    help_page = "exams"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.head.set_title(self.words.t("Declared and tested"))
        label = self.words.t("Declared and tested")
        self.table: DataTable[TradeClaims] = DataTable(self._columns(), name="claims_tested", label=label)
        self.table.set_empty("exams", self.words.t("Nobody was referred for a skills test yet."))
        self.body.addWidget(self.table, 1)

    def load(self) -> None:
        """Read the counts, and say them in one sentence."""
        rows = declared_against_tested(self.context.store, language=self.words.language)
        self.table.set_rows(rows)
        tested, able = sum(row.tested for row in rows), sum(row.able for row in rows)
        said = self.words.t(
            "{able} of {tested} tested showed the skills ({share})",
            able=able,
            tested=tested,
            share=percent(able, tested, self.words.language),
        )
        self.head.set_title(self.words.t("Declared and tested"), said if tested else "")

    def _columns(self) -> list[Column[TradeClaims]]:
        t, language = self.words.t, self.words.language
        return [
            Column(t("Trade"), lambda row: row.trade),
            Column(t("Declared"), lambda row: str(row.declared), lambda row: row.declared, RIGHT, 90),
            Column(t("Appointments"), lambda row: str(row.planned), lambda row: row.planned, RIGHT, 110, spare=True),
            Column(t("Tested"), lambda row: str(row.tested), lambda row: row.tested, RIGHT, 80),
            Column(t("Skills shown"), lambda row: str(row.able), lambda row: row.able, RIGHT, 168, spare=True),
            Column(
                t("Training offered"),
                lambda row: str(row.training_offered),
                lambda row: row.training_offered,
                RIGHT,
                146,
                spare=True,
            ),
            Column(
                t("Claim held"),
                lambda row: percent(row.able, row.tested, language),
                lambda row: row.able / row.tested if row.tested else -1.0,
                RIGHT,
                110,
            ),
        ]
