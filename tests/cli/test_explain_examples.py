"""Every bad example of a page gives its code where the page says, and nothing else; the good one gives nothing."""

import contextlib
import datetime as dt
import io
import re
import shlex
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import pytest
from memory import closing_what_is_opened

import procflow.calendar
import procflow.clock
import procflow.condition
import procflow.library
from procflow.calendar import layers_from_yaml, vietnam
from procflow.cli.pages import Example, examples, page_text
from procflow.clock import VIETNAM_TIME, Debtor, start_limit
from procflow.core import Law
from procflow.errors import CATALOGUE, DefinitionError, Diagnostic, ProcflowError
from procflow.library import load_text, profile_text
from procflow.lint import check, check_names
from procflow.portal import read_record, scaffold
from procflow.scenario import play, read_examples
from procflow.source import read

Procflow = Callable[..., Any]

ALL: Final = examples()
BASES: Final = {
    "procedure": page_text("base.yaml"),
    "overlay": page_text("overlay.yaml"),
    "profile": profile_text("one-stop/nd118-2025"),
}
WRITTEN: Final = {"PF1": 53, "PF2": 49, "PF3": 73, "PF4": 27, "PF5": 60, "PF6": 74, "PF7": 47, "PF8": 33}
"""How many codes of each hundred have an example; a number may grow and not fall."""

REASONS: Final = {
    "PF620": "takes a server that shows a transaction what others commit meanwhile",
    "PF636": "takes the driver of a database that procflow does not know",
    "PF662": "takes a PostgreSQL server and its superuser",
    "PF667": "takes a PostgreSQL server",
    "PF700": "is what the parser of the command line says where no other code fits",
    "PF760": "is a guard: no file that brings it about is known",
    "PF802": "is told of every record, because the form has no place for what it misses",
}
"""Codes without examples, each with the reason."""

LAW: Final = Law(load_text(BASES["procedure"], "base.yaml"), vietnam())
JULY: Final = BASES["overlay"].replace("effective: 2026-07-01", "effective: 2026-07-01\nuntil: 2026-07-31")
AT: Final = dt.datetime(2026, 8, 20, 9, tzinfo=VIETNAM_TIME)
NAMES: Final = {
    **{
        name: getattr(room, name)
        for room in (procflow.condition, procflow.calendar, procflow.clock)
        for name in room.__all__
    },
    "date": dt.date,
    "datetime": dt.datetime,
    "load": procflow.library.load,
    "shipped": procflow.library.shipped,
    "layers_from_yaml": layers_from_yaml,
    "at": AT,
    "limit": start_limit(
        "result", "5 working days", rule="one-stop", debtor=Debtor.AGENCY, anchor_at=AT, calendar=vietnam()
    ),
}
HEAD: Final = """\
procflow: 1
code: 1.000001
version: 2026-07
effective: 2026-07-01
name: Cấp giấy phép mẫu
basis: NĐ 1/2026/NĐ-CP Đ.1
profile: one-stop/nd118-2025
channels: {submit: [online], return: [online]}
limit: {limit: 07 ngày làm việc, basis: Đ.2}
results: {permit: {name: Giấy phép, kind: approval}}
"""
STORY: Final = """\
- name: Ví dụ
  case: house
  facts: {storeys: 3, listed: false, zone: urban, built: 2026-09-01, sold: 2026-09-05}
  story:
"""


def spelt_out(text: str) -> bytes:
    """Put in what a page cannot hold itself: `⟨x × 9⟩` is x nine times, `⟨U+200B⟩` a character, `⟨byte EA⟩` a byte."""
    text = re.sub(r"⟨(.+?) × (\d+)⟩", lambda found: found[1] * int(found[2]), text)
    text = re.sub(r"⟨U\+([0-9A-F]{4})⟩", lambda found: chr(int(found[1], 16)), text)
    parts = re.split(r"⟨byte ([0-9A-F]{2})⟩", text)
    return b"".join(bytes.fromhex(part) if index % 2 else part.encode() for index, part in enumerate(parts))


def judged(text: bytes | str, profile: str | None = None, overlay: tuple[bytes, str] | None = None) -> list[Diagnostic]:
    found = load_text(text, "a.yaml", profile=profile, overlay=overlay)
    return [*found.warnings, *check(found, years=(2026, 2026))]


def played(written: str) -> list[Diagnostic]:
    (example,) = read_examples(read(written, "a.yaml"))
    failures = play(LAW, example).failures
    assert {each.code for each in failures} <= {"PF745"}
    return [Diagnostic(each.place, str(each.params["code"]), {}) for each in failures]


