"""Why a file is no register: told in the reader's language, and of SQLite only what it means."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

import procflow
from procflow.engine import Checkpoint
from procflow.engine.refused_file import sqlite_reason
from procflow.errors import MisuseError, StoreError


def text_file(folder: Path) -> str:
    (folder / "so.db").write_text("Sổ theo dõi hồ sơ" * 100, encoding="utf-8")
    return str(folder / "so.db")


def nowhere(folder: Path) -> str:
    return str(folder / "missing" / "so.db")


def unnameable(_: Path) -> str:
    return "so\0.db"


def anothers(folder: Path) -> str:
    with closing(sqlite3.connect(folder / "so.db")) as other:
        other.execute("CREATE TABLE visit (name TEXT)")
    return str(folder / "so.db")


def damaged(folder: Path) -> str:
    procflow.open(folder / "so.db").close()
    content = (folder / "so.db").read_bytes()
    (folder / "so.db").write_bytes(content[:100] + b"\x07" * (len(content) - 100))
    return str(folder / "so.db")


REASONS = {
    text_file: ("it is not in the format of SQLite", "tệp không có định dạng của SQLite"),
    nowhere: ("it cannot be opened", "không mở được tệp"),
    unnameable: ("it is the name of no file", "không tệp nào có thể mang tên này"),
    anothers: ("it holds the tables of something else: visit", "tệp chứa bảng của phần mềm khác: visit"),
    damaged: ("it is damaged", "tệp đã bị hỏng"),
}


@pytest.mark.parametrize("make", REASONS)
def test_why_a_file_is_no_register_is_told_in_both_languages(tmp_path: Path, make: Callable[[Path], str]) -> None:
    with pytest.raises(StoreError, match="PF635") as caught:
        procflow.open(make(tmp_path))
    en, vi = REASONS[make]
    assert caught.value.message("en").endswith(en)
    assert caught.value.message("vi").endswith(vi)


def test_what_sqlite_says_and_nobody_put_into_words_is_quoted_as_its_own() -> None:
    unusual = sqlite3.OperationalError("too many terms in compound SELECT")
    assert sqlite_reason(unusual).message("vi") == "SQLite báo “too many terms in compound SELECT”"
    assert sqlite_reason(unusual).message("en") == "SQLite says “too many terms in compound SELECT”"


def test_a_file_another_program_has_is_told_as_that(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "so.db", timeout=0)) as one:
        one.execute("CREATE TABLE visit (name TEXT)")
        one.execute("BEGIN EXCLUSIVE")
        with (
            closing(sqlite3.connect(tmp_path / "so.db", timeout=0)) as other,
            pytest.raises(sqlite3.OperationalError) as caught,
        ):
            other.execute("SELECT * FROM visit")
    assert sqlite_reason(caught.value).message("vi") == "chương trình khác đang dùng tệp"


def test_a_checkpoint_that_is_not_whole_is_told_in_both_languages() -> None:
    with pytest.raises(MisuseError, match="PF639") as caught:
        Checkpoint.read("procflow checkpoint 1")
    assert caught.value.message("en").endswith("it has 1 of at least 3 lines")
    assert caught.value.message("vi").endswith("chỉ có 1 trong tối thiểu 3 dòng")
