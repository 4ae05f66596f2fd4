"""The texts of every error code, in English and Vietnamese, gathered from one table per room.

Ranges: PF1xx reading YAML, PF2xx what an author may write, PF3xx the meaning of a procedure, PF4xx calendars, spans and
deadlines, PF5xx commands refused, PF6xx store and journal, PF7xx command line and worked examples,
PF8xx the portal's published form.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from procflow.errors import (
    codes_command,
    codes_condition,
    codes_definition,
    codes_journal,
    codes_lint,
    codes_portal,
    codes_procedure,
    codes_shell,
    codes_source,
    codes_store,
    codes_time,
)
from procflow.errors.entry import Entry, Language

__all__ = ["CATALOGUE", "Entry", "Language"]


def _gather(*tables: Mapping[str, Entry]) -> Mapping[str, Entry]:
    merged: dict[str, Entry] = {}
    for table in tables:
        for code, entry in table.items():
            if code in merged:
                message = f"error code {code} is defined twice"
                raise ValueError(message)
            merged[code] = entry
    return MappingProxyType(merged)


CATALOGUE: Final[Mapping[str, Entry]] = _gather(
    codes_source.ENTRIES,
    codes_definition.ENTRIES,
    codes_condition.ENTRIES,
    codes_procedure.ENTRIES,
    codes_lint.ENTRIES,
    codes_time.ENTRIES,
    codes_command.ENTRIES,
    codes_store.ENTRIES,
    codes_journal.ENTRIES,
    codes_shell.ENTRIES,
    codes_portal.ENTRIES,
)
