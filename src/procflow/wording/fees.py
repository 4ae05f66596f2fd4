"""Fees as a counter posts them: amounts with their currency, tiers as ranges, what varies by what."""

from collections.abc import Callable, Iterator

from procflow.definition import FeePeriod, FeeRate, FeeSpec, Money, Tiers
from procflow.errors import Language

__all__ = ["fee_text", "money_text"]

Named = Callable[[str], str]


def money_text(money: Money, lang: Language) -> str:
    """Spell an amount with its thousands grouped: `2.000 đồng`, `VND 2,000`."""
    if lang == "vi":
        return f"{money.amount:,}".replace(",", ".") + (" đồng" if money.currency == "VND" else f" {money.currency}")
    return f"{money.currency} {money.amount:,}"


def fee_text(fee: FeeSpec | FeePeriod, lang: Language, *, case: Named, channel: Named, fact: Named) -> str:
    """Tell on one line what `fee` costs; the three arguments name a case, a channel and a fact for people."""
    if isinstance(fee, FeeSpec) and fee.set_by is not None:
        return f"do {fee.set_by} quy định" if lang == "vi" else f"set by {fee.set_by}"
    parts = list(_parts(fee, lang, case=case, channel=channel, fact=fact))
    return "; ".join(parts)


def _parts(fee: FeeSpec | FeePeriod, lang: Language, *, case: Named, channel: Named, fact: Named) -> Iterator[str]:
    if fee.rate is not None:
        yield _rate(fee.rate, lang, fact)
    for table, named in ((fee.by_case, case), (fee.by_channel, channel)):
        for choice, rate in (table or {}).items():
            yield f"{named(choice)}: {_rate(rate, lang, fact)}"


def _rate(rate: FeeRate, lang: Language, fact: Named) -> str:
    vi = lang == "vi"
    text = money_text(rate.amount, lang) if rate.amount is not None else ""
    if rate.tiers is not None:
        text = _tiers(rate.tiers, lang, fact)
    if rate.cap is not None:
        text += f", {'tối đa' if vi else 'at most'} {money_text(rate.cap, lang)}"
    if rate.per is not None:
        text += f" ({'nhân với' if vi else 'times'} {_inside(fact(rate.per))})"
    return text


def _tiers(tiers: Tiers, lang: Language, fact: Named) -> str:
    vi, starts = lang == "vi", sorted(tiers.from_)
    steps = []
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        price = money_text(tiers.from_[start], lang)
        if following is None:
            steps.append(f"{'từ' if vi else 'from'} {start} {'trở lên' if vi else 'on'}: {price}")
        elif following == start + 1:
            steps.append(f"{start}: {price}")
        else:
            steps.append(f"{start}-{following - 1}: {price}")
    return f"{_inside(fact(tiers.of))}: {', '.join(steps)}"


def _inside(name: str) -> str:
    """Write a name inside a sentence."""
    return name[:1].lower() + name[1:]
