"""Where texts come from: files, the package, and what is said when they do not come."""

from pathlib import Path

import pytest
from office import PROFILE, codes, stands, text

from procflow.errors import DefinitionError, MisuseError
from procflow.library import load, load_text, profile_text


def test_a_file_that_cannot_be_read_is_said_by_name(tmp_path: Path) -> None:
    with pytest.raises(MisuseError) as caught:
        load(tmp_path / "nothing.yaml")
    assert caught.value.code == "PF708"
    with pytest.raises(MisuseError) as caught:
        load(tmp_path)
    assert caught.value.code == "PF708"
    assert str(tmp_path) in caught.value.message()


def test_a_profile_that_does_not_ship_is_said_where_it_is_named() -> None:
    written = text().replace(PROFILE, "one-stop/nd999-2030")
    with pytest.raises(DefinitionError) as caught:
        load_text(written, "mẫu.yaml")
    (found,) = caught.value.diagnostics
    assert (found.code, str(found.place)) == ("PF332", stands(written, "one-stop/nd999-2030"))
    assert PROFILE in found.hint()


def test_asking_for_a_profile_that_does_not_ship_is_misuse() -> None:
    with pytest.raises(MisuseError) as caught:
        profile_text("one-stop/nd999-2030")
    assert caught.value.code == "PF332"
    with pytest.raises(MisuseError):
        profile_text("../../pyproject")


def test_a_missing_profile_is_reported_with_everything_else() -> None:
    written = text().replace(f"profile: {PROFILE}\n", "").replace("1.000001", "1.1")
    assert codes(written) == ["PF130", "PF202"]


@pytest.mark.parametrize("written", ["- a\n- b\n", "chỉ là chữ\n"])
def test_a_file_that_is_no_mapping_is_refused_with_a_code(written: str) -> None:
    assert codes(written) == ["PF136"]


def test_an_unknown_profile_hides_no_key_that_is_missing() -> None:
    """What is missing is told at the head of the file, around the profile; it is another mistake all the same."""
    written = text().replace(PROFILE, "one-stop/nd999-2030").replace("name: Thủ tục mẫu\n", "", 1)
    assert sorted(codes(written)) == ["PF130", "PF332"]


@pytest.mark.parametrize("name", ["nd118-2025", "one-stop", "One-stop/ND118", "one-stop/nd118 2025"])
def test_what_is_no_name_of_a_profile_is_told_as_that_and_not_as_unknown(name: str) -> None:
    assert codes(text().replace(PROFILE, name)) == ["PF214"]
    assert sorted(codes(text().replace(PROFILE, name).replace("1.000001", "1.1"))) != ["PF214"]


def test_an_unknown_profile_and_a_date_that_is_none_are_told_together() -> None:
    written = text().replace(PROFILE, "one-stop/nd999-2030").replace("effective: 2026-01-01", "effective: 2026-13-01")
    assert sorted(codes(written)) == ["PF204", "PF332"]
