"""Everything this room can find wrong with a procedure, in one call."""

from typing import Final

from procflow.calendar import WorkCalendar, vietnam
from procflow.errors import Diagnostic
from procflow.lint.duties import check_duties
from procflow.lint.findings import Findings
from procflow.lint.fit import check_fit
from procflow.lint.soundness import check_soundness
from procflow.lint.undecided import check_undecided
from procflow.lint.walks import Walks, walk_all
from procflow.procedure import Procedure

__all__ = ["YEARS", "check", "check_structure"]

YEARS: Final = (2021, 2026)
"""The years whose days off were announced, and the time budget is proved over."""


def check(
    procedure: Procedure, calendar: WorkCalendar | None = None, *, years: tuple[int, int] = YEARS
) -> tuple[Diagnostic, ...]:
    """Judge the meaning of `procedure`; errors breach the law by construction, warnings want an analyst's eye.

    The time budget is proved for every start in `years`, counted by `calendar`, or that of public bodies.
    """
    findings = Findings(procedure)
    walks = _judge_structure(procedure, findings)
    check_fit(procedure, walks, findings, calendar or vietnam(), years)
    return findings.all()


def check_structure(procedure: Procedure) -> tuple[Diagnostic, ...]:
    """Judge all but the time budget: what can be said without a calendar, fast enough for every key pressed."""
    findings = Findings(procedure)
    _judge_structure(procedure, findings)
    return findings.all()


def _judge_structure(procedure: Procedure, findings: Findings) -> list[Walks]:
    different, walks = walk_all(procedure)
    check_soundness(procedure, different, findings)
    check_duties(procedure, different, findings)
    for each in walks:  # a condition may ask for the case and the channel
        check_undecided(procedure, each, findings)
    return walks
