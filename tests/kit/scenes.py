"""The operations whose every database call is made to fail, each with the scene it needs.

Invariant: a scene is prepared in the host's transaction and committed; an operation may be tried any number of times.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final

import families
import office
import two_laws
from sqlalchemy import Connection, Engine, text

import procflow
from procflow.calendar import Document, Kind, Layer, Mark, WorkCalendar, vietnam
from procflow.clock import VIETNAM_TIME, Policy
from procflow.dossier import Adopt, Amend, Answer, Apologise, Ask, Command, Take, Wake, Withdraw
from procflow.dossier.personal import FactValue
from procflow.engine import ChildCodes, HandedOver, Handover, ManualClock, Posted
from procflow.errors import ProcflowError
from procflow.library import load_text
from procflow.procedure import Procedure

__all__ = ["SCENES", "Operation", "Scene", "World", "prepared"]

PERMIT: Final = "1.013225"
APPLICANT: Final = procflow.Actor("an", roles=("applicant",))
RECEPTION: Final = procflow.Actor("binh", roles=("receptionist",), unit="mot-cua")
OFFICER: Final = procflow.Actor("chi", roles=("construction-officer", "related-agency"))
OFFICE: Final = procflow.Actor("van-phong", roles=("administrator",))
ACCEPT: Final = Take("accept", by=RECEPTION)
ASK: Final = Ask("related-agency", by=OFFICER)
NOW: Final = datetime(2026, 8, 17, 9, tzinfo=VIETNAM_TIME)

Operation = Callable[[procflow.Engine, Connection], object]


@dataclass(frozen=True, slots=True)
class World:
    """Hold what a scene is prepared with."""

    engine: procflow.Engine
    connection: Connection
    clock: ManualClock

    def send(self, dossier_id: str, *commands: Command) -> None:
        for command in commands:
            self.clock.move_by(timedelta(minutes=1))
            self.engine.send(self.connection, dossier_id, command)


@dataclass(frozen=True, slots=True)
class Scene:
    """Hold an operation: under which procedures, from when on, and what must have happened before.

    `repeats` says that it gives the same answer for ever; `writes`, that it leaves something at all.
    """

    prepare: Callable[[World], Operation]
    procedures: Callable[[], tuple[Procedure, ...]]
    starts: datetime = NOW
    repeats: bool = True
    writes: bool = True
    child_codes: ChildCodes | None = None


def prepared(scene: Scene, database: Engine) -> tuple[procflow.Engine, Operation]:
    """Prepare a scene in `database`, and give what is to be tried there and the engine to try it with."""
    clock = ManualClock(scene.starts)
    engine = procflow.Engine(scene.procedures(), clock=clock, child_codes=scene.child_codes)
    with database.begin() as connection:
        return engine, scene.prepare(World(engine, connection, clock))


# --- a permit, in one office -----------------------------------------------------------------------------------------


@cache
def permit() -> tuple[Procedure, ...]:
    return (procflow.load(Path(__file__).parents[2] / "procedures" / PERMIT / "2026-07.yaml"),)


def submit_under(name: str) -> Operation:
    return lambda engine, connection: engine.submit(
        connection, PERMIT, by=APPLICANT, channel="online", case="house", command_id=name, dossier_id=name
    )


def send(command: Command, to: str = "d") -> Operation:
    return lambda engine, connection: engine.send(connection, to, command, command_id="new")


def accepted(world: World, *names: str) -> None:
    for name in names or ("d",):
        submit_under(name)(world.engine, world.connection)
        world.send(name, ACCEPT)


def overdue(world: World) -> None:
    accepted(world)
    world.send("d", ASK)
    world.clock.move_by(timedelta(days=3))


def after(prepare: Callable[[World], object], operation: Operation) -> Callable[[World], Operation]:
    def prepared(world: World) -> Operation:
        prepare(world)
        return operation

    return prepared


def nothing(_: World) -> None:
    """Start from an empty database."""


def asked(world: World) -> None:
    accepted(world)
    world.send("d", ASK)


def adopt(engine: procflow.Engine, connection: Connection) -> object:
    command = Adopt(
        by=OFFICE,
        channel="online",
        origin="Hệ thống cũ",
        step="appraise",
        submitted_at=NOW - timedelta(days=4),
        accepted_at=NOW - timedelta(days=3),
        applicant="an",
        case="house",
    )
    return engine.adopt(connection, PERMIT, command, command_id="new", dossier_id="new")


def send_many(engine: procflow.Engine, connection: Connection) -> object:
    """Two of the three are taken; the second is not the officer's to do."""
    wrong = Take("eligible", by=APPLICANT)
    told = engine.send_many(connection, [("d", ASK, "m1"), ("d", wrong, "m2"), ("e", ASK, "m3")])
    assert [getattr(one, "code", "") for one in told] == ["", "PF504", ""]
    return told[0], told[2]


