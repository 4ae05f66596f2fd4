"""The diagram of a procedure: what every format draws, said once.

Invariants: every step is one node, every outcome one edge, every consultation one node and one edge; an edge is dashed
when nobody takes it by acting: silence, expiry, or the engine.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from procflow.definition import Clock, OnTimeout
from procflow.dossier.actor import APPLICANT_ROLE
from procflow.errors import Language
from procflow.procedure import Consult, LimitRule, Outcome, Procedure, Step
from procflow.render.course import main_course
from procflow.wording import Wording

__all__ = ["Diagram", "Edge", "Node", "NodeKind", "diagram"]

ENGINE: Final = "engine"


class NodeKind(StrEnum):
    """What a node stands for; each format has one look for each."""

    WORK = "work"
    STOPPED = "stopped"
    FINISHED = "finished"
    END = "end"
    CONSULTED = "consulted"


@dataclass(frozen=True, slots=True)
class Node:
    """Hold one node: what it is called, who acts, and the limits that run in it, each on a line.

    `lane` is whose column it stands in: who acts, or who led there where nobody does any more.
    """

    id: str
    kind: NodeKind
    name: str
    actor: str = ""
    notes: tuple[str, ...] = ()
    lane: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """Hold one edge from node to node."""

    source: str
    target: str
    label: str
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Diagram:
    """Hold a whole diagram; `start` is the node a dossier begins in, `lanes` are named from left to right."""

    title: str
    notes: tuple[str, ...]
    start: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    lanes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Words:
    """Hold the words of one language."""

    legal_limit: str
    version: str
    within: str
    budget: str
    open_wait: str
    unverified: str
    at_most: str
    request_within: str
    asks: str
    interlinked: str
    anywhere: str
    withdraws: str
    stops: str
    consulted: str
    channels: Mapping[str, str]
    clock: Mapping[Clock, str]
    silence: Mapping[OnTimeout, str]


_ANYWHERE: Final = "any-step"
_TIME: Final = "◷"
_STOP: Final = "‖"
"""Marks of the clock: what runs in a step, and what stops the limit."""

_WORDS: Final[Mapping[Language, _Words]] = {
    "en": _Words(
        legal_limit="Legal limit",
        version="version",
        within="within",
        budget="internal plan",
        open_wait="no time limit set by law",
        unverified="figure not verified",
        at_most="at most {count}×",
        request_within="to be asked for within",
        asks="opinion within",
        interlinked="interlinked",
        anywhere="Any step until the decision",
        withdraws="applicant withdraws",
        stops="agency stops on a legal ground",
        consulted="Agencies consulted",
        channels={"direct": "in person", "online": "online", "post": "by post"},
        clock={
            Clock.RESUME: "time stops, then runs on",
            Clock.RESTART: "time stops, then starts anew",
        },
        silence={
            OnTimeout.ESCALATE: "silence: escalate",
            OnTimeout.CONSENT: "silence: consent",
            OnTimeout.PROCEED: "silence: go on without",
            OnTimeout.REFUSE: "silence: refusal",
        },
    ),
    "vi": _Words(
        legal_limit="Thời hạn giải quyết",
        version="phiên bản",
        within="trong",
        budget="thời gian nội bộ",
        open_wait="luật không đặt thời hạn",
        unverified="số liệu chưa xác minh",
        at_most="tối đa {count} lần",
        request_within="phải yêu cầu trong",
        asks="cho ý kiến trong",
        interlinked="liên thông",
        anywhere="Mọi bước cho đến khi có quyết định",
        withdraws="người nộp rút hồ sơ",
        stops="cơ quan dừng theo căn cứ",
        consulted="Cơ quan được lấy ý kiến",
        channels={"direct": "trực tiếp", "online": "trực tuyến", "post": "bưu chính"},
        clock={
            Clock.RESUME: "dừng tính thời hạn, sau đó tính tiếp",
            Clock.RESTART: "dừng tính thời hạn, sau đó tính lại từ đầu",
        },
        silence={
            OnTimeout.ESCALATE: "im lặng: báo cáo cấp trên",
            OnTimeout.CONSENT: "im lặng: coi là đồng ý",
            OnTimeout.PROCEED: "im lặng: giải quyết tiếp",
            OnTimeout.REFUSE: "im lặng: từ chối",
        },
    ),
}


def diagram(procedure: Procedure, lang: Language = "vi") -> Diagram:
    """Make the diagram of `procedure`, its labels in `lang`; a text the author gave in Vietnamese alone stays so."""
    return _Maker(procedure, lang, _WORDS[lang]).make()


@dataclass(frozen=True, slots=True)
class _Maker:
    procedure: Procedure
    lang: Language
    words: _Words

    def make(self) -> Diagram:
        procedure = self.procedure
        anywhere = list(self._anywhere())
        led_to = {edge.target for edge in anywhere} | {
            outcome.to for step in procedure.steps.values() for outcome in step.outcomes.values()
        }
        steps = [step for step in procedure.steps.values() if step.id == procedure.start or step.id in led_to]
        edges = [*(edge for step in steps for edge in self._edges(step)), *anywhere]
        nodes = [node for step in steps for node in self._nodes(step, edges)]
        if anywhere:
            lane = self._role(APPLICANT_ROLE)
            nodes.append(Node(_ANYWHERE, NodeKind.CONSULTED, self.words.anywhere, lane=lane))
        return Diagram(
            title=f"{procedure.code} · {self._named(procedure.name, procedure.name_en)}",
            notes=tuple(self._heading()),
            start=procedure.start,
            nodes=tuple(nodes),
            edges=tuple(edges),
            lanes=tuple(self._lanes(nodes)),
        )

    def _lanes(self, nodes: Sequence[Node]) -> Iterator[str]:
        """Order the columns: the applicant, then as the main course meets those who act, those consulted last."""
        course = [self._role(step.actor) for step in main_course(self.procedure)]
        first = [self._role(APPLICANT_ROLE), *course]
        last = [node.lane for node in nodes if node.lane == self.words.consulted]
        met = dict.fromkeys([*first, *(node.lane for node in nodes if node.lane not in last), *last])
        used = {node.lane for node in nodes}
        yield from (lane for lane in met if lane in used)

    def _role(self, role: str) -> str:
        return Wording(self.procedure, self.lang).role(role)

    def _lane(self, step: Step, edges: Sequence[Edge]) -> str:
        """Say in whose column a step stands; an end stands where the first way into it comes from."""
        if step.ends is None:
            return self._role(step.actor)
        came = next((edge.source for edge in edges if edge.target == step.id), _ANYWHERE)
        source = self.procedure.steps.get(came)
        return self._role(APPLICANT_ROLE if source is None or source.ends is not None else source.actor)

    def _named(self, vi: str, en: str) -> str:
        return en if self.lang == "en" and en else vi

    def _heading(self) -> Iterator[str]:
        procedure = self.procedure
        limit = self._limit(procedure.limit)
        basis = procedure.limit.basis
        yield f"{self.words.legal_limit}: {limit}" + (f" ({basis})" if basis else "")
        yield f"{procedure.basis} · {self.words.version} {procedure.version}"

    def _nodes(self, step: Step, edges: Sequence[Edge]) -> Iterator[Node]:
        actor, lane = "" if step.ends else self._role(step.actor), self._lane(step, edges)
        name = self._named(step.name, step.name_en)
        yield Node(step.id, _kind(step), name, actor, tuple(self._notes(step)), lane)
        for consult in step.consult.values():
            notes = (f"{_TIME} {self.words.asks} {self._limit(consult.within)}",) if consult.within else ()
            if consult.when is not None:
                notes = (Wording(self.procedure, self.lang).condition(consult.when.text), *notes)
            name = self._named(consult.name, consult.name_en)
            yield Node(_consulted(step, consult), NodeKind.CONSULTED, name, notes=notes, lane=self.words.consulted)

    def _notes(self, step: Step) -> Iterator[str]:
        if step.within is not None:
            yield f"{_TIME} {self._within(step.within)}"
        if step.budget is not None:
            yield f"{_TIME} {self.words.budget}: {step.budget.text(self.lang)}"
        for child in step.children.values():
            yield f"{self.words.interlinked}: {self._named(child.name, child.name_en)} ({child.procedure})"
        if step.clock in self.words.clock:
            yield f"{_STOP} {self.words.clock[step.clock]}"
        if step.request_within is not None:
            yield f"{self.words.request_within} {self._limit(step.request_within)}"
        if step.at_most is not None:
            yield self.words.at_most.format(count=step.at_most)

    def _within(self, limit: LimitRule) -> str:
        spans = {span for _, span in Wording(self.procedure, self.lang).lengths(limit)}
        since = Wording(self.procedure, self.lang).since(limit)
        return self.words.open_wait if spans == {None} else f"{self.words.within} {self._limit(limit)}{since}"

    def _limit(self, limit: LimitRule) -> str:
        """Write a limit on one line; where it varies, what it varies by is named once for each value."""
        told: dict[str, list[str]] = {}
        for key, span in Wording(self.procedure, self.lang).lengths(limit):
            text = _kept_together(self.words.open_wait if span is None else span.text(self.lang))
            told.setdefault(text, []).append(self._choice(limit, key))
        if len(told) == 1:
            text = next(iter(told))
        else:
            text = "; ".join(f"{text} ({', '.join(choices)})" for text, choices in told.items())
        return f"{text} [{self.words.unverified}]" if limit.unverified else text

    def _choice(self, limit: LimitRule, key: str) -> str:
        cases = self.procedure.cases_en if self.lang == "en" else self.procedure.cases
        case, _, channel = key.partition("/") if limit.varies == "case/channel" else (key, "", key)
        said = [cases.get(case, case)] if "case" in limit.varies else []
        return ", ".join([*said, *([self.words.channels.get(channel, channel)] if "channel" in limit.varies else [])])

    def _anywhere(self) -> Iterator[Edge]:
        """Draw what the clauses allow in any step until the decision, from one node that stands for all of them."""
        withdrawal, stopping = self.procedure.clauses.withdrawal, self.procedure.clauses.stopping
        if withdrawal is not None:
            yield Edge(_ANYWHERE, withdrawal.to, self.words.withdraws, dashed=True)
        if stopping is not None and stopping.to:
            yield Edge(_ANYWHERE, stopping.to, self.words.stops, dashed=True)

    def _edges(self, step: Step) -> Iterator[Edge]:
        for outcome in step.outcomes.values():
            silent = outcome.id == step.on_expiry or outcome.by == ENGINE
            yield Edge(step.id, outcome.to, self._label(outcome), dashed=silent)
        for consult in step.consult.values():
            yield Edge(_consulted(step, consult), step.id, self.words.silence[consult.on_timeout], dashed=True)

    def _label(self, outcome: Outcome) -> str:
        name = self._named(outcome.name, outcome.name_en) or outcome.id
        more = [self._within(outcome.within)] if outcome.within else []
        if outcome.at_most is not None:
            more.append(_kept_together(self.words.at_most.format(count=outcome.at_most)))
        return f"{name} ({', '.join(more)})" if more else name


def _kept_together(text: str) -> str:
    """Let no line break part a number from its unit."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _consulted(step: Step, consult: Consult) -> str:
    return f"{step.id}.{consult.id}"


def _kind(step: Step) -> NodeKind:
    if step.ends is not None:
        return NodeKind.END
    if step.finishes:
        return NodeKind.FINISHED
    return NodeKind.STOPPED if step.clock in {Clock.RESUME, Clock.RESTART} else NodeKind.WORK
