"""A family of interlinked dossiers moving on together through time and commands; no part of it knows the database.

Invariants: what falls due in any member is brought about before anything else happens to one, in due order, so that a
journal does not depend on which member was looked at; a parent learns in the same move that a child is done, by an
event that names the entry of the child's journal; a parent that has ended learns nothing any more.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from procflow.core import Law, apply, wake_on
from procflow.core.kindred import child_done, open_child, submission_of_child
from procflow.dossier import ChildOpened, ChildStarted, Dossier, Event, Wake
from procflow.engine.child_codes import ChildIds
from procflow.engine.privacy import Apart, set_apart
from procflow.engine.progress import happen
from procflow.errors import ConflictError, ProcflowError, Rejected, StoreError
from procflow.procedure import Child
from procflow.store import Act, Head, Kept, chain_root

__all__ = ["Family", "LawOfChild", "Member"]

LawOfChild = Callable[[str, date], Law | None]
"""Give the law of a procedure on a day; None where its dossiers are kept elsewhere."""


@dataclass(slots=True)
class Member:
    """Hold one dossier of a family, and what has happened to it since it was read; its journal ended at `head`."""

    dossier_id: str
    law: Law
    dossier: Dossier
    head: Head
    is_new: bool = False
    acts: list[Act] = field(default_factory=list)

    @property
    def events(self) -> tuple[Event, ...]:
        """Give what has happened since it was read."""
        return tuple(event for act in self.acts for event in act.events)


class Family:
    """Move interlinked dossiers on together; `kept` gathers the personal values of those opened on the way.

    `ids` says what those are called.
    """

    def __init__(self, members: Iterable[Member], law_of_child: LawOfChild, ids: ChildIds) -> None:
        self.members = {member.dossier_id: member for member in members}
        self.kept: list[Kept] = []
        self.ids = ids
        self._law_of_child = law_of_child

    @property
    def has_changed(self) -> bool:
        """Say whether anything has happened to any member."""
        return any(member.acts for member in self.members.values())

    def pass_time(self, until: datetime) -> None:
        """Bring about everything that fell due in any member up to `until`, each at its own moment.

        Raises:
            StoreError: PF634, when waking at a due moment changes nothing.
        """
        while (due := self._next_due()) is not None and due[0] <= until:
            at, dossier_id = due
            member = self.members[dossier_id]
            events, dossier = happen(member.law, member.dossier, Wake(at=at))
            if not events:
                raise StoreError("PF634", dossier=dossier_id, at=at.isoformat())
            self.add(dossier_id, events, dossier)

    def _next_due(self) -> tuple[datetime, str] | None:
        moments = ((wake_on(member.dossier), name) for name, member in self.members.items())
        return min(((at, name) for at, name in moments if at is not None), default=None)

    def command(self, dossier_id: str, apart: Apart, command_id: str, payload: bytes) -> tuple[Act, Dossier]:
        """Let a command happen to a member; give its act, and the member as it is right after it.

        Raises:
            ProcflowError: as `procflow.core.decide` does, and PF680 when a child cannot be opened.
        """
        member = self.members[dossier_id]
        events, dossier = happen(apart.law, member.dossier, apart.command)
        member.law = apart.law
        return self.add(dossier_id, events, dossier, Act((), command_id, payload))

    def begin(self, member: Member, events: tuple[Event, ...], named: Act) -> tuple[Act, Dossier]:
        """Take in a dossier that was just handed in, with what happened to it."""
        self.members[member.dossier_id] = member
        return self.add(member.dossier_id, events, member.dossier, named)

    def add(
        self,
        dossier_id: str,
        events: tuple[Event, ...],
        dossier: Dossier,
        named: Act | None = None,
        *,
        law: Law | None = None,
    ) -> tuple[Act, Dossier]:
        """Let `events` have happened to a member, and everything follow from them that concerns the others.

        `named` names the command that brought them about; without one, each event stands for itself. `law` is the law
        the member is under from then on, where that is another. Where something that would follow is refused, nothing
        has happened to any member.

        Raises:
            Rejected: PF680, when a child cannot be opened.
            ConflictError: PF622, when another transaction has the numbers a child is named by.
        """
        members = {name: replace(member, acts=[*member.acts]) for name, member in self.members.items()}
        kept, given = [*self.kept], self.ids.given()
        try:
            self.members[dossier_id].law = law or self.members[dossier_id].law
            return self._add(dossier_id, events, dossier, named)
        except ProcflowError:
            self.members, self.kept = members, kept
            self.ids.give_back(given)
            raise

    def _add(
        self, dossier_id: str, events: tuple[Event, ...], dossier: Dossier, named: Act | None = None
    ) -> tuple[Act, Dossier]:
        member = self.members[dossier_id]
        member.dossier = dossier
        children: list[Member] = []
        before = member.head.version + len(member.events)
        for entry, started in enumerate(events, before + 1):
            child = self._opened(member, started, entry) if isinstance(started, ChildStarted) else None
            if child is not None:
                children.append(child)
                name = child.dossier.child
                opened = ChildOpened(at=started.at, by=started.by, child=name, dossier=child.dossier_id)
                events = (*events, opened)
                member.dossier = apply(member.dossier, opened)
        act, answer = Act(events), member.dossier
        if named is not None and events:
            act = replace(named, events=events)
            member.acts.append(act)
        else:
            member.acts += [Act((event,)) for event in events]
        for child in children:
            self._spread(child)
        self._tell_parent(member)
        return act, answer

    def _opened(self, parent: Member, event: ChildStarted, entry: int) -> Member | None:
        law = self._law_of_child(event.procedure, event.at.date())
        if law is None:
            return None
        try:
            self._check_line(parent, event)
            child = _child_of(parent, event)
            begun = submission_of_child(law, parent.dossier, parent.law, child)
            known = self.ids.give(parent.dossier_id, parent.dossier, child, event.at.date())
            child_id, begun = known.dossier_id, replace(begun, at=event.at, competent=known.competent)
            apart = set_apart(law, None, child_id, begun)
            events, dossier = open_child(
                apart.law, apart.command, parent=parent.dossier_id, child=event.child, parent_version=entry
            )
        except ConflictError:
            raise  # it may be repeated
        except ProcflowError as error:
            raise Rejected("PF680", child=event.child, procedure=event.procedure, reason=error.message()) from error
        self.kept += apart.kept
        head = Head(child_id, 0, chain_root(child_id))
        return Member(child_id, apart.law, dossier, head, is_new=True, acts=[Act((one,)) for one in events])

    def _check_line(self, parent: Member, event: ChildStarted) -> None:
        """Refuse a child of a procedure it descends from: opening would never end."""
        member: Member | None = parent
        while member is not None:
            if member.dossier.procedure == event.procedure:
                raise Rejected("PF681", procedure=event.procedure)
            member = self.members.get(member.dossier.parent)

    def _spread(self, child: Member) -> None:
        """Take in a dossier that was just opened, with what its own first events bring about."""
        acts, child.acts = child.acts, []
        self.members[child.dossier_id] = child
        self._add(child.dossier_id, tuple(event for act in acts for event in act.events), child.dossier)

    def _tell_parent(self, child: Member) -> None:
        dossier = child.dossier
        parent = self.members.get(dossier.parent)
        is_done = dossier.finished_at is not None or dossier.ended is not None
        if parent is None or not is_done or parent.dossier.ended is not None:
            return
        if parent.dossier.children.get(dossier.child, True):
            return
        entry = child.head.version + len(child.events)
        command = child_done(child.law.procedure, dossier, at_entry=entry, dossier_id=child.dossier_id)
        events, after = happen(parent.law, parent.dossier, command)
        self._add(parent.dossier_id, events, after)


def _child_of(parent: Member, event: ChildStarted) -> Child:
    """Find what the parent's procedure says of a child that starts."""
    steps = parent.law.procedure.steps
    here = steps[parent.dossier.step]
    return next(step.children[event.child] for step in (here, *steps.values()) if event.child in step.children)
