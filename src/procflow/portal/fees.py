"""The fees of a scaffold: amounts by channel or case where the record tells them apart, and what is doubtful.

Invariants: an amount that stands in the scaffold stands in the record; where the record says that somebody else sets
the fee, or says `free` and then something else, the scaffold says `set_by`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import Final

from procflow.portal.draft import Draft
from procflow.portal.laws import numbers_in
from procflow.portal.limits import Doubt, LimitPlan
from procflow.portal.recovered import Recovered
from procflow.portal.ways import StatedFee, Way, money_in

__all__ = ["FeePlan", "plan_fees", "write_fees"]

_SPELLED: Final[Mapping[str, str]] = {"VND": "đồng", "USD": "USD"}
_NOTHING: Final = ("không", "miễn phí", "miễn lệ phí", "chưa có", "0 đồng")
_NOTHING_MOST: Final = 40
_LEAST_DONG: Final = 1000  # no fee is below a thousand đồng
_SLIP: Final = 1000
_MOST: Final = 10**15
_UNKNOWN: Final = "chưa rõ, Cổng không nêu"


@dataclass(frozen=True, slots=True)
class FeePlan:
    """Hold the fee to write: rates by channel or case (or one under the empty key), or who sets it; or nothing."""

    varies: str
    rates: Mapping[str, str]
    set_by: str
    doubts: tuple[Doubt, ...]
    told: tuple[str, ...]


def plan_fees(found: Recovered, limit: LimitPlan) -> FeePlan:
    """Decide how the stated fees can be written."""
    rows = found.ways.rows
    doubts = [*chain(_blended(rows), _free(rows), _contradicted(rows), _unstated(rows))]
    told = tuple(dict.fromkeys(fee.note for way in rows for fee in way.fees if fee.note))
    amounts = ", ".join(dict.fromkeys(_money(fee) for way in rows for fee in way.fees if fee.amount is not None))
    if not amounts:
        return FeePlan("", {}, _set_by(rows, told, doubts), tuple(doubts), told)
    for varies, rates in (("channel", _rates(rows, _channel_of)), ("case", _rates(rows, limit.case_of))):
        if rates is None or (varies == "case" and not limit.cases):
            continue
        if len(set(rates.values())) == 1:
            return FeePlan("", {"": next(iter(rates.values()))}, "", tuple(doubts), told)
        if set(rates) == set(limit.cases if varies == "case" else found.channels):
            return FeePlan(varies, rates, "", tuple(doubts), told)
    apart = Doubt("PF824", {"text": amounts})
    return FeePlan("", {}, f"{_setter(' '.join(told))} ({amounts})", (*doubts, apart), told)


def _set_by(rows: Iterable[Way], told: Iterable[str], doubts: Iterable[Doubt]) -> str:
    """Name who sets a fee without an amount; empty where the record does not speak of any."""
    unstated = [way.note for way in rows if not _stated(way)]
    said = " ".join((*told, *unstated))
    speaks = any(doubt.code == "PF821" for doubt in doubts) or (bool(unstated) and "Hội đồng nhân dân" in said)
    return _setter(said) if speaks else ""


def _unstated(rows: Iterable[Way]) -> Iterator[Doubt]:
    channels = dict.fromkeys(way.channel for way in rows if not _stated(way))
    if channels:
        yield Doubt("PF822", {"channels": ", ".join(channels)})


def _stated(way: Way) -> bool:
    return any(fee.is_free or fee.amount is not None for fee in way.fees)


def _channel_of(way: Way) -> str:
    return way.channel


def _rates(rows: Iterable[Way], key: Callable[[Way], str]) -> dict[str, str] | None:
    """Give each key its one amount; None where a key has several, or one that the language cannot say."""
    rates: dict[str, str] = {}
    for way in rows:
        for fee in way.fees:
            if fee.amount is None and not fee.is_free:
                continue
            rate = _rate(fee)
            if not rate or rates.setdefault(key(way), rate) != rate:
                return None
    return rates or None


def _rate(fee: StatedFee) -> str:
    """Spell a fee in the language; empty where the language has no such money."""
    if fee.is_free:
        return "0 đồng" if _says_nothing(fee.note) else ""
    amount = fee.amount or Decimal(0)
    spoken = [told for told in money_in(fee.note) if told == amount * _SLIP]
    amount = spoken[0] if spoken and _is_small(fee) else amount
    if fee.currency not in _SPELLED or amount != int(amount) or amount >= _MOST:
        return ""
    return f"{_grouped(int(amount))} {_SPELLED[fee.currency]}"


def _grouped(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def _money(fee: StatedFee) -> str:
    amount = fee.amount or Decimal(0)
    whole = _grouped(int(amount)) if amount == int(amount) else str(amount)
    return f"{whole} {_SPELLED.get(fee.currency, fee.currency)}"


def _is_small(fee: StatedFee) -> bool:
    return fee.currency == "VND" and fee.amount is not None and fee.amount < _LEAST_DONG


def _blended(rows: Iterable[Way]) -> Iterator[Doubt]:
    for way in rows:
        if way.is_blended:
            params = {"channel": way.channel, "limit": way.limit.figure, "fee": _money(way.fees[0])}
            yield Doubt("PF823", params)


def _free(rows: Iterable[Way]) -> Iterator[Doubt]:
    notes = dict.fromkeys(fee.note for way in rows for fee in way.fees if fee.is_free and not _says_nothing(fee.note))
    yield from (Doubt("PF821", {"text": note}) for note in notes)


def _says_nothing(note: str) -> bool:
    told = note.casefold().strip(" -–*+.;:()")
    return not told or (told.startswith(_NOTHING) and len(told) < _NOTHING_MOST)


def _contradicted(rows: Iterable[Way]) -> Iterator[Doubt]:
    seen: set[str] = set()
    for way in rows:
        for fee in way.fees:
            stated = _money(fee)
            if fee.amount is None or stated in seen:
                continue
            spoken = list(money_in(f"{fee.note}\n{way.note}"))
            if spoken and fee.amount not in spoken:
                seen.add(stated)
                told = ", ".join(_grouped(int(one)) for one in dict.fromkeys(spoken[:5]))
                yield Doubt("PF820", {"stated": stated, "told": told})
            elif _is_small(fee):
                seen.add(stated)
                yield Doubt("PF825", {"stated": stated})


def _setter(text: str) -> str:
    """Name who sets the fee, as far as `text` says it."""
    if "hội đồng nhân dân" in text.casefold():
        return "HĐND cấp tỉnh"
    numbers = [number for number in numbers_in(text) if "/TT-" in number or "/TTLT-" in number]
    if numbers:
        return f"Thông tư {', '.join(dict.fromkeys(numbers))}"
    return "Luật Phí và lệ phí" if "luật phí" in text.casefold() else _UNKNOWN


def write_fees(draft: Draft, plan: FeePlan, decision: str) -> None:
    """Write `fees:` with the notes on it; only comments where nothing is to be paid."""
    for doubt in plan.doubts:
        draft.note(doubt.code, **doubt.params)
    draft.comments("Mô tả phí, lệ phí trên Cổng:", plan.told)
    if not plan.rates and not plan.set_by:
        draft.comment("Phí, lệ phí: Cổng ghi miễn phí hoặc không nêu.")
        draft.settle()
        return
    draft.line("fees:")
    draft.line("fee:", 2)
    draft.pair("name", "Phí, lệ phí", 4)
    if plan.set_by:
        draft.pair("set_by", plan.set_by, 4)
    elif plan.varies:
        draft.line(f"by_{plan.varies}:", 4)
        for name, rate in plan.rates.items():
            draft.line(f"{name}: {rate}", 6)
    else:
        draft.line(f"rate: {plan.rates['']}", 4)
    if decision:
        draft.pair("basis", f"Quyết định công bố {decision}", 4)
