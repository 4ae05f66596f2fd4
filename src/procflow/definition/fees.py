"""Fees as an author writes them: an amount, or tiers with a cap, by case or channel, per unit of a declared fact."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final, Self

from pydantic import Field, PlainValidator, WithJsonSchema, model_validator

from procflow.definition.base import Count, Id, IsoDate, Spec, Text, wrap
from procflow.source import refuse

__all__ = ["ExemptSpec", "FeePeriod", "FeeRate", "FeeSpec", "Money", "MoneyText", "Tiers", "read_money"]

# 2000 VND, 2.000 đồng, 10 USD: thousands may be grouped by dots, as the circulars print them.
_MONEY: Final = re.compile(
    r"(?P<amount>[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,15})\s*(?P<currency>VND|VNĐ|đồng|đ|USD)\Z", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Money:
    """Hold an amount in whole units of a currency (đồng, US dollars)."""

    amount: int
    currency: str

    def __str__(self) -> str:
        """Spell the amount with its currency code."""
        return f"{self.amount} {self.currency}"


def read_money(text: str) -> Money | None:
    """Read an amount as circulars print it: `2000 VND`, `2.000 đồng`; None where `text` is none."""
    match = _MONEY.match(text.strip())
    if match is None:
        return None
    currency = "USD" if match["currency"].upper() == "USD" else "VND"
    return Money(int(match["amount"].replace(".", "")), currency)


def _money(value: object) -> Money:
    if isinstance(value, Money):
        return value
    amount = read_money(value) if isinstance(value, str) else None
    if amount is None:
        raise refuse("PF210", text=str(value))
    return amount


MoneyText = Annotated[
    Money,
    PlainValidator(_money),
    WithJsonSchema({"type": "string", "minLength": 2, "examples": ["50.000 đồng", "10 USD"]}),
]


class Tiers(Spec):
    """Charge each unit of the fact `of` by where it falls: `from: {1: 2000 VND, 3: 1000 VND}`."""

    of: Id
    from_: dict[Annotated[Count, Field(ge=1)], MoneyText] = Field(alias="from", min_length=1)


class FeeRate(Spec):
    """State what one unit costs: `amount`, or `tiers` bounded by `cap`; `per` names the fact that counts the units."""

    amount: MoneyText | None = None
    tiers: Tiers | None = None
    cap: MoneyText | None = None
    per: Id | None = None

    @model_validator(mode="after")
    def _is_one_currency(self) -> Self:
        if (self.amount is None) == (self.tiers is None):
            raise refuse("PF211")
        if len({money.currency for money in self._money()}) != 1:
            raise refuse("PF212")
        return self

    def _money(self) -> list[Money]:
        tiers: Mapping[int, Money] = self.tiers.from_ if self.tiers else {}
        return [*tiers.values(), *(money for money in (self.amount, self.cap) if money)]


RateField = Annotated[FeeRate, wrap("amount")]


class ExemptSpec(Spec):
    """Exempt from a fee where a condition over the dossier's facts holds."""

    name: Text
    when: Text
    basis: Text


class FeePeriod(Spec):
    """State other rates for dossiers accepted between two days, both included: `from` and `until`."""

    from_: IsoDate = Field(alias="from")
    until: IsoDate
    rate: RateField | None = None
    by_case: Annotated[dict[Id, RateField], Field(min_length=1)] | None = None
    by_channel: Annotated[dict[Id, RateField], Field(min_length=1)] | None = None
    basis: Text

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        said = [part for part in (self.rate, self.by_case, self.by_channel) if part is not None]
        if len(said) != 1 or self.until < self.from_:
            raise refuse("PF216")
        return self


class FeeSpec(Spec):
    """State a fee: one `rate`, or one `by_case` or `by_channel`; `set_by` names who fixes it where the law does not."""

    name: Text
    rate: RateField | None = None
    by_case: Annotated[dict[Id, RateField], Field(min_length=1)] | None = None
    by_channel: Annotated[dict[Id, RateField], Field(min_length=1)] | None = None
    set_by: Text | None = None
    exempt: list[ExemptSpec] | None = None
    during: list[FeePeriod] | None = None
    basis: Text | None = None
    unverified: Text | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        said = [part for part in (self.rate, self.by_case, self.by_channel, self.set_by) if part is not None]
        if len(said) != 1:
            raise refuse("PF213")
        return self
