"""The form each event is recorded on: what an author writes at an act, or else what the profile fixes for such acts.

Invariant: which acts need a form is read off what they do (accept, ask to complete, refuse), never off their names; the
events are those of TT 03/2025/TT-VPCP and, before it, TT 01/2018/TT-VPCP Đ.9.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from procflow.definition import Ending, FormEvent, OutcomeSpec, ProfileFile, ResultSpec, StepSpec
from procflow.errors import Diagnostic
from procflow.source import Source

__all__ = ["check_forms", "form_event", "with_forms"]

_APPLICANT: Final = "applicant"
_TO_COMPLETE: Final = 5
"""The national status of a dossier that waits for what is missing."""

_REFUSAL: Final = "refusal"
_ALWAYS: Final = frozenset(FormEvent) - {FormEvent.APOLOGY, FormEvent.STOPPING}


def form_event(
    outcome: OutcomeSpec, target: StepSpec | None, results: Mapping[str, ResultSpec], *, is_shared: bool
) -> FormEvent | None:
    """Say which event `outcome` is that leads to `target`, a step of the profile where `is_shared`; None for others."""
    if outcome.accepts:
        return FormEvent.ACCEPTANCE
    if any(each in results and results[each].kind == _REFUSAL for each in outcome.produces or ()):
        return FormEvent.REFUSAL
    if target is None:
        return None
    if target.ends is Ending.NOT_ACCEPTED:
        return FormEvent.REFUSAL
    waits = target.actor == _APPLICANT and target.national_status == _TO_COMPLETE
    return FormEvent.SUPPLEMENT if waits and is_shared else None


def with_forms(results: Mapping[str, ResultSpec], forms: Mapping[FormEvent, str]) -> dict[str, ResultSpec]:
    """Give `results` with the form of a refusal at every refusal that names none."""
    fixed = {"form": forms.get(FormEvent.REFUSAL)}
    return {
        name: spec.model_copy(update=fixed) if spec.kind == _REFUSAL and spec.form is None else spec
        for name, spec in results.items()
    }


def check_forms(profile: ProfileFile, source: Source) -> list[Diagnostic]:
    """Tell the events a profile with forms knows and fixes no form for, at its `forms`."""
    needed: AbstractSet[FormEvent] = _ALWAYS
    needed |= {FormEvent.APOLOGY} if profile.apology and not profile.apology.form else set()
    needed |= {FormEvent.STOPPING} if profile.withdrawal and not profile.withdrawal.form else set()
    missing = [event for event in FormEvent if event in needed and event not in profile.forms]
    place = source.place(("forms",), key=True)
    return [Diagnostic(place, "PF396", {"event": event.value}) for event in missing]
