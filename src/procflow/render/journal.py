"""A journal in words: one line an event, in English or Vietnamese, for timelines, demos and officers who must explain.

Invariant: a line says what the event carries and computes nothing.
"""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from procflow.clock import Limit, Span
from procflow.definition import Money
from procflow.dossier import (
    COMMITTED_LIMIT,
    MAIN_LIMIT,
    Accepted,
    Apologised,
    BreachFlagged,
    CaseChanged,
    ChildFinished,
    ChildOpened,
    ChildStarted,
    DossierAdopted,
    DossierContinued,
    DossierEnded,
    DossierFinished,
    DossierStopped,
    DossierVoided,
    ErrorReported,
    Event,
    FactsAmended,
    FeeAssessed,
    Forwarded,
    LimitClosed,
    LimitExpired,
    LimitExtended,
    LimitHeld,
    LimitRestarted,
    LimitRestated,
    LimitResumed,
    LimitStarted,
    Migrated,
    OpinionAsked,
    OpinionDeemed,
    OpinionGiven,
    OutcomeTaken,
    OutsideFactNoted,
    PersonalDataErased,
    Promise,
    Promised,
    Reappointed,
    Reassigned,
    ResultCorrected,
    ResultProduced,
    StepEntered,
    Submitted,
    Transferred,
    WithdrawalDecided,
    WithdrawalRequested,
    Withheld,
)
from procflow.errors import Language
from procflow.procedure import Procedure
from procflow.wording import Wording, money_text

__all__ = ["describe", "limit_name"]

_WORDS: Final[dict[type[Event], dict[Language, str]]] = {
    Submitted: {"en": "handed in ({channel})", "vi": "nộp hồ sơ ({channel})"},
    StepEntered: {"en": "now: {step} (national status {status})", "vi": "chuyển sang: {step} (trạng thái {status})"},
    OutcomeTaken: {"en": "{outcome}{reason}{form}", "vi": "{outcome}{reason}{form}"},
    Accepted: {"en": "accepted as complete", "vi": "tiếp nhận hồ sơ đầy đủ, hợp lệ"},
    FeeAssessed: {"en": "{fee}: {amount}{working}", "vi": "{fee}: {amount}{working}"},
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
    OpinionGiven: {
        "en": "opinion of {consultation}: {opinion}{beside}",
        "vi": "ý kiến của {consultation}: {opinion}{beside}",
    },
    OutsideFactNoted: {
        "en": "NOTED, changing nothing: {fact} of {step}{content} (by then: {beside})",
        "vi": "GHI NHẬN, không làm thay đổi kết quả xử lý: {fact} của bước {step}{content} (khi đó: {beside})",
    },
    OpinionDeemed: {
        "en": "silence of {consultation}: {meaning} ({basis})",
        "vi": "{consultation} không trả lời: {meaning} ({basis})",
    },
    ResultProduced: {"en": "result: {result}", "vi": "kết quả: {result}"},
    BreachFlagged: {"en": "BREACH {breach} ({basis})", "vi": "VI PHẠM {breach} ({basis})"},
    DossierAdopted: {"en": "taken over from {origin}", "vi": "tiếp nhận từ hệ thống khác: {origin}"},
    LimitExtended: {
        "en": "{limit}: extended by agreement ({agreement}), due {due}",
        "vi": "{limit}: gia hạn theo thoả thuận ({agreement}), đến hạn {due}",
    },
    LimitRestated: {
        "en": "{limit}: now {span}, due {due} ({reason}){agreed}",
        "vi": "{limit}: nay {span}, đến hạn {due} ({reason}){agreed}",
    },
    WithdrawalRequested: {"en": "withdrawal asked: {reason}{form}", "vi": "đề nghị rút hồ sơ: {reason}{form}"},
    WithdrawalDecided: {"en": "withdrawal granted: {granted} {reason}", "vi": "cho rút hồ sơ: {granted} {reason}"},
    FactsAmended: {"en": "amended: {facts}{form}", "vi": "sửa nội dung: {facts}{form}"},
    DossierStopped: {"en": "stopped: {reason} ({basis}){form}", "vi": "dừng giải quyết: {reason} ({basis}){form}"},
    DossierContinued: {"en": "continued: {reason}", "vi": "tiếp tục giải quyết: {reason}"},
    CaseChanged: {"en": "case changed to {case}: {reason}", "vi": "chuyển sang trường hợp {case}: {reason}"},
    Forwarded: {"en": "forwarded to {unit}", "vi": "chuyển đến {unit}"},
    Transferred: {"en": "transferred to {unit}: {reason}", "vi": "chuyển đơn vị {unit}: {reason}"},
    Reassigned: {"en": "given to {assignee}: {reason}", "vi": "giao cho {assignee}: {reason}"},
    DossierVoided: {
        "en": "voided, keyed twice; the one that counts is {duplicate_of}: {reason}",
        "vi": "huỷ do nhập trùng; hồ sơ được tính là {duplicate_of}: {reason}",
    },
    ErrorReported: {"en": "error reported: {reason}", "vi": "báo kết quả sai: {reason}"},
    ResultCorrected: {"en": "result corrected: {result}: {reason}", "vi": "đính chính kết quả: {result}: {reason}"},
    ChildStarted: {
        "en": "interlinked begins: {child} ({procedure})",
        "vi": "bắt đầu liên thông: {child} ({procedure})",
    },
    ChildOpened: {"en": "interlinked dossier opened: {dossier}", "vi": "mở hồ sơ liên thông: {dossier}"},
    ChildFinished: {"en": "interlinked done: {child} {results}", "vi": "xong liên thông: {child} {results}"},
    Migrated: {
        "en": "now under version {version}, step {step} ({basis})",
        "vi": "nay theo phiên bản {version}, bước {step} ({basis})",
    },
    PersonalDataErased: {
        "en": "personal data erased: {names} ({basis})",
        "vi": "xóa dữ liệu cá nhân: {names} ({basis})",
    },
    DossierFinished: {"en": "settled: the result is ready", "vi": "giải quyết xong, đã có kết quả"},
    DossierEnded: {"en": "ended: {ending}", "vi": "kết thúc: {ending}"},
}

