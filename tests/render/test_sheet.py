"""The sheet an office posts: everything the procedure says and no plan of the office, safe as HTML and as Markdown."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from procflow.errors import Language
from procflow.library import load, load_text
from procflow.procedure import Procedure
from procflow.render import Sheet, diagram, sheet, sheet_html, sheet_markdown
from procflow.render.course import main_course, other_steps
from procflow.render.sheet import Course, Table

REPO = Path(__file__).parents[2]
FILES = [
    file
    for folder in ("procedures", "tests/examples")
    for file in sorted((REPO / folder).rglob("*.yaml"))
    if not file.name.endswith(".test.yaml")
]
PERMIT = REPO / "procedures/1.013225/2026-07.yaml"


class Reader(HTMLParser):
    """Read a page as a browser does, and refuse tags that are not closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's
        self.seen.add(tag)
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.text.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


def words_of(made: Sheet) -> list[str]:
    """List every text on the sheet."""
    words = [made.title, made.foot, *(part for fact in made.facts for part in fact)]
    for section in made.sections:
        words.append(section.heading)
        match section.body:
            case Table(rows=rows):
                words += [cell for row in rows for cell in row]
            case Course(steps=steps):
                words += [text for name, lines in steps for text in (name, *lines)]
            case lines:
                words += lines
    return [word for word in words if word]


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_html_and_markdown_say_what_the_sheet_says(file: Path, lang: Language) -> None:
    made = sheet(load(file), lang)
    reader, markdown = read(sheet_html(made)), sheet_markdown(made).replace("\\", "")
    for word in words_of(made):
        assert word in reader.text
        assert " ".join(word.split()) in markdown


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_every_step_in_which_a_dossier_waits_is_told_once(file: Path) -> None:
    procedure = load(file)
    told = [step.id for step in (*main_course(procedure), *other_steps(procedure))]
    assert sorted(told) == sorted(name for name, step in procedure.steps.items() if step.ends is None)


def test_the_course_goes_from_the_desk_to_the_permit_and_back() -> None:
    assert [step.id for step in main_course(load(PERMIT))] == ["reception", "appraise", "sign", "return-result"]


def test_a_notification_without_a_result_has_its_course_too() -> None:
    course = main_course(load(REPO / "tests/examples/notification.yaml"))
    assert course[0].id == "reception"
    assert len(course) > 1


def table(procedure: Procedure, heading: str) -> Table:
    found = next(section.body for section in sheet(procedure).sections if section.heading == heading)
    assert isinstance(found, Table)
    return found


def test_the_limit_stands_beside_its_law_for_each_case() -> None:
    assert table(load(PERMIT), "Thời hạn giải quyết").rows == (
        ("Nhà ở riêng lẻ", "07 ngày làm việc", "khi tiếp nhận", "NĐ 217/2026 Đ.54 k.1 đ.b"),
        ("Công trình khác", "10 ngày làm việc", "khi tiếp nhận", "NĐ 217/2026 Đ.54 k.1 đ.b"),
    )


def test_a_fee_in_tiers_reads_as_on_the_notice_board() -> None:
    rows = table(load(REPO / "procedures/2.000815/2025-07.yaml"), "Phí, lệ phí").rows
    assert rows[0][1] == (
        "Tại UBND cấp xã, tổ chức hành nghề công chứng: số trang của bản chính: 1-2: 2.000 đồng, từ 3 trở lên: "
        "1.000 đồng, tối đa 200.000 đồng (nhân với số bản sao); "
        "Tại cơ quan đại diện ở nước ngoài: 10 USD (nhân với số bản sao)"
    )


def test_the_plan_of_the_office_is_no_promise_and_not_on_the_sheet() -> None:
    text = PERMIT.read_text(encoding="utf-8")
    assert "budget: 01 ngày làm việc" in text
    other = load_text(text.replace("budget: 01 ngày làm việc", "budget: 0,5 ngày làm việc"))
    assert words_of(sheet(other)) == words_of(sheet(load(PERMIT)))


def test_a_figure_nobody_compared_with_the_law_says_so() -> None:
    text = PERMIT.read_text(encoding="utf-8").replace(
        "  from: accepted\n", "  from: accepted\n  unverified: chưa có văn bản\n"
    )
    assert "07 ngày làm việc (chưa đối chiếu văn bản)" in words_of(sheet(load_text(text)))