def tick(engine: procflow.Engine, connection: Connection) -> object:
    done = engine.tick(connection)
    assert done.failed == ()
    return done


def damaged(world: World) -> None:
    accepted(world, "d", "e")
    world.connection.execute(text("UPDATE procflow_dossier SET step = 'nowhere', wake_at = NULL"))


@cache
def notice() -> tuple[WorkCalendar, WorkCalendar]:
    storm = (Mark(date(2026, 8, 24), Kind.CLOSURE, "Nghỉ do bão"), Mark(date(2026, 8, 12), Kind.CLOSURE, "Nghỉ do bão"))
    return vietnam(), vietnam().with_layers(Layer("bao", Document("CĐ 1/CĐ-TTg"), storm))


def change_calendar(engine: procflow.Engine, connection: Connection) -> object:
    old, new = notice()
    done = engine.change_calendar(connection, old, new, by=OFFICE, reason="CĐ 1", policy=Policy.RECOMPUTE)
    assert done.failed == ()
    return done


def new_codes(engine: procflow.Engine, connection: Connection) -> object:
    return engine.new_codes(connection, "H40.16", 3)


# --- personal data, and the post -------------------------------------------------------------------------------------

_FACTS: Final = """\
facts:
  birth_date: {name: Ngày sinh, type: date, personal: true}
  copies: {name: Số bản, type: integer}
"""
CIVIL: Final = "1.000001"
_OFFICER: Final = procflow.Actor("chi", roles=("receptionist", "officer", "administrator"))


@cache
def civil() -> tuple[Procedure, ...]:
    written = office.text(more=_FACTS).replace("submit: [online, direct]", "submit: [online, post]")
    return (load_text(written, "mẫu.yaml"),)


def submit_personal(engine: procflow.Engine, connection: Connection) -> object:
    return engine.submit(
        connection,
        CIVIL,
        by=APPLICANT,
        channel="online",
        facts={"birth_date": date(1990, 5, 17), "copies": 2},
        details={"phone": "0912888777"},
        command_id="p",
        dossier_id="p",
    )


def submitted_personal(world: World) -> None:
    submit_personal(world.engine, world.connection)


def withdrawn(world: World) -> None:
    submitted_personal(world)
    world.send("p", Withdraw(by=APPLICANT))


def erase(engine: procflow.Engine, connection: Connection) -> object:
    return engine.erase(connection, "p", by=_OFFICER, basis="Luật 91/2025/QH15", command_id="new")


def hand_over(engine: procflow.Engine, connection: Connection) -> object:
    facts: tuple[dict[str, FactValue], ...] = (
        {"birth_date": date(1990, 5, 17), "copies": 1},
        {"copies": 2},
        {"birth_date": date(1991, 2, 3), "copies": 3},
    )
    posted = tuple(
        Posted(slip=f"EMS{number}", code=CIVIL, applicant=f"ng-{number}", facts=stated)
        for number, stated in enumerate(facts)
    )
    record = Handover(record="BB-1", signed_at=NOW, by=RECEPTION, carrier="bưu tá 7", dossiers=posted)
    answer: HandedOver = engine.hand_over(connection, record)
    assert [isinstance(one, ProcflowError) for one in answer.dossiers] == [False, True, False]
    return answer.dossiers[0], answer.dossiers[2]


# --- another version -------------------------------------------------------------------------------------------------


def under_the_old(world: World) -> None:
    two_laws.accepted(world.engine, world.connection, "a", "b")
    world.clock.move_to(two_laws.AFTER)


def planned(world: World) -> Operation:
    under_the_old(world)
    plan = two_laws.plan(world.engine, world.connection)

    return lambda engine, connection: engine.migrate(connection, plan, by=OFFICE)


# --- a family --------------------------------------------------------------------------------------------------------


def handed_in(world: World) -> None:
    families.submit(world.engine, world.connection)
    world.clock.move_by(timedelta(minutes=1))


def nearly_born(world: World) -> None:
    families.accepted(world.engine, world.connection, world.clock)
    world.send("d/birth", *families.BORN[:-1])
    world.clock.move_by(timedelta(minutes=1))


