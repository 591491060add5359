"""Who is to have a kit: a table of cases, each with its reason."""

from datetime import date

import pytest

from centre_desk.rules.kit import KitFacts, KitReason, check_hand_over, compute_kit, kit_trade

MASONRY, TAILORING, BUSINESS = 1, 2, 3
LISTS = frozenset({MASONRY, TAILORING})


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (KitFacts(MASONRY, lists=LISTS), None),
        (KitFacts(None, lists=LISTS), KitReason.NO_CERTIFICATE),
        (KitFacts(MASONRY, cancelled=True, lists=LISTS), KitReason.CANCELLED),
        (KitFacts(MASONRY, handed_over=True, lists=LISTS), KitReason.HANDED_OVER),
        (KitFacts(MASONRY), KitReason.NO_LIST),
        (KitFacts(MASONRY, lists=LISTS, conditional_trade=MASONRY), None),
        (KitFacts(MASONRY, lists=LISTS, conditional_trade=TAILORING), KitReason.OTHER_TRADE),
        (KitFacts(BUSINESS, lists=LISTS), KitReason.NO_LIST),
        (KitFacts(BUSINESS, lists=LISTS, equipment_trade=TAILORING), None),
    ],
)
def test_who_is_to_have_a_kit(facts: KitFacts, reason: KitReason | None) -> None:
    assert compute_kit(facts) is reason


def test_after_business_management_the_kit_is_the_equipment_asked_for() -> None:
    assert kit_trade(KitFacts(BUSINESS, lists=LISTS, equipment_trade=TAILORING)) == TAILORING
    assert kit_trade(KitFacts(MASONRY, lists=LISTS, equipment_trade=TAILORING)) == MASONRY


def test_a_hand_over_has_its_day() -> None:
    issued, today = date(2019, 12, 2), date(2019, 12, 10)
    assert check_hand_over(None, issued, issued, today) == ()
    assert [r.code for r in check_hand_over(None, issued, date(2019, 12, 1), today)] == ["kit.before_certificate"]
    assert [r.code for r in check_hand_over(None, issued, date(2019, 12, 11), today)] == ["kit.in_future"]
    assert [r.code for r in check_hand_over(KitReason.NO_LIST, issued, issued, today)] == ["kit.no_list"]
