"""On a posted page an article is of the law its author took it from, and never of another."""

from pathlib import Path

import pytest

from procflow.library import load, load_text
from procflow.render import sheet, sheet_markdown

TEXT = """\
procflow: 1
code: 9.000105
version: 2026-08
effective: 2026-08-24
name: Cấp giấy phép thử
basis: {law}
profile: one-stop/nd118-2025
channels: {{submit: [online, direct], return: [online]}}
limit: {{limit: 07 ngày làm việc, basis: Đ.2 k.1}}
fees: {{fee: {{name: Lệ phí, rate: 1.000 đồng, basis: TT 1/2026/TT-BTC Đ.4}}}}
results: {{permit: {{name: Giấy phép, kind: approval, basis: Điều 3}}}}
supplement: {{window: {{limit: 10 ngày, basis: Đ.4}}, basis: Đ.4}}
withdrawal: {{basis: k.3 Đ.5}}
steps:
  appraise:
    name: Thẩm định
    actor: officer
    within: {{limit: 03 ngày làm việc, basis: Đ.6}}
    consult: {{police: {{name: Công an, within: {{limit: 02 ngày làm việc, basis: Đ.7}}}}}}
    outcomes:
      eligible: {{to: return-result, produces: permit}}
      incomplete: {{to: supplement, needs_reason: true}}
"""


def told(law: str) -> str:
    return sheet_markdown(sheet(load_text(TEXT.format(law=law), "a.yaml"), "vi"))


def test_an_article_without_a_law_is_of_the_law_the_procedure_is_written_from() -> None:
    page = told("NĐ 1/2026/NĐ-CP Đ.2")
    for article in ("Đ.2 k.1", "Điều 3", "Đ.4", "k.3 Đ.5", "Đ.6", "Đ.7"):
        assert f"NĐ 1/2026/NĐ-CP {article}" in page
    assert "TT 1/2026/TT-BTC Đ.4" in page
    assert "NĐ 1/2026/NĐ-CP TT 1" not in page


def test_an_article_of_the_profile_stays_as_the_foot_of_the_page_explains_it() -> None:
    page = told("NĐ 1/2026/NĐ-CP")
    assert "Phải yêu cầu trong 03 ngày làm việc, tính từ khi tiếp nhận (Đ.19 k.5)." in page
    assert "(trực tuyến) (Đ.21)" in page
    assert "Điều khoản không ghi tên văn bản là của NĐ 118/2025/NĐ-CP." in page


@pytest.mark.parametrize("law", ["Luật A Đ.33; NĐ 8/2022/NĐ-CP Đ.26", "Luật A; NĐ 8/2022/NĐ-CP"])
def test_of_several_laws_none_is_chosen_for_an_article(law: str) -> None:
    assert "Đ.2 k.1 (Luật A; NĐ 8/2022/NĐ-CP)" in told(law)


def test_where_no_law_is_named_at_all_an_article_stands_as_its_author_wrote_it() -> None:
    assert "| Đ.2 k.1 |" in told("Đ.1")


def test_what_a_province_sets_is_cited_from_what_the_province_decided(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(TEXT.format(law="NĐ 1/2026/NĐ-CP"))
    (tmp_path / "b.yaml").write_text(
        "procflow: 1\noverlay: da-nang\nname: Đà Nẵng\n"
        "code: 9.000105\neffective: 2026-08-24\nbasis: NQ 2/2026/NQ-HĐND\n"
        "limit: {limit: 05 ngày làm việc, basis: Đ.8}\nfees: {extra: {name: Phí, rate: 2.000 đồng, basis: Đ.9}}\n"
    )
    page = sheet_markdown(sheet(load(tmp_path / "a.yaml", overlay=tmp_path / "b.yaml"), "vi"))
    assert "| Phí | 2.000 đồng | NQ 2/2026/NQ-HĐND Đ.9 |" in page
    assert "05 ngày làm việc | khi tiếp nhận | NQ 2/2026/NQ-HĐND Đ.8 |" in page
    assert "| Lệ phí | 1.000 đồng | TT 1/2026/TT-BTC Đ.4 |" in page
