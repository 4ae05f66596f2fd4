"""The run-together table of channels, limits and fees is read as its rows."""

from decimal import Decimal

import pytest

from procflow.clock import Span
from procflow.portal.ways import StatedFee, money_in, read_ways

HEAD = "Hình thức nộpThời gianPhí, lệ phíMô tả"


def test_three_channels_run_together_are_three_rows() -> None:
    ways = read_ways(f"{HEAD}Trực tuyến2 GiờMiễn phíDịch vụ bưu chính7 Ngày làm việcMiễn phíTrực tiếp1 ThángMiễn phí")
    assert [(way.channel, way.limit.span()) for way in ways.rows] == [
        ("online", Span.parse("2 giờ")),
        ("post", Span.parse("7 ngày làm việc")),
        ("direct", Span.parse("1 tháng")),
    ]
    assert ways.leftover == ""


def test_a_row_keeps_its_fee_what_brackets_say_of_it_and_its_description() -> None:
    (way,) = read_ways(f"{HEAD}Trực tuyến3 Ngày5,000 Việt Nam Đồng(Lệ phí (cá nhân): 5.000 đồng/lần)Nộp qua Cổng.").rows
    assert way.fees == (StatedFee(amount=Decimal(5000), currency="VND", note="Lệ phí (cá nhân): 5.000 đồng/lần"),)
    assert way.note == "Nộp qua Cổng."


def test_a_channel_named_in_a_description_begins_no_row() -> None:
    text = (
        f"{HEAD}Trực tiếp3 NgàyMiễn phíNộp Trực tuyến 3 Ngày hoặc\nDịch vụ bưu chính\t02 Ngày.Trực tuyến4 NgàyMiễn phí"
    )
    assert [way.channel for way in read_ways(text).rows] == ["direct", "online"]


def test_a_description_that_begins_with_a_number_is_no_second_fee() -> None:
    (way,) = read_ways(
        f"{HEAD}Trực tiếp7 Ngày làm việc450,000 Việt Nam Đồng(một lần)07 ngày làm việc kể từ ngày nhận"
    ).rows
    assert len(way.fees) == 1
    assert way.note == "07 ngày làm việc kể từ ngày nhận"


def test_two_amounts_in_one_row_are_two_fees() -> None:
    (way,) = read_ways(f"{HEAD}Trực tiếp7 Ngày50,000 VNĐ(cấp mới)20,000 VNĐ(cấp lại)").rows
    assert [fee.amount for fee in way.fees] == [Decimal(50_000), Decimal(20_000)]


def test_a_number_without_a_unit_is_no_limit() -> None:
    (way,) = read_ways(f"{HEAD}Trực tiếp1Miễn phí").rows
    assert (way.limit.figure, way.limit.unit, way.limit.span()) == ("1", None, None)


def test_a_limit_told_in_words_ends_where_the_fee_begins() -> None:
    first, second = read_ways(f"{HEAD}Trực tuyếnKhông quy địnhMiễn phíTrực tiếpKhông có thông tinMiễn phí").rows
    assert (first.limit.words, second.limit.words) == ("Không quy định", "")
    assert second.limit.span() is None


@pytest.mark.parametrize(
    ("row", "limit", "fee"),
    [
        ("120 VNĐ(20.000Đ/tờ khai)", "1", 20),
        ("120,000 VNĐ(mức thu là 20.000 VNĐ/tờ khai)", "1", 20_000),
        ("220 VNĐ(lệ phí 20.000 đồng/ tờ khai)", "2", 20),
        ("1250 VNĐ", "1", 250),
        ("1050 VNĐ", "10", 50),
        ("1520 VNĐ(20.000 đồng/tờ khai)", "15", 20),
        ("1550,000 VNĐ(550.000 đồng)", "1", 550_000),
        ("1550,000 VNĐ(50.000 đồng)", "15", 50_000),
    ],
)
def test_limit_and_amount_run_into_one_number_are_told_apart_by_the_note(row: str, limit: str, fee: int) -> None:
    (way,) = read_ways(f"{HEAD}Trực tuyến{row}").rows
    assert way.is_blended
    assert (way.limit.figure, way.fees[0].amount) == (limit, Decimal(fee))


def test_a_bracket_that_is_never_closed_ends_at_the_last_one() -> None:
    (way,) = read_ways(f"{HEAD}Trực tiếp3 Ngày1,500,000 VNĐ(đồng/lần (lệ phí) (miễn đến 30/6)- Nộp trực tiếp").rows
    assert way.fees[0].note == "đồng/lần (lệ phí) (miễn đến 30/6)"
    assert way.note == "- Nộp trực tiếp"


@pytest.mark.parametrize("figure", ["0", "999999999", "1.2.3", "1,5,6", "1.5"])
def test_a_figure_that_makes_no_sense_is_no_limit(figure: str) -> None:
    (way,) = read_ways(f"{HEAD}Trực tiếp{figure} NgàyMiễn phí").rows
    assert way.limit.figure == figure
    assert way.limit.span() is None


def test_a_text_without_rows_is_left_over() -> None:
    ways = read_ways("Nộp tại xã")
    assert (ways.rows, ways.leftover) == ((), "Nộp tại xã")


def test_amounts_are_found_in_running_text() -> None:
    text = "Cấp mới 1.200.000 đồng/lần; cấp lại 01 triệu đồng; 10 USD; Thông tư số 47/2019 và 3 ngày"
    assert list(money_in(text)) == [Decimal(1_200_000), Decimal(1_000_000), Decimal(10)]
