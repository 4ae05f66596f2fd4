"""The peers of a durable command, each as its documentation uses it: SQLAlchemy Core, django-fsm, viewflow, DBOS.

Each does what the raw driver does in `benchmarks.durable_commands`: it reads a dossier, takes the next outcome, keeps
the new state, adds four entries to a journal (DBOS and viewflow's flow keep the record of their step instead) and
commits, on the disk.
"""

import logging
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, bindparam, column, insert, select, table, update

__all__ = ["BODY", "ENTRIES", "HASH", "OPEN", "STATE", "STEPS", "dbos_steps", "django_commands", "sqlalchemy_core"]

OPEN: Final = 50
STATE: Final = b"s" * 1_800
BODY: Final = b"b" * 350
HASH: Final = b"h" * 32
ENTRIES: Final = 4  # of an ordinary outcome, on average
STEPS: Final = 10
"""So many steps a workflow of DBOS has here; its time is told for one, which is kind to DBOS: starting is shared."""
VIEWFLOW: Final = ("django.contrib.auth", "django.contrib.contenttypes", "viewflow", "viewflow.workflow")
WAY: Final = ("reception", "appraise", "supplement", "supplement-check")


def sqlalchemy_core(database: Engine) -> Callable[[], None]:
    """Give a command in SQLAlchemy Core, on the tables the raw driver made in `database`."""
    dossier = table("raw_dossier", column("id"), column("version"), column("state"))
    journal = table("raw_journal", column("dossier"), column("seq"), column("body"), column("hash"))
    read = select(dossier.c.version, dossier.c.state).where(dossier.c.id == bindparam("name"))
    move = update(dossier).where(dossier.c.id == bindparam("name"), dossier.c.version == bindparam("read"))
    moved = move.values(version=bindparam("new"), state=bindparam("bytes"))
    append = insert(journal)
    turn = cycle([f"d{number}" for number in range(OPEN)])

    def command() -> None:
        name = next(turn)
        with database.begin() as connection:
            version = connection.execute(read, {"name": name}).one().version
            values = {"name": name, "read": version, "new": version + ENTRIES, "bytes": STATE}
            assert connection.execute(moved, values).rowcount == 1
            rows = [{"dossier": name, "seq": version + n, "body": BODY, "hash": HASH} for n in range(ENTRIES)]
            connection.execute(append, rows)

    return command


def django_commands(databases: dict[str, dict[str, object]]) -> dict[str, dict[str, Callable[[], None]]]:
    """Give, for each of `databases` (Django's own way to name them), commands by django-fsm and by both of viewflow.

    The machines load the object, let the transition change its field, save it and its audit trail in one transaction;
    the flow of viewflow leaves a node, whose record is a task.
    """
    import django  # noqa: PLC0415 - only the benchmark of peers loads it
    from django.conf import settings  # noqa: PLC0415

    aliases = {"default": next(iter(databases.values())), **databases}
    settings.configure(
        DATABASES=aliases,
        INSTALLED_APPS=[*VIEWFLOW, "benchmarks"],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
    )
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415

    from benchmarks.durable_flow import PermitFlow  # noqa: PLC0415 - Django has to be set up before

    models = _models()
    commands: dict[str, dict[str, Callable[[], None]]] = {}
    for alias in databases:
        connections["default"] = connections[alias]
        with connections[alias].schema_editor() as editor:
            for model in models.values():
                editor.create_model(model)
        call_command("migrate", database=alias, verbosity=0)
        commands[alias] = {
            "viewflow, a node of a flow": _flow_command(alias, PermitFlow),
            "django-fsm": _django_command(alias, models["fsm"], models["audit"], "follow"),
            "viewflow.fsm": _django_command(alias, models["plain"], models["audit"], "flow"),
        }
    return commands


