"""Diagnostics for the machines that show them beside the code: SARIF for code scanning, workflow commands of GitHub."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from procflow.__about__ import __version__
from procflow.errors import CATALOGUE, Diagnostic, Language, Severity

__all__ = ["as_github", "as_sarif"]

_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
"""What GitHub calls the weights; SARIF's names are ours."""
_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def as_sarif(
    found: Sequence[Diagnostic], aside: Sequence[tuple[Diagnostic, str]], lang: Language
) -> Mapping[str, object]:
    """Give a SARIF 2.1.0 log; what was set aside is in it as suppressed, with its reason."""
    results = [_result(each, lang) for each in found]
    results += [
        {**_result(each, lang), "suppressions": [{"kind": "external", "justification": reason}]}
        for each, reason in aside
    ]
    codes = sorted({each.code for each in found} | {each.code for each, _ in aside})
    driver = {"name": "procflow", "version": __version__, "rules": [_rule(code, lang) for code in codes]}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}


def _rule(code: str, lang: Language) -> Mapping[str, object]:
    entry = CATALOGUE[code]
    text, hint = (entry.vi, entry.hint_vi) if lang == "vi" else (entry.en, entry.hint_en)
    return {"id": code, "shortDescription": {"text": text}, "help": {"text": hint or text}}


def _result(each: Diagnostic, lang: Language) -> dict[str, object]:
    place, hint = each.place, each.hint(lang)
    region = {"startLine": place.line, "startColumn": place.column}
    if place.end_line >= place.line and place.end_column > 0:
        region |= {"endLine": place.end_line, "endColumn": place.end_column}
    location = {"artifactLocation": {"uri": place.file.replace("\\", "/")}, "region": region}
    return {
        "ruleId": each.code,
        "level": each.severity.value,
        "message": {"text": f"{each.message(lang)}; {hint}" if hint else each.message(lang)},
        "locations": [{"physicalLocation": location}],
    }


def as_github(found: Iterable[Diagnostic], lang: Language) -> list[str]:
    """Give one workflow command a line: `::error file=a.yaml,line=3,col=5,title=PF301::...`."""
    lines = []
    for each in found:
        place = each.place
        keys = f"file={_key(place.file)},line={place.line},col={place.column}"
        if place.end_line == place.line:
            keys += f",endColumn={place.end_column}"
        hint = each.hint(lang)
        text = f"{each.message(lang)}\n{hint}" if hint else each.message(lang)
        lines.append(f"::{_LEVELS[each.severity]} {keys},title={each.code}::{_escaped(text)}")
    return lines


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _key(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
