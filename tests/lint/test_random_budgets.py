"""The time budget of random procedures against a walk over days that shares no code with it.

Loops tied to each other, counted by outcome or by step; opinions; stops; times from acceptance; days, weeks and months
mixed. The walk lets everybody take all their time, or none, and tries stops of several lengths.
"""

import os
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

import pytest
from office import HEAD

from procflow.calendar import vietnam
from procflow.library import load_text
from procflow.lint import check

CALENDAR = vietnam()
DAY = timedelta(days=1)
YEARS = (2025, 2026)
LONG = bool(os.environ.get("PROCFLOW_TORTURE"))
SEEDS = range(300 if LONG else 22)
TOLD: tuple[int, ...] = (133,)  # a time from acceptance that runs on after a stop
EVERY = 1 if LONG else 5
HOLDS = (0, 1, 2, 4, 9, 30)
UNITS = {"wd": "ngày làm việc", "d": "ngày", "w": "tuần", "m": "tháng"}
LONGEST = {"wd": 8, "d": 12, "w": 2, "m": 2}


def work_on(day: date, n: int) -> date:
    while n > 0:
        day += DAY
        n -= CALENDAR.is_working(day)
    return day


def rolled(day: date) -> date:
    while not CALENDAR.is_working(day):
        day += DAY
    return day


def worked(after: date, upto: date) -> int:
    return sum(CALENDAR.is_working(after + n * DAY) for n in range(1, (upto - after).days + 1))


@dataclass(frozen=True)
class Time:
    unit: str
    n: int

    def __str__(self) -> str:
        return f"{self.n} {UNITS[self.unit]}"

    def bare(self, day: date) -> date:
        if self.unit == "wd":
            return work_on(day, self.n)
        if self.unit == "m":
            year, month = divmod(day.year * 12 + day.month - 1 + self.n, 12)
            last = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - DAY
            return last.replace(day=min(day.day, last.day))
        return day + self.n * (7 if self.unit == "w" else 1) * DAY


@dataclass(frozen=True)
class Way:
    name: str
    to: int
    at_most: int | None = None


@dataclass(frozen=True)
class Desk:
    ways: tuple[Way, ...]
    time: Time | None = None
    """None for a step in which the limit stops."""
    opinion: Time | None = None
    at_most: int | None = None
    accepted: bool = False


@dataclass(frozen=True)
class Here:
    """Where a dossier is: `used` counts what is counted; `since` and `gone` are acceptance less the stops since."""

    step: int
    day: date
    bare: date
    used: tuple[tuple[str, int], ...]
    since: date
    gone: tuple[int, int] = (0, 0)


def invented(random: Random, *, stops: bool) -> tuple[list[Desk], Time]:
    count = random.randint(1, 4)
    most = [random.randint(1, 3) if random.random() < 0.4 else None for _ in range(count)]
    desks = []
    for index in range(count):
        onward = Way(f"o{index}", index + 1)
        if stops and index > 0 and random.random() < 0.4:
            desks.append(Desk((onward,)))
            continue
        others = [to for to in random.sample(range(count), random.randint(0, min(2, count - 1))) if to != index]
        back = [Way(f"b{index}-{to}", to, None if most[to] else random.randint(1, 2)) for to in others]
        opinion = any_time(random) if random.random() < 0.3 else None
        time = any_time(random)
        desks.append(Desk((onward, *back), time, opinion, most[index], accepted=random.random() < 0.4))
    desks = [
        replace(
            desk,
            ways=tuple(
                each if each.at_most or to_desk(desks, each) else replace(each, at_most=1) for each in desk.ways
            ),
        )
        for desk in desks
    ]
    unit = random.choice(("wd", "wd", "d", "w", "m"))
    return desks, Time(unit, random.randint(1, {"wd": 14, "d": 25, "w": 4, "m": 2}[unit]))


def to_desk(desks: list[Desk], way: Way) -> bool:
    """Say whether nothing more has to count `way`: it goes on, or the step it leads to is counted."""
    return way.name.startswith("o") or desks[way.to].at_most is not None


def any_time(random: Random) -> Time:
    unit = random.choice(("wd", "wd", "wd", "d", "d", "w", "m"))
    return Time(unit, random.randint(1, LONGEST[unit]))


