"""Lay a procedure over its profile: what the procedure says wins, key by key; what it does not say, the profile says.

Invariant: `supplement:` in a procedure is nothing but a shorter way to restate the profile's steps `supplement` and
`supplement-check`; nothing of the law is written here.
"""

from collections.abc import Mapping
from typing import Final

from procflow.definition import OutcomeSpec, ProcedureFile, ProfileFile, StepSpec, SupplementSpec

__all__ = ["CHECK_STEP", "FIRST_STEP", "SUPPLEMENT_STEP", "merge_steps"]

FIRST_STEP: Final = "first-step"
"""The target by which a profile names the first step a procedure brings in."""

SUPPLEMENT_STEP: Final = "supplement"
CHECK_STEP: Final = "supplement-check"
_COMPLETE: Final = "complete"
_UNSATISFACTORY: Final = "unsatisfactory"


def merge_steps(procedure: ProcedureFile, profile: ProfileFile) -> dict[str, StepSpec]:
    """Give every step of the procedure: the profile's, as restated by the procedure, and its own."""
    patches = dict(procedure.steps)
    if procedure.supplement is not None:
        for name, patch in _supplement_patches(procedure.supplement).items():
            patches[name] = _lay_over(patches[name], patch) if name in patches else patch
    merged = {name: _lay_over(base, patches[name]) if name in patches else base for name, base in profile.steps.items()}
    own = {name: step for name, step in patches.items() if name not in profile.steps}
    first = next(iter(own), FIRST_STEP)
    return {name: _resolve(step, first) for name, step in {**merged, **own}.items()}


def _lay_over(base: StepSpec, patch: StepSpec) -> StepSpec:
    said = {key: getattr(patch, key) for key in patch.model_fields_set}
    if patch.outcomes is not None:
        said["outcomes"] = _lay_outcomes(base.outcomes or {}, patch.outcomes)
    return base.model_copy(update=said)


def _lay_outcomes(base: Mapping[str, OutcomeSpec], patch: Mapping[str, OutcomeSpec]) -> dict[str, OutcomeSpec]:
    merged = dict(base)
    for name, outcome in patch.items():
        said = {key: getattr(outcome, key) for key in outcome.model_fields_set}
        merged[name] = merged[name].model_copy(update=said) if name in merged else outcome
    return merged


def _supplement_patches(supplement: SupplementSpec) -> dict[str, StepSpec]:
    asked: dict[str, object] = {}
    if supplement.requests is not None:
        asked["at_most"] = supplement.requests
    if supplement.request_within is not None:
        asked["request_within"] = supplement.request_within
    if supplement.window is not None:
        asked["within"] = supplement.window
    if supplement.basis is not None:
        asked["basis"] = supplement.basis
    outcomes: dict[str, OutcomeSpec] = {}
    if supplement.returns_to is not None:
        outcomes[_COMPLETE] = _outcome(to=supplement.returns_to)
    if supplement.unsatisfactory is not None:
        said = supplement.unsatisfactory
        outcomes[_UNSATISFACTORY] = _outcome(within=said.refuse.within, basis=said.basis)
    patches = {SUPPLEMENT_STEP: _step(**asked)}
    return {**patches, CHECK_STEP: _step(outcomes=outcomes)} if outcomes else patches


def _step(**said: object) -> StepSpec:
    return StepSpec().model_copy(update=said)


def _outcome(**said: object) -> OutcomeSpec:
    return OutcomeSpec().model_copy(update=said)


def _resolve(step: StepSpec, first: str) -> StepSpec:
    if not step.outcomes or all(outcome.to != FIRST_STEP for outcome in step.outcomes.values()):
        return step
    resolved = {
        name: outcome.model_copy(update={"to": first}) if outcome.to == FIRST_STEP else outcome
        for name, outcome in step.outcomes.items()
    }
    return step.model_copy(update={"outcomes": resolved})
