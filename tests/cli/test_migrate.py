"""`procflow migrate`: a plan that writes nothing, its execution, in both languages, by exit code."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

import procflow as library
from procflow.clock import VIETNAM_TIME
from procflow.engine import ManualClock, Seal, prepare_sqlite

Procflow = Callable[..., Any]
CITIZEN = library.Actor("an", roles=("applicant",))
DESK = library.Actor("binh", roles=("receptionist",))
KEY = b"a key that is kept elsewhere"
TEXT = """\
procflow: 1
code: 9.000051
version: 2025-07
effective: 2025-07-01
name: Cấp giấy phép thử
basis: NĐ 1/2025/NĐ-CP
profile: one-stop/nd118-2025
channels: {submit: online, return: online}
limit: {limit: 15 ngày làm việc, basis: Đ.2}
results: {permit: {name: Giấy phép, kind: approval}}
steps:
  appraise: {name: Thẩm định, actor: officer, outcomes: {eligible: sign, no: {to: refuse, needs_reason: true}}}
  sign: {name: Ký, actor: chair, outcomes: {signed: {to: return-result, produces: permit}}}
  refuse: {actor: chair}
"""


@pytest.fixture
def office(tmp_path: Path) -> tuple[Path, Path]:
    """A register with two dossiers under the old version, and the file of a new one that came into force since."""
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(TEXT, encoding="utf-8")
    newer = TEXT.replace("2025-07-01", "2025-08-01").replace("version: 2025-07", "version: 2025-08")
    newer = newer.replace("15 ngày", "10 ngày").replace("appraise:", "examine:")
    clause = "transition: {accepted: move, steps: {appraise: examine}, basis: NĐ 2/2025/NĐ-CP Đ.20}\nsteps:"
    new.write_text(newer.replace("steps:", clause, 1), encoding="utf-8")
    clock = ManualClock(datetime(2025, 7, 21, 9, tzinfo=VIETNAM_TIME))
    with library.open(tmp_path / "office.db", [library.load(old)], clock=clock) as register:
        for name in ("a", "b"):
            register.submit("9.000051", by=CITIZEN, channel="online", dossier_id=name)
        register.send("a", library.Take("accept", by=DESK))
        register.send("b", library.Take("guide", by=DESK, reason="Thiếu đơn"))
    return tmp_path / "office.db", new


def test_a_plan_is_shown_and_nothing_is_written(procflow: Procflow, office: tuple[Path, Path]) -> None:
    database, new = office
    before = database.read_bytes()
    answer = procflow("migrate", str(database), str(new), "--from", "2025-07", "--lang", "en")
    assert answer.code == 0
    assert "2 dossier(s) can be moved, 0 cannot" in answer.out
    assert "Nothing was written" in answer.out
    told = json.loads(procflow("migrate", str(database), str(new), "--from", "2025-07", "--json").out)
    assert told["written"] is False
    assert {move["dossier"]: move["to_step"] for move in told["moves"]} == {"a": "examine", "b": "desk-supplement"}
    assert database.read_bytes() == before


def test_a_plan_is_carried_out_on_request_and_by_somebody(procflow: Procflow, office: tuple[Path, Path]) -> None:
    database, new = office
    nobody = procflow("migrate", str(database), str(new), "--from", "2025-07", "--carry-out")
    assert (nobody.code, nobody.err[:5]) == (2, "PF784")
    answer = procflow(
        "migrate", str(database), str(new), "--from", "2025-07", "--carry-out", "--by", "chanh-vp", "--lang", "vi"
    )
    assert (answer.code, "2 hồ sơ đã chuyển" in answer.out) == (0, True)
    with library.open(database, [library.load(new)]) as register:
        assert register.dossier("a").version == "2025-08"
        assert {entry.event.by.id for entry in register.history("a") if entry.kind == "Migrated"} == {"chanh-vp"}
        register.verify()
    again = procflow("migrate", str(database), str(new), "--from", "2025-07", "--lang", "en")
    assert (again.code, "0 dossier(s)" in again.out, "Nothing was written" in again.out) == (0, True, False)


def test_what_cannot_be_moved_is_told_with_its_reason(procflow: Procflow, office: tuple[Path, Path]) -> None:
    database, new = office
    new.write_text(new.read_text(encoding="utf-8").replace("accepted: move", "accepted: choose"), encoding="utf-8")
    answer = procflow("migrate", str(database), str(new), "--from", "2025-07", "--lang", "vi")
    assert (answer.code, "PF682" in answer.out, "  b  desk-supplement" in answer.out) == (1, True, True)
    chosen = procflow("migrate", str(database), str(new), "--from", "2025-07", "--chosen", "a", "--json")
    assert (chosen.code, len(json.loads(chosen.out)["moves"])) == (0, 2)
    unknown = procflow("migrate", str(database), str(new), "--from", "2024-01")
    assert (unknown.code, unknown.err[:5]) == (2, "PF690")


def test_a_register_comes_under_seal_when_that_is_said_and_the_keys_are_given(
    procflow: Procflow, office: tuple[Path, Path], tmp_path: Path
) -> None:
    database, new = office
    keys = tmp_path / "keys"
    keys.write_text(f"k1 {KEY.hex()}\n", encoding="utf-8")
    said = ("migrate", str(database), str(new), "--from", "2025-07", "--carry-out", "--by", "chanh-vp")
    without = procflow(*said, "--key-file", str(keys), "--lang", "vi")
    assert (without.code, "PF658" in without.out) == (1, True)
    keyless = procflow(*said, "--reseal")
    assert (keyless.code, keyless.err[:5]) == (2, "PF786")
    done = procflow(*said, "--key-file", str(keys), "--reseal")
    assert (done.code, "2 dossier(s) moved" in done.out) == (0, True)
    assert procflow("verify", str(database), "--key-file", str(keys)).code == 0
    other = tmp_path / "other"
    other.write_text(f"k2 {KEY.hex()}\n", encoding="utf-8")
    assert procflow("verify", str(database), "--key-file", str(other)).code == 1


def test_a_sealed_register_is_written_to_with_its_key_alone(
    procflow: Procflow, office: tuple[Path, Path], tmp_path: Path
) -> None:
    _, new = office
    seal = Seal("k1", {"k1": KEY})
    clock = ManualClock(datetime(2025, 7, 21, 9, tzinfo=VIETNAM_TIME))
    database = prepare_sqlite(create_engine(f"sqlite:///{tmp_path}/sealed.db"))
    engine = library.Engine([library.load(tmp_path / "old.yaml")], seal=seal, clock=clock)
    with database.begin() as connection:
        engine.create_tables(connection)
        engine.submit(connection, "9.000051", by=CITIZEN, channel="online", dossier_id="a")
        engine.send(connection, "a", library.Take("accept", by=DESK))
    database.dispose()
    said = ("migrate", f"{tmp_path}/sealed.db", str(new), "--from", "2025-07", "--carry-out", "--by", "chanh-vp")
    refused = procflow(*said)
    assert (refused.code, refused.err[:5]) == (2, "PF638")
    keys = tmp_path / "keys"
    keys.write_text(f"k1 {KEY.hex()}\n", encoding="utf-8")
    assert procflow(*said, "--key-file", str(keys)).code == 0
    with database.begin() as connection:
        assert engine.dossier(connection, "a").version == "2025-08"
        engine.verify(connection)
    database.dispose()