def findings(kind: str, text: str) -> Sequence[Diagnostic]:
    """Give what is found in `text`, a whole file of its kind."""
    written = spelt_out(text)
    try:
        match kind:
            case "text":
                read(written, "a.yaml")
            case "examples":
                read_examples(read(f"- name: a\n  story: {text}", "a.yaml"))
            case "example":
                return played(text)
            case "story":
                return played(STORY + "".join(f"    {line}\n" for line in text.split("\n")))
            case "procedure" | "file":
                return judged(written)
            case "names":
                return list(check_names(load_text(HEAD + text, "a.yaml")))
            case "overlay":
                return judged(BASES["procedure"], overlay=(written, "a.yaml"))
            case _:
                assert kind == "profile"
                return judged(BASES["procedure"], profile=text)
    except DefinitionError as error:
        return error.diagnostics
    return []


def place_of(example: Example, start: int) -> int:
    assert example.line is not None
    return start + example.line - (example.line > 0)


EDITS: Final = sorted(code for code, each in ALL.items() if each.kind in BASES)
FILES: Final = sorted(
    code for code, each in ALL.items() if each.kind in {"text", "examples", "example", "story", "file", "names"}
)
EXPRESSIONS: Final = sorted(code for code, each in ALL.items() if each.kind == "python")
SCRIPTS: Final = sorted(code for code, each in ALL.items() if each.kind == "script")
COMMANDS: Final = sorted(code for code, each in ALL.items() if each.kind == "command")
IGNORES: Final = sorted(code for code, each in ALL.items() if each.kind == "ignore")
RECORDS: Final = sorted(code for code, each in ALL.items() if each.kind == "record")


@pytest.mark.parametrize("kind", sorted(BASES))
def test_a_base_of_the_edits_is_sound(kind: str) -> None:
    assert findings(kind, BASES[kind]) == []


@pytest.mark.parametrize("code", EDITS)
def test_an_edit_of_the_base_gives_its_code_at_its_place_and_no_other(code: str) -> None:
    example = ALL[code]
    base = BASES[example.kind]
    assert base.count(example.good) == 1
    edited = base.replace(example.good, example.bad)
    found = findings(example.kind, edited)
    places = [each.place for each in found if each.code == code]
    if example.at:
        whole = (edited if example.kind == "procedure" else BASES["procedure"]).split("\n")
        assert any(example.at in whole[place.line - 1] for place in places if place.file == "a.yaml")
    else:
        start = base[: base.index(example.good)].count("\n") + 1
        assert place_of(example, start) in {place.line for place in places}
    assert {each.code for each in found} == {code, *example.also}


@pytest.mark.parametrize("code", FILES)
def test_a_bad_file_gives_its_code_at_its_line_and_the_good_one_nothing(code: str) -> None:
    example = ALL[code]
    start = {"examples": 2, "story": 5, "names": HEAD.count("\n") + 1}.get(example.kind, 1)
    found = findings(example.kind, example.bad)
    assert (code, place_of(example, start)) in [(each.code, each.place.line) for each in found]
    assert {each.code for each in found} == {code, *example.also}
    assert findings(example.kind, example.good) == []


@pytest.mark.parametrize("code", EXPRESSIONS)
def test_a_bad_expression_raises_its_code_and_the_good_one_has_a_value(code: str) -> None:
    example = ALL[code]
    with pytest.raises(ProcflowError) as refused:
        eval(example.bad, NAMES.copy())  # noqa: S307 - a page of the package
    error = refused.value
    assert [each.code for each in getattr(error, "diagnostics", [error])] == [code]
    eval(example.good, NAMES.copy())  # noqa: S307 - a page of the package


def given(script: str) -> set[str]:
    """Run a program as if it was pasted, and give the codes it raises, holds in what it raises, or prints."""
    names: dict[str, object] = {}
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed), closing_what_is_opened():
            exec(compile(script, "a.py", "exec"), names)  # noqa: S102 - a page of the package
    except ProcflowError as error:
        findings = [*error.params.get("findings", ()), *getattr(error, "diagnostics", ())]  # type: ignore[misc]
        return {error.code, *(each.code for each in findings)}
    return set(re.findall(r"PF\d{3}", printed.getvalue()))


@pytest.mark.parametrize("code", SCRIPTS)
def test_a_bad_script_gives_its_code_and_the_good_one_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    for name, text, wanted in (("bad", ALL[code].bad, {code}), ("good", ALL[code].good, set())):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        found = given(text)
        assert (found & {code}, bool(found)) == (wanted, bool(wanted)), text


