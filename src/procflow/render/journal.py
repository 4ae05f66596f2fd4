"""A journal in words: one line an event, in English or Vietnamese, for timelines, demos and officers who must explain.

Invariant: a line says what the event carries and computes nothing.
"""

from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from procflow.clock import Limit, Span
from procflow.dossier import (
    MAIN_LIMIT,
    Accepted,
    Apologised,
    BreachFlagged,
    DossierEnded,
    DossierFinished,
    Event,
    FeeAssessed,
    LimitClosed,
    LimitExpired,
    LimitHeld,
    LimitRestarted,
    LimitResumed,
    LimitStarted,
    OpinionAsked,
    OpinionDeemed,
    OpinionGiven,
    OutcomeTaken,
    Promise,
    Promised,
    Reappointed,
    ResultProduced,
    StepEntered,
    Submitted,
)
from procflow.errors import Language
from procflow.procedure import Procedure

__all__ = ["describe"]

_WORDS: Final[dict[type[Event], dict[Language, str]]] = {
    Submitted: {"en": "handed in ({channel})", "vi": "nộp hồ sơ ({channel})"},
    StepEntered: {"en": "now: {step} (national status {status})", "vi": "chuyển sang: {step} (trạng thái {status})"},
    OutcomeTaken: {"en": "{outcome}{reason}{form}", "vi": "{outcome}{reason}{form}"},
    Accepted: {"en": "accepted as complete", "vi": "tiếp nhận hồ sơ đầy đủ, hợp lệ"},
    FeeAssessed: {"en": "fee {working}", "vi": "phí, lệ phí {working}"},
    LimitStarted: {"en": "{limit}: {span}, due {due}", "vi": "{limit}: {span}, đến hạn {due}"},
    LimitHeld: {"en": "{limit}: stopped", "vi": "{limit}: dừng tính"},
    LimitResumed: {"en": "{limit}: runs on, due {due}", "vi": "{limit}: tính tiếp, đến hạn {due}"},
    LimitRestarted: {"en": "{limit}: counted anew, due {due}", "vi": "{limit}: tính lại từ đầu, đến hạn {due}"},
    LimitExpired: {"en": "{limit}: ended", "vi": "{limit}: hết hạn"},
    LimitClosed: {"en": "{limit}: {verdict}", "vi": "{limit}: {verdict}"},
    Promised: {"en": "receipt given, promised {promise}", "vi": "cấp giấy tiếp nhận, hẹn trả {promise}"},
    Apologised: {"en": "apology: {reason}{form}", "vi": "xin lỗi: {reason}{form}"},
    Reappointed: {"en": "re-appointed to {until}", "vi": "hẹn lại ngày {until}"},
    OpinionAsked: {"en": "opinion asked: {consultation}", "vi": "lấy ý kiến: {consultation}"},
    OpinionGiven: {"en": "opinion of {consultation}: {opinion}", "vi": "ý kiến của {consultation}: {opinion}"},
    OpinionDeemed: {
        "en": "silence of {consultation}: {meaning} ({basis})",
        "vi": "{consultation} không trả lời: {meaning} ({basis})",
    },
    ResultProduced: {"en": "result: {result}", "vi": "kết quả: {result}"},
    BreachFlagged: {"en": "BREACH {breach} ({basis})", "vi": "VI PHẠM {breach} ({basis})"},
    DossierFinished: {"en": "settled: the result is ready", "vi": "giải quyết xong, đã có kết quả"},
    DossierEnded: {"en": "ended: {ending}", "vi": "kết thúc: {ending}"},
}