_WITHHELD: Final[dict[Language, tuple[str, str]]] = {
    "en": ("(personal)", "(personal, erased)"),
    "vi": ("(dữ liệu cá nhân)", "(dữ liệu cá nhân, đã xóa)"),
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
    "voided": "huỷ do nhập trùng",
    "late-commitment": "quá thời hạn cam kết",
    "late-forwarding": "chuyển hồ sơ muộn",
    "late-decision": "quyết định rút hồ sơ muộn",
    "late-correction": "đính chính muộn",
    "late-notice": "thông báo muộn",
    "undeclared-return": "trả kết quả bằng cách thức chưa công bố",
    "outdated-law": "tiếp nhận theo quy định đã hết hiệu lực",
    "late-step": "chậm ở một bước",
    "late-result": "quá hạn giải quyết",
    "late-request": "yêu cầu bổ sung muộn",
    "late-apology": "xin lỗi muộn",
    "late-opinion": "cơ quan được hỏi trả lời muộn",
    "too-many-rounds": "quá số lần cho phép",
}

_YES: Final[dict[Language, tuple[str, str]]] = {"en": ("no", "yes"), "vi": ("không", "có")}
_LIMITS: Final[dict[str, dict[Language, str]]] = {
    MAIN_LIMIT: {"en": "legal limit", "vi": "thời hạn giải quyết"},
    COMMITTED_LIMIT: {"en": "committed limit", "vi": "thời hạn cam kết"},
    "withdrawal": {"en": "decision on the withdrawal", "vi": "giải quyết đề nghị rút hồ sơ"},
    "correction": {"en": "correction", "vi": "đính chính kết quả"},
    "forwarding": {"en": "forwarding", "vi": "chuyển hồ sơ"},
}


def describe(event: Event, procedure: Procedure, lang: Language = "en") -> str:
    """Tell `event` of a dossier under `procedure` in one line, without its moment and actor."""
    return _WORDS[type(event)][lang].format_map(_params(event, procedure, lang))


def _params(event: Event, procedure: Procedure, lang: Language) -> dict[str, object]:
    match event:
        case OutcomeTaken():
            step = procedure.steps.get(event.step)  # an earlier version's, where the dossier was moved to another
            outcome = None if step is None else step.outcomes.get(event.outcome)
            name = ((outcome.name_en if lang == "en" else outcome.name) if outcome else "") or event.outcome
            return {"outcome": name, "reason": f": {event.reason}" if event.reason else "", "form": _form(event.form)}
        case LimitRestated():
            return {
                **_simple(event, procedure, lang),
                **_limit(event.limit, procedure, lang),
                "agreed": _agreed(event.agreed, lang),
            }
        case LimitStarted() | LimitHeld() | LimitResumed() | LimitRestarted() | LimitExtended():
            return {**_simple(event, procedure, lang), **_limit(event.limit, procedure, lang)}
        case OpinionAsked() | OpinionGiven() | OpinionDeemed():
            return _opinion(event, procedure, lang)
        case OutsideFactNoted():
            return _noted(event, procedure, lang)
        case Submitted() | CaseChanged() | FactsAmended() | ChildStarted() | ChildFinished():
            return {**_simple(event, procedure, lang), **_named(event, procedure, lang)}
        case FeeAssessed():
            return _fee(event, procedure, lang)
        case ResultProduced():
            result = procedure.results[event.result]
            return {"result": (result.name_en if lang == "en" else None) or result.name}
        case _:
            return _simple(event, procedure, lang)


def _named(
    event: Submitted | CaseChanged | FactsAmended | ChildStarted | ChildFinished, procedure: Procedure, lang: Language
) -> dict[str, object]:
    """Call what an event speaks of by id as people do."""
    words = Wording(procedure, lang)
    match event:
        case Submitted():
            return {"channel": words.channel(event.channel)}
        case CaseChanged():
            return {"case": words.case(event.case)}
        case FactsAmended():
            return {
                "facts": ", ".join(f"{words.fact(name)} = {_spoken(said, lang)}" for name, said in event.facts.items())
            }
        case _:
            children = (child for step in procedure.steps.values() for child in step.children.values())
            named = (words.pick((child.name, child.name_en)) for child in children if child.id == event.child)
            return {"child": next(named, event.child)}


