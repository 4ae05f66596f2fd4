"""Freeze the ordinary holidays of 2005-2050 out of the `holidays` package: `python -m procflow.calendar.freeze`.

Run when a release is made, its output kept as `frozen.py`. At run time the frozen text counts, so that upgrading a
package moves no date; a test compares the two and tells of a drift.

Invariants: swaps are left out, because notices decide them (`announced.py`); 24 November is left out, because it is a
layer of its own, with a doubt of its own.
"""

import sys
from typing import Final

import holidays

__all__ = ["FIRST_YEAR", "LAST_YEAR", "NAMES", "OBSERVED", "render", "year_text"]

FIRST_YEAR: Final = 2005
LAST_YEAR: Final = 2050
OBSERVED: Final = "+"

_HEAD = '''"""The ordinary holidays of each year as the law gives them: made by `procflow.calendar.freeze`, not by hand.

Invariants: every day is `MM-DD name`, weekends included; `+` marks the day off in lieu of a holiday on a weekend.
"""

from typing import Final

__all__ = ["FROZEN"]

FROZEN: Final[dict[int, str]] = {
'''

NAMES: Final[dict[str, str]] = {
    "Tết Dương lịch": "new-year",
    "29 Tết": "tet-29",
    "Giao thừa Tết Nguyên Đán": "tet-eve",
    "Tết Nguyên Đán": "tet-1",
    "Mùng hai Tết Nguyên Đán": "tet-2",
    "Mùng ba Tết Nguyên Đán": "tet-3",
    "Mùng bốn Tết Nguyên Đán": "tet-4",
    "Mùng năm Tết Nguyên Đán": "tet-5",
    "Mùng sáu Tết Nguyên Đán": "tet-6",
    "Ngày Giỗ Tổ Hùng Vương": "hung-kings",
    "Ngày Chiến thắng": "victory",
    "Ngày Quốc tế Lao động": "labour",
    "Quốc khánh": "national-day",
}

_LEFT_OUT = ("Ngày nghỉ (thay cho", "Ngày Văn hóa Việt Nam")
_IN_LIEU = " (nghỉ bù)"


def year_text(year: int) -> str:
    """Write one year's holidays as `MM-DD name, ...`."""
    known = holidays.country_holidays("VN", years=year, language="vi")
    return ", ".join(
        f"{day:%m-%d} {name}" for day, full in sorted(known.items()) if day.year == year for name in _names(full)
    )


def _names(full: str) -> list[str]:
    # Two holidays on one date are joined by "; ": the day is off once, the first name tells why.
    first = full.split("; ", maxsplit=1)[0]
    if first.startswith(_LEFT_OUT):
        return []
    if first.endswith(_IN_LIEU):
        return [NAMES[first.removesuffix(_IN_LIEU)] + OBSERVED]
    return [NAMES[first]]


def render() -> str:
    """Write the module `frozen.py`."""
    lines: list[str] = []
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        lines.append(f"    {year}: (\n")
        lines.extend(f'        "{row}"\n' for row in _rows(year_text(year)))
        lines.append("    ),\n")
    return _HEAD + "".join(lines) + "}\n"


def _rows(text: str) -> list[str]:
    rows: list[str] = []
    parts = text.split(", ")
    while parts:
        head, parts = parts[:5], parts[5:]
        rows.append(", ".join(head) + (", " if parts else ""))
    return rows


if __name__ == "__main__":  # pragma: no cover - the release runs it, the test runs render()
    sys.stdout.write(render())
