"""Invented conditions: random well-typed ones, over facts of every kind, and random values of those facts.

Invariants: everything is drawn from the chance given; an optional fact is read only where `has` was asked before.
"""

import datetime as dt
import random
from collections.abc import Callable, Mapping
from decimal import Decimal

from procflow.condition import (
    BooleanFact,
    ChoiceFact,
    DateFact,
    DecimalFact,
    Fact,
    Facts,
    IntegerFact,
    ListFact,
    TextFact,
)

__all__ = ["DAYS", "FACTS", "FIELDS", "NOT_PROVABLE", "TEXTS", "Author", "facts_of", "value_of"]

BOUND = 4611686018427387904

FIELDS: dict[str, BooleanFact | IntegerFact | DateFact | ChoiceFact | DecimalFact] = {
    "bat_buoc": BooleanFact(),
    "da_nop": BooleanFact(),
    "so_ban": IntegerFact(0, 9),
    "han": DateFact(optional=True),
    "loai": ChoiceFact(("goc", "sao"), optional=True),
    "gia": DecimalFact(Decimal(0), Decimal(100), 1),
}
FACTS: Facts = {
    "so_tang": IntegerFact(-3, 200),
    "dien_tich": IntegerFact(0, 100_000, optional=True),
    "rat_lon": IntegerFact(-BOUND, BOUND),
    "le_phi": DecimalFact(Decimal(0), Decimal(10**9), 2),
    "ty_le": DecimalFact(Decimal(-1), Decimal(1), 4, optional=True),
    "ngay_nop": DateFact(),
    "ngay_sinh": DateFact(optional=True),
    "bao_ton": BooleanFact(),
    "khan": BooleanFact(optional=True),
    "ten": TextFact(50),
    "kenh": ChoiceFact(("online", "post", "desk")),
    "thanh_phan": ListFact(FIELDS, 4),
    "nam": ListFact(IntegerFact(2000, 2005), 5, optional=True),
    "ma": ListFact(TextFact(9), 3),
    "ngay": ListFact(DateFact(), 3),
}
TEXTS = ["", "a", "Lê Đình", 'nói "có"', "x\\y", "online"]
DAYS = [dt.date(2024, 2, 29), dt.date(2026, 8, 17), dt.date(999, 1, 1), dt.date(2026, 9, 2)]
NOT_PROVABLE = {"PF251", "PF266", "PF267", "PF250"}  # too large to be proved: the only way a generated text may fail


