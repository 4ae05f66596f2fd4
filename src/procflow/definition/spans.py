"""Time limits as an author writes them: one span, or one per case or channel, with what it counts from and its law."""

import re
import unicodedata
from typing import Annotated, Final, Self

from pydantic import Field, PlainValidator, WithJsonSchema, model_validator
from pydantic.json_schema import JsonSchemaValue

from procflow.clock import Span
from procflow.definition.base import Id, Spec, Text, wrap
from procflow.errors import SpanError
from procflow.source import refuse, refusing

__all__ = ["LimitField", "LimitSpec", "SpanText", "read_span"]

_NO_LIMIT: Final = re.compile(
    r"(?:luật |pháp luật )?(?:không|chưa) (?:quy định|đặt|có)(?: thời hạn| thời gian)?|no limit|không"
)
_START: Final = re.compile(
    r"\b(?:(?:kể|tính) từ|từ (?:ngày|khi|lúc|thời điểm)|sau khi|from|after|since)\b.*", re.DOTALL
)


def _span(value: object) -> Span | None:
    """Read a span; the word `none` is the wait that the law leaves open."""
    if isinstance(value, Span):
        return value
    if not isinstance(value, str):
        raise refuse("PF207")
    return None if value.strip() == "none" else _parse(value)


def read_span(value: str) -> Span:
    """Read a span as the law words it, without what stands beside it in a decree and elsewhere in this language.

    Raises:
        SpanError: PF220 for words that there is no limit, PF221 for a span with its start, or as `Span.parse` does.
    """
    text = unicodedata.normalize("NFC", value)
    if _NO_LIMIT.fullmatch(text.strip().casefold()):
        raise SpanError("PF220", text=value)
    if (start := _START.search(text)) is not None and _is_span(span := text[: start.start()].rstrip(" ,;(")):
        raise SpanError("PF221", span=span, start=start[0].strip(" .)"))
    return Span.parse(value)


_parse = refusing(read_span)


def _is_span(text: str) -> bool:
    try:
        Span.parse(text)
    except SpanError:
        return False
    return True


def _some_span(value: object) -> Span:
    span = _span(value)
    if span is None:
        raise refuse("PF207")
    return span


def _by_channel(value: object) -> Span | dict[str, Span | None] | None:
    """Read one span, or `{by_channel: {online: ..., direct: ...}}` where a case varies by channel too."""
    if not isinstance(value, dict):
        return _span(value)
    table = value.get("by_channel") if set(value) == {"by_channel"} else None
    if not isinstance(table, dict) or not table:
        raise refuse("PF207")
    return {str(channel): _span(span) for channel, span in table.items()}


_SPAN_SCHEMA: Final[JsonSchemaValue] = {
    "type": "string",
    "minLength": 1,
    "examples": ["05 ngày làm việc", "15 ngày", "01 tháng", "04 giờ làm việc", "trong ngày"],
}
_TABLE_SCHEMA: Final[JsonSchemaValue] = {
    "type": "object",
    "properties": {"by_channel": {"type": "object", "minProperties": 1, "additionalProperties": _SPAN_SCHEMA}},
    "required": ["by_channel"],
    "additionalProperties": False,
}

ByChannel = Annotated[
    Span | dict[str, Span | None] | None,
    PlainValidator(_by_channel),
    WithJsonSchema({"anyOf": [_SPAN_SCHEMA, _TABLE_SCHEMA]}),
]
SpanText = Annotated[Span | None, PlainValidator(_span), WithJsonSchema(_SPAN_SCHEMA)]


class PlusSpec(Spec):
    """Add time where a condition over the dossier's facts holds, such as a remote area."""

    span: Annotated[Span, PlainValidator(_some_span), WithJsonSchema(_SPAN_SCHEMA)]
    when: Text
    basis: Text


class LimitSpec(Spec):
    """State a time limit: `limit`, or `by_case`, or `by_channel`; `from` names the fact that starts it.

    `none` in place of a span says that the law leaves the wait open and needs a `reason`; `unverified` says why a
    figure is not yet confirmed by the text of the law.
    """

    limit: SpanText = None
    by_case: Annotated[dict[Id, ByChannel], Field(min_length=1)] | None = None
    by_channel: Annotated[dict[Id, SpanText], Field(min_length=1)] | None = None
    from_: Id | None = Field(default=None, alias="from")
    rule: Text | None = None
    basis: Text | None = None
    reason: Text | None = None
    unverified: Text | None = None
    plus: list[PlusSpec] | None = None

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
            tables = [each if isinstance(each, dict) else {"": each} for each in self.by_case.values()]
            return tuple(span for table in tables for span in table.values())
        if self.by_channel is not None:
            return tuple(self.by_channel.values())
        return (self.limit,)


LimitField = Annotated[LimitSpec, wrap("limit")]
