"""Loading a procedure, taking an outcome and inventing dossiers beside the engines people know.

Run as `make bench`, or `python -m benchmarks.procedures`. The contestants get a graph of the same steps and outcomes;
only procflow also checks limits, roles, opinions and results, counts dates and writes events. SimPy gets as many steps
as the invented dossiers took, an officer for each and the same drawn times.
"""

import io
import random
from collections.abc import Generator
from datetime import date, datetime
from functools import partial
from pathlib import Path
from time import process_time_ns

import simpy
from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.specs import BpmnProcessSpec
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState
from statemachine.io import load as load_statechart
from transitions import Machine

from benchmarks import race as racing
from benchmarks.race import Result, report
from procflow.calendar import VIETNAM_TIME, vietnam
from procflow.core import Law, advance, replay
from procflow.dossier import Actor, Dossier, Event, StepEntered, Submit, Take
from procflow.library import load_text
from procflow.lint import check
from procflow.procedure import Procedure
from procflow.simulate import simulate

__all__ = ["main"]

race = partial(racing.race, clock=process_time_ns)
PERMIT = Path(__file__).parents[1] / "procedures" / "1.013225" / "2026-07.yaml"
EXTRA_STEP = """
  extra-{number}:
    name: Bước {number}
    actor: officer
    budget: 01 ngày làm việc
    outcomes:
      go-{number}: {{to: {target}, name: Chuyển tiếp}}
      ask-{number}: {{to: supplement, name: Yêu cầu bổ sung, needs_reason: true}}
      deny-{number}: {{to: refuse, name: Không đủ điều kiện, needs_reason: true}}
"""
LINES = 300
DOSSIERS = 20


def main() -> None:
    """Run the races and print the ratios."""
    text = _long_text()
    procedure = load_text(text)
    _load(text, procedure)
    permit = load_text(PERMIT.read_text(encoding="utf-8"))
    _prove(permit)
    _take(permit)
    _replay(permit)
    _simulate(permit)


def _load(text: str, procedure: Procedure) -> None:
    chart, bpmn = _statechart(procedure), _bpmn(procedure)
    contestants = {
        f"procflow, {len(text.splitlines())} lines": lambda: load_text(text),
        "python-statemachine YAML": lambda: load_statechart(chart, format="yaml"),
        "SpiffWorkflow BPMN": lambda: _parse_bpmn(bpmn),
    }
    report(
        f"load, validate, compile and check {len(procedure.steps)} steps",
        race(contestants, rounds=9),
        aim_ns=12_000_000,
    )


def _prove(procedure: Procedure) -> None:
    proof = {"procflow lint": lambda: check(procedure)}
    report(f"prove {len(procedure.steps)} steps, every start of 2021-2026", race(proof, rounds=3), aim_ns=1e9)


def _take(procedure: Procedure) -> None:
    law = Law(procedure, vietnam())
    _, dossier = _accepted(law)
    eligible = Take("eligible", by=Actor("binh", roles=("construction-officer",)), at=_at(19, 9))
    model = type("Model", (), {})()
    machine = Machine(
        model, states=["a", "b"], transitions=[["go", "a", "b"], ["go", "b", "a"]], initial="a", auto_transitions=False
    )
    chart = load_statechart(_statechart(procedure), format="yaml")
    assert machine.get_model_state(model).name == "a"

    spec = _parse_bpmn(_bpmn(procedure))

    def statechart() -> object:
        return chart().send("accept")

    def workflow() -> object:
        started = BpmnWorkflow(spec)
        started.do_engine_steps()
        return started.get_next_task(state=TaskState.READY, manual=True).run()

    contestants = {
        "procflow decide + apply": lambda: advance(law, dossier, eligible),
        "transitions, one bare dispatch": model.go,
        "python-statemachine, start + one event": statechart,
        "SpiffWorkflow, start + one task": workflow,
    }
    results = race(contestants)
    report("an ordinary outcome; the aim is two bare dispatches", results, aim_ns=2 * results[1].nanoseconds)


def _replay(procedure: Procedure) -> None:
    """Race folding a journal, the state the store rebuilds, with one copy for each event."""
    events, dossier = _accepted(Law(procedure, vietnam()))
    assert replay(events) == dossier
    results = race({"procflow replay": lambda: replay(events)})
    report("replay, an event", [Result(each.name, each.nanoseconds / len(events)) for each in results])


