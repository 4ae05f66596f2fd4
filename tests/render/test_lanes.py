"""Everybody who acts has a lane: nodes stand in theirs, touch no other, and a page holds forty steps."""

import struct
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.library import load, load_text
from procflow.procedure import Procedure
from procflow.render import Diagram, Edge, Node, NodeKind, diagram, draw
from procflow.render.lanes import Box, Plan, mutual, plan

ROOT = Path(__file__).parents[2]
PERMIT = ROOT / "procedures/1.013225/2026-07.yaml"
A3 = (11.3, 16.1)
ROLES = ("officer", "head", "deputy", "clerk", "chair")


def forty_steps() -> Procedure:
    lines = ["procflow: 1", "code: 9.000099", "version: 2026-01", "effective: 2026-01-01", "name: Bốn mươi bước"]
    lines += ["basis: thử", "profile: one-stop/nd118-2025", "channels: {submit: [online], return: [online]}"]
    lines += ["limit: {limit: 60 ngày làm việc, from: accepted, basis: thử}"]
    lines += ["results: {permit: {name: Giấy phép, kind: approval}}", "steps:"]
    for number in range(33):
        onward = "return-result, produces: permit" if number == 32 else f"s{number + 1}"
        lines += [f"  s{number}:", f"    name: Bước {number} thẩm định nội dung hồ sơ"]
        lines += [f"    actor: {ROLES[number // 2 % 5]}", "    budget: 01 ngày làm việc", "    outcomes:"]
        lines += [f"      next: {{to: {onward}, name: Đạt yêu cầu}}"]
        if number % 4 == 3:
            lines += [f"      back: {{to: s{number - 1}, name: Trả lại, needs_reason: true, at_most: 1}}"]
        if number == 0:
            lines += ["      incomplete: {to: supplement, name: Yêu cầu bổ sung, needs_reason: true}"]
    return load_text("\n".join(lines))


def touch(one: Box, two: Box) -> bool:
    across = abs(one.x - two.x) < (one.width + two.width) / 2
    return across and abs(one.y - two.y) < (one.height + two.height) / 2


def check(made: Diagram, placed: Plan) -> None:
    lanes = {lane.name: lane for lane in placed.lanes}
    assert tuple(lanes) == made.lanes
    assert all(one.right <= two.left for one, two in zip(placed.lanes, placed.lanes[1:], strict=False))
    assert set(placed.boxes) == {node.id for node in made.nodes}
    for node in made.nodes:
        box, lane = placed.boxes[node.id], lanes[node.lane]
        assert lane.left <= box.x - box.width / 2, node.id
        assert box.x + box.width / 2 <= lane.right, node.id
        assert placed.bottom <= box.y - box.height / 2 <= box.y + box.height / 2 <= placed.top, node.id
    for one, two in combinations(placed.boxes.values(), 2):
        assert not touch(one, two)


@st.composite
def found(draw_: st.DrawFn) -> tuple[Diagram, dict[str, Box]]:
    names = ("one", "two", "ba")
    count = draw_(st.integers(1, 12))
    nodes = tuple(
        Node(f"n{number}", draw_(st.sampled_from(NodeKind)), "x", lane=draw_(st.sampled_from(names)))
        for number in range(count)
    )
    boxes = {
        node.id: Box(draw_(st.integers(0, 900)), draw_(st.sampled_from((0, 90, 200))), draw_(st.integers(20, 300)), 40)
        for node in nodes
    }
    lanes = tuple(name for name in names if any(node.lane == name for node in nodes))
    return Diagram("t", (), nodes[0].id, nodes, (), lanes), boxes


@given(found())
def test_nodes_stand_in_their_lanes_and_never_touch(case: tuple[Diagram, dict[str, Box]]) -> None:
    check(case[0], plan(*case))


@given(found())
def test_what_stood_above_stays_above(case: tuple[Diagram, dict[str, Box]]) -> None:
    made, boxes = case
    placed = plan(made, boxes).boxes
    for one, two in combinations(boxes, 2):
        if boxes[one].y > boxes[two].y:
            assert placed[one].y > placed[two].y


def test_lanes_follow_the_applicant_and_the_course_of_the_procedure() -> None:
    lanes = diagram(load(PERMIT), "en").lanes
    assert (lanes[0], lanes[1]) == ("the applicant", "The one-stop desk")
    assert lanes[-1] == "Agencies consulted"
    assert len(lanes) == 5


def test_an_end_stands_with_whoever_leads_to_it() -> None:
    made = {node.id: node.lane for node in diagram(load(PERMIT), "en").nodes}
    assert made["closed"] == made["withdrawn"] == "the applicant"
    assert made["returned"] == made["reception"] == "The one-stop desk"


def test_edges_that_lead_both_ways_are_told_apart() -> None:
    edges = (Edge("a", "b", ""), Edge("b", "a", ""), Edge("b", "c", ""))
    assert mutual(edges) == {("a", "b"), ("b", "a")}


@pytest.mark.parametrize("procedure", [load(PERMIT), forty_steps()], ids=["permit", "forty"])
def test_a_picture_fits_a_page_in_both_readings(procedure: Procedure) -> None:
    made = diagram(procedure)
    light, dark = draw(made, "png"), draw(made, "png", theme="dark")
    assert light != dark
    for picture in (light, dark):
        width, height = (pixels / 144 for pixels in struct.unpack(">II", picture[16:24]))
        assert min(width, height) <= A3[0] + 0.1
        assert max(width, height) <= A3[1] + 0.1


def test_every_lane_is_named_in_the_svg_and_has_a_dark_reading() -> None:
    made = diagram(load(PERMIT))
    drawn = draw(made).decode()
    for lane in made.lanes:
        assert lane in drawn
    assert '.graph > polygon[fill="#f6f8fa"]' in drawn
    assert drawn.count('fill="#f6f8fa"') > len(made.lanes)


def test_without_lanes_the_nodes_name_who_acts() -> None:
    made = diagram(load(PERMIT))
    assert draw(made).decode().count("Bộ phận Một cửa") == 1
    assert draw(made, lanes=False).decode().count("Bộ phận Một cửa") > 1