class Author:
    """Write random conditions that are well typed, reading optional facts only under `has`."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.scope: dict[str, Fact] = dict(FACTS)
        self.in_list = False

    def condition(self, depth: int, known: frozenset[str] = frozenset()) -> str:
        forms: list[Callable[[int, frozenset[str]], str]] = [self.comparison, self.membership, self.flag]
        if depth > 0:
            forms += [self.junction, self.junction, self.negation, self.guarded]
            if not self.in_list:
                forms += [self.quantified]
        return self.chance.choice(forms)(depth - 1, known)

    def junction(self, depth: int, known: frozenset[str]) -> str:
        word = self.chance.choice([" and ", " or "])
        terms = [self.condition(depth, known) for _ in range(self.chance.randint(2, 4))]
        return f"({word.join(terms)})"

    def negation(self, depth: int, known: frozenset[str]) -> str:
        return f"not {self.condition(depth, known)}"

    def guarded(self, depth: int, known: frozenset[str]) -> str:
        optional = [name for name, fact in self.scope.items() if fact.optional]
        name = self.chance.choice(optional) if optional else "dien_tich"
        inner = self.condition(depth, known | {name})
        return self.chance.choice(
            [f"(has({name}) and {inner})", f"(not has({name}) or {inner})", f"not (not has({name}) or not ({inner}))"]
        )

    def quantified(self, depth: int, known: frozenset[str]) -> str:
        name = self.chance.choice(["thanh_phan", "ma", "ngay", *(["nam"] if "nam" in known else [])])
        fact = FACTS[name]
        assert isinstance(fact, ListFact)
        inner = (
            {f"t.{key}": field for key, field in fact.item.items()}
            if isinstance(fact.item, Mapping)
            else {"t": fact.item}
        )
        outer, self.scope, self.in_list = self.scope, {**self.scope, **inner}, True
        body = self.condition(depth, known)
        self.scope, self.in_list = outer, False
        return f"{self.chance.choice(['all', 'exists'])}(t in {name}, {body})"

    def flag(self, _depth: int, known: frozenset[str]) -> str:
        name = self.named(BooleanFact, known)
        return self.chance.choice([name, f"{name} == {self.chance.choice(['true', 'false', 'bao_ton'])}", "true"])

    def comparison(self, _depth: int, known: frozenset[str]) -> str:
        sign = self.chance.choice(["==", "!=", "<", "<=", ">", ">="])
        equal = self.chance.choice(["==", "!="])
        match self.chance.randrange(4):
            case 0 | 1:
                return f"{self.number(2, known)} {sign} {self.number(2, known)}"
            case 2:
                return f"{self.day(known)} {sign} {self.day(known)}"
            case _:
                return self.chosen(known, equal)

    def chosen(self, known: frozenset[str], equal: str) -> str:
        if self.chance.random() < 0.5:
            return f"{self.named(TextFact, known)} {equal} {self.text()}"
        name = self.named(ChoiceFact, known)
        fact = self.scope[name]
        assert isinstance(fact, ChoiceFact)
        return f"{name} {equal} '{self.chance.choice(fact.values)}'"

    def membership(self, _depth: int, known: frozenset[str]) -> str:
        word = self.chance.choice(["in", "not in"])
        match self.chance.randrange(5):
            case 0:
                return f"{self.number(1, known)} {word} [{self.listed(self.literal)}]"
            case 1:
                return f"{self.day(known)} {word} [{self.listed(lambda: self.chance.choice(DAYS).isoformat())}]"
            case 2:
                return f"{self.named(TextFact, known)} {word} [{self.listed(self.text)}]"
            case 3:
                return f"{self.named(TextFact, known)} {word} ma"
            case _:
                return f"{self.day(known)} {word} ngay"

    def listed(self, item: Callable[[], str]) -> str:
        return ", ".join(item() for _ in range(self.chance.randint(1, 4)))

    def number(self, depth: int, known: frozenset[str]) -> str:
        match self.chance.randrange(6 if depth else 3):
            case 0:
                return self.named(IntegerFact, known)
            case 1:
                return self.named(DecimalFact, known)
            case 2:
                return self.literal()
            case 3:
                return f"-{self.number(0, known)}"
            case _:
                sign = self.chance.choice("+-*")
                return f"({self.number(depth - 1, known)} {sign} {self.number(depth - 1, known)})"

    def literal(self) -> str:
        whole = str(self.chance.choice([0, 1, 2, 3, 17, 2003, self.chance.randrange(10**6)]))
        return whole if self.chance.random() < 0.6 else f"{whole}.{self.chance.choice(['0', '5', '25', '1000'])}"

    def day(self, known: frozenset[str]) -> str:
        return self.chance.choice([self.named(DateFact, known), self.chance.choice(DAYS).isoformat().zfill(10)])

    def text(self) -> str:
        text = self.chance.choice(TEXTS)
        return f"'{text}'" if '"' in text else f'"{text}"'

    def named(self, kind: type[Fact], known: frozenset[str]) -> str:
        return self.chance.choice(
            [
                name
                for name, fact in self.scope.items()
                if isinstance(fact, kind) and (not fact.optional or name in known)
            ]
        )


def value_of(fact: Fact | Mapping[str, Fact], chance: random.Random) -> object:
    match fact:
        case BooleanFact():
            return chance.random() < 0.5
        case IntegerFact(minimum=low, maximum=high):
            return chance.choice([low, high, min(max(chance.randint(-3, 20), low), high)])
        case DecimalFact(minimum=least, maximum=most, scale=scale):
            near = Decimal(chance.randint(0, 3 * 10**scale)).scaleb(-scale)
            return chance.choice([least, most, min(max(near, least), most), int(least)])
        case DateFact():
            return chance.choice(DAYS)
        case TextFact(max_length=longest):
            return chance.choice(TEXTS)[:longest]
        case ChoiceFact(values=choices):
            return chance.choice(choices)
        case ListFact(item=item, max_items=most_items):
            return [value_of(item, chance) for _ in range(chance.randint(0, most_items))]
        case Mapping():
            return facts_of(fact, chance)


def facts_of(facts: Mapping[str, Fact], chance: random.Random) -> dict[str, object]:
    return {name: value_of(fact, chance) for name, fact in facts.items() if not fact.optional or chance.random() < 0.6}
