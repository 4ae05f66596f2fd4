"""Judge what the law asks of every procedure: national status, results, other hands, forms, a basis for each figure.

Invariant: only what the texts themselves settle is judged; a status between two lawful readings is left to the author.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from procflow.definition import Clock, Ending
from procflow.lint.findings import Findings, Path
from procflow.lint.walks import APPLICANT, ENGINE, Walks
from procflow.procedure import LimitRule, Outcome, Procedure, Step

__all__ = ["check_duties"]

_ENDINGS: Final = {
    Ending.RETURNED: (10,),
    Ending.NOT_ACCEPTED: (3,),
    Ending.CLOSED: (8,),
    Ending.WITHDRAWN: (7,),
    Ending.STOPPED: (8,),
}
"""The status each ending shows as, of the ten the National Public Service Portal knows."""
_READY: Final = 9
_WAITING: Final = (5, 6)
_ONLY_ENDINGS: Final = {3: "ends: not-accepted", 7: "ends: withdrawn", 10: "ends: returned"}


def check_duties(procedure: Procedure, walks: Sequence[Walks], findings: Findings) -> None:
    """Find what a procedure owes and does not say."""
    for step in procedure.steps.values():
        _check_status(step, findings)
    _check_results(procedure, walks, findings)
    _check_hands(procedure, walks, findings)
    _check_forms(procedure, findings)
    for path in _without_basis(procedure):
        findings.warn(path, "PF357")


# --- national status ------------------------------------------------------------------------------------------------


def _check_status(step: Step, findings: Findings) -> None:
    what, wanted = _wanted(step)
    if wanted and step.national_status not in wanted:
        told = " / ".join(map(str, wanted))
        params = {"step": step.id, "status": step.national_status, "what": what, "wanted": told}
        findings.error(("steps", step.id, "national_status"), "PF347", key=False, **params)


def _wanted(step: Step) -> tuple[str, tuple[int, ...]]:
    """Give what a step is, in the words of the language, and the statuses that say so; none where several may."""
    if step.ends is not None:
        return f"ends: {step.ends.value}", _ENDINGS.get(step.ends, ())
    if step.finishes:
        return "finishes: true", (_READY,)
    if step.actor == APPLICANT and step.clock is Clock.RESTART:
        return "clock: restart", (5,)
    if step.actor == APPLICANT and step.clock is Clock.RESUME:
        return "clock: resume", _WAITING
    if step.national_status == _READY:
        return "finishes: false", (4,)
    if step.national_status in _ONLY_ENDINGS:
        return f"ends: false, {_ONLY_ENDINGS[step.national_status]}", (4,)
    return "", ()


# --- results --------------------------------------------------------------------------------------------------------


def _check_results(procedure: Procedure, walks: Sequence[Walks], findings: Findings) -> None:
    for each in walks:
        for state, outcome in each.refused:
            path: Path = ("steps", state.step, "outcomes", outcome)
            findings.error(path, "PF348", outcome=outcome, way=each.path(state))
    produced = {
        result
        for each in walks
        for step, name in each.taken
        if name in procedure.steps[step].outcomes
        for result in procedure.steps[step].outcomes[name].produces
    }
    for result in procedure.results:
        if result not in produced:
            findings.warn(("results", result), "PF349", name=result)


# --- other hands ----------------------------------------------------------------------------------------------------


def _check_hands(procedure: Procedure, walks: Sequence[Walks], findings: Findings) -> None:
    for step in procedure.steps.values():
        for index, name in enumerate(step.separate_from):
            path: Path = ("steps", step.id, "separate_from", index)
            other = procedure.steps[name]
            if _takers(step) == _takers(other) == {APPLICANT}:
                findings.error(path, "PF354", step=step.id, other=name, role=APPLICANT)
            elif not any(_comes_before(procedure, each, name, step.id) for each in walks):
                findings.warn(path, "PF355", step=step.id, other=name)


def _takers(step: Step) -> set[str]:
    """Give the roles whose hands are on a step; what time brings about has no hands."""
    return {outcome.by for outcome in step.outcomes.values()} - {ENGINE}


def _comes_before(procedure: Procedure, walks: Walks, earlier: str, later: str) -> bool:
    seen = {earlier}
    todo = [earlier] if earlier in walks.steps else []
    for here in todo:
        for outcome in procedure.steps[here].outcomes.values():
            if (here, outcome.id) in walks.taken:
                if outcome.to == later:
                    return True
                if outcome.to not in seen:
                    seen.add(outcome.to)
                    todo.append(outcome.to)
    return False


# --- forms ----------------------------------------------------------------------------------------------------------


def _check_forms(procedure: Procedure, findings: Findings) -> None:
    """Tell an outcome of the procedure that does what the profile ties to a form, and carries none."""
    tied = _tied_forms(procedure)
    for step in procedure.steps.values():
        for outcome in step.outcomes.values():
            target = procedure.steps[outcome.to]
            if outcome.form or target.form:
                continue
            for deed in _deeds(outcome):
                if deed in tied:
                    path: Path = ("steps", step.id, "outcomes", outcome.id)
                    profile, form = procedure.profile, tied[deed]
                    findings.warn(path, "PF356", outcome=outcome.id, what=deed, profile=profile, form=form)


def _tied_forms(procedure: Procedure) -> dict[str, str]:
    """Give what the profile's own outcomes always do with a form: accept, produce a result, lead to an end."""
    seen: dict[str, set[str]] = {}
    for step in procedure.steps.values():
        for outcome in step.outcomes.values():
            if not step.own and not procedure.steps[outcome.to].own:
                for deed in _deeds(outcome):
                    seen.setdefault(deed, set()).add(outcome.form)
    for step in procedure.steps.values():  # acceptance leads into the procedure's own first step
        for outcome in step.outcomes.values():
            if not step.own and outcome.accepts and outcome.form:
                seen.setdefault("accepts: true", set()).add(outcome.form)
    found = {deed: forms.pop() for deed, forms in seen.items() if len(forms) == 1}
    results = {f"produces: {name}": spec.form for name, spec in procedure.results.items() if spec.form}
    return {deed: form for deed, form in {**results, **found}.items() if form}


def _deeds(outcome: Outcome) -> list[str]:
    made = [f"produces: {result}" for result in outcome.produces]
    return [*(["accepts: true"] if outcome.accepts else []), *(made or [f"to: {outcome.to}"])]


# --- figures ----------------------------------------------------------------------------------------------------------


def _without_basis(procedure: Procedure) -> Iterator[Path]:
    """Give the figures that are law and name none: limits, windows, times for opinions, fees."""
    if not procedure.limit.basis and _has_figure(procedure.limit):
        yield ("limit",)
    for name, fee in procedure.fees.items():
        if not fee.basis and fee.set_by is None:
            yield ("fees", name)
    for step in procedure.steps.values():
        for path, rule, basis in _figures(step):
            if rule is not None and _has_figure(rule) and not (rule.basis or basis):
                yield path


def _figures(step: Step) -> Iterator[tuple[Path, LimitRule | None, str]]:
    """Give the limits of a step, each with its place and the law its surroundings name."""
    path: Path = ("steps", step.id)
    yield (*path, "within"), step.within, step.basis
    yield (*path, "request_within"), step.request_within, step.basis
    for asked in step.consult.values():
        yield (*path, "consult", asked.id), asked.within, asked.basis
    for outcome in step.outcomes.values():
        yield (*path, "outcomes", outcome.id), outcome.within, outcome.basis or step.basis


def _has_figure(rule: LimitRule) -> bool:
    return any(span is not None for span in rule.spans.values())
