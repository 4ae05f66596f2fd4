"""One invented dossier, from its submission to its end.

Invariants: every act is a command the core decides on, dated in office hours and in its order; what time alone brings
about is brought about by waking; a dossier that waits for ever (for an applicant whom no window
sends away) is told as unfinished, never dropped.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from procflow.clock import VIETNAM_TIME
from procflow.core import Law, advance, open_outcomes, wake_on
from procflow.core.opening import waiting_for
from procflow.dossier import Actor, Answer, Ask, Command, Dossier, Event, FinishChild, Opinion, Submit, Take, Wake
from procflow.dossier.actor import ENGINE_ROLE
from procflow.errors import MisuseError, Rejected
from procflow.procedure import Outcome, Step
from procflow.simulate.facts import random_facts
from procflow.simulate.habits import Chance, Habits, work_of
from procflow.simulate.way import Way

__all__ = ["Run", "simulate"]

_MOST_ACTS: Final = 400
_APPLICANT: Final = "applicant"
_ASKING: Final = timedelta(minutes=30)
_CHILD: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Run:
    """Hold one dossier: its events, what became of it, and whether it waits for ever for somebody."""

    events: tuple[Event, ...]
    dossier: Dossier
    unfinished: bool


def simulate(
    law: Law, chances: Iterable[Chance], *, first: date, last: date, habits: Habits | None = None
) -> Iterator[Run]:
    """Run one dossier for each chance, handed in at a working moment of first..last.

    Raises:
        MisuseError: PF731, when the procedure is not in force throughout first..last, or nobody works in it.
        CalendarError: when a dossier runs beyond what the calendar knows.
    """
    procedure = law.procedure
    if first > last or first < procedure.effective or (procedure.until is not None and last > procedure.until):
        raise MisuseError("PF731", first=first, last=last)
    opens, closes = _midnight(first), _midnight(last + timedelta(days=1))
    working = law.calendar.worked(opens, closes)
    if not working:
        raise MisuseError("PF731", first=first, last=last)
    way = Way.of(procedure)
    for chance in chances:
        at = law.calendar.begins_after(opens, working * min(chance.random(), 0.999999))
        yield _Desk(law, way, habits or Habits(), chance, at).run()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM_TIME)


@dataclass(slots=True)
class _Desk:
    """Play everybody who touches one dossier."""

    law: Law
    way: Way
    habits: Habits
    chance: Chance
    now: datetime
    dossier: Dossier | None = None
    events: list[Event] = field(default_factory=list)

    @property
    def state(self) -> Dossier:
        assert self.dossier is not None  # noqa: S101 - the first act submits
        return self.dossier

    @property
    def step(self) -> Step:
        return self.law.procedure.steps[self.state.step]

    def run(self) -> Run:
        self.submit()
        for _ in range(_MOST_ACTS):
            if self.state.ended is not None or not self.stay():
                break
        return Run(tuple(self.events), self.state, self.state.ended is None)

    def submit(self) -> None:
        procedure = self.law.procedure
        case = self.chance.choice(tuple(procedure.cases)) if procedure.cases else ""
        self.send(
            Submit(
                by=Actor("applicant", (_APPLICANT,)),
                channel=self.chance.choice(procedure.submit_channels),
                case=case,
                facts=random_facts(procedure, self.chance, self.now.date()),
                at=self.now,
            )
        )

    def stay(self) -> bool:
        """Spend the time a step takes, and leave it; say whether the dossier went on."""
        step, visit = self.step, self.state.visits.get(self.state.step, 0)
        if step.actor == _APPLICANT and self.chance.random() < self.habits.absent:
            return self.wait()
        answers = self.asked(step)
        done = self.later(self.way.time(step, case=self.state.case, channel=self.state.channel))
        for at, consultation in sorted(answers):
            if self.moved(step, visit):
                return True
            self.answer(at, consultation)
        self.pass_to(done)
        self.finish_children(step)
        if self.moved(step, visit):
            return True
        outcome = self.chosen(step)
        if outcome is None:
            return self.wait()
        waited = False
        while waiting_for(self.law, self.state, outcome):
            waited = True
            if not self.wait_for_opinions(step):
                return False
            if self.moved(step, visit):
                return True
        if waited and outcome not in open_outcomes(self.law, self.state):  # a condition nobody looked at meanwhile
            outcome = self.chosen(step) or outcome
        reason = "-" if outcome.needs_reason else ""
        return self.send(Take(outcome.id, by=self.somebody(outcome.by), at=self.now, reason=reason))

    def asked(self, step: Step) -> list[tuple[datetime, str]]:
        """Ask every agency that may be asked now; give when each answers, leaving out those that never will."""
        answers = []
        for name, consult in step.consult.items():
            if name in self.state.consultations:
                continue
            self.pass_to(self.law.calendar.begins_after(self.now, _ASKING))
            if self.step is not step or not self.send(Ask(name, by=self.somebody(step.actor), at=self.now)):
                continue
            rule = consult.within
            span = rule.span(case=self.state.case, channel=self.state.channel) if rule else None
            if self.chance.random() >= self.habits.silent:
                answers.append((self.later(work_of(span) if span else _CHILD), name))
        return answers

    def answer(self, at: datetime, consultation: str) -> None:
        self.pass_to(at)
        if self.state.ended is None and consultation in self.state.consultations:
            self.send(Answer(consultation, "-", by=self.somebody(consultation), at=self.now))

    def finish_children(self, step: Step) -> None:
        for _ in step.children:
            for name, done in self.state.children.items():
                if not done and name in step.children:
                    self.pass_to(self.later(_CHILD))
                    self.send(FinishChild(name, by=self.somebody(step.actor), at=self.now))

    def chosen(self, step: Step) -> Outcome | None:
        """Choose where to go, opinions or not: mostly onward, else any other way that the law leaves open."""
        law, state = self.law, self.state
        is_open = {each.id for each in open_outcomes(law, state)}
        outcomes = [
            each
            for each in step.outcomes.values()
            if each.by != ENGINE_ROLE
            and not self.used_up(each)
            and (each.id in is_open or waiting_for(law, state, each))
        ]
        if not outcomes:
            return None
        onward = [each for each in outcomes if each.id == self.way.onward[step.id]]
        others = [each for each in outcomes if each not in onward]
        if not others or (onward and self.chance.random() < self.habits.smooth):
            return outcomes[0] if not onward else onward[0]
        return self.chance.choice(others)

    def used_up(self, outcome: Outcome) -> bool:
        """Say whether taking `outcome` once more would be more often than the law allows."""
        target = self.law.procedure.steps[outcome.to]
        taken = self.state.taken.get(f"{self.state.step}.{outcome.id}", 0)
        visited = self.state.visits.get(outcome.to, 0)
        return (outcome.at_most is not None and taken >= outcome.at_most) or (
            target.at_most is not None and visited >= target.at_most
        )

    def wait(self) -> bool:
        """Let time do what people do not; say whether it did."""
        step, visit = self.step, self.state.visits.get(self.state.step, 0)
        while (due := wake_on(self.state)) is not None:
            self.pass_to(due)
            if self.moved(step, visit):
                self.now = self.law.calendar.begins_after(self.now)
                return True
        return False

    def wait_for_opinions(self, step: Step) -> bool:
        """Wait until silence takes effect or an agency that was escalated answers; say whether there was one."""
        for name, asked in self.state.consultations.items():
            if asked.opinion is Opinion.ESCALATED:
                self.answer(self.later(_CHILD), name)
                return True
        if self.asked_next(step):
            return True
        due = wake_on(self.state)
        if due is None:
            return False
        self.pass_to(due)
        self.now = self.law.calendar.begins_after(self.now)
        return True

    def asked_next(self, step: Step) -> bool:
        """Ask those whose turn comes only now; say whether there was one."""
        answers = self.asked(step)
        for at, name in sorted(answers):
            self.answer(max(at, self.now), name)
        return bool(answers)

    def moved(self, step: Step, visit: int) -> bool:
        return self.state.ended is not None or (self.state.step, self.state.visits.get(step.id, 0)) != (step.id, visit)

    def later(self, work: timedelta) -> datetime:
        return self.law.calendar.begins_after(self.now, work * self.habits.share(self.chance))

    def pass_to(self, at: datetime) -> None:
        """Let time pass up to `at`, if it lies ahead."""
        if at > self.now:
            self.now = at
            due = wake_on(self.state)
            if due is not None and due <= at:
                self.send(Wake(at=at))

    def somebody(self, role: str) -> Actor:
        """Name a new person for every step, so that a separation of duties stands in nobody's way; one applicant."""
        return Actor(role if role == _APPLICANT else f"{role}/{self.state.step}", (role,))

    def send(self, command: Command) -> bool:
        """Let the core decide; say whether it was accepted."""
        try:
            events, self.dossier = advance(self.law, self.dossier, command)
        except Rejected:
            return False
        self.events += events
        return True
