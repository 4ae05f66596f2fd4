"""An invented procedure in two versions, the second of which takes open dossiers over, and the people of its office.

Invariant: nothing here decides anything; what a test changes about the second version stands in the test.
"""

from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Connection, text

import procflow
from procflow.clock import VIETNAM_TIME
from procflow.core import replay
from procflow.dossier import Take
from procflow.engine import MigrationPlan
from procflow.library import load_text
from procflow.procedure import Procedure

__all__ = [
    "ACCEPT",
    "AFTER",
    "BEFORE",
    "CHAIR",
    "CITIZEN",
    "CLAUSE",
    "CODE",
    "DESK",
    "NEW_TEXT",
    "OFFICE",
    "OFFICER",
    "OLD_TEXT",
    "accepted",
    "both",
    "check",
    "new",
    "old",
    "plan",
    "reasons",
    "submit",
]

CODE = "9.000031"
CITIZEN = procflow.Actor("an", roles=("applicant",))
DESK = procflow.Actor("binh", roles=("receptionist",))
OFFICER = procflow.Actor("chi", roles=("officer",))
CHAIR = procflow.Actor("dung", roles=("chair", "officer"))
OFFICE = procflow.Actor("van-phong", roles=("administrator",))
ACCEPT = Take("accept", by=DESK)

OLD_TEXT = """
procflow: 1
code: 9.000031
version: 2026-01
effective: 2026-01-01
name: Cấp giấy phép thử
basis: NĐ 1/2026/NĐ-CP Đ.1
profile: one-stop/nd118-2025
cases: {house: Nhà ở, other: Công trình khác}
channels: {submit: [online], return: [online]}
facts:
  storeys: {name: Số tầng, type: integer, least: 1, most: 60}
limit: {limit: 15 ngày làm việc, basis: Đ.2}
extension: {at_most: 10 ngày làm việc, basis: Đ.7}
results: {permit: {name: Giấy phép, kind: approval}}
stopping: {by: officer, grounds: {dispute: {name: Tranh chấp, basis: Đ.6}}}
steps:
  appraise:
    name: Thẩm định
    actor: officer
    within: {limit: 6 ngày làm việc, basis: Đ.8}
    consult: {police: {within: 3 ngày làm việc, blocks: [eligible], basis: Đ.9}}
    outcomes:
      eligible: check
      not-eligible: {to: refuse, needs_reason: true}
      incomplete: {to: supplement, needs_reason: true}
  check: {name: Kiểm tra, actor: officer, outcomes: {checked: sign, again: appraise}}
  sign:
    name: Ký
    actor: chair
    separate_from: [appraise]
    outcomes: {signed: {to: return-result, produces: permit}}
  refuse: {actor: chair}
"""
NEW_TEXT = """
procflow: 1
code: 9.000031
version: 2026-09
effective: 2026-09-04
name: Cấp giấy phép thử
basis: NĐ 2/2026/NĐ-CP Đ.1
profile: one-stop/nd118-2025
cases: {house: Nhà ở, works: Công trình}
channels: {submit: [online], return: [online]}
facts:
  storeys: {name: Số tầng, type: integer, least: 1, most: 60}
limit: {limit: 10 ngày làm việc, basis: Đ.2}
results: {permit: {name: Giấy phép, kind: approval}}
stopping: {by: officer, grounds: {dispute: {name: Tranh chấp, basis: Đ.6}}}
transition: {accepted: move, steps: {appraise: examine}, cases: {other: works}, basis: NĐ 2/2026/NĐ-CP Đ.20 k.1}
steps:
  examine:
    name: Thẩm định
    actor: officer
    within: {limit: 4 ngày làm việc, basis: Đ.8}
    outcomes:
      eligible: sign
      not-eligible: {to: refuse, needs_reason: true}
      incomplete: {to: supplement, needs_reason: true}
  sign:
    name: Ký
    actor: chair
    separate_from: [examine]
    within: {limit: 2 ngày làm việc, basis: Đ.8}
    outcomes: {signed: {to: return-result, produces: permit}}
  refuse: {actor: chair}
"""
CLAUSE = "accepted: move, steps"
BEFORE = datetime(2026, 8, 31, 8, tzinfo=VIETNAM_TIME) - timedelta(days=4)
AFTER = datetime(2026, 9, 4, 8, tzinfo=VIETNAM_TIME)


@cache
def old() -> Procedure:
    return load_text(OLD_TEXT)


def both() -> tuple[Procedure, Procedure]:
    """Give the old version and the new one."""
    return old(), new()


@cache
def new(*changes: tuple[str, str]) -> Procedure:
    changed = NEW_TEXT
    for before, after in changes:
        assert before in changed
        changed = changed.replace(before, after)
    return load_text(changed)


def submit(engine: procflow.Engine, connection: Connection, name: str, case: str = "house") -> procflow.Reply:
    return engine.submit(
        connection, CODE, by=CITIZEN, channel="online", case=case, facts={"storeys": 3}, dossier_id=name
    )


def accepted(engine: procflow.Engine, connection: Connection, *names: str, case: str = "house") -> None:
    for name in names:
        submit(engine, connection, name, case)
        engine.send(connection, name, ACCEPT)


def plan(engine: procflow.Engine, connection: Connection, **said: object) -> MigrationPlan:
    return engine.plan_migration(connection, CODE, "2026-01", "2026-09", **said)  # type: ignore[arg-type] # as it says


def reasons(made: MigrationPlan) -> dict[str, str]:
    return {failure.dossier_id: failure.error.code for failure in made.refused}


def check(engine: procflow.Engine, connection: Connection) -> None:
    engine.verify(connection)
    for name in connection.execute(text("SELECT id FROM procflow_dossier")).scalars():
        assert replay(entry.event for entry in engine.history(connection, name)) == engine.dossier(connection, name)
