"""What a host's own tests need: an office whose time moves forward when the test says so, and only then.

Invariants: on the way to a moment everything that falls due is woken, each at its own moment; time never goes back;
what could be done next is found by doing it and taking it back, never by knowing the law here.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from types import TracebackType
from typing import Final, Self

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import StaticPool

from procflow.calendar import WorkCalendar
from procflow.clock import VIETNAM_TIME
from procflow.dossier import Actor, Answer, Ask, Command, Dossier, FinishChild, Take
from procflow.dossier.actor import ENGINE_ROLE
from procflow.dossier.commands import FactValue
from procflow.engine import Engine, Host, ManualClock, Reply, Verification, prepare_sqlite
from procflow.errors import MisuseError, Rejected, StoreError
from procflow.procedure import Procedure
from procflow.scenario import Unexercised, left_out
from procflow.store import Entry

__all__ = ["Office", "Unexercised", "unexercised"]

_NO_FACTS: Final[Mapping[str, FactValue]] = {}
_APPLICANT: Final = "applicant"
APPLICANT: Final = Actor("applicant", roles=(_APPLICANT,))


class Office:
    """Play an office in a test, in the host's transaction or, where none is given, in a database in memory.

    Moments are aware datetimes, or local text such as `2026-08-17 09:00`, which means +07:00. `engine` is the engine to
    hand to the code under test: it tells the office's time.
    """

    def __init__(
        self,
        procedures: Iterable[Procedure],
        at: datetime | str,
        *,
        host: Host | None = None,
        calendar: WorkCalendar | None = None,
    ) -> None:
        """Open at the moment `at`; `host` is the test's connection or session, whose tables are made if missing."""
        self.clock = ManualClock(_moment(at))
        self._procedures = {each.hash: each for each in procedures}
        self.engine = Engine(self._procedures.values(), calendar=calendar, clock=self.clock)
        self.host: Host = _memory() if host is None else host
        self._own = self.host if host is None else None
        self.engine.create_tables(self.host)

    @property
    def now(self) -> datetime:
        """Say what time it is in the office."""
        return self.clock.now()

    def wait_until(self, at: datetime | str) -> tuple[Reply, ...]:
        """Let time pass to `at`; give a reply for every dossier woken on the way, in the order in which they fell due.

        Raises:
            StoreError: PF633, when `at` lies behind.
            ProcflowError: the error of a dossier that could not be woken.
        """
        until = _moment(at)
        if until < self.now:
            self.clock.move_to(until)
        woken: list[Reply] = []
        while (due_at := self.engine.next_wake(self.host)) is not None and due_at <= until:
            self.clock.move_to(max(due_at, self.now))
            tick = self.engine.tick(self.host)
            for failure in tick.failed:
                raise failure.error
            woken += tick.woken
        self.clock.move_to(until)
        return tuple(woken)

    def submit(  # noqa: PLR0913 - the parts of a submission, each by name
        self,
        code: str,
        *,
        by: Actor = APPLICANT,
        channel: str = "online",
        case: str = "",
        applicant: str = "",
        facts: Mapping[str, FactValue] = _NO_FACTS,
        at: datetime | str | None = None,
    ) -> Reply:
        """Hand in a dossier now, or at the moment `at` once time has passed to it."""
        if at is not None:
            self.wait_until(at)
        return self.engine.submit(self.host, code, by=by, channel=channel, case=case, applicant=applicant, facts=facts)

    def send(self, dossier_id: str, command: Command, *, at: datetime | str | None = None) -> Reply:
        """Let a command happen now, or at the moment `at` once time has passed to it."""
        if at is not None:
            self.wait_until(at)
        return self.engine.send(self.host, dossier_id, command)

    def choices(self, dossier_id: str) -> tuple[Command, ...]:
        """List what people could do now: outcomes to take, agencies to ask, opinions to give, what children report.

        Each is done by somebody new for every step, so that no separation of duties stands in the way, and what the
        applicant does by the applicant. Empty once the dossier has ended, and while only time can lead it on. The
        clauses of office life, such as withdrawing, are not among them. `hypothesis` draws a way through a procedure
        with `data.draw(sampled_from(office.choices(dossier_id)))`.

        Raises:
            StoreError: PF601, when there is no such dossier; PF604, when it is under none of the office's procedures.
        """
        dossier = self.dossier(dossier_id)
        if dossier.definition not in self._procedures:
            raise StoreError("PF604", definition=dossier.definition)
        thinkable = () if dossier.ended else _thinkable(self._procedures[dossier.definition], dossier)
        return tuple(each for each in thinkable if self._is_open(dossier_id, each))

    def _is_open(self, dossier_id: str, command: Command) -> bool:
        attempt = self.host.begin_nested()
        try:
            self.engine.send(self.host, dossier_id, command)
        except Rejected:
            return False
        finally:
            attempt.rollback()
        return True

    def dossier(self, dossier_id: str) -> Dossier:
        """Give a dossier as it is now."""
        return self.engine.dossier(self.host, dossier_id)

    def history(self, dossier_id: str) -> tuple[Entry, ...]:
        """Give the journal of a dossier."""
        return self.engine.history(self.host, dossier_id)

    def verify(self) -> Verification:
        """Verify everything the office keeps."""
        return self.engine.verify(self.host)

    def close(self) -> None:
        """Close the office's own database; a host's connection is left alone."""
        if isinstance(self._own, Connection):
            self._own.close()
            self._own.engine.dispose()

    def __enter__(self) -> Self:
        """Give the office itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the office's own database."""
        self.close()


def unexercised(procedure: Procedure, entries: Iterable[Entry]) -> Unexercised:
    """Give the steps never entered and the outcomes never taken in `entries`, journals of dossiers of `procedure`.

    False where nothing is left out; printed, it names what is. Steps that the profile brings in are not asked for.
    """
    return left_out(procedure, (entry.event for entry in entries))


def _thinkable(procedure: Procedure, dossier: Dossier) -> Iterator[Command]:
    """Give every act of the step the dossier is in, open or not."""
    step = procedure.steps[dossier.step]

    def somebody(role: str) -> Actor:
        return Actor(dossier.applicant if role == _APPLICANT else f"{role}/{step.id}", (role,))

    for outcome in step.outcomes.values():
        if outcome.by != ENGINE_ROLE:
            yield Take(outcome.id, by=somebody(outcome.by), reason="-" if outcome.needs_reason else "")
    for name in step.consult:
        asked = dossier.consultations.get(name)
        if asked is None:
            yield Ask(name, by=somebody(step.actor))
        elif asked.opinion.is_open:
            yield Answer(name, "-", by=somebody(name))
    yield from (FinishChild(name, by=somebody(step.actor)) for name, done in dossier.children.items() if not done)


def _memory() -> Connection:
    return prepare_sqlite(create_engine("sqlite://", poolclass=StaticPool)).connect()


def _moment(at: datetime | str) -> datetime:
    if isinstance(at, datetime):
        return at
    try:
        read = datetime.fromisoformat(at)
    except ValueError:
        raise MisuseError("PF637", text=at) from None
    return read if read.tzinfo is not None else read.replace(tzinfo=VIETNAM_TIME)
