"""A scaffold loads, says what the record states, and notes what it does not state or states doubtfully."""

from collections.abc import Callable
from datetime import date

import pytest

from procflow.clock import Span
from procflow.library import load_text
from procflow.portal import PortalRecord, Scaffold, read_record, scaffold
from procflow.procedure import Procedure

Make = Callable[..., Scaffold]

WAYS = "Hình thức nộpThời gianPhí, lệ phíMô tả"
PAPERS = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"


def codes(made: Scaffold) -> list[str]:
    return [note.code for note in made.notes]


def loaded(made: Scaffold) -> Procedure:
    return load_text(made.text)


def test_a_plain_record_becomes_a_procedure_with_one_note_on_what_the_form_never_states(make: Make) -> None:
    made = make()
    procedure = loaded(made)
    assert codes(made) == ["PF802"]
    assert (procedure.code, procedure.name, procedure.decision) == ("1.000123", "Cấp giấy phép thử", "12/QĐ-BTP")
    assert procedure.basis == "12/2020/QH14"
    assert procedure.limit.span(case="", channel="direct") == Span.parse("05 ngày làm việc")
    assert procedure.limit.unverified == ""
    assert procedure.results["giay-phep"].code == "KQ.G15.000001"
    assert not procedure.fees


def test_a_note_names_the_line_it_speaks_of_and_stands_above_it_as_a_comment(make: Make) -> None:
    made = make(cach_thuc_thuc_hien=f"{WAYS}Trực tiếp1Miễn phí", ket_qua_xu_ly="Giấy phépMã: 12Từ khóa")
    lines = made.text.splitlines()
    assert codes(made) == ["PF802", "PF810", "PF831"]
    assert [lines[note.place.line - 1] for note in made.notes] == ["version: 2025-07", "limit:", "results:"]
    for note in made.notes:
        assert lines[note.place.line - 2].startswith(f"# {note.code}: ")
        assert note.message("en") != note.message("vi")


@pytest.mark.parametrize(
    ("ways", "code", "reason"),
    [
        ("Trực tiếp1Miễn phí", "PF810", "Cổng ghi `1`, chưa xác định được thời hạn; phải đối chiếu văn bản"),
        ("Trực tiếpKhông có thông tinMiễn phí", "PF811", "Cổng không nêu thời hạn; phải đối chiếu văn bản"),
        ("Trực tiếpKhông quy địnhMiễn phí", "PF812", "Cổng ghi: Không quy định"),
        (
            "Trực tiếp1.5 Ngày làm việcMiễn phí",
            "PF818",
            "Cổng ghi `1.5 ngày làm việc`, chưa xác định được thời hạn; phải đối chiếu văn bản",
        ),
    ],
)
def test_where_no_limit_is_stated_the_scaffold_says_none_and_why(make: Make, ways: str, code: str, reason: str) -> None:
    made = make(cach_thuc_thuc_hien=f"{WAYS}{ways}")
    limit = loaded(made).limit
    assert code in codes(made)
    assert limit.span(case="", channel="direct") is None
    assert limit.reason == reason


def test_limits_that_differ_between_channels_are_kept_apart_and_unverified(make: Make) -> None:
    made = make(cach_thuc_thuc_hien=f"{WAYS}Trực tuyến18 Ngày làm việcMiễn phíDịch vụ bưu chính4 Ngày làm việcMiễn phí")
    limit = loaded(made).limit
    assert codes(made) == ["PF802", "PF813"]
    assert str(limit.span(case="", channel="online")) == "18 working days"
    assert str(limit.span(case="", channel="post")) == "4 working days"
    assert "04 ngày làm việc" in limit.unverified


def test_a_day_that_the_text_calls_a_working_day_is_unverified(make: Make) -> None:
    steps = "Trong thời hạn 17 ngày làm việc kể từ ngày nhận đủ hồ sơ, Sở quyết định."
    made = make(cach_thuc_thuc_hien=f"{WAYS}Trực tiếp17 NgàyMiễn phí", trinh_tu_thuc_hien=steps)
    assert codes(made) == ["PF802", "PF814", "PF850"]
    assert "phần mô tả ghi 17 ngày làm việc" in loaded(made).limit.unverified
    assert f"# - 17 ngày làm việc: {steps.rstrip('.')}" in made.text


def test_several_limits_in_one_channel_become_cases_named_by_their_descriptions(make: Make) -> None:
    rows = "".join(
        f"{channel}{days} Ngày làm việcMiễn phí- Trường hợp {case}: {days} ngày làm việc."
        for channel in ("Trực tiếp", "Trực tuyến")
        for days, case in ((2, "không xác minh"), (4, "phải xác minh"))
    )
    made = make(cach_thuc_thuc_hien=WAYS + rows)
    procedure = loaded(made)
    assert codes(made) == ["PF802", "PF816"]
    assert dict(procedure.cases) == {
        "truong-hop-khong-xac-minh": "Trường hợp không xác minh",
        "truong-hop-phai-xac-minh": "Trường hợp phải xác minh",
    }
    assert str(procedure.limit.span(case="truong-hop-phai-xac-minh", channel="online")) == "4 working days"