def written(desks: list[Desk], limit: Time) -> str:
    steps = ""
    for index, desk in enumerate(desks):
        steps += f"  s{index}:\n    name: Bước {index}\n"
        if desk.time is None:
            steps += "    actor: applicant\n    national_status: 6\n    clock: resume\n"
            steps += "    within: {limit: none, reason: luật để ngỏ}\n    outcomes:\n"
        else:
            steps += f"    actor: officer\n    within: {{limit: {desk.time}"
            steps += f"{', from: accepted' * desk.accepted}, basis: Đ.2}}\n"
            steps += f"    at_most: {desk.at_most}\n    basis: Đ.9\n" if desk.at_most else ""
            if desk.opinion is not None:
                steps += f"    consult:\n      police: {{within: {desk.opinion}, on_timeout: escalate, "
                steps += f"blocks: [o{index}], basis: Đ.3}}\n"
            steps += "    outcomes:\n"
        for way in desk.ways:
            to = "return-result, produces: permit" if way.to == len(desks) else f"s{way.to}"
            steps += f"      {way.name}: {{to: {to}{f', at_most: {way.at_most}' if way.at_most else ''}}}\n"
    results = "results:\n  permit: {name: Giấy phép, kind: approval}\n"
    return f"{HEAD}limit: {{limit: {limit}, from: accepted, basis: Đ.1}}\n{results}steps:\n{steps}"


def counted(desks: list[Desk], used: tuple[tuple[str, int], ...], way: Way) -> tuple[tuple[str, int], ...] | None:
    counts = dict(used)
    bounds = {way.name: way.at_most, f"s{way.to}": desks[way.to].at_most if way.to < len(desks) else None}
    for name, most in bounds.items():
        if most is not None:
            counts[name] = counts.get(name, 0) + 1
            if counts[name] > most:
                return None
    return tuple(sorted(counts.items()))


def ended(desk: Desk, here: Here) -> date:
    """Give the last day of a step's time."""
    assert desk.time is not None
    if not desk.accepted:
        return rolled(desk.time.bare(here.day))
    working, days = here.gone
    if desk.time.unit == "wd":
        return work_on(here.since, desk.time.n - working)
    return rolled(desk.time.bare(here.since - days * DAY))


def resumed(limit: Time, here: Here, days: int, way: Way) -> Here:
    """Go on after a stop of so many days: what was left of the limit is left of it still."""
    on = here.day + days * DAY
    if limit.unit == "wd":
        left = worked(here.day, here.bare)
        bare = work_on(on, left) if left else rolled(on)
    else:
        bare = max(on, here.bare + days * DAY)
    gone = (here.gone[0] + worked(here.since, here.day), here.gone[1] + (here.day - here.since).days)
    return Here(way.to, on, bare, here.used, on, gone)


def is_late(desks: list[Desk], limit: Time, start: date) -> bool:
    """Say whether any way from an acceptance on `start` ends after the limit."""
    todo = [Here(0, start, limit.bare(start), (("s0", 1),) if desks[0].at_most else (), start)]
    seen = set(todo)
    for here in todo:
        if here.day > rolled(here.bare):
            return True
        if here.step == len(desks):
            continue
        desk = desks[here.step]
        for way in desk.ways:
            used = counted(desks, here.used, way)
            if used is None:
                continue
            if desk.time is None:
                following = [replace(resumed(limit, here, days, way), used=used) for days in HOLDS]
            else:
                last = max(here.day, ended(desk, here))
                if desk.opinion is not None and way.name.startswith("o"):
                    last = max(last, rolled(desk.opinion.bare(here.day)))
                following = [replace(here, step=way.to, day=day, used=used) for day in (here.day, last)]
            todo += [each for each in following if each not in seen]
            seen.update(following)
    return False


@pytest.mark.parametrize("stops", [False, True], ids=["running", "stopped"])
def test_the_proof_and_a_walk_over_days_agree_on_random_procedures(*, stops: bool) -> None:
    verdicts = set()
    for seed in (*SEEDS, *TOLD * stops):
        desks, limit = invented(Random(seed), stops=stops)  # noqa: S311 - nothing is secret
        text = written(desks, limit)
        found = [each for each in check(load_text(text), CALENDAR, years=YEARS) if each.code == "PF350"]
        days = range(date(YEARS[0], 1, 1).toordinal(), date(YEARS[1], 12, 31).toordinal() + 1)
        late = any(is_late(desks, limit, date.fromordinal(day)) for day in days[seed % EVERY :: EVERY])
        assert found or not late, f"seed {seed}: called safe\n{text}"
        if not stops:
            assert late or not found or int(str(found[0].params["late"])) < 10 * EVERY, (
                f"seed {seed}: called late\n{text}"
            )
        verdicts.add(bool(found))
    assert verdicts == {False, True}
