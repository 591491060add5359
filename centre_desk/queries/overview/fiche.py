"""The fiche individuelle: all that the desk holds on one person, room by room, for who asks for it.

Facts: a person may see everything held on them (law 2013-015; IOM's principle 7), and who it came from.
"""

from collections.abc import Iterator
from datetime import date

from centre_desk.papers.pdf.document import Letterhead
from centre_desk.papers.phone import show_phone
from centre_desk.papers.reference import region_name
from centre_desk.papers.register import FicheFact, FicheFacts, FicheTable
from centre_desk.queries.attendance.figures import person_figures
from centre_desk.queries.centre.letterhead import letterhead_of
from centre_desk.queries.claim.sheet import person_lines
from centre_desk.queries.overview.events import event_lines
from centre_desk.queries.overview.people import keep_until
from centre_desk.queries.overview.timeline import person_timeline
from centre_desk.queries.register import PersonSheet, person_sheet
from centre_desk.rules.encoding import short_head
from centre_desk.rules.register import IdKind
from centre_desk.store.journal import chain_head
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import francs, month_name, percent, short_date


def fiche_of(store: Store, person_id: int, on: date, words: Catalogue) -> tuple[FicheFacts, Letterhead]:
    """Return the facts of a person's fiche as of a day, and the letterhead above it."""
    sheet = person_sheet(store, person_id)
    with store.read() as db:
        letterhead = letterhead_of(db, on)
        head = short_head(chain_head(db)[1])
        until = keep_until(db, person_id)
    tables = (
        _dependants(sheet, words),
        _consents(sheet, words),
        _path(store, person_id, on, words),
        _attendance(store, person_id, on, words),
        _money(store, person_id, words),
    )
    number = sheet.facts.case_number or str(person_id)
    kept = short_date(until, words.language) if until else ""
    facts = tuple(_facts(sheet, words))
    return FicheFacts(sheet.name, number, on, facts, tables, retention=kept, head_code=head), letterhead


def _facts(sheet: PersonSheet, words: Catalogue) -> Iterator[FicheFact]:
    for label, value, field in _values(sheet, words):
        yield FicheFact(label, value, sheet.origins.get(field) if value else None)


def _values(sheet: PersonSheet, words: Catalogue) -> tuple[tuple[str, str, str], ...]:
    t, facts, language = words.t, sheet.facts, words.language
    place = " · ".join(part for part in (region_name(facts.region_code), facts.cercle, facts.quarter) if part)
    returned = " · ".join(part for part in (facts.return_country, short_date(facts.return_date, language)) if part)
    identity = "" if facts.id_kind is IdKind.NONE else f"{words.word(facts.id_kind)} {facts.id_number}".strip()
    return (
        (t("Case number"), facts.case_number, "case_number"),
        (t("Individual number"), facts.individual_number, "individual_number"),
        (t("Family name"), facts.family_name, "family_name"),
        (t("First names"), facts.given_names, "given_names"),
        (t("Married name"), facts.married_name, "married_name"),
        (t("Sex"), words.word(facts.sex) if facts.sex else "", "sex"),
        (t("Born"), _born(sheet, words), "birth_year"),
        (t("Born at"), facts.birth_place, "birth_place"),
        (t("Mother’s name"), facts.mother_name, "mother_name"),
        (t("Telephone"), show_phone(facts.phone), "phone"),
        (t("Region"), place, "region_code"),
        (t("Returned from"), returned, "return_country"),
        (t("Education"), facts.education, "education"),
        (t("Identity document"), identity, "id_number"),
        (t("Remarks"), facts.remarks, "remarks"),
        (t("State"), words.word(sheet.state), ""),
    )


def _born(sheet: PersonSheet, words: Catalogue) -> str:
    birth = sheet.facts.birth
    if birth is None:
        return ""
    return short_date(birth.day, words.language) if birth.day else words.t("about {year}", year=birth.year)


def _dependants(sheet: PersonSheet, words: Catalogue) -> FicheTable:
    t = words.t
    rows = tuple(
        (row.name, words.word(row.kinship), short_date(row.birth_date) or str(row.birth_year or "–"))
        for row in sheet.dependants
    )
    return FicheTable(t("Children and dependants"), (t("Name"), t("Kinship"), t("Born")), rows)


def _consents(sheet: PersonSheet, words: Catalogue) -> FicheTable:
    t = words.t
    rows = tuple((words.word(row.purpose), words.word(row.state), short_date(row.on_date)) for row in sheet.asked)
    return FicheTable(t("Consents"), (t("Purpose"), t("Answer"), t("Day")), rows)


def _path(store: Store, person_id: int, on: date, words: Catalogue) -> FicheTable:
    t = words.t
    rows = tuple(
        (short_date(event.day), *event_lines(event, words))
        for event in reversed(person_timeline(store, person_id, on).events)
    )
    return FicheTable(t("Path"), (t("Day"), t("What happened"), t("Outcome")), rows)


def _attendance(store: Store, person_id: int, on: date, words: Catalogue) -> FicheTable:
    t, p = words.t, words.p
    heads = (t("Session"), p("half-days", "Held"), p("half-days", "Present"), p("half-days", "Late"),
             p("half-days", "Excused"), p("half-days", "Absent"), t("Attendance"))  # fmt: skip
    rows = []
    for one in person_figures(store, person_id, on):
        figures = one.figures
        counts = (figures.held, figures.present, figures.late, figures.excused, figures.absent)
        rows.append((one.session, *map(str, counts), percent(figures.counted, figures.held, words.language)))
    return FicheTable(t("Attendance (half-days)"), heads, tuple(rows))


def _money(store: Store, person_id: int, words: Catalogue) -> FicheTable:
    t, language = words.t, words.language
    rows = tuple(
        (month_name(line.month, language), words.word(line.kind), francs(line.net, language), words.word(line.state),
         short_date(line.paid_on))
        for line in person_lines(store, person_id)
    )  # fmt: skip
    heads = (t("Month"), t("What for"), t("Amount"), t("State"), t("Paid on"))
    return FicheTable(t("Allowances and day care"), heads, rows)
