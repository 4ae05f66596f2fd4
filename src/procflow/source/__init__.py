"""Strict YAML with positions: text in, data and places out, and every complaint coded.

`read` gives a `Source` (data of dicts, lists and text, and the place of each), `validate` holds it against a pydantic
model, `excerpt` draws the line a complaint speaks of. A validator inside a model refuses a value with
`raise refuse("PF201", name=name)`, or wraps a parser that raises `ProcflowError` in `refusing`.

Invariants: nothing is opened here, texts are passed in; a scalar is never anything but text; whatever the input, the
outcome is a `Source` or a `DefinitionError`.
"""

from procflow.source.frame import excerpt
from procflow.source.reader import MAX_BYTES, MAX_DEPTH, MAX_NODES, read, survey
from procflow.source.refusal import refuse, refusing
from procflow.source.tree import Data, Item, Source
from procflow.source.validation import model_of, problems, validate

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_NODES",
    "Data",
    "Item",
    "Source",
    "excerpt",
    "model_of",
    "problems",
    "read",
    "refuse",
    "refusing",
    "survey",
    "validate",
]
