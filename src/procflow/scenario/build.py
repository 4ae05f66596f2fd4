"""Build the command a line of a story tells of; who is not named plays the role the step asks for.

Invariant: nothing is judged here; a line that makes no sense becomes a command that the core refuses.
"""

from collections.abc import Callable, Mapping
from typing import Final

from procflow.definition import FactKind
from procflow.dossier import (
    Actor,
    Adopt,
    Amend,
    Answer,
    Apologise,
    Ask,
    ChangeCase,
    Command,
    Continue,
    Correct,
    DecideWithdrawal,
    Dossier,
    Extend,
    FinishChild,
    Forward,
    Reassign,
    ReportError,
    Stop,
    Submit,
    Take,
    Transfer,
    Void,
    Withdraw,
)
from procflow.dossier.actor import ADMINISTRATOR_ROLE, APPLICANT_ROLE, ENGINE_ROLE
from procflow.dossier.commands import FactValue
from procflow.errors import MisuseError
from procflow.procedure import Procedure, Step
from procflow.scenario.dates import read_day
from procflow.scenario.examples import Example, Line

__all__ = ["build_command", "fact_value"]


def build_command(procedure: Procedure, dossier: Dossier | None, example: Example, line: Line) -> Command:
    """Build the command of `line` for `dossier`."""
    step = procedure.steps[dossier.step if dossier else procedure.start]
    if line.do == "submit":
        return _submit(procedure, example, line)
    if line.do == "adopt":
        return _adopt(procedure, example, line)
    act = _ACTS.get(line.do or "")
    if act is not None and line.do not in step.outcomes:
        return act(procedure, step, line)
    outcome = step.outcomes.get(line.do or "")
    role = outcome.by if outcome and outcome.by != ENGINE_ROLE else _teller(procedure, line.do) or step.actor
    by = _person(line, role)
    return Take(line.do or "", by=by, at=line.at, reason=line.reason or "", channel=line.channel or "")


def _teller(procedure: Procedure, fact: str | None) -> str:
    """Say whose it is to tell a fact from outside, which may come when its step was left; empty for any other."""
    outcomes = (outcome for step in procedure.steps.values() for outcome in step.outcomes.values())
    return next((outcome.by for outcome in outcomes if outcome.outside and outcome.id == fact), "")


def _submit(procedure: Procedure, example: Example, line: Line) -> Submit:
    return Submit(
        by=_person(line, APPLICANT_ROLE),
        channel=line.channel or procedure.submit_channels[0],
        case=line.case or example.case,
        facts=_facts(procedure, {**example.facts, **line.facts}),
        assisted_by=line.assisted_by or "",
        unit=line.unit or "",
        competent=line.competent or "",
        at=line.at,
    )


def _adopt(procedure: Procedure, example: Example, line: Line) -> Adopt:
    return Adopt(
        by=_person(line, ADMINISTRATOR_ROLE),
        channel=line.channel or procedure.submit_channels[0],
        origin=line.origin or "",
        step=line.step or procedure.start,
        submitted_at=line.submitted or line.moment,
        accepted_at=line.accepted,
        promised_on=line.until,
        applicant=APPLICANT_ROLE,
        case=line.case or example.case,
        facts=_facts(procedure, {**example.facts, **line.facts}),
        at=line.at,
    )


def _withdraw(_: Procedure, __: Step, line: Line) -> Command:
    return Withdraw(by=_person(line, APPLICANT_ROLE), reason=line.reason or "", at=line.at)


def _decide_withdrawal(procedure: Procedure, step: Step, line: Line) -> Command:
    clause = procedure.clauses.withdrawal
    role = clause.decided_by if clause and clause.decided_by else step.actor
    granted = line.granted is not False
    return DecideWithdrawal(granted=granted, by=_person(line, role), reason=line.reason or "", at=line.at)


def _amend(procedure: Procedure, _: Step, line: Line) -> Command:
    return Amend(facts=_facts(procedure, line.facts), by=_person(line, APPLICANT_ROLE), at=line.at)


def _ask(_: Procedure, step: Step, line: Line) -> Command:
    return Ask(line.from_ or "", by=_person(line, step.actor), at=line.at)


