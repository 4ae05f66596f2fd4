"""Interlinked dossiers in the database: a family read together, locked in one order, and written in one transaction.

Invariants: what one command brings about in several dossiers is written whole or not at all; a worker that claims what
is due waits for nobody, so that no two of them wait for each other.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime

from sqlalchemy import Connection

from procflow.core import Law
from procflow.dossier import Dossier
from procflow.engine.child_codes import ByParent, ChildCodes, ChildIds, Numbered
from procflow.engine.family import Family, Member
from procflow.engine.lost_race import linked
from procflow.engine.reading import found
from procflow.engine.sealing import state_to_change
from procflow.engine.shelf import Shelf
from procflow.errors import ConflictError, ProcflowError
from procflow.store import (
    Change,
    Record,
    Seal,
    Stored,
    append,
    encode_moment,
    insert_dossier,
    insert_kept,
    read,
    read_state,
    write_records,
)
from procflow.store.gathering import AT_ONCE, read_many
from procflow.store.kindred import lock
from procflow.store.projection import Value

__all__ = ["Kindred", "KindredBatch", "is_linked", "roots"]

Row = Callable[[Sequence[Record], Dossier], Mapping[str, Value]]
"""Compute a dossier's row from its new entries and its state."""


def is_linked(dossier: Dossier) -> bool:
    """Say whether what happens to a dossier may concern another: it has a parent, or children."""
    return bool(dossier.parent or dossier.children)


def roots(connection: Connection, ids: Collection[str]) -> frozenset[str]:
    """Give the ids from which the families of any number of dossiers are locked; one that cannot be read has none."""
    found_so_far: set[str] = set()
    level, seen = set(ids), set(ids)
    while level:
        parents = {one: parent for some in _few(level) for one, parent in _parents(connection, some)}
        found_so_far |= {one for one, parent in parents.items() if not parent}
        level = set(parents.values()) - seen - {""}
        seen |= level
    return frozenset(found_so_far)


def _few(ids: Collection[str]) -> Iterator[Sequence[str]]:
    every = sorted(ids)
    return (every[start : start + AT_ONCE] for start in range(0, len(every), AT_ONCE))


def _parents(connection: Connection, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    for name, stored in read_many(connection, ids).items():
        with suppress(ProcflowError):  # whoever sends to it is told
            yield name, read_state(connection, stored).parent


class Kindred:
    """Read and write families; holds no state of any dossier."""

    def __init__(self, shelf: Shelf, row: Row, codes: ChildCodes | None, seal: Seal | None) -> None:
        """Find the law on `shelf`, make the rows of dossiers with `row`, give children `codes` if any, hold `seal`."""
        self._shelf = shelf
        self._row = row
        self._codes = codes
        self._seal = seal

    def ids(self, connection: Connection, *, wait: bool = True) -> ChildIds:
        """Say what the children are called that one command, or one batch, opens."""
        return ByParent() if self._codes is None else Numbered(self._codes, connection, wait)

    def alone(self, connection: Connection) -> Family:
        """Make a family without a member."""
        return Family((), self._law_of_child, self.ids(connection))

    def gather(
        self,
        connection: Connection,
        dossier_id: str,
        dossier: Dossier,
        *,
        wait: bool = True,
        ids: ChildIds | None = None,
    ) -> Family:
        """Lock and read the whole family of a dossier, its root first; `ids` are those of a batch it is part of.

        Raises:
            ConflictError: PF622, when another transaction has a member and nobody is to `wait` for it.
        """
        root = dossier_id
        while dossier.parent:
            root = dossier.parent
            dossier = read_state(connection, found(read(connection, root), root))
        members: list[Member] = []
        level = [root]
        while level:
            now = [self._member(connection, stored) for stored in lock(connection, level, wait=wait)]
            members += now
            level = [kin for member in now for kin in member.dossier.kin.values()]
        return Family(members, self._law_of_child, ids or self.ids(connection, wait=wait))

    def _member(self, connection: Connection, stored: Stored) -> Member:
        dossier = state_to_change(connection, stored, self._seal)
        return Member(stored.head.dossier, self._shelf.pinned(connection, dossier), dossier, stored.head)

    def write(self, connection: Connection, family: Family, recorded_at: datetime) -> None:
        """Write everything that happened to the family, its root first.

        Raises:
            ConflictError: PF622 when a member was changed meanwhile or a number taken, PF623 when the id of a child is.
        """
        family.ids.take(connection)
        for member in family.members.values():
            if not member.acts:
                continue
            new = write_records(member.head, member.acts, encode_moment(recorded_at))
            row = self._row(new, member.dossier)
            if member.is_new:
                self._insert(connection, member, row, new)
            elif not append(connection, Change(member.head, row, new)):
                raise ConflictError("PF622", reason=linked(member.dossier_id))
        insert_kept(connection, family.kept)

    def _insert(self, connection: Connection, member: Member, row: Mapping[str, Value], new: Sequence[Record]) -> None:
        if read(connection, member.dossier_id) is not None:
            raise ConflictError("PF623", dossier=member.dossier_id)
        self._shelf.keep(connection, member.law, definition=True, calendar=True)
        insert_dossier(connection, row, new)

    def _law_of_child(self, code: str, day: date) -> Law | None:
        """Give the law of a child whose procedure this engine has; others are kept elsewhere and told of by hand."""
        return self._shelf.in_force(code, day) if self._shelf.has(code) else None


class KindredBatch:
    """Gather what a batch brings about in families, each of them once, to be written with the rest of the batch."""

    def __init__(self, kindred: Kindred, connection: Connection, moment: datetime) -> None:
        """Work on `connection`, and bring every family up to `moment`."""
        self._kindred = kindred
        self._connection = connection
        self._moment = moment
        self.begin_anew()

    def begin_anew(self) -> None:
        """Forget what was gathered: nothing of it was written."""
        self._ids = self._kindred.ids(self._connection, wait=False)
        self._families: list[Family] = []
        self._of: dict[str, Family] = {}

    def up_to_date(self, dossier_id: str, dossier: Dossier) -> tuple[Family, Member]:
        """Give a dossier and its family, once everything that fell due in it was brought about.

        Raises:
            ConflictError: PF622, when another transaction has a member: it is nobody's to wait for.
        """
        family = self._of.get(dossier_id)
        if family is None:
            family = self._kindred.gather(self._connection, dossier_id, dossier, wait=False, ids=self._ids)
            given = self._ids.given()
            try:
                family.pass_time(self._moment)
            except ProcflowError:
                self._ids.give_back(given)
                raise
            self._families.append(family)
            self._of.update(dict.fromkeys(family.members, family))
        return family, family.members[dossier_id]

    def kin_of(self, dossier_id: str) -> Collection[str]:
        """Name the members of the family of a dossier, those to be opened too; none where it was not gathered."""
        family = self._of.get(dossier_id)
        return () if family is None else family.members.keys()

    def write(self) -> None:
        """Write what happened; raise `ConflictError` as `Kindred.write` does."""
        for family in self._families:
            self._kindred.write(self._connection, family, self._moment)