def test_a_description_that_speaks_of_another_channel_only_is_told(make: Make) -> None:
    made = make(cach_thuc_thuc_hien=f"{WAYS}Trực tiếp5 Ngày làm việcMiễn phíNộp hồ sơ trực tuyến qua Cổng dịch vụ công")
    assert codes(made) == ["PF802", "PF817"]


def test_fees_differ_by_channel(make: Make) -> None:
    made = make(cach_thuc_thuc_hien=f"{WAYS}Trực tuyến5 Ngày10,000 VNĐTrực tiếp5 Ngày20,000 VNĐ")
    rates = loaded(made).fees["fee"].by_channel
    assert rates is not None
    assert {name: str(rate.amount) for name, rate in rates.items()} == {"online": "10000 VND", "direct": "20000 VND"}


def test_a_fee_a_thousand_times_too_small_is_taken_from_the_records_own_text(make: Make) -> None:
    made = make(cach_thuc_thuc_hien=f"{WAYS}Trực tiếp5 Ngày100 VNĐ(Phí công bố: 100.000 đồng/lần)")
    rate = loaded(made).fees["fee"].rate
    assert codes(made) == ["PF802", "PF820"]
    assert rate is not None
    assert str(rate.amount) == "100000 VND"


def test_a_fee_too_small_to_be_true_is_told_where_the_text_says_nothing(make: Make) -> None:
    assert "PF825" in codes(make(cach_thuc_thuc_hien=f"{WAYS}Trực tiếp5 Ngày100 VNĐ"))


@pytest.mark.parametrize(
    ("told", "set_by"),
    [
        ("Mức thu do Hội đồng nhân dân cấp tỉnh quyết định", "HĐND cấp tỉnh"),
        ("Theo Thông tư số 101/2020/TT-BTC ngày 23/11/2020", "Thông tư 101/2020/TT-BTC"),
        ("Theo Luật phí và lệ phí", "Luật Phí và lệ phí"),
        ("450.000 đồng/lần", "chưa rõ, Cổng không nêu"),
    ],
)
def test_a_fee_said_to_be_free_and_then_something_else_is_set_by_somebody(make: Make, told: str, set_by: str) -> None:
    made = make(cach_thuc_thuc_hien=f"{WAYS}Trực tiếp5 NgàyMiễn phí({told})")
    assert codes(made) == ["PF802", "PF821"]
    assert loaded(made).fees["fee"].set_by == set_by


def test_a_fee_that_is_free_and_nothing_else_is_no_fee(make: Make) -> None:
    made = make(cach_thuc_thuc_hien=f"{WAYS}Trực tiếp5 NgàyMiễn phí(Không thu lệ phí.)")
    assert codes(made) == ["PF802"]
    assert not loaded(made).fees


def test_amounts_nobody_can_tell_apart_are_not_guessed(make: Make) -> None:
    made = make(cach_thuc_thuc_hien=f"{WAYS}Trực tiếp5 Ngày10,000 VNĐ(trong nước)10 USD(ngoài nước)")
    assert codes(made) == ["PF802", "PF824"]
    assert loaded(made).fees["fee"].set_by == "chưa rõ, Cổng không nêu (10.000 đồng, 10 USD)"


def test_a_channel_without_a_fee_is_told_and_gives_no_zero(make: Make) -> None:
    made = make(cach_thuc_thuc_hien=f"{WAYS}Trực tuyến5 Ngày10,000 VNĐTrực tiếp5 NgàyKhông có thông tin")
    fee = loaded(made).fees["fee"]
    assert codes(made) == ["PF802", "PF822"]
    assert fee.by_channel is None
    assert "0 đồng" not in made.text.replace("10.000 đồng", "")


def test_a_channel_said_to_be_free_and_then_something_else_gives_no_zero_beside_an_amount(make: Make) -> None:
    made = make(cach_thuc_thuc_hien=f"{WAYS}Trực tuyến5 Ngày115,000 VNĐTrực tiếp5 NgàyMiễn phí(Lệ phí: 135.000 đồng)")
    assert codes(made) == ["PF802", "PF821", "PF824"]
    assert loaded(made).fees["fee"].set_by == "chưa rõ, Cổng không nêu (115.000 đồng)"