def _models() -> dict[str, Any]:
    """Make the models; this has to wait until Django is set up."""
    from django.db import models  # noqa: PLC0415
    from django_fsm import FSMField, transition  # noqa: PLC0415
    from viewflow import fsm  # noqa: PLC0415

    following = dict(zip(WAY, (*WAY[1:], WAY[0]), strict=True))

    class Fsm(models.Model):  # type: ignore[misc] # noqa: DJ008 - Django is untyped; nobody reads these models
        step = FSMField(default=WAY[0])
        state = models.BinaryField(default=STATE)

        class Meta:
            app_label = "bench"
            db_table = "bench_fsm"

    for source, target in following.items():
        name = f"leave_{source}".replace("-", "_")

        def leave(self: Any) -> None:  # noqa: ANN401 - Django's
            """Leave a step."""

        setattr(Fsm, name, transition(field=Fsm._meta.get_field("step"), source=source, target=target)(leave))  # noqa: SLF001 - Django's documented name

    class Plain(models.Model):  # type: ignore[misc] # noqa: DJ008 - as above
        step = models.CharField(max_length=40, default=WAY[0])
        state = models.BinaryField(default=STATE)

        class Meta:
            app_label = "bench"
            db_table = "bench_plain"

    class Audit(models.Model):  # type: ignore[misc] # noqa: DJ008 - as above
        target = models.IntegerField(db_index=True)
        seq = models.IntegerField()
        body = models.BinaryField()
        hash = models.BinaryField()

        class Meta:
            app_label = "bench"
            db_table = "bench_audit"

    class Flow:
        step = fsm.State(WAY, default=WAY[0])

        def __init__(self, kept: Plain) -> None:
            self.kept = kept

        @step.getter()
        def _read(self) -> str:
            return str(self.kept.step)

        @step.setter()
        def _write(self, value: str) -> None:
            self.kept.step = value

        @step.transition(source=WAY[0], target=WAY[1])
        def leave_reception(self) -> None: ...

        @step.transition(source=WAY[1], target=WAY[2])
        def leave_appraise(self) -> None: ...

        @step.transition(source=WAY[2], target=WAY[3])
        def leave_supplement(self) -> None: ...

        @step.transition(source=WAY[3], target=WAY[0])
        def leave_supplement_check(self) -> None: ...

    Plain.flow = Flow
    return {"fsm": Fsm, "plain": Plain, "audit": Audit}


def _django_command(alias: str, model: Any, audit: Any, way: str) -> Callable[[], None]:  # noqa: ANN401 - untyped
    from django.db import transaction  # noqa: PLC0415

    turn = cycle([model.objects.using(alias).create().pk for _ in range(OPEN)])
    count = 0

    def command() -> None:
        nonlocal count
        count += 1
        with transaction.atomic(using=alias):
            kept = model.objects.using(alias).select_for_update().get(pk=next(turn))
            actor = kept if way == "follow" else model.flow(kept)
            getattr(actor, f"leave_{kept.step}".replace("-", "_"))()
            kept.save(using=alias)
            rows = [audit(target=kept.pk, seq=ENTRIES * count + n, body=BODY, hash=HASH) for n in range(ENTRIES)]
            audit.objects.using(alias).bulk_create(rows)

    return command


def _flow_command(alias: str, way: Any) -> Callable[[], None]:  # noqa: ANN401 - untyped
    from django.db import connections, transaction  # noqa: PLC0415

    connections["default"] = connections[alias]  # viewflow knows no other
    turn = cycle([way.begin.run().pk for _ in range(OPEN)])
    kept = {"state": STATE.decode()}

    def command() -> None:
        connections["default"] = connections[alias]
        with transaction.atomic():
            process = way.process_class.objects.select_for_update().get(pk=next(turn))
            task = process.task_set.get(finished__isnull=True)
            task.flow_task.run(task)
            process.data = kept
            process.save()

    return command


@contextmanager
def dbos_steps(url: str) -> Iterator[Callable[[], None]]:
    """Give a workflow of `STEPS` steps of DBOS, whose record is kept in the database at `url`."""
    with warnings.catch_warnings(action="ignore"):
        from dbos import DBOS, DBOSConfig  # noqa: PLC0415 - only the benchmark of peers loads it

        config = DBOSConfig(name="bench", system_database_url=url, log_level="ERROR", enable_otlp=False)
        DBOS(config=config)
        logging.getLogger("dbos").setLevel(logging.ERROR)

        @DBOS.step()
        def step(number: int) -> int:
            return number + 1

        @DBOS.workflow()
        def workflow() -> int:
            number = 0
            for _ in range(STEPS):
                number = step(number)
            return number

        def run() -> None:
            assert workflow() == STEPS

        DBOS.launch()
        try:
            yield run
        finally:
            DBOS.destroy(destroy_registry=True)


def sqlite_of_django(path: Path) -> dict[str, object]:
    """Name a SQLite file as Django does, as durable as the others."""
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
    options = {"init_command": pragmas, "transaction_mode": "IMMEDIATE"}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": options}


def postgresql_of_django(name: str, host: str) -> dict[str, object]:
    """Name a PostgreSQL database as Django does, with a connection that stays open."""
    wanted = {"NAME": name, "USER": "postgres", "HOST": host, "CONN_MAX_AGE": None}
    return {"ENGINE": "django.db.backends.postgresql", **wanted}
