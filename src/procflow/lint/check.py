"""Everything this room can find wrong with a procedure, in one call."""

from procflow.errors import Diagnostic
from procflow.lint.duties import check_duties
from procflow.lint.findings import Findings
from procflow.lint.soundness import check_soundness
from procflow.lint.walks import choices, walk
from procflow.procedure import Procedure

__all__ = ["check"]


def check(procedure: Procedure) -> tuple[Diagnostic, ...]:
    """Judge the meaning of `procedure`; errors breach the law by construction, warnings want an analyst's eye."""
    findings = Findings(procedure)
    walks = [walk(procedure, choice) for choice in choices(procedure)]
    check_soundness(procedure, walks, findings)
    check_duties(procedure, walks, findings)
    return findings.all()
