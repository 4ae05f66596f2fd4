"""Everything a published record states, as values: what the scaffold is written from and what the score measures.

Invariant: pure; the same record always gives the same value, whatever its fields hold.
"""

from dataclasses import dataclass

from procflow.portal.deadlines import Deadline, find_deadlines
from procflow.portal.features import Feature, find_features
from procflow.portal.laws import LegalDocument, read_laws
from procflow.portal.papers import GroupKind, PaperGroup, Papers, read_papers
from procflow.portal.record import PortalRecord
from procflow.portal.results import PublishedResult, read_results
from procflow.portal.ways import Way, Ways, read_ways

__all__ = ["Recovered", "recover"]


@dataclass(frozen=True, slots=True)
class Recovered:
    """Hold what was read from one record."""

    record: PortalRecord
    ways: Ways
    papers: Papers
    results: tuple[PublishedResult, ...]
    laws: tuple[LegalDocument, ...]
    deadlines: tuple[Deadline, ...]
    features: tuple[Feature, ...]

    @property
    def channels(self) -> tuple[str, ...]:
        """List the channels that have a row, in the form's order."""
        return tuple(dict.fromkeys(way.channel for way in self.ways.rows))

    def rows(self, channel: str) -> tuple[Way, ...]:
        """List the rows of `channel`."""
        return tuple(way for way in self.ways.rows if way.channel == channel)

    @property
    def case_groups(self) -> tuple[tuple[str, tuple[PaperGroup, ...]], ...]:
        """List the cases the papers speak of, by title, each with its groups; one group alone is no case."""
        groups: dict[str, list[PaperGroup]] = {}
        titles: dict[str, str] = {}
        for group in self.papers.groups:
            if group.kind is GroupKind.CASE:
                key = group.title.casefold()
                titles.setdefault(key, group.title)
                groups.setdefault(key, []).append(group)
        if len(groups) == 1 and not any(group.kind is GroupKind.ALL for group in self.papers.groups):
            return ()
        return tuple((titles[key], tuple(found)) for key, found in groups.items())


def recover(record: PortalRecord) -> Recovered:
    """Read everything `record` states."""
    ways = read_ways(record.ways)
    told = "\n".join((record.steps, *dict.fromkeys(way.note for way in ways.rows)))
    return Recovered(
        record=record,
        ways=ways,
        papers=read_papers(record.papers, record.name),
        results=read_results(record.results),
        laws=read_laws(record.laws),
        deadlines=find_deadlines(record.steps),
        features=find_features(told),
    )
