"""Play a worked example through the core and compare what holds after each line with what is expected.

Invariant: the clock only moves forward, and what falls due on the way takes effect before the next line.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from procflow.clock import Debtor, Limit
from procflow.core import Law, apply, decide
from procflow.definition import FactKind
from procflow.dossier import (
    MAIN_LIMIT,
    Actor,
    Answer,
    Apologise,
    Ask,
    Command,
    Dossier,
    Event,
    OutcomeTaken,
    Submit,
    Take,
    Wake,
)
from procflow.dossier.commands import FactValue
from procflow.errors import Diagnostic, MisuseError, Place, ProcflowError
from procflow.procedure import Procedure, Step
from procflow.scenario.examples import Example, Expect, Line

__all__ = ["Played", "play"]


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
        try:
            dossier = _advance(law, dossier, played, Wake(at=line.moment))
            if line.do is not None:
                dossier = _advance(law, dossier, played, _command(law.procedure, dossier, example, line))
        except ProcflowError as error:
            _refused(played, place, line.expect, error)
        else:
            _accepted(played, place, line.expect)
        if dossier is None:
            if line.expect.refused is None:
                break
            continue
        _compare(dossier, line.expect, place, played)
    return played


def _advance(law: Law, dossier: Dossier | None, played: Played, command: Command) -> Dossier | None:
    if dossier is None and not isinstance(command, Submit):
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
        played.failures.append(Diagnostic(place, "PF745", {"code": error.code, "why": error.message()}))
    else:
        params = {"key": "refused", "wanted": expect.refused, "got": error.code}
        played.failures.append(Diagnostic(place, "PF744", params))


def _accepted(played: Played, place: Place, expect: Expect) -> None:
    if expect.refused is not None:
        params = {"key": "refused", "wanted": expect.refused, "got": "-"}
        played.failures.append(Diagnostic(place, "PF744", params))


def _command(procedure: Procedure, dossier: Dossier | None, example: Example, line: Line) -> Command:
    """Build the command a line tells of."""
    step = procedure.steps[dossier.step if dossier else procedure.start]
    match line.do:
        case "submit":
            return Submit(
                by=_person(line, "applicant"),
                channel=line.channel or procedure.submit_channels[0],
                case=example.case,
                facts=_facts(procedure, {**example.facts, **line.facts}),
                at=line.at,
            )
        case "ask":
            return Ask(line.from_ or "", by=_person(line, step.actor), at=line.at)
        case "answer":
            return Answer(line.from_ or "", line.opinion or "", by=_person(line, line.from_ or ""), at=line.at)
        case "apologise":
            return Apologise(
                until=line.until or date.min, reason=line.reason or "", by=_person(line, step.actor), at=line.at
            )
        case _:
            return Take(line.do or "", by=_person(line, _role(step, line)), at=line.at, reason=line.reason or "")


def _role(step: Step, line: Line) -> str:
    outcome = step.outcomes.get(line.do or "")
    return outcome.by if outcome else step.actor


def _person(line: Line, role: str) -> Actor:
    if line.by is None:
        return Actor(id=role, roles=(role,))
    return Actor(id=line.by.id, roles=tuple(line.by.roles or (role,)), unit=line.by.unit or "")


def _facts(procedure: Procedure, said: Mapping[str, str]) -> dict[str, FactValue]:
    """Read facts by their declared kind; what does not read as that kind is left as text for the core to refuse."""
    facts: dict[str, FactValue] = {}
    for name, text in said.items():
        spec = procedure.facts.get(name)
        facts[name] = text if spec is None else _fact(spec.type, text)
    return facts


def _fact(kind: FactKind, text: str) -> FactValue:
    match kind:
        case FactKind.INTEGER if text.removeprefix("-").isdecimal():
            return int(text)
        case FactKind.BOOLEAN if text in ("true", "false"):
            return text == "true"
        case FactKind.DATE:
            try:
                return date.fromisoformat(text)
            except ValueError:
                return text
        case _:
            return text


def _compare(dossier: Dossier, expect: Expect, place: Place, played: Played) -> None:
    for key in sorted(expect.model_fields_set - {"refused"}):
        wanted, got = getattr(expect, key), _observe(dossier, key)
        if wanted != got:
            params = {"key": key, "wanted": _spell(wanted), "got": _spell(got)}
            played.failures.append(Diagnostic(place, "PF744", params))


def _observe(dossier: Dossier, key: str) -> object:
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
    if main is None:
        return "ended" if dossier.accepted_at is not None else "none"
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
    "fees": lambda dossier: dict(dossier.fees),
    "results": lambda dossier: list(dossier.results),
    "breaches": lambda dossier: [breach.value for breach in dossier.breaches],
    "opinions": lambda dossier: {name: asked.opinion.value for name, asked in dossier.consultations.items()},
    "ended": lambda dossier: dossier.ended.value if dossier.ended else None,
    "provisional": lambda dossier: bool(dossier.due and dossier.due.provisional),
}


def _spell(value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, list):
        return "[" + ", ".join(map(str, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {item}" for key, item in value.items()) + "}"
    return str(value)
