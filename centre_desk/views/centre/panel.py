"""The centre and its agreements with IOM: profile, sites and classrooms, agreements."""

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from centre_desk.actions.centre.places import close_site
from centre_desk.actions.done import Done
from centre_desk.papers.reference import region_name
from centre_desk.queries.centre import AgreementRow, CentreSheet, SiteRow, agreement_rows, centre_sheet, sites_rows
from centre_desk.rules.room import Room
from centre_desk.texts.formats import francs, short_date
from centre_desk.views.centre.agreement_dialog import AgreementDialog
from centre_desk.views.centre.ending_dialog import EndingDialog
from centre_desk.views.centre.place_dialogs import ClassroomDialog, ProfileDialog, SiteDialog
from centre_desk.views.centre.section import Section
from centre_desk.views.parts.cards import Card, CardRow
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.panel import GAP, Panel
from centre_desk.views.parts.table import Column


class CentrePanel(Panel):
    """Profile and sites side by side, agreements below."""

    reads = frozenset({Room.CENTRE})
    help_page = "settings"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        t = self.words.t
        self.head.set_title(t("Centre and agreement"))
        self.add_agreement = self.head.add_button("agreement_add", t("New agreement"), primary=True)
        self._sheet: CentreSheet | None = None
        self.profile = Card(t("Profile"), name="profile_card")
        self.change = self.profile.add_button("profile_change", t("Change the profile…"))
        self.sites: Section[SiteRow] = Section(t("Sites"), self._site_columns(), name="sites")
        self.sites.table.set_empty("empty", t("No site yet."), t("Add a site…"), self.open_site)
        self.sites.add_act("site_add", t("Add…"), self.open_site)
        self.sites.add_act("classroom_add", t("Classroom…"), self.open_classroom)
        self.sites.add_act("site_close", t("Close…"), self.open_closing)
        self.agreements: Section[AgreementRow] = Section(
            t("Agreements with IOM"), self._agreement_columns(), name="agreements"
        )
        self.agreements.table.set_empty(
            "empty", t("No agreement yet: sessions need one."), t("New agreement"), self.open_agreement
        )
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.profile, 2)
        row.addWidget(self.sites, 3)
        self.body.addLayout(row, 1)
        self.body.addWidget(self.agreements, 1)
        self.change.clicked.connect(self.open_profile)
        self.add_agreement.clicked.connect(self.open_agreement)

    def load(self) -> None:
        """Read the profile, the sites and the agreements."""
        self._sheet = centre_sheet(self.context.store)
        self.profile.set_rows(self._profile_rows(self._sheet))
        self.sites.table.set_rows(sites_rows(self.context.store))
        self.agreements.table.set_rows(agreement_rows(self.context.store, self.words.language))

    def _profile_rows(self, sheet: CentreSheet) -> list[CardRow]:
        place = " · ".join(filter(None, (sheet.address, sheet.town, region_name(sheet.region_code))))
        status = " · ".join(filter(None, (sheet.legal_status, sheet.ministry)))
        contact = " · ".join(filter(None, (sheet.phone, sheet.email)))
        rows = [CardRow(sheet.name, sheet.code), CardRow(place), CardRow(status), CardRow(contact)]
        return [row for row in rows if row.first]

    def open_profile(self) -> None:
        """Ask for another profile."""
        if self._sheet is not None:
            self.show_dialog(ProfileDialog(self.context, self, self._sheet))

    def open_agreement(self) -> None:
        """Ask for a new agreement."""
        self.show_dialog(AgreementDialog(self.context, self))

    def open_site(self) -> None:
        """Ask for a new site."""
        self.show_dialog(SiteDialog(self.context, self))

    def open_classroom(self) -> None:
        """Ask for a classroom of the chosen site; of the only one, when there is one."""
        site = self._site()
        if site is not None:
            self.show_dialog(ClassroomDialog(self.context, self, site))

    def open_closing(self) -> None:
        """Ask from which day the chosen site is closed."""
        site = self._site()
        if site is None:
            return
        store, by, at = self.context.store, self.context.actor(), self.context.now()

        def close(day: date) -> Done:
            return close_site(store, site_id=site.id, on=day, by=by, at=at)

        title = self.words.t("Close {site}", site=site.name)
        self.show_dialog(EndingDialog(self.context, self, title=title, verb=self.words.t("Close the site"), end=close))

    def _site(self) -> SiteRow | None:
        rows = self.sites.table.rows()
        site = self.sites.table.current_row() or (rows[0] if len(rows) == 1 else None)
        if site is None:
            self.refusals.show_sentences([self.words.t("Choose a site in the table first.")])
        return site

    def _site_columns(self) -> list[Column[SiteRow]]:
        t = self.words.t
        return [
            Column(t("Code"), lambda row: row.code, width=64, spare=True),
            Column(t("Name"), lambda row: row.name),
            Column(t("Classrooms"), lambda row: ", ".join(f"{r.name} ({r.capacity})" for r in row.classrooms)),
            Column(
                t("State"),
                self._site_state,
                width=110,
                tone=_site_tone,
                spare=True,
            ),
        ]

    def _site_state(self, row: SiteRow) -> str:
        if row.closed_on:
            return self.words.t("closed")
        return self.words.t("off site") if row.off_site else self.words.t("open")

    def _agreement_columns(self) -> list[Column[AgreementRow]]:
        words, t = self.words, self.words.t
        return [
            Column(t("Number"), lambda row: row.number, width=96),
            Column(t("First day"), lambda row: short_date(row.start), lambda row: row.start, width=106),
            Column(t("Last day"), lambda row: short_date(row.end_on), lambda row: row.end_on, width=106),
            Column(t("Trades"), lambda row: ", ".join(f"{a.code} {a.places}" for a in row.trades), tip=self._prices),
            Column(t("Allowance"), lambda row: words.word(row.proration), width=150, spare=True),
            Column(
                t("Threshold"),
                lambda row: f"{row.threshold_percent} %",
                lambda row: row.threshold_percent,
                width=72,
                spare=True,
            ),
        ]

    def _prices(self, row: AgreementRow) -> str:
        return "\n".join(f"{a.name}: {a.places} × {francs(a.unit_price, self.words.language)}" for a in row.trades)


def _site_tone(row: SiteRow) -> Tone:
    return Tone.IDLE if row.closed_on else Tone.OK
