"""Dossier codes (mã số hồ sơ): the agency competent to decide, the day of reception, the number of that day.

The agency is the one competent to decide, wherever the dossier was received (NĐ 118/2025 Đ.28 k.2). Two spellings of it
are in use: that of TT 01/2018 Đ.19, which runs from the smallest unit to the largest, and that of QĐ 20/2020 Đ.4-6,
which runs the other way.

Invariant: an agency has one counter a day, in whichever of the two its codes are spelled.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Self

from procflow.errors import MisuseError

__all__ = ["MOST_A_DAY", "Agency", "CodeFormat", "spell_codes"]

MOST_A_DAY: Final = 9_999
"""The number of the day has four digits (TT 01/2018 Đ.19 k.1)."""

_LONGEST: Final = 35  # QĐ 20/2020 Đ.4
_NEW: Final = re.compile(r"[A-Y][0-9]{2}(\.[A-Z0-9]+)*", re.ASCII)
_OLD: Final = re.compile(r"[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Y][0-9]{2}", re.ASCII)
_WIDTHS: Final = (2, 2, 3)  # what TT 01/2018 writes Y1Y2, Z1Z2, V1V2V3


class CodeFormat(StrEnum):
    """Name a spelling of dossier codes by the text that lays it down."""

    TT01_2018 = "tt01-2018"
    """`000.00.16.H40-190805-0003`"""

    QD20_2020 = "qd20-2020"
    """`H40.16-190805-0003`"""


@dataclass(frozen=True, slots=True)
class Agency:
    """Hold the identifier of an agency: its groups, the largest unit first, without empty groups at the end."""

    groups: tuple[str, ...]

    @classmethod
    def parse(cls, text: object) -> Self:
        """Read an identifier in either spelling.

        Raises:
            MisuseError: PF675, when it is neither.
        """
        if isinstance(text, str) and len(text) <= _LONGEST:
            if _OLD.fullmatch(text):
                return cls(_without_empty(reversed(text.split("."))))
            if _NEW.fullmatch(text):
                return cls(_without_empty(text.split(".")))
        raise MisuseError("PF675", agency=str(text)[:64])

    def spell(self, form: CodeFormat) -> str:
        """Spell the identifier as codes of `form` do.

        Raises:
            MisuseError: PF676, when TT 01/2018 has no place for a group of it.
        """
        match form:
            case CodeFormat.QD20_2020:
                return ".".join(self.groups)
            case CodeFormat.TT01_2018:
                return self._old()

    def _old(self) -> str:
        units = self.groups[1:]
        fits = len(units) <= len(_WIDTHS) and all(
            unit.isdecimal() and len(unit) == width for unit, width in zip(units, _WIDTHS, strict=False)
        )
        if not fits:
            raise MisuseError("PF676", agency=".".join(self.groups))
        empty = ("0" * width for width in _WIDTHS[len(units) :])
        return ".".join(reversed((self.groups[0], *units, *empty)))


def _without_empty(groups: Iterable[str]) -> tuple[str, ...]:
    kept = list(groups)
    while len(kept) > 1 and not kept[-1].strip("0"):
        kept.pop()
    return tuple(kept)


def spell_codes(agency: Agency, day: date, numbers: range, form: CodeFormat) -> tuple[str, ...]:
    """Spell the codes of `numbers` on `day`: agency, YYMMDD, four digits."""
    start = f"{agency.spell(form)}-{day:%y%m%d}"
    return tuple(f"{start}-{number:04}" for number in numbers)