AGENCIES: Final = {"ubnd-xa": "H40.30.05", "cong-an-xa": "H40.70.05", "bhxh": "H40.60"}
CODES: Final = ChildCodes(lambda _, agency: AGENCIES[agency])


def nearly_born_under_a_code(world: World) -> Operation:
    child = families.accepted(world.engine, world.connection, world.clock).dossier.kin["birth"]
    world.send(child, *families.BORN[:-1])
    world.clock.move_by(timedelta(minutes=1))
    return send(families.BORN[-1], child)


def waiting_for_a_photograph(world: World) -> None:
    families.accepted(world.engine, world.connection, world.clock)
    world.send("d/birth", *families.BORN)
    world.send("d/insurance", Take("incomplete", by=families.INSURER, reason="Thiếu ảnh"))


def closed_by_time(world: World) -> None:
    waiting_for_a_photograph(world)
    world.clock.move_by(timedelta(days=40))


def adopt_family(engine: procflow.Engine, connection: Connection) -> object:
    command = Adopt(
        by=OFFICE,
        channel="online",
        origin="Cổng dịch vụ công tỉnh",
        step="link",
        submitted_at=families.START - timedelta(days=4),
        accepted_at=families.START - timedelta(days=3),
        applicant="an",
        facts={"born_on": date(2026, 7, 20), "exempt": False},
    )
    return engine.adopt(connection, families.LINK, command, command_id="new", dossier_id="new")


def _kin(prepare: Callable[[World], object], operation: Operation, *, repeats: bool = True) -> Scene:
    return Scene(after(prepare, operation), families.procedures, families.START, repeats)


def _permit(prepare: Callable[[World], object], operation: Operation, *, repeats: bool = True) -> Scene:
    return Scene(after(prepare, operation), permit, repeats=repeats)


def _civil(prepare: Callable[[World], object], operation: Operation) -> Scene:
    return Scene(after(prepare, operation), civil)


_AMENDMENT: Final = Amend(facts={"birth_date": date(1990, 6, 17)}, details={"phone": "0"}, by=APPLICANT)
_PLAN: Final[Operation] = two_laws.plan

SCENES: Final[dict[str, Scene]] = {
    "the first submission": _permit(nothing, submit_under("new")),
    "a submission under a known law": _permit(accepted, submit_under("new")),
    "an outcome": _permit(accepted, send(Take("eligible", by=OFFICER))),
    "an outcome after time passed": _permit(overdue, send(Take("incomplete", by=OFFICER, reason="Thiếu bản vẽ"))),
    "a question": _permit(accepted, send(ASK)),
    "an answer": _permit(asked, send(Answer("related-agency", "Đồng ý", by=OFFICER))),
    "an apology": _permit(accepted, send(Apologise(until=date(2026, 9, 9), reason="Mưa bão", by=OFFICER))),
    "waking by hand": _permit(overdue, send(Wake()), repeats=False),
    "a tick": _permit(overdue, tick, repeats=False),
    "an adoption": _permit(nothing, adopt),
    "many commands": _permit(lambda world: accepted(world, "d", "e"), send_many),
    "codes": _permit(nothing, new_codes, repeats=False),
    "a notice": _permit(lambda world: accepted(world, "d", "e"), change_calendar, repeats=False),
    "rows made anew": _permit(damaged, lambda engine, connection: engine.rebuild(connection), repeats=False),
    "a submission with personal data": _civil(nothing, submit_personal),
    "an amendment of personal data": _civil(submitted_personal, send(_AMENDMENT, "p")),
    "an erasure": _civil(withdrawn, erase),
    "a record of the post": _civil(nothing, hand_over),
    "a plan": Scene(after(under_the_old, _PLAN), two_laws.both, two_laws.BEFORE, writes=False),
    "a migration": Scene(planned, two_laws.both, two_laws.BEFORE, repeats=False),
    "opening a child": _kin(handed_in, send(Take("accept", by=families.DESK))),
    "telling the parent and opening others": _kin(nearly_born, send(families.BORN[-1], "d/birth")),
    "opening others under codes of their own": Scene(
        nearly_born_under_a_code, families.procedures, families.START, child_codes=CODES
    ),
    "adopting a family": _kin(nothing, adopt_family),
    "a tick in a family": _kin(closed_by_time, tick, repeats=False),
    "a notice in a family": _kin(waiting_for_a_photograph, change_calendar, repeats=False),
}
