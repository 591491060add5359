"""Forms of the centre itself: profile, a site, a classroom, a trade of one's own."""

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from centre_desk.actions.centre.places import (
    Profile,
    add_classroom,
    add_site,
    add_trade,
    update_centre_profile,
)
from centre_desk.papers.reference import regions
from centre_desk.queries.centre import CentreSheet, SiteRow
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.fields import ChoiceField, CountField


class ProfileDialog(FormDialog):
    """What papers say of the centre."""

    def __init__(self, context: Context, parent: QWidget | None, sheet: CentreSheet) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Profile of the centre"), verb=t("Save the profile"))
        self.setObjectName("profile")
        self.setMinimumWidth(560)
        labels = {
            "name": t("Name"),
            "short_name": t("Short name"),
            "legal_status": t("Legal status"),
            "ministry": t("Ministry in charge"),
            "address": t("Address"),
            "town": t("Town"),
            "phone": t("Phone"),
            "email": t("E-mail"),
        }
        self._fields = {name: QLineEdit(getattr(sheet, name)) for name in labels}
        for name, field in self._fields.items():
            self.add_field(labels[name], field, f"profile_{name}")
        self.region: ChoiceField[str] = ChoiceField([("", ""), *regions()])
        self.region.set_value(sheet.region_code)
        self.add_field(t("Region"), self.region, "profile_region")
        self.header = QPlainTextEdit(sheet.paper_header)
        self.header.setTabChangesFocus(True)
        self.header.setFixedHeight(56)
        self.add_field(t("Lines above the letterhead"), self.header, "profile_header")

    def submit(self) -> None:
        """Save the profile."""
        texts = {name: field.text() for name, field in self._fields.items()}
        region, header = self.region.value() or "", self.header.toPlainText()
        profile = Profile(**texts, region_code=region, paper_header=header)
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(lambda: update_centre_profile(store, profile=profile, by=by, at=at))


class SiteDialog(FormDialog):
    """A place where courses are held."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("New site"), verb=t("Add the site"))
        self.setObjectName("add_site")
        self.code, self.name, self.town, self.address = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.off_site = QCheckBox(t("A village or another provider"))
        self.add_field(t("Code"), self.code, "site_code")
        self.add_field(t("Name"), self.name, "site_name")
        self.add_field(t("Town"), self.town, "site_town")
        self.add_field(t("Address"), self.address, "site_address")
        self.add_field(t("Off site"), self.off_site, "site_off_site")

    def submit(self) -> None:
        """Add the site."""
        code, name, town = self.code.text(), self.name.text(), self.town.text()
        address, off_site = self.address.text(), self.off_site.isChecked()
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(
            lambda: add_site(store, code=code, name=name, town=town, address=address, off_site=off_site, by=by, at=at)
        )


class ClassroomDialog(FormDialog):
    """A classroom or workshop of a site."""

    def __init__(self, context: Context, parent: QWidget | None, site: SiteRow) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Classroom of {site}", site=site.name), verb=t("Add the classroom"))
        self.setObjectName("add_classroom")
        self._site = site
        self.name, self.capacity = QLineEdit(), CountField(self.words, 1, 500)
        self.capacity.set_value(25)
        self.add_field(t("Name"), self.name, "classroom_name")
        self.add_field(t("Places"), self.capacity, "classroom_capacity")

    def submit(self) -> None:
        """Add the classroom."""
        site_id, name, capacity = self._site.id, self.name.text(), self.capacity.value()
        if capacity is None:
            self.refusals.show_sentences([self.capacity.mark()])
            return
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(lambda: add_classroom(store, site_id=site_id, name=name, capacity=capacity, by=by, at=at))


class TradeDialog(FormDialog):
    """A trade that the list lacks, with the codes behind it."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("New trade"), verb=t("Add the trade"))
        self.setObjectName("add_trade")
        self.code, self.name_fr, self.name_en = QLineEdit(), QLineEdit(), QLineEdit()
        self.isco, self.isced = QLineEdit(), QLineEdit()
        self.add_field(t("Code"), self.code, "trade_code")
        self.add_field(t("Name in French"), self.name_fr, "trade_name_fr")
        self.add_field(t("Name in English"), self.name_en, "trade_name_en")
        self.add_field(t("ISCO-08"), self.isco, "trade_isco")
        self.add_field(t("ISCED-F"), self.isced, "trade_isced")

    def submit(self) -> None:
        """Add the trade."""
        code, name_fr, name_en = self.code.text(), self.name_fr.text(), self.name_en.text()
        isco, isced = self.isco.text(), self.isced.text()
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(
            lambda: add_trade(
                store, code=code, name_fr=name_fr, name_en=name_en, isco08=isco, iscedf=isced, by=by, at=at
            )
        )
