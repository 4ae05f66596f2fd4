"""Fuzz the compiler: an edited procedure, profile or overlay compiles and can be judged, or is refused at a place.

    PYTHONPATH=tests/kit python tests/fuzz/compiler.py [options of libFuzzer | files to try again]

The bytes of an input choose the file and the edits that are made of it (`tests/kit/edits.py`), so that what is tried is
what an author could have written, and not noise the reader would refuse. Needs `pip install 'procflow[fuzz]'`.
"""

from typing import Final

from campaign import instrumented, run
from edits import PAGES, SOUND, Choices, edited, tree_of

with instrumented(
    __name__,
    *("procflow.definition", "procflow.procedure", "procflow.condition.facts", "procflow.clock.span"),
    *("procflow.lint.walks", "procflow.lint.soundness", "procflow.lint.duties", "procflow.library"),
):
    from procflow.errors import DefinitionError, Diagnostic
    from procflow.library import load_text, profile_names, profile_text
    from procflow.lint import check
    from procflow.lint.duties import check_duties
    from procflow.lint.findings import Findings
    from procflow.lint.soundness import check_soundness
    from procflow.lint.walks import choices as branches
    from procflow.lint.walks import walk
    from procflow.procedure import Procedure

TREES: Final = [tree_of(text) for text in SOUND]
PROFILES: Final = [tree_of(profile_text(name)) for name in profile_names()]
OVERLAYS: Final = [tree_of((PAGES / "overlay.yaml").read_text(encoding="utf-8"))]
OWN, PROFILE, OVERLAY = "a.yaml", "<profile", "o.yaml"


def found_in(choices: Choices) -> tuple[dict[str, str], tuple[Diagnostic, ...], bool]:
    """Edit one of the three kinds of file and say what is found: the texts edited, the findings, whether it loads."""
    kind = choices.below(8)
    texts = {OWN: SOUND[0]}
    if kind == 1:
        texts[PROFILE] = edited(PROFILES, choices)
    elif kind == 2:
        texts[OVERLAY] = edited([*OVERLAYS, *OVERLAYS, TREES[0]], choices)
    else:
        texts[OWN] = edited(TREES, choices)
    local = (texts[OVERLAY], OVERLAY) if OVERLAY in texts else None
    try:
        procedure = load_text(texts[OWN], OWN, profile=texts.get(PROFILE), overlay=local)
    except DefinitionError as error:
        return texts, error.diagnostics, False
    return texts, (*procedure.warnings, *judged(procedure, whole=choices.below(64) == 1)), True


def judged(procedure: Procedure, *, whole: bool) -> tuple[Diagnostic, ...]:
    """Judge what needs no calendar, and once in a while the time budget, which takes a hundred times as long."""
    if whole:
        return check(procedure, years=(2026, 2026))
    findings = Findings(procedure)
    walks = [walk(procedure, branch) for branch in branches(procedure)]
    check_soundness(procedure, walks, findings)
    check_duties(procedure, walks, findings)
    return findings.all()


def tell(texts: dict[str, str], diagnostic: Diagnostic) -> None:
    """Every finding can be told in both languages, and stands inside its file."""
    assert diagnostic.text("en"), diagnostic
    assert diagnostic.text("vi"), diagnostic
    place = diagnostic.place
    text = next((text for name, text in texts.items() if place.file.startswith(name)), None)
    if text is not None:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert 1 <= place.line <= len(lines), diagnostic
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1, diagnostic


def once(data: bytes) -> frozenset[str]:
    texts, findings, loads = found_in(Choices(data))
    for each in findings:
        tell(texts, each)
    return frozenset() if loads else frozenset(each.code for each in findings)


if __name__ == "__main__":
    run("compiler", once, max_len=48)
