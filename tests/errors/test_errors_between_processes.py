"""An error reaches the process that waits for it: a pool whose worker raises what cannot be rebuilt would break."""

import copy
import pickle
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

import procflow
from procflow.errors import ConflictError, DefinitionError, MisuseError, ProcflowError, Rejected
from procflow.library import load_text

KINDS = [
    Rejected("PF611", at="2026-08-18", now="2026-08-17"),
    ConflictError("PF622", reason="somebody was faster"),
    MisuseError("PF617"),
]


@pytest.mark.parametrize("error", KINDS, ids=lambda error: error.code)
def test_an_error_says_the_same_after_the_journey(error: ProcflowError) -> None:
    for other in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):  # noqa: S301 - our own
        assert type(other) is type(error)
        assert (str(other), other.message("vi"), other.params) == (str(error), error.message("vi"), error.params)


def test_the_errors_of_a_file_keep_their_places() -> None:
    with pytest.raises(DefinitionError) as raised:
        load_text("procflow: 1\ncode: 7\n", "sai.yaml")
    other = pickle.loads(pickle.dumps(raised.value))  # noqa: S301 - our own
    assert isinstance(other, DefinitionError)
    assert str(other) == str(raised.value)
    assert other.diagnostics == raised.value.diagnostics


def test_a_worker_that_is_refused_leaves_its_pool_whole() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        for _ in range(2):
            with pytest.raises(MisuseError, match="PF708"):
                pool.submit(procflow.load, "nowhere.yaml").result(timeout=60)
