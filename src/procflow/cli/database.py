"""The database a command line names: a SQLite file, or the URL of a database as SQLAlchemy writes it.

Invariants: nothing is created and nothing is written; a password in a URL is never shown.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, inspect
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from procflow.engine import Seal, prepare_sqlite
from procflow.engine.refused_file import HOLDS_NO_TABLE, of_something_else, sqlite_reason
from procflow.errors import MisuseError, StoreError, system_reason
from procflow.store.schema import METADATA, dossier, journal

__all__ = ["connected", "read_seal", "shown"]

_DRIVERS: Final = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
_COMMENT: Final = "#"
_POSTGRESQL: Final = "postgresql"


@contextmanager
def connected(where: str, *, tables: bool = True, one_moment: bool = False) -> Iterator[Connection]:
    """Connect to the database `where`, for reading; with `tables`, it must hold procflow's.

    With `one_moment` everything is read as it stood at one moment, as SQLite does anyway, and nothing can be written.

    Raises:
        MisuseError: PF708 for a file that is not there, PF780 for a URL that names no database.
        StoreError: PF783, when it cannot be opened; PF635, when it is not a database of procflow; PF663, when it is one
            that lacks its journal.
    """
    engine = _engine(where)
    try:
        with engine.connect() as connection:
            if one_moment and engine.dialect.name == _POSTGRESQL:
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            if tables:
                _check_tables(connection, where)
            yield connection
            connection.rollback()
    except DBAPIError as error:
        if engine.dialect.name == "sqlite":
            raise StoreError("PF635", path=shown(where), reason=sqlite_reason(error.orig)) from error
        raise StoreError("PF783", path=shown(where), reason=str(error.orig).strip().splitlines()[0]) from error
    finally:
        engine.dispose()


def shown(where: str) -> str:
    """Give the name of a database without its password."""
    return make_url(where).render_as_string(hide_password=True) if "://" in where else where


def _engine(where: str) -> Engine:
    if "://" not in where:
        if not Path(where).is_file():
            raise MisuseError("PF785", path=where)
        return prepare_sqlite(create_engine(URL.create("sqlite", database=where)), begin="DEFERRED")
    try:
        url = make_url(where)
        url = url.set(drivername=_DRIVERS.get(url.drivername, url.drivername))
        if url.get_backend_name() == "sqlite" and not (url.database and Path(url.database).is_file()):
            raise MisuseError("PF785", path=url.database or where)
        return prepare_sqlite(create_engine(url, hide_parameters=True), begin="DEFERRED")
    except (ArgumentError, NoSuchModuleError, ImportError, ValueError) as error:
        raise MisuseError("PF780", reason=type(error).__name__) from error


def _check_tables(connection: Connection, where: str) -> None:
    names = inspect(connection).get_table_names()
    missing = [table for table in (dossier.name, journal.name) if table not in names]
    if missing and not METADATA.tables.keys().isdisjoint(names):  # somebody took them away: it was procflow's
        raise StoreError("PF663", missing=", ".join(missing))
    if missing:
        raise StoreError("PF635", path=shown(where), reason=of_something_else(names[0]) if names else HOLDS_NO_TABLE)


def read_seal(path: str | None) -> Seal | None:
    """Read the keys of a seal from a file: a line `NAME HEX` per key, the current one first; None without a path.

    What is wrong with a line is told by its number alone: where the name was forgotten, the key stands in its place.

    Raises:
        MisuseError: PF708 for a file that is not there, PF781 for one that is not of this form, or with a key that is
            too short, guessable, or of a name that stands there already.
    """
    if path is None:
        return None
    try:
        text = Path(path).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise MisuseError("PF708", path=path, reason=system_reason(error)) from None
    except (OSError, UnicodeDecodeError):
        raise MisuseError("PF781", path=path, line=1) from None  # an error of decoding holds the whole file
    keys: dict[str, bytes] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith(_COMMENT):
            name, key = _key(path, number, line)
            if name in keys:
                raise MisuseError("PF781", path=path, line=number)
            keys[name] = key
    if not keys:
        raise MisuseError("PF781", path=path, line=1)
    return Seal(next(iter(keys)), keys)


def _key(path: str, number: int, line: str) -> tuple[str, bytes]:
    name, _, digits = line.strip().partition(" ")
    try:
        key = bytes.fromhex(digits)
        Seal(name, {name: key})
    except (ValueError, MisuseError):
        raise MisuseError("PF781", path=path, line=number) from None
    return name, key
