"""What is no start is refused by a code."""

from datetime import date

import pytest

from procflow import deadline
from procflow.errors import SpanError


@pytest.mark.parametrize("start", ["2026-08-20", None, 20260820])
def test_a_start_that_is_no_date_is_refused(start: object) -> None:
    with pytest.raises(SpanError) as caught:
        deadline(start, "2 working days")  # type: ignore[arg-type]  # the mistake of the test
    assert caught.value.code == "PF425"
    assert str(start) in caught.value.message()


@pytest.mark.parametrize("span", [None, 2, b"2 working days", "2 working days\x00", "2" * 10_000])
def test_a_span_that_is_none_is_refused(span: object) -> None:
    with pytest.raises(SpanError) as caught:
        deadline(date(2026, 8, 20), span)  # type: ignore[arg-type]  # the mistake of the test
    assert caught.value.code == "PF410"
