"""Whether what is stored is what was recorded: chains, heads, projections, texts and calendars.

Invariants: verifying reads and never writes; it reports everything it finds, and whatever cannot be read is a finding,
never an exception, because who can write what cannot be read must not be able to end the verifying, while an error
that says nothing of what is stored (a lost connection, a lost race) is raised and accuses nobody; a dossier that is
written to meanwhile is verified as it then stands; a stored byte that `verify` passes over holds no evidence
(`position` and `settled_by`, which order the outbox).
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from sqlalchemy import Connection, Row, RowMapping, func, select
from sqlalchemy.exc import DBAPIError

from procflow.calendar import WorkCalendar
from procflow.core import replay
from procflow.dossier import CalendarChanged, ChildFinished, ChildOpened, Event, Migrated, Submitted
from procflow.errors import CATALOGUE
from procflow.errors.catalogue import Language
from procflow.library import load_text
from procflow.store.chain import Record, chain_root, record_hash
from procflow.store.checkpoint import Checkpoint
from procflow.store.encoding import decode_event, decode_moment, encode_moment
from procflow.store.personal import kept_of, mismatches
from procflow.store.projection import Head, project
from procflow.store.schema import calendar, definition, dossier, journal, personal
from procflow.store.seal import Seal

__all__ = ["Finding", "Verified", "heads", "verify"]

_PAGE: Final = 500
_KEPT: Final = 64
_TRIES: Final = 20
"""How often a dossier is looked at anew that is written to each time: on a database that is alive, twice is rare."""
_OURS: Final = re.compile(r"[!-~]+")
"""Ids as procflow gives them, and more: one with a blank or a line's end in it would make a checkpoint unreadable."""
_COLUMNS: Final = tuple(column for column in dossier.c if column.name != "settled_by")
_RECORD: Final = tuple(journal.c[name] for name in Record._fields)
_UNREADABLE: Final = Exception
"""What reading a database may raise that somebody else wrote to: drivers, decoders and replaying name no end of it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Report one thing that is not as it was recorded: its code and parameters."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)

    def message(self, lang: Language = "en") -> str:
        """Say what was found, in `lang`."""
        return CATALOGUE[self.code].message(self.params, lang)


@dataclass(slots=True)
class Verified:
    """Count what was verified, and gather what was found on the way."""

    dossiers: int = 0
    entries: int = 0
    findings: list[Finding] = field(default_factory=list)
    seal: Seal | None = None
    definitions: set[str] = field(default_factory=set)
    calendars: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Looked:
    """Hold what one look at a dossier showed: its row, its journal, what they say, and what was found."""

    row: Row[tuple[object, ...]] | None = None
    chain: list[Record] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    found: list[Finding] = field(default_factory=list)


def verify(
    connection: Connection, only: str | None = None, *, seal: Seal | None = None, against: Checkpoint | None = None
) -> Verified:
    """Verify every dossier, definition and calendar, or the one dossier `only` with what it was ever pinned to.

    With a `seal`, every head must be sealed; with a checkpoint to verify `against`, every head it holds must be there.
    """
    result = Verified(seal=seal)
    for ids in _pages(connection, only, result):
        for dossier_id in ids:
            _dossier(connection, dossier_id, result)
    if against is not None:
        result.findings += _against(connection, only, against)
    if only is None:
        result.findings += _orphans(connection)
    result.findings += _definitions(connection, only, result.definitions)
    result.findings += _calendars(connection, only, result.calendars)
    return result


def _pages(connection: Connection, only: str | None, result: Verified) -> Iterator[Sequence[str]]:
    if only is not None:
        yield [only]
        return
    last = ""
    statement = select(dossier.c.id).where(dossier.c.id.is_not(None)).order_by(dossier.c.id).limit(_PAGE)
    further = statement  # an empty id, which procflow gives to none, sorts before every other
    while True:
        try:
            ids = connection.execute(further).scalars().all()
        except _UNREADABLE as error:
            result.findings.append(Finding("PF649", {"dossier": f"> {last}", "reason": _reason(error)}))
            return
        if not ids:
            return
        yield ids
        last = ids[-1]
        further = statement.where(dossier.c.id > last)


def _dossier(connection: Connection, dossier_id: str, result: Verified) -> None:
    """Verify one dossier, and once more where it was written to between the statements that read it."""
    looked = _Looked()
    for _ in range(_TRIES):
        looked = _look(connection, dossier_id, result.seal)
        if not looked.found or _stands(connection, dossier_id, looked.row):
            break
    result.dossiers += 1
    result.entries += len(looked.chain)
    result.findings += looked.found
    for event in looked.events:
        if isinstance(event, Submitted | Migrated):
            result.definitions.add(event.definition)
        if isinstance(event, Submitted | CalendarChanged):
            result.calendars.add(event.calendar)


def _look(connection: Connection, dossier_id: str, seal: Seal | None) -> _Looked:
    looked = _Looked()
    try:
        looked.found += _findings(connection, dossier_id, seal, looked)
    except _UNREADABLE as error:
        looked.found.append(Finding("PF649", {"dossier": dossier_id, "reason": _reason(error)}))
    return looked


def _stands(connection: Connection, dossier_id: str, row: Row[tuple[object, ...]] | None) -> bool:
    """Say whether the row of a dossier is still the one that was read; what cannot be read will not improve."""
    try:
        return _row(connection, dossier_id) == row
    except _UNREADABLE as error:
        _check_said(error)
        return True


def _row(connection: Connection, dossier_id: str) -> Row[tuple[object, ...]] | None:
    return connection.execute(select(*_COLUMNS).where(dossier.c.id == dossier_id)).one_or_none()


def _findings(connection: Connection, dossier_id: str, seal: Seal | None, looked: _Looked) -> Iterator[Finding]:
    """Find what is wrong with one dossier; what is read on the way stands in `looked`."""
    row = looked.row = _row(connection, dossier_id)
    rows = connection.execute(select(*_RECORD).where(journal.c.dossier == dossier_id).order_by(journal.c.seq)).all()
    chain = looked.chain
    chain += [Record(**one._mapping) for one in rows]  # noqa: SLF001 - SQLAlchemy's documented name
    if row is None:
        yield Finding("PF648" if chain else "PF601", {"dossier": dossier_id})
        return
    if not _OURS.fullmatch(dossier_id):
        yield Finding("PF649", {"dossier": dossier_id, "reason": "no dossier is called so"})
    found = [*_chain(dossier_id, chain), *_content(chain, looked.events)]
    if row.version != len(chain) or not chain or row.head != chain[-1].hash:
        found.append(Finding("PF643", {"dossier": dossier_id}))
    if seal is not None and not _is_sealed(seal, row):
        found.append(Finding("PF650", {"dossier": dossier_id}))
    if len(looked.events) == len(chain):
        found += _personal(connection, dossier_id, looked.events)
        found += _kin(connection, dossier_id, looked.events)
    yield from found
    if not found:
        yield from _projection(row._mapping, chain[-1], looked.events)  # noqa: SLF001 - SQLAlchemy's documented name


def _is_sealed(seal: Seal, row: Row[tuple[object, ...]]) -> bool:
    """Say whether the head in a row bears the seal it must; one that is no head bears none."""
    if not (isinstance(row.version, int) and isinstance(row.head, bytes)):
        return False
    return seal.fits(Head(row.id, row.version, row.head), row.seal_key, row.seal)


def _chain(dossier_id: str, chain: Iterable[Record]) -> Iterator[Finding]:
    prev = chain_root(dossier_id)
    for seq, record in enumerate(chain, start=1):
        place = {"dossier": dossier_id, "seq": seq}
        if record.seq != seq or record.prev != prev or record.dossier != dossier_id:
            yield Finding("PF642", place)
        try:
            same = record_hash(record) == record.hash
        except _UNREADABLE:
            same = False
        if not same:
            yield Finding("PF641", place)
        prev = record.hash


def _content(chain: Iterable[Record], events: list[Event]) -> Iterator[Finding]:
    """Read the content of every entry into `events`, and find what cannot be read."""
    for record in chain:
        try:
            event = decode_event(record.kind, record.body)
            decode_moment(record.recorded_at)
            reason = "" if encode_moment(event.at) == record.at else "its moment is not that of its event"
        except _UNREADABLE as error:
            reason = _reason(error)
        else:
            events.append(event)
        if reason:
            yield Finding("PF645", {"dossier": record.dossier, "seq": record.seq, "reason": reason})


def _projection(row: RowMapping, last: Record, events: Iterable[Event]) -> Iterator[Finding]:
    try:
        expected = project(Head(last.dossier, last.seq, last.hash), replay(events))
    except _UNREADABLE as error:
        yield Finding("PF645", {"dossier": last.dossier, "seq": last.seq, "reason": _reason(error)})
        return
    for name, value in expected.items():
        if row[name] != value or type(row[name]) is not type(value):
            yield Finding("PF644", {"dossier": last.dossier, "column": name})


def _personal(connection: Connection, dossier_id: str, events: Iterable[Event]) -> Iterator[Finding]:
    """Find personal values that are not those the journal commits to, missing ones, and erased ones that are there."""
    try:
        kept = kept_of(connection, dossier_id)
    except _UNREADABLE as error:
        yield Finding("PF649", {"dossier": dossier_id, "reason": _reason(error)})
        return
    yield from (Finding(code, params) for code, params in mismatches(dossier_id, events, kept))


def _kin(connection: Connection, dossier_id: str, events: Iterable[Event]) -> Iterator[Finding]:
    """Find entries of other dossiers that this one rests on and that are not there: its parent's, its children's."""
    opened: dict[str, str] = {}
    for seq, event in enumerate(events, start=1):
        match event:
            case Submitted(parent=other, parent_version=entry) if other:
                pass
            case ChildOpened(child=child, dossier=other):
                opened[child], entry = other, 1
            case ChildFinished(child=child, version=entry) if child in opened:  # else another system keeps it
                other = opened[child]
            case _:
                continue
        last = connection.execute(select(func.max(journal.c.seq)).where(journal.c.dossier == other)).scalar_one()
        if last is None or last < entry:
            yield Finding("PF692", {"dossier": dossier_id, "seq": seq, "other": other, "entry": entry})


def _against(connection: Connection, only: str | None, checkpoint: Checkpoint) -> Iterator[Finding]:
    """Find what a checkpoint holds and the journals do not."""
    taken_at = checkpoint.taken_at.isoformat()
    for head in checkpoint.heads.values():
        if only not in (None, head.dossier):
            continue
        statement = select(journal.c.hash).where(journal.c.dossier == head.dossier, journal.c.seq == head.version)
        try:
            same = connection.execute(statement).scalars().all() == [head.hash]
        except _UNREADABLE as error:
            _check_said(error)
            same = False
        if not same:
            yield Finding("PF651", {"dossier": head.dossier, "seq": head.version, "taken_at": taken_at})


def heads(connection: Connection) -> dict[str, Head]:
    """Read the head of every dossier."""
    rows = connection.execute(select(dossier.c.id, dossier.c.version, dossier.c.head))
    return {row.id: Head(row.id, row.version, row.head) for row in rows}


def _orphans(connection: Connection) -> Iterator[Finding]:
    """Find journals without a head row: the dossier's row was removed; and rows that are of no dossier at all."""
    known = select(dossier.c.id).where(dossier.c.id == journal.c.dossier).exists()
    owned = select(dossier.c.id).where(dossier.c.id == personal.c.dossier).exists()
    try:
        ids = connection.execute(select(journal.c.dossier).where(~known).distinct()).scalars().all()
        strays = connection.execute(select(personal.c.dossier, personal.c.name).where(~owned)).all()
        nameless = connection.execute(select(dossier.c.id).where(dossier.c.id.is_(None)).limit(1)).all()
    except _UNREADABLE as error:
        yield Finding("PF649", {"dossier": "?", "reason": _reason(error)})
        return
    yield from (Finding("PF648", {"dossier": dossier_id}) for dossier_id in ids)
    yield from (Finding("PF673", {"dossier": dossier_id, "name": name}) for dossier_id, name in strays)
    yield from (Finding("PF649", {"dossier": "?", "reason": "it has no id"}) for _ in nameless)


