"""`procflow story`: a dossier stepped through by hand, and the worked example that comes of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Procflow = Callable[..., Any]
ROOT = Path(__file__).parents[2]
PERMIT = str(ROOT / "procedures/1.013225/2026-07.yaml")
BEGUN = ("story", PERMIT, "--case", "house", "--channel", "online", "--at", "2026-08-17 09:00")


def typed(*lines: str) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def test_a_dossier_is_stepped_through_and_the_promise_is_shown(procflow: Procflow) -> None:
    answer = procflow(*BEGUN, "--lang", "en", stdin=typed("1", "2026-08-17 10:00", "w", "j", "q"))
    assert answer.code == 0
    assert "receipt given, promised 25/08/2026 17:00" in answer.out
    assert "day 5: Make-up working day for 31/08/2026" in answer.out
    assert "17/08/2026 10:00  accepted as complete  — receptionist" in answer.out


def test_a_kept_story_passes_as_a_worked_example(procflow: Procflow, tmp_path: Path) -> None:
    (tmp_path / "permit.yaml").write_text(Path(PERMIT).read_text("utf-8"), "utf-8")
    kept = tmp_path / "permit.test.yaml"
    said = ("1", "2026-08-17 10:00", "2", "2026-08-18 08:30", "Thiếu bản vẽ", "t", "", "q")
    for name in ("Đóng hồ sơ", "Đóng lần nữa"):
        assert procflow(*BEGUN, "--save", str(kept), "--name", name, stdin=typed(*said)).code == 0
    assert "ended: closed" in kept.read_text("utf-8")
    played = procflow("test", str(kept), "--verbose")
    assert played.code == 0
    assert "2 passed, 0 failed" in played.out
    assert "Đóng lần nữa" in played.out


def test_a_refusal_is_shown_and_changes_nothing(procflow: Procflow, tmp_path: Path) -> None:
    kept = tmp_path / "permit.test.yaml"
    said = ("1", "2026-08-17 10:00", "1", "2026-08-16 09:00", "x", "u", "q")
    answer = procflow(*BEGUN, "--lang", "en", "--save", str(kept), stdin=typed(*said))
    assert "PF505" in answer.err
    assert kept.read_text("utf-8").count("do:") == 1, "what was refused is not told, what was taken back neither"


def test_what_is_typed_wrong_is_asked_for_again(procflow: Procflow) -> None:
    answer = procflow(*BEGUN, "--lang", "en", stdin=typed("99", "hello", "1", "tomorrow", "2026-08-17 10:00", "q"))
    assert answer.out.count("Type a number from above") == 2
    assert "PF704" in answer.err
    assert "now: Appraisal and site check" in answer.out


def test_input_that_ends_keeps_what_was_told(procflow: Procflow, tmp_path: Path) -> None:
    kept = tmp_path / "permit.test.yaml"
    assert procflow(*BEGUN, "--save", str(kept), stdin=typed("1")).code == 0
    assert "do: submit" in kept.read_text("utf-8")


INVENTED = sorted(file for file in (ROOT / "tests/examples").glob("*.yaml") if not file.name.endswith(".test.yaml"))


@pytest.mark.parametrize("file", INVENTED, ids=lambda file: file.stem)
def test_a_story_that_takes_whatever_is_suggested_plays_again_as_it_was_told(
    procflow: Procflow, file: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.test.yaml"
    taken = [line for _ in range(6) for line in ("1", "", "", "t", "")]
    answer = procflow("story", str(file), "--save", str(kept), stdin=typed(*[""] * 8, *taken))
    assert answer.code == 0, answer.out + answer.err
    assert "do: submit" in kept.read_text("utf-8")


def test_a_fact_that_is_none_is_misuse(procflow: Procflow) -> None:
    answer = procflow("story", PERMIT, "--fact", "area")
    assert (answer.code, "PF724" in answer.err) == (2, True)


FACTS = """\
procflow: 1
code: 9.000104
version: 2026-07
effective: 2026-07-01
name: Cấp giấy phép mẫu
basis: thủ tục bịa Đ.1
profile: one-stop/nd118-2025
channels: {submit: [online], return: [online]}
limit: {limit: 07 ngày làm việc, basis: thủ tục bịa Đ.2}
facts:
  floors: {name: Số tầng, type: integer, least: 1, most: 30}
  zone: {name: Khu vực, type: choice, choices: {urban: Đô thị, rural: Nông thôn}}
  built: {name: Ngày xây, type: date}
  sold: {name: Ngày bán, type: date, optional: true}
