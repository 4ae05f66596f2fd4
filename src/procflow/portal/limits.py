"""The limit of a scaffold: which of the stated figures can stand, by what they vary, and what is doubtful about them.

Invariants: no figure is invented: what the record does not state with a unit becomes `none` with its reason; a doubtful
figure carries `unverified`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from procflow.clock import Span, Unit
from procflow.portal.deadlines import spans_in
from procflow.portal.draft import Draft, identifier
from procflow.portal.recovered import Recovered
from procflow.portal.ways import Way

__all__ = ["Doubt", "LimitPlan", "plan_limit", "write_limit"]

_HOURS: Final = frozenset({Unit.HOUR, Unit.MINUTE})
_CASES: Final = ("trường hợp", "đối với")
_CASE_NAME_MOST: Final = 120
_CHANNEL_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "online": ("trực tuyến", "môi trường điện tử", "dịch vụ công", "vneid", "điện tử", "phần mềm", "mạng"),
    "post": ("bưu chính", "bưu điện", "bưu cục"),
    "direct": ("trực tiếp", "một cửa", "tại trụ sở", "trung tâm phục vụ", "nộp tại", "tại cơ quan"),
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """Hold one doubt: its code and parameters, and what `unverified` is to say of it (may be empty)."""

    code: str
    params: Mapping[str, object]
    unverified: str = ""


@dataclass(frozen=True, slots=True)
class LimitPlan:
    """Hold the limit to write: spans by channel or case (or one under the empty key), and every doubt."""

    varies: str
    spans: Mapping[str, Span | None]
    cases: Mapping[str, str]
    doubts: tuple[Doubt, ...]
    reason: str

    def case_of(self, way: Way) -> str:
        """Name the case that `way` is of; empty where the limit does not vary by case."""
        span = way.limit.span()
        return next((case for case, limit in self.spans.items() if limit == span), "") if self.cases else ""


def plan_limit(found: Recovered) -> LimitPlan:
    """Decide how the stated limits can be written."""
    by_channel = {channel: _spans(found.rows(channel)) for channel in found.channels}
    doubts = tuple(chain(_unstated(found), _strange(found), _contradicted(found, by_channel), _copied(found)))
    reason = _reason(found)
    if any(len(spans) > 1 for spans in by_channel.values()):
        cases = _cases(found)
        count = max(len(spans) for spans in by_channel.values())
        more = Doubt("PF816", {"count": count})
        spans = {case: span for case, (_, span) in cases.items()}
        return LimitPlan("case", spans, {case: name for case, (name, _) in cases.items()}, (*doubts, more), reason)
    single = {channel: spans[0] if spans else None for channel, spans in by_channel.items()}
    if len(set(single.values())) > 1:
        return LimitPlan("channel", single, {}, doubts, reason)
    return LimitPlan("", {"": next(iter(single.values()), None)}, {}, doubts, reason)


def _spans(rows: Sequence[Way]) -> tuple[Span, ...]:
    """List the different limits of one channel; a row that states none gives way to one that does."""
    return tuple(dict.fromkeys(span for way in rows if (span := way.limit.span()) is not None))


def _cases(found: Recovered) -> dict[str, tuple[str, Span]]:
    """Make a case of every different limit, named by what its first row says of it."""
    cases: dict[str, tuple[str, Span]] = {}
    known: set[Span] = set()
    for way in found.ways.rows:
        span = way.limit.span()
        if span is None or span in known:
            continue
        known.add(span)
        name = _case_name(way.note) or f"Trường hợp {span.text('vi')}"
        cases[identifier(name, cases, "truong-hop")] = (name, span)
    return cases


def _case_name(note: str) -> str:
    plain = note.casefold()
    places = [place for word in _CASES if 0 <= (place := plain.find(word)) < len(note)]
    if not places or len(plain) != len(note):
        return ""
    start = min(places)
    ends = [end for sign in (":", ";", ".", "\n", ", trong thời hạn") if (end := plain.find(sign, start)) > start]
    return note[start : min(ends, default=len(note))].strip()[:_CASE_NAME_MOST].strip(" ,-")


def _unstated(found: Recovered) -> Iterator[Doubt]:
    bare = [way for way in found.ways.rows if way.limit.figure and way.limit.unit is None]
    if bare:
        figures = ", ".join(dict.fromkeys(way.limit.figure for way in bare))
        yield Doubt("PF810", {"text": figures, "channels": _channels(bare)}, f"Cổng ghi `{figures}` không có đơn vị")
    words = [way for way in found.ways.rows if way.limit.words]
    if words:
        yield Doubt("PF812", {"text": words[0].limit.words, "channels": _channels(words)})
    nothing = [way for way in found.ways.rows if not way.limit.figure and not way.limit.words]
    if nothing:
        yield Doubt("PF811", {"channels": _channels(nothing)})


def _strange(found: Recovered) -> Iterator[Doubt]:
    for way in _first_of_each(found, lambda way: way.limit.unit is not None):
        span = way.limit.span()
        if span is None:
            text = way.limit.text()
            yield Doubt("PF818", {"text": text}, f"Cổng ghi {text}")
        elif span.unit in _HOURS:
            text = span.text("vi")
            yield Doubt("PF815", {"text": text}, f"Cổng ghi {text}, không nêu có phải giờ làm việc hay không")


def _contradicted(found: Recovered, by_channel: Mapping[str, tuple[Span, ...]]) -> Iterator[Doubt]:
    stated = {channel: spans for channel, spans in by_channel.items() if spans}
    if len({frozenset(spans) for spans in stated.values()}) > 1:
        text = "; ".join(f"{name}: {', '.join(_told(span) for span in spans)}" for name, spans in stated.items())
        yield Doubt("PF813", {"text": text}, f"Cổng ghi khác nhau theo kênh ({text})")
    steps = tuple(deadline.span for deadline in found.deadlines)
    for way in _first_of_each(found, lambda way: way.limit.span() is not None):
        span = way.limit.span()
        told = None if span is None else _other(span, spans_in(way.note), steps)
        if span is not None and told is not None:
            text = f"Cổng ghi {_told(span)}, phần mô tả ghi {_told(told)}"
            yield Doubt("PF814", {"stated": _told(span), "told": _told(told)}, text)


def _other(span: Span, note: Sequence[Span], steps: Sequence[Span]) -> Span | None:
    """Find what the record's text says against `span`: the same number with another unit, or one other limit."""
    if span in note or span in steps:
        return None
    same = (told for told in (*note, *steps) if told.amount == span.amount and _confusable(told.unit, span.unit))
    other = note[0] if len(set(note)) == 1 else None
    return next(same, other)


