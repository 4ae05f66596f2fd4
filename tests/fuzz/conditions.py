"""Fuzz conditions: any text is a condition or is refused with codes; a condition answers, and explains its answer.

    PYTHONPATH=tests/kit python tests/fuzz/conditions.py [options of libFuzzer | files to try again]

Needs `pip install 'procflow[fuzz]'`; `tests/kit/campaign.py` says what the environment may set.
"""

import datetime as dt
from decimal import Decimal

from campaign import instrumented, run

with instrumented(__name__, "procflow.condition"):
    from procflow.condition import (
        MAX_COST,
        BooleanFact,
        ChoiceFact,
        Condition,
        DateFact,
        DecimalFact,
        Facts,
        IntegerFact,
        ListFact,
        TextFact,
        compile_condition,
        conform,
    )
    from procflow.errors import DefinitionError

FACTS: Facts = {
    "n": IntegerFact(-5, 100),
    "big": IntegerFact(0, 2**62, optional=True),
    "d": DecimalFact(Decimal(0), Decimal(10**6), 2),
    "b": BooleanFact(),
    "o": BooleanFact(optional=True),
    "day": DateFact(),
    "s": TextFact(),
    "c": ChoiceFact(("online", "post")),
    "l": ListFact({"a": BooleanFact(), "k": IntegerFact(0, 9), "w": DateFact(optional=True)}, 5),
    "m": ListFact(DecimalFact(Decimal(0), Decimal(9), 1), 5, optional=True),
}
FULL: dict[str, object] = {
    "n": 3,
    "big": 2**62,
    "d": Decimal("1.50"),
    "b": True,
    "o": False,
    "day": dt.date(2026, 8, 17),
    "s": "Ế",
    "c": "post",
    "l": [{"a": True, "k": 1}, {"a": False, "k": 2, "w": dt.date(2026, 9, 2)}],
    "m": [Decimal(1), Decimal("1.5")],
}
SCENES = [
    conform(FULL, FACTS),
    conform({name: value for name, value in FULL.items() if not FACTS[name].optional}, FACTS),
    conform({**FULL, "l": [], "m": [], "n": -5, "b": False, "d": 0}, FACTS),
]
PIECES = [
    *(
        "and",
        "or",
        "not",
        "in",
        "true",
        "false",
        "has(",
        "all(x in l,",
        "exists(x in l,",
        "all(x in m,",
        "x",
        "x.a",
        "x.k",
        "x.w",
    ),
    *(
        "has(x.w) and x.w <",
        "has(big) and",
        "has(o) and o",
        "not has(m) or",
        "n",
        "big",
        "d",
        "b",
        "day",
        "s",
        "c",
        "l",
        "m",
    ),
    *(
        "(",
        ")",
        "[",
        "]",
        ",",
        ".",
        "+",
        "-",
        "*",
        "==",
        "!=",
        "<",
        "<=",
        ">",
        ">=",
        "=",
        "&&",
        "!",
        "\n",
        "'a'",
        "'post'",
        '"',
    ),
    *(
        "0",
        "1",
        "17",
        "2.5",
        "0.001",
        "999999999999999999",
        "010",
        "2026-08-17",
        "2026-02-30",
        "n <= 3",
        "b",
        "n in [1, 3]",
    ),
    *("d * 2 == 3", "day in [2026-08-17]", "zzz", "\u202e", "ế"),
]


def text_of(data: bytes) -> str:
    """Take some of the inputs as they are, and build the others from pieces of the language."""
    if not data or data[0] % 4 == 0:
        return data[1:].decode("utf-8", "surrogateescape")
    return " ".join(PIECES[byte % len(PIECES)] for byte in data[1:])


def compiled(text: str) -> Condition | DefinitionError:
    try:
        return compile_condition(text, FACTS)
    except DefinitionError as error:
        return error


def once(data: bytes) -> frozenset[str]:
    outcome = compiled(text_of(data))
    if isinstance(outcome, DefinitionError):
        assert all(each.text("en") and each.text("vi") for each in outcome.diagnostics), outcome
        return frozenset(each.code for each in outcome.diagnostics)
    assert outcome.cost <= MAX_COST, outcome
    assert outcome.cel(), outcome
    for values in SCENES:
        answer = outcome(values)
        assert isinstance(answer, bool), (outcome, answer)
        assert (outcome.explain(values, "vi") == ()) is answer, (outcome, values)
    return frozenset()


if __name__ == "__main__":
    run("conditions", once, max_len=96)