def _fee(event: FeeAssessed, procedure: Procedure, lang: Language) -> dict[str, object]:
    """Name a fee and its amount, and how it was worked out where that is more than the amount."""
    money, fee = Money(event.amount, event.currency), procedure.fees.get(event.fee)
    more = event.working.removeprefix(str(money)).removeprefix(": ")  # an exemption says who is exempt after the amount
    return {
        "fee": fee.name if fee else event.fee,
        "amount": money_text(money, lang),
        "working": f" ({more})" if more else "",
    }


def _simple(event: Event, procedure: Procedure, lang: Language) -> dict[str, object]:
    """Take the words of an event from its own fields, each put as `lang` says it."""
    said: dict[str, object] = {field.name: getattr(event, field.name) for field in fields(event)}
    for key, value in list(said.items()):
        if key == "step" and isinstance(value, str):
            said[key] = _step(procedure, value, lang)
        elif key == "name" and isinstance(value, str):
            said["limit"] = limit_name(value, procedure, lang)
        elif key == "form" and isinstance(value, str):
            said[key] = _form(value)
        else:
            said[key] = _spoken(value, lang)
    return {**said, "status": said.get("national_status", "")}


def _spoken(value: object, lang: Language) -> object:
    match value:
        case StrEnum():
            return value.value if lang == "en" else _VIETNAMESE.get(value.value, value.value)
        case bool():
            return _YES[lang][value]
        case date() if not isinstance(value, datetime):
            return f"{value:%d/%m/%Y}"
        case Promise():
            return f"{value.due_at:%d/%m/%Y %H:%M}"
        case Mapping():
            return ", ".join(f"{name} = {_spoken(fact, lang)}" for name, fact in value.items())
        case Withheld():
            return _WITHHELD[lang][value.erased]
        case tuple():
            return ", ".join(map(str, value))
        case _:
            return value


def _opinion(
    event: OpinionAsked | OpinionGiven | OpinionDeemed, procedure: Procedure, lang: Language
) -> dict[str, object]:
    said = _simple(event, procedure, lang)
    if isinstance(event, OpinionGiven) and event.beside:
        stands = _VIETNAMESE[event.beside] if lang == "vi" else event.beside
        said["beside"] = f" ({'vẫn giữ' if lang == 'vi' else 'stands'}: {stands})"
    return {**said, "consultation": _consultation(procedure, event.consultation, lang)}


def _noted(event: OutsideFactNoted, procedure: Procedure, lang: Language) -> dict[str, object]:
    """Name a fact by its outcome or agency, and what stood by then: an ending, the ground of a stop or a step."""
    step = procedure.steps.get(event.step)
    outcome = None if step is None else step.outcomes.get(event.fact)
    name = ((outcome.name_en if lang == "en" else outcome.name) or outcome.id) if outcome else None
    stands = _VIETNAMESE.get(event.beside, event.beside) if lang == "vi" else event.beside
    return {
        "fact": name or _consultation(procedure, event.fact, lang),
        "step": _step(procedure, event.step, lang),
        "content": f": {event.content}" if event.content else "",
        "beside": _step(procedure, event.beside, lang) if event.beside in procedure.steps else stands,
    }


def _agreed(spans: tuple[str, ...], lang: Language) -> str:
    """Name the agreed extensions a limit was counted with again."""
    said = ", ".join(Span.parse(span).text(lang) for span in spans)
    return (
        "" if not said else f"; {'gồm gia hạn đã thoả thuận' if lang == 'vi' else 'with the agreed extension'}: {said}"
    )


def _limit(limit: Limit, procedure: Procedure, lang: Language) -> dict[str, object]:
    name = limit_name(limit.name, procedure, lang)
    return {"limit": name, "span": Span.parse(limit.span).text(lang), "due": f"{limit.due_at:%d/%m/%Y %H:%M}"}


def limit_name(name: str, procedure: Procedure, lang: Language) -> str:
    """Call the limit `name` of a dossier under `procedure` as people do: by its step, its agency, or its kind."""
    if name in _LIMITS:
        return _LIMITS[name][lang]
    kind, _, of = name.partition(":")
    if kind == "consult":
        return _consultation(procedure, of, lang)
    return _step(procedure, of, lang)


def _step(procedure: Procedure, name: str, lang: Language) -> str:
    step = procedure.steps.get(name)
    if step is None:  # an earlier version's, where the dossier was moved to another
        return name
    return (step.name_en if lang == "en" else "") or step.name


def _consultation(procedure: Procedure, name: str, lang: Language) -> str:
    for step in procedure.steps.values():
        if name in step.consult:
            consult = step.consult[name]
            return (consult.name_en if lang == "en" else "") or consult.name
    return name


def _form(form: str) -> str:
    return f" [{form}]" if form else ""
