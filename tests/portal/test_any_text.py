"""Whatever stands in the fields of a record, its scaffold is written and loads."""

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from procflow.library import load_text
from procflow.portal import read_record, scaffold

FIELDS = (
    "ma_thu_tuc",
    "detail_url",
    "ten_thu_tuc",
    "so_quyet_dinh",
    "linh_vuc",
    "cap_thuc_hien",
    "co_quan_thuc_hien",
    "yeu_cau_dieu_kien",
    "trinh_tu_thuc_hien",
    "cach_thuc_thuc_hien",
    "thanh_phan_ho_so",
    "can_cu_phap_ly",
    "ket_qua_xu_ly",
)
# The form's own words, so that random texts reach the inside of every parser.
PIECES = (
    "Hình thức nộpThời gianPhí, lệ phíMô tả", "Trực tuyến", "Dịch vụ bưu chính", "Trực tiếp", "Miễn phí",
    "Không có thông tin", " Ngày làm việc", " Ngày", " Giờ", " Tháng", " Việt Nam Đồng", " VNĐ", " USD",
    " EUR", "(", ")", "0", "1", "12", "1,500,000", "1.5", "đồng", "triệu",
    "Tên giấy tờMẫu đơn, tờ khaiSố lượng", "--", "* Lưu ý:", "Trường hợp", " bản chính", " bản sao", ",",
    "Mẫu 1.docx", "Mã: ", "KQ.G15.000001", "Từ khóa", "Tên văn bản pháp lýMã văn bản", "12/2020/NĐ-CP",
    "/QH14", "202", "TT-BTC", "Trong thời hạn ", "một", " (01) ", " ngày làm việc", " kể từ ngày",
    "sau 15 giờ", "lấy ý kiến", "từ chối", "none", "true", "refusal", "#", ": ", "'", '"', "\n", "\t", "{",
    "}", "[", "- ", "&a", "*a", "!", "%", "@", "`", "|", ">", "\\", "\u200b", "\ufeff", "\x00", "é",
)  # fmt: skip

texts = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
values = st.one_of(texts, st.none(), st.integers(), st.floats(), st.booleans(), st.lists(texts, max_size=3))


@settings(max_examples=300, deadline=None)
@given(record=st.dictionaries(st.sampled_from(FIELDS), values))
def test_any_text_in_any_field_gives_a_scaffold_that_loads(record: Mapping[str, object]) -> None:
    made = scaffold(read_record(record))
    procedure = load_text(made.text)
    assert procedure.steps["sign"].outcomes
    for note in made.notes:
        assert note.text("en")
        assert note.text("vi")
