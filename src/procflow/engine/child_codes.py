"""What interlinked dossiers are called: by their parent, or by a code of the agency competent for each.

The code carries the agency competent to decide (NĐ 118/2025 Đ.28 k.2) and the day of reception (TT 01/2018 Đ.19 k.1),
which for a child is the day on which its inputs existed and it began.

Invariants: a number is read and locked while the family moves on, and taken only with what it names, in the same
savepoint, so that what is refused or fails leaves no gap; who waits for counters does so in one order, and a worker
that claims what is due waits for none that is there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from sqlalchemy import Connection

from procflow.dossier import Dossier
from procflow.engine.codes import MOST_A_DAY, Agency, CodeFormat, spell_codes
from procflow.engine.intake import check_id
from procflow.engine.lost_race import counting, numbered
from procflow.errors import ConflictError, StoreError
from procflow.procedure import Child
from procflow.store.serial import last_serial, next_serials

__all__ = ["ByParent", "ChildCodes", "ChildIds", "Identity", "Numbered"]

Key = tuple[str, str]
"""An agency and a day: whose numbers are counted."""


def _as_written(_: Dossier, agency: str) -> str:
    """Take what the procedure calls the agency for its identifier."""
    return agency


@dataclass(frozen=True, slots=True)
class ChildCodes:
    """Say that interlinked dossiers carry dossier codes of their own, and of which agency.

    `agency_of` gives the identifier of the agency competent for a child, from its parent's dossier and what the
    procedure calls the agency (`agency` under `children`): a procedure is national, and does not know which commune
    its `ubnd-xa` is. Left out, `agency` is the identifier itself. `form` is the spelling of the codes.
    """

    agency_of: Callable[[Dossier, str], str] = _as_written
    form: CodeFormat = CodeFormat.QD20_2020


@dataclass(frozen=True, slots=True)
class Identity:
    """Hold what a child's dossier is called, and the agency competent to decide on it."""

    dossier_id: str
    competent: str


class ChildIds(Protocol):
    """Give the dossiers of children their ids while a family moves on, and take the numbers once it is written."""

    def give(self, parent_id: str, parent: Dossier, child: Child, on: date) -> Identity:
        """Say what a child that begins on a day is called; raise `ProcflowError` where it cannot be named."""

    def given(self) -> Mapping[Key, int]:
        """Say how many numbers of each counter are given so far."""

    def give_back(self, given: Mapping[Key, int]) -> None:
        """Go back to what was `given` before something was refused."""

    def take(self, connection: Connection) -> None:
        """Take what was given; raise `ConflictError` where somebody else had it first."""


class ByParent:
    """Call a child's dossier by its parent's, a slash, and its name."""

    def give(self, parent_id: str, parent: Dossier, child: Child, on: date) -> Identity:  # noqa: ARG002 - of ChildIds
        """Say what a child is called; raise `MisuseError` PF614 where that is too long."""
        return Identity(check_id(f"{parent_id}/{child.id}", "dossier_id"), child.agency)

    def given(self) -> Mapping[Key, int]:
        """Give nothing: no number is counted."""
        return {}

    def give_back(self, given: Mapping[Key, int]) -> None:
        """Do nothing: no number is counted."""

    def take(self, connection: Connection) -> None:
        """Do nothing: no number is counted."""


@dataclass(slots=True)
class Numbered:
    """Call children's dossiers by the next codes of their agencies; one of these serves one command, or one batch."""

    codes: ChildCodes
    connection: Connection
    wait: bool
    _last: dict[Key, int] = field(default_factory=dict)
    _given: dict[Key, int] = field(default_factory=dict)

    def give(self, parent_id: str, parent: Dossier, child: Child, on: date) -> Identity:  # noqa: ARG002 - of ChildIds
        """Say what a child is called.

        Raises:
            MisuseError: PF675, PF676 for an identifier that is none or does not fit the form.
            StoreError: PF677, when the day has no number left.
            ConflictError: PF622, when another transaction has the counter and nobody is to wait for it.
        """
        agency = Agency.parse(self.codes.agency_of(parent, child.agency))
        competent = agency.spell(CodeFormat.QD20_2020)
        agency.spell(self.codes.form)
        key = (competent, on.isoformat())
        number = self._read(key) + self._given.get(key, 0) + 1
        if number > MOST_A_DAY:
            raise StoreError("PF677", agency=competent, count=1, day=key[1], most=MOST_A_DAY)
        self._given[key] = self._given.get(key, 0) + 1
        [code] = spell_codes(agency, on, range(number, number + 1), self.codes.form)
        return Identity(code, competent)

    def _read(self, key: Key) -> int:
        """Read a counter and lock it; one that comes before another that is locked already is not waited for."""
        if key not in self._last:
            in_order = key >= max(self._last, default=key)
            last = last_serial(self.connection, *key, wait=self.wait and in_order)
            if last is None:
                raise ConflictError("PF622", reason=counting(key[0]))
            self._last[key] = last
        return self._last[key]

    def given(self) -> Mapping[Key, int]:
        """Say how many numbers of each counter are given so far."""
        return dict(self._given)

    def give_back(self, given: Mapping[Key, int]) -> None:
        """Go back to what was `given` before something was refused."""
        self._given = dict(given)

    def take(self, connection: Connection) -> None:
        """Take what was given, counter by counter in one order.

        Raises:
            ConflictError: PF622, when somebody else began the counter meanwhile.
        """
        for key, count in sorted(self._given.items()):
            numbers = next_serials(connection, *key, count, most=MOST_A_DAY)
            if numbers is None or numbers.start != self._last[key] + 1:
                raise ConflictError("PF622", reason=numbered(key[0]))
        self._last, self._given = {}, {}
