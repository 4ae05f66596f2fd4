"""Score what procflow.portal recovers from published records against labels written by hand.

Run as `python tools/portal_score.py [--misses]`: prints precision and recall for each field, on the records the parsers
were tuned on and on the ones held out. `--json` prints the same for machines, `--misses` each difference. The records
are no part of the repository: they are found under $PROCFLOW_SHARED or beside the checkout.
"""

import gzip
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Final, cast

import yaml

from procflow.clock import Span, Unit
from procflow.portal import Recovered, Scaffold, read_record, scaffold

__all__ = ["FIELDS", "Tally", "published", "score"]

REPO: Final = Path(__file__).resolve().parent.parent
LABELS: Final = REPO / "tests" / "portal" / "labels"
SPLITS: Final = ("tune", "held")
UNITS: Final = {
    Unit.WORKING_DAY: "wd",
    Unit.DAY: "d",
    Unit.HOUR: "h",
    Unit.WORKING_HOUR: "wh",
    Unit.MINUTE: "min",
    Unit.WEEK: "w",
    Unit.MONTH: "mo",
    Unit.YEAR: "y",
}
DOUBTS: Final = {
    "PF810": "no-unit",
    "PF811": "no-limit",
    "PF813": "channels-differ",
    "PF814": "limit-text",
    "PF817": "copied",
    "PF820": "fee-text",
    "PF821": "fee-free",
    "PF831": "result-code",
}
FIELDS: Final = (
    "decision",
    "limits",
    "fees",
    "papers",
    "originals",
    "copies",
    "cases",
    "results",
    "laws",
    "deadlines",
    "features",
    "doubts",
)


@dataclass(slots=True)
class Tally:
    """Count what was recovered rightly, what was recovered wrongly, and what was missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, code: str, wanted: Iterable[str], got: Iterable[str]) -> None:
        """Compare two multisets of facts of the record `code`."""
        want, have = Counter(wanted), Counter(got)
        self.right += (want & have).total()
        self.wrong += (have - want).total()
        self.missed += (want - have).total()
        if want != have:
            self.misses.append(
                f"{code}: missed {sorted((want - have).elements())}, got {sorted((have - want).elements())}"
            )

    @property
    def precision(self) -> float:
        """Say how much of what was recovered is right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Say how much of what is there was recovered."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def published() -> Path | None:
    """Find the published records, or None where this machine has none."""
    places = [os.environ.get("PROCFLOW_SHARED"), str(REPO.parent / "shared")]
    files = [Path(place) / "data" / "portal" / "procedures.jsonl.gz" for place in places if place]
    return next((file for file in files if file.exists()), None)


def score(split: str, file: Path) -> Mapping[str, Tally]:
    """Compare the records of `split` in `file` with their labels, field by field."""
    labels = cast("Mapping[str, Mapping[str, object]]", yaml.safe_load((LABELS / f"{split}.yaml").read_text("utf-8")))
    tallies = {name: Tally() for name in FIELDS}
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = read_record(json.loads(line))
            if record.code in labels:
                wanted, got = _labelled(labels[record.code]), _recovered(scaffold(record))
                for name, tally in tallies.items():
                    tally.add(record.code, wanted[name], got[name])
    return tallies


def _labelled(label: Mapping[str, object]) -> Mapping[str, Sequence[str]]:
    papers = cast("Sequence[Sequence[int]]", label["papers"])
    return {
        "decision": [str(label["decision"])],
        "limits": _by_channel(cast("Mapping[str, Sequence[object]]", label["limits"])),
        "fees": _by_channel(cast("Mapping[str, Sequence[object]]", label["fees"])),
        **_counts(papers),
        "cases": [f"case {number}" for number in range(cast("int", label["cases"]))],
        **{
            name: [str(value) for value in cast("Sequence[object]", label[name])]
            for name in ("results", "laws", "deadlines", "features", "doubts")
        },
    }


def _recovered(result: Scaffold) -> Mapping[str, Sequence[str]]:
    found = result.recovered
    papers = [
        (len(group.papers), sum(paper.originals for paper in group.papers), sum(paper.copies for paper in group.papers))
        for group in found.papers.groups
    ]
    return {
        "decision": [found.record.decision],
        "limits": [f"{way.channel} {_limit(way.limit.span(), way.limit.figure)}" for way in found.ways.rows],
        "fees": _fees(found),
        **_counts(papers),
        "cases": [f"case {number}" for number in range(len(found.case_groups))],
        "results": [one.code for one in found.results],
        "laws": [one.number for one in found.laws],
        "deadlines": [_span(one.span) for one in found.deadlines],
        "features": [str(one.kind) for one in found.features],
        "doubts": sorted({DOUBTS[note.code] for note in result.notes if note.code in DOUBTS}),
    }


def _counts(groups: Sequence[Sequence[int]]) -> Mapping[str, Sequence[str]]:
    """Spread the counts of each group into facts: three papers of the second group are three facts `2`."""
    names = ("papers", "originals", "copies")
    return {
        name: [str(at) for at, group in enumerate(groups) for _ in range(group[column])]
        for column, name in enumerate(names)
    }


def _by_channel(rows: Mapping[str, Sequence[object]]) -> list[str]:
    return [f"{channel} {value}" for channel, values in rows.items() for value in values]


def _limit(span: Span | None, figure: str) -> str:
    return _span(span) if span else f"{figure} bare" if figure else "none"


def _span(span: Span) -> str:
    return f"{span.amount} {UNITS.get(span.unit, str(span.unit))}"


def _fees(found: Recovered) -> list[str]:
    return [
        f"{way.channel} {_fee(fee.is_free, fee.amount, fee.currency)}" for way in found.ways.rows for fee in way.fees
    ]


def _fee(is_free: bool, amount: Decimal | None, currency: str) -> str:  # noqa: FBT001 - three cells of one row
    return "free" if is_free else "none" if amount is None else f"{amount} {currency}"


def main(arguments: Sequence[str]) -> int:
    """Print the scores; exit 1 where there are no records to score."""
    file = published()
    if file is None:
        print("no published records on this machine", file=sys.stderr)
        return 1
    tallies = {split: score(split, file) for split in SPLITS if (LABELS / f"{split}.yaml").exists()}
    if "--json" in arguments:
        print(
            json.dumps(
                {
                    split: {name: [one.precision, one.recall] for name, one in found.items()}
                    for split, found in tallies.items()
                }
            )
        )
        return 0
    print(f"{'':12}" + "".join(f"{split + ' precision':>18}{'recall':>9}{'facts':>8}" for split in tallies))
    for name in FIELDS:
        cells = (tallies[split][name] for split in tallies)
        print(
            f"{name:12}"
            + "".join(f"{one.precision:18.3f}{one.recall:9.3f}{one.right + one.missed:8d}" for one in cells)
        )
    if "--misses" in arguments:
        print(
            "\n".join(
                f"{split} {name} {miss}" for split in tallies for name in FIELDS for miss in tallies[split][name].misses
            )
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