def _definitions(connection: Connection, only: str | None, pinned: Iterable[str]) -> Iterator[Finding]:
    """Find texts that are not what their hash stands for, and those that a journal or a row names and nobody kept."""
    wanted = select(dossier.c.definition).distinct()
    statement = select(definition)
    try:
        named = {*pinned, *connection.execute(wanted if only is None else wanted.where(dossier.c.id == only)).scalars()}
        kept = connection.execute(statement if only is None else statement.where(definition.c.hash.in_(named))).all()
    except _UNREADABLE as error:
        yield Finding("PF646", {"definition": _reason(error)})
        return
    missing = named.difference(row.hash for row in kept)
    yield from (Finding("PF604", {"definition": one}) for one in sorted(map(str, missing)))
    for row in kept:  # each row, not each hash: whoever takes a key away can keep two texts under one
        if _law_of(row.text, row.profile_text, row.overlay_text) != (row.hash, row.code, row.version):
            yield Finding("PF646", {"definition": row.hash})


@lru_cache(maxsize=_KEPT)
def _law_of(text: object, profile: object, overlay: object) -> tuple[str, str, str] | None:
    """Compile a stored text anew: what it hashes to, and the procedure and version it is; None when it is none."""
    if not (isinstance(text, str) and isinstance(profile, str) and isinstance(overlay, str)):
        return None
    try:
        loaded = load_text(
            text, "<stored>", profile=profile, overlay=(overlay, "<stored overlay>") if overlay else None
        )
    except _UNREADABLE:
        return None
    return loaded.hash, loaded.code, loaded.version


