"""What `check` keeps of unchanged files: never another answer than judging anew, whatever changed or broke."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.cli import cache
from procflow.cli.cache import Cache, Problems, key_of, stamp
from procflow.errors import CATALOGUE, Diagnostic, Place, Severity
from procflow.library import shipped

Procflow = Callable[..., Any]

LATE = """\
procflow: 1
code: 1.000001
version: 2026-01
effective: 2026-01-01
name: Thủ tục mẫu
basis: NĐ 1/2026/NĐ-CP Đ.1
profile: one-stop/nd118-2025
channels: {submit: [direct], return: [direct]}
limit: {limit: 3 ngày làm việc, basis: Đ.1}
results:
  permit: {name: Giấy phép, kind: approval}
steps:
  appraise:
    name: Thẩm định
    actor: officer
    within: {limit: 4 ngày làm việc, basis: Đ.2}
    outcomes:
      signed: {to: return-result, produces: permit}
"""
FOUND = Problems(
    (Diagnostic(Place("a.yaml", 3, 1, 3, 9), "PF332", {"name": "one-stop/nd1", "known": "a, b"}),),
    (Diagnostic(Place("a.yaml", 9, 1), "PF357", {"number": 3, "sure": True, "none": None}, Severity.WARNING),),
)


@pytest.fixture
def late(tmp_path: Path) -> Path:
    file = tmp_path / "late.yaml"
    file.write_text(LATE, encoding="utf-8")
    return file


@pytest.fixture
def kept(tmp_path: Path) -> Cache:
    return Cache.at(str(tmp_path / "kept"))


def entries(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


# --- the same answer, without the work -----------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
def test_a_file_that_did_not_change_is_not_judged_again_and_told_the_same(
    procflow: Procflow, late: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    line = ("check", str(late), "--cache", str(tmp_path / "kept"), "--format", form)
    first = {lang: procflow(*line, "--lang", lang) for lang in ("en", "vi")}
    monkeypatch.setattr("procflow.cli.check.load_text", lambda *_: pytest.fail("judged again"))
    assert {lang: procflow(*line, "--lang", lang) for lang in ("en", "vi")} == first
    assert "PF350" in first["en"].out


def test_an_edit_is_judged_and_going_back_is_remembered(procflow: Procflow, late: Path, tmp_path: Path) -> None:
    line = ("check", str(late), "--cache", str(tmp_path / "kept"))
    wrong = procflow(*line)
    late.write_text(LATE.replace("3 ngày", "5 ngày"), encoding="utf-8")
    assert (wrong.code, procflow(*line).code) == (1, 0)
    late.write_text(LATE, encoding="utf-8")
    assert procflow(*line) == wrong


def test_what_is_set_aside_is_read_anew_each_time(
    procflow: Procflow, late: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    line = ("check", late.name, "--cache", "kept")
    assert procflow(*line).code == 1
    (tmp_path / "procflow-ignore.yaml").write_text("- {code: PF350, reason: đã xem}\n", encoding="utf-8")
    assert procflow(*line).code == 0
    (tmp_path / "procflow-ignore.yaml").unlink()
    assert procflow(*line).code == 1


def test_the_users_own_cache_is_used_unless_nothing_is_to_be_kept(
    procflow: Procflow, late: Path, tmp_path: Path
) -> None:
    procflow("check", str(late), "--no-cache")
    assert not (tmp_path / "own-cache").exists()
    procflow("check", str(late))
    assert len(entries(tmp_path / "own-cache")) == 1


def test_a_cache_that_cannot_be_made_stops_nobody_who_did_not_ask_for_it(
    procflow: Procflow, late: Path, tmp_path: Path
) -> None:
    (tmp_path / "own-cache").write_text("in the way", encoding="utf-8")
    assert "PF350" in procflow("check", str(late)).out


def test_a_cache_that_was_asked_for_and_cannot_be_made_is_misuse(procflow: Procflow, late: Path) -> None:
    answer = procflow("check", str(late), "--cache", str(late))
    assert (answer.code, answer.err.split()[0]) == (2, "PF790")


def test_examples_with_mistakes_are_remembered_with_them(procflow: Procflow, tmp_path: Path) -> None:
    examples = tmp_path / "a.test.yaml"
    examples.write_text("- {name: Ví dụ, stori: []}\n", encoding="utf-8")
    line = ("check", str(examples), "--cache", str(tmp_path / "kept"))
    assert procflow(*line) == procflow(*line)
    assert procflow(*line).code == 1


# --- the key --------------------------------------------------------------------------------------------------------


SOURCES = st.tuples(st.text(st.characters(codec="utf-8")), st.binary(), st.text(st.characters(codec="utf-8")))


@given(SOURCES, SOURCES, st.sets(st.integers(0, 2)))
def test_any_other_name_content_or_stamp_is_another_key(
    one: tuple[str, bytes, str], other: tuple[str, bytes, str], changed: set[int]
) -> None:
    name = other[0] if 0 in changed else one[0]
    content = other[1] if 1 in changed else one[1]
    stamped = other[2] if 2 in changed else one[2]
    same = (name, content, stamped) == one
    assert (key_of(name, content, stamped=stamped) == key_of(*one[:2], stamped=one[2])) == same


@given(st.text("ab", min_size=1), st.data())
def test_a_letter_moved_from_the_name_into_the_content_is_another_key(text: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(text) - 1))
    assert key_of(text[:cut], text[cut:].encode(), stamped="") != key_of(text, b"", stamped="")


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the package's texts, from which the stamp is taken."""
    folder = tmp_path / "procflow"
    for name in ("profiles", "lint"):
        source = Path(cache.__file__).parents[1] / name
        shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr("importlib.resources.files", lambda _: folder)
    stamp.cache_clear()
    yield folder
    stamp.cache_clear()


