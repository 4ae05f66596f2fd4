"""`procflow verify --against`, `checkpoint` and `doctor`: on a file and at a URL, in both languages, by exit code."""

import errno
import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

import procflow as library
from procflow.cli.database import read_seal
from procflow.engine import Checkpoint, ManualClock, Seal, prepare_sqlite
from procflow.errors import MisuseError

Procflow = Callable[..., Any]
KEY = b"a key that is kept elsewhere".hex()


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from procflow.cli.demo_story import tell  # noqa: PLC0415 - told once

    path = tmp_path_factory.mktemp("told") / "demo.db"
    list(tell(path, "en"))
    return path


@pytest.fixture
def demo(told: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(told, tmp_path / "demo.db"))


def execute(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_a_checkpoint_is_written_once_and_what_stands_is_verified_against_it(
    procflow: Procflow, demo: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "today.checkpoint"
    answer = procflow("checkpoint", str(demo), "--out", str(kept))
    assert answer.code == 0
    checkpoint = Checkpoint.read(kept.read_text(encoding="utf-8"))
    assert checkpoint.root in answer.out
    assert list(checkpoint.heads) == ["permit-0001"]
    against = procflow("verify", str(demo), "--against", str(kept))
    assert (against.code, checkpoint.root in against.out) == (0, True)
    assert json.loads(procflow("verify", str(demo), "--against", str(kept), "--json").out)["checkpoint"] == (
        checkpoint.root
    )
    before = kept.read_bytes()
    again = procflow("checkpoint", str(demo), "--out", str(kept))
    assert (again.code, again.err[:5], kept.read_bytes()) == (2, "PF782", before)


def test_a_checkpoint_without_a_file_is_printed_whole(procflow: Procflow, demo: Path) -> None:
    assert Checkpoint.read(procflow("checkpoint", f"sqlite:///{demo}").out).heads


def test_a_dossier_removed_without_a_trace_is_found_by_the_checkpoint_alone(
    procflow: Procflow, demo: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "today.checkpoint"
    procflow("checkpoint", str(demo), "--out", str(kept))
    execute(
        demo,
        "DROP TRIGGER procflow_journal_no_delete",
        "DELETE FROM procflow_journal",
        "DELETE FROM procflow_dossier",
    )
    assert procflow("verify", str(demo)).code == 0
    found = procflow("verify", str(demo), "--against", str(kept))
    assert (found.code, "PF651" in found.err) == (1, True)
    told = json.loads(procflow("verify", str(demo), "--against", str(kept), "--json", "--lang", "vi").out)
    assert [one["code"] for one in told["findings"]] == ["PF651"]


def test_every_finding_is_named_and_no_checkpoint_is_taken_of_what_does_not_verify(
    procflow: Procflow, demo: Path, tmp_path: Path
) -> None:
    execute(
        demo,
        "DROP TRIGGER procflow_journal_no_update",
        "UPDATE procflow_journal SET recorded_at = '2020-01-01T00:00:00.000000Z'",
    )
    found = procflow("verify", str(demo))
    assert found.code == 1
    assert found.err.count("PF641") == 21  # twenty and the first
    assert "... and 16 more" in found.err
    kept = tmp_path / "today.checkpoint"
    assert procflow("checkpoint", str(demo), "--out", str(kept)).code == 1
    assert not kept.exists()


def test_a_checkpoint_the_disk_has_no_room_for_leaves_no_half_of_it(
    procflow: Procflow, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "today.checkpoint"

    def full(target: Path, content: bytes) -> int:
        with target.open("wb") as half:
            half.write(content[:10])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    answer = procflow("checkpoint", str(demo), "--out", str(kept))
    assert (answer.code, answer.err[:5]) == (2, "PF710")
    assert not kept.exists()


def test_seals_are_checked_with_the_keys_of_a_file(sealed: Path, procflow: Procflow, tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    keys.write_text(f"# keys of the office\n2026 {KEY}\n", encoding="utf-8")
    assert procflow("verify", str(sealed), "--key-file", str(keys)).code == 0
    assert procflow("checkpoint", str(sealed), "--key-file", str(keys)).code == 0
    keys.write_text(f"2026 {KEY[:-2]}00\n", encoding="utf-8")
    found = procflow("verify", str(sealed), "--key-file", str(keys))
    assert (found.code, "PF650" in found.err) == (1, True)


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    path = tmp_path / "sealed.db"
    permit = library.load(Path(__file__).parents[2] / "procedures" / "1.013225" / "2026-07.yaml")
    clock = ManualClock(datetime(2026, 8, 17, 9, tzinfo=library.VIETNAM_TIME))
    with library.open(path, [permit], clock=clock, seal=Seal("2026", {"2026": bytes.fromhex(KEY)})) as register:
        applicant = library.Actor("an", roles=("applicant",))
        register.submit("1.013225", by=applicant, channel="online", case="house")
    return path


@pytest.mark.parametrize(
    "content",
    ["", "2026", "2026 xyz", "# nothing\n", KEY, f"{KEY} 2026", f"2026 {'00' * 32}", f"2026 {KEY}\n2026 {KEY}00"],
)
def test_a_file_of_keys_that_is_none_is_misuse_and_shows_no_key(
    procflow: Procflow, demo: Path, tmp_path: Path, content: str
) -> None:
    keys = tmp_path / "keys"
    keys.write_text(content, encoding="utf-8")
    answer = procflow("verify", str(demo), "--key-file", str(keys))
    assert (answer.code, answer.err[:5]) == (2, "PF781")
    assert KEY not in answer.err


def test_a_file_of_keys_that_is_no_text_leaves_none_of_it_in_the_error(tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    keys.write_bytes(b"2026 " + KEY.encode() + b"\xff")
    with pytest.raises(MisuseError, match="PF781") as refused:
        read_seal(str(keys))
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__


def test_a_checkpoint_that_is_not_whole_is_misuse(procflow: Procflow, demo: Path, tmp_path: Path) -> None:
    kept = tmp_path / "today.checkpoint"
    procflow("checkpoint", str(demo), "--out", str(kept))
    kept.write_text(kept.read_text(encoding="utf-8").replace("permit-0001", "permit-0002"), encoding="utf-8")
    answer = procflow("verify", str(demo), "--against", str(kept))
    assert (answer.code, answer.err[:5]) == (2, "PF639")
    kept.write_bytes(b"\xff")
    assert procflow("verify", str(demo), "--against", str(kept)).err[:5] == "PF639"


@pytest.mark.parametrize("option", ["--against", "--key-file"])
def test_a_file_that_is_not_there_is_misuse(procflow: Procflow, demo: Path, option: str) -> None:
    answer = procflow("verify", str(demo), option, "none")
    assert (answer.code, answer.err.splitlines()[0]) == (2, "PF708 `none` cannot be read: it is not there")
    assert "không đọc được `none`: không có ở đó" in procflow("verify", str(demo), option, "none", "--lang", "vi").err


@pytest.mark.parametrize(
    ("where", "code", "says"),
    [
        ("none.db", 2, "PF785"),
        ("sqlite:///none.db", 2, "PF785"),
        ("sqlite://", 2, "PF785"),
        ("nowhere://x", 2, "PF780"),
        ("http://", 2, "PF780"),
        ("postgresql://me:hush@localhost:1/none", 1, "PF783"),
    ],
)
@pytest.mark.parametrize("command", ["verify", "checkpoint", "doctor"])
def test_a_database_that_cannot_be_reached_is_a_coded_error_without_its_password(
    procflow: Procflow, command: str, where: str, code: int, says: str
) -> None:
    answer = procflow(command, where)
    assert (answer.code, answer.err[:5]) == (code, says)
    assert "hush" not in answer.err


def test_an_unknown_kind_of_database_says_how_to_install_the_driver(procflow: Procflow) -> None:
    assert "pip install 'procflow[postgresql]'" in procflow("verify", "nowhere://x").err


def test_a_well_kept_file_needs_no_doctor(procflow: Procflow, demo: Path) -> None:
    answer = procflow("doctor", str(demo))
    assert (answer.code, answer.out) == (0, f"{demo}: nothing here weakens a promise\n")
    assert json.loads(procflow("doctor", str(demo), "--json").out) == {"ok": True, "symptoms": []}


def test_what_is_weak_is_said_in_words_with_what_to_do(procflow: Procflow, demo: Path) -> None:
    execute(demo, "DROP TRIGGER procflow_journal_no_update", "DROP TRIGGER procflow_personal_no_update")
    answer = procflow("doctor", str(demo))
    assert answer.code == 1
    assert "PF664" in answer.out
    assert "procflow_journal_no_update, procflow_personal_no_update" in answer.out
    assert "hint: " in answer.out
    assert "chốt bảo vệ" in procflow("doctor", str(demo), "--lang", "vi").out
    [symptom] = json.loads(procflow("doctor", str(demo), "--json").out)["symptoms"]
    assert (symptom["code"], bool(symptom["hint"])) == ("PF664", True)


def test_a_database_without_tables_is_told_what_is_missing(procflow: Procflow, tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    execute(path, "CREATE TABLE notes (text)")
    answer = procflow("doctor", str(path))
    assert (answer.code, "PF663" in answer.out) == (1, True)
    assert procflow("verify", str(path)).err.startswith("PF635 ")
    bare = tmp_path / "bare.db"
    bare.touch()
    assert procflow("checkpoint", str(bare)).err.startswith("PF635 ")


def test_nothing_is_written_by_looking(procflow: Procflow, tmp_path: Path) -> None:
    path = tmp_path / "hosts.db"
    made = prepare_sqlite(create_engine(f"sqlite:///{path}"))
    with made.begin() as connection:
        library.Engine().create_tables(connection)
    made.dispose()
    before = path.read_bytes()
    for command in ("verify", "checkpoint", "doctor"):
        assert procflow(command, str(path)).code == 0
    assert path.read_bytes() == before
