"""Why a condition does not hold."""

import pytest

from procflow.condition import Facts, Reason, compile_condition, conform

REASONS = [
    ("so_tang <= 2", ["`so_tang <= 2` does not hold: so_tang = 3"]),
    ("bao_ton", ["`bao_ton` does not hold: bao_ton = false"]),
    (
        "so_tang <= 2 and bao_ton",
        ["`so_tang <= 2` does not hold: so_tang = 3", "`bao_ton` does not hold: bao_ton = false"],
    ),
    ("so_tang == 3 and bao_ton", ["`bao_ton` does not hold: bao_ton = false"]),
    (
        "bao_ton or so_tang > 5",
        ["`bao_ton` does not hold: bao_ton = false", "`so_tang > 5` does not hold: so_tang = 3"],
    ),
    ("not (so_tang == 3 or bao_ton)", ["`so_tang == 3` holds: so_tang = 3"]),
    ("not so_tang == 3", ["`so_tang == 3` holds: so_tang = 3"]),
    ("false", ["`false` does not hold"]),
    ("has(dien_tich) and dien_tich > 5", ["`has(dien_tich)` does not hold: dien_tich = not given"]),
    ("not (not has(dien_tich) or dien_tich > 5)", ["`has(dien_tich)` does not hold: dien_tich = not given"]),
    ("ngay_nop > 2026-09-01", ["`ngay_nop > 2026-09-01` does not hold: ngay_nop = 2026-08-17"]),
    ("kenh\n  not  in ['online']", ["`kenh not in ['online']` does not hold: kenh = online"]),
    ("not kenh in ['online']", ["`kenh in ['online']` holds: kenh = online"]),
    ("not (kenh not in ['desk'])", ["`kenh not in ['desk']` holds: kenh = online"]),
    ("so_tang in nam", ["`so_tang in nam` does not hold: so_tang = 3, nam = a list of 2"]),
    (
        "all(t in thanh_phan, not t.bat_buoc or t.da_nop)",
        [
            "`t.bat_buoc` holds: item 2 of thanh_phan, t.bat_buoc = true",
            "`t.da_nop` does not hold: item 2 of thanh_phan, t.da_nop = false",
        ],
    ),
    (
        "all(t in thanh_phan, has(t.han) and t.han > ngay_nop)",
        ["`has(t.han)` does not hold: item 1 of thanh_phan, t.han = not given"],
    ),
    (
        "has(dien_tich) and all(n in nam, n > dien_tich) and so_tang == 4",
        ["`has(dien_tich)` does not hold: dien_tich = not given", "`so_tang == 4` does not hold: so_tang = 3"],
    ),
    (
        "so_tang == 4 and exists(t in thanh_phan, has(t.han) and t.han < ngay_nop)",
        [
            "`so_tang == 4` does not hold: so_tang = 3",
            "`exists(t in thanh_phan, has(t.han) and t.han < ngay_nop)` does not hold: thanh_phan = a list of 3",
        ],
    ),
    ("all(n in nam, n > 2024)", ["`n > 2024` does not hold: item 1 of nam, n = 2024"]),
    ("exists(n in nam, n > 2030)", ["`exists(n in nam, n > 2030)` does not hold: nam = a list of 2"]),
    ("not exists(n in nam, n > 2025)", ["`n > 2025` holds: item 2 of nam, n = 2026"]),
    ("not all(n in nam, n > 2000)", ["`all(n in nam, n > 2000)` holds: nam = a list of 2"]),
]


@pytest.mark.parametrize(("text", "said"), REASONS, ids=[reason[0] for reason in REASONS])
def test_the_terms_that_failed_are_named_with_what_they_read(
    text: str, said: list[str], facts: Facts, values: dict[str, object]
) -> None:
    condition = compile_condition(text, facts)
    fitting = conform(values, facts)
    assert condition(fitting) is False
    assert list(condition.explain(fitting)) == said
    assert len(condition.explain(fitting, "vi")) == len(said)


def test_reasons_are_told_in_vietnamese(facts: Facts, values: dict[str, object]) -> None:
    told = compile_condition("so_tang > 3 and has(dien_tich) and not all(n in nam, n > 1)", facts).explain(values, "vi")
    assert told == (
        "không thỏa `so_tang > 3`: so_tang = 3",
        "không thỏa `has(dien_tich)`: dien_tich = chưa có",
        "thỏa `all(n in nam, n > 1)`: nam = danh sách 2 mục",
    )


def test_a_reason_is_data_before_it_is_a_sentence(facts: Facts, values: dict[str, object]) -> None:
    (reason,) = compile_condition("all(n in nam, n <= 2024)", facts).reasons(values)
    assert reason == Reason("n <= 2024", expected=True, facts={"n": 2026}, items={"nam": 2})
