"""Words inside an error's text: in the reader's language, and of the operating system only what it means."""

import errno
import unicodedata

import pytest

from procflow.errors import MisuseError, Spoken, system_reason


def test_a_parameter_speaks_the_language_of_the_whole() -> None:
    error = MisuseError("PF708", path="a.yaml", reason=Spoken("it is a folder", "đó là thư mục"))
    assert error.message("vi") == "không đọc được `a.yaml`: đó là thư mục"
    assert str(error).startswith("PF708 `a.yaml` cannot be read: it is a folder")
    assert str(error.params["reason"]) == "it is a folder"


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EACCES, errno.EPERM, errno.EISDIR, errno.ENOSPC, errno.EROFS])
def test_what_the_system_says_is_told_in_vietnamese_too(number: int) -> None:
    told = system_reason(OSError(number, "No such file or directory"))
    assert "No such file" not in told.message("vi") + told.message("en")
    assert any(unicodedata.decomposition(letter) or letter == "đ" for letter in told.message("vi"))


def test_an_unusual_reason_is_told_by_its_name() -> None:
    assert system_reason(OSError(errno.EIO, "Input/output error")).message("vi") == "lỗi hệ thống EIO"
    assert str(system_reason(TimeoutError("x"))) == "system error TimeoutError"
    assert str(system_reason(ValueError("embedded null byte"))) == "no file can be called so"
