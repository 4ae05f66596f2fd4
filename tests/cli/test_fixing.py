"""`procflow check --fix`: what is corrected, what is left to people, and that nothing gets worse."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procflow.cli.fixing import corrected, foreseen, told
from procflow.errors import DefinitionError
from procflow.library import load_text

Procflow = Callable[..., Any]

REPO = Path(__file__).parents[2]
PERMIT = (REPO / "procedures/1.013225/2026-07.yaml").read_text(encoding="utf-8")
LINE = PERMIT[: PERMIT.index("blocks: [eligible]")].count("\n") + 1
STORY = "- name: Một\n  story:\n    - {at: 2026-08-03 09:00, do: submit, channel: online}\n"


def mended(was: str, becomes: str, whole: str = PERMIT, file: str = "a.yaml") -> None:
    """Spoil `whole` by writing `was` in place of `becomes`, and see exactly that corrected."""
    assert whole.count(becomes) == 1
    text, made = corrected(whole.replace(becomes, was), file)
    assert text == whole
    assert made


def left(was: str, becomes: str, whole: str = PERMIT, file: str = "a.yaml") -> None:
    """Spoil `whole` likewise, and see it left as it is."""
    assert whole.count(was) == 1
    spoilt = whole.replace(was, becomes)
    assert corrected(spoilt, file) == (spoilt, [])


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("    withn:\n      by_case", "    within:\n      by_case"),  # an unknown key, PF131
        ("Supplement:\n", "supplement:\n"),
        ("on_timeout: consnt", "on_timeout: consent"),  # a value that is not one of those allowed, PF133
        ("eligible: {to: sing", "eligible: {to: sign"),  # a step, PF301
        ("separate_from: [apraise]", "separate_from: [appraise]"),
        ("blocks: [eligibel]", "blocks: [eligible]"),
        ("produces: permitt", "produces: permit"),
        ("from: complete_dossier", "from: complete-dossier"),
        ("produces: Permit", "produces: permit"),  # not spelt as a name, PF201
        ("at_most: 1, name: Trả lại thẩm định, name_en: Back to appraisal, needs_reason: có",
         "at_most: 1, name: Trả lại thẩm định, name_en: Back to appraisal, needs_reason: true"),
        ("budget: 01 ngay lam viec", "budget: 01 ngày làm việc"),  # units without their accents, PF410
        ("house: 07 Ngày làm viêc.", "house: 07 ngày làm việc"),
        ("version: 2026/7\n", "version: 2026-07\n"),
        ("name: Giấy phép\u200b xây dựng,", "name: Giấy phép xây dựng,"),
        ("submit: [trực tuyến, Trực tiếp, qua bưu chính]", "submit: [online, direct, post]"),  # a decree's words, PF222
    ],
)  # fmt: skip
def test_a_slip_is_corrected(was: str, becomes: str) -> None:
    mended(was, becomes)


def test_tabs_become_spaces() -> None:
    text, made = corrected(PERMIT.replace("      by_case: {house: 03", "\t\t\tby_case: {house: 03"), "a.yaml")
    assert (text, [each.code for each in made]) == (PERMIT, ["PF105"])
    assert told(made[0], "en").endswith(": <TAB> → ␣␣")


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("{permit: {name: Giấy một, hai, kind: approval}}", '{permit: {name: "Giấy một, hai", kind: approval}}'),
        ("name: & Công ty\n", "name: '& Công ty'\n"),
        ("name: Điều 5: thời hạn\n", "name: 'Điều 5: thời hạn'\n"),
        ("name: @phường  # vì sao\n", "name: '@phường'  # vì sao\n"),
        ("x: {name: @phường, basis: a}\n", "x: {name: '@phường', basis: a}\n"),
        ("name: it's @ 5: 00\n", "name: 'it''s @ 5: 00'\n"),
    ],
)
def test_a_text_that_yaml_takes_for_something_else_is_put_in_quotes(was: str, becomes: str) -> None:
    text, made = corrected(was, "a.yaml")
    assert text == becomes
    assert len(made) == 1


def test_a_condition_takes_the_words_of_the_language() -> None:
    whole = (REPO / "tests/examples/condition-on-an-outcome.yaml").read_text(encoding="utf-8")
    condition = re.search(r"when: ['\"]?([^'\"\n}]* and [^'\"\n}]*)", whole)
    assert condition
    mended(condition[1].replace(" and ", " && "), condition[1], whole)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("at: 17/08/2026 9h00", "at: 2026-08-17 09:00"),
        ("at: 2026-08-17 9 giờ", "at: 2026-08-17 09:00"),
        ("wait: 2026-08-18 09:00", "wait: until 2026-08-18 09:00"),
    ],
)
def test_a_moment_of_a_story_is_written_as_moments_are(was: str, becomes: str) -> None:
    whole = (
        "- name: Một\n  story:\n    - {at: 2026-08-17 09:00, do: submit, channel: online}\n"
        "    - {wait: until 2026-08-18 09:00}\n"
    )
    mended(was, becomes, whole, "a.test.yaml")


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("profile: one-stop/nd118-2025", "profile: one-stop/nd118-2024"),  # a figure: which law, a person says
        ("effective: 2026-07-01", "effective: 01/07/2026"),  # January or July
        ("budget: 01 ngày làm việc", "budget: 01"),  # days or working days
        ("code: 1.013225", "code: 1.01325"),
        ("to: sign, name: Đủ", "to: signature, name: Đủ"),  # too far for a slip
        ("on_timeout: consent", "on_timeout: agree"),
        ("house: 07 ngày làm việc", "hous: 07 ngày làm việc, house: 07 ngày làm việc"),  # would stand twice
        ("    actor: construction-officer\n", ""),
    ],
)
def test_what_only_a_person_can_know_is_left(was: str, becomes: str) -> None:
    left(was, becomes)


def test_a_name_as_near_to_two_others_is_left() -> None:
    left(
        "eligible: {to: sign",
        "eligible: {to: sigh",
        PERMIT.replace("  refuse:\n", "  sigs: {name: A, actor: chair, outcomes: {x: sign}}\n  refuse:\n"),
    )


def test_one_correction_lets_what_lay_behind_it_be_seen_and_corrected_too() -> None:
    spoilt = PERMIT.replace("    outcomes:\n      eligible: {to: sign", "    outcome:\n      eligible: {to: sing")
    spoilt = spoilt.replace("needs_reason: true}\n\n  sign:", "needs_reason: đúng}\n\n  sign:")
    text, made = corrected(spoilt, "a.yaml")
    assert text == PERMIT
    assert [each.code for each in made] == ["PF131", "PF301", "PF206"]


def test_comments_and_line_ends_stay_as_they_are() -> None:
    spoilt = "\ufeff" + PERMIT.replace("on_timeout: consent", "on_timeout: consnt  # vì sao").replace("\n", "\r\n")
    text, made = corrected(spoilt, "a.yaml")
    assert text == spoilt.replace("consnt", "consent")
    assert [each.place.column for each in made] == [21]


def test_the_command_tells_each_correction_and_checks_what_is_left(
    procflow: Procflow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(PERMIT.replace("blocks: [eligible]", "blocks: [eligibel]"), encoding="utf-8")
    Path("a.test.yaml").write_text(STORY, encoding="utf-8")
    first = procflow("check", "a.yaml", "a.test.yaml", "--fix")
    assert first.code == 0
    assert first.out.startswith(f"a.yaml:{LINE}:18 PF308 fixed: `eligibel` → `eligible`\n")
    assert Path("a.yaml").read_text(encoding="utf-8") == PERMIT
    second = procflow("check", "a.yaml", "--fix", "--format", "json")
    assert (second.out, second.err) == ("[]\n", "")


def test_a_report_says_which_errors_a_correction_would_mend_and_touches_nothing(
    procflow: Procflow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    spoilt = PERMIT.replace("blocks: [eligible]", "blocks: [eligibel]").replace("actor: chair", "actor: Chủ tịch")
    Path("a.yaml").write_text(spoilt, encoding="utf-8")
    english, vietnamese = procflow("check", "a.yaml", "--lang", "en"), procflow("check", "a.yaml", "--lang", "vi")
    assert english.out.count("--fix: ") == 1
    assert f"a.yaml:{LINE}:18 PF308" in english.out.split("  --fix: `eligibel` → `eligible`")[0]
    assert english.out.endswith("1 file, 4 errors, 0 warnings; --fix mends 1\n")
    assert vietnamese.out.endswith("1 tệp, 4 lỗi, 0 cảnh báo; --fix sửa được 1 lỗi\n")
    assert Path("a.yaml").read_text(encoding="utf-8") == spoilt
    assert "--fix" not in procflow("check", "a.yaml", "--fix").out, "what is left then is for people"


def test_a_space_that_cannot_be_told_from_another_is_told_by_its_number(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a:\u00a01\nb: 2\n")
    with pytest.raises(DefinitionError) as refused:
        load_text(file.read_text(), str(file))
    (correction,) = corrected(file.read_text(), str(file))[1]
    assert told(correction, "vi").endswith(": <U+00A0> → ␣")
    assert foreseen(file, refused.value.diagnostics, "vi") == ["", "<U+00A0> → ␣", ""]  # the others: keys of nothing


def test_a_report_counts_what_goes_with_another_correction(
    procflow: Procflow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    tabs = PERMIT.replace("  appraise:", "\tappraise:").replace("  sign:", "\tsign:")
    Path("a.yaml").write_text(tabs, encoding="utf-8")
    answer = procflow("check", "a.yaml", "--lang", "en")
    count = answer.out.count("PF105")
    assert count > 0
    assert answer.out.count("  --fix: <TAB> → ␣␣") + answer.out.count("  --fix: gone once") == count
    assert f"--fix mends {count}\n" in answer.out


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("`15/08/2026` → `2026-08-15`", "`28/02/2027` → `2027-02-28`"),
        ("", "`28/02/2027` → `2027-02-28`"),
    ],
)
def test_of_two_slips_on_one_line_each_is_told_its_own_correction(first: str, second: str, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    was = "15/08/2026" if first else "08/09/2026"  # a day that may be a month is left to a person
    periods = f"during: [{{from: {was}, until: 28/02/2027, rate: 0 đồng, basis: x}}]"
    file.write_text(PERMIT.replace("set_by: HĐND cấp tỉnh", f"rate: 1.000 đồng, {periods}"))
    with pytest.raises(DefinitionError) as refused:
        load_text(file.read_text(), str(file))
    assert foreseen(file, refused.value.diagnostics, "vi") == [first, second]


def test_a_report_of_many_files_tries_to_mend_the_first_of_them_only(procflow: Procflow, tmp_path: Path) -> None:
    for number in range(23):
        text = "- name: Một\n  story:\n    - {at: 17/8/2026 9h00, do: submit}\n"
        (tmp_path / f"{number:02}.test.yaml").write_text(text, encoding="utf-8")
    answer = procflow("check", str(tmp_path), "--lang", "en")
    assert (answer.out.count("PF740"), answer.out.count("--fix: ")) == (23, 20)
    assert "23 errors, 0 warnings; --fix mends 20 or more\n" in answer.out


def test_a_json_report_is_not_mixed_with_corrections(
    procflow: Procflow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(PERMIT.replace("[eligible]", "[eligibel]"), encoding="utf-8")
    answer = procflow("check", "a.yaml", "--fix", "--format", "json", "--lang", "vi")
    assert (answer.out, answer.err) == ("[]\n", f"a.yaml:{LINE}:18 PF308 đã sửa: `eligibel` → `eligible`\n")


def test_a_file_that_is_no_text_is_left_to_check(procflow: Procflow, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"name: \xea\n")
    answer = procflow("check", str(tmp_path), "--fix")
    assert answer.code == 1
    assert "PF100" in answer.out
    assert (tmp_path / "a.yaml").read_bytes() == b"name: \xea\n"


WORDS = list(re.finditer(r"(?<![\w-])[a-z_-]{5,}(?![\w-])", PERMIT))


def problems(text: str) -> Counter[str]:
    try:
        load_text(text, "a.yaml")
    except DefinitionError as error:
        return Counter(each.code for each in error.diagnostics)
    return Counter()


def weight(found: Counter[str]) -> tuple[int, int]:
    """Weigh problems of reading above all others: where a file does not read, what it means is not judged yet."""
    reading = sum(count for code, count in found.items() if code.startswith(("PF1", "PF2")))
    return reading, found.total()


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.integers(0, 3), st.sampled_from("xyz-")), min_size=1, max_size=3))
@settings(max_examples=40, deadline=None)
def test_whatever_slips_a_correction_keeps_comments_and_figures_and_leaves_fewer_problems(
    slips: list[tuple[re.Match[str], int, str]],
) -> None:
    spoilt = PERMIT
    for word, at, letter in slips:
        here = word.start() + at
        spoilt = spoilt[:here] + letter + spoilt[here + 1 :]
    text, made = corrected(spoilt, "a.yaml")
    assert re.findall(r"\d", text) == re.findall(r"\d", spoilt)
    assert re.findall(r"#.*", text) == re.findall(r"#.*", spoilt)
    assert text.count("\n") == spoilt.count("\n")
    assert (text == spoilt) == (not made)
    if made:
        assert weight(problems(text)) <= weight(problems(spoilt))
        assert all(told(each, "en") for each in made)
    assert corrected(text, "a.yaml") == (text, [])
