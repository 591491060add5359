"""What comes next for whom, which cards, and which month's report: tables of cases."""

from datetime import date

import pytest

from centre_desk.rules.desk import Actor, Role
from centre_desk.rules.overview.today import (
    TOPIC_RIGHTS,
    Part,
    Topic,
    month_to_report,
    next_topic,
    parts_for,
    report_due_on,
)

EVERYTHING = frozenset(Topic)


def _actor(*roles: Role) -> Actor:
    return Actor(1, "Awa", frozenset(roles))


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ((Role.SECRETARY,), Topic.TAKE_ROLL),
        ((Role.TRAINER,), Topic.TAKE_ROLL),
        ((Role.DIRECTOR,), Topic.APPROVE_CLAIMS),
        ((Role.CASHIER,), Topic.PAY_CLAIMS),
        ((Role.SECRETARY, Role.DIRECTOR), Topic.APPROVE_CLAIMS),
        ((Role.ADMINISTRATOR,), Topic.SEND_REPORT),
        ((Role.VIEWER,), None),
    ],
)
def test_each_role_has_its_own_next_thing(roles: tuple[Role, ...], expected: Topic | None) -> None:
    assert next_topic(EVERYTHING, _actor(*roles)) is expected


def test_only_what_is_open_comes_next() -> None:
    assert next_topic({Topic.HAND_OVER_KITS, Topic.PRINT_CERTIFICATES}, _actor(Role.SECRETARY)) is (
        Topic.PRINT_CERTIFICATES
    )
    assert next_topic((), _actor(Role.SECRETARY)) is None
    assert next_topic({Topic.APPROVE_CLAIMS}, _actor(Role.SECRETARY)) is None


def test_every_topic_needs_a_right() -> None:
    assert set(TOPIC_RIGHTS) == set(Topic)


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ({Role.SECRETARY}, (Part.ROLLS, Part.CHECKS, Part.MONTH, Part.DESK)),
        ({Role.DIRECTOR}, (Part.MONTH, Part.ROLLS, Part.CHECKS, Part.DESK)),
        ({Role.TRAINER}, (Part.ROLLS, Part.CHECKS)),
        ({Role.CASHIER}, (Part.MONTH,)),
        ({Role.ADMINISTRATOR}, (Part.MONTH, Part.DESK)),
    ],
)
def test_each_role_has_its_own_cards(roles: set[Role], expected: tuple[Part, ...]) -> None:
    assert parts_for(frozenset(roles)) == expected


@pytest.mark.parametrize(
    ("month", "day", "expected"),
    [("2019-10", 5, date(2019, 11, 5)), ("2019-12", 5, date(2020, 1, 5)), ("2020-01", 31, date(2020, 2, 29))],
)
def test_the_report_is_due_in_the_month_after(month: str, day: int, expected: date) -> None:
    assert report_due_on(month, day) == expected


@pytest.mark.parametrize(
    ("first", "sent", "expected"),
    [
        ("2019-09", [], "2019-09"),
        ("2019-09", ["2019-09"], "2019-10"),
        ("2019-09", ["2019-09", "2019-10"], "2019-11"),
        ("2019-09", ["2019-09", "2019-10", "2019-11"], None),
        ("2019-12", [], None),
    ],
)
def test_the_oldest_month_not_sent_is_reported(first: str, sent: list[str], expected: str | None) -> None:
    assert month_to_report(first, date(2019, 11, 11), sent) == expected
