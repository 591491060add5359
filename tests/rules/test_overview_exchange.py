"""What an exchange of two people makes due and to be recovered, for money that somebody has already received."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_desk.rules.overview.exchange import PaidOut, balance_after_exchange, swapped

paid_out = st.builds(
    PaidOut,
    file_id=st.sampled_from([1, 2, 3]),
    received_by_id=st.sampled_from([1, 2, 3]),
    month=st.sampled_from(["2019-10", "2019-11"]),
    amount=st.integers(1, 90_000),
)


@pytest.mark.parametrize(
    ("stays", "paid", "due"),
    [
        (True, [PaidOut(1, 1, "2019-10", 45)], {(1, "2019-10"): 45, (2, "2019-10"): -45}),
        (True, [PaidOut(1, 1, "2019-10", 45), PaidOut(2, 2, "2019-10", 45)], {}),
        (True, [PaidOut(1, 1, "2019-10", 45), PaidOut(2, 2, "2019-10", 30)],
         {(1, "2019-10"): 15, (2, "2019-10"): -15}),
        (True, [PaidOut(3, 1, "2019-10", 45)], {(1, "2019-10"): 45, (2, "2019-10"): -45}),
        (False, [PaidOut(1, 1, "2019-10", 45)], {}),
        (False, [PaidOut(1, 2, "2019-10", 45)], {(1, "2019-10"): -45, (2, "2019-10"): 45}),
    ],
)  # fmt: skip
def test_an_exchange_is_balanced(stays: bool, paid: list[PaidOut], due: dict[tuple[int, str], int]) -> None:
    assert balance_after_exchange(paid, 1, 2, stays=stays) == due


@given(st.lists(paid_out), st.booleans())
def test_what_one_is_due_another_owes_and_an_exchange_back_takes_it_back(paid: list[PaidOut], stays: bool) -> None:
    there = balance_after_exchange(paid, 1, 2, stays=stays)
    assert sum(there.values()) == 0
    if stays:
        moved = [replace(one, received_by_id=swapped(one.received_by_id, 1, 2)) for one in paid]
        back = balance_after_exchange(moved, 1, 2, stays=True)
        assert back == {key: -amount for key, amount in there.items()}
