"""Why SQLite did not take a file, in words of both languages.

Invariant: what has no words here is quoted as SQLite's own, so that nobody takes it for procflow's.
"""

import sqlite3
from typing import Final

from procflow.errors import Spoken

__all__ = ["HOLDS_NO_TABLE", "NAME_OF_NO_FILE", "of_something_else", "sqlite_reason"]

_PRIMARY: Final = 0xFF
_HELD: Final = Spoken("another program is using it", "chương trình khác đang dùng tệp")
_REASONS: Final = {
    sqlite3.SQLITE_NOTADB: Spoken("it is not in the format of SQLite", "tệp không có định dạng của SQLite"),
    sqlite3.SQLITE_CANTOPEN: Spoken("it cannot be opened", "không mở được tệp"),
    sqlite3.SQLITE_BUSY: _HELD,
    sqlite3.SQLITE_LOCKED: _HELD,
    sqlite3.SQLITE_READONLY: Spoken("it can only be read", "tệp chỉ cho đọc"),
    sqlite3.SQLITE_CORRUPT: Spoken("it is damaged", "tệp đã bị hỏng"),
    sqlite3.SQLITE_FULL: Spoken("the disk is full", "ổ đĩa đã đầy"),
    sqlite3.SQLITE_IOERR: Spoken("the disk could not be read or written", "không đọc hoặc ghi được ổ đĩa"),
    sqlite3.SQLITE_PERM: Spoken("permission denied", "không có quyền truy cập"),
}

HOLDS_NO_TABLE: Final = Spoken("it holds no table", "tệp không có bảng nào")
NAME_OF_NO_FILE: Final = Spoken("it is the name of no file", "không tệp nào có thể mang tên này")


def of_something_else(table: str) -> Spoken:
    """Say that a file is another program's, and name a `table` of it."""
    return Spoken(f"it holds the tables of something else: {table}", f"tệp chứa bảng của phần mềm khác: {table}")


def sqlite_reason(error: BaseException | None) -> Spoken:
    """Say why SQLite refused: in words where the reason is a usual one, else what it says itself."""
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    first = next(iter(str(error).strip().splitlines()), type(error).__name__)
    return _REASONS.get(code, Spoken(f"SQLite says “{first}”", f"SQLite báo “{first}”"))
