"""A diagram says what the procedure says: every step, every outcome, every limit, and what silence does."""

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from procflow.errors import MisuseError
from procflow.library import load
from procflow.procedure import Procedure
from procflow.render import Diagram, Edge, Node, NodeKind, diagram, dot, draw, mermaid

PROCEDURES = sorted(
    file for file in (Path(__file__).parents[2] / "procedures").rglob("*.yaml") if ".test." not in file.name
)
PERMIT = next(file for file in PROCEDURES if "1.013225" in file.parts)
LAND = next(file for file in PROCEDURES if "1.013831" in file.parts)


@pytest.fixture(scope="module", params=PROCEDURES, ids=lambda file: file.parent.name)
def procedure(request: pytest.FixtureRequest) -> Procedure:
    return load(request.param)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def node(made: Diagram, name: str) -> Node:
    return next(node for node in made.nodes if node.id == name)


def edge(made: Diagram, source: str, target: str) -> Edge:
    return next(edge for edge in made.edges if (edge.source, edge.target) == (source, target))


def test_every_step_one_can_come_to_is_a_node_and_every_outcome_an_edge(procedure: Procedure) -> None:
    made = diagram(procedure)
    consulted = [node.id for node in made.nodes if node.kind is NodeKind.CONSULTED]
    entered = {outcome.to for step in procedure.steps.values() for outcome in step.outcomes.values()}
    entered |= {procedure.start, "withdrawn"}
    assert [node.id for node in made.nodes if node.id not in consulted] == [
        name for name in procedure.steps if name in entered
    ]
    expected = [(step.id, outcome.to) for step in procedure.steps.values() for outcome in step.outcomes.values()]
    assert sorted((edge.source, edge.target) for edge in made.edges if edge.source not in consulted) == sorted(expected)
    assert made.start == procedure.start


def test_what_a_clause_allows_anywhere_hangs_on_one_node() -> None:
    made = diagram(load(PERMIT.parents[2] / "tests" / "examples" / "stop-amend-withdraw.yaml"), "en")
    led = [(edge.target, edge.label, edge.dashed) for edge in made.edges if edge.source == "any-step"]
    assert led == [
        ("withdrawn", "applicant withdraws", True),
        ("stopped", "agency stops on a legal ground", True),
    ]


def test_a_limit_by_case_and_channel_names_both() -> None:
    made = diagram(load(PERMIT.parents[2] / "tests" / "examples" / "limit-by-case-and-channel.yaml"), "en")
    assert "2 working days (Đơn giản, online)" in plain(made.notes[0])


def test_the_same_procedure_gives_the_same_texts(procedure: Procedure) -> None:
    assert mermaid(diagram(procedure)) == mermaid(diagram(procedure))
    assert dot(diagram(procedure)) == dot(diagram(procedure))


def test_a_limit_that_varies_by_case_names_its_cases() -> None:
    made = diagram(load(PERMIT))
    assert plain(made.notes[0]) == (
        "Thời hạn giải quyết: 07 ngày làm việc (Nhà ở riêng lẻ); 10 ngày làm việc (Công trình khác)"
        " (NĐ 217/2026 Đ.54 k.1 đ.b)"
    )
    assert plain(node(made, "appraise").notes[0]) == (
        "◷ trong 03 ngày làm việc (Nhà ở riêng lẻ); 05 ngày làm việc (Công trình khác), tính từ khi nhận đủ hồ sơ"
    )


def test_a_wait_the_law_leaves_open_says_so_for_its_channels() -> None:
    notes = node(diagram(load(PERMIT)), "reception").notes
    assert plain(notes[0]) == "◷ trong 08 giờ làm việc (trực tuyến); luật không đặt thời hạn (trực tiếp, bưu chính)"


def test_a_supplement_stops_the_limit_and_restarts_it_and_tax_stops_it_and_resumes_it() -> None:
    supplement = node(diagram(load(PERMIT), "en"), "supplement")
    assert supplement.kind is NodeKind.STOPPED
    assert [plain(note) for note in supplement.notes] == [
        "◷ within 2 working days",
        "‖ time stops, then starts anew",
        "to be asked for within 3 working days",
        "at most 1×",
    ]
    stops = [node for node in diagram(load(LAND), "en").nodes if "‖ time stops, then runs on" in node.notes]
    assert [node.kind for node in stops] == [NodeKind.STOPPED]


