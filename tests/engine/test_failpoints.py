"""Every database call of every kind of command fails in turn; nothing is half written, and a repeat succeeds.

SQLite tests itself so: fail at the first step, then at the second, until the operation goes through untouched.
"""

import os
from collections.abc import Callable, Sequence

import pytest
from failpoints import InjectedError, Route, everything, failing, reached_by
from scenes import SCENES, prepared
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import DBAPIError

HOSTS_OWN = text("INSERT INTO visit VALUES ('x') ON CONFLICT DO NOTHING")
USES = ("savepoint", "plain", "rollback")
FEWER = ("plain",)
"""Of the way straight to the driver; the campaign tries all three there too."""


def fails_and_leaves_nothing(
    connection: Connection, operate: Callable[[], object], use: str, before: Sequence[object]
) -> bool:
    """Try the operation as a host does; say whether a call failed, and see that all is as `before` then."""
    connection.execute(HOSTS_OWN)
    nested = connection.begin_nested() if use == "savepoint" else None
    try:
        operate()
    except (InjectedError, DBAPIError):
        if nested is not None:
            nested.rollback()
        assert everything(connection) == before
        if use == "rollback":
            connection.rollback()
        else:
            connection.commit()
        assert everything(connection) == before
        return True
    connection.rollback()
    return False


@pytest.mark.parametrize("route", Route)
@pytest.mark.parametrize("name", SCENES)
def test_a_command_that_fails_at_any_step_leaves_nothing_and_succeeds_when_repeated(
    database: Engine, name: str, route: Route
) -> None:
    scene = SCENES[name]
    reached = reached_by(database, route)
    engine, operate = prepared(scene, reached)
    failures, is_through = 0, False
    uses = USES if route is Route.SQLALCHEMY or os.environ.get("PROCFLOW_TORTURE") else FEWER
    with reached.connect() as connection:
        before = everything(connection)
        while not is_through:
            for use in uses:

                def fail_once(step: int = failures + 1) -> None:
                    with failing(connection, step, route) as fuse:
                        operate(engine, connection)
                    assert fuse.asked == step - 1

                is_through = not fails_and_leaves_nothing(connection, fail_once, use, before)
            failures += not is_through
        assert everything(connection) == before
    assert failures >= 2
    with reached.begin() as connection:
        first = operate(engine, connection)
        assert not scene.repeats or operate(engine, connection) == first
        engine.verify(connection)
        assert (everything(connection) != before) is scene.writes
    if reached is not database:
        reached.dispose()


def lose_the_answer(connection: Connection) -> None:
    """Commit, and report an error all the same, as a network that breaks in between does."""
    connection.connection.commit()
    raise InjectedError


@pytest.mark.parametrize("name", [name for name, scene in SCENES.items() if scene.writes])
def test_a_commit_that_succeeds_but_reports_an_error_is_repeated_without_a_second_effect(
    database: Engine, name: str
) -> None:
    """Codes alone have no id to be known by: who takes them again gets the next ones."""
    scene = SCENES[name]
    engine, operate = prepared(scene, database)
    with database.connect() as connection:
        before = everything(connection)
        event.listen(connection, "commit", lose_the_answer)
        first = operate(engine, connection)
        with pytest.raises(InjectedError):
            connection.commit()
        event.remove(connection, "commit", lose_the_answer)
    with database.connect() as connection:
        kept = everything(connection)
        assert kept != before
        again = operate(engine, connection)
        assert not scene.repeats or again == first
        assert (everything(connection) == kept) is (name != "codes")
