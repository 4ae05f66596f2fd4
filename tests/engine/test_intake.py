"""What may be recorded: bad input gets a coded error, nothing is written, and no text reaches the database as SQL."""

from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from memory import in_memory
from sqlalchemy import Connection, text

import procflow
from procflow.dossier import Submit, Take
from procflow.dossier.commands import FactValue
from procflow.engine.intake import TEXT_LIMIT, check_id, normal, possible_id
from procflow.errors import MisuseError, StoreError
from procflow.procedure import Procedure

RECEPTION = procflow.Actor("binh", roles=("receptionist",))


def take(reason: str) -> Take:
    return Take("accept", by=RECEPTION, reason=reason)


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("a\x00b", "PF612"),
        ("a\x1bb", "PF612"),
        ("a\u202eb", "PF612"),
        ("a\u2066b", "PF612"),
        ("a\ud800b", "PF612"),
        ("a\uffffb", "PF612"),
        ("a\ufeffb", "PF612"),
        ("a" * (TEXT_LIMIT + 1), "PF613"),
        ("a" * 10_000_000, "PF613"),
    ],
)
def test_text_that_cannot_be_recorded_is_refused(reason: str, code: str) -> None:
    with pytest.raises(MisuseError, match=code):
        normal(take(reason))


@pytest.mark.parametrize(
    ("value", "code"),
    [(1.5, "PF615"), (b"x", "PF615"), (2**63, "PF613"), (datetime(2026, 1, 1), "PF610")],  # noqa: DTZ001
)
def test_a_fact_of_a_type_that_cannot_be_recorded_is_refused(value: object, code: str) -> None:
    facts: dict[str, object] = {"so": value}
    command = Submit(by=RECEPTION, channel="online", facts=facts)  # type: ignore[arg-type] # the point of the test
    with pytest.raises(MisuseError, match=code):
        normal(command)


def test_facts_of_every_kind_pass_unchanged() -> None:
    facts: dict[str, FactValue] = {"so": -3, "co": True, "ngay": date(2026, 1, 2), "ten": "Nguyễn Văn Ân\nthôn 2\t"}
    assert normal(Submit(by=RECEPTION, channel="online", facts=facts)).facts == facts


def test_too_many_facts_are_refused() -> None:
    facts = {f"f{number}": 1 for number in range(1_001)}
    with pytest.raises(MisuseError, match="PF613"):
        normal(Submit(by=RECEPTION, channel="online", facts=facts))


@pytest.mark.parametrize("value", ["", "a b", "á", "x" * 129, "procflow:x:1", "a\n", "'; DROP TABLE x; --", None, 7])
def test_an_id_outside_the_small_alphabet_is_refused(value: object) -> None:
    with pytest.raises(MisuseError, match="PF614"):
        check_id(value, "command_id")


def test_a_number_too_long_to_spell_is_no_id_either() -> None:
    with pytest.raises(MisuseError, match=r"PF614 'int'"):
        check_id(10**5_000, "command_id")
    with pytest.raises(StoreError, match=r"PF601 there is no dossier int\n"):
        possible_id(10**5_000)


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(MisuseError, match="PF610"):
        normal(Take("accept", by=RECEPTION, at=datetime(2026, 8, 17, 9)))  # noqa: DTZ001 - the point of the test


def test_a_moment_from_another_zone_is_the_same_moment_in_vietnam() -> None:
    moment = datetime.fromisoformat("2026-08-16T22:00:00-04:00")
    at = normal(Take("accept", by=RECEPTION, at=moment)).at
    assert at is not None
    assert (at.isoformat(), at) == ("2026-08-17T09:00:00+07:00", moment)


HOSTILE = [
    "'; DROP TABLE procflow_journal; --",
    "%s %(x)s :id {0} \\",
    'ʼ" OR 1=1',
    "$$; SELECT 1; $$",
    "NULL",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_kept_as_text_and_read_back_unchanged(
    engine: procflow.Engine, connection: Connection, hostile: str
) -> None:
    actor = procflow.Actor(hostile, roles=("applicant", hostile), unit=hostile)
    reply = engine.submit(connection, "1.013225", by=actor, channel="online", case="house", applicant=hostile)
    dossier = engine.dossier(connection, reply.dossier_id)
    assert (dossier.applicant, dossier.submitted_by) == (hostile, hostile)
    assert engine.history(connection, reply.dossier_id)[0].event.by == actor
    with pytest.raises(procflow.ProcflowError):
        engine.send(connection, hostile, take(hostile))
    engine.verify(connection)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(max_size=40), reason=st.text(max_size=40))
def test_any_text_round_trips_or_is_refused(permit: Procedure, name: str, reason: str) -> None:
    engine = procflow.Engine([permit])
    with in_memory() as connection:
        engine.create_tables(connection)
        actor = procflow.Actor(name, roles=("applicant",), unit=reason)
        try:
            reply = engine.submit(connection, "1.013225", by=actor, channel="online", case="house")
        except MisuseError as error:
            if error.code != "PF612" and (error.code != "PF617" or name.strip()):
                raise
            assert connection.scalar(text("SELECT count(*) FROM procflow_journal")) == 0
        else:
            assert engine.dossier(connection, reply.dossier_id) == reply.dossier
            engine.verify(connection)
