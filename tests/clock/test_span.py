"""Spans as the law words them, in both languages and back."""

from datetime import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.clock import Span, Unit
from procflow.errors import SpanError


@pytest.mark.parametrize(
    ("text", "canonical", "vietnamese"),
    [
        ("05 ngày làm việc", "5 working days", "05 ngày làm việc"),
        ("5 working days", "5 working days", "05 ngày làm việc"),
        ("1 working day", "1 working day", "01 ngày làm việc"),
        ("05 (năm) ngày làm việc", "5 working days", "05 ngày làm việc"),
        ("năm ngày làm việc", "5 working days", "05 ngày làm việc"),
        ("không quá 05 ngày làm việc", "5 working days", "05 ngày làm việc"),
        ("trong thời hạn ba mươi ngày", "30 days", "30 ngày"),
        ("within 15 calendar days", "15 days", "15 ngày"),
        ("30  NGÀY.", "30 days", "30 ngày"),
        ("03 ngày làm việc", "3 working days", "03 ngày làm việc"),
        ("04 giờ làm việc", "4 working hours", "04 giờ làm việc"),
        ("24 giờ", "24 hours", "24 giờ"),
        ("24 tiếng", "24 hours", "24 giờ"),
        ("30 phút", "30 minutes", "30 phút"),
        ("90 phút làm việc", "90 working minutes", "90 phút làm việc"),
        ("02 tuần", "2 weeks", "02 tuần"),
        ("01 tháng", "1 month", "01 tháng"),
        ("hai năm", "2 years", "02 năm"),
        ("trong ngày", "same day", "trong ngày"),
        ("ngay trong ngày làm việc", "same day", "trong ngày"),
        ("same day before 15:00", "same day before 15:00", "trong ngày (sau 15 giờ: ngày làm việc tiếp theo)"),
        (
            "trong ngày, trước 15h30",
            "same day before 15:30",
            "trong ngày (sau 15 giờ 30 phút: ngày làm việc tiếp theo)",
        ),
        (
            "trong ngày, tiếp nhận sau 15 giờ thì trả ngày làm việc tiếp theo",
            "same day before 15:00",
            "trong ngày (sau 15 giờ: ngày làm việc tiếp theo)",
        ),
        ("30 ngày rồi 13 ngày làm việc", "30 days then 13 working days", "30 ngày rồi 13 ngày làm việc"),
        ("0,5 ngày làm việc", "0.5 working days", "0,5 ngày làm việc"),
        ("1.0 day", "1 day", "01 ngày"),
    ],
)
def test_the_wording_of_the_law_is_read_and_written_back(text: str, canonical: str, vietnamese: str) -> None:
    span = Span.parse(text)
    assert str(span) == canonical
    assert span.text("vi") == vietnamese
    assert Span.parse(canonical) == span == Span.parse(vietnamese)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "PF410"),
        ("soon", "PF410"),
        ("ngày làm việc", "PF410"),
        ("5 fortnights", "PF410"),
        ("-5 working days", "PF410"),
        ("5 ngày làm việc kể từ ngày nhận", "PF410"),
        ("same day before 25:00", "PF410"),
        ("5", "PF412"),
        ("05 (năm)", "PF412"),
        ("0 ngày", "PF416"),
        ("0,0 ngày", "PF416"),
        ("2 hours then 3 days", "PF418"),
        ("3 days then same day", "PF418"),
        ("3 days then", "PF410"),
    ],
)
def test_what_cannot_be_read_without_guessing_is_refused(text: str, code: str) -> None:
    with pytest.raises(SpanError) as caught:
        Span.parse(text)
    assert caught.value.code == code
    assert caught.value.message("vi")
    assert caught.value.hint("vi")


def test_a_span_built_by_hand_is_checked_too() -> None:
    for amount, unit in ((0, Unit.DAY), (-1, Unit.WORKING_DAY), (2, Unit.SAME_DAY)):
        with pytest.raises(SpanError) as caught:
            Span(amount, unit)
        assert caught.value.code == "PF416"


@given(
    st.integers(1, 9999) | st.decimals("0.01", "99", places=2).filter(lambda amount: amount != int(amount)),
    st.sampled_from([unit for unit in Unit if unit is not Unit.SAME_DAY]),
)
def test_every_span_survives_both_wordings(amount: int | Decimal, unit: Unit) -> None:
    span = Span(amount.normalize() if isinstance(amount, Decimal) else amount, unit)
    assert Span.parse(str(span)) == span
    assert Span.parse(span.text("vi")) == span


@given(st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_every_cut_off_survives_both_wordings(cutoff: time) -> None:
    span = Span(1, Unit.SAME_DAY, cutoff)
    assert Span.parse(str(span)) == span
    assert Span.parse(span.text("vi")) == span


@given(st.text(max_size=40))
def test_any_other_text_is_refused_with_a_code(text: str) -> None:
    with pytest.raises(SpanError) as caught:
        Span.parse(f"?{text}")
    assert caught.value.code in {"PF410", "PF412", "PF416", "PF418"}