def test_a_channel_without_a_limit_is_left_open_beside_one_that_has_a_limit(make: Make) -> None:
    made = make(cach_thuc_thuc_hien=f"{WAYS}Trực tuyến5 NgàyMiễn phíTrực tiếpKhông có thông tinMiễn phí")
    limit = loaded(made).limit
    assert codes(made) == ["PF802", "PF811"]
    assert str(limit.span(case="", channel="online")) == "5 days"
    assert limit.span(case="", channel="direct") is None


def test_papers_of_a_group_hold_for_its_case(make: Make) -> None:
    new = f"Trường hợp cấp mới:{PAPERS}Bản vẽ1 bản chính"
    again = f"Trường hợp cấp lại:{PAPERS}Giấy phép cũ0 bản chính,1 bản sao"
    made = make(thanh_phan_ho_so=f"{new}{again}--{PAPERS}Đơn2 bản chính")
    assert codes(made) == ["PF802", "PF842"]
    assert list(loaded(made).cases) == ["truong-hop-cap-moi", "truong-hop-cap-lai"]
    assert "  giay-phep-cu:\n    name: Giấy phép cũ\n    copies: 1\n    cases: [truong-hop-cap-lai]\n" in made.text
    assert "  don:\n    name: Đơn\n    originals: 2\n\n" in made.text


def test_one_special_group_has_a_case_for_everybody_else_beside_it(make: Make) -> None:
    made = make(thanh_phan_ho_so=f"Trường hợp ủy quyền:{PAPERS}Giấy ủy quyền1 bản chính--{PAPERS}Đơn1 bản chính")
    assert loaded(made).cases == {"truong-hop-uy-quyen": "Trường hợp ủy quyền", "khac": "Trường hợp khác"}


def test_one_group_that_is_everybodys_is_no_case(make: Make) -> None:
    made = make(thanh_phan_ho_so=f"Hồ sơ đề nghị cấp Giấy phép:{PAPERS}Đơn1 bản chính")
    assert codes(made) == ["PF802"]
    assert not loaded(made).cases


def test_remarks_and_headings_among_the_papers_become_comments(make: Make) -> None:
    remark = f"* Lưu ý:{PAPERS}Bản chụp phải rõ nét.0 bản chính"
    papers = f"--{PAPERS}Gồm các giấy tờ sau:0 bản chínhĐơn1 bản chínhGhi rõ lý do0 bản chính"
    made = make(thanh_phan_ho_so=remark + papers)
    assert codes(made) == ["PF802", "PF841"]
    assert "  # Bản chụp phải rõ nét.\n" in made.text
    assert "  # Gồm các giấy tờ sau:\n" in made.text
    assert made.text.count("    name: ") == 5  # a result, two papers, two steps


def test_a_refusal_among_the_results_is_what_the_refusing_step_produces(make: Make) -> None:
    made = make(ket_qua_xu_ly="Giấy phépMã: KQ.G15.000001Văn bản từ chốiMã: KQ.G15.000002Từ khóa")
    procedure = loaded(made)
    assert procedure.steps["sign"].outcomes["signed"].produces == ("giay-phep",)
    assert procedure.steps["refuse"].outcomes["refused"].produces == ("van-ban-tu-choi",)


def test_several_results_are_several_outcomes_of_signing(make: Make) -> None:
    outcomes = (
        loaded(make(ket_qua_xu_ly="Giấy AMã: KQ.G15.000001Giấy BMã: KQ.G15.000002Từ khóa")).steps["sign"].outcomes
    )
    assert (outcomes["signed-1"].produces, outcomes["signed-2"].produces) == (("giay-a",), ("giay-b",))


def test_several_refusals_are_each_an_outcome_of_signing(make: Make) -> None:
    names = ("Giấy phép", "Văn bản từ chối cấp", "Văn bản từ chối gia hạn")
    made = make(ket_qua_xu_ly="".join(f"{name}Mã: KQ.G15.00000{n}" for n, name in enumerate(names)))
    produced = [outcome.produces for outcome in loaded(made).steps["sign"].outcomes.values() if outcome.produces]
    assert produced == [("giay-phep",), ("van-ban-tu-choi-cap",), ("van-ban-tu-choi-gia-han",)]


def test_fees_differ_by_the_cases_the_limits_make(make: Make) -> None:
    rows = "".join(
        f"Trực tiếp{days} Ngày{fee},000 VNĐTrường hợp {case}: {days} ngày"
        for days, fee, case in ((3, 10, "gấp"), (9, 5, "thường"))
    )
    made = make(cach_thuc_thuc_hien=WAYS + rows)
    rates = loaded(made).fees["fee"].by_case
    assert rates is not None
    assert {name: str(rate.amount) for name, rate in rates.items()} == {
        "truong-hop-gap": "10000 VND",
        "truong-hop-thuong": "5000 VND",
    }


