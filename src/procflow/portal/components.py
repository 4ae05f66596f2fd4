"""The papers and cases of a scaffold, from the groups of papers the record lists.

Invariants: every row of the record stands in the scaffold, as a component or as a comment; a dossier has one case, so
groups become cases only where the limits have not already made some.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from procflow.portal.draft import Draft, identifier
from procflow.portal.limits import LimitPlan
from procflow.portal.papers import GroupKind, Paper, PaperGroup
from procflow.portal.recovered import Recovered

__all__ = ["CasePlan", "plan_cases", "write_cases", "write_components"]

_PAPERS_MOST: Final = 300
_CASES_MOST: Final = 60
_CASE_NAME_MOST: Final = 300
_QUANTITY_MOST: Final = 10**6


@dataclass(frozen=True, slots=True)
class CasePlan:
    """Hold the cases by name, and which case each title of papers stands for (none where limits made the cases)."""

    cases: Mapping[str, str]
    by_title: Mapping[str, str]


def plan_cases(found: Recovered, limit: LimitPlan) -> CasePlan:
    """Decide which cases the scaffold has."""
    if limit.cases:
        return CasePlan(limit.cases, {})
    cases: dict[str, str] = {}
    by_title: dict[str, str] = {}
    for title, _ in found.case_groups[:_CASES_MOST]:
        name = identifier(title, cases, "truong-hop")
        cases[name] = title[:_CASE_NAME_MOST]
        by_title[title.casefold()] = name
    if len(cases) == 1:
        cases[identifier("khác", cases, "khac")] = "Trường hợp khác"
    return CasePlan(cases, by_title)


def write_cases(draft: Draft, plan: CasePlan) -> None:
    """Write `cases:`; nothing where there are none."""
    if not plan.cases:
        return
    if plan.by_title:
        draft.note("PF842", count=len(plan.by_title))
    draft.line("cases:")
    for name, title in plan.cases.items():
        draft.pair(name, title, 2)
    draft.line()


def write_components(draft: Draft, found: Recovered, plan: CasePlan) -> None:
    """Write `components:` with the notes on it."""
    groups = found.papers.groups
    components = [(group, paper) for group in groups for paper in group.papers if _is_component(group, paper)]
    if found.papers.leftover:
        draft.note("PF843", text=found.papers.leftover)
        draft.comment(found.papers.leftover)
    if not components:
        draft.note("PF840")
        draft.settle()
    empty = sum(paper.originals + paper.copies == 0 for _, paper in components)
    if empty:
        draft.note("PF841", count=empty)
    if len(components) > _PAPERS_MOST:
        draft.note("PF844", count=len(components) - _PAPERS_MOST)
    if components:
        draft.line("components:")
    taken: set[str] = set()
    for group in groups:
        _write_group(draft, group, plan, taken)
    draft.line()


def _is_component(group: PaperGroup, paper: Paper) -> bool:
    if paper.originals or paper.copies:
        return True
    return group.kind is not GroupKind.REMARK and not paper.name.endswith(":")


def _write_group(draft: Draft, group: PaperGroup, plan: CasePlan, taken: set[str]) -> None:
    case = plan.by_title.get(group.title.casefold(), "") if group.kind is GroupKind.CASE else ""
    if group.title:
        draft.comment(group.title, 2)
    for paper in group.papers:
        if len(taken) >= _PAPERS_MOST:
            return
        if _is_component(group, paper):
            _write_paper(draft, paper, case, taken)
        else:
            draft.comment(paper.name, 2)


def _write_paper(draft: Draft, paper: Paper, case: str, taken: set[str]) -> None:
    name = identifier(paper.name, taken, "giay-to")
    taken.add(name)
    draft.line(f"{name}:", 2)
    draft.pair("name", paper.name or "Giấy tờ không tên", 4)
    if paper.form:
        draft.comment(f"Mẫu: {paper.form}", 4)
    for key, count in (("originals", paper.originals), ("copies", paper.copies)):
        if count:
            draft.line(f"{key}: {min(count, _QUANTITY_MOST)}", 4)
    if case:
        draft.line(f"cases: [{case}]", 4)
