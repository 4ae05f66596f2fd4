"""One procedure, read aloud in one language: every id as its name, every limit as a sentence's part."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from procflow.clock import Span
from procflow.condition import Reason
from procflow.definition import Clock, Ending, FactKind, FeePeriod, FeeSpec, OnTimeout
from procflow.errors import Language, Spoken
from procflow.procedure import Component, LimitRule, Procedure
from procflow.wording.conditions import ConditionReader
from procflow.wording.fees import fee_text

__all__ = ["Wording", "in_both"]

Pair = tuple[str, str]

_CHANNELS: Final[Mapping[str, Pair]] = {
    "direct": ("trực tiếp", "in person"),
    "online": ("trực tuyến", "online"),
    "post": ("qua bưu chính", "by post"),
}
_ROLES: Final[Mapping[str, Pair]] = {
    "applicant": ("người nộp", "the applicant"),
    "receptionist": ("bộ phận một cửa", "the one-stop desk"),
    "engine": ("tự động khi hết hạn", "time itself"),
    "decider": ("người có thẩm quyền quyết định", "the decider"),
}
_MARKS: Final[Mapping[str, Pair]] = {
    "submitted": ("khi nộp hồ sơ", "submission"),
    "accepted": ("khi tiếp nhận", "acceptance"),
    "complete-dossier": ("khi nhận đủ hồ sơ", "the complete dossier"),
    "entered": ("khi vào bước", "the beginning of the step"),
    "asked": ("khi gửi yêu cầu", "the request"),
    "received": ("khi nhận được yêu cầu", "receipt of the request"),
    "due": ("ngày hẹn trả", "the due date"),
}
_OWN_START: Final = ("entered", "asked", "received")
_ASKED: Final[Mapping[str, Pair]] = {"case": ("Trường hợp", "Case"), "channel": ("Cách thức nộp", "Way of submission")}
_CLOCK: Final[Mapping[Clock, Pair]] = {
    Clock.RUN: ("thời hạn tính bình thường", "the limit runs"),
    Clock.RESUME: ("dừng tính thời hạn, sau đó tính tiếp", "the limit stops, then runs on"),
    Clock.RESTART: ("dừng tính thời hạn, sau đó tính lại từ đầu", "the limit stops, then starts anew"),
    Clock.NONE: ("không tính thời hạn", "no limit runs"),
}
_SILENCE: Final[Mapping[OnTimeout, Pair]] = {
    OnTimeout.ESCALATE: ("báo cáo cấp trên, vẫn chờ ý kiến", "the superior is told, the opinion still awaited"),
    OnTimeout.CONSENT: ("coi là đồng ý", "deemed consent"),
    OnTimeout.PROCEED: ("giải quyết tiếp không cần ý kiến", "the dossier goes on without it"),
    OnTimeout.REFUSE: ("coi là không đồng ý", "deemed refusal"),
}
_ENDINGS: Final[Mapping[Ending, Pair]] = {
    Ending.RETURNED: ("đã trả kết quả", "returned"),
    Ending.NOT_ACCEPTED: ("không tiếp nhận", "not accepted"),
    Ending.CLOSED: ("đóng hồ sơ", "closed"),
    Ending.WITHDRAWN: ("rút hồ sơ", "withdrawn"),
    Ending.STOPPED: ("dừng giải quyết", "stopped"),
    Ending.VOIDED: ("huỷ hồ sơ nhập trùng", "voided"),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """Read the parts of `procedure` in `lang`; what the author named in Vietnamese alone stays so."""

    procedure: Procedure
    lang: Language

    def pick(self, pair: Pair) -> str:
        """Choose of a Vietnamese and an English text; an empty English one gives the Vietnamese."""
        vi, en = pair
        return en if self.lang == "en" and en else vi

    def case(self, case: str) -> str:
        """Name a case."""
        return self.pick((self.procedure.cases.get(case, case), self.procedure.cases_en.get(case, "")))

    def channel(self, channel: str) -> str:
        """Name a channel."""
        return self.pick(_CHANNELS.get(channel, (channel, "")))

    def role(self, role: str) -> str:
        """Name a role; one that nobody named stays as it is written."""
        known = self.procedure.roles.get(role)
        return self.pick(_ROLES.get(role, (role, "")) if known is None else (known.name, known.name_en or ""))

    def step(self, step: str) -> str:
        """Name a step."""
        known = self.procedure.steps.get(step)
        return step if known is None else self.pick((known.name, known.name_en))

    def result(self, result: str) -> str:
        """Name a result."""
        known = self.procedure.results.get(result)
        return result if known is None else self.pick((known.name, known.name_en or ""))

    def fact(self, fact: str) -> str:
        """Name a fact."""
        known = self.procedure.facts.get(fact)
        return fact if known is None else self.pick((known.name, known.name_en or ""))

    def mark(self, mark: str) -> str:
        """Name what a limit counts from: a mark, a step, or an outcome."""
        if mark in _MARKS:
            return self.pick(_MARKS[mark])
        if mark in self.procedure.steps:
            return self.step(mark)
        named = (out for step in self.procedure.steps.values() for out in step.outcomes.values() if out.id == mark)
        found = next(named, None)
        return mark if found is None else self.pick((found.name, found.name_en)) or mark

    def clock(self, clock: Clock) -> str:
        """Tell what the limit does."""
        return self.pick(_CLOCK[clock])

    def silence(self, meaning: OnTimeout) -> str:
        """Tell what silence means."""
        return self.pick(_SILENCE[meaning])

    def ending(self, ending: Ending) -> str:
        """Tell how a dossier ended."""
        return self.pick(_ENDINGS[ending])

    def span(self, span: Span | None) -> str:
        """Tell a span; None is a wait the law leaves open."""
        return self.pick(("luật không đặt thời hạn", "no limit set by law")) if span is None else span.text(self.lang)

    def limit_table(self, rule: LimitRule) -> tuple[tuple[str, str], ...]:
        """Tell the lengths of a limit, each with what it is for; a length that holds for all is for nothing."""
        told: dict[str, list[str]] = {}
        for key, span in self.lengths(rule):
            told.setdefault(self.span(span), []).append(self._choice(rule, key))
        if len(told) == 1:
            return (("", next(iter(told))),)
        return tuple(("; ".join(choices), span) for span, choices in told.items())

    def lengths(self, rule: LimitRule) -> Iterator[tuple[str, Span | None]]:
        """Give the lengths of a limit by what they vary by, without channels through which nobody may submit here."""
        offered = self.procedure.submit_channels
        for key, span in rule.spans.items():
            if "channel" not in rule.varies or key.rpartition("/")[2] in offered:
                yield key, span

    def since(self, rule: LimitRule) -> str:
        """Tell from what a limit counts, where it is not the step or the request it stands at; else nothing."""
        if rule.start in _OWN_START:
            return ""
        mark = self.mark(rule.start)
        return f"{self.pick((', tính từ', ', from'))} {mark if rule.start in _MARKS else f'“{mark}”'}"

    def limit(self, rule: LimitRule) -> str:
        """Tell a limit on one line, what it varies by named once for each value, with what is added and when."""
        text = "; ".join(f"{span} ({choice})" if choice else span for choice, span in self.limit_table(rule))
        for plus in rule.plus:
            text += f"; {self.pick(('cộng', 'plus'))} {plus.span.text(self.lang)} {self.condition(plus.when.text)}"
        return text

    def condition(self, text: str) -> str:
        """Tell the condition under which something holds; the one that always does reads as such."""
        if text.strip() == "true":
            return self.pick(("với mọi hồ sơ", "for every dossier"))
        return f"{self.pick(('khi', 'where'))} {self.term(text)}"

    def term(self, text: str) -> str:
        """Tell a condition as what holds, without the word that joins it to something else."""
        return self._conditions().read(text)

    def unmet(self, text: str) -> str:
        """Tell that a condition does not hold, and nothing of what was stated."""
        return self._conditions().unmet(text)

    def failed(self, reason: Reason) -> str:
        """Tell which term of a condition does not hold, and what was stated."""
        return self._conditions().failed(reason)

    def _conditions(self) -> ConditionReader:
        return ConditionReader(self.lang, self._asked, self._value, self._is_day)

    def fee(self, fee: FeeSpec | FeePeriod) -> str:
        """Tell what a fee costs, on one line."""
        return fee_text(fee, self.lang, case=self.case, channel=self.channel, fact=self.fact)

    def copies(self, component: Component) -> str:
        """Tell how many originals and copies of a paper; nothing where the procedure does not say."""
        counts = (
            (component.originals, ("bản chính", "original")),
            (component.copies, ("bản sao", "copy" if component.copies == 1 else "copies")),
        )
        return ", ".join(f"{count} {self.pick(noun)}" for count, noun in counts if count)

    def listed(self, names: Iterable[str]) -> str:
        """Join names."""
        return ", ".join(names)

    def _asked(self, fact: str) -> str:
        """Name what a condition asks for: a declared fact, the case or the channel."""
        return self.pick(_ASKED[fact]) if fact in _ASKED else self.fact(fact)

    def _value(self, fact: str, value: str) -> str:
        """Name a value that a condition compares a fact with."""
        match fact:
            case "case":
                return self.case(value)
            case "channel":
                return self.channel(value)
            case _:
                known = self.procedure.facts.get(fact)
                return value if known is None else (known.choices or {}).get(value, value)

    def _is_day(self, fact: str) -> bool:
        known = self.procedure.facts.get(fact)
        return known is not None and known.type is FactKind.DATE

    def _choice(self, rule: LimitRule, key: str) -> str:
        match rule.varies:
            case "case":
                return self.case(key)
            case "channel":
                return self.channel(key)
            case _:
                case, _, channel = key.partition("/")
                return f"{self.case(case)}, {self.channel(channel)}"


def in_both(procedure: Procedure, tell: Callable[[Wording], str]) -> Spoken:
    """Tell something of `procedure` in both languages, as an error's parameter."""
    return Spoken(tell(Wording(procedure, "en")), tell(Wording(procedure, "vi")))
