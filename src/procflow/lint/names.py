"""Names that people would read and nobody gave: roles, outcomes, agencies and procedures shown by their ids.

Invariant: what is told is a note, never a warning: the law is kept, only the sheet, the picture and refusals speak in
the language of the file instead of that of their readers.
"""

from collections.abc import Iterator
from typing import Final

from procflow.errors import Diagnostic
from procflow.lint.findings import Findings, Path
from procflow.lint.walks import NOBODY
from procflow.procedure import Procedure, Step
from procflow.wording import Wording

__all__ = ["check_names"]

_SHOWN: Final = 6


def check_names(procedure: Procedure) -> tuple[Diagnostic, ...]:
    """Tell in one note which names people will miss on what is printed of `procedure`; nothing where all are given."""
    findings = Findings(procedure)
    missing = list(_missing(procedure))
    if missing:
        names = list(dict.fromkeys(name for name, _ in missing))
        shown = ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
        findings.note(missing[0][1], "PF361", names=shown)
    return findings.all()


def _missing(procedure: Procedure) -> Iterator[tuple[str, Path]]:
    """Give each id that has no name, with the place where it stands."""
    words = Wording(procedure, "vi")
    for step in procedure.steps.values():
        for name, path in _shown(step):
            if name != NOBODY and words.role(name) == name:
                yield name, ("steps", step.id, *path)


def _shown(step: Step) -> Iterator[tuple[str, Path]]:
    """Give the ids of `step` that are shown where nothing names them, and its roles, which the procedure may name."""
    yield step.actor, ("actor",)
    for key, parts in (("consult", step.consult), ("children", step.children)):
        yield from ((name, (key, name)) for name, part in parts.items() if part.name == name)
    for outcome in step.outcomes.values():
        if not outcome.name:
            yield outcome.id, ("outcomes", outcome.id)
        yield outcome.by, ("outcomes", outcome.id, "by")
