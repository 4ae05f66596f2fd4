"""The results of a procedure: names and national codes, read from one run-together text.

The form ends each result with `Mã: ` and its code, and the page's own furniture follows the last one.
Invariant: every code in the text becomes one result; the kind is read from the name (a refusal, a notice, an approval).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

__all__ = ["PublishedResult", "read_results"]

_END: Final = "Từ khóa"  # what follows belongs to the portal's page, not to the record
_MARK: Final = "Mã:"
_CODE: Final = re.compile(r"\s*(KQ\.[A-Za-z]\d{2}\.\d+|[A-Za-z0-9.\-]*\d)")
_NATIONAL: Final = re.compile(r"KQ\.[A-Z]\d{2}\.\d{6}\Z")
_REFUSING: Final = ("từ chối", "không chấp thuận", "không đồng ý", "không đủ điều kiện", "không cấp")
_GRANTING: Final = ("hoặc", "/")
_NOTICE: Final = ("thông báo", "công văn thông báo")


@dataclass(frozen=True, slots=True)
class PublishedResult:
    """Hold a result as published: its name, its code (may be empty) and the kind its name tells."""

    name: str
    code: str
    kind: str

    @property
    def is_coded(self) -> bool:
        """Say whether the code has the national form, such as `KQ.G15.000031`."""
        return _NATIONAL.match(self.code) is not None


def read_results(text: str) -> tuple[PublishedResult, ...]:
    """Read the results the form lists, in its order."""
    body = text.partition(_END)[0]
    return tuple(result for result in _results(body) if result.name or result.code)


def _results(text: str) -> Iterator[PublishedResult]:
    name, mark, after = text.partition(_MARK)
    while mark:
        found = _CODE.match(after)
        code = found[1] if found else ""
        if found is None and _MARK not in after:  # `Mã: Chưa xác định rõ`: no code at all, and no result after it
            code, after = after.strip(), ""
        yield _result(name, code)
        name, mark, after = after[found.end() if found else 0 :].partition(_MARK)
    yield _result(name, "")


def _result(name: str, code: str) -> PublishedResult:
    told = " ".join(name.split()).strip("-+*•;,. ")
    return PublishedResult(told, code, _kind(told.casefold()))


def _kind(name: str) -> str:
    if any(word in name for word in _REFUSING) and not any(word in name for word in _GRANTING):
        return "refusal"
    return "notice" if name.startswith(_NOTICE) else "approval"
