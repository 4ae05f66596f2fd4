"""Names nobody gave: a note tells which ids people will read, and nothing else does."""

from pathlib import Path

import pytest
from office import stands, text

from procflow.errors import Severity
from procflow.library import load, load_text
from procflow.lint import check_names

PROCEDURES = sorted(
    file for file in (Path(__file__).parents[2] / "procedures").rglob("*.yaml") if not file.name.endswith(".test.yaml")
)
UNNAMED = """\
steps:
  appraise:
    name: Thẩm định
    actor: officer
    consult:
      police: {within: {limit: 2 ngày làm việc, basis: Đ.3}, basis: Đ.3}
      fire: {name: Phòng cháy, within: {limit: 2 ngày làm việc, basis: Đ.3}, basis: Đ.3}
    outcomes:
      eligible: {to: return-result, produces: permit, by: chair}
      not-eligible: {name: Không đạt, to: refuse, needs_reason: true}
"""


def test_one_note_names_everything_people_will_miss_in_its_order() -> None:
    written = text(steps=UNNAMED)
    (note,) = check_names(load_text(written, "mẫu.yaml"))
    assert (note.code, note.severity) == ("PF361", Severity.NOTE)
    assert note.params == {"names": "officer, police, eligible, chair"}
    assert str(note.place) == stands(written, "actor: officer")


def test_names_that_are_given_are_missed_by_nobody() -> None:
    roles = "roles: {officer: {name: Công chức}, chair: {name: Chủ tịch}}\n"
    named = UNNAMED.replace("{to: return-result", "{name: Đạt, to: return-result").replace(
        "police: {", "police: {name: Công an, "
    )
    assert check_names(load_text(text(more=roles, steps=named))) == ()


def test_many_names_are_not_all_told() -> None:
    more = "".join(f"      way-{number}: {{to: refuse, needs_reason: true}}\n" for number in range(6))
    (note,) = check_names(load_text(text(steps=UNNAMED + more)))
    assert note.params == {"names": "officer, police, eligible, chair, way-0, way-1, …"}


@pytest.mark.parametrize("file", PROCEDURES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_the_library_names_whatever_people_read(file: Path) -> None:
    assert check_names(load(file)) == ()
