"""Everything a procedure says, as statements.

Invariant: what is not written makes no statement, so that a key written in one version only is a change.
"""

from collections.abc import Iterator, Mapping, Sequence

from procflow.comparison.clauses import clause_statements, transition_statement
from procflow.comparison.said import Area, Aspect, Key, Said, fee_measure, of_condition, of_limit
from procflow.definition import FactSpec, FeeSpec, ResultSpec, RoleSpec
from procflow.procedure import Child, Component, Consult, Outcome, Procedure, Step
from procflow.procedure.model import Exemption
from procflow.wording import Wording

__all__ = ["statements"]

Told = Iterator[tuple[Aspect, Said]]


def statements(procedure: Procedure, wording: Wording) -> Mapping[Key, Said]:
    """List what `procedure` says, in the order people ask for it."""
    return dict(_all(procedure, wording))


def _all(procedure: Procedure, wording: Wording) -> Iterator[tuple[Key, Said]]:
    yield from _keyed(Area.PROCEDURE, (), _heading(procedure))
    for case, name in procedure.cases.items():
        yield from _keyed(Area.CASE, (case,), iter([(Aspect.NAME, Said(name))]))
    yield from _keyed(Area.CHANNEL, (), _channels(procedure, wording))
    for name, role in procedure.roles.items():
        yield from _keyed(Area.ROLE, (name,), _role(role))
    yield from _keyed(Area.LIMIT, (), _limits(procedure, wording))
    for name, fee in procedure.fees.items():
        yield from _keyed(Area.FEE, (name,), _fee(procedure, name, fee, wording))
    for name, component in procedure.components.items():
        yield from _keyed(Area.COMPONENT, (name,), _component(component, wording))
    for name, fact in procedure.facts.items():
        yield from _keyed(Area.FACT, (name,), _fact(fact, wording))
    for name, result in procedure.results.items():
        yield from _keyed(Area.RESULT, (name,), _result(result))
    for step in procedure.steps.values():
        yield from _step_and_parts(step, wording)
    for name, told in clause_statements(procedure.clauses, wording):
        yield from _keyed(Area.CLAUSE, (name,), told)
    yield from _keyed(Area.CLAUSE, ("transition",), transition_statement(procedure.transition, wording))


def _step_and_parts(step: Step, wording: Wording) -> Iterator[tuple[Key, Said]]:
    yield from _keyed(Area.STEP, (step.id,), _step(step, wording))
    for outcome in step.outcomes.values():
        yield from _keyed(Area.OUTCOME, (step.id, outcome.id), _outcome(step, outcome, wording))
    for consult in step.consult.values():
        yield from _keyed(Area.OPINION, (step.id, consult.id), _consult(step, consult, wording))
    for child in step.children.values():
        yield from _keyed(Area.CHILD, (step.id, child.id), _child(step, child))


def _keyed(area: Area, path: tuple[str, ...], told: Told) -> Iterator[tuple[Key, Said]]:
    for aspect, said in told:
        if said.text:
            yield Key(area, path, aspect), said


def _heading(procedure: Procedure) -> Told:
    yield Aspect.CODE, Said(procedure.code)
    yield Aspect.NAME, Said(procedure.name)
    yield Aspect.NAME_EN, Said(procedure.name_en)
    yield Aspect.VERSION, Said(procedure.version)
    yield Aspect.EFFECTIVE, Said(procedure.effective.isoformat())
    yield Aspect.UNTIL, Said(procedure.until.isoformat() if procedure.until else "")
    yield Aspect.DECISION, Said(procedure.decision)
    yield Aspect.BASIS, Said(procedure.basis)
    yield Aspect.PROFILE, Said(procedure.profile)


def _channels(procedure: Procedure, wording: Wording) -> Told:
    yield Aspect.SUBMIT, Said(wording.listed(wording.channel(each) for each in sorted(procedure.submit_channels)))
    yield Aspect.RETURN, Said(wording.listed(wording.channel(each) for each in sorted(procedure.return_channels)))


def _role(role: RoleSpec) -> Told:
    yield Aspect.NAME, Said(role.name)
    yield Aspect.NAME_EN, Said(role.name_en or "")


def _limits(procedure: Procedure, wording: Wording) -> Told:
    yield from of_limit(procedure.limit, Aspect.LENGTH, wording)
    if procedure.committed is not None:
        yield from of_limit(procedure.committed, Aspect.COMMITTED, wording)


def _fee(procedure: Procedure, name: str, fee: FeeSpec, wording: Wording) -> Told:
    yield Aspect.NAME, Said(fee.name)
    yield Aspect.AMOUNT, Said(wording.fee(fee), fee_measure(fee))
    yield Aspect.EXEMPT, _exempt(procedure.exemptions.get(name, ()), wording)
    during = [f"{each.from_}..{each.until}: {wording.fee(each)} ({each.basis})" for each in fee.during or ()]
    yield Aspect.DURING, Said("; ".join(during))
    yield Aspect.BASIS, Said(fee.basis or "")
    yield Aspect.UNVERIFIED, Said(fee.unverified or "")


def _exempt(exemptions: Sequence[Exemption], wording: Wording) -> Said:
    """State who is exempt: in words, and exactly, because two facts may have one name."""
    told = [f"{each.name} ({wording.condition(each.when.text)}; {each.basis})" for each in exemptions]
    return Said("; ".join(told), exact="; ".join(f"{one.name} ({one.when.text}; {one.basis})" for one in exemptions))


def _component(component: Component, wording: Wording) -> Told:
    yield Aspect.NAME, Said(component.name)
    yield Aspect.COPIES, Said(wording.copies(component))
    yield Aspect.CASES, Said(wording.listed(wording.case(each) for each in component.cases))
    yield Aspect.WHEN, of_condition(component.when, wording)
    yield Aspect.BASIS, Said(component.basis)


