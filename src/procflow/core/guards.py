"""The questions every act is asked: may this person do it, may it be dated so, are other hands needed.

Invariant: deny by default; a role nobody grants is a role nobody has.
"""

from datetime import datetime
from typing import Final

from procflow.clock import VIETNAM_TIME
from procflow.core.draft import Draft
from procflow.dossier import Actor
from procflow.dossier.actor import APPLICANT_ROLE
from procflow.errors import MisuseError, Rejected, Spoken
from procflow.procedure import Step

__all__ = ["BASIS", "OPINION", "check_hands", "check_named", "check_order", "check_party", "check_role", "local_moment"]

BASIS: Final = Spoken(
    "the article or the request it rests on (`basis`)", "căn cứ: điều khoản hoặc đơn yêu cầu (`basis`)"
)
OPINION: Final = Spoken("what the opinion says (`opinion`)", "nội dung ý kiến (`opinion`)")


def local_moment(at: datetime) -> datetime:
    """Give `at` as it is told in Vietnam.

    Raises:
        MisuseError: PF530, when it does not say its zone.
    """
    if at.tzinfo is VIETNAM_TIME:
        return at
    if at.tzinfo is None or at.utcoffset() is None:
        raise MisuseError("PF530", at=at.isoformat())
    return at.astimezone(VIETNAM_TIME)


def check_role(actor: Actor, *roles: str) -> None:
    """Refuse an actor who plays none of `roles`.

    Raises:
        Rejected: PF504.
    """
    held = actor.roles
    for role in roles:
        if role in held:
            return
    raise Rejected("PF504", actor=actor.id, role=" / ".join(roles), held=", ".join(held) or "-")


def check_party(draft: Draft, *roles: str) -> None:
    """Refuse an actor who plays none of `roles`, and an applicant whose dossier this is not (policy `own-dossier`).

    Whoever plays the applicant alone acts on a dossier of their own, or as a declared representative of the applicant
    (BLDS 2015 Đ.134-138); the desk, where it is among `roles`, acts for anybody who comes to it.

    Raises:
        Rejected: PF504, PF563.
    """
    actor = draft.by
    for role in roles:
        if role in actor.roles and (role != APPLICANT_ROLE or _is_party(draft)):
            return
    check_role(actor, *roles)
    raise Rejected("PF563", actor=actor.id)


def _is_party(draft: Draft) -> bool:
    dossier = draft.dossier
    parties = {dossier.applicant, *dossier.representatives} - {""}  # nobody is the applicant that is not known
    return not parties.isdisjoint(draft.by.hands)


def check_order(draft: Draft, *, outside: bool, since: datetime | None = None) -> None:
    """Refuse an act dated before the last one; a fact from outside may predate it, but not what it answers.

    Raises:
        Rejected: PF505 for an officer's act, PF506 for a fact from outside.
    """
    if not outside:
        if draft.at < draft.dossier.last_at:
            raise Rejected("PF505", at=_spell(draft.at), last=_spell(draft.dossier.last_at))
    elif since is not None and draft.at < since:
        raise Rejected("PF506", at=_spell(draft.at), since=_spell(since))


def check_hands(draft: Draft, step: Step) -> None:
    """Refuse a person whose hands did a step that must be done by others.

    Raises:
        Rejected: PF507.
    """
    for other in step.separate_from:
        if set(draft.by.hands) & set(draft.dossier.hands.get(other, ())):
            raise Rejected("PF507", actor=draft.by.id, step=step.id, other=other)


def _spell(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")


def check_named(text: str, act: str, what: Spoken) -> None:
    """Refuse an act that leaves out `what` it rests on or whom it concerns.

    Raises:
        Rejected: PF583.
    """
    if not text.strip():
        raise Rejected("PF583", outcome=act, what=what)