def test_a_fee_in_a_currency_the_language_does_not_have_is_told_in_words(make: Make) -> None:
    made = make(cach_thuc_thuc_hien=f"{WAYS}Trực tiếp5 Ngày20 EUR")
    assert codes(made) == ["PF802", "PF824"]
    assert loaded(made).fees["fee"].set_by == "chưa rõ, Cổng không nêu (20 EUR)"


def test_papers_of_groups_are_told_in_comments_where_the_limits_made_the_cases(make: Make) -> None:
    rows = "Trực tiếp3 NgàyMiễn phíTrường hợp gấp: 3 ngàyTrực tiếp9 NgàyMiễn phíTrường hợp thường: 9 ngày"
    papers = f"Trường hợp ủy quyền:{PAPERS}Giấy ủy quyền1 bản chính--{PAPERS}Đơn1 bản chính"
    made = make(cach_thuc_thuc_hien=WAYS + rows, thanh_phan_ho_so=papers)
    assert list(loaded(made).cases) == ["truong-hop-gap", "truong-hop-thuong"]
    assert "  # Trường hợp ủy quyền\n  giay-uy-quyen:\n" in made.text


def test_a_table_nobody_can_read_is_kept_as_a_comment(make: Make) -> None:
    made = make(cach_thuc_thuc_hien="Nộp tại Ủy ban nhân dân cấp xã")
    assert codes(made) == ["PF802", "PF843", "PF805"]
    assert "# Nộp tại Ủy ban nhân dân cấp xã\n" in made.text


def test_a_record_with_hundreds_of_results_still_loads_and_says_what_was_left_out(make: Make) -> None:
    made = make(ket_qua_xu_ly="".join(f"Giấy {number}Mã: KQ.G15.{number:06}" for number in range(300)))
    assert "PF844" in codes(made)
    assert len(loaded(made).results) == 61  # sixty, and the profile's refusal


def test_a_record_without_a_result_declares_none_and_says_so(make: Make) -> None:
    made = make(ket_qua_xu_ly="Từ khóaKhông có thông tin")
    assert codes(made) == ["PF802", "PF830"]
    assert loaded(made).no_result


def test_an_empty_record_loads_and_names_everything_it_lacks() -> None:
    made = scaffold(read_record({}))
    assert codes(made) == ["PF801", "PF802", "PF800", "PF803", "PF804", "PF805", "PF830", "PF840", "PF851"]
    assert loaded(made).limit.span(case="", channel="direct") is None


@pytest.mark.parametrize("code", ["1.00012", "0.000123", "1.0001234", "1-000123", "x.000123", "١.000123"])
def test_a_code_not_of_the_form_is_replaced_and_told(make: Make, code: str) -> None:
    made = make(ma_thu_tuc=code)
    assert codes(made)[0] == "PF801"
    assert loaded(made).code == "9.000000"


def test_the_day_in_force_is_the_callers(make: Make) -> None:
    record = make().recovered.record
    procedure = load_text(scaffold(record, effective=date(2026, 8, 15)).text)
    assert (procedure.version, procedure.effective) == ("2026-08", date(2026, 8, 15))


def test_the_same_record_gives_the_same_text(make: Make) -> None:
    assert make().text == make().text


def test_a_record_is_read_leniently() -> None:
    record = read_record({"ma_thu_tuc": 1, "ten_thu_tuc": None, "bo": {"x": 1}, "linh_vuc": ["Đất", "Nhà"], "khac": 2})
    assert (record.code, record.name, record.domain) == ("1", "", "Đất\nNhà")
    assert read_record({"co_quan_thuc_hien": "Không có thông tin"}) == PortalRecord()


def test_numbers_of_thousands_of_digits_in_any_place_still_load(make: Make) -> None:
    long = "9" * 6000
    ways = f"{WAYS}Trực tiếp{long} NgàyMiễn phí(Phí {long} đồng)Trực tuyến{long} VNĐDịch vụ bưu chính5 Ngày{long} VNĐ"
    made = make(
        cach_thuc_thuc_hien=ways,
        thanh_phan_ho_so=f"--{PAPERS}Đơn{long} bản chính,{long} bản saoẢnh{long} bản sao",
        can_cu_phap_ly=f"{long}/{long}/NĐ-CP",
        trinh_tu_thuc_hien=f"Trong thời hạn {long} ngày",
        ket_qua_xu_ly=f"GiấyMã: KQ.G15.{long}",
    )
    assert loaded(made).code == "1.000123"
    assert read_record({"ma_thu_tuc": 10**6000}).code == ""


def test_a_record_with_thousands_of_papers_still_loads_and_says_what_was_left_out(make: Make) -> None:
    made = make(thanh_phan_ho_so=f"--{PAPERS}" + "".join(f"Giấy {'rất dài ' * 300}1 bản chính" for _ in range(2000)))
    assert "PF844" in codes(made)
    assert len(made.text.encode()) < 1 << 20
    assert loaded(made).code == "1.000123"
