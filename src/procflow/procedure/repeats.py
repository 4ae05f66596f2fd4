"""Find what a procedure says although its profile says the very same: said twice, it would drift apart.

Invariant: only what is equal in every part is told; special law that repeats a figure of the decree may still name its
own article, and then it says something else.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from procflow.definition import OutcomeSpec, ProcedureFile, ProfileFile, Spec, StepSpec, SupplementSpec
from procflow.procedure.complaints import Complaints, Path
from procflow.procedure.merge import CHECK_STEP, FIRST_STEP, SUPPLEMENT_STEP

__all__ = ["check_repeats"]

_WHOLE: Final = ("rule", "apology", "withdrawal", "amendment", "correction", "forwarding")
"""What replaces the profile's whole, and so is either the same or another."""

_NAMED: Final = ("roles", "results")
_OUTCOMES: Final = "outcomes"


def check_repeats(file: ProcedureFile, shared: ProfileFile, complaints: Complaints) -> None:
    """Warn of every key of `file` that `shared` holds with the same value."""
    for path in _repeats(file, shared):
        complaints.warn(path, "PF397", key=True, name=shared.profile)


def _repeats(file: ProcedureFile, shared: ProfileFile) -> Iterator[Path]:
    for key in _WHOLE:
        said = getattr(file, key)
        if said is not None and said == getattr(shared, key):
            yield (key,)
    for key in _NAMED:
        own, theirs = getattr(file, key), getattr(shared, key)
        yield from ((key, name) for name in (own if isinstance(own, dict) else ()) if own[name] == theirs.get(name))
    first = next((name for name in file.steps if name not in shared.steps), "")
    for name, step in file.steps.items():
        if name in shared.steps:
            yield from _of_step(("steps", name), step, shared.steps[name], first)
    if file.supplement is not None and file.supplement.basis is None:  # special law that names its article speaks anew
        yield from _of_supplement(file.supplement, shared.steps, first)


def _of_step(path: Path, step: StepSpec, base: StepSpec, first: str) -> Iterator[Path]:
    yield from _same(path, step, base)
    outcomes = base.outcomes or {}
    for name, outcome in (step.outcomes or {}).items():
        if name in outcomes:
            yield from _same((*path, _OUTCOMES, name), outcome, _resolved(outcomes[name], first))


def _resolved(outcome: OutcomeSpec, first: str) -> OutcomeSpec:
    return outcome.model_copy(update={"to": first}) if outcome.to == FIRST_STEP else outcome


def _same(path: Path, said: Spec, base: Spec) -> Iterator[Path]:
    for key in sorted(said.model_fields_set - {_OUTCOMES}):
        if getattr(said, key) == getattr(base, key):
            yield (*path, type(said).model_fields[key].alias or key)


def _of_supplement(said: SupplementSpec, shared: Mapping[str, StepSpec], first: str) -> Iterator[Path]:
    asked, checked = shared.get(SUPPLEMENT_STEP, StepSpec()), shared.get(CHECK_STEP, StepSpec())
    complete = (checked.outcomes or {}).get("complete")
    known = {
        "requests": asked.at_most,
        "request_within": asked.request_within,
        "window": asked.within,
        "returns_to": None if complete is None else _resolved(complete, first).to,
    }
    yield from (("supplement", key) for key, value in known.items() if value and getattr(said, key) == value)