def _fact(fact: FactSpec, wording: Wording) -> Told:
    bounds = "" if fact.least is None and fact.most is None else f" {fact.least or 0}..{fact.most or ''}"
    choices = "".join(f" {name}={text};" for name, text in (fact.choices or {}).items())
    yield Aspect.NAME, Said(fact.name)
    yield Aspect.NAME_EN, Said(fact.name_en or "")
    yield Aspect.TYPE, Said(f"{fact.type}{bounds}{choices}")
    yield Aspect.OPTIONAL, Said(_yes(said=fact.optional, wording=wording))
    if fact.derived is not None:
        span = "" if fact.derived.more_than is None else f" > {wording.span(fact.derived.more_than)}"
        yield Aspect.DERIVED, Said(f"{fact.derived.from_} → {fact.derived.to}{span}")


def _result(result: ResultSpec) -> Told:
    yield Aspect.NAME, Said(result.name)
    yield Aspect.NAME_EN, Said(result.name_en or "")
    yield Aspect.NATIONAL_CODE, Said(result.code or "")
    yield Aspect.KIND, Said(result.kind)
    yield Aspect.FORM, Said(result.form or "")
    yield Aspect.BASIS, Said(result.basis or "")


def _step(step: Step, wording: Wording) -> Told:
    yield Aspect.NAME, Said(step.name)
    yield Aspect.NAME_EN, Said(step.name_en)
    yield Aspect.ACTOR, Said("" if step.ends else wording.role(step.actor))
    if step.within is not None:
        yield from of_limit(step.within, Aspect.WITHIN, wording)
    yield Aspect.ON_EXPIRY, Said(_out(step, step.on_expiry, wording))
    if step.request_within is not None:
        yield from of_limit(step.request_within, Aspect.REQUEST_WITHIN, wording)
    yield Aspect.AT_MOST, _number(step.at_most)
    yield Aspect.BUDGET, Said(wording.span(step.budget) if step.budget is not None else "")
    yield Aspect.CLOCK, Said(wording.clock(step.clock))
    yield Aspect.NATIONAL_STATUS, Said(str(step.national_status))
    yield Aspect.SEPARATE_FROM, Said(wording.listed(wording.step(each) for each in step.separate_from))
    yield Aspect.IN_SEQUENCE, Said(wording.listed(wording.channel(each) for each in step.in_sequence))
    yield Aspect.FINISHES, Said(_yes(said=step.finishes, wording=wording))
    yield Aspect.ENDS, Said(wording.ending(step.ends) if step.ends else "")
    yield Aspect.FORM, Said(step.form)
    yield Aspect.BASIS, Said(step.basis)


def _outcome(step: Step, outcome: Outcome, wording: Wording) -> Told:
    yield Aspect.NAME, Said(outcome.name)
    yield Aspect.NAME_EN, Said(outcome.name_en)
    yield Aspect.TO, Said(wording.step(outcome.to))
    yield Aspect.ACTOR, Said("" if outcome.by == step.actor else wording.role(outcome.by))
    yield Aspect.PRODUCES, Said(wording.listed(wording.result(each) for each in outcome.produces))
    yield Aspect.COMPLETES, Said(wording.mark(outcome.completes) if outcome.completes else "")
    yield Aspect.ACCEPTS, Said(_yes(said=outcome.accepts, wording=wording))
    yield Aspect.OUTSIDE, Said(_yes(said=outcome.outside, wording=wording))
    yield Aspect.NEEDS_REASON, Said(_yes(said=outcome.needs_reason, wording=wording))
    yield Aspect.WHEN, of_condition(outcome.when, wording)
    yield Aspect.AT_MOST, _number(outcome.at_most)
    if outcome.within is not None:
        yield from of_limit(outcome.within, Aspect.WITHIN, wording)
    yield Aspect.FORM, Said(outcome.form)
    yield Aspect.BASIS, Said(outcome.basis)


def _consult(step: Step, consult: Consult, wording: Wording) -> Told:
    yield Aspect.NAME, Said(wording.pick((consult.name, consult.name_en)))
    yield Aspect.WHEN, of_condition(consult.when, wording)
    if consult.within is not None:
        yield from of_limit(consult.within, Aspect.WITHIN, wording)
    yield Aspect.ON_TIMEOUT, Said(wording.silence(consult.on_timeout))
    yield Aspect.BLOCKS, Said(wording.listed(_out(step, each, wording) for each in sorted(consult.blocks)))
    yield Aspect.AFTER, Said(wording.listed(consult.after))
    yield Aspect.AGAIN, Said(consult.again.value)
    yield Aspect.TAKES, Said(_out(step, consult.takes, wording))
    yield Aspect.BASIS, Said(consult.basis)


def _child(step: Step, child: Child) -> Told:
    yield Aspect.NAME, Said(child.name)
    yield Aspect.NAME_EN, Said(child.name_en)
    yield Aspect.PROCEDURE, Said(child.procedure)
    yield Aspect.AFTER, Said(", ".join(step.children[each].name for each in child.after))
    yield Aspect.ACTOR, Said(child.agency)
    yield Aspect.CASES, Said(child.case)
    yield Aspect.DERIVED, Said(", ".join(f"{own} ← {fact}" for own, fact in child.facts.items()))
    yield Aspect.BASIS, Said(child.basis)


def _out(step: Step, outcome: str, wording: Wording) -> str:
    known = step.outcomes.get(outcome)
    return outcome if known is None else wording.pick((known.name, known.name_en)) or outcome


def _number(count: int | None) -> Said:
    return Said("") if count is None else Said(str(count))


def _yes(*, said: bool, wording: Wording) -> str:
    return wording.pick(("có", "yes")) if said else ""