@pytest.mark.parametrize("nasty", ["<script>alert(1)</script>", 'a & b \\" c', "| x | [y](z) *t* `u` # v"])
def test_what_an_author_wrote_is_never_markup(nasty: str) -> None:
    spelled = json.dumps(nasty, ensure_ascii=False)
    text = PERMIT.read_text(encoding="utf-8").replace("name: Đơn đề nghị cấp giấy phép xây dựng", f"name: {spelled}")
    made = sheet(load_text(text))
    reader = read(sheet_html(made))
    assert nasty in reader.text
    assert "script" not in reader.seen
    (row,) = [
        line for line in sheet_markdown(made).splitlines() if "alert" in line or "a & b" in line or "\\| x" in line
    ]
    assert len(re.findall(r"(?<!\\)\|", row)) == 4
    assert not re.search(r"(?<!\\)[*`<\[#]", row)


def test_a_page_needs_nothing_beside_itself_and_has_a_dark_and_a_printed_reading() -> None:
    page = sheet_html(sheet(load(PERMIT)))
    assert not re.search(r"src=|href=|@import|url\(", page)
    for reading in ("prefers-color-scheme: dark", "@media print", "size: A4"):
        assert reading in page
    assert '<html lang="vi">' in page


def test_an_opinion_says_about_which_dossiers_it_is_asked() -> None:
    procedure = load(REPO / "tests/examples/required-opinion.yaml")
    told = sheet_markdown(sheet(procedure, "vi"))
    when = "khi “Khu vực ảnh hưởng quốc phòng an ninh” là “có”"
    assert f"Lấy ý kiến Bộ Chỉ huy quân sự {when} trong 05 ngày làm việc" in told
    assert "Lấy ý kiến Các sở với mọi hồ sơ trong 05 ngày làm việc" in told
    assert "Opinion of Các sở for every dossier within 5 working days" in sheet_markdown(sheet(procedure, "en"))


def test_a_sheet_calls_people_what_the_procedure_calls_them() -> None:
    procedure = load(REPO / "procedures/1.013225/2026-07.yaml")
    assert "Thực hiện: Công chức thẩm định xây dựng." in sheet_markdown(sheet(procedure, "vi"))
    assert "By: Construction officer." in sheet_markdown(sheet(procedure, "en"))


def test_a_time_says_what_it_counts_from_where_that_is_not_its_own_step() -> None:
    """Two, fourteen and three working days are nineteen to a reader who is not told that two of the times overlap."""
    told = sheet_markdown(sheet(load(REPO / "procedures/1.009645/2026-04.yaml"), "vi"))
    assert "14 ngày làm việc, tính từ khi nhận đủ hồ sơ (NĐ 96/2026 Đ.35 k.7 đ.d)" in told
    assert "Thời hạn: 03 ngày làm việc (NĐ 96/2026 Đ.35 k.8)" in told
    (node,) = [
        each for each in diagram(load(REPO / "procedures/1.009645/2026-04.yaml"), "vi").nodes if each.id == "appraise"
    ]
    assert (
        node.notes[0].replace("\N{NO-BREAK SPACE}", " ").endswith("trong 14 ngày làm việc, tính từ khi nhận đủ hồ sơ")
    )


def test_the_time_of_a_way_out_and_of_a_request_are_told() -> None:
    told = sheet_markdown(sheet(load(PERMIT), "vi"))
    assert (
        "Bổ sung không đạt (trong 01 ngày làm việc, tính từ “Nộp bổ sung”; NĐ 217/2026 Đ.54 k.2 đ.b)"
        " → Ra thông báo từ chối giải quyết" in told
    )
    assert "Phải yêu cầu trong 03 ngày làm việc, tính từ khi tiếp nhận (Đ.19 k.5)." in told


def test_a_sheet_tells_of_no_channel_that_the_procedure_does_not_offer() -> None:
    told = sheet_markdown(sheet(load(REPO / "procedures/2.000815/2025-07.yaml"), "vi"))
    for other in ("trực tuyến", "bưu chính", "Sửa nội dung hồ sơ"):
        assert other not in told
