"""Route and trade words, one line's findings, and the plan: every line has one fate whatever the file says."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from centre_desk.rules.referral import LineFate, ReferralState, Route
from centre_desk.rules.referral.facts import LineFacts, digest_of, facts_of_record, record_of
from centre_desk.rules.referral.fields import Field, RawCell, RawLine
from centre_desk.rules.referral.known import KnownPeople, KnownPerson, KnownReferral
from centre_desk.rules.referral.line import NOTES, QUESTIONS, Context, read_line
from centre_desk.rules.referral.ownership import CONSENT, PERSON_KEYS, sent_values
from centre_desk.rules.referral.plan import Answer, PlannedLine, plan_import
from centre_desk.rules.referral.state import ReferralFacts, check_move, check_referral, waiting_days
from centre_desk.rules.referral.words import make_trades, read_route
from centre_desk.rules.register.birth import Value
from centre_desk.rules.register.spelling import Spelling

TODAY = date(2019, 11, 11)
TRADES = make_trades([
    ("MACO", ["Maçonnerie", "Masonry", "maçon"]),
    ("SOUD", ["Soudure / construction métallique", "Welding"]),
    ("COUT", ["Coupe et couture", "Tailoring"]),
    ("MECA", ["Mécanique auto", "mécanique"]),
    ("MECM", ["Mécanique moto", "mécanique"]),
    ("GEST", ["Gestion d’entreprise"]),
])  # fmt: skip
NOBODY = KnownPeople([], Spelling())
CONTEXT = Context(today=TODAY, referred_on=date(2019, 9, 1), trades=TRADES)
SOUND: dict[Field, Value] = {
    Field.CASE_NUMBER: "ML10-2019-001000",
    Field.GIVEN: "Moussa",
    Field.FAMILY: "COULIBALY",
    Field.SEX: "H",
    Field.BIRTH: "12.03.79",
    Field.PHONE: "76 12 34 56",
    Field.ROUTE: "formation",
    Field.TRAINING: "MAÇONNERIE",
    Field.CONSENT: "Oui",
}


def line(row: int = 6, changes: Mapping[Field, Value] | None = None, **more: Value) -> RawLine:
    values = {**SOUND, **(changes or {}), **{Field(name): value for name, value in more.items()}}
    letters = {field: chr(65 + n) for n, field in enumerate(values)}
    return RawLine(str(row), row, {f: RawCell(v, f"{letters[f]}{row}") for f, v in values.items()})


def codes(*lines: RawLine, context: Context = CONTEXT) -> list[tuple[str, tuple[str, ...]]]:
    plan = plan_import(lines, KnownPeople([], Spelling()), {}, context)
    return [(p.fate.value, tuple(f.code.removeprefix("referral.") for f in p.findings)) for p in plan.lines]


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("Formation", Route.TRAINING),
        ("Test de qualification", Route.SKILLS_TEST),
        ("Test qualif.", Route.SKILLS_TEST),
        ("Test d’équipement", Route.EQUIPMENT_TEST),
        ("test équipement", Route.EQUIPMENT_TEST),
        ("Gestion d'entreprise", Route.TRAINING),
        ("Skills test", Route.SKILLS_TEST),
        ("Training", Route.TRAINING),
        ("test", None),
        ("", None),
    ],
)
def test_route_words(text: str, route: Route | None) -> None:
    assert read_route(text) is route


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("MAÇONNERIE", "MACO"),
        ("Maconerie", "MACO"),
        ("Soudure", "SOUD"),
        ("construction metallique", "SOUD"),
        ("Coupe/couture", "COUT"),
        ("mécanique", None),
        ("Mécanique moto", "MECM"),
        ("Astronautique", None),
        ("", None),
    ],
)
def test_trade_words(text: str, code: str | None) -> None:
    assert TRADES.code(text) == code


@pytest.mark.parametrize(
    ("changes", "fate", "found"),
    [
        ({}, "new", ()),
        ({Field.GIVEN: "", Field.FAMILY: None}, "refused", ("no_name",)),
        ({Field.BIRTH: "03-02-2031"}, "refused", ("born_after",)),
        ({Field.BIRTH: "hier"}, "refused", ("birth_unclear",)),
        ({Field.CASE_NUMBER: "X" * 31}, "refused", ("case_number_long",)),
        ({Field.BIRTH: "01.06.09"}, "question", ("under_age",)),
        ({Field.BIRTH: "vers 2004"}, "question", ("under_age",)),
        ({Field.BIRTH: ""}, "question", ("birth_missing",)),
        ({Field.CONSENT: "Non"}, "question", ("no_consent",)),
        ({Field.CONSENT: None}, "question", ("no_consent",)),
        ({Field.TRAINING: "Astronautique"}, "question", ("unknown_trade",)),
        ({Field.TRAINING: ""}, "question", ("no_trade",)),
        ({Field.CASE_NUMBER: " "}, "question", ("no_case_number",)),
        ({Field.SEX: "?"}, "question", ("sex_unclear",)),
        ({Field.ROUTE: "test"}, "question", ("route_unclear",)),
        ({Field.ROUTE: "Test qualif.", Field.DECLARED_TRADE: "Soudure", Field.TRAINING: "Rien"}, "new", ()),
        ({Field.ROUTE: "Test qualif.", Field.DECLARED_TRADE: "Pêche"}, "question", ("unknown_trade",)),
        ({Field.DECLARED_TRADE: "Pêche"}, "new", ()),
        ({Field.BIRTH: None, Field.AGE: "27 ans"}, "new", ()),
    ],
)
def test_each_doubt_has_its_fate(changes: dict[Field, Value], fate: str, found: tuple[str, ...]) -> None:
    assert codes(line(changes=changes)) == [(fate, found)]


def test_a_doubt_names_its_cell() -> None:
    plan = plan_import([line(41, given="", family="")], KnownPeople([], Spelling()), {}, CONTEXT)
    assert [f.place for f in plan.lines[0].findings] == ["C41"]


def test_without_any_date_the_file_is_asked() -> None:
    context = replace(CONTEXT, referred_on=None)
    assert codes(line(), context=context) == [("question", ("date_missing",))]
    assert codes(line(referred_on="29/07/2019"), context=context) == [("new", ())]


def test_a_month_is_a_date_of_referral_and_an_unclear_one_is_noted() -> None:
    plan = plan_import([line(referred_on="sept 2019"), line(7, referred_on="demain")], NOBODY, {}, CONTEXT)
    assert [one.facts.referred_on for one in plan.lines] == [date(2019, 9, 1)] * 2
    assert [[f.code for f in one.notes] for one in plan.lines] == [[], ["referral.referred_unclear"]]


def test_age_is_at_the_date_of_the_line_before_that_of_the_letterhead() -> None:
    assert codes(
        line(birth="02/01/2005", referred_on="03/01/2020"), context=replace(CONTEXT, today=date(2020, 2, 1))
    ) == [("new", ())]
    assert codes(line(birth="02/01/2005")) == [("question", ("under_age",))]


def test_a_file_is_compared_with_itself() -> None:
    twin = {Field.CASE_NUMBER: "ML10-2019-001001"}
    assert codes(line(6), line(7)) == [("new", ()), ("refused", ("line_repeated",))]
    assert codes(line(6), line(7, given="Awa", sex="F")) == [("new", ()), ("refused", ("case_number_twice",))]
    assert codes(line(6), line(7, twin)) == [("new", ()), ("question", ("repeats_person",))]
    assert codes(line(6), line(7, {**twin, Field.GIVEN: "Lassana"})) == [("new", ()), ("new", ())]


def known(
    facts: LineFacts, *, own: frozenset[str] = frozenset(), state: ReferralState = ReferralState.RECEIVED
) -> KnownPeople:
    day = facts.referred_on.isoformat() if facts.referred_on else ""
    values = sent_values(facts)
    its_own = {k: v for k, v in values.items() if k not in PERSON_KEYS | {CONSENT}}
    referral = KnownReferral(70, day, state, record_of(facts), its_own)
    person = KnownPerson(7, facts.described, own=own, values=values, referrals=(referral,))
    return KnownPeople([person], Spelling())


def planned(raw: RawLine, people: KnownPeople, answer: Answer | None = None) -> PlannedLine:
    return plan_import([raw], people, {raw.place: answer} if answer else {}, CONTEXT).lines[0]


def test_only_what_iom_changed_is_changed() -> None:
    before = read_line(line(), CONTEXT).facts
    assert planned(line(), known(before)).fate is LineFate.UNCHANGED
    moved = planned(line(phone="66 00 00 00"), known(before))
    assert (moved.fate, moved.changes) == (LineFate.CHANGED, (("phone", "76 12 34 56", "66 00 00 00"),))
    assert moved.person_id == 7
    assert moved.referral_id == 70


def test_what_the_centre_wrote_is_asked_before_it_is_overwritten() -> None:
    people = known(read_line(line(), CONTEXT).facts, own=frozenset({"phone"}))
    raw = line(phone="66 00 00 00")
    assert [f.code for f in planned(raw, people).findings] == ["referral.would_overwrite"]
    kept = planned(raw, people, Answer(keep_own=True))
    assert (kept.fate, kept.kept) == (LineFate.CHANGED, frozenset({"phone"}))
    taken = planned(raw, people, Answer(accepted=frozenset({"referral.would_overwrite"})))
    assert (taken.fate, taken.kept) == (LineFate.CHANGED, frozenset())


def test_a_number_that_is_anothers_is_asked() -> None:
    people = known(read_line(line(), CONTEXT).facts)
    other = line(given="Awa", family="Diarra", sex="F")
    asked = planned(other, people)
    assert [f.code for f in asked.findings] == ["referral.number_of_another"]
    assert planned(other, people, Answer(same_as=7)).fate is LineFate.CHANGED


def test_a_person_can_be_referred_twice() -> None:
    facts = replace(read_line(line(), CONTEXT).facts, referred_on=date(2018, 3, 1))
    assert planned(line(), known(facts, state=ReferralState.ASSIGNED)).fate is LineFate.NEW
    asked = planned(line(), known(facts))
    assert [f.code for f in asked.findings] == ["referral.second_referral"]
    accepted = planned(line(), known(facts), Answer(accepted=frozenset({"referral.second_referral"})))
    assert (accepted.fate, accepted.person_id, accepted.referral_id) == (LineFate.NEW, 7, None)


def test_a_likely_person_of_the_register_is_asked_and_answered() -> None:
    people = known(read_line(line(), CONTEXT).facts)
    raw = line(case_number="ML10-2019-777777")
    asked = planned(raw, people)
    assert [f.code for f in asked.findings] == ["referral.probable_duplicate"]
    assert [(likely.person_id, likely.name) for likely in asked.likely] == [(7, "Moussa Coulibaly")]
    assert planned(raw, people, Answer(create_new=True)).person_id is None
    assert planned(raw, people, Answer(same_as=7)).person_id == 7
    assert planned(raw, people, Answer(skip=True)).fate is LineFate.SKIPPED


def test_a_line_known_by_its_texts_is_unchanged_without_a_number() -> None:
    raw = line(case_number="")
    digest = read_line(raw, CONTEXT).digest
    people = KnownPeople([], Spelling(), {digest: (7, 70)})
    assert planned(raw, people).fate is LineFate.UNCHANGED


VALUES = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from(
        ["Oui", "Non", "F", "H", "formation", "test équipement", "MAÇONNERIE", "vers 1990", "12.03.79", "TOTAL"]
    ),
    st.integers(0, 60_000),
    st.floats(0, 60_000),
    st.dates(date(1950, 1, 1), date(2031, 1, 1)),
    st.booleans(),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(list(Field)), VALUES), max_size=8), st.sets(st.integers(1, 8)))
def test_lines_read_are_the_sum_of_their_fates(files: list[dict[Field, Value]], skipped: set[int]) -> None:
    lines = [line(row, changes) for row, changes in enumerate(files, start=1)]
    answers = {str(row): Answer(skip=True) for row in skipped}
    plan = plan_import(lines, KnownPeople([], Spelling()), answers, CONTEXT)
    assert sum(plan.counts().values()) == len(lines)
    for one in plan.lines:
        codes_found = {f.code for f in one.findings}
        assert (one.fate in (LineFate.REFUSED, LineFate.QUESTION)) == bool(codes_found)
        assert {f.code for f in one.notes} <= NOTES
        if one.fate is LineFate.QUESTION:
            assert codes_found <= QUESTIONS
        if one.fate is LineFate.REFUSED:
            assert not codes_found & (QUESTIONS | NOTES)
        assert facts_of_record(record_of(one.facts)) == one.facts
        assert len(digest_of(record_of(one.facts))) == 64


@pytest.mark.parametrize(
    ("before", "after", "reason", "found"),
    [
        (ReferralState.RECEIVED, ReferralState.ACCEPTED, "", []),
        (ReferralState.RECEIVED, ReferralState.REFUSED, "", ["referral.no_reason"]),
        (ReferralState.RECEIVED, ReferralState.REFUSED, "no place", []),
        (ReferralState.WAITING, ReferralState.ASSIGNED, "", []),
        (ReferralState.REFUSED, ReferralState.ASSIGNED, "", ["referral.no_such_move"]),
        (ReferralState.REFUSED, ReferralState.RECEIVED, "", []),
        (ReferralState.ACCEPTED, ReferralState.ACCEPTED, "", ["referral.no_such_move"]),
    ],
)
def test_moves(before: ReferralState, after: ReferralState, reason: str, found: list[str]) -> None:
    assert [r.code for r in check_move(before, after, reason, TODAY, TODAY)] == found


def test_waiting_ends_when_it_is_settled() -> None:
    assert waiting_days(ReferralState.WAITING, date(2019, 11, 1), None, TODAY) == 10
    assert waiting_days(ReferralState.ASSIGNED, date(2019, 11, 1), date(2019, 11, 4), TODAY) == 3


def test_what_a_referral_by_hand_needs() -> None:
    facts = ReferralFacts(date(2019, 11, 12), Route.SKILLS_TEST, children=1, children_under_age=2)
    assert [r.code for r in check_referral(facts, TODAY)] == [
        "referral.received_after",
        "referral.test_without_trade",
        "referral.more_young_than_children",
    ]