_VIETNAMESE: Final = {
    "kept": "đúng hạn",
    "missed": "quá hạn",
    "void": "không còn áp dụng",
    "returned": "đã trả kết quả",
    "not-accepted": "không được tiếp nhận",
    "closed": "đóng do không bổ sung",
    "withdrawn": "người dân rút hồ sơ",
    "stopped": "dừng giải quyết",
    "deemed-consent": "coi như đồng ý",
    "deemed-refusal": "coi như không đồng ý",
    "proceeded-without": "tiếp tục giải quyết",
    "escalated": "báo cáo cấp trên",
    "late-step": "chậm ở một bước",
    "late-result": "quá hạn giải quyết",
    "late-request": "yêu cầu bổ sung muộn",
    "late-apology": "xin lỗi muộn",
    "late-opinion": "cơ quan được hỏi trả lời muộn",
    "too-many-rounds": "quá số lần cho phép",
}


def describe(event: Event, procedure: Procedure, lang: Language = "en") -> str:
    """Tell `event` of a dossier under `procedure` in one line, without its moment and actor."""
    return _WORDS[type(event)][lang].format_map(_params(event, procedure, lang))


def _params(event: Event, procedure: Procedure, lang: Language) -> dict[str, object]:
    match event:
        case OutcomeTaken():
            outcome = procedure.steps[event.step].outcomes[event.outcome]
            name = (outcome.name_en if lang == "en" else outcome.name) or outcome.id
            return {"outcome": name, "reason": f": {event.reason}" if event.reason else "", "form": _form(event.form)}
        case LimitStarted() | LimitHeld() | LimitResumed() | LimitRestarted():
            return _limit(event.limit, procedure, lang)
        case OpinionAsked() | OpinionGiven() | OpinionDeemed():
            return _opinion(event, procedure, lang)
        case ResultProduced():
            result = procedure.results[event.result]
            return {"result": (result.name_en if lang == "en" else None) or result.name}
        case _:
            return _simple(event, procedure, lang)


def _simple(event: Event, procedure: Procedure, lang: Language) -> dict[str, object]:
    """Take the words of an event from its own fields, each put as `lang` says it."""
    said: dict[str, object] = {field.name: getattr(event, field.name) for field in fields(event)}
    for key, value in list(said.items()):
        match key, value:
            case "step", str():
                said[key] = _step(procedure, value, lang)
            case "name", str():
                said["limit"] = _limit_name(value, procedure, lang)
            case "form", str():
                said[key] = _form(value)
            case _, StrEnum():
                said[key] = value.value if lang == "en" else _VIETNAMESE.get(value.value, value.value)
            case _, date() if not isinstance(value, datetime):
                said[key] = f"{value:%d/%m/%Y}"
            case _, Promise():
                said[key] = f"{value.due_at:%d/%m/%Y %H:%M}"
            case _:
                pass
    return {**said, "status": said.get("national_status", "")}


def _opinion(
    event: OpinionAsked | OpinionGiven | OpinionDeemed, procedure: Procedure, lang: Language
) -> dict[str, object]:
    said = _simple(event, procedure, lang)
    return {**said, "consultation": _consultation(procedure, event.consultation, lang)}


def _limit(limit: Limit, procedure: Procedure, lang: Language) -> dict[str, object]:
    name = _limit_name(limit.name, procedure, lang)
    return {"limit": name, "span": Span.parse(limit.span).text(lang), "due": f"{limit.due_at:%d/%m/%Y %H:%M}"}


def _limit_name(name: str, procedure: Procedure, lang: Language) -> str:
    if name == MAIN_LIMIT:
        return "legal limit" if lang == "en" else "thời hạn giải quyết"
    kind, _, of = name.partition(":")
    if kind == "consult":
        return _consultation(procedure, of, lang)
    return _step(procedure, of, lang)


def _step(procedure: Procedure, name: str, lang: Language) -> str:
    step = procedure.steps[name]
    return (step.name_en if lang == "en" else "") or step.name


def _consultation(procedure: Procedure, name: str, lang: Language) -> str:
    for step in procedure.steps.values():
        if name in step.consult:
            consult = step.consult[name]
            return (consult.name_en if lang == "en" else "") or consult.name
    return name


def _form(form: str) -> str:
    return f" [{form}]" if form else ""
