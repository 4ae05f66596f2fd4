"""procflow in Django's transaction: kept and undone with the models' own rows, on both databases."""

from collections.abc import Iterator
from datetime import timedelta

import django
import pytest
from django.conf import settings
from django.db import connections, transaction
from sqlalchemy import Engine, make_url

import procflow
from procflow.dossier import Take
from procflow.engine import Handover, ManualClock, Posted
from procflow.errors import StoreError
from procflow.integrations.django import shared

PERMIT = "1.013225"
APPLICANT = procflow.Actor("an", roles=("applicant",))
RECEPTION = procflow.Actor("binh", roles=("receptionist",))


def alias_of(database: Engine) -> dict[str, object]:
    url = make_url(database.url)
    if database.dialect.name == "sqlite":
        options = {"transaction_mode": "IMMEDIATE"}
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": url.database, "OPTIONS": options}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.database,
        "USER": url.username,
        "PASSWORD": url.password or "",
        "HOST": url.query.get("host", url.host) or "",
        "PORT": url.port or "",
    }


@pytest.fixture
def office(database: Engine) -> Iterator[str]:
    """A Django that knows the test's database under a name of its own."""
    if not settings.configured:
        settings.configure(DATABASES={}, INSTALLED_APPS=[], USE_TZ=True)
        django.setup()
    name = f"office-{database.url.database}"
    connections.databases[name] = connections.configure_settings({name: alias_of(database), "default": {}})[name]
    yield name
    connections[name].close()


def visits(name: str) -> int:
    with connections[name].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM visit")
        return int(cursor.fetchone()[0])


def hand_in(engine: procflow.Engine, name: str, dossier: str) -> None:
    """Write the host's row and the dossier as one view would."""
    with connections[name].cursor() as cursor:
        cursor.execute("INSERT INTO visit VALUES (%s)", [dossier])
    with shared(name) as host:
        engine.submit(host, PERMIT, by=APPLICANT, channel="online", case="house", dossier_id=dossier)


def fail_after(engine: procflow.Engine, name: str, dossier: str) -> None:
    """Hand in, and fail in the same transaction, or within a savepoint of the one that is open."""
    with transaction.atomic(using=name):
        hand_in(engine, name, dossier)
        raise ZeroDivisionError


def test_what_django_commits_is_kept_with_its_own_rows(engine: procflow.Engine, office: str, database: Engine) -> None:
    with transaction.atomic(using=office):
        hand_in(engine, office, "a")
    with transaction.atomic(using=office), shared(office) as host:
        reply = engine.send(host, "a", Take("accept", by=RECEPTION), command_id="click")
    assert visits(office) == 1
    with database.connect() as connection:
        assert engine.dossier(connection, "a") == reply.dossier
        engine.verify(connection)


def test_what_django_rolls_back_never_was(engine: procflow.Engine, office: str, database: Engine) -> None:
    with pytest.raises(ZeroDivisionError):
        fail_after(engine, office, "a")
    with transaction.atomic(using=office):
        hand_in(engine, office, "b")
        with pytest.raises(ZeroDivisionError):
            fail_after(engine, office, "c")
    assert visits(office) == 1
    with database.connect() as connection:
        assert engine.dossier(connection, "b").step == "reception"
        for name in ("a", "c"):
            with pytest.raises(procflow.ProcflowError):
                engine.dossier(connection, name)


def test_a_refusal_leaves_djangos_transaction_usable(engine: procflow.Engine, office: str) -> None:
    with transaction.atomic(using=office):
        hand_in(engine, office, "a")
        with shared(office) as host, pytest.raises(procflow.Rejected):
            engine.send(host, "a", Take("signed", by=RECEPTION))
        hand_in(engine, office, "b")
    assert visits(office) == 2


def test_outside_a_transaction_it_is_refused(office: str) -> None:
    with pytest.raises(StoreError) as caught, shared(office):
        pass
    assert caught.value.code == "PF631"


def test_what_treats_many_dossiers_at_once_works_in_djangos_transaction(
    engine: procflow.Engine, office: str, clock: ManualClock
) -> None:
    """Django makes cursors of its own, which write values into the text and take no answer in binary form."""
    with transaction.atomic(using=office), shared(office) as host:
        posted = tuple(Posted(slip=slip, code=PERMIT, applicant="an", case="house") for slip in ("1", "2"))
        record = Handover(
            record="BB-1", signed_at=clock.now(), by=RECEPTION, carrier="bưu tá", dossiers=posted, channel="online"
        )
        replies = [one for one in engine.hand_over(host, record).dossiers if isinstance(one, procflow.Reply)]
        accepting = [(one.dossier_id, Take("accept", by=RECEPTION), None) for one in replies]
        assert [type(one) for one in engine.send_many(host, accepting)] == [procflow.Reply] * 2
    clock.move_by(timedelta(days=60))
    with transaction.atomic(using=office), shared(office) as host:
        assert len(engine.tick(host).woken) == 2
        engine.verify(host)
