import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from procflow.calendar import WorkCalendar, vietnam

Reference = Callable[[str], Any]


@pytest.fixture(scope="session")
def vn() -> WorkCalendar:
    return vietnam()


@pytest.fixture(scope="session")
def reference() -> Reference:
    """Read a file of the reference material beside the project; the test is skipped where there is none."""
    root = Path(os.environ.get("PROCFLOW_SHARED", Path(__file__).parents[3] / "shared"))

    def read(name: str) -> Any:  # noqa: ANN401 - the JSON of others
        path = root / "data" / name
        if not path.exists():
            pytest.skip("reference material is absent")
        text = path.read_text(encoding="utf-8")
        return json.loads(text) if path.suffix == ".json" else text

    return read
