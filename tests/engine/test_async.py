"""An async host uses the same code path: SQLAlchemy's `run_sync` carries it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

import procflow
from procflow.dossier import Take
from procflow.engine import prepare_sqlite
from procflow.errors import StoreError

PERMIT = "1.013225"
APPLICANT = procflow.Actor("an", roles=("applicant",))
RECEPTION = procflow.Actor("binh", roles=("receptionist",))


@asynccontextmanager
async def asynchronous(database: Engine, *, prepared: bool = True) -> AsyncIterator[AsyncEngine]:
    url = database.url.set(drivername="sqlite+aiosqlite") if database.dialect.name == "sqlite" else database.url
    made = create_async_engine(url)
    if prepared:
        prepare_sqlite(made.sync_engine)
    try:
        yield made
    finally:
        await made.dispose()


async def submit_and_accept(engine: procflow.Engine, database: Engine) -> procflow.Reply:
    """Hand in and accept through a connection, roll an acceptance back through a session, and read."""
    async with asynchronous(database) as opened:
        async with opened.begin() as connection:
            new = await connection.run_sync(
                lambda host: engine.submit(host, PERMIT, by=APPLICANT, channel="online", case="house")
            )
            await connection.execute(text("INSERT INTO visit VALUES ('An')"))
        async with AsyncSession(opened) as session:
            await session.run_sync(lambda host: engine.send(host, new.dossier_id, Take("accept", by=RECEPTION)))
            await session.rollback()
        async with opened.begin() as connection:
            return await connection.run_sync(
                lambda host: engine.send(host, new.dossier_id, Take("accept", by=RECEPTION), command_id="a")
            )


def test_an_async_host_commits_and_rolls_back_as_a_plain_one(engine: procflow.Engine, database: Engine) -> None:
    reply = asyncio.run(submit_and_accept(engine, database))
    with database.connect() as connection:
        assert engine.dossier(connection, reply.dossier_id) == reply.dossier
        assert connection.scalar(text("SELECT count(*) FROM visit")) == 1
        engine.verify(connection)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_an_async_sqlite_engine_that_was_not_prepared_is_refused(engine: procflow.Engine, database: Engine) -> None:
    async def unprepared() -> None:
        async with asynchronous(database, prepared=False) as opened, opened.connect() as connection:
            await connection.run_sync(engine.create_tables)

    with pytest.raises(StoreError, match="PF630"):
        asyncio.run(unprepared())
