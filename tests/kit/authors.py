"""Invented authors: random procedures that are sound by construction, as the texts they would write.

Invariants: every own step is reached from an earlier one and leads on to a later one or to the result; what finishes
produces a result; nothing is counted from a fact that need not have happened.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from hypothesis import strategies as st
from office import HEAD, RESULTS

__all__ = ["Shape", "family_texts", "procedure_texts"]

_ACTORS: Final = ("officer", "chair", "clerk")
_AGENCIES: Final = ("police", "tax-office", "land-office")
_RULES: Final = ("one-stop", "blds-2015", "applicant", "clock-preserving", "online", "receipt-by-15h")
_OUTSIDE: Final = ("supplement", "refuse", "reception")


@dataclass(frozen=True)
class Shape:
    """Hold what a generated procedure was made of, beside its text."""

    text: str
    cases: tuple[str, ...]
    own: tuple[str, ...]


_amounts = st.one_of(
    st.integers(1, 30).map(lambda n: f"{n:02} ngày làm việc"),
    st.integers(1, 45).map(lambda n: f"{n} ngày"),
    st.integers(1, 4).map(lambda n: f"{n} tuần"),
    st.integers(1, 3).map(lambda n: f"{n} tháng"),
    st.integers(1, 40).map(lambda n: f"{n} giờ làm việc"),
    st.integers(1, 72).map(lambda n: f"{n} giờ"),
    st.just("trong ngày, sau 15 giờ thì trả vào ngày làm việc tiếp theo"),
)


@st.composite
def _limits(draw: st.DrawFn, cases: tuple[str, ...], starts: tuple[str, ...] = ()) -> str:
    keys = []
    match draw(st.integers(0, 2)):
        case 1 if cases:
            keys.append("by_case: {" + ", ".join(f"{case}: {draw(_amounts)!r}" for case in cases) + "}")
        case 2:
            keys.append("by_channel: {" + ", ".join(f"{way}: {draw(_amounts)!r}" for way in ("online", "direct")) + "}")
        case _:
            keys.append(f"limit: {draw(_amounts)!r}")
    keys += [f"from: {start}" for start in draw(st.lists(st.sampled_from(starts), max_size=1))] if starts else []
    keys += [f"rule: {rule}" for rule in draw(st.lists(st.sampled_from(_RULES), max_size=1))]
    return "{" + ", ".join(keys) + "}"


@st.composite
def _consultations(draw: st.DrawFn, outcomes: list[str]) -> str:
    lines = ""
    for agency in draw(st.lists(st.sampled_from(_AGENCIES), max_size=2, unique=True)):
        within = draw(st.sampled_from(("1 ngày làm việc", "2 ngày", "5 ngày làm việc", "4 giờ làm việc")))
        silence = draw(st.sampled_from(("escalate", "consent", "proceed")))
        blocks = ", ".join(draw(st.lists(st.sampled_from(outcomes), unique=True)))
        lines += f"      {agency}: {{within: {within}, on_timeout: {silence}, blocks: [{blocks}], basis: Đ.1}}\n"
    return f"    consult:\n{lines}" if lines else ""


@st.composite
def _working_step(draw: st.DrawFn, index: int, targets: list[str], cases: tuple[str, ...]) -> str:
    outcomes = ""
    names = [f"o{number}" for number in range(len(targets))]
    for name, target in zip(names, targets, strict=True):
        extra = ", produces: permit" if target == "return-result" else ""
        extra += draw(st.sampled_from(("", ", needs_reason: true", ", at_most: 1", ", outside: true")))
        outcomes += f"      {name}: {{to: {target}{extra}}}\n"
    step = f"  s{index}:\n    name: Bước {index}\n    actor: {draw(st.sampled_from(_ACTORS))}\n"
    if draw(st.booleans()):
        step += f"    within: {draw(_limits(cases, starts=('accepted', 'complete-dossier', 'entered', 'submitted')))}\n"
        if draw(st.booleans()):
            onward = next(target for target in targets if target.startswith("s") or target == "return-result")
            produces = ", produces: permit" if onward == "return-result" else ""
            step += "    on_expiry: lapse\n"
            outcomes += f"      lapse: {{to: {onward}, by: engine{produces}}}\n"
    if draw(st.integers(0, 3)) == 0:
        step += f"    at_most: {draw(st.integers(1, 2))}\n    basis: Đ.{index}\n"
    if index and draw(st.integers(0, 3)) == 0:
        step += f"    separate_from: [s{draw(st.integers(0, index - 1))}]\n"
    return step + draw(_consultations(names)) + f"    outcomes:\n{outcomes}"


@st.composite
def _waiting_step(draw: st.DrawFn, index: int, target: str, cases: tuple[str, ...]) -> str:
    produces = ", produces: permit" if target == "return-result" else ""
    within = draw(st.one_of(_limits(cases), st.just("{limit: none, reason: luật để ngỏ}")))
    lapse = draw(st.booleans())
    return (
        f"  s{index}:\n    name: Chờ {index}\n    actor: applicant\n    national_status: 6\n    clock: resume\n"
        f"    within: {within}\n"
        + ("    on_expiry: lapse\n" if lapse else "")
        + f"    outcomes:\n      o0: {{to: {target}, outside: true{produces}}}\n"
        + ("      lapse: {to: closed, by: engine}\n" if lapse else "")
    )


@st.composite
def procedure_texts(draw: st.DrawFn) -> Shape:
    """Write a random sound procedure of one to six steps of its own."""
    count = draw(st.integers(1, 6))
    cases = ("house", "other")[: draw(st.integers(0, 2))]
    own = [f"s{index}" for index in range(count)]
    targets: list[list[str]] = [[own[index + 1] if index + 1 < count else "return-result"] for index in range(count)]
    waiting = {index for index in range(1, count) if draw(st.integers(0, 3)) == 0}
    for index in range(count):
        if index not in waiting:
            others = st.sampled_from([*own, "return-result", *_OUTSIDE])
            targets[index] += [each for each in draw(st.lists(others, max_size=3, unique=True)) if each != own[index]]
    steps = "".join(
        draw(_waiting_step(index, targets[index][0], cases))
        if index in waiting
        else draw(_working_step(index, targets[index], cases))
        for index in range(count)
    )
    more = "cases: {" + ", ".join(f"{case}: Trường hợp" for case in cases) + "}\n" if cases else ""
    more += "extension: {at_most: 5 ngày làm việc, times: 2, basis: Đ.21}\n" * draw(st.integers(0, 1))
    grounds = "{dispute: {name: Tranh chấp, basis: Đ.9}, court: {name: Toà án, ends: true, basis: Đ.10}}"
    more += f"stopping: {{by: chair, grounds: {grounds}}}\n" * draw(st.integers(0, 1))
    return Shape(f"{HEAD}limit: {draw(_limits(cases))}\n{more}{RESULTS}steps:\n{steps}", cases, tuple(own))


_CODE: Final = "code: 1.000001"
_WORKING: Final = re.compile(r"^  s\d+:\n    name: .*\n    actor: (?!applicant).*\n", re.MULTILINE)


@st.composite
def family_texts(draw: st.DrawFn) -> tuple[Shape, ...]:
    """Write a procedure and those interlinked with it, its children's children among them, each under its own code.

    The root comes first; what a child waits for is an earlier child.
    """
    count = draw(st.integers(2, 4))
    codes = [f"1.00000{number + 1}" for number in range(count)]
    shapes = [draw(procedure_texts()) for _ in codes]
    parents = [0, *(draw(st.integers(0, number - 1)) if number > 1 else 0 for number in range(1, count))]
    members = []
    for number, shape in enumerate(shapes):
        children = {f"c{other}": (codes[other], shapes[other]) for other in range(1, count) if parents[other] == number}
        text = shape.text.replace(_CODE, f"code: {codes[number]}")
        members.append(replace(shape, text=draw(_with_children(text, children)) if children else text))
    return tuple(members)


@st.composite
def _with_children(draw: st.DrawFn, text: str, children: dict[str, tuple[str, Shape]]) -> str:
    lines = "    in_sequence: [direct]\n" * draw(st.integers(0, 1)) + "    children:\n"
    earlier: list[str] = []
    for name, (code, shape) in children.items():
        keys = [f"procedure: {code}", f"agency: phòng-{name}"]
        if shape.cases:
            keys.append(f"case: {draw(st.sampled_from(shape.cases))}")
        waits = draw(st.booleans())
        if earlier and waits:
            keys.append(f"after: {draw(st.sampled_from(earlier))}")
        lines += f"      {name}: {{{', '.join(keys)}}}\n"
        earlier.append(name)
    steps = list(_WORKING.finditer(text))
    place = steps[min(draw(st.integers(0, 2)), len(steps) - 1)].end()
    return text[:place] + lines + text[place:]