def test_silence_and_expiry_are_dashed_and_what_a_person_does_is_not() -> None:
    made = diagram(load(PERMIT), "en")
    assert edge(made, "supplement", "closed").dashed
    silence = edge(made, "appraise.related-agency", "appraise")
    assert (silence.dashed, silence.label) == (True, "silence: consent")
    assert not edge(made, "appraise", "sign").dashed
    assert plain(edge(made, "sign", "appraise").label) == "Back to appraisal (at most 1×)"
    assert (
        plain(edge(made, "supplement-check", "refuse").label) == "Unsatisfactory (within 1 working day, from “Supply”)"
    )


def test_a_figure_nobody_verified_is_marked() -> None:
    assert "[số liệu chưa xác minh]" in diagram(load(LAND)).notes[0]
    assert "[figure not verified]" in diagram(load(LAND), "en").notes[0]


def test_the_end_and_the_finish_look_their_part() -> None:
    made = diagram(load(PERMIT))
    assert node(made, "return-result").kind is NodeKind.FINISHED
    assert node(made, "returned").kind is NodeKind.END
    assert node(made, "returned").actor == ""


HOSTILE = Diagram(
    title='Cấp "giấy": #1 <b> & \\',
    notes=("a %% b",),
    start="end",
    nodes=(
        Node("end", NodeKind.WORK, 'Nộp "lại": <x> & #', "role", ("trong 1 ngày; 50 %",)),
        Node("a-b", NodeKind.STOPPED, "Chờ"),
        Node("a_b", NodeKind.END, "Hết"),
    ),
    edges=(Edge("end", "a-b", 'hỏi "ý kiến" | <y>', dashed=True), Edge("a-b", "a_b", "xong")),
)


def test_mermaid_text_escapes_what_would_end_a_label() -> None:
    lines = mermaid(HOSTILE).splitlines()
    assert lines[1] == 'title: "Cấp \\"giấy\\": #1 <b> & \\\\"'
    assert (
        '  s_end["<b>Nộp #quot;lại#quot;: #lt;x#gt; & #35;</b><br/><i>role</i><br/>trong 1 ngày; 50 %"]:::work' in lines
    )
    assert '  s_end -.->|"hỏi #quot;ý kiến#quot; | #lt;y#gt;"| s_a__b' in lines
    assert '  s_a__b -->|"xong"| s_a_b' in lines


def test_dot_text_escapes_what_would_end_a_label() -> None:
    drawn = draw(HOSTILE, "svg").decode()
    assert "hỏi &quot;ý kiến&quot; | &lt;y&gt;" in drawn
    assert "Nộp &quot;lại&quot;: &lt;x&gt; &amp; #" in drawn


def test_every_label_reaches_the_svg_in_full(procedure: Procedure) -> None:
    made = diagram(procedure)
    root = ET.fromstring(draw(made, "svg"))  # noqa: S314 - our own output
    words = set(re.findall(r"\w+", plain(" ".join(root.itertext()))))
    for text in (*(node.name for node in made.nodes), *(edge.label for edge in made.edges)):
        assert set(re.findall(r"\w+", plain(text))) <= words


def test_a_png_is_a_png() -> None:
    assert draw(HOSTILE, "png").startswith(b"\x89PNG\r\n")


def test_without_the_extra_a_picture_is_a_coded_error_and_text_still_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    with pytest.raises(MisuseError) as caught:
        draw(HOSTILE)
    assert caught.value.code == "PF711"
    assert "flowchart TD" in mermaid(HOSTILE)


def test_text_is_drawn_without_loading_pygraphviz() -> None:
    code = "import sys, procflow.render; sys.exit('pygraphviz' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_an_svg_has_a_dark_reading_and_stays_well_formed() -> None:
    drawn = draw(HOSTILE, "svg")
    ET.fromstring(drawn)  # noqa: S314 - our own output
    assert drawn.count(b"@media (prefers-color-scheme: dark)") == 1
    for kind in NodeKind:
        assert f".node.{kind} path".encode() in drawn
    assert b'class="node stopped"' in drawn
    assert b"<style>" not in draw(HOSTILE, "png")


def test_an_agency_the_law_has_asked_says_about_which_dossiers() -> None:
    procedure = load(Path(__file__).parents[2] / "tests/examples/required-opinion.yaml")
    notes = {node.name: node.notes for node in diagram(procedure, "vi").nodes}
    assert notes["Bộ Chỉ huy quân sự"][0].startswith("khi “Khu vực ảnh hưởng quốc phòng an ninh”")
    assert notes["Các sở"][0] == "với mọi hồ sơ"


def test_a_step_of_interlinked_procedures_says_which() -> None:
    procedure = load(Path(__file__).parents[2] / "tests/examples/interlinked.yaml")
    notes = {node.id: node.notes for node in diagram(procedure, "vi").nodes}
    assert notes["link"][:2] == ("liên thông: Khai sinh (1.001193)", "liên thông: Thường trú (1.004222)")
