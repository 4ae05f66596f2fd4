"""Time limits as an author writes them: one span, or one per case or channel, with what it counts from and its law."""

from typing import Annotated, Self

from pydantic import Field, PlainValidator, model_validator

from procflow.clock import Span
from procflow.definition.base import Id, Spec, Text, wrap
from procflow.source import refuse, refusing

__all__ = ["LimitField", "LimitSpec", "SpanText"]


def _span(value: object) -> Span | None:
    """Read a span; the word `none` is the wait that the law leaves open."""
    if isinstance(value, Span):
        return value
    if not isinstance(value, str):
        raise refuse("PF207")
    return None if value.strip() == "none" else _parse(value)


_parse = refusing(Span.parse)

SpanText = Annotated[Span | None, PlainValidator(_span)]


class LimitSpec(Spec):
    """State a time limit: `limit`, or `by_case`, or `by_channel`; `from` names the fact that starts it.

    `none` in place of a span says that the law leaves the wait open and needs a `reason`; `unverified` says why a
    figure is not yet confirmed by the text of the law.
    """

    limit: SpanText = None
    by_case: Annotated[dict[Id, SpanText], Field(min_length=1)] | None = None
    by_channel: Annotated[dict[Id, SpanText], Field(min_length=1)] | None = None
    from_: Id | None = Field(default=None, alias="from")
    rule: Text | None = None
    basis: Text | None = None
    reason: Text | None = None
    unverified: Text | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        said = [name for name in ("limit", "by_case", "by_channel") if name in self.model_fields_set]
        if len(said) != 1:
            raise refuse("PF208", count=len(said))
        if None in self.spans() and self.reason is None:
            raise refuse("PF209")
        return self

    def spans(self) -> tuple[Span | None, ...]:
        """List every span the limit can take; None stands for `none`."""
        if self.by_case is not None:
            return tuple(self.by_case.values())
        if self.by_channel is not None:
            return tuple(self.by_channel.values())
        return (self.limit,)


LimitField = Annotated[LimitSpec, wrap("limit")]
