"""Results with their codes and legal documents with their numbers are read from run-together texts."""

import pytest

from procflow.portal.laws import numbers_in, read_laws
from procflow.portal.results import read_results

HEAD = "Tên văn bản pháp lýMã văn bản"


def test_each_code_ends_a_result_and_the_page_around_them_is_left_out() -> None:
    results = "Giấy phépMã: KQ.G12.001044Văn bản từ chốiMã: KQ.G12.001040Thông báo sửa đổiMã: KQ.G12.001051"
    text = f"{results}Từ khóaKhông cóMã: KQ.G12.9"
    assert [(one.name, one.code, one.kind) for one in read_results(text)] == [
        ("Giấy phép", "KQ.G12.001044", "approval"),
        ("Văn bản từ chối", "KQ.G12.001040", "refusal"),
        ("Thông báo sửa đổi", "KQ.G12.001051", "notice"),
    ]


@pytest.mark.parametrize(
    ("code", "is_coded"),
    [
        ("KQ.G15.000031", True),
        ("KQ.G01.00268", False),
        ("KQ.G12.0013300", False),
        ("000.00.00.G04-KQ0051", False),
        ("KQ-G10-KQ00009", False),
    ],
)
def test_an_odd_code_is_kept_as_published_and_told(code: str, *, is_coded: bool) -> None:
    (result,) = read_results(f"Giấy phépMã: {code}Từ khóa")
    assert (result.code, result.is_coded) == (code, is_coded)


def test_a_result_with_a_code_of_words_keeps_the_words() -> None:
    (result,) = read_results("Thu hồi mã sốMã: Chưa xác định rõTừ khóa")
    assert (result.name, result.code) == ("Thu hồi mã số", "Chưa xác định rõ")


def test_no_result_is_no_result() -> None:
    assert read_results("Từ khóaKhông có thông tin") == ()


def test_a_refusal_that_is_also_a_grant_is_an_approval() -> None:
    (result,) = read_results("Giấy phép hoặc văn bản từ chốiMã: KQ.G12.000001Từ khóa")
    assert result.kind == "approval"


@pytest.mark.parametrize(
    ("table", "numbers"),
    [
        ("Luật Đất đai31/2024/QH15Nghị định về đất đai101/2024/NĐ-CP", ["31/2024/QH15", "101/2024/NĐ-CP"]),
        ("Luật 60/2014/QH1360/2014/QH13", ["60/2014/QH13"]),
        ("Luật Cư trú 202068/2020/QH14", ["68/2020/QH14"]),
        (
            "Luật Thú yLuật 79/2015/QH13Luật số 146/2025/QH15 ngày 11/12/2025 sửa đổi146/2025/QH15",
            ["79/2015/QH13", "146/2025/QH15"],
        ),
        ("Sửa đổi một số điều của Nghị định số 126/2020/NĐ-CP ngày 19/10/202091/2022/NĐ-CP", ["91/2022/NĐ-CP"]),
        ("sửa đổi một số điều của Thông tư số 17/2015/TT-NHNN11/2025/TT-NHNN", ["11/2025/TT-NHNN"]),
        ("Nghị quyết số 66.7/2025/NQ-CP của Chính phủ66.7/2025/NQ-CP", ["66.7/2025/NQ-CP"]),
        ("Thông tư số 53/2025/TT-BCAThông tư 57/2021/TT-BCA57/2021/TT-BCA", ["53/2025/TT-BCA", "57/2021/TT-BCA"]),
        ("Một cửa118/2025/NĐ-CQuy định về đất đai151/2025/NĐ-CP", ["118/2025/NĐ-CP", "151/2025/NĐ-CP"]),
        (
            "Hướng dẫn01/2008/TTLT-BCT-BTC-BNN&PTNT-NHNNLuật 54/2014/QH1354/2014/QH13",
            ["01/2008/TTLT-BCT-BTC-BNN&PTNT-NHNN", "54/2014/QH13"],
        ),
        ("Nghị định số 46/2020/NĐ-CP46/2020", ["46/2020/NĐ-CP"]),
    ],
)
def test_the_numbers_of_documents_are_told_from_those_their_titles_quote(table: str, numbers: list[str]) -> None:
    assert [law.number for law in read_laws(f"{HEAD}{table}")] == numbers


def test_a_title_loses_nothing_but_its_number() -> None:
    (law,) = read_laws(f"{HEAD}Nghị định quy định chi tiết Luật Cư trú154/2024/NĐ-CP")
    assert law.title == "Nghị định quy định chi tiết Luật Cư trú"


def test_dates_and_fractions_are_no_numbers_of_documents() -> None:
    assert numbers_in("ngày 15/5/2026, mức 1/2024 và 24 giờ/7 ngày") == ()
    assert numbers_in("theo Thông tư số 47/2019/TT-BTC và Quyết định 15/QĐ-BTP") == ("47/2019/TT-BTC", "15/QĐ-BTP")
