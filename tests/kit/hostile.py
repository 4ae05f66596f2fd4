"""Calls a host gets wrong: every parameter of every method of an engine, and values that belong in none of them."""

import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from decimal import Decimal
from enum import Enum
from functools import partial
from typing import Any, Final, get_args

from sqlalchemy import Connection

import procflow
from procflow.clock import VIETNAM_TIME, Policy
from procflow.dossier import Actor, Adopt, Command, Submit, Take
from procflow.engine import Checkpoint, CodeFormat, Handover, Posted, ReportBy, Work

PERMIT: Final = "1.013225"
LATER: Final = "2027-01"
APPLICANT: Final = Actor("an", roles=("applicant",))
OFFICER: Final = Actor("chi", roles=("receptionist", "construction-officer", "administrator"))
HUGE: Final = "x" * 10_000_000
NOW: Final = datetime(2026, 8, 17, 11, tzinfo=VIETNAM_TIME)
TAKE: Final = Take("eligible", by=OFFICER)


class Text(str):
    """A text of a kind of its own."""

    __slots__ = ()


class Word(str, Enum):  # noqa: UP042 - the older way of a host
    """A word whose `str` is not what it is equal to."""

    CASE = "house"


class Nowhere(tzinfo):
    """A zone that knows no offset."""

    def utcoffset(self, _: datetime | None, /) -> timedelta | None:
        return None

    dst = utcoffset

    def tzname(self, _: datetime | None, /) -> str | None:
        return None


NOTHING: Final[tuple[object, ...]] = (None, True, ..., object(), str, len, Take, Work(), TAKE, 1j, range(3), iter([1]))
NUMBERS: Final[tuple[object, ...]] = (0, 1, -1, 2**31, 2**63, 2**64, -(2**70), 10**5000, 1.5, float("nan"), Decimal(1))
TEXTS: Final[tuple[object, ...]] = (
    "", " ", "x", "'; DROP TABLE procflow_journal; --", "%s", "{0}", "{value.__class__}", "a\x00b", "\ud800",
    "\u202ex", "e\u0301", "０", HUGE, "9" * 5000, "1" * 30 + ".1", "1.1", "-1.-1", "2 \x00", "2 \ud800", "engine",
    "procflow:x", "9999-12-31T23:59:59.999999Z x", Text("x"), Word.CASE, b"x", bytearray(b"x"), uuid.UUID(int=1),
)  # fmt: skip
MOMENTS: Final[tuple[object, ...]] = (
    datetime(2026, 8, 17, 10),  # noqa: DTZ001 - the point
    datetime(2026, 8, 17, 10, tzinfo=Nowhere()),
    datetime(1, 1, 1, tzinfo=VIETNAM_TIME),
    datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
    datetime(9999, 12, 31, 23, tzinfo=UTC),
    datetime(9999, 12, 31, 23, tzinfo=VIETNAM_TIME),
    datetime(1900, 1, 1, tzinfo=UTC),
    datetime(2200, 1, 1, tzinfo=UTC),
    date(1, 1, 1),
    date(9999, 12, 31),
    timedelta(1),
)
MANY: Final[tuple[object, ...]] = (
    [], [1], ["x"], [None], (), (1,), ("x\x00",), ((),), {}, {"a": 1}, {1: 2}, {"a\x00": 1}, {"x": None}, {"x": "y"},
    {"x" * 129: "y"}, {"x": NOW}, {1}, frozenset({"x"}),
)  # fmt: skip
PEOPLE: Final[tuple[object, ...]] = (
    APPLICANT,
    *(Actor(one) for one in ("", HUGE, "\ud800", None, 7)),  # type: ignore[arg-type]
    *(Actor("x", roles=one) for one in (None, "applicant", ("a\x00",), ["applicant"], (7,))),  # type: ignore[arg-type]
    Actor("x", unit=3),  # type: ignore[arg-type]
    Actor("x", acting_for=b"x"),  # type: ignore[arg-type]
)
VALUES: Final = (*NOTHING, *NUMBERS, *TEXTS, *MOMENTS, *MANY, *PEOPLE)


@dataclass(frozen=True)
class Call:
    """A method of an engine, what it may be given, and how its arguments are made of that."""

    name: str
    method: str
    valid: Mapping[str, object]
    arguments: Callable[[Mapping[str, object]], Mapping[str, object]]

    def make(self, engine: procflow.Engine, host: object, **wrong: object) -> object:
        method: Any = getattr(engine, self.method)
        return method(host, **self.arguments({**self.valid, **wrong}))


def calls(engine: procflow.Engine, connection: Connection, dossier_id: str) -> Iterator[Call]:
    """Every method with everything right; `dossier_id` is on its way at `NOW`."""
    of: dict[str, object] = {"dossier_id": dossier_id}
    limit: dict[str, object] = {"limit": 5}
    national = procflow.vietnam()
    every: dict[str, dict[str, object]] = {
        "submit": submission(),
        "adopt": {"code": PERMIT, "command": Adopt(**adoption()), "command_id": None, "dossier_id": None},  # type: ignore[arg-type]
        "send": of | {"command": TAKE, "command_id": None},
        "send_many": {"commands": [(dossier_id, TAKE, None)], "on_progress": None},
        "hand_over": {"handover": Handover(**record()), "on_progress": None},  # type: ignore[arg-type]
        "erase": of | {"by": OFFICER, "basis": "x", "reason": "", "names": (), "command_id": None},
        "tick": {"now": None, **limit},
        "next_wake": {},
        "dossier": of,
        "history": of,
        "public_timeline": of,
        "personal": of,
        "children": of | {"as_of": None},
        "standing": of | {"as_of": None},
        "report": {"as_of": None, "by": ReportBy.STEP},
        "worklist": {"work": Work(), "after": "", **limit},
        "events_since": {"cursor": "", **limit},
        "restart_feed": {},
        "verify": of | {"against": engine.checkpoint(connection)},
        "checkpoint": {},
        "create_tables": {},
        "new_code": {"agency": "H40.16", "day": None, "form": CodeFormat.QD20_2020},
        "new_codes": {"agency": "H40.16", "count": 2, "day": None, "form": CodeFormat.TT01_2018},
        "change_calendar": {"old": national, "new": national, "by": OFFICER, "reason": "x", "policy": Policy.RECOMPUTE}
        | limit,
        "plan_migration": {"code": PERMIT, "old": "2026-07", "new": LATER, "basis": "", "steps": {}, "cases": {}}
        | {"chosen": (), "after": ""}
        | limit,
        "migrate": {"plan": engine.plan_migration(connection, PERMIT, "2026-07", LATER), "by": OFFICER, **limit},
        "rebuild": {"after": "", **limit},
    }
    for name, valid in every.items():
        yield Call(name, name, valid, dict)


