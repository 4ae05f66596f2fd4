"""The transitional clause: what a new version says of dossiers that were handed in before it took effect.

Invariant: where a version says nothing, what was accepted before stays under the law of its acceptance, because a text
governs what happens while it is in force (Luật Ban hành văn bản quy phạm pháp luật 2015 Đ.156 k.1).
"""

from enum import StrEnum

from procflow.definition.base import Id, Spec, Text

__all__ = ["OldDossiers", "OldLimits", "TransitionSpec"]


class OldDossiers(StrEnum):
    """Say which law dossiers accepted before are under: the old one, the new one, or the one the applicant chooses."""

    KEEP = "keep"
    MOVE = "move"
    CHOOSE = "choose"


class OldLimits(StrEnum):
    """Say what becomes of a limit that runs when its dossier is moved: as it was, in favour of whom it protects, anew.

    IN_FAVOUR counts it by the new text from the same start, and takes that where an agency ends earlier by it or an
    applicant later.
    """

    KEEP = "keep"
    IN_FAVOUR = "in-favour"
    RECOUNT = "recount"


class TransitionSpec(Spec):
    """State the transitional clause of a version: `steps` and `cases` say what the old ones are called in it."""

    accepted: OldDossiers
    limits: OldLimits = OldLimits.IN_FAVOUR
    steps: dict[Id, Id] | None = None
    cases: dict[Id, Id] | None = None
    basis: Text
