"""A comparison of two versions for people and programs: text, Markdown, and data for JSON.

Invariant: the three say the same; the data hold codes that stay the same in every language, beside the words.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Final

from procflow.comparison import (
    Area,
    Aspect,
    Change,
    Comparison,
    Consequence,
    ConsequenceKind,
    Kind,
    Reading,
    Trend,
    consequences,
)
from procflow.errors import Language
from procflow.render.difference_words import AREAS, ASPECTS, CLAUSES, CONSEQUENCES, HEADINGS, KINDS, TRENDS

__all__ = ["difference_data", "difference_markdown", "difference_text"]

_ISO_DAY: Final = re.compile(r"\A(\d{4})-(\d{2})-(\d{2})\Z")
_SIGNS = {Kind.ADDED: "+", Kind.REMOVED: "-", Kind.CHANGED: "~"}


def difference_text(comparison: Comparison) -> str:
    """Write `comparison` as lines: `+` what was added, `-` what was removed, `~` what was changed."""
    return "\n".join(_text(comparison)) + "\n"


def difference_markdown(comparison: Comparison) -> str:
    """Write `comparison` as Markdown: a table for each part of the procedure."""
    return "\n".join(_markdown(comparison)) + "\n"


def difference_data(comparison: Comparison) -> dict[str, object]:
    """Give `comparison` as data: codes for programs, words for people."""
    lang = comparison.lang
    return {
        "code": comparison.new.code,
        "old": {"version": comparison.old.version, "effective": comparison.old.effective.isoformat()},
        "new": {"version": comparison.new.version, "effective": comparison.new.effective.isoformat()},
        "changes": [
            {
                "area": change.area.value,
                "path": list(change.path),
                "name": _name(change, lang),
                "kind": change.kind.value,
                "readings": [
                    {"aspect": each.aspect.value, "old": each.old, "new": each.new, "trend": each.trend.value}
                    for each in (_dated(reading, lang) for reading in change.readings)
                ],
            }
            for change in comparison.changes
        ],
        "in_progress": [
            {"kind": each.kind.value, "values": dict(each.values), "text": _consequence(each, lang)}
            for each in consequences(comparison)
        ],
    }


def _text(comparison: Comparison) -> Iterator[str]:
    lang = comparison.lang
    yield _title(comparison)
    for area, changes in groupby(comparison.changes, key=lambda change: change.area):
        yield f"\n{_pick(AREAS[area], lang)}"
        for change in changes:
            yield from _change_lines(change, lang)
    yield from _told_in_progress(comparison, f"\n{_pick(HEADINGS['progress'], lang)}", "  ")


def _change_lines(change: Change, lang: Language) -> Iterator[str]:
    sign, name = _SIGNS[change.kind], _name(change, lang)
    indent = "  "
    if name:
        yield f"  {sign} {name}"
        indent = "      "
    for reading in change.readings:
        if _is_the_name(change, reading):
            continue
        aspect = _pick(ASPECTS[reading.aspect], lang)
        yield f"{indent}{'' if name else sign + ' '}{aspect}: {_arrow(change, reading, lang)}"


def _is_the_name(change: Change, reading: Reading) -> bool:
    """Say whether a reading repeats the name the part is called by."""
    return change.kind is not Kind.CHANGED and change.name.endswith(reading.new or reading.old)


def _arrow(change: Change, reading: Reading, lang: Language) -> str:
    reading = _dated(reading, lang)
    trend = f" ({_pick(TRENDS[reading.trend], lang)})" if reading.trend is not Trend.NONE else ""
    if not reading.old or not reading.new:
        kind = Kind.REMOVED if reading.old else Kind.ADDED
        told = f" ({_pick(KINDS[kind], lang)})" if change.kind is Kind.CHANGED else ""
        return f"{reading.new or reading.old}{told}"
    return f"{reading.old} → {reading.new}{trend}"


def _markdown(comparison: Comparison) -> Iterator[str]:
    lang = comparison.lang
    head = ("Nội dung", "Trước", "Sau") if lang == "vi" else ("What", "Before", "After")
    yield f"# {_title(comparison)}"
    for area, changes in groupby(comparison.changes, key=lambda change: change.area):
        yield f"\n## {_pick(AREAS[area], lang)}\n"
        yield f"| | {' | '.join(head)} |"
        yield "|---|---|---|---|"
        for change in changes:
            yield from _rows(change, lang)
    yield from _told_in_progress(comparison, f"\n## {_pick(HEADINGS['progress'], lang)}\n", "- ")


def _rows(change: Change, lang: Language) -> Iterator[str]:
    kind, name = _pick(KINDS[change.kind], lang), _name(change, lang)
    for reading in change.readings:
        if _is_the_name(change, reading) and len(change.readings) > 1:
            continue
        what = " · ".join(part for part in (name, _pick(ASPECTS[reading.aspect], lang)) if part)
        trend = f" ({_pick(TRENDS[reading.trend], lang)})" if reading.trend is not Trend.NONE else ""
        told = _dated(reading, lang)
        yield f"| {kind} | {_cell(what)} | {_cell(told.old)} | {_cell(told.new)}{trend} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _told_in_progress(comparison: Comparison, heading: str, before: str) -> Iterator[str]:
    lang, found = comparison.lang, consequences(comparison)
    if not comparison.changes:
        yield _pick(HEADINGS["same"], lang)
    if found:
        yield heading
        yield from (f"{before}{_consequence(each, lang)}" for each in found)
    is_silent = not comparison.new.transition.basis
    if is_silent and any(each.kind is ConsequenceKind.STAYS_UNDER_OLD for each in found):
        yield f"{before}{_pick(HEADINGS['transition'], lang)}"


def _consequence(consequence: Consequence, lang: Language) -> str:
    said = {key: value if key == "version" else _day(value, lang) for key, value in consequence.values.items()}
    return _pick(CONSEQUENCES[consequence.kind], lang).format(**said)


def _dated(reading: Reading, lang: Language) -> Reading:
    """Write the days on which a version begins and ends as the language does."""
    if reading.aspect not in {Aspect.EFFECTIVE, Aspect.UNTIL}:
        return reading
    return replace(reading, old=_day(reading.old, lang), new=_day(reading.new, lang))


def _day(text: str, lang: Language) -> str:
    """Write a day as the language does; what is none stays."""
    return _ISO_DAY.sub(r"\3/\2/\1", text) if lang == "vi" else text


def _title(comparison: Comparison) -> str:
    old, new = comparison.old, comparison.new
    name = new.name_en if comparison.lang == "en" and new.name_en else new.name
    return f"{new.code} · {name} · {old.version} → {new.version}"


def _name(change: Change, lang: Language) -> str:
    return _pick(CLAUSES[change.path[0]], lang) if change.area is Area.CLAUSE else change.name


def _pick(pair: tuple[str, str], lang: Language) -> str:
    return pair[0] if lang == "vi" else pair[1]