results: {permit: {name: Giấy phép, kind: approval}}
steps:
  appraise:
    name: Thẩm định
    actor: officer
    outcomes:
      eligible: {name: Đủ điều kiện, to: return-result, produces: permit}
"""


@pytest.fixture
def asks(tmp_path: Path) -> Path:
    """A procedure that asks for facts of several kinds."""
    file = tmp_path / "asks.yaml"
    file.write_text(FACTS, "utf-8")
    return file


def test_a_fact_that_does_not_fit_is_asked_for_again_and_no_answer_is_lost(procflow: Procflow, asks: Path) -> None:
    kept = asks.with_name("asks.test.yaml")
    said = ("many", "31", "3", "town", "rural", "31/02/2026", "", "", "2026-08-17 09:00", "q")
    answer = procflow("story", str(asks), "--lang", "en", "--save", str(kept), stdin=typed(*said))
    assert (answer.code, answer.err.count("PF523"), answer.err.count("PF704")) == (0, 3, 1)
    written = kept.read_text("utf-8")
    assert "floors: 3" in written
    assert "zone: rural" in written
    assert "sold" not in written, "what may be left open was"


def test_a_day_may_be_typed_day_first_is_shown_as_it_was_understood_and_kept_year_first(
    procflow: Procflow, asks: Path
) -> None:
    kept = asks.with_name("asks.test.yaml")
    given = ("--fact", "floors=3", "--fact", "zone=rural", "--fact", "built=17/08/2020", "--at", "17/8/2026 09:00")
    answer = procflow("story", str(asks), *given, "--save", str(kept), "--lang", "vi", stdin=typed("03/04/2026", "q"))
    assert answer.code == 0, answer.err
    assert "Ngày xây: thứ Hai 17/08/2020" in answer.out
    assert "Ngày bán: thứ Sáu 03/04/2026" in answer.out
    assert "sold: 2026-04-03" in kept.read_text("utf-8")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (("--fact", "floor=3"), "PF522"),
        (("--fact", "floors=31"), "PF523"),
        (("--fact", "built=2026-13-01"), "PF704"),
        (("--case", "house"), "PF521"),
        (("--channel", "post"), "PF520"),
        (("--at", "2026-06-30"), "PF526"),
    ],
)
def test_what_the_command_line_says_wrongly_is_told_before_anything_is_asked(
    procflow: Procflow, asks: Path, said: tuple[str, ...], code: str
) -> None:
    answer = procflow("story", str(asks), *said)
    assert answer.code in (1, 2)
    assert code in answer.err
    assert answer.out == ""


def test_a_day_on_which_the_version_is_not_in_force_is_asked_for_again(procflow: Procflow, asks: Path) -> None:
    given = ("--fact", "floors=3", "--fact", "zone=rural", "--fact", "built=2020-01-01")
    answer = procflow(
        "story", str(asks), *given, "--lang", "en", stdin=typed("", "2026-06-30 09:00", "2026-07-01 09:00", "q")
    )
    assert "PF526" in answer.err
    assert (answer.code, "Wednesday 2026-07-01 09:00" in answer.out) == (0, True)
    given_up = procflow("story", str(asks), *given, stdin=typed("", "2026-06-30 09:00"))
    assert given_up.code == 1, "nothing was handed in"


def test_a_new_appointment_that_is_no_date_is_asked_for_again(procflow: Procflow, asks: Path) -> None:
    given = ("--fact", "floors=3", "--fact", "zone=rural", "--fact", "built=2020-01-01", "--at", "2026-08-17 09:00")
    said = ("", "1", "2026-08-17 10:00", "2", "2026-08-18 10:00", "soon", "28/08/2026", "Chờ", "q")
    answer = procflow("story", str(asks), *given, "--lang", "en", stdin=typed(*said))
    assert (answer.code, "PF704" in answer.err) == (0, True), answer.out
    assert "28/08/2026" in answer.out


def test_a_dossier_that_was_late_before_its_supplement_is_shown_so(procflow: Procflow, tmp_path: Path) -> None:
    """Accepted on the 17th, due on the 25th, asked back on the 26th, supplied and complete on the 27th."""
    kept = tmp_path / "permit.test.yaml"
    said = (
        "1",
        "2026-08-17 10:00",
        "2",
        "2026-08-26 09:00",
        "Thiếu bản vẽ",
        "1",
        "2026-08-27 08:00",
        "1",
        "2026-08-27 09:00",
        "q",
    )
    answer = procflow(*BEGUN, "--lang", "en", "--save", str(kept), stdin=typed(*said))
    assert "overdue before the limit was counted anew: Tuesday 2026-08-25" in answer.out
    assert "(overdue)" in answer.out
