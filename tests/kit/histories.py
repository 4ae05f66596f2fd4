"""Judge a history of concurrent transactions that append to lists and read them, after Kingsbury and Alvaro's Elle.

A list that is read tells the order of everything that was appended to it before; from what every transaction read and
appended follows which must have come before which, and a cycle is an anomaly with a name (Adya): G0 (write cycle), G1a
(aborted read), G1b (intermediate read), G1c (circular information flow), G-single (read skew), G2 (write skew).

Invariants: exact; nothing is reported that the history does not prove; the values appended are all different.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import networkx as nx

__all__ = ["Anomaly", "Append", "Read", "Transaction", "anomalies"]


@dataclass(frozen=True, slots=True)
class Append:
    """Append `value` to the list `key`."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Read:
    """Read the list `key`, and find `values`."""

    key: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Transaction:
    """Hold what one transaction did, in its order, and whether its commit was acknowledged."""

    name: str
    acts: tuple[Append | Read, ...]
    committed: bool = True


@dataclass(frozen=True, slots=True, order=True)
class Anomaly:
    """Name an anomaly, and the transactions or values that show it."""

    kind: str
    shown_by: tuple[str, ...]


_WW: Final = "ww"
_WR: Final = "wr"
_RW: Final = "rw"


def anomalies(history: Sequence[Transaction], final: Mapping[str, Sequence[str]]) -> tuple[Anomaly, ...]:
    """Give every anomaly of `history`; `final` are the lists as they stand when all is over."""
    return tuple(sorted({*_of_lists(history, final), *_of_reads(history, final), *_of_cycles(history, final)}))


def _appends(history: Iterable[Transaction]) -> Iterator[tuple[Transaction, Append]]:
    for each in history:
        for act in each.acts:
            if isinstance(act, Append):
                yield each, act


def _reads(history: Iterable[Transaction]) -> Iterator[tuple[Transaction, int, Read]]:
    for each in history:
        for index, act in enumerate(each.acts):
            if isinstance(act, Read):
                yield each, index, act


def _of_lists(history: Sequence[Transaction], final: Mapping[str, Sequence[str]]) -> Iterator[Anomaly]:
    """Compare the lists at the end with what was acknowledged: nothing lost, nothing twice, nothing from nowhere."""
    written = {act.value: each for each, act in _appends(history)}
    for key, values in final.items():
        for value in values:
            if list(values).count(value) > 1:
                yield Anomaly("duplicate", (key, value))
            if value not in written or not written[value].committed:
                yield Anomaly("from nowhere", (key, value))
    for each, act in _appends(history):
        if each.committed and act.value not in final.get(act.key, ()):
            yield Anomaly("lost", (each.name, act.value))


def _of_reads(history: Sequence[Transaction], final: Mapping[str, Sequence[str]]) -> Iterator[Anomaly]:
    writers = {act.value: each for each, act in _appends(history)}
    last = {(each.name, act.key): act.value for each, act in _appends(history)}
    for each, index, read in _reads(history):
        own = tuple(act.value for act in each.acts[:index] if isinstance(act, Append) and act.key == read.key)
        if own and read.values[-len(own) :] != own:
            yield Anomaly("internal", (each.name, read.key))
        if each.committed and tuple(final.get(read.key, ())[: len(read.values)]) != read.values:
            yield Anomaly("incompatible order", (each.name, read.key))
        others = [value for value in read.values if value in writers and writers[value] is not each]
        for value in others:
            if not writers[value].committed:
                yield Anomaly("G1a", (each.name, value))
        if others and others[-1] != last[writers[others[-1]].name, read.key]:
            yield Anomaly("G1b", (each.name, others[-1]))


def _of_cycles(history: Sequence[Transaction], final: Mapping[str, Sequence[str]]) -> Iterator[Anomaly]:
    edges = list(_edges([each for each in history if each.committed], final))
    graphs = {kinds: _graph(edges, kinds) for kinds in ((_WW,), (_WW, _WR), (_WW, _WR, _RW))}
    for kinds, name in (((_WW,), "G0"), ((_WW, _WR), "G1c")):
        for knot in _knots(graphs[kinds]):
            yield Anomaly(name, knot)
    flow = graphs[_WW, _WR]
    single = False
    for source, target, kind in edges:
        if kind == _RW and source in flow and target in flow and nx.has_path(flow, target, source):
            single = True
            yield Anomaly("G-single", (source, target))
    if not single and not list(_knots(flow)):
        yield from (Anomaly("G2", knot) for knot in _knots(graphs[_WW, _WR, _RW]))


def _edges(history: Sequence[Transaction], final: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str, str]]:
    """Give who must have come before whom: by writing after, by reading what was written, by not having read it."""
    writers = {act.value: each.name for each, act in _appends(history)}
    after: dict[str, dict[str | None, str]] = defaultdict(dict)
    for key, values in final.items():
        known = [value for value in values if value in writers]
        after[key] = dict(zip([None, *known], known, strict=False))
        for one, two in pairwise(known):
            if writers[one] != writers[two]:
                yield writers[one], writers[two], _WW
    for each, _, read in _reads(history):
        seen = [value for value in read.values if value in writers]
        end = seen[-1] if seen else None
        if end is not None and writers[end] != each.name:
            yield writers[end], each.name, _WR
        following = after[read.key].get(end)
        if following is not None and writers[following] != each.name:
            yield each.name, writers[following], _RW


def _graph(edges: Iterable[tuple[str, str, str]], kinds: Sequence[str]) -> "nx.DiGraph[str]":
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from((source, target) for source, target, kind in edges if kind in kinds)
    return graph


def _knots(graph: "nx.DiGraph[str]") -> Iterator[tuple[str, ...]]:
    for knot in nx.strongly_connected_components(graph):
        if len(knot) > 1:
            yield tuple(sorted(knot))
