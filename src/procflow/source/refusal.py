"""How a validator inside a model refuses a value with a code of the catalogue."""

from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec, TypeVar

from pydantic_core import PydanticCustomError

from procflow.errors import CATALOGUE, ProcflowError

__all__ = ["REFUSAL", "refuse", "refusing"]

P = ParamSpec("P")
R = TypeVar("R")

REFUSAL: Final = "procflow"


def refuse(code: str, /, **params: object) -> PydanticCustomError:
    """Make the error with which a validator refuses a value; the validator raises it, a source places it.

    Raises:
        KeyError: the catalogue has no such code.
    """
    CATALOGUE[code]
    return PydanticCustomError(REFUSAL, "{code}", {"code": code, "params": params})


def refusing(parse: Callable[P, R]) -> Callable[P, R]:
    """Wrap a parser, so that the `ProcflowError` it raises becomes a refusal a model can place.

    pydantic lets errors of other families escape from a validation at once, without a place and without the rest.
    """

    @wraps(parse)
    def refused(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return parse(*args, **kwargs)
        except ProcflowError as error:
            raise refuse(error.code, **error.params) from error

    return refused
