"""Fees against a cashier who counts page by page and shares no code with them."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office import office, procedure

from procflow.definition import FeeSpec
from procflow.dossier import FeeAssessed
from procflow.procedure import Charge, charge

FACTS = "facts:\n  pages: {name: Số trang, type: integer}\n  copies: {name: Số bản, type: integer}\n"
TIERS = "tiers: {of: pages, from: {1: 2.000 đồng, 3: 1.000 đồng}}"


def charged(rate: str, *, pages: int = 1, copies: int = 1) -> Charge:
    fee = procedure(more=f"{FACTS}fees: {{f: {{name: Phí, rate: {rate}}}}}\n").fees["f"]
    found = charge(fee, case="", channel="direct", facts={"pages": pages, "copies": copies})
    assert found is not None
    return found


def count_page_by_page(prices: Mapping[int, int], pages: int, cap: int | None) -> int:
    total = 0
    for page in range(1, pages + 1):
        price = 0
        for start, amount in sorted(prices.items()):
            if page >= start:
                price = amount
        total += price
    return total if cap is None or total < cap else cap


@pytest.mark.parametrize("cap", [None, 1, 2000, 4000, 5000, 199_999, 200_000, 200_001, 10**9])
def test_certified_copies_cost_what_a_cashier_counts_for_every_number_of_pages(cap: int | None) -> None:
    limit = "" if cap is None else f", cap: {cap} VND"
    fee = procedure(more=f"{FACTS}fees: {{f: {{name: Phí, rate: {{{TIERS}{limit}}}}}}}\n").fees["f"]
    for pages in range(401):
        found = charge(fee, case="", channel="direct", facts={"pages": pages})
        assert found is not None
        assert found.money.amount == count_page_by_page({1: 2000, 3: 1000}, pages, cap), pages
        assert found.money.currency == "VND"


@given(
    prices=st.dictionaries(st.integers(1, 60), st.integers(0, 5000), min_size=1, max_size=5),
    pages=st.integers(0, 80),
    copies=st.integers(0, 9),
    cap=st.none() | st.integers(0, 100_000),
)
def test_any_tiers_cost_what_a_cashier_counts(prices: dict[int, int], pages: int, copies: int, cap: int | None) -> None:
    rate: dict[str, object] = {
        "tiers": {"of": "pages", "from": {str(at): f"{price} VND" for at, price in prices.items()}},
        "per": "copies",
    }
    if cap is not None:
        rate["cap"] = f"{cap} VND"
    fee = FeeSpec.model_validate({"name": "Phí", "rate": rate})
    found = charge(fee, case="", channel="", facts={"pages": pages, "copies": copies})
    assert found is not None
    assert found.money.amount == count_page_by_page(prices, pages, cap) * copies


def test_a_cap_bounds_one_unit_and_not_their_sum() -> None:
    rate = "{tiers: {of: pages, from: {1: 2000 VND}}, cap: 5000 VND, per: copies}"
    assert charged(rate, pages=10, copies=4).money.amount == 20_000


def test_a_cap_bounds_a_flat_amount_too() -> None:
    assert charged("{amount: 9 USD, cap: 7 USD}").money.amount == 7
    assert charged("{amount: 7 USD, cap: 7 USD}").working == "7 USD"


def test_the_working_can_be_checked_by_hand() -> None:
    capped = f"{{{TIERS}, cap: 6000 VND, per: copies}}"
    assert charged(capped, pages=5, copies=2).working == (
        "min(2 × 2000 + 3 × 1000 = 7000 VND, 6000) = 6000 VND; × 2 copies = 12000 VND"
    )
    assert charged(capped, pages=2).working == "2 × 2000 = 4000 VND; × 1 copies = 4000 VND"
    assert charged(f"{{{TIERS}}}", pages=0).working == "0 = 0 VND"
    assert charged("5 VND").working == "5 VND"


def test_a_fee_varies_by_case_and_by_channel() -> None:
    more = """\
cases: {house: Nhà ở, other: Khác}
fees:
  case: {name: A, by_case: {house: 5 VND, other: 7 USD}}
  channel: {name: B, by_channel: {online: 0 VND, direct: 9 VND}}
"""
    fees = procedure(more=more).fees
    for case, channel, amounts in (("house", "online", ["5 VND", "0 VND"]), ("other", "direct", ["7 USD", "9 VND"])):
        found = [charge(fees[name], case=case, channel=channel, facts={}) for name in ("case", "channel")]
        assert [str(each.money) for each in found if each] == amounts


def test_a_fee_that_somebody_else_sets_is_not_worked_out() -> None:
    desk = office(more="fees:\n  a: {name: A, set_by: HĐND cấp tỉnh}\n  b: {name: B, rate: 5 VND}\n")
    desk.submit("2026-03-02 08:00")
    desk.take("accept", "2026-03-02 08:10")
    (assessed,) = [event for event in desk.events if isinstance(event, FeeAssessed)]
    assert (assessed.fee, assessed.amount, assessed.currency, assessed.working) == ("b", 5, "VND", "5 VND")
    assert desk.state.fees == {"b": "5 VND"}
