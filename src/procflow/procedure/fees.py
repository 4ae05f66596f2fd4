"""Work out a fee by the rates a procedure declares.

Invariant: amounts are whole units of the currency; nothing is rounded because nothing is divided.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from procflow.definition import FeePeriod, FeeRate, FeeSpec, Money, Tiers

__all__ = ["Charge", "charge"]


@dataclass(frozen=True, slots=True)
class Charge:
    """Hold an amount and how it was worked out, as a line a cashier can check."""

    money: Money
    working: str


def charge(
    fee: FeeSpec, *, case: str, channel: str, facts: Mapping[str, object], on: date | None = None
) -> Charge | None:
    """Work out `fee` for a dossier accepted `on` a day; None where somebody else sets the amount."""
    rate = _rate(_in_force(fee, on), case, channel)
    if rate is None:
        return None
    if rate.tiers is not None:
        one = _tiered(rate.tiers, facts)
        money, working = one.money, one.working
    else:
        assert rate.amount is not None  # noqa: S101 - FeeRate has checked it
        money, working = rate.amount, str(rate.amount)
    if rate.cap is not None and money.amount > rate.cap.amount:
        money, working = rate.cap, f"min({working}, {rate.cap.amount}) = {rate.cap}"
    if rate.per is None:
        return Charge(money, working)
    units = _whole(facts, rate.per)
    total = Money(money.amount * units, money.currency)
    return Charge(total, f"{working}; × {units} {rate.per} = {total}")


def _in_force(fee: FeeSpec, on: date | None) -> FeeSpec | FeePeriod:
    periods = (each for each in fee.during or () if on is not None and each.from_ <= on <= each.until)
    return next(periods, fee)


def _rate(fee: FeeSpec | FeePeriod, case: str, channel: str) -> FeeRate | None:
    if fee.by_case is not None:
        return fee.by_case[case]
    if fee.by_channel is not None:
        return fee.by_channel[channel]
    return fee.rate


def _tiered(tiers: Tiers, facts: Mapping[str, object]) -> Charge:
    units = _whole(facts, tiers.of)
    starts = sorted(tiers.from_)
    total, parts = 0, []
    for start, following in zip(starts, [*starts[1:], units + 1], strict=True):
        within = max(0, min(units + 1, following) - start)
        if within:
            total += within * tiers.from_[start].amount
            parts.append(f"{within} × {tiers.from_[start].amount}")
    money = Money(total, tiers.from_[starts[0]].currency)
    return Charge(money, f"{' + '.join(parts) or '0'} = {money}")


def _whole(facts: Mapping[str, object], name: str) -> int:
    value = facts[name]
    assert isinstance(value, int)  # noqa: S101 - decide has checked the dossier's facts against their declarations
    return value
