"""An invented office for tests: a procedure as short as the language allows, the people of it, and their days.

Invariants: nothing here decides anything; a text is put together from the parts a test names, so that the part it is
about stands in the test; time is woken before each act, as the engine does.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from procflow import vietnam
from procflow.clock import VIETNAM_TIME
from procflow.core import Law, apply, decide
from procflow.dossier import (
    Actor,
    Answer,
    Apologise,
    Ask,
    BreachFlagged,
    Command,
    Dossier,
    Event,
    LimitClosed,
    Submit,
    Take,
    Verdict,
    Wake,
)
from procflow.dossier.commands import FactValue
from procflow.errors import DefinitionError, ProcflowError
from procflow.library import load_text, profile_text
from procflow.procedure import Procedure

__all__ = [
    "APPRAISE",
    "HEAD",
    "PROFILE",
    "RESULTS",
    "Desk",
    "codes",
    "moment",
    "office",
    "person",
    "places",
    "procedure",
    "profile_with",
    "refusal",
    "stands",
    "text",
]

PROFILE: Final = "one-stop/nd118-2025"

HEAD: Final = """\
procflow: 1
code: 1.000001
version: 2026-01
effective: 2026-01-01
name: Thủ tục mẫu
basis: NĐ 1/2026/NĐ-CP Đ.1
profile: one-stop/nd118-2025
channels: {submit: [online, direct], return: [online]}
"""

RESULTS: Final = """\
results:
  permit: {name: Giấy phép, code: KQ.G01.000001, kind: approval}
"""

APPRAISE: Final = """\
steps:
  appraise:
    name: Thẩm định
    actor: officer
    outcomes:
      sign: {to: return-result, produces: permit}
      incomplete: {to: supplement, needs_reason: true}
      not-eligible: {to: refuse, needs_reason: true}
"""


def text(*, limit: str = "05 ngày làm việc", more: str = "", steps: str = APPRAISE, results: str = RESULTS) -> str:
    """Write a procedure; left alone it is the shortest sound one, and line 9 is its limit, line 10 what comes more."""
    return f"{HEAD}limit: {limit}\n{more}{results}{steps}"


def procedure(**parts: str) -> Procedure:
    """Compile the procedure `text` writes."""
    return load_text(text(**parts), "mẫu.yaml")


def codes(written: str, *, profile: str | None = None) -> list[str]:
    """Give the codes of everything that is wrong with a procedure, in the order of their places."""
    return [code for code, _ in places(written, profile=profile)]


def places(written: str, *, profile: str | None = None) -> list[tuple[str, str]]:
    """Give everything that is wrong with a procedure as `(code, file:line:column)`, warnings included."""
    try:
        return [(each.code, str(each.place)) for each in load_text(written, "mẫu.yaml", profile=profile).warnings]
    except DefinitionError as error:
        return [(each.code, str(each.place)) for each in error.diagnostics]


def stands(written: str, mark: str) -> str:
    """Say where `mark` begins in a text that has it once, as `file:line:column`."""
    before, found, after = written.partition(mark)
    assert found
    assert mark not in after
    return f"mẫu.yaml:{before.count(chr(10)) + 1}:{len(before) - (before.rfind(chr(10)) + 1) + 1}"


def profile_with(old: str, new: str) -> str:
    """Give the text of the profile that ships, with one passage put another way."""
    shipped = profile_text(PROFILE)
    assert shipped.count(old) == 1
    return shipped.replace(old, new)


def moment(spelled: str) -> datetime:
    """Read `2026-03-02 08:00` as a moment in Vietnam."""
    return datetime.fromisoformat(spelled).replace(tzinfo=VIETNAM_TIME)


def person(role: str, name: str = "") -> Actor:
    """Name somebody who plays one role."""
    return Actor(id=name or role, roles=(role,))


def refusal(law: Law, dossier: Dossier | None, command: Command) -> ProcflowError:
    """Give the error with which `command` is refused."""
    try:
        events = decide(law, dossier, command)
    except ProcflowError as error:
        return error
    kinds = ", ".join(type(event).__name__ for event in events)
    raise AssertionError(kinds)


@dataclass
class Desk:
    """Keep one dossier, act on it, and remember its events."""

    law: Law
    dossier: Dossier | None = None
    events: list[Event] = field(default_factory=list)

    @property
    def state(self) -> Dossier:
        """Give the dossier as it stands."""
        assert self.dossier is not None
        return self.dossier

    def send(self, command: Command) -> tuple[Event, ...]:
        """Let `command` happen after everything that fell due before it."""
        if self.dossier is not None and not isinstance(command, Wake) and command.at is not None:
            self.send(Wake(at=command.at))
        events = decide(self.law, self.dossier, command)
        for event in events:
            self.dossier = apply(self.dossier, event)
        self.events += events
        return events

    def submit(
        self, at: str, *, channel: str = "direct", case: str = "", facts: Mapping[str, FactValue] | None = None
    ) -> tuple[Event, ...]:
        """Hand the dossier in."""
        return self.send(Submit(by=person("applicant"), channel=channel, case=case, facts=facts or {}, at=moment(at)))

    def take(self, outcome: str, at: str, *, by: Actor | None = None, reason: str = "lý do") -> tuple[Event, ...]:
        """Take an outcome of the step, by default as somebody who may."""
        steps = self.law.procedure.steps
        known = steps[self.state.step].outcomes.get(outcome) if self.dossier else None
        return self.send(Take(outcome, by=by or person(known.by if known else "-"), at=moment(at), reason=reason))

    def ask(self, consultation: str, at: str) -> tuple[Event, ...]:
        """Ask an agency, as the officer of the step."""
        actor = self.law.procedure.steps[self.state.step].actor
        return self.send(Ask(consultation, by=person(actor), at=moment(at)))

    def answer(self, consultation: str, at: str, opinion: str = "đồng ý") -> tuple[Event, ...]:
        """Answer as the agency that was asked."""
        return self.send(Answer(consultation, opinion, by=person(consultation), at=moment(at)))

    def apologise(self, until: date, at: str) -> tuple[Event, ...]:
        """Apologise as the receptionist."""
        return self.send(Apologise(until=until, reason="quá tải", by=person("receptionist"), at=moment(at)))

    def wake(self, at: str) -> tuple[Event, ...]:
        """Let time pass."""
        return self.send(Wake(at=moment(at)))

    def wait_on(self, waits: Iterable[str]) -> None:
        """Let time pass in several sleeps."""
        for until in waits:
            self.wake(until)

    @property
    def breaches(self) -> list[str]:
        """List the breaches flagged so far."""
        return [breach.value for breach in self.state.breaches]

    @property
    def verdicts(self) -> list[tuple[str, Verdict]]:
        """List how the limits that ended so far ended."""
        return [(event.name, event.verdict) for event in self.events if isinstance(event, LimitClosed)]

    def breach_moments(self) -> list[tuple[str, datetime]]:
        """List the breaches with the moments they are dated."""
        return [(event.breach.value, event.at) for event in self.events if isinstance(event, BreachFlagged)]


def office(written: str = "", **parts: str) -> Desk:
    """Open a desk for one dossier of the procedure that `written` or `text(**parts)` says."""
    return Desk(Law(load_text(written or text(**parts), "mẫu.yaml"), vietnam()))
