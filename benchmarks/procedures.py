"""Loading a procedure and taking an outcome beside the engines people know.

Run as `make bench`, or `python -m benchmarks.procedures`. The contestants get a graph of the same steps and outcomes;
only procflow also checks limits, roles, opinions and results, counts dates and writes events.
"""

import io
from datetime import datetime
from pathlib import Path

from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnParser
from statemachine.io import load as load_statechart
from transitions import Machine

from benchmarks.race import race, report
from procflow.calendar import VIETNAM_TIME, vietnam
from procflow.core import Law, advance
from procflow.dossier import Actor, Dossier, Submit, Take
from procflow.library import load_text
from procflow.lint import check
from procflow.procedure import Procedure

__all__ = ["main"]

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


def main() -> None:
    """Run the races and print the ratios."""
    text = _long_text()
    procedure = load_text(text)
    _load(text, procedure)
    permit = load_text(PERMIT.read_text(encoding="utf-8"))
    _prove(permit)
    _take(permit)


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
    dossier = _accepted(law)
    eligible = Take("eligible", by=Actor("binh", roles=("construction-officer",)), at=_at(19, 9))
    model = type("Model", (), {})()
    machine = Machine(
        model, states=["a", "b"], transitions=[["go", "a", "b"], ["go", "b", "a"]], initial="a", auto_transitions=False
    )
    chart = load_statechart(_statechart(procedure), format="yaml")
    assert machine.get_model_state(model).name == "a"

    def statechart() -> object:
        return chart().send("accept")

    contestants = {
        "procflow decide + apply": lambda: advance(law, dossier, eligible),
        "transitions, one bare dispatch": model.go,
        "python-statemachine, start + one event": statechart,
    }
    report("an ordinary outcome", race(contestants))


def _accepted(law: Law) -> Dossier:
    submit = Submit(by=Actor("an", roles=("applicant",)), channel="online", case="house", at=_at(17, 9))
    _, dossier = advance(law, None, submit)
    _, dossier = advance(law, dossier, Take("accept", by=Actor("lan", roles=("receptionist",)), at=_at(17, 10)))
    assert dossier is not None
    return dossier


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


def _parse_bpmn(bpmn: bytes) -> object:
    parser = BpmnParser()
    parser.add_bpmn_io(io.BytesIO(bpmn), "bench.bpmn")
    return parser.get_spec("procedure")


if __name__ == "__main__":
    main()
