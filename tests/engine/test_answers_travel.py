"""What the engine answers can be handed to another process or kept in a cache: by pickle, by a copy, as plain fields.

A host gives a reply to a Celery task, keeps a dossier in its cache, lays an event out as JSON.
"""

import copy
import json
import pickle
from collections.abc import Iterator, Mapping
from dataclasses import asdict, is_dataclass

import pytest
from scenes import SCENES, prepared
from sqlalchemy import Connection, create_engine

import procflow
from procflow.dossier import Amend, Submit, Take
from procflow.engine import prepare_sqlite

PROTOCOLS = range(2, pickle.HIGHEST_PROTOCOL + 1)


def told(engine: procflow.Engine, connection: Connection, answer: object) -> Iterator[object]:
    """Give an answer, and all that can be read of the dossiers there are."""
    yield answer
    for row in connection.exec_driver_sql("SELECT id FROM procflow_dossier").all():
        yield engine.dossier(connection, row[0])
        yield engine.standing(connection, row[0])
        yield engine.history(connection, row[0])
        yield from (entry.event for entry in engine.history(connection, row[0]))


def holds(value: object) -> Iterator[object]:
    """Give everything a value is made of."""
    yield value
    if isinstance(value, Mapping):
        yield from (each for one in value.values() for each in holds(one))
    elif isinstance(value, tuple | list):
        yield from (each for one in value for each in holds(one))


@pytest.mark.parametrize("name", SCENES)
def test_whatever_is_answered_is_equal_after_a_journey(name: str) -> None:
    database = prepare_sqlite(create_engine("sqlite://"))
    with database.begin() as connection:
        procflow.Engine().create_tables(connection)
    engine, operate = prepared(SCENES[name], database)
    with database.begin() as connection:
        answer = operate(engine, connection)
        for one in told(engine, connection, answer):
            back = [pickle.loads(pickle.dumps(one, protocol)) for protocol in PROTOCOLS]  # noqa: S301 - our own
            assert [*back, copy.deepcopy(one), copy.copy(one)] == [one] * (len(PROTOCOLS) + 2)
            assert [hash(each) for each in back] == [hash(one)] * len(PROTOCOLS)
            if is_dataclass(one) and not isinstance(one, type):
                laid_out = asdict(one)
                assert not any(is_dataclass(each) for each in holds(laid_out))
                json.dumps(laid_out, default=str)
    database.dispose()


def test_a_command_is_equal_after_a_journey() -> None:
    by = procflow.Actor("an", roles=("applicant",))
    for command in (Take("accept", by=by), Submit(by=by, channel="online"), Amend(facts={"copies": 1}, by=by)):
        assert pickle.loads(pickle.dumps(command)) == command == copy.deepcopy(command)  # noqa: S301 - our own
