"""Personal values on their way in and out: kept apart before anything is decided, disclosed to the decision alone.

Invariants: no event, state, repeat check or feed holds a personal value, only commitments; the salts are made here and
nowhere else; what identifies a repeat tells nothing of a personal value either.
"""

import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from sqlalchemy import Connection

from procflow.core import Law
from procflow.dossier import Adopt, Amend, Command, Dossier, Submit, Withheld
from procflow.dossier.personal import FactValue
from procflow.errors import JournalError, MisuseError
from procflow.store import Kept, keep, read_kept, withheld
from procflow.store.personal import SALT_BYTES

__all__ = ["Apart", "blank", "disclosed", "is_same", "personal_values", "seals_of", "set_apart", "shown_of"]

_BLANK: Final = Withheld("")
C = TypeVar("C", bound=Command)


@dataclass(frozen=True, slots=True)
class Apart:
    """Hold a command with its personal values taken out, the law that may see them, and what is to be kept apart."""

    command: Command
    law: Law
    kept: tuple[Kept, ...] = ()
    names: frozenset[str] = frozenset()


def set_apart(law: Law, dossier: Dossier | None, dossier_id: str, command: Command) -> Apart:
    """Take the personal values out of `command`; an amendment to the value that stands keeps its commitment.

    Raises:
        MisuseError: PF674, when a detail has the name of a declared fact.
    """
    if not isinstance(command, Submit | Adopt | Amend):
        return Apart(command, law)
    specs = law.procedure.facts
    clash = next((name for name in command.details if name in specs), None)
    if clash is not None:
        raise MisuseError("PF674", name=clash)
    facts = {name: value for name, value in command.facts.items() if name in specs and specs[name].personal}
    if not facts and not command.details:
        return Apart(command, law)
    standing = {} if dossier is None else withheld(dossier.facts, dossier.details)
    known = {name: law.disclosed.get(value.commitment) for name, value in standing.items()}
    kept: dict[str, Kept] = {}
    for name, value in {**facts, **command.details}.items():
        if name not in known or type(known[name]) is not type(value) or known[name] != value:
            kept[name] = keep(dossier_id, name, value, secrets.token_bytes(SALT_BYTES))
    seals = standing | {name: Withheld(one.commitment) for name, one in kept.items()}
    shown = {one.commitment: one.read() for one in kept.values()}
    return Apart(
        replace(
            command,
            facts={name: seals[name] if name in facts else value for name, value in command.facts.items()},
            details={name: seals[name] for name in command.details},
        ),
        replace(law, disclosed={**law.disclosed, **shown}),
        tuple(kept.values()),
        frozenset(facts),
    )


def blank(command: C, names: Collection[str]) -> C:
    """Give `command` with nothing in the place of its details and of the facts called `names`."""
    if not isinstance(command, Submit | Adopt | Amend) or not (command.details or names):
        return command
    facts = {name: _BLANK if name in names else value for name, value in command.facts.items()}
    return replace(command, facts=facts, details=dict.fromkeys(command.details, _BLANK))


def is_same(connection: Connection, dossier: Dossier, command: Command) -> bool:
    """Say whether the personal values of a repeated command are those given first; what was erased is not compared."""
    if not isinstance(command, Submit | Adopt | Amend):
        return True
    standing = withheld(dossier.facts, dossier.details)
    given = {name: value for name, value in {**command.facts, **command.details}.items() if name in standing}
    kept = read_kept(connection, (standing[name].commitment for name in given))
    rows = {name: kept.get(standing[name].commitment) for name in given}
    return all(row is None or row.is_of(given[name]) for name, row in rows.items())


def disclosed(connection: Connection, dossier: Dossier) -> Mapping[str, FactValue]:
    """Read the personal values a decision about `dossier` may need, by their commitments.

    Raises:
        JournalError: PF670, when one is not the value the journal commits to.
    """
    seals = seals_of(dossier)
    return shown_of(seals, read_kept(connection, seals))


def seals_of(dossier: Dossier) -> list[str]:
    """Give the commitments of the personal values of `dossier` that stand."""
    return [seal.commitment for seal in withheld(dossier.facts, dossier.details).values()]


def shown_of(seals: Iterable[str], kept: Mapping[str, Kept]) -> Mapping[str, FactValue]:
    """Give the values behind `seals` by them, from the rows that were read; raise as `disclosed` does."""
    return {seal: kept[seal].read() for seal in seals if seal in kept}


def personal_values(connection: Connection, dossier_id: str, dossier: Dossier) -> dict[str, FactValue]:
    """Read the personal values of `dossier` that were not erased, by name.

    Raises:
        JournalError: PF670, PF671, when one is not the value the journal commits to, or is missing.
    """
    kept = disclosed(connection, dossier)
    seals = withheld(dossier.facts, dossier.details)
    missing = next((name for name, seal in seals.items() if seal.commitment not in kept), None)
    if missing is not None:
        raise JournalError("PF671", dossier=dossier_id, name=missing)
    return {name: kept[seal.commitment] for name, seal in seals.items()}