def _confusable(one: Unit, other: Unit) -> bool:
    return {one, other} in ({Unit.DAY, Unit.WORKING_DAY}, {Unit.HOUR, Unit.WORKING_HOUR})


def _copied(found: Recovered) -> Iterator[Doubt]:
    for channel in found.channels:
        notes = " ".join(way.note for way in found.rows(channel)).casefold()
        said = {name for name, words in _CHANNEL_WORDS.items() if any(word in notes for word in words)}
        if len(said) == 1 and channel not in said:
            yield Doubt("PF817", {"channel": channel}, f"phần mô tả của kênh {channel} nói về kênh khác")


def _first_of_each(found: Recovered, wanted: Callable[[Way], bool]) -> Iterator[Way]:
    seen: set[tuple[str, Unit | None]] = set()
    for way in found.ways.rows:
        key = (way.limit.figure, way.limit.unit)
        if key not in seen and wanted(way):
            seen.add(key)
            yield way


def _channels(ways: Sequence[Way]) -> str:
    return ", ".join(dict.fromkeys(way.channel for way in ways))


def _told(span: Span | None) -> str:
    return "không nêu" if span is None else span.text("vi")


def _reason(found: Recovered) -> str:
    """Say why a wait is left open: what the form states instead of a limit."""
    rows = [way for way in found.ways.rows if way.limit.span() is None]
    words = next((way.limit.words for way in rows if way.limit.words), "")
    figures = ", ".join(dict.fromkeys(way.limit.text() for way in rows if way.limit.figure))
    if words:
        return f"Cổng ghi: {words}"
    if figures:
        return f"Cổng ghi `{figures}`, chưa xác định được thời hạn; phải đối chiếu văn bản"
    return "Cổng không nêu thời hạn; phải đối chiếu văn bản"


def write_limit(draft: Draft, plan: LimitPlan, decision: str) -> None:
    """Write `limit:` with the notes on it."""
    for doubt in plan.doubts:
        draft.note(doubt.code, **doubt.params)
    draft.line("limit:")
    match plan.varies:
        case "case" | "channel":
            draft.line(f"by_{plan.varies}:", 2)
            for name, span in plan.spans.items():
                draft.line(f"{name}: {_spelled(span)}", 4)
        case _:
            draft.line(f"limit: {_spelled(plan.spans[''])}", 2)
    if None in plan.spans.values():
        draft.pair("reason", plan.reason, 2)
    unverified = "; ".join(dict.fromkeys(doubt.unverified for doubt in plan.doubts if doubt.unverified))
    if unverified:
        draft.pair("unverified", f"{unverified}; chưa đối chiếu văn bản", 2)
    if decision:
        draft.pair("basis", f"Quyết định công bố {decision}", 2)


def _spelled(span: Span | None) -> str:
    return "none" if span is None else span.text("vi")