def fresh_stamp() -> str:
    stamp.cache_clear()
    return stamp()


def test_an_edit_of_any_file_of_the_package_makes_another_stamp(package: Path) -> None:
    before = fresh_stamp()
    assert fresh_stamp() == before
    for file in entries(package):
        text = file.read_bytes()
        file.write_bytes(text + b"\n# edited")
        assert fresh_stamp() != before, file
        file.write_bytes(text)
    assert fresh_stamp() == before


def test_a_file_renamed_added_or_taken_away_makes_another_stamp(package: Path) -> None:
    before = fresh_stamp()
    (package / "more.yaml").write_text("", encoding="utf-8")
    added = fresh_stamp()
    (package / "more.yaml").rename(package / "most.yaml")
    assert len({before, added, fresh_stamp()}) == 3
    (package / "most.yaml").unlink()
    assert fresh_stamp() == before


@pytest.mark.usefixtures("package")
def test_another_calendar_release_or_library_makes_another_stamp(monkeypatch: pytest.MonkeyPatch) -> None:
    stamps = {fresh_stamp()}
    monkeypatch.setattr(cache, "vietnam", lambda: type("Other", (), {"version": "0" * 64}))
    stamps.add(fresh_stamp())
    monkeypatch.setattr(cache, "__version__", "9.9.9")
    stamps.add(fresh_stamp())
    monkeypatch.setattr("importlib.metadata.version", lambda _: "9.9.9")
    stamps.add(fresh_stamp())
    assert len(stamps) == 4


def test_an_edit_of_a_profile_is_judged_anew_by_check(
    procflow: Procflow, late: Path, tmp_path: Path, package: Path
) -> None:
    line = ("check", str(late), "--cache", str(tmp_path / "kept"))
    procflow(*line)
    profile = package / "profiles" / "one-stop" / "nd118-2025.yaml"
    profile.write_bytes(profile.read_bytes() + b"\n")
    stamp.cache_clear()
    procflow(*line)
    assert len(entries(tmp_path / "kept")) == 2


# --- what is kept -----------------------------------------------------------------------------------------------------


def test_what_was_kept_comes_back_the_same_to_the_last_part(kept: Cache) -> None:
    kept.keep("a.yaml", b"text", FOUND)
    assert kept.recall("a.yaml", b"text") == FOUND
    assert kept.recall("b.yaml", b"text") is None
    assert kept.recall("a.yaml", b"other") is None
    assert Cache(kept.folder).recall("a.yaml", b"text") == FOUND


def test_what_a_shipped_procedure_is_told_comes_back_the_same(procflow: Procflow, tmp_path: Path) -> None:
    """In both languages, from the cache that was filled in the other."""
    file = str(shipped("1.001193").with_name("2025-07.yaml"))
    anew = [procflow("check", file, "--no-cache", "--lang", lang).out for lang in ("vi", "en")]
    line = ("check", file, "--cache", str(tmp_path / "kept"))
    assert [procflow(*line, "--lang", lang).out for lang in ("vi", "en")] == anew


def test_an_entry_cut_or_altered_anywhere_counts_as_none(kept: Cache) -> None:
    kept.keep("a.yaml", b"text", FOUND)
    (entry,) = entries(kept.folder)
    whole = entry.read_bytes()
    for place in range(len(whole)):
        entry.write_bytes(whole[:place])
        assert kept.recall("a.yaml", b"text") is None
        entry.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert kept.recall("a.yaml", b"text") is None
    entry.write_bytes(whole)
    assert kept.recall("a.yaml", b"text") == FOUND


def test_an_entry_under_another_name_counts_as_none(kept: Cache) -> None:
    kept.keep("a.yaml", b"text", FOUND)
    (entry,) = entries(kept.folder)
    key = key_of("b.yaml", b"text", stamped=stamp())
    foreign = kept.folder / key[:2] / key[2:]
    foreign.parent.mkdir(exist_ok=True)
    shutil.copy(entry, foreign)
    assert kept.recall("b.yaml", b"text") is None


@pytest.mark.parametrize("body", [b"", b"[]", b"[[],[],[]]", b'[[{"code":"PF332"}],[]]', b"\xff", b"null"])
def test_an_entry_of_another_shape_counts_as_none_though_its_head_fits(kept: Cache, body: bytes) -> None:
    key = key_of("a.yaml", b"text", stamped=stamp())
    entry = kept.folder / key[:2] / key[2:]
    entry.parent.mkdir()
    entry.write_bytes(cache._head(key, body) + b"\n" + body)  # noqa: SLF001 - an entry another program wrote
    assert kept.recall("a.yaml", b"text") is None


def test_a_code_nobody_knows_any_more_counts_as_none(kept: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.keep("a.yaml", b"text", FOUND)
    monkeypatch.setattr(cache, "CATALOGUE", {code: entry for code, entry in CATALOGUE.items() if code != "PF357"})
    assert kept.recall("a.yaml", b"text") is None


def test_what_would_come_back_as_less_is_not_kept(kept: Cache) -> None:
    deep = Problems((Diagnostic(Place("a.yaml"), "PF332", {"name": ("a", "b"), "known": ""}),), ())
    kept.keep("a.yaml", b"text", deep)
    assert kept.recall("a.yaml", b"text") is None
    assert entries(kept.folder) == []


def test_of_too_many_entries_the_older_half_goes(kept: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_MOST", 9)
    for number in range(10):
        kept.keep(f"{number}.yaml", b"text", FOUND)
    kept.tidy()
    assert len(entries(kept.folder)) == 5
    Cache(kept.folder).tidy()  # nothing was added: nothing is looked at
    assert len(entries(kept.folder)) == 5
