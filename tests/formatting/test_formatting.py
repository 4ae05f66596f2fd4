"""The layout of files: what they say stays, comments stay with what they stand by, and twice is as good as once."""

import gzip
import json
import os
import random
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procflow.errors import DefinitionError
from procflow.formatting import formatted
from procflow.formatting.comments import comments_of
from procflow.library import load_text
from procflow.portal import read_record, scaffold
from procflow.scenario import read_examples
from procflow.source import read

REPO = Path(__file__).parents[2]
SHARED = Path(os.environ.get("PROCFLOW_SHARED", REPO.parent / "shared"))
FOLDERS = ("procedures", "tests/examples", "src/procflow/profiles")
FILES = [file for folder in FOLDERS for file in sorted((REPO / folder).rglob("*.yaml"))]
PERMIT = (REPO / "procedures/1.013225/2026-07.yaml").read_text(encoding="utf-8")


def comments(text: str) -> list[str]:
    return sorted(comment.text for comment in comments_of(read(text, "x.yaml")))


def holds(text: str) -> str:
    """Format, and hold what must hold of every text."""
    made = formatted(text)
    assert read(made, "x.yaml").data == read(text, "x.yaml").data
    assert comments(made) == comments(text)
    assert formatted(made) == made
    return made


@pytest.mark.parametrize("file", FILES[::4], ids=lambda file: file.relative_to(REPO).as_posix())
def test_a_file_written_with_less_care_says_the_same_when_it_is_formatted(file: Path) -> None:
    loose = file.read_text(encoding="utf-8").replace("{", "{   ").replace("\n\n", "\n\n\n\n")
    if not file.name.endswith(".test.yaml"):
        loose = loose.replace("\n  ", "\n    ")
    made = holds(loose)
    if file.name.endswith(".test.yaml"):
        before = read_examples(read(loose, "x.yaml"))
        assert [each.name for each in read_examples(read(made, "x.yaml"))] == [each.name for each in before]


@pytest.mark.parametrize("code", ["1.001193", "2.000815"])
def test_a_formatted_procedure_compiles_to_the_same_graph_limits_and_fees(code: str) -> None:
    text = min((REPO / "procedures" / code).glob("*-??.yaml")).read_text(encoding="utf-8")
    loose = text.replace("{", "{   ").replace("\n  ", "\n    ")
    before, after = load_text(loose), load_text(formatted(loose))
    assert before.hash != after.hash
    for part in fields(before):
        if part.name not in {"hash", "text", "warnings", "machine"}:  # these speak of the text and its places
            assert getattr(after, part.name) == getattr(before, part.name), part.name
    assert after.machine.get_triggers(*after.steps) == before.machine.get_triggers(*before.steps)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(REPO).as_posix())
def test_what_ships_is_formatted(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert formatted(text) == text


def test_keys_take_the_order_of_the_language_and_names_keep_that_of_the_author() -> None:
    made = holds(
        "name: Tên\nprocflow: 1\nsteps:\n  b:\n    outcomes: {z: b, a: b}\n    name: B\n  a: {actor: x, name: A}\n"
    )
    assert made == (
        "procflow: 1\nname: Tên\nsteps:\n  b:\n    name: B\n    outcomes: {z: b, a: b}\n  a: {name: A, actor: x}\n"
    )


def test_a_line_of_a_story_keeps_the_order_in_which_it_is_read() -> None:
    text = "- story:\n    - {do: answer, at: 2026-08-03 09:00, from: police, opinion: Đồng ý}\n  name: Một\n"
    assert holds(text) == (
        "- name: Một\n  story:\n    - {do: answer, at: 2026-08-03 09:00, from: police, opinion: Đồng ý}\n"
    )


def test_a_comment_moves_with_the_key_it_stands_above_or_beside() -> None:
    text = (
        "# của cả tệp\nlimit: 5 ngày  # cạnh\n\n\n# trên tên, hai dòng\n# thứ hai\nname: Tên\nprocflow: 1\n"
        "steps: # cạnh steps\n    # trên a\n    a:\n        name: A\n        # cuối a\n    # cuối steps\n# cuối tệp"
    )
    assert holds(text) == (
        "# của cả tệp\nprocflow: 1\n\n# trên tên, hai dòng\n# thứ hai\nname: Tên\nlimit: 5 ngày  # cạnh\n"
        "steps:  # cạnh steps\n  # trên a\n  a:\n    name: A\n    # cuối a\n  # cuối steps\n# cuối tệp\n"
    )


@pytest.mark.parametrize(
    "scalar",
    ["1.001990", "010", "8:00", "no", "'không # phải chú thích'", '"a: b, c"', "a#b", "2026-02-30", "😀 hồ sơ # x"],
)
def test_a_value_stays_as_it_was_written(scalar: str) -> None:
    assert holds(f"name:    {scalar}\n").startswith(f"name: {scalar.partition(' # ')[0] if '😀' in scalar else scalar}")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("name: một\n   hai\n\n   ba\n", "name: một\n  hai\n\n  ba\n"),
        ("name: |\n      một\n        hai\n\n      ba\nbasis: x\n", "name: |\n  một\n    hai\n\n  ba\nbasis: x\n"),
        ("a:\n- 1\n-   2\n", "a:\n  - 1\n  - 2\n"),
        ("a:\n  - - 1\n    - 2\n", "a:\n  - - 1\n    - 2\n"),
        ("a:\n  # trên\n  - # cạnh\n    name: x\n", "a:\n  # trên\n  # cạnh\n  - name: x\n"),
        ("a:\n  -\n\n    # trên\n\n    - - b\n", "a:\n  # trên\n\n  - - - b\n"),
        ("a: {x:   1,y: [ 1,2 ]}\r\nb:\r\n    c: d   \r\n", "a: {x: 1, y: [1, 2]}\nb:\n  c: d\n"),
        ("a: {x: một\n     hai, y: 2}\n", "a: {x: một hai, y: 2}\n"),
        ("a:\n  {x: 1,   # vì sao\n   y:   2}\n", "a: {x: 1,   # vì sao\n    y:   2}\n"),
        ("a:   # cạnh\n  b\n", "# cạnh\na: b\n"),
    ],
)
def test_each_form_of_yaml_has_its_layout(text: str, wanted: str) -> None:
    assert holds(text) == wanted