def _answer(_: Procedure, __: Step, line: Line) -> Command:
    return Answer(line.from_ or "", line.opinion or "", by=_person(line, line.from_ or ""), at=line.at)


def _apologise(_: Procedure, step: Step, line: Line) -> Command:
    return Apologise(until=line.until, reason=line.reason or "", by=_person(line, step.actor), at=line.at)


def _stop(procedure: Procedure, step: Step, line: Line) -> Command:
    clause = procedure.clauses.stopping
    by = _person(line, clause.by if clause else step.actor)
    return Stop(line.ground or "", by=by, reason=line.reason or "", at=line.at)


def _continue(procedure: Procedure, step: Step, line: Line) -> Command:
    clause = procedure.clauses.stopping
    by = _person(line, clause.by if clause else step.actor)
    return Continue(by=by, reason=line.reason or "", at=line.at)


def _extend(_: Procedure, step: Step, line: Line) -> Command:
    return Extend(line.span or "", line.agreement or "", by=_person(line, step.actor), at=line.at)


def _change_case(_: Procedure, step: Step, line: Line) -> Command:
    return ChangeCase(line.case or "", line.reason or "", by=_person(line, step.actor), at=line.at)


def _forward(procedure: Procedure, step: Step, line: Line) -> Command:
    clause = procedure.clauses.forwarding
    return Forward(by=_person(line, clause.by if clause else step.actor), at=line.at)


def _transfer(_: Procedure, __: Step, line: Line) -> Command:
    return Transfer(line.unit or "", line.reason or "", by=_person(line, ADMINISTRATOR_ROLE), at=line.at)


def _reassign(_: Procedure, step: Step, line: Line) -> Command:
    return Reassign(line.to or "", line.reason or "", by=_person(line, step.actor), at=line.at)


def _void(procedure: Procedure, _: Step, line: Line) -> Command:
    reception = procedure.steps[procedure.start].actor
    return Void(line.to or "", line.reason or "", by=_person(line, reception), at=line.at)


def _report_error(_: Procedure, __: Step, line: Line) -> Command:
    return ReportError(by=_person(line, APPLICANT_ROLE), reason=line.reason or "", at=line.at)


def _correct(procedure: Procedure, step: Step, line: Line) -> Command:
    clause = procedure.clauses.correction
    by = _person(line, clause.by if clause else step.actor)
    return Correct(line.result or "", line.reason or "", by=by, at=line.at)


def _finish_child(_: Procedure, step: Step, line: Line) -> Command:
    return FinishChild(line.child or "", by=_person(line, step.actor), results=tuple(line.results), at=line.at)


_ACTS: Final[Mapping[str, Callable[[Procedure, Step, Line], Command]]] = {
    "withdraw": _withdraw,
    "decide-withdrawal": _decide_withdrawal,
    "amend": _amend,
    "ask": _ask,
    "answer": _answer,
    "apologise": _apologise,
    "stop": _stop,
    "continue": _continue,
    "extend": _extend,
    "change-case": _change_case,
    "forward": _forward,
    "transfer": _transfer,
    "reassign": _reassign,
    "void": _void,
    "report-error": _report_error,
    "correct": _correct,
    "finish-child": _finish_child,
}


def _person(line: Line, role: str) -> Actor:
    if line.by is None:
        return Actor(id=role, roles=(role,))
    return Actor(id=line.by.id, roles=tuple(line.by.roles or (role,)), unit=line.by.unit or "")


def _facts(procedure: Procedure, said: Mapping[str, str]) -> dict[str, FactValue]:
    """Read facts by their declared kind; what does not read as that kind is left as text for the core to refuse."""
    specs = procedure.facts
    return {name: fact_value(specs[name].type, text) if name in specs else text for name, text in said.items()}


def fact_value(kind: FactKind, text: str) -> FactValue:
    """Read a fact by its `kind`; what does not read as that kind stays text.

    Raises:
        MisuseError: PF746 for a date of which two readers would make two days.
    """
    match kind:
        case FactKind.INTEGER if text.removeprefix("-").isdecimal():
            return int(text)
        case FactKind.BOOLEAN if text in ("true", "false"):
            return text == "true"
        case FactKind.DATE:
            try:
                return read_day(text)
            except MisuseError as error:
                if error.code == "PF746":
                    raise
                return text
        case _:
            return text
