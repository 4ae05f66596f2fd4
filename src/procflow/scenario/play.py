"""Play a worked example through the core and compare what holds after each line with what is expected.

Invariant: the clock only moves forward, and what falls due on the way takes effect before the next line.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from procflow.clock import Debtor, Limit
from procflow.core import Law, apply, decide
from procflow.dossier import (
    COMMITTED_LIMIT,
    MAIN_LIMIT,
    Adopt,
    Command,
    Dossier,
    Event,
    OutcomeTaken,
    Submit,
    Wake,
)
from procflow.errors import Diagnostic, MisuseError, Place, ProcflowError
from procflow.scenario.build import build_command, fact_value
from procflow.scenario.examples import Example, Expect

__all__ = ["Played", "observe", "play"]


@dataclass(slots=True)
class Played:
    """Hold how an example went: its failures, its events, and the outcomes it took as `(step, outcome)`."""

    example: Example
    failures: list[Diagnostic] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """Say whether every expectation was kept."""
        return not self.failures

    @property
    def taken(self) -> frozenset[tuple[str, str]]:
        """Give the outcomes the example took, with their steps."""
        return frozenset((event.step, event.outcome) for event in self.events if isinstance(event, OutcomeTaken))


def play(law: Law, example: Example) -> Played:
    """Play `example` under `law`; a line that fails does not stop the following ones unless nothing was submitted."""
    played = Played(example)
    dossier: Dossier | None = None
    for line, place in zip(example.story, example.places, strict=True):
        before = len(played.events)
        try:
            dossier = _advance(law, dossier, played, Wake(at=line.moment))
            if line.do is not None:
                dossier = _advance(law, dossier, played, build_command(law.procedure, dossier, example, line))
        except ProcflowError as error:
            _refused(played, place, line.expect, error)
        else:
            _accepted(played, place, line.expect)
        if dossier is None and line.do is not None and line.expect.refused is None:
            break
        _compare(_Seen(law, dossier, played.events[before:]), line.expect, place, played)
    return played


@dataclass(frozen=True, slots=True)
class _Seen:
    """Hold what can be observed after a line: the dossier, and the events the line brought about."""

    law: Law
    dossier: Dossier | None
    events: Sequence[Event]

    def observe(self, key: str) -> object:
        """Give what stands where `key` is expected; `-` where there is no dossier."""
        if self.dossier is None:
            return "-"
        if key == "form":
            return next((form for event in self.events if (form := getattr(event, "form", ""))), "")
        if key == "components":
            return self._components(self.dossier)
        return observe(self.dossier, key)

    def as_facts(self, wanted: Mapping[str, str]) -> dict[str, str]:
        """Give expected facts as the dossier keeps them, so that a day matches however it is written."""
        specs = self.law.procedure.facts
        kept = {name: specs[name].type for name in wanted if name in specs}
        return {name: _said(fact_value(kept[name], text)) if name in kept else text for name, text in wanted.items()}

    def _components(self, dossier: Dossier) -> list[str]:
        procedure = self.law.procedure
        facts = {name: value for name, value in dossier.facts.items() if name in procedure.condition_facts}
        due = procedure.components_due(case=dossier.case, channel=dossier.channel, facts=facts)
        return [each.id for each in due]


def _advance(law: Law, dossier: Dossier | None, played: Played, command: Command) -> Dossier | None:
    if dossier is None and not isinstance(command, Submit | Adopt):
        if isinstance(command, Wake):
            return None
        raise MisuseError("PF743")
    events = decide(law, dossier, command)
    for event in events:
        dossier = apply(dossier, event)
    played.events.extend(events)
    return dossier


def _refused(played: Played, place: Place, expect: Expect, error: ProcflowError) -> None:
    if expect.refused == error.code:
        return
    if expect.refused is None:
        why = {"code": error.code, "why": error}
        played.failures.append(Diagnostic(place, "PF745", why))
    else:
        params = {"key": "refused", "wanted": expect.refused, "got": error.code}
        played.failures.append(Diagnostic(place, "PF744", params))


def _accepted(played: Played, place: Place, expect: Expect) -> None:
    if expect.refused is not None:
        params = {"key": "refused", "wanted": expect.refused, "got": "-"}
        played.failures.append(Diagnostic(place, "PF744", params))


def _compare(seen: _Seen, expect: Expect, place: Place, played: Played) -> None:
    for key in sorted(expect.model_fields_set - {"refused"}):
        wanted, got = getattr(expect, key), seen.observe(key)
        if key == "facts" and isinstance(got, dict):
            wanted = seen.as_facts(wanted)
            got = {name: value for name, value in got.items() if name in wanted}
        if wanted != got:
            params = {"key": key, "wanted": _spell(wanted), "got": _spell(got)}
            played.failures.append(Diagnostic(place, "PF744", params))


def observe(dossier: Dossier, key: str) -> object:
    """Give what holds of `dossier` under the `key` of an expectation, such as `due` or `step`."""
    return _OBSERVED[key](dossier)


def _stay(dossier: Dossier) -> Limit | None:
    return dossier.limits.get(f"step:{dossier.step}")


def _window_ends(dossier: Dossier) -> date | None:
    stay = _stay(dossier)
    return stay.due_on if stay and stay.debtor is Debtor.APPLICANT else None


def _step_due(dossier: Dossier) -> date | None:
    stay = _stay(dossier)
    return stay.due_on if stay else None


def _due_at(dossier: Dossier) -> datetime | None:
    main = dossier.due
    return main.due_at if main and main.held_since is None else None


def _clock(dossier: Dossier) -> str:
    main = dossier.limits.get(MAIN_LIMIT)
    if main is None:  # before acceptance, after the end, or where the law sets no limit
        is_over = dossier.finished_at is not None or dossier.ended is not None
        return "ended" if dossier.accepted_at is not None and is_over else "none"
    return "running" if main.held_since is None else "stopped"


_OBSERVED: Final[Mapping[str, Callable[[Dossier], object]]] = {
    "due": lambda dossier: dossier.due_on,
    "due_at": _due_at,
    "promised": lambda dossier: dossier.promise.due_on if dossier.promise else None,
    "reappointed": lambda dossier: dossier.reappointed_on,
    "window_ends": _window_ends,
    "step_due": _step_due,
    "step": lambda dossier: dossier.step,
    "status": lambda dossier: dossier.national_status,
    "clock": _clock,
    "committed": lambda dossier: committed.due_on if (committed := dossier.limits.get(COMMITTED_LIMIT)) else None,
    "facts": lambda dossier: {name: _said(value) for name, value in dossier.facts.items()},
    "case": lambda dossier: dossier.case,
    "unit": lambda dossier: dossier.unit,
    "assignee": lambda dossier: dossier.assignee,
    "stopped": lambda dossier: dossier.stopped_on,
    "children": lambda dossier: {name: "done" if done else "open" for name, done in dossier.children.items()},
    "corrections": lambda dossier: list(dossier.corrections),
    "fees": lambda dossier: dict(dossier.fees),
    "results": lambda dossier: list(dossier.results),
    "breaches": lambda dossier: [breach.value for breach in dossier.breaches],
    "opinions": lambda dossier: {name: asked.opinion.value for name, asked in dossier.consultations.items()},
    "noted": lambda dossier: list(dossier.noted),
    "ended": lambda dossier: dossier.ended.value if dossier.ended else None,
    "applicant": lambda dossier: dossier.applicant,
    "provisional": lambda dossier: bool(dossier.due and dossier.due.provisional),
}


def _said(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _spell(value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, list):
        return "[" + ", ".join(map(str, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {item}" for key, item in value.items()) + "}"
    return str(value)