def test_a_group_that_does_not_fit_is_broken_after_a_comma_and_one_that_does_is_joined() -> None:
    long = "Hợp đồng cho thuê mượn ở nhờ được công chứng hoặc chứng thực theo quy định của pháp luật"
    made = holds(f"components:\n  paper: {{name: {long}, originals: 1,\n   copies: 2, cases: [a, b]}}\n")
    assert made.split("\n")[1:3] == [
        f"  paper: {{name: {long}, originals: 1,",
        "          copies: 2, cases: [a, b]}",
    ]
    assert holds("a: {x: 1,\n    y: 2}\n") == "a: {x: 1, y: 2}\n"


def test_what_cannot_be_read_is_refused_with_its_own_code() -> None:
    with pytest.raises(DefinitionError) as caught:
        formatted("name: a\nname: b\n")
    assert [each.code for each in caught.value.diagnostics] == ["PF113"]


def test_a_layout_that_would_change_a_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("procflow.formatting.block.Blocks.lines", lambda *_: ["name: khác"])
    with pytest.raises(DefinitionError) as caught:
        formatted("name: a\n")
    assert [each.code for each in caught.value.diagnostics] == ["PF760"]


SCALARS = st.sampled_from(["a", "1.10", "'x: y'", '"#"', "05 ngày làm việc", "no", "nhiều chữ hơn một chút"])
TREES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4)
        | st.dictionaries(st.sampled_from(["name", "limit", "steps", "basis", "outcomes", "x", "y"]), inner, min_size=1)
    ),
    max_leaves=15,
)


def written(tree: object, chance: random.Random, indent: int = 0) -> str:
    """Write `tree` as somebody might who cares about nothing: any step, flow or block, comments anywhere."""
    if isinstance(tree, str):
        return tree
    if chance.random() < 0.3:
        return flowing(tree, chance)
    step = chance.choice([1, 2, 3, 4])
    pad = " " * (indent + step)
    rows = []
    pairs = (
        list(tree.items())
        if isinstance(tree, dict)
        else [("-", each) for each in tree]
        if isinstance(tree, list)
        else []
    )
    for key, value in pairs:
        while chance.random() < 0.2:
            rows.append(chance.choice(["", f"{' ' * chance.randrange(indent + step + 3)}# c{chance.random()}"]))
        lead = "-" if isinstance(tree, list) else f"{key}:"
        beside = f"  # b{chance.random()}" if chance.random() < 0.2 else ""
        rest = written(value, chance, indent + step)
        rows.append(f"{pad}{lead}{beside}{rest}" if rest.startswith("\n") else f"{pad}{lead} {rest}{beside}")
    return "\n" + "\n".join(rows)


def flowing(tree: object, chance: random.Random) -> str:
    gap = chance.choice(["", " ", "   "])
    if isinstance(tree, dict):
        return "{" + f",{gap} ".join(f"{key}: {flowing(value, chance)}" for key, value in tree.items()) + gap + "}"
    if isinstance(tree, list):
        return "[" + gap + f", {gap}".join(flowing(value, chance) for value in tree) + "]"
    return str(tree)


@given(st.dictionaries(st.sampled_from(["name", "limit", "steps", "code", "zeta"]), TREES, min_size=1), st.randoms())
@settings(max_examples=5000 if os.environ.get("PROCFLOW_TORTURE") else 80, deadline=None)
def test_whatever_somebody_writes_says_the_same_when_it_is_formatted(
    tree: dict[str, object], chance: random.Random
) -> None:
    holds(written(tree, chance).removeprefix("\n").replace("\n    \n", "\n") + "\n")


@pytest.mark.skipif(
    not (SHARED / "data/portal/procedures.jsonl.gz").is_file(), reason="the portal's records are absent"
)
def test_a_text_made_from_a_published_record_says_the_same_when_it_is_formatted() -> None:
    with gzip.open(SHARED / "data/portal/procedures.jsonl.gz", "rt", encoding="utf-8") as file:
        lines = list(file)
    step = 1 if os.environ.get("PROCFLOW_TORTURE") else 100
    for line in lines[::step]:
        holds(scaffold(read_record(json.loads(line))).text)


def test_a_literal_text_that_counts_its_own_indent_is_refused_where_it_would_have_to_move() -> None:
    assert holds("a:\n  b: |2\n      x\n     y\n").startswith("a:\n  b: |2\n      x\n")
    with pytest.raises(DefinitionError) as caught:
        formatted("a:\n    b: |2\n        x\n       y\n")
    assert [each.code for each in caught.value.diagnostics] == ["PF760"]
