"""The words of `procflow story`: questions, acts and how a dossier stands, in two languages."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from procflow.cli.moment import spoken_date, spoken_moment
from procflow.definition import FactKind, FactSpec
from procflow.dossier import Dossier
from procflow.errors import Language
from procflow.procedure import Child, Consult, Procedure
from procflow.procedure.model import Ground
from procflow.render.journal import limit_name
from procflow.scenario import Choice
from procflow.wording import Wording

__all__ = ["STANDINGS", "Words"]

_SAID: Final[Mapping[str, tuple[str, str]]] = {
    "case": ("Trường hợp nào", "Which case"),
    "channel": ("Nộp bằng cách nào", "Handed in how"),
    "when": ("Lúc nào", "When"),
    "wait": ("Đợi đến lúc nào", "Wait until"),
    "next": ("Việc tiếp theo", "What next"),
    "reason": ("Lý do", "Reason"),
    "opinion": ("Ý kiến", "Opinion"),
    "agreement": ("Văn bản thoả thuận", "Written agreement"),
    "span": ("Thêm bao lâu", "How much longer"),
    "until": ("Hẹn lại ngày", "New appointment"),
    "unsaid": ("không nêu", "not said"),
    "pass": ("để thời gian trôi đến", "let time pass, to"),
    "keys": (
        "t đợi · w vì sao ngày ấy · j nhật ký · x việc bị từ chối · u làm lại · q thôi",
        "t wait · w why that date · j journal · x what is refused · u undo · q quit",
    ),
    "help": (
        "Gõ một số ở trên, hoặc t, w, j, x, u, q rồi Enter.",
        "Type a number from above, or t, w, j, x, u or q, and Enter.",
    ),
    "untitled": ("Câu chuyện đến {day}", "A story up to {day}"),
    "passes": ("đạt", "passes"),
    "fails": ("không đạt", "fails"),
    "due": ("hẹn trả", "due"),
    "stopped": ("thời hạn đang dừng tính", "the limit is stopped"),
    "stay": ("bước này phải xong", "this step must be done by"),
    "promised": ("đã hẹn lúc tiếp nhận", "first promised"),
    "missed": ("đã quá hạn trước khi thời hạn được tính lại", "overdue before the limit was counted anew"),
    "provisional": ("lịch nghỉ năm ấy chưa công bố, ngày có thể đổi", "days off not announced yet, the day may change"),
    "status": ("trạng thái", "national status"),
    "ended": ("kết thúc", "ended"),
}
_ACTS: Final[Mapping[str, tuple[str, str]]] = {
    "ask": ("lấy ý kiến {name}", "ask for the opinion of {name}"),
    "answer": ("{name} trả lời", "{name} answers"),
    "apologise": ("xin lỗi và hẹn lại ngày trả", "apologise and re-appoint"),
    "extend": ("gia hạn theo thoả thuận bằng văn bản", "extend by written agreement"),
    "withdraw": ("người nộp rút hồ sơ", "the applicant withdraws"),
    "decide-withdrawal": ("quyết định cho rút: {name}", "decide on the withdrawal: {name}"),
    "stop": ("dừng giải quyết: {name}", "stop: {name}"),
    "continue": ("tiếp tục giải quyết", "go on after the stop"),
    "forward": ("chuyển đến cơ quan có thẩm quyền", "forward to the competent agency"),
    "change-case": ("chuyển sang trường hợp: {name}", "treat as another case: {name}"),
    "finish-child": ("thủ tục liên thông xong: {name}", "interlinked procedure done: {name}"),
    "report-error": ("báo kết quả sai", "report an error in the result"),
    "correct": ("đính chính kết quả: {name}", "correct the result: {name}"),
}
_KINDS: Final[Mapping[FactKind, tuple[str, str]]] = {
    FactKind.BOOLEAN: ("true hoặc false", "true or false"),
    FactKind.INTEGER: ("số nguyên", "whole number"),
    FactKind.DATE: ("ngày, 17/08/2026", "date, 2026-08-17"),
    FactKind.CHOICE: ("một trong", "one of"),
    FactKind.TEXT: ("văn bản", "text"),
}
STANDINGS: Final[Mapping[str, str]] = {
    "early": "xong trước hạn",
    "on-time": "xong đúng hạn",
    "late": "xong quá hạn",
    "pending": "đang giải quyết, còn hạn",
    "overdue": "đang giải quyết, quá hạn",
    "stopped": "đang dừng tính thời hạn",
    "closed": "đã đóng",
    "not-accepted": "không được tiếp nhận",
    "withdrawn": "đã rút",
    "voided": "huỷ do nhập trùng",
}


class Words:
    """Word the parts of one procedure for the person at the terminal."""

    def __init__(self, procedure: Procedure, lang: Language) -> None:
        self.procedure, self.lang = procedure, lang
        self.reader = Wording(procedure, lang)

    @property
    def title(self) -> str:
        """Name the procedure."""
        return self.reader.pick((self.procedure.name, self.procedure.name_en))

    def say(self, key: str) -> str:
        """Give a fixed word or sentence."""
        return self.reader.pick(_SAID[key])

    def case(self, name: str) -> str:
        """Name a case."""
        return self.reader.case(name)

    def channel(self, name: str) -> str:
        """Name a channel."""
        return self.reader.channel(name)

    def fact(self, name: str) -> str:
        """Name a fact."""
        return self.reader.fact(name)

    def kind(self, spec: FactSpec) -> str:
        """Say what is typed for a fact."""
        text = self.reader.pick(_KINDS[spec.type])
        match spec.type:
            case FactKind.CHOICE:
                return f"{text} {', '.join(f'{name}: {told}' for name, told in (spec.choices or {}).items())}"
            case FactKind.INTEGER if spec.most is not None:
                return f"{text}, {spec.least or 0}–{spec.most}"
            case _:
                return text

    def limit(self, name: str) -> str:
        """Name a limit."""
        return limit_name(name, self.procedure, self.lang)

    def where(self, dossier: Dossier, now: datetime) -> str:
        """Say where a dossier is, and when."""
        step = self.reader.step(dossier.step)
        return f"{spoken_moment(now, self.lang)} · {step} · {self.say('status')} {dossier.national_status}"

    def standing(self, dossier: Dossier, standing: str) -> Iterator[str]:
        """Say what is due, and how the dossier counts today."""
        told = STANDINGS.get(standing, standing) if self.lang == "vi" else standing
        if dossier.due is not None and dossier.due_on is None:
            yield f"{self.say('stopped')} ({told})"
        elif dossier.due is not None:
            due = spoken_moment(dossier.due.due_at, self.lang)
            yield f"{self.say('due')}: {due} ({told})"
            if dossier.due.provisional:
                yield self.say("provisional")
        else:
            yield told
        stay = dossier.limits.get(f"step:{dossier.step}")
        if stay is not None and stay.held_since is None:
            law = f" ({stay.basis})" if stay.basis else ""
            yield f"{self.say('stay')}: {spoken_moment(stay.due_at, self.lang)}{law}"
        promise = dossier.promise
        if promise is not None and dossier.due_on not in (None, promise.due_on):
            yield f"{self.say('promised')}: {spoken_moment(promise.due_at, self.lang)}"
        if dossier.missed_on is not None:
            yield f"{self.say('missed')}: {spoken_date(dossier.missed_on, self.lang)}"

    def choice(self, choice: Choice) -> str:
        """Name an act, and in brackets who does it."""
        if choice.outcome is not None:
            name = self.reader.pick((choice.outcome.name, choice.outcome.name_en)) or choice.do
            return f"{name} ({self.reader.role(choice.outcome.by)})"
        about = next(iter(choice.says.values()), "")
        return self.reader.pick(_ACTS[choice.do]).format(name=self._about(choice.do, about))

    def _about(self, do: str, name: str) -> str:
        match do:
            case "correct":
                return self.reader.result(name)
            case "change-case":
                return self.case(name)
            case "decide-withdrawal":
                return self.reader.pick(("đồng ý", "granted") if name == "true" else ("không đồng ý", "refused"))
            case _:
                return self.reader.pick(self._named(do, name))

    def _named(self, do: str, name: str) -> tuple[str, str]:
        """Find what a step or a clause calls `name`."""
        steps = self.procedure.steps.values()
        found: Consult | Child | Ground | None = None
        if do in ("ask", "answer"):
            found = next((step.consult[name] for step in steps if name in step.consult), None)
        elif do == "finish-child":
            found = next((step.children[name] for step in steps if name in step.children), None)
        elif do == "stop" and self.procedure.clauses.stopping:
            found = self.procedure.clauses.stopping.grounds.get(name)
        return (name, "") if found is None else (found.name, found.name_en)
