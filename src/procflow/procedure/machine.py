"""The graph of a compiled procedure as a `transitions` machine: one per version, shared, without a model.

Invariant: the machine is built only from states and targets that were validated before, so nothing in it dangles.
"""

from collections.abc import Mapping

from transitions import Machine

from procflow.procedure.model import Step

__all__ = ["build_machine", "dispatch_table"]


def build_machine(steps: Mapping[str, Step], start: str) -> Machine:
    """Build the machine of `steps`; automatic transitions would let a dossier jump anywhere, so there are none."""
    return Machine(
        model=None,
        states=list(steps),
        transitions=[
            {"trigger": outcome.id, "source": step.id, "dest": outcome.to}
            for step in steps.values()
            for outcome in step.outcomes.values()
        ],
        initial=start,
        auto_transitions=False,
    )


def dispatch_table(machine: Machine) -> dict[tuple[str, str], str]:
    """Read off where each outcome of each step leads, as the machine has it: `(step, outcome) -> step`."""
    return {
        (source, trigger): transition.dest
        for trigger, event in machine.events.items()
        for source, transitions in event.transitions.items()
        for transition in transitions
        if transition.dest is not None
    }
