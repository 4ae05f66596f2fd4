"""The run-together table of papers is read as its groups and rows."""

import pytest

from procflow.portal.papers import GroupKind, read_papers

HEAD = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"


def counts(text: str) -> list[list[tuple[int, int]]]:
    return [[(paper.originals, paper.copies) for paper in group.papers] for group in read_papers(text).groups]


def test_rows_run_together_are_told_apart_by_their_quantities() -> None:
    (group,) = read_papers(
        f"--{HEAD}Đơn đề nghị1 bản chínhb) Bản sao hộ chiếu0 bản chính,2 bản saoẢnh2 bản chính"
    ).groups
    assert [(paper.name, paper.originals, paper.copies) for paper in group.papers] == [
        ("Đơn đề nghị", 1, 0),
        ("b) Bản sao hộ chiếu", 0, 2),
        ("Ảnh", 2, 0),
    ]


def test_a_quantity_spoken_of_inside_a_name_ends_no_row() -> None:
    first = "Giấy phép: 01 bản chính; nếu nhiều lần: 01 bản chính khi nộp lần đầu.1 bản chính"
    text = f"--{HEAD}{first}Hóa đơn: 01 bản chính1 bản chính"
    assert counts(text) == [[(1, 0), (1, 0)]]


@pytest.mark.parametrize(
    ("name", "originals"),
    [("theo Mẫu số 18", 1), ("ngày 31/12/2025", 0), ("theo mẫu BM.NCC.20.03", 1), ("bước 1", 1)],
)
def test_a_number_at_the_end_of_a_name_is_not_part_of_the_quantity(name: str, originals: int) -> None:
    (group,) = read_papers(f"--{HEAD}Đơn {name}{originals} bản chính").groups
    assert [(paper.name, paper.originals) for paper in group.papers] == [(f"Đơn {name}", originals)]


def test_two_digits_right_after_a_letter_are_a_quantity_of_two_digits() -> None:
    assert counts(f"--{HEAD}Phiếu đăng ký12 bản chính") == [[(12, 0)]]


def test_the_title_of_the_next_group_is_what_follows_the_last_quantity() -> None:
    groups = ("* Giấy tờ phải nộp:", "Đơn"), ("Trường hợp ủy quyền:", "Văn bản ủy quyền"), ("--", "Ảnh")
    text = "".join(f"{title}{HEAD}{paper}1 bản chính" for title, paper in groups)
    assert [(group.title, group.kind) for group in read_papers(text).groups] == [
        ("Giấy tờ phải nộp", GroupKind.ALL),
        ("Trường hợp ủy quyền", GroupKind.CASE),
        ("", GroupKind.ALL),
    ]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("* Lưu ý:", GroupKind.REMARK),
        ("a) Thành phần hồ sơ:", GroupKind.ALL),
        ("(1.2) Đối với công trình theo tuyến:", GroupKind.CASE),
        ("(Trường hợp đã có trong cơ sở dữ liệu thì không phải nộp)", GroupKind.ALL),
        ("Cấp phép thử", GroupKind.ALL),
        ("Hồ sơ của người nhận con nuôi", GroupKind.CASE),
    ],
)
def test_a_title_says_whom_its_papers_concern(title: str, kind: GroupKind) -> None:
    (group,) = read_papers(f"{title}{HEAD}Đơn1 bản chính", "Cấp phép thử").groups
    assert group.kind is kind


@pytest.mark.parametrize(
    ("cell", "name", "form"),
    [
        ("Đơn đề nghị theo mẫu;Mẫu số 31.docx", "Đơn đề nghị theo mẫu;", "Mẫu số 31.docx"),
        (
            "Đơn theo Thông tư 17/2024/TT-BCA)Mẫu 1.docPhụ lục 2.pdf",
            "Đơn theo Thông tư 17/2024/TT-BCA)",
            "Mẫu 1.doc, Phụ lục 2.pdf",
        ),
        ("Giấy ủy quyền theo mẫuGiay uy quyen.doc", "Giấy ủy quyền theo mẫu", "Giay uy quyen.doc"),
        ("Tờ khai.docx", "Tờ khai.docx", ""),
    ],
)
def test_the_file_name_of_a_form_is_taken_off_the_name(cell: str, name: str, form: str) -> None:
    (group,) = read_papers(f"--{HEAD}{cell}1 bản chính").groups
    assert (group.papers[0].name, group.papers[0].form) == (name, form)


def test_what_stands_after_the_last_row_is_left_over() -> None:
    assert read_papers(f"--{HEAD}Đơn1 bản chínhNộp tại xã").leftover == "Nộp tại xã"
    assert read_papers("--").groups == ()
    assert read_papers("--").leftover == ""
