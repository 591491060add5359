"""IOM's lists as tests write them: rows of words, read as a file would be, without a file."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from centre_desk.actions.referral import ImportDone, import_referrals
from centre_desk.papers.guarded import Sheet, Table
from centre_desk.papers.referral.reading import ReferralList, find_referrals
from centre_desk.queries.referral import plan_referrals
from centre_desk.rules.desk import Actor
from centre_desk.rules.referral.plan import Answer, ImportPlan, PlannedLine
from centre_desk.rules.register.birth import Value
from centre_desk.store.opening import Store

HEADERS = (
    "Nom", "Prénom", "Sexe", "Date de naissance", "N° dossier", "Téléphone", "Pays de retour", "Orientation",
    "Formation souhaitée", "Consentement", "Date d'orientation",
)  # fmt: skip
PERSON: dict[str, Value] = {
    "Nom": "DIARRA", "Prénom": "Awa", "Sexe": "F", "Date de naissance": "01/02/1990", "N° dossier": "ML1",
    "Téléphone": "66000001", "Pays de retour": "Gabon", "Orientation": "formation",
    "Formation souhaitée": "Coupe et couture", "Consentement": "Oui", "Date d'orientation": "01/09/2019",
}  # fmt: skip


def referral_list(*people: Mapping[str, Value], headers: Sequence[str] = HEADERS) -> ReferralList:
    """Return a list of people; what a person does not say is as `PERSON` has it, None is an empty cell."""
    rows: list[tuple[Value, ...]] = [tuple(headers)]
    rows += [tuple({**PERSON, **person}[header] for header in headers) for person in people]
    sha = hashlib.sha256(repr(rows).encode()).hexdigest()
    return find_referrals(Table("liste.xlsx", sha, (Sheet("Feuil1", False, tuple(rows)),)))


@dataclass
class Office:
    """Sends lists to a desk and answers their questions, as a secretary does."""

    store: Store
    by: Actor
    at: datetime

    def plan(self, referrals: ReferralList, answers: Mapping[str, Answer] | None = None) -> ImportPlan:
        """Plan a list; nothing is written."""
        return plan_referrals(self.store, referrals, answers=answers or {}, today=self.today)

    def send(self, referrals: ReferralList, answers: Mapping[str, Answer] | None = None) -> ImportDone:
        """Import a list."""
        return import_referrals(self.store, referrals=referrals, answers=answers or {}, by=self.by, at=self.at)

    def line(self, answer: Answer | None = None, **changes: Value) -> PlannedLine:
        """Plan a list of one person, whose columns are given by their first word in lower case."""
        return self.plan(one(**changes), {"2": answer} if answer else {}).lines[0]

    def import_one(self, answer: Answer | None = None, **changes: Value) -> PlannedLine:
        """Import a list of one person and return what became of the line."""
        return self.send(one(**changes), {"2": answer} if answer else {}).plan.lines[0]

    @property
    def today(self) -> date:
        """The day of the desk."""
        return self.at.date()


SHORT = {
    "family": "Nom", "given": "Prénom", "sex": "Sexe", "birth": "Date de naissance", "number": "N° dossier",
    "phone": "Téléphone", "country": "Pays de retour", "route": "Orientation", "training": "Formation souhaitée",
    "consent": "Consentement", "day": "Date d'orientation",
}  # fmt: skip


def one(**changes: Value) -> ReferralList:
    """Return a list of one person."""
    return referral_list({SHORT[name]: value for name, value in changes.items()})
