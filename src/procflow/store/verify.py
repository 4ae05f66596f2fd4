"""Whether what is stored is what was recorded: chains, heads, projections, texts and calendars.

Invariants: verifying reads and never writes; it reports everything it finds, and whatever cannot be read is a finding,
never an exception; a stored byte that `verify` passes over holds no evidence (`position` and `settled_by`, which order
the outbox).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, cast

from sqlalchemy import Connection, RowMapping, select
from sqlalchemy.exc import DBAPIError

from procflow.calendar import WorkCalendar
from procflow.core import replay
from procflow.dossier import Event
from procflow.errors import CATALOGUE, ProcflowError
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
_COLUMNS: Final = tuple(column for column in dossier.c if column.name != "settled_by")
_RECORD: Final = tuple(journal.c[name] for name in Record._fields)
_UNREADABLE: Final = (DBAPIError, ValueError, TypeError, KeyError, AttributeError, ProcflowError)


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


def verify(
    connection: Connection, only: str | None = None, *, seal: Seal | None = None, against: Checkpoint | None = None
) -> Verified:
    """Verify every dossier, definition and calendar, or the one dossier `only` with what it is pinned to.

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
    result.findings += _definitions(connection, only)
    result.findings += _calendars(connection, only)
    return result


def _pages(connection: Connection, only: str | None, result: Verified) -> Iterator[Sequence[str]]:
    if only is not None:
        yield [only]
        return
    last = ""
    while True:
        statement = select(dossier.c.id).where(dossier.c.id > last).order_by(dossier.c.id).limit(_PAGE)
        try:
            ids = connection.execute(statement).scalars().all()
        except DBAPIError as error:
            result.findings.append(Finding("PF649", {"dossier": f"> {last}", "reason": error.orig}))
            return
        if not ids:
            return
        yield ids
        last = ids[-1]


def _dossier(connection: Connection, dossier_id: str, result: Verified) -> None:
    result.dossiers += 1
    try:
        row = connection.execute(select(*_COLUMNS).where(dossier.c.id == dossier_id)).one_or_none()
        rows = connection.execute(select(*_RECORD).where(journal.c.dossier == dossier_id).order_by(journal.c.seq)).all()
        chain = [Record(**one._mapping) for one in rows]  # noqa: SLF001 - SQLAlchemy's documented name
    except _UNREADABLE as error:
        result.findings.append(Finding("PF649", {"dossier": dossier_id, "reason": _reason(error)}))
        return
    result.entries += len(chain)
    if row is None:
        result.findings.append(Finding("PF648" if chain else "PF601", {"dossier": dossier_id}))
        return
    events: list[Event] = []
    found = [*_chain(dossier_id, chain), *_content(chain, events)]
    if row.version != len(chain) or not chain or row.head != chain[-1].hash:
        found.append(Finding("PF643", {"dossier": dossier_id}))
    if result.seal is not None and not result.seal.fits(
        Head(dossier_id, row.version, row.head), row.seal_key, row.seal
    ):
        found.append(Finding("PF650", {"dossier": dossier_id}))
    if len(events) == len(chain):
        found += _personal(connection, dossier_id, events)
    if not found:
        found += _projection(row._mapping, chain[-1], events)  # noqa: SLF001 - SQLAlchemy's documented name
    result.findings += found


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


def _against(connection: Connection, only: str | None, checkpoint: Checkpoint) -> Iterator[Finding]:
    """Find what a checkpoint holds and the journals do not."""
    taken_at = checkpoint.taken_at.isoformat()
    for head in checkpoint.heads.values():
        if only not in (None, head.dossier):
            continue
        statement = select(journal.c.hash).where(journal.c.dossier == head.dossier, journal.c.seq == head.version)
        if connection.execute(statement).scalar_one_or_none() != head.hash:
            yield Finding("PF651", {"dossier": head.dossier, "seq": head.version, "taken_at": taken_at})


def heads(connection: Connection) -> dict[str, Head]:
    """Read the head of every dossier."""
    rows = connection.execute(select(dossier.c.id, dossier.c.version, dossier.c.head))
    return {row.id: Head(row.id, row.version, row.head) for row in rows}


def _orphans(connection: Connection) -> Iterator[Finding]:
    """Find journals without a head row: the dossier's row was removed."""
    known = select(dossier.c.id).where(dossier.c.id == journal.c.dossier).exists()
    owned = select(dossier.c.id).where(dossier.c.id == personal.c.dossier).exists()
    try:
        ids = connection.execute(select(journal.c.dossier).where(~known).distinct()).scalars().all()
        strays = connection.execute(select(personal.c.dossier, personal.c.name).where(~owned)).all()
    except DBAPIError as error:
        yield Finding("PF649", {"dossier": "?", "reason": error.orig})
        return
    yield from (Finding("PF648", {"dossier": dossier_id}) for dossier_id in ids)
    yield from (Finding("PF673", {"dossier": dossier_id, "name": name}) for dossier_id, name in strays)


def _definitions(connection: Connection, only: str | None) -> Iterator[Finding]:
    statement = select(definition)
    wanted = select(dossier.c.definition)
    if only is not None:
        wanted = wanted.where(dossier.c.id == only)
        statement = statement.where(definition.c.hash.in_(wanted))
    try:
        kept = {row.hash: row for row in connection.execute(statement)}
        missing = set(connection.execute(wanted.distinct()).scalars()) - kept.keys()
    except _UNREADABLE as error:
        yield Finding("PF646", {"definition": _reason(error)})
        return
    yield from (Finding("PF604", {"definition": one}) for one in sorted(missing))
    for name, row in kept.items():
        if _law_of(row.text, row.profile_text, row.overlay_text) != (name, row.code, row.version):
            yield Finding("PF646", {"definition": name})


@lru_cache(maxsize=_KEPT)
def _law_of(text: object, profile: object, overlay: object) -> tuple[str, str, str] | None:
    """Compile a stored text anew: what it hashes to, and the procedure and version it is; None when it is none."""
    try:
        local = (cast("str", overlay), "<stored overlay>") if overlay else None
        loaded = load_text(cast("str", text), "<stored>", profile=cast("str", profile), overlay=local)
    except _UNREADABLE:
        return None
    return loaded.hash, loaded.code, loaded.version


@lru_cache(maxsize=_KEPT)
def _version_of(canonical: bytes) -> str | None:
    try:
        return WorkCalendar.from_canonical(canonical).version
    except _UNREADABLE:
        return None


def _calendars(connection: Connection, only: str | None) -> Iterator[Finding]:
    statement = select(calendar)
    wanted = select(dossier.c.calendar)
    if only is not None:
        wanted = wanted.where(dossier.c.id == only)
        statement = statement.where(calendar.c.version.in_(wanted))
    try:
        kept = {row.version: row.canonical for row in connection.execute(statement)}
        missing = set(connection.execute(wanted.distinct()).scalars()) - kept.keys()
    except _UNREADABLE as error:
        yield Finding("PF647", {"calendar": _reason(error)})
        return
    yield from (Finding("PF605", {"calendar": one}) for one in sorted(missing))
    for name, canonical in kept.items():
        if _version_of(canonical) != name:
            yield Finding("PF647", {"calendar": name})


def _reason(error: BaseException) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else error
    return str(cause).splitlines()[0] if str(cause) else type(cause).__name__
