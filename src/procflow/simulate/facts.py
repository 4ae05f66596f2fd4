"""Invented facts of a dossier, each within what the procedure declares."""

from datetime import date, timedelta
from typing import Final

from procflow.definition import FactKind, FactSpec
from procflow.dossier.commands import FactValue
from procflow.procedure import LARGEST, Procedure
from procflow.simulate.habits import Chance

__all__ = ["random_facts"]

_USUAL: Final = 20
_YEAR: Final = 365


def random_facts(procedure: Procedure, chance: Chance, on: date) -> dict[str, FactValue]:
    """Invent the facts a dossier handed in `on` a day states; an optional one is stated half the time."""
    ahead = procedure.clauses.notice.before if procedure.clauses.notice else ""
    return {
        name: _fact(spec, chance, on, is_ahead=name == ahead)
        for name, spec in procedure.facts.items()
        if spec.derived is None and not (spec.optional and chance.random() < 0.5)  # noqa: PLR2004 - half the time
    }


def _fact(spec: FactSpec, chance: Chance, on: date, *, is_ahead: bool) -> FactValue:
    match spec.type:
        case FactKind.BOOLEAN:
            return chance.random() < 0.5  # noqa: PLR2004 - as often as not
        case FactKind.INTEGER:
            least, most = spec.least or 0, LARGEST if spec.most is None else spec.most
            return chance.randint(least, min(most, least + _USUAL))
        case FactKind.DATE:
            days = chance.randint(1, _YEAR)
            return on + timedelta(days=days % 30 if is_ahead else -days)
        case FactKind.CHOICE:
            return chance.choice(tuple(spec.choices or {}))
        case FactKind.TEXT:
            return "-"
