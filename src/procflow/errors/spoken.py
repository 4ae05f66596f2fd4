"""Words that stand in an error's text and are told in its reader's language.

Invariant: what an operating system says is told by its kind, because its own words come in one language.
"""

import errno
from dataclasses import dataclass
from typing import Final

from procflow.errors.entry import Language

__all__ = ["Spoken", "system_reason"]


@dataclass(frozen=True, slots=True)
class Spoken:
    """Hold the same words in both languages, to be a parameter of an error."""

    en: str
    vi: str

    def message(self, lang: Language) -> str:
        """Say them in `lang`."""
        return self.vi if lang == "vi" else self.en

    def __str__(self) -> str:
        """Say them in English."""
        return self.en


_FORBIDDEN: Final = Spoken("permission denied", "không có quyền truy cập")
_REASONS: Final = {
    errno.ENOENT: Spoken("it is not there", "không có ở đó"),
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EISDIR: Spoken("it is a folder", "đó là thư mục"),
    errno.ENOTDIR: Spoken("a part of its path is no folder", "một phần của đường dẫn không phải thư mục"),
    errno.ENAMETOOLONG: Spoken("its name is too long", "tên quá dài"),
    errno.ELOOP: Spoken("its links lead in a circle", "các liên kết dẫn vòng tròn"),
    errno.ENOSPC: Spoken("the disk is full", "ổ đĩa đã đầy"),
    errno.EROFS: Spoken("the disk can only be read", "ổ đĩa chỉ cho đọc"),
}


def system_reason(error: OSError | ValueError) -> Spoken:
    """Say why the operating system refused: in words where the reason is a usual one, else by its name there."""
    if isinstance(error, ValueError):
        return Spoken("no file can be called so", "không tệp nào có thể mang tên như vậy")
    name = errno.errorcode.get(error.errno or 0, type(error).__name__)
    return _REASONS.get(error.errno or 0, Spoken(f"system error {name}", f"lỗi hệ thống {name}"))