def records(engine: procflow.Engine, connection: Connection, dossier_id: str) -> Iterator[Call]:
    """Every record a host builds for an engine, and every command, each of its fields a parameter."""
    plan = engine.plan_migration(connection, PERMIT, "2026-07", LATER)
    taken = engine.checkpoint(connection)
    yield Call("Adopt", "adopt", adoption(), lambda of: {"code": PERMIT, "command": Adopt(**of)})  # type: ignore[arg-type]
    yield Call("Handover", "hand_over", record(), lambda of: {"handover": Handover(**of)})  # type: ignore[arg-type]
    yield Call("Posted", "hand_over", posted(), lambda of: {"handover": _of_one(Posted(**of))})  # type: ignore[arg-type]
    yield Call("Work", "worklist", values_of(Work()), lambda of: {"work": Work(**of)})  # type: ignore[arg-type]
    yield Call("Checkpoint", "verify", values_of(taken), lambda of: {"against": Checkpoint(**of)})  # type: ignore[arg-type]
    yield Call("plan", "migrate", values_of(plan), lambda of: {"plan": replace(plan, **of), "by": OFFICER})  # type: ignore[arg-type]
    yield Call("Actor", "send", values_of(OFFICER), lambda of: _sent(dossier_id, Take("eligible", by=Actor(**of))))  # type: ignore[arg-type]
    yield Call("one of many", "send_many", _sent(dossier_id, TAKE) | {"command_id": None}, _one_of_many)
    for kind in get_args(Command):
        if kind not in (Submit, Adopt):
            names = [field.name for field in fields(kind)]
            valid = {name: SAMPLES[name] for name in names}
            yield Call(kind.__name__, "send", valid, partial(_command, dossier_id, kind))


def _command(dossier_id: str, kind: type, of: Mapping[str, object]) -> Mapping[str, object]:
    return _sent(dossier_id, kind(**of))


def _sent(dossier_id: str, command: object) -> dict[str, object]:
    return {"dossier_id": dossier_id, "command": command}


def _one_of_many(of: Mapping[str, object]) -> Mapping[str, object]:
    return {"commands": [(of["dossier_id"], of["command"], of["command_id"])]}


def _of_one(one: Posted) -> Handover:
    return Handover(**(record() | {"dossiers": (one,)}))  # type: ignore[arg-type]


def values_of(built: object) -> dict[str, object]:
    return {field.name: getattr(built, field.name) for field in fields(type(built))}  # type: ignore[arg-type] # a record


def submission() -> dict[str, object]:
    names = ("applicant", "unit", "competent", "assisted_by")
    chosen: dict[str, object] = {
        "at": None,
        "command_id": None,
        "dossier_id": None,
        "representatives": (),
        "facts": {},
        "details": {},
    }
    return {"code": PERMIT, "by": APPLICANT, "channel": "online", "case": "house", **dict.fromkeys(names, ""), **chosen}


def adoption() -> dict[str, object]:
    moments: dict[str, object] = {
        "submitted_at": NOW - timedelta(days=1),
        "accepted_at": NOW - timedelta(hours=9),
        "promised_on": None,
    }
    more: dict[str, object] = {"at": None, "facts": {}, "details": {}, "representatives": (), "happened": {}}
    begun: dict[str, object] = {
        "by": OFFICER,
        "channel": "online",
        "case": "house",
        "origin": "hệ thống cũ",
        "step": "appraise",
        "applicant": "an",
    }
    return begun | moments | more


def posted() -> dict[str, object]:
    return values_of(Posted(slip="1", code=PERMIT, applicant="an", case="house"))


def record() -> dict[str, object]:
    listed = (Posted(slip="1", code=PERMIT, applicant="an", case="house"),)
    return values_of(Handover(record="BB-1", signed_at=NOW, by=OFFICER, carrier="bưu tá", dossiers=listed))


SAMPLES: Final[Mapping[str, object]] = {
    "by": OFFICER, "at": None, "reason": "x", "channel": "", "outcome": "eligible", "consultation": "related-agency",
    "opinion": "x", "until": date(2026, 9, 9), "granted": True, "facts": {}, "details": {}, "ground": "x",
    "by_span": "01 ngày", "agreement": "x", "case": "other", "unit": "x", "to": "x", "duplicate_of": "d-9",
    "result": "permit", "basis": "x", "names": (), "child": "x", "results": (), "refused": False, "dossier": "",
    "version": 0,
}  # fmt: skip
"""A right value for every field of every command."""

__all__ = ["LATER", "NOW", "OFFICER", "PERMIT", "TAKE", "VALUES", "Call", "Word", "calls", "records"]
