"""What many invented dossiers add up to: how they ended, how many were late, and where they were when time ran out.

Invariant: every run is counted once, also one that waits for ever; tallies of parts add up to the tally of the whole.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from procflow.calendar import WorkCalendar
from procflow.core import StandingKind, classify
from procflow.dossier import MAIN_LIMIT, Breach, BreachFlagged, LimitExpired, StepEntered
from procflow.simulate.run import Run

__all__ = ["Tally", "tally"]

_CONSULT: Final = "consult:"


@dataclass(slots=True)
class Tally:
    """Hold the counts.

    `unfinished` those that wait for ever for an applicant; `standings` how the dossiers stood in the end; `late_in`
    the step in which the legal limit ran out; `slow` the steps that took longer than their own time; `silent` the
    agencies whose time ran out; `breaches` everything that was flagged; `days` the working days from acceptance to
    result.
    """

    dossiers: int = 0
    unfinished: int = 0
    standings: Counter[StandingKind] = field(default_factory=Counter)
    late_in: Counter[str] = field(default_factory=Counter)
    slow: Counter[str] = field(default_factory=Counter)
    silent: Counter[str] = field(default_factory=Counter)
    breaches: Counter[str] = field(default_factory=Counter)
    days: Counter[int] = field(default_factory=Counter)

    @property
    def late(self) -> int:
        """Count the dossiers whose legal limit ran out before their result, finished since or not."""
        return sum(self.late_in.values())

    def days_of(self, share: float) -> int | None:
        """Give the working days within which `share` of the finished dossiers were finished; None without any."""
        finished, seen = self.days.total(), 0
        for days in sorted(self.days):
            seen += self.days[days]
            if seen / finished >= share:  # a product would be a little more than the share says
                return days
        return None

    def add(self, run: Run, calendar: WorkCalendar) -> None:
        """Count one run."""
        self.dossiers += 1
        self.unfinished += run.unfinished
        self.standings[classify(run.events, run.dossier.last_at + timedelta(days=1)).kind] += 1
        accepted, finished = run.dossier.accepted_at, run.dossier.finished_at
        if accepted is not None and finished is not None:
            self.days[calendar.count(accepted.date(), finished.date())] += 1
        self._walk(run)

    def _walk(self, run: Run) -> None:
        step, late = "", ""
        for event in run.events:
            match event:
                case StepEntered():
                    step = event.step
                case LimitExpired(name=name) if name == MAIN_LIMIT:
                    late = late or step
                case LimitExpired(name=name) if name.startswith(_CONSULT):
                    self.silent[f"{step}.{name.removeprefix(_CONSULT)}"] += 1
                case BreachFlagged():
                    self.breaches[event.breach.value] += 1
                    self.slow[step] += event.breach is Breach.LATE_STEP
        self.slow = +self.slow  # a step that was never slow is not named
        if late:
            self.late_in[late] += 1


def tally(runs: Iterable[Run], calendar: WorkCalendar) -> Tally:
    """Count `runs`."""
    counted = Tally()
    for run in runs:
        counted.add(run, calendar)
    return counted
