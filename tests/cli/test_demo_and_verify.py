"""`procflow demo` tells a true story, and `procflow verify` finds what was changed in it."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

Procflow = Callable[..., Any]


@pytest.fixture
def demo(procflow: Procflow, tmp_path: Path) -> Path:
    path = tmp_path / "permit.db"
    assert procflow("demo", "--db", str(path)).code == 0
    return path


def execute(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        (
            "en",
            [
                "Tuesday 2026-08-25 17:00",
                "Sat 22/08/2026  day 5: Make-up working day for 31/08/2026 (9441/TB-BNV of 16/10/2025)",
                "PF508",
                "Friday 2026-08-21 17:00",
                "Thursday 2026-09-03 17:00",
                "Wed 02/09/2026  not counted: National Day",
                "PF507",
                "PF505",
                "result: Construction permit",
                "The journal, 37 events:",
                "Verified: 37 events",
                "PF640",
                "procflow verify",
            ],
        ),
        (
            "vi",
            [
                "17:00 thứ Ba 25/08/2026",
                "T7  22/08/2026  ngày thứ 5: Ngày làm bù cho 31/08/2026 (9441/TB-BNV ngày 16/10/2025)",
                "PF508",
                "17:00 thứ Năm 03/09/2026",
                "Quốc khánh",
                "PF507",
                "PF505",
                "Giấy phép xây dựng",
                "PF640",
            ],
        ),
    ],
)
def test_the_demo_tells_the_permits_life_in_order(
    procflow: Procflow, tmp_path: Path, language: str, parts: list[str]
) -> None:
    told = procflow("demo", "--db", str(tmp_path / "permit.db"), "--lang", language).out
    position = 0
    for part in parts:
        position = told.index(part, position)


def test_the_demo_leaves_one_database_and_no_litter(demo: Path) -> None:
    assert [file.name for file in demo.parent.iterdir()] == [demo.name]
    with closing(sqlite3.connect(demo)) as connection:
        assert connection.execute("SELECT count(*) FROM procflow_journal").fetchone() == (37,)


def test_the_demo_can_be_told_again_and_overwrites_only_a_demo(procflow: Procflow, demo: Path) -> None:
    assert procflow("demo", "--db", str(demo)).code == 0
    for other in (demo.with_name("notes.txt"), demo.with_name("other.db")):
        if other.suffix == ".db":
            execute(other, "CREATE TABLE notes (text)")
        else:
            other.write_text("mine", encoding="utf-8")
        before = other.read_bytes()
        answer = procflow("demo", "--db", str(other))
        assert (answer.code, answer.err[:5]) == (2, "PF714")
        assert other.read_bytes() == before


def test_a_demo_that_cannot_be_written_is_a_coded_error(procflow: Procflow, tmp_path: Path) -> None:
    answer = procflow("demo", "--db", str(tmp_path / "missing" / "permit.db"))
    assert answer.code == 1
    assert answer.err.startswith("PF635 ")


def test_what_was_recorded_verifies(procflow: Procflow, demo: Path) -> None:
    answer = procflow("verify", str(demo))
    assert answer.code == 0
    assert answer.out == f"{demo}: 1 dossier(s), 37 journal entries, all as recorded\n"
    assert "37 dòng nhật ký" in procflow("verify", str(demo), "--lang", "vi").out
    assert json.loads(procflow("verify", str(demo), "--dossier", "permit-0001", "--json").out) == {
        "ok": True,
        "dossiers": 1,
        "entries": 37,
    }


def test_one_changed_byte_is_found_and_named(procflow: Procflow, demo: Path) -> None:
    execute(
        demo,
        "DROP TRIGGER procflow_journal_no_update",
        "UPDATE procflow_journal SET payload = replace(payload, 'online', 'onlime') WHERE seq = 1",
    )
    answer = procflow("verify", str(demo))
    assert answer.code == 1
    assert answer.out == ""
    assert answer.err.startswith("PF640 ")
    assert "permit-0001" in answer.err
    found = json.loads(procflow("verify", str(demo), "--json").out)
    assert (found["ok"], found["code"]) == (False, "PF640")


def test_a_database_of_something_else_is_refused_and_left_alone(procflow: Procflow, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    execute(other, "CREATE TABLE notes (text)")
    answer = procflow("verify", str(other))
    assert answer.code == 1
    assert answer.err.startswith("PF635 ")
    with closing(sqlite3.connect(other)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("notes",)]


def test_a_journal_that_somebody_removed_whole_is_told_as_that(procflow: Procflow, demo: Path, tmp_path: Path) -> None:
    robbed = tmp_path / "robbed.db"
    robbed.write_bytes(demo.read_bytes())
    execute(robbed, "DROP TABLE procflow_journal")
    answer = procflow("verify", str(robbed))
    assert answer.code == 1
    assert answer.err.startswith("PF663 tables are missing: procflow_journal")
    assert "backup" in answer.err


def test_a_file_that_is_not_there_is_misuse(procflow: Procflow, tmp_path: Path) -> None:
    for command in ("verify", "doctor", "checkpoint"):
        answer = procflow(command, str(tmp_path / "none.db"))
        assert (answer.code, answer.err[:5]) == (2, "PF785")
        assert "procflow demo --db" in answer.err
    assert not list(tmp_path.iterdir())