def typed(procflow: Procflow, lines: str, absent: Callable[[str], None]) -> tuple[int, str]:
    """Do what the lines of an example tell a shell; give the status of the last command and all it printed.

    `absent` makes a module one that is not installed.
    """
    answer = None
    for line in lines.split("\n"):
        match shlex.split(line):
            case ["printf", text, ">", file]:
                Path(file).write_text(text.replace(r"\n", "\n"), encoding="utf-8")
            case ["cp", old, new]:
                Path(new).write_bytes(Path(old).read_bytes())
            case ["sed", swap, old, ">", new]:
                _, was, becomes, _ = swap.split("/")
                Path(new).write_text(Path(old).read_text(encoding="utf-8").replace(was, becomes), encoding="utf-8")
            case ["pip", "uninstall", "--yes", module]:
                absent(module)
            case ["pip", "install", _]:
                pass  # the tests have every extra
            case ["mkdir", folder]:
                Path(folder).mkdir()
            case ["printf", text, "|", "procflow", *arguments]:
                answer = procflow(*arguments, stdin=text.replace(r"\n", "\n").encode())
            case [name, *arguments]:
                assert name == "procflow"
                answer = procflow(*arguments)
    assert answer is not None
    return answer.code, answer.err + answer.out


@pytest.mark.parametrize("code", COMMANDS)
def test_a_bad_command_line_is_refused_with_its_code_and_the_good_one_is_done(
    procflow: Procflow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    for name in ("bad", "good"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.yaml").write_text(BASES["procedure"], encoding="utf-8")
    with monkeypatch.context() as bad:
        bad.chdir(tmp_path / "bad")
        status, printed = typed(procflow, ALL[code].bad, lambda module: bad.setitem(sys.modules, module, None))
        assert (status != 0, re.findall(r"PF\d{3}", printed)[:1]) == (True, [code])
    monkeypatch.chdir(tmp_path / "good")
    status, printed = typed(procflow, ALL[code].good, lambda module: monkeypatch.setitem(sys.modules, module, None))
    assert (status, code in printed) == (0, False), printed


@pytest.mark.parametrize("code", IGNORES)
def test_a_bad_entry_of_the_ignore_file_is_told_and_the_good_one_leaves_nothing(
    procflow: Procflow, tmp_path: Path, code: str
) -> None:
    loose = BASES["procedure"].replace("within: {limit: 30 ngày, basis: Đ.11}", "within: {limit: 30 ngày}")
    (tmp_path / "a.yaml").write_text(loose, encoding="utf-8")
    entries = tmp_path / "procflow-ignore.yaml"
    entries.write_text(f"{ALL[code].bad}\n", encoding="utf-8")
    assert code in procflow("check", str(tmp_path)).out
    entries.write_text(f"{ALL[code].good}\n", encoding="utf-8")
    assert procflow("check", str(tmp_path)).code == 0


def told_of(record: str) -> set[str]:
    fields = read(record, "record.yaml").data
    assert isinstance(fields, dict)
    return {each.code for each in scaffold(read_record(fields)).notes}


@pytest.mark.parametrize("code", RECORDS)
def test_a_bad_record_of_the_portal_is_told_with_its_code_and_the_good_one_without(code: str) -> None:
    base = page_text("record.yaml")
    assert base.count(ALL[code].good) == 1
    assert told_of(base) == {"PF802"}
    assert told_of(base.replace(ALL[code].good, ALL[code].bad)) == {"PF802", code, *ALL[code].also}


def test_every_code_has_a_bad_and_a_good_example_or_a_reason_why_it_has_none() -> None:
    assert sorted(CATALOGUE.keys() - ALL.keys() - REASONS.keys()) == []
    assert sorted(REASONS.keys() & ALL.keys()) == []
    assert ALL.keys() | REASONS.keys() <= CATALOGUE.keys()


@pytest.mark.parametrize("hundred", sorted(WRITTEN))
def test_no_hundred_of_codes_loses_examples(hundred: str) -> None:
    assert Counter(code[:3] for code in ALL)[hundred] >= WRITTEN[hundred]


def test_every_example_is_run_by_one_of_these_tests() -> None:
    assert sorted([*EDITS, *FILES, *EXPRESSIONS, *SCRIPTS, *COMMANDS, *IGNORES, *RECORDS]) == sorted(ALL)
