"""The results of a scaffold and the two default steps that lead to them.

Invariant: every result the scaffold names is produced by an outcome, so that a dossier can end in each of them; a
single refusal among them is what the profile's refusing step produces.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from procflow.portal.draft import Draft, identifier
from procflow.portal.recovered import Recovered
from procflow.portal.results import PublishedResult

__all__ = ["Produced", "write_results", "write_steps"]

_RESULTS_MOST: Final = 60


@dataclass(frozen=True, slots=True)
class Produced:
    """Hold the results by what ends in them: the decision, and the refusal (may be empty)."""

    decided: tuple[str, ...]
    refused: str


def write_results(draft: Draft, found: Recovered) -> Produced:
    """Write `results:` with the notes on it; say which of them end in a decision and which in a refusal."""
    results = found.results[:_RESULTS_MOST]
    if len(found.results) > _RESULTS_MOST:
        draft.note("PF844", count=len(found.results) - _RESULTS_MOST)
    if not results:
        draft.note("PF830")
        draft.line("results: none")
        draft.line()
        return Produced((), "")
    for result in results:
        if not result.is_coded:
            draft.note("PF831", text=result.code)
    draft.line("results:")
    named: dict[str, PublishedResult] = {}
    for result in results:
        name = identifier(result.name, named, "ket-qua")
        named[name] = result
        _write_result(draft, name, result)
    draft.line()
    return _produced(named)


def _write_result(draft: Draft, name: str, result: PublishedResult) -> None:
    draft.line(f"{name}:", 2)
    draft.pair("name", result.name or f"Kết quả {result.code}", 4)
    if result.code:
        draft.pair("code", result.code, 4)
    draft.line(f"kind: {result.kind}", 4)


def _produced(named: Mapping[str, PublishedResult]) -> Produced:
    refusals = tuple(name for name, result in named.items() if result.kind == "refusal")
    decided = tuple(name for name in named if name not in refusals)
    if not decided or len(refusals) > 1:
        return Produced(tuple(named), "")
    return Produced(decided, refusals[0] if refusals else "")


_STEPS: Final = """\
steps:
  appraise:
    name: Thẩm định hồ sơ
    actor: officer
    outcomes:
      eligible: {to: sign, name: Đủ điều kiện}
      incomplete: {to: supplement, name: Yêu cầu bổ sung, needs_reason: true}
      not-eligible: {to: refuse, name: Không đủ điều kiện, needs_reason: true}

  sign:
    name: Ký kết quả
    actor: decider
    outcomes:"""


def write_steps(draft: Draft, produced: Produced) -> None:
    """Write the two steps every procedure has, so that the scaffold loads: appraise, and sign."""
    for line in _STEPS.splitlines():
        draft.line(line)
    if len(produced.decided) <= 1:
        named = "".join(f", produces: {name}" for name in produced.decided)
        draft.line(f"signed: {{to: return-result{named}, name: Ký}}", 6)
    else:
        for number, name in enumerate(produced.decided, start=1):
            draft.line(f"signed-{number}: {{to: return-result, produces: {name}, name: Ký}}", 6)
    if produced.refused:
        draft.line()
        draft.line("refuse:", 2)
        draft.line("outcomes:", 4)
        draft.line(f"refused: {{produces: {produced.refused}}}", 6)