def _simulate(procedure: Procedure) -> None:
    """Race a dossier-step of invented dossiers: the real law at work, or a clock and an officer alone."""
    law = Law(procedure, vietnam())

    def invented() -> list[Event]:
        chances = (random.Random(seed) for seed in range(DOSSIERS))  # noqa: S311 - nothing is secret
        runs = simulate(law, chances, first=date(2026, 7, 1), last=date(2026, 9, 30))
        return [event for run in runs for event in run.events]

    steps = sum(isinstance(event, StepEntered) for event in invented())
    contestants = {
        "procflow simulate, the law included": invented,
        "SimPy, an officer and a clock": lambda: _simpy(steps),
    }
    results = [Result(each.name, each.nanoseconds / steps) for each in race(contestants, rounds=9)]
    report("a dossier-step; the aim is SimPy's", results, aim_ns=results[1].nanoseconds)


def _simpy(steps: int) -> object:
    env = simpy.Environment()
    officers = [simpy.Resource(env) for _ in range(steps // DOSSIERS)]
    chance = random.Random(1)  # noqa: S311 - nothing is secret

    def dossier() -> Generator[simpy.Event, None, None]:
        for officer in officers:
            with officer.request() as turn:
                yield turn
                yield env.timeout(chance.triangular(0.1, 1.4, 0.6))

    for _ in range(DOSSIERS):
        env.process(dossier())
    return env.run()


def _accepted(law: Law) -> tuple[list[Event], Dossier]:
    submit = Submit(by=Actor("an", roles=("applicant",)), channel="online", case="house", at=_at(17, 9))
    begun, dossier = advance(law, None, submit)
    accepted, dossier = advance(law, dossier, Take("accept", by=Actor("lan", roles=("receptionist",)), at=_at(17, 10)))
    assert dossier is not None
    return [*begun, *accepted], dossier


def _at(day: int, hour: int) -> datetime:
    return datetime(2026, 8, day, hour, tzinfo=VIETNAM_TIME)


def _long_text() -> str:
    """Lengthen the construction permit to 300 lines with steps of the same shape."""
    text = PERMIT.read_text(encoding="utf-8").rstrip() + "\n"
    number = 0
    while len(text.splitlines()) + len(EXTRA_STEP.splitlines()) < LINES:
        number += 1
        text += EXTRA_STEP.format(number=number, target=f"extra-{number + 1}")
    text = text.replace(f"to: extra-{number + 1},", "to: sign,")
    return text.replace("eligible: {to: sign,", "eligible: {to: extra-1,", 1)


def _statechart(procedure: Procedure) -> str:
    lines = ["name: Procedure", "states:"]
    for step in procedure.steps.values():
        flag = "    initial: true\n" if step.id == procedure.start else "    final: true\n" if step.ends else ""
        lines.append(f"  {step.id.replace('-', '_')}:\n{flag}    transitions:".rstrip())
        lines.extend(
            f"      - {{event: {outcome.id.replace('-', '_')}, target: {outcome.to.replace('-', '_')}}}"
            for outcome in step.outcomes.values()
        )
        if not step.outcomes:
            lines[-1] = lines[-1].removesuffix("    transitions:") + "    transitions: []"
    return "\n".join(lines)


def _bpmn(procedure: Procedure) -> bytes:
    """Write the graph as BPMN: a user task a step, an exclusive gateway behind it, a flow an outcome."""
    ns = "http://www.omg.org/spec/BPMN/20100524/MODEL"
    root = etree.Element(f"{{{ns}}}definitions", nsmap={None: ns}, targetNamespace="bench")
    process = etree.SubElement(root, f"{{{ns}}}process", id="procedure", isExecutable="true")
    etree.SubElement(process, f"{{{ns}}}startEvent", id="begin")
    flows = [("begin", procedure.start)]
    for step in procedure.steps.values():
        kind = "endEvent" if step.ends else "userTask"
        etree.SubElement(process, f"{{{ns}}}{kind}", id=step.id, name=step.name)
        if not step.ends:
            etree.SubElement(
                process, f"{{{ns}}}exclusiveGateway", id=f"gate-{step.id}", default=f"flow-{len(flows) + 1}"
            )
            flows.append((step.id, f"gate-{step.id}"))
            flows.extend((f"gate-{step.id}", outcome.to) for outcome in step.outcomes.values())
    for number, (source, target) in enumerate(flows):
        flow = etree.SubElement(
            process, f"{{{ns}}}sequenceFlow", id=f"flow-{number}", sourceRef=source, targetRef=target
        )
        if source.startswith("gate-"):
            etree.SubElement(flow, f"{{{ns}}}conditionExpression").text = "True"
    return bytes(etree.tostring(root))


def _parse_bpmn(bpmn: bytes) -> BpmnProcessSpec:
    parser = BpmnParser()
    parser.add_bpmn_io(io.BytesIO(bpmn), "bench.bpmn")
    return parser.get_spec("procedure")


if __name__ == "__main__":
    main()
