"""Tell a story act by act: what may be done next, what it brings about, and the worked example that comes of it.

Invariants: what may be done is found by asking `decide`, never by knowing the law here; an act that is refused leaves
the story as it was; the example written at the end is read and played like one an analyst wrote.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

import yaml

from procflow.clock import VIETNAM_TIME
from procflow.core import Law, advance, wake_on
from procflow.core.submit import check_choice, check_fact
from procflow.definition import Clock
from procflow.dossier import MAIN_LIMIT, Dossier, Event, Wake
from procflow.dossier.actor import ENGINE_ROLE
from procflow.errors import Place, ProcflowError
from procflow.procedure import Outcome
from procflow.scenario.build import build_command, fact_value
from procflow.scenario.examples import Example, Line
from procflow.scenario.play import observe
from procflow.source import read, validate

__all__ = ["Choice", "Telling"]

Said = Mapping[str, object]

_STAND_IN: Final[Mapping[str, str]] = {"reason": "-", "opinion": "-", "agreement": "-", "span": "01 ngày làm việc"}
"""What stands for a text that is not known yet, when the law is asked whether an act is open at all."""

_SAID: Final = "story"
_WATCHED: Final = (
    "step",
    "status",
    "due",
    "promised",
    "reappointed",
    "window_ends",
    "clock",
    "results",
    "breaches",
    "ended",
)


@dataclass(frozen=True, slots=True)
class Choice:
    """Hold one act that could be next: what a line of it `says`, what it still `needs`, why the law refuses it."""

    do: str
    says: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    outcome: Outcome | None = None
    refused: ProcflowError | None = None


@dataclass(slots=True)
class Telling:
    """Hold a story while it is told; `told` are its lines, `dossier` what they add up to."""

    law: Law
    case: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    told: list[dict[str, object]] = field(default_factory=list)
    dossier: Dossier | None = None
    _before: list[Dossier | None] = field(default_factory=list)

    @property
    def now(self) -> datetime | None:
        """Give the moment of the last line; None before the first."""
        return _moment(self.told[-1]) if self.told else None

    def state(self, name: str, text: str) -> None:
        """Keep a fact for the submission to state; a day is kept with its year first.

        Raises:
            Rejected: PF522 where the procedure does not ask for `name`, PF523 where `text` is no value of it.
            MisuseError: PF746 for a date of which two readers would make two days.
        """
        asked = {name: spec for name, spec in self.law.procedure.facts.items() if spec.derived is None}
        check_choice("PF522", name, tuple(asked))
        value = fact_value(asked[name].type, text)
        check_fact(name, asked[name], value)
        self.facts[name] = value.isoformat() if isinstance(value, date) else text

    def tell(self, said: Said) -> tuple[Event, ...]:
        """Let one line happen, with all that falls due on the way; give the events.

        Raises:
            DefinitionError: when the line does not read as one of an example.
            ProcflowError: as `decide` does. Either way the story is then as it was before.
        """
        events, after = self._played(said)
        self._before.append(self.dossier)
        self.told.append({**said, "expect": _changes(self.dossier, after)})
        self.dossier = after
        return events

    def take_back(self) -> bool:
        """Take the last line back; say whether there was one."""
        if not self.told:
            return False
        self.told.pop()
        self.dossier = self._before.pop()
        return True

    def choices(self, at: datetime) -> tuple[Choice, ...]:
        """List what could be done at the moment `at`, each with the reason where the law refuses it."""
        if self.dossier is None:
            return ()
        return tuple(self._judged(choice, at) for choice in self._thinkable(self.dossier))

    def next_end(self) -> datetime | None:
        """Give the moment at which time alone changes something; None when it never does."""
        return None if self.dossier is None else wake_on(self.dossier)

    def text(self, name: str) -> str:
        """Write the story as one worked example, to be put into a file of examples."""
        example: dict[str, object] = {"name": name}
        if self.case:
            example["case"] = self.case
        if self.facts:
            example["facts"] = dict(self.facts)
        head = yaml.dump([example], Dumper=_Plain, allow_unicode=True, sort_keys=False, width=2**16)
        return head + "  story:\n" + "".join(f"    - {_flow(line)}\n" for line in self.told)

    def _played(self, said: Said) -> tuple[tuple[Event, ...], Dossier | None]:
        line = validate(read(_flow(said).encode(), _SAID), Line)
        events: tuple[Event, ...] = ()
        dossier = self.dossier
        if dossier is not None:
            events, dossier = advance(self.law, dossier, Wake(at=line.moment))
        if line.do is None:
            return events, dossier
        command = build_command(self.law.procedure, dossier, self._example(), line)
        more, dossier = advance(self.law, dossier, command)
        return events + more, dossier

    def _example(self) -> Example:
        return Example("", self.case, dict(self.facts), (), Place(""), ())

    def _judged(self, choice: Choice, at: datetime) -> Choice:
        until = (at + timedelta(days=30)).date().isoformat()
        stand_in = {**_STAND_IN, "until": until}
        said: Said = {"at": at, "do": choice.do, **choice.says, **{need: stand_in[need] for need in choice.needs}}
        try:
            self._played(said)
        except ProcflowError as error:
            return Choice(choice.do, choice.says, choice.needs, choice.outcome, error)
        return choice

    def _thinkable(self, dossier: Dossier) -> Iterator[Choice]:
        """List every act there is for the step the dossier is in, open or not; what no clause offers is left out."""
        procedure = self.law.procedure
        step, clauses = procedure.steps[dossier.step], procedure.clauses
        for outcome in step.outcomes.values():
            if outcome.by != ENGINE_ROLE:
                yield Choice(outcome.id, needs=("reason",) if outcome.needs_reason else (), outcome=outcome)
        for name in step.consult:
            asked = dossier.consultations.get(name)
            if asked is None:
                yield Choice("ask", {"from": name})
            elif asked.opinion.is_open:
                yield Choice("answer", {"from": name}, needs=("opinion",))
        for child, done in dossier.children.items():
            if not done:
                yield Choice("finish-child", {"child": child})
        if clauses.apology and dossier.limits.get(MAIN_LIMIT):
            yield Choice("apologise", needs=("until", "reason"))
        if clauses.extension and dossier.limits.get(MAIN_LIMIT):
            yield Choice("extend", needs=("span", "agreement"))
        yield from self._rights(dossier)

    def _rights(self, dossier: Dossier) -> Iterator[Choice]:
        """List what the clauses of office life offer in any step."""
        if dossier.withdrawal_asked:
            yield Choice("decide-withdrawal", {"granted": "true"})
            yield Choice("decide-withdrawal", {"granted": "false"}, needs=("reason",))
        elif self.law.procedure.clauses.withdrawal and dossier.ended is None:
            yield Choice("withdraw", needs=("reason",))
        yield from self._stops(dossier)
        yield from self._moves(dossier)
        if self.law.procedure.clauses.correction and dossier.results:
            yield Choice("report-error", needs=("reason",))
            yield from (Choice("correct", {"result": each}, needs=("reason",)) for each in dossier.results)

    def _stops(self, dossier: Dossier) -> Iterator[Choice]:
        stopping = self.law.procedure.clauses.stopping
        if dossier.stopped_on:
            yield Choice("continue", needs=("reason",))
        elif stopping and dossier.ended is None:
            yield from (Choice("stop", {"ground": ground}, needs=("reason",)) for ground in stopping.grounds)

    def _moves(self, dossier: Dossier) -> Iterator[Choice]:
        procedure = self.law.procedure
        if procedure.clauses.forwarding and dossier.competent and dossier.unit != dossier.competent:
            yield Choice("forward")
        if dossier.ended is None and procedure.steps[dossier.step].clock is not Clock.NONE:
            others = (case for case in procedure.cases if case != dossier.case)
            yield from (Choice("change-case", {"case": case}, needs=("reason",)) for case in others)


class _Plain(yaml.SafeDumper):
    """Write text as it is: in these files nothing but text exists, so nothing has to be guarded by quotes."""

    yaml_implicit_resolvers: Mapping[str, object] = {}  # type: ignore[assignment]


def _flow(line: Said) -> str:
    told = {key: value for key, value in _written(line).items() if value not in ({}, [], "")}
    return yaml.dump(
        told, Dumper=_Plain, allow_unicode=True, sort_keys=False, default_flow_style=True, width=2**16
    ).strip()


def _written(said: Said) -> dict[str, object]:
    """Write a line as it stands in a file: moments as Vietnam's clocks show them."""
    return {key: _spelled(key, value) for key, value in said.items()}


def _spelled(key: str, value: object) -> object:
    if not isinstance(value, datetime):
        return value
    text = f"{value.astimezone(VIETNAM_TIME):%Y-%m-%d %H:%M}"
    return f"until {text}" if key == "wait" else text


def _moment(line: Said) -> datetime | None:
    moment = line.get("at", line.get("wait"))
    return moment if isinstance(moment, datetime) else None


def _changes(before: Dossier | None, after: Dossier | None) -> dict[str, object]:
    """Tell what a line changed, as an example expects it; what stayed the same is not repeated."""
    if after is None:
        return {}
    found: dict[str, object] = {}
    for key in _WATCHED:
        value = observe(after, key)
        if before is None and value in (None, [], "none"):
            continue
        if before is None or observe(before, key) != value:
            found[key] = _as_written(value)
    return found


def _as_written(value: object) -> object:
    match value:
        case None:
            return "none"
        case list():
            return [str(each) for each in value]
        case _:
            return str(value)
