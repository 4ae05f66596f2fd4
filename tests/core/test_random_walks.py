"""Random walks through random procedures: what holds for every dossier, whoever wrote its procedure.

Each oracle here is written without the code it judges: a walk over days that asks the calendar for nothing but
`is_working`, and a search over the graph as the machine has it.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from authors import Shape, procedure_texts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from office import Desk, moment

from procflow import vietnam
from procflow.clock import RULES, Limit, Roll, Span, Unit
from procflow.core import Law, advance, apply, decide, open_outcomes, replay, wake_on
from procflow.definition import Ending
from procflow.dossier import (
    Accepted,
    Actor,
    Answer,
    Apologise,
    Ask,
    ChangeCase,
    Command,
    Continue,
    Dossier,
    Event,
    Extend,
    LimitExpired,
    LimitExtended,
    LimitHeld,
    LimitRestarted,
    LimitRestated,
    LimitResumed,
    LimitStarted,
    OutcomeTaken,
    OutsideFactNoted,
    StepEntered,
    Stop,
    Submit,
    Take,
    Transfer,
    Wake,
    Withdraw,
)
from procflow.errors import Rejected
from procflow.library import load_text
from procflow.procedure import Procedure, dispatch_table

WALKS = settings(
    max_examples=1000 if os.environ.get("PROCFLOW_TORTURE") else 40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
START = moment("2026-01-20 08:00")
PAUSES = st.one_of(
    st.integers(0, 600).map(lambda minutes: timedelta(minutes=minutes)),
    st.integers(0, 12).map(lambda days: timedelta(days=days)),
    st.integers(0, 60 * 24 * 30).map(lambda minutes: timedelta(minutes=minutes)),
)


ACTS = Take | Ask | Answer | Apologise | Transfer | ChangeCase | Stop | Continue | Extend | Withdraw


class Walk(Desk):
    """Act at random on one dossier; every act by somebody else, so that no separation of duties stands in the way.

    The applicant alone is always the same, because a dossier is its applicant's.
    """

    def __init__(self, shape: Shape, draw: Callable[[st.SearchStrategy[object]], object]) -> None:
        super().__init__(Law(load_text(shape.text), vietnam()))
        self.commands: list[Command] = []
        self.sent: list[tuple[int, Command, tuple[Event, ...]]] = []
        self.draw = draw
        self.now = START

    def somebody(self, *roles: str) -> Actor:
        return Actor(id="người nộp" if "applicant" in roles else f"người-{len(self.commands)}", roles=roles)

    def act(self, command: Command) -> None:
        self.commands.append(command)
        self.send(command)

    def send(self, command: Command) -> tuple[Event, ...]:
        if self.dossier is not None and not isinstance(command, Wake):
            super().send(Wake(at=command.at))
        before = len(self.events)
        events = super().send(command)
        self.sent.append((before, command, events))
        return events

    def step(self) -> None:
        pause = self.draw(PAUSES)
        assert isinstance(pause, timedelta)
        self.now += pause
        self.send(Wake(at=self.now))
        if self.state.ended is not None:
            return
        command = self.draw(st.sampled_from(self.possible()))
        assert isinstance(command, ACTS)
        self.act(command)

    def office_life(self) -> list[Command]:
        """List what an office may do in any step, other than end the dossier."""
        clauses, procedure = self.law.procedure.clauses, self.law.procedure
        step, due = procedure.steps[self.state.step], self.state.due
        commands: list[Command] = [Transfer("phòng khác", "sáp nhập", by=self.somebody("administrator"), at=self.now)]
        if self.state.finished_at is None:
            commands += [
                ChangeCase(case, "nhầm", by=self.somebody(step.actor), at=self.now)
                for case in procedure.cases
                if case != self.state.case and not (self.state.agreed and self.is_in_hours(case))
            ]
        if clauses.stopping and self.state.accepted_at and self.state.finished_at is None:
            commands.append(Stop("dispute", by=self.somebody("chair"), reason="đơn", at=self.now))
        runs = due and due.held_since is None and "main" not in self.state.expired
        if clauses.extension and runs and due and due.span.endswith("working days") and self.state.extensions < 2:
            commands.append(Extend("2 ngày làm việc", "văn bản", by=self.somebody(step.actor), at=self.now))
        return commands

    def is_in_hours(self, case: str) -> bool:
        """Say whether days that were agreed could not lengthen the limit of `case` (PF568)."""
        span = self.law.procedure.limit.span(case=case, channel=self.state.channel)
        return span is not None and span.is_clock

    def going_on(self) -> Command:
        return Continue(by=self.somebody("chair"), reason="đã xong", at=self.now)

    def possible(self) -> list[Command]:
        if self.state.stopped_on:
            return [self.going_on(), Withdraw(by=self.somebody("applicant"), at=self.now)]
        step = self.law.procedure.steps[self.state.step]
        commands = self.office_life()
        commands += [
            Take(outcome.id, by=self.somebody(outcome.by), at=self.now, reason="lý do")
            for outcome in open_outcomes(self.law, self.state)
        ]
        for name in step.consult:
            asked = self.state.consultations.get(name)
            if asked is None:
                commands.append(Ask(name, by=self.somebody(step.actor), at=self.now))
            elif not asked.content:
                commands.append(Answer(name, "đồng ý", by=self.somebody(name), at=self.now))
        due = self.state.due
        if due and due.held_since is None and not self.state.reappointments:
            until = vietnam().add(max(due.due_on, self.now.date()), 1)
            commands.append(Apologise(until=until, reason="x", by=self.somebody("receptionist"), at=self.now))
        return commands

    def finish(self) -> None:
        """Go the shortest way to an end, asking and answering what stands in the way."""
        for _ in range(200):
            if self.state.ended is not None:
                return
            self.now += timedelta(minutes=1)
            self.send(Wake(at=self.now))
            if self.state.ended is None:
                self.act(self.next_to_the_end())
        msg = f"no end from {self.state.step}"
        raise AssertionError(msg)

    def next_to_the_end(self) -> Command:
        if self.state.stopped_on:
            return self.going_on()
        for command in self.possible():
            if isinstance(command, Answer):
                return command
        near = distances(self.law.procedure)
        outcomes = open_outcomes(self.law, self.state)
        best = min(outcomes, key=lambda outcome: near[outcome.to])
        return Take(best.id, by=self.somebody(best.by), at=self.now, reason="lý do")


def distances(procedure: Procedure) -> dict[str, int]:
    """Measure how far each step is from an end by what people may do, on the graph as the machine has it."""
    table = {
        (source, outcome): target
        for (source, outcome), target in dispatch_table(procedure.machine).items()
        if procedure.steps[source].outcomes[outcome].by != "engine"
    }
    found = {name: 0 for name, step in procedure.steps.items() if step.ends is not None}
    while True:
        further = {
            source: found[target] + 1
            for (source, _), target in table.items()
            if target in found and source not in found
        }
        if not further:
            return found
        found |= further


def walked(shape: Shape, data: st.DataObject, *, end: bool = True) -> Walk:
    walk = Walk(shape, data.draw)
    case = data.draw(st.sampled_from(shape.cases)) if shape.cases else ""
    channel = data.draw(st.sampled_from(("online", "direct")))
    walk.act(Submit(by=walk.somebody("applicant"), channel=channel, case=case, at=walk.now))
    for _ in range(data.draw(st.integers(0, 12))):
        if walk.state.ended is None:
            walk.step()
    if end:
        walk.finish()
    return walk


@WALKS
@given(shape=procedure_texts())
def test_a_procedure_sound_by_construction_compiles(shape: Shape) -> None:
    compiled = load_text(shape.text)
    assert compiled.warnings == ()
    assert [name for name in compiled.steps if name.startswith("s") and name[1:].isdigit()] == list(shape.own)
    assert load_text(shape.text).hash == compiled.hash


@WALKS
@given(shape=procedure_texts())
def test_the_machine_and_the_outcomes_of_the_steps_lead_to_the_same_places(shape: Shape) -> None:
    compiled = load_text(shape.text)
    assert dispatch_table(compiled.machine) == {
        (step.id, outcome.id): outcome.to for step in compiled.steps.values() for outcome in step.outcomes.values()
    }
    assert set(compiled.machine.states) == set(compiled.steps)
    assert compiled.machine.initial == compiled.start
    assert set(distances(compiled)) == set(compiled.steps)


@WALKS
@given(shape=procedure_texts(), data=st.data())
def test_every_walk_can_end_and_its_journal_tells_the_whole_dossier(shape: Shape, data: st.DataObject) -> None:
    walk = walked(shape, data)
    assert walk.state.ended is not None
    assert walk.state.limits == {}
    assert replay(walk.events) == walk.state
    assert wake_on(walk.state) is None
    finishes = [event.at for event in walk.events if type(event).__name__ == "DossierFinished"]
    assert finishes == ([walk.state.finished_at] if walk.state.finished_at else [])
    assert not walk.state.finished_at or walk.state.results
    assert (walk.state.ended is Ending.RETURNED) is (walk.state.finished_at is not None)


@WALKS
@given(shape=procedure_texts(), data=st.data())
def test_a_dossier_goes_only_where_the_graph_leads(shape: Shape, data: st.DataObject) -> None:
    walk = walked(shape, data, end=False)
    table = dispatch_table(walk.law.procedure.machine)
    at = walk.law.procedure.start
    entered = [event for event in walk.events if isinstance(event, OutcomeTaken | StepEntered)]
    assert isinstance(entered[0], StepEntered)
    clauses = walk.law.procedure.clauses
    led = {clause.to for clause in (clauses.withdrawal, clauses.stopping) if clause is not None}
    taken: OutcomeTaken | None = None
    for event in entered[1:]:
        if isinstance(event, OutcomeTaken):
            assert taken is None
            assert event.step == at
            assert event.to == table[event.step, event.outcome]
            taken = event
            continue
        assert event.step == taken.to if taken is not None else event.step in led
        assert event.national_status == walk.law.procedure.steps[event.step].national_status
        at, taken = event.step, None


@WALKS
@given(shape=procedure_texts(), data=st.data())
def test_waking_often_or_rarely_gives_the_same_events(shape: Shape, data: st.DataObject) -> None:
    rarely = walked(shape, data)
    often = Desk(rarely.law)
    for command in rarely.commands:
        while often.dossier is not None and command.at and (due := wake_on(often.state)) and due <= command.at:
            often.send(Wake(at=due))
            often.send(Wake(at=due))
        often.send(command)
    for desk in (rarely, often):
        desk.send(Wake(at=moment("2040-01-01 00:00")))
    assert often.events == rarely.events
    assert often.state == rarely.state


@WALKS
@given(shape=procedure_texts(), data=st.data())
def test_deciding_again_gives_the_same_and_a_refusal_gives_nothing(shape: Shape, data: st.DataObject) -> None:
    walk = walked(shape, data, end=False)
    before = repr(walk.state)
    step = walk.law.procedure.steps[walk.state.step]
    at = max(walk.now, walk.state.last_at)
    allowed = {outcome.id for outcome in open_outcomes(walk.law, walk.state)}
    visited = (walk.law.procedure.steps[name] for name in walk.state.visits)
    from_outside = {outcome.id for each in visited for outcome in each.outcomes.values() if outcome.outside}
    for outcome in step.outcomes.values():
        command = Take(outcome.id, by=walk.somebody(outcome.by), at=at, reason="lý do")
        if outcome.id in allowed:
            assert decide(walk.law, walk.state, command) == decide(walk.law, walk.state, command)
        elif outcome.by != "engine" and not (walk.state.stopped_on and outcome.id in from_outside):  # that is noted
            assert is_refused(walk.law, walk.state, command)
        stranger = Take(outcome.id, by=Actor("lạ", ("stranger",)), at=at, reason="lý do")
        assert is_refused(walk.law, walk.state, stranger)
    assert repr(walk.state) == before


@WALKS
@given(shape=procedure_texts(), data=st.data())
def test_deciding_after_any_part_of_a_journal_gives_what_was_decided_then(shape: Shape, data: st.DataObject) -> None:
    walk = walked(shape, data)
    for before, command, events in walk.sent:
        dossier = replay(walk.events[:before]) if before else None
        as_it_was = repr(dossier)
        decided, after = advance(walk.law, dossier, command)
        assert decided == events == decide(walk.law, dossier, command)
        assert after == (replay(walk.events[: before + len(events)]) if before or events else None)
        assert repr(dossier) == as_it_was


@WALKS
@given(shape=procedure_texts(), data=st.data())
def test_a_fact_told_too_late_is_written_down_and_changes_nothing_else(shape: Shape, data: st.DataObject) -> None:
    walk = walked(shape, data, end=data.draw(st.booleans()))
    state, steps = walk.state, walk.law.procedure.steps
    for step in map(steps.__getitem__, state.visits):
        for outcome in step.outcomes.values():
            if outcome.id in steps[state.step].outcomes and not (state.ended or state.stopped_on):
                continue
            told = Take(outcome.id, by=walk.somebody(outcome.by), at=state.last_at, reason="lý do")
            if is_refused(walk.law, state, told):
                assert not outcome.outside or state.taken.get(f"{step.id}.{outcome.id}", 0) >= state.visits[step.id]
                continue
            events, after = advance(walk.law, state, told)
            (noted,) = events
            assert isinstance(noted, OutsideFactNoted)
            assert steps[noted.step].outcomes[noted.fact].outside
            assert after is not None
            assert replace(after, noted=()) == replace(state, noted=())


def is_refused(law: Law, dossier: Dossier, command: Command) -> bool:
    try:
        decide(law, dossier, command)
    except Rejected:
        return True
    return False


@WALKS
@given(shape=procedure_texts(), data=st.data())
def test_no_event_is_dated_before_its_cause(shape: Shape, data: st.DataObject) -> None:
    walk = walked(shape, data)
    begun: dict[str, datetime] = {}
    last = walk.events[0].at
    for event in walk.events:
        if isinstance(event, LimitStarted | LimitRestarted | LimitResumed):
            begun[event.limit.name] = event.limit.anchor_at
        if isinstance(event, LimitExpired):
            assert event.at >= begun[event.name]
            assert event.by.id == "procflow"
        else:
            assert event.at >= last or event.by.id == "procflow"
        last = max(last, event.at)
    for before, after in zip(walk.events, walk.events[1:], strict=False):
        if before.by == after.by:
            assert before.at <= after.at


@WALKS
@given(shape=procedure_texts(), data=st.data())
def test_every_due_date_is_what_a_walk_over_the_days_finds(shape: Shape, data: st.DataObject) -> None:
    for event in walked(shape, data).events:
        if isinstance(event, LimitStarted | LimitRestarted | LimitResumed | LimitExtended | LimitRestated):
            check_due(event.limit)
        if isinstance(event, LimitHeld):
            assert event.limit.held_since == event.at


def check_due(limit: Limit) -> None:
    span, rule = Span.parse(limit.span), RULES[limit.rule]
    if span.then or span.unit not in (Unit.WORKING_DAY, Unit.DAY, Unit.WEEK) or rule.name == "receipt-by-15h":
        return
    length = int(span.amount) * (7 if span.unit is Unit.WEEK else 1)
    holds = [(hold.start.date(), hold.end.date()) for hold in limit.holds]
    is_working_days = span.unit is Unit.WORKING_DAY
    due = recount(limit.anchor_at.date(), length, holds, in_working_days=is_working_days)
    assert (limit.due_on, rule.roll) == (due, Roll.FOLLOWING), limit
    assert limit.ends_at == moment(f"{due + timedelta(days=1)} 00:00")


def recount(day: date, left: int, holds: list[tuple[date, date]], *, in_working_days: bool) -> date:
    """Walk on, day by day: a day stopped does not count; stopped on its last day, it is due the day it runs on."""
    works = vietnam().is_working
    while left:
        day += timedelta(days=1)
        is_stopped = any(start < day <= end for start, end in holds)
        if not is_stopped and (works(day) or not in_working_days):
            left -= 1
    while True:
        rolled = day
        while not works(rolled):
            rolled += timedelta(days=1)
        again = [end for start, end in holds if day <= start <= rolled and start < end]
        if not again:
            return rolled
        day = again[0]


@WALKS
@given(shape=procedure_texts(), data=st.data())
def test_events_fold_one_by_one_and_only_the_promise_of_acceptance_is_promised(
    shape: Shape, data: st.DataObject
) -> None:
    walk = walked(shape, data, end=False)
    dossier: Dossier | None = None
    promises = []
    for event in walk.events:
        dossier = apply(dossier, event)
        promises.append(dossier.promise)
    assert dossier == walk.state
    assert len({promise for promise in promises if promise is not None}) <= 1
    assert sum(isinstance(event, Accepted) for event in walk.events) <= 1
