"""Time limits and features are found in the steps' running text."""

import pytest

from procflow.portal.deadlines import find_deadlines, sentence_at, spans_in
from procflow.portal.features import FeatureKind, find_features


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Trong thời hạn 07 ngày làm việc kể từ ngày nhận đủ hồ sơ", ["7 working days"]),
        ("chậm nhất 02 (hai) ngày làm việc, kể từ ngày nhận", ["2 working days"]),
        ("Trong thời hạn hai mươi (20) ngày làm việc kể từ ngày nhận", ["20 working days"]),
        ("Trong thời hạn mười lăm ngày kể từ ngày nhận", ["15 days"]),
        ("xác nhận (tối đa một ngày)", ["1 day"]),
        ("niêm yết tại trụ sở trong 07 ngày liên tục", ["7 days"]),
        ("chậm nhất là ngày thứ 35 kể từ ngày xuất bán", ["35 days"]),
        ("không muộn hơn 08 giờ làm việc kể từ khi tiếp nhận", ["8 working hours"]),
        ("chậm nhất 15 phút kể từ khi nhận được", ["15 minutes"]),
        ("trong thời hạn 20 ngày (hoặc 15 ngày đối với nhà ở riêng lẻ)", ["20 days", "15 days"]),
        ("tổ chức xây dựng tài liệu trong thời hạn 06 tháng", ["6 months"]),
        ("Sau 60 ngày kể từ khi thông báo, đóng hồ sơ", ["60 days"]),
        ("chậm nhất 2 giờ trước khi tàu đến", ["2 hours"]),
        ("Thẩm định: 05 ngày làm việc; ký: 01 ngày làm việc", ["5 working days", "1 working day"]),
    ],
)
def test_a_span_that_binds_somebody_is_a_deadline(text: str, spans: list[str]) -> None:
    assert [str(span) for span in spans_in(text)] == spans


@pytest.mark.parametrize(
    "text",
    [
        "Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025",
        "tiếp nhận hồ sơ sau 15 giờ thì trả vào ngày làm việc tiếp theo",
        "người từ đủ 16 tuổi đến dưới 18 tuổi",
        "có 02 năm kinh nghiệm",
        "tạm ngừng kinh doanh từ 15 ngày trở lên",
        "Nộp trực tuyến: 24 giờ/7 ngày",
        "giấy phép có thời hạn 05 năm",
        "trước ngày 31 tháng 12 hằng năm",
        "quyết toán theo định kỳ 5 năm một lần",
        "khoản 3 ngày",
        "ảnh chụp trong 06 tháng gần nhất",
        "hoạt động có lãi trong 03 năm liền kề",
        "tại kỳ họp tháng 6 năm sau khi thông qua",
    ],
)
def test_dates_times_of_day_ages_and_validities_are_no_deadlines(text: str) -> None:
    assert spans_in(text) == ()


def test_a_deadline_comes_with_its_sentence() -> None:
    text = "Bước 1: Nộp hồ sơ.\n- Trong thời hạn 03 ngày làm việc, Sở xem xét; nếu đủ thì cấp.\nBước 2"
    (deadline,) = find_deadlines(text)
    assert deadline.sentence == "Trong thời hạn 03 ngày làm việc, Sở xem xét"


def test_a_long_sentence_is_cut() -> None:
    assert len(sentence_at("x" * 900, 450)) == 300


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("yêu cầu tổ chức bổ sung, hoàn thiện hồ sơ", FeatureKind.SUPPLEMENT),
        ("gửi lấy ý kiến của cơ quan có liên quan", FeatureKind.CONSULTATION),
        ("niêm yết công khai tại trụ sở", FeatureKind.POSTING),
        ("thời gian này không tính vào thời hạn giải quyết", FeatureKind.EXCLUDED),
        ("nhận hồ sơ sau 15 giờ", FeatureKind.CUTOFF),
        ("quá thời hạn mà không trả lời thì được coi là đồng ý", FeatureKind.SILENCE),
    ],
)
def test_a_feature_is_found_by_the_words_of_the_decrees(text: str, kind: FeatureKind) -> None:
    assert [feature.kind for feature in find_features(f"Bước 1. Sở {text}.")] == [kind]


def test_shares_listed_on_an_exchange_are_no_public_posting() -> None:
    assert find_features("chấp thuận niêm yết cổ phiếu trên thị trường chứng khoán nước ngoài") == ()
