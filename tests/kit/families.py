"""An invented family: a birth registered with what follows from it, the agencies concerned and their people.

Invariants: nothing here decides anything; the procedures are one invented parent, one invented child and two that ship.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, text

import procflow
from procflow.clock import VIETNAM_TIME
from procflow.core import replay
from procflow.dossier import Command, Take
from procflow.engine import ManualClock
from procflow.library import load_text
from procflow.procedure import Procedure

__all__ = [
    "BIRTH",
    "BORN",
    "CHAIR",
    "CHIEF",
    "CITIZEN",
    "CLERK",
    "DESK",
    "INSURANCE",
    "INSURER",
    "LINK",
    "OFFICER",
    "PARENT_TEXT",
    "POLICE",
    "SHIPPED",
    "START",
    "accepted",
    "check",
    "go",
    "procedures",
    "submit",
]

SHIPPED = Path(__file__).parents[2] / "procedures"
LINK = "9.000021"
BIRTH = "1.001193"
RESIDENCE = "1.004222"
INSURANCE = "9.000022"

CITIZEN = procflow.Actor("an", roles=("applicant",))
DESK = procflow.Actor("binh", roles=("receptionist",), unit="mot-cua")
OFFICER = procflow.Actor("chi", roles=("officer",), unit="mot-cua")
CLERK = procflow.Actor("dao", roles=("civil-status-officer",), unit="ubnd-xa")
CHAIR = procflow.Actor("em", roles=("chair",), unit="ubnd-xa")
POLICE = procflow.Actor("giang", roles=("residence-officer",), unit="cong-an-xa")
CHIEF = procflow.Actor("ha", roles=("police-chief",), unit="cong-an-xa")
INSURER = procflow.Actor("hoa", roles=("insurer",), unit="bhxh")
START = datetime(2026, 8, 3, 8, tzinfo=VIETNAM_TIME)

PARENT_TEXT = """
procflow: 1
code: 9.000021
version: 2026-01
effective: 2026-01-01
name: Liên thông khai sinh, thường trú, bảo hiểm y tế
basis: thủ tục bịa để kiểm chứng
profile: one-stop/nd118-2025
channels: {submit: [online, direct], return: [online, direct]}
facts:
  born_on: {name: Ngày sinh của trẻ, type: date}
  exempt: {name: Thuộc diện miễn lệ phí, type: boolean}
limit: {limit: 20 ngày làm việc, basis: bịa}
results: {set: {name: Bộ kết quả, kind: approval}}
stopping: {by: officer, grounds: {dispute: {name: Tranh chấp, basis: bịa}}}
steps:
  link:
    name: Giải quyết liên thông
    actor: officer
    in_sequence: [direct]
    children:
      birth: {procedure: 1.001193, agency: ubnd-xa, facts: {birth_date: born_on}, basis: NĐ 118/2025/NĐ-CP Đ.20 k.2}
      residence: {procedure: 1.004222, agency: cong-an-xa, case: family, after: birth}
      insurance: {procedure: 9.000022, agency: bhxh, after: birth}
      allowance: {procedure: 9.000099, after: birth}
    outcomes:
      all-done: {to: return-result, produces: set}
      give-up: {to: refuse, needs_reason: true}
  refuse: {actor: chair}
"""
INSURANCE_TEXT = """
procflow: 1
code: 9.000022
version: 2026-01
effective: 2026-01-01
name: Cấp thẻ bảo hiểm y tế cho trẻ em
basis: thủ tục bịa để kiểm chứng
profile: one-stop/nd118-2025
channels: {submit: [online], return: [online]}
limit: {limit: 05 ngày làm việc, basis: bịa}
results: {card: {name: Thẻ bảo hiểm y tế, kind: approval}}
steps:
  issue:
    name: Cấp thẻ
    actor: insurer
    within: {limit: 02 ngày làm việc, basis: bịa}
    outcomes:
      issued: {to: return-result, produces: card}
      incomplete: {to: supplement, needs_reason: true}
      not-eligible: {to: refuse, needs_reason: true}
  refuse: {actor: insurer}
"""


@cache
def procedures() -> tuple[Procedure, ...]:
    """Give the parent and its children: insurance, birth, residence."""
    shipped = (procflow.load(SHIPPED / code / "2025-07.yaml") for code in (BIRTH, RESIDENCE))
    return (load_text(PARENT_TEXT), load_text(INSURANCE_TEXT), *shipped)


def submit(engine: procflow.Engine, connection: Connection, channel: str = "online") -> procflow.Reply:
    return engine.submit(
        connection,
        LINK,
        by=CITIZEN,
        channel=channel,
        facts={"born_on": date(2026, 8, 1), "exempt": True},
        dossier_id="d",
        command_id="submit",
    )


def accepted(
    engine: procflow.Engine, connection: Connection, clock: ManualClock, channel: str = "online"
) -> procflow.Reply:
    submit(engine, connection, channel)
    clock.move_by(timedelta(hours=1))
    return engine.send(connection, "d", Take("accept", by=DESK), command_id="accept")


def go(engine: procflow.Engine, connection: Connection, clock: ManualClock, name: str, *commands: Command) -> None:
    for command in commands:
        clock.move_by(timedelta(minutes=10))
        engine.send(connection, name, command)


BORN: Sequence[Command] = (
    Take("form-sent", by=CLERK),
    Take("confirmed", by=CITIZEN),
    Take("sent-for-number", by=CLERK),
    Take("number-issued", by=CLERK),
    Take("signed", by=CHAIR),
)


def check(engine: procflow.Engine, connection: Connection) -> None:
    """Every journal verifies, and adds up to the state that is kept."""
    engine.verify(connection)
    for name in connection.execute(text("SELECT id FROM procflow_dossier")).scalars():
        events = [entry.event for entry in engine.history(connection, name)]
        assert replay(events) == engine.dossier(connection, name)
