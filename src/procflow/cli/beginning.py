"""A procedure's first text from a few answers, with worked examples whose dates the engine counts.

Invariants: what is written compiles and its examples pass, or nothing is written; every figure and article is an answer
somebody gave; what nobody was asked comes from the profile in force on the first day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from procflow.calendar import VIETNAM_TIME, vietnam
from procflow.clock import Span
from procflow.core import Law, replay
from procflow.formatting import formatted
from procflow.library import load_text
from procflow.portal import PROFILE, PROFILE_START
from procflow.portal.draft import Draft, identifier
from procflow.scenario import Example, play, read_examples
from procflow.source import read

__all__ = ["OPEN", "Answers", "Beginning", "begin"]

OPEN: Final = "none"
"""The limit of a procedure to which the law sets none; what stands in place of its article is the reason."""

_EARLIER_PROFILE: Final = "one-stop/nd61-2018"
_OWN_STEPS: Final = frozenset({"appraise", "sign", "supplement", "refuse"})
_FIRST_ACT: Final = time(8, 0, tzinfo=VIETNAM_TIME)
_BETWEEN: Final = timedelta(minutes=5)  # so that on the first morning a limit of one hour still runs


@dataclass(frozen=True, slots=True)
class Answers:
    """Hold what was answered: texts as the decree words them; `agency` is empty where nobody is consulted."""

    code: str
    name: str
    basis: str
    effective: date
    limit: str
    limit_basis: str
    result: str
    submit: tuple[str, ...]
    back: tuple[str, ...]
    agency: str = ""
    opinion: str = ""
    opinion_basis: str = ""


@dataclass(frozen=True, slots=True)
class Beginning:
    """Hold the text of a procedure and that of its worked examples."""

    procedure: str
    examples: str


def begin(answers: Answers) -> Beginning:
    """Write the procedure and its examples.

    Raises:
        DefinitionError: the answers do not make a procedure.
    """
    text = formatted(_procedure(answers))
    law = Law(load_text(text, f"{answers.code}.yaml"), vietnam())
    return Beginning(text, formatted(_examples(answers, law)))


def _procedure(answers: Answers) -> str:
    draft = Draft(answers.code)
    draft.line("procflow: 1")
    draft.line(f"code: {answers.code}")
    draft.line(f"version: {answers.effective:%Y-%m}")
    draft.line(f"effective: {answers.effective}")
    draft.pair("name", answers.name)
    draft.pair("basis", answers.basis)
    draft.line(f"profile: {PROFILE if answers.effective >= PROFILE_START else _EARLIER_PROFILE}")
    draft.line()
    draft.line(f"channels: {{submit: [{', '.join(answers.submit)}], return: [{', '.join(answers.back)}]}}")
    draft.line("roles: {officer: {name: Công chức thụ lý}, chair: {name: Người có thẩm quyền ký}}")
    draft.line()
    draft.line("limit:")
    draft.line(f"limit: {answers.limit}", 2)
    draft.pair("reason" if answers.limit == OPEN else "basis", answers.limit_basis, 2)
    draft.line()
    result = identifier(answers.result, (), "result")
    draft.line("results:")
    draft.line(f"{result}:", 2)
    draft.pair("name", answers.result, 4)
    draft.line("kind: approval", 4)
    draft.line()
    _steps(draft, answers, result)
    return draft.text()


def _steps(draft: Draft, answers: Answers, result: str) -> None:
    draft.comment("Tiếp nhận, bổ sung, từ chối, xin lỗi, rút hồ sơ, trả kết quả: theo quy định chung (profile).")
    draft.line("steps:")
    draft.line("appraise:", 2)
    draft.line("name: Thẩm định hồ sơ", 4)
    draft.line("actor: officer", 4)
    if answers.agency:
        draft.line("consult:", 4)
        draft.line(f"{identifier(answers.agency, _OWN_STEPS, 'agency')}:", 6)
        draft.pair("name", answers.agency, 8)
        draft.line("within:", 8)
        draft.line(f"limit: {answers.opinion}", 10)
        draft.line("from: received", 10)
        draft.pair("basis", answers.opinion_basis, 10)
        draft.comment(
            "Im lặng thì báo cáo cấp trên; luật nói im lặng là đồng ý thì ghi on_timeout: consent và basis.", 8
        )
        draft.line("on_timeout: escalate", 8)
    draft.line("outcomes:", 4)
    draft.line("eligible: {to: sign, name: Đủ điều kiện}", 6)
    draft.line("incomplete: {to: supplement, name: Yêu cầu bổ sung, needs_reason: true}", 6)
    draft.line("not-eligible: {to: refuse, name: Không đủ điều kiện, needs_reason: true}", 6)
    draft.line()
    draft.line("sign:", 2)
    draft.line("name: Ký kết quả", 4)
    draft.line("actor: chair", 4)
    draft.line("separate_from: [appraise]", 4)
    draft.line("outcomes:", 4)
    draft.line(f"signed: {{to: return-result, produces: {result}, name: Ký}}", 6)


def _examples(answers: Answers, law: Law) -> str:
    result = identifier(answers.result, (), "result")
    first = vietnam().next_or_same(answers.effective)
    stopped = "status: 5" if answers.limit == OPEN else "status: 5, clock: stopped"
    rows = ["# Ngày hẹn trong các ví dụ do procflow tính; hãy mở lịch và tự đếm lại."]
    rows += _story("Tiếp nhận, thẩm định, ký và trả kết quả đúng hạn", law, {
        first: [
            _submission(answers), "do: accept", *_opinion(answers), "do: eligible",
            f"do: signed, expect: {{results: [{result}], breaches: []}}", "do: hand-over, expect: {ended: returned}",
        ],
    })  # fmt: skip
    rows += _story("Thiếu giấy tờ thì yêu cầu bổ sung; bổ sung đủ thì tính lại thời hạn", law, {
        first: [
            _submission(answers), "do: accept", f"do: incomplete, reason: Thiếu giấy tờ, expect: {{{stopped}}}",
        ],
        vietnam().add(first, 1): ["do: supply", "do: complete"],
    })  # fmt: skip
    rows += _story("Không đủ điều kiện thì từ chối, nêu lý do", law, {
        first: [
            _submission(answers), "do: accept", "do: not-eligible, reason: Không đủ điều kiện",
            "do: refused, reason: Không đủ điều kiện, expect: {results: [refusal]}",
        ],
    })  # fmt: skip
    return "\n".join(rows) + "\n"


def _submission(answers: Answers) -> str:
    return f"do: submit, channel: {answers.submit[0]}"


def _opinion(answers: Answers) -> list[str]:
    if not answers.agency:
        return []
    agency = identifier(answers.agency, _OWN_STEPS, "agency")
    return [
        f"do: ask, from: {agency}",
        "do: eligible, expect: {refused: PF508}",
        f"do: answer, from: {agency}, opinion: Đồng ý, expect: {{opinions: {{{agency}: given}}}}",
    ]


def _story(name: str, law: Law, days: Mapping[date, Sequence[str]]) -> list[str]:
    """Tell the acts of some days, one after the other; expect the date counted where the limit starts."""
    lines: list[str] = []
    for day, acts in days.items():
        at = datetime.combine(day, _FIRST_ACT)
        for act in acts:
            lines.append(f"    - {{at: {at:%Y-%m-%d %H:%M}, {act}}}")
            if act in {"do: accept", "do: complete"}:
                example = _read([f"- name: {name}", "  story:", *lines])
                lines[-1] = f"{lines[-1][:-1]}, expect: {{{_due(law, example)}}}}}"
            at += _BETWEEN
    return ["", f"- name: {name}", "  story:", *lines]


def _read(rows: Sequence[str]) -> Example:
    (example,) = read_examples(read("\n".join(rows), "a.test.yaml"))
    return example


def _due(law: Law, example: Example) -> str:
    limit = replay(play(law, example).events).due
    if limit is None:
        return "due: none"
    at = limit.due_at.astimezone(VIETNAM_TIME)
    return f"due_at: {at:%Y-%m-%d %H:%M}" if Span.parse(limit.span).is_clock else f"due: {at:%Y-%m-%d}"