@lru_cache(maxsize=_KEPT)
def _version_of(canonical: bytes) -> str | None:
    try:
        return WorkCalendar.from_canonical(canonical).version
    except _UNREADABLE:
        return None


def _calendars(connection: Connection, only: str | None, pinned: Iterable[str]) -> Iterator[Finding]:
    """Find calendars that are not what their version stands for, and those that are named and nobody kept."""
    wanted = select(dossier.c.calendar).distinct()
    statement = select(calendar)
    try:
        named = {*pinned, *connection.execute(wanted if only is None else wanted.where(dossier.c.id == only)).scalars()}
        kept = connection.execute(statement if only is None else statement.where(calendar.c.version.in_(named))).all()
    except _UNREADABLE as error:
        yield Finding("PF647", {"calendar": _reason(error)})
        return
    missing = named.difference(row.version for row in kept)
    yield from (Finding("PF605", {"calendar": one}) for one in sorted(map(str, missing)))
    for row in kept:
        if _version_of(row.canonical) != row.version:
            yield Finding("PF647", {"calendar": row.version})


_ELSEWHERE: Final = frozenset({"08", "40", "53", "57"})
"""The classes of PostgreSQL's errors that are of the connection, of a race, of what it lacks, of who stopped it."""
_UNHEARD: Final = frozenset(
    {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT}
)
_PRIMARY: Final = 0xFF


def _check_said(error: Exception) -> None:
    """Raise an error again that says nothing of what is stored: nobody is to be accused of a connection that broke."""
    if not isinstance(error, DBAPIError):
        return
    state = str(getattr(error.orig, "sqlstate", None) or "")
    code = getattr(error.orig, "sqlite_errorcode", 0) & _PRIMARY
    if error.connection_invalidated or state[:2] in _ELSEWHERE or code in _UNHEARD:
        raise error


def _reason(error: Exception) -> str:
    _check_said(error)
    cause = error.orig if isinstance(error, DBAPIError) else error
    return str(cause).splitlines()[0] if str(cause) else type(cause).__name__
