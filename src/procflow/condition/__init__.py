"""Conditions: a small language over declared facts that is proved safe before it runs, and explains its answers.

    so_tang <= 3 and not khu_vuc_bao_ton
    loai in ['nha_o', 'khac'] or ngay_nop >= 2026-07-01
    has(le_phi) and le_phi * so_ban > 50000.50
    all(t in thanh_phan, not t.bat_buoc or t.da_nop)

Loosest first: `or`; `and`; `not`; one of `== != < <= > >= in` (and `not in`); `+ -`; `*`; a leading `-`; then values:
`true`, `false`, numbers (`15`, `1.5`), dates (`2026-07-01`, without spaces), texts in either quotes, lists of values in
brackets, parentheses, and the names of facts. Comparisons do not chain. `has(x)` asks whether an optional fact is
given, and only where it proved so may `x` be read: `has(x) and x > 3`, `not has(x) or x > 3`. `all(t in list, a)` and
`exists(t in list, a)` ask the condition `a` of the items of a list fact; `t` is the item, `t.field` a field of it; they
do not nest. Texts are compared whole, dates by order; there is no division, no indexing, no pattern, no call of
anything else. In YAML, a condition needs quotes only where it begins with a quote or bracket, or stands between braces
and holds a comma.

Invariants: a compiled condition cannot raise and cannot run long; nothing is ever evaluated from text, no attribute is
read by a name the author chose; each condition prints as CEL, and the tests hold it against two CEL implementations.
"""

from procflow.condition.cel import cel_values
from procflow.condition.check import MAX_COST
from procflow.condition.compiled import Condition, compile_condition
from procflow.condition.explain import Reason
from procflow.condition.facts import (
    RESERVED,
    BooleanFact,
    ChoiceFact,
    DateFact,
    DecimalFact,
    Fact,
    Facts,
    IntegerFact,
    ListFact,
    Scalar,
    TextFact,
    conform,
    is_fact_name,
    type_name,
)
from procflow.condition.syntax import MAX_DEPTH, MAX_PARTS
from procflow.condition.tokens import MAX_LENGTH

__all__ = [
    "MAX_COST",
    "MAX_DEPTH",
    "MAX_LENGTH",
    "MAX_PARTS",
    "RESERVED",
    "BooleanFact",
    "ChoiceFact",
    "Condition",
    "DateFact",
    "DecimalFact",
    "Fact",
    "Facts",
    "IntegerFact",
    "ListFact",
    "Reason",
    "Scalar",
    "TextFact",
    "cel_values",
    "compile_condition",
    "conform",
    "is_fact_name",
    "type_name",
]
