"""The law on the shelf: which version is in force on a day, and the very version a dossier is pinned to.

Invariants: a stored text is the truth and what is compiled from it is a cache; a text that does not hash to its name is
refused; a published version never changes.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date

from sqlalchemy import Connection

from procflow.calendar import WorkCalendar, vietnam
from procflow.core import Law
from procflow.dossier import Dossier
from procflow.engine.intake import check_kind
from procflow.engine.privacy import disclosed, seals_of, shown_of
from procflow.errors import JournalError, MisuseError, ProcflowError, Rejected, StoreError
from procflow.library import load_text
from procflow.procedure import Procedure
from procflow.store import (
    Kept,
    calendar_bytes,
    definition_texts,
    keep_calendar,
    keep_definition,
    kept_definitions,
    versions_of_text,
)
from procflow.store.alone import take_turn

__all__ = ["Shelf"]


def _latest(procedure: Procedure) -> tuple[date, date]:
    """Order versions by when they took effect, and one with an overlay after the same without."""
    return procedure.effective, procedure.overlay_effective or date.min


class Shelf:
    """Hold the compiled procedures and calendars an engine has met; safe to share, because it only ever adds."""

    def __init__(self, procedures: Iterable[Procedure], calendar: WorkCalendar | None) -> None:
        """Take the procedures new dossiers may be submitted under, and the calendar they are counted on."""
        self._by_code: dict[str, list[Procedure]] = {}
        self._procedures: dict[str, Procedure] = {}
        self._calendars: dict[str, WorkCalendar] = {}
        self._calendar = calendar
        for procedure in procedures:
            check_kind(procedure, Procedure, "procedures", "Procedure")
            self._by_code.setdefault(procedure.code, []).append(procedure)
            self._procedures[procedure.hash] = procedure

    @property
    def calendar(self) -> WorkCalendar:
        """Give the calendar new dossiers are counted on; Vietnam's public bodies' unless another was given."""
        if self._calendar is None:
            self._calendar = vietnam()
        self._calendars.setdefault(self._calendar.version, self._calendar)
        return self._calendar

    def check_code(self, code: str) -> None:
        """Refuse a code no procedure was given for.

        Raises:
            MisuseError: PF602.
        """
        if code not in self._by_code:
            raise MisuseError("PF602", code=code, known=", ".join(sorted(self._by_code)) or "-")

    def has(self, code: str) -> bool:
        """Say whether a procedure of this code was given."""
        return code in self._by_code

    def versions(self, code: str) -> dict[str, list[Procedure]]:
        """Give the procedures that were given for `code` by their versions: several where overlays were laid over."""
        found: dict[str, list[Procedure]] = {}
        for procedure in self._by_code.get(code, ()):
            found.setdefault(procedure.version, []).append(procedure)
        return found

    def in_force(self, code: str, day: date) -> Law:
        """Choose the version of `code` in force on `day`: of several, the one that took effect last.

        Of one version with and without a province's overlay, the overlay's is chosen on its days.

        Raises:
            Rejected: PF603, when none is in force.
        """
        versions = self._by_code[code]
        open_on = [one for one in versions if one.is_in_force(day)]
        if not open_on:
            known = ", ".join(f"{one.version} ({one.effective}..{one.until or ''})" for one in versions)
            raise Rejected("PF603", code=code, day=day.isoformat(), known=known)
        return Law(max(open_on, key=_latest), self.calendar)

    def keep(self, connection: Connection, law: Law, *, definition: bool, calendar: bool) -> None:
        """Keep the law's texts in the database, where `definition` and `calendar` say they are not kept yet.

        Raises:
            StoreError: PF606, when the same version was published with another text.
        """
        procedure = law.procedure
        if definition:
            take_turn(connection, f"definition {procedure.code}")  # or each would publish its own text
            if versions_of_text(connection, procedure.code, procedure.version) - {procedure.text}:
                raise StoreError("PF606", code=procedure.code, version=procedure.version)
            keep_definition(
                connection,
                {
                    "hash": procedure.hash,
                    "code": procedure.code,
                    "version": procedure.version,
                    "text": procedure.text,
                    "profile_text": procedure.profile_text,
                    "overlay_text": procedure.overlay_text,
                },
            )
        if calendar:
            keep_calendar(connection, law.calendar.version, law.calendar.canonical())

    def keep_both(self, connection: Connection, old: WorkCalendar, new: WorkCalendar) -> None:
        """Know two calendars, and keep the newer one in the database."""
        for calendar in (old, new):
            self._calendars[calendar.version] = calendar
        keep_calendar(connection, new.version, new.canonical())

    def pinned(self, connection: Connection, dossier: Dossier, kept: Mapping[str, Kept] | None = None) -> Law:
        """Give the law a dossier is pinned to, from the database where it is not on the shelf.

        It sees the personal values of the dossier, for the decisions it is asked for: those among `kept`, where they
        were read already.

        Raises:
            StoreError: PF604, PF605, when it is not kept.
            JournalError: PF646, PF647, when what is kept is not what its hash stands for.
        """
        procedure = self._procedures.get(dossier.definition) or self._load(connection, dossier.definition)
        calendar = self._calendars.get(dossier.calendar)
        if calendar is None and self.calendar.version != dossier.calendar:
            calendar = self._load_calendar(connection, dossier.calendar)
        shown = disclosed(connection, dossier) if kept is None else shown_of(seals_of(dossier), kept)
        return Law(procedure, calendar or self.calendar, shown)

    def interlinked(self, connection: Connection, definitions: Iterable[str]) -> tuple[set[str], set[str]]:
        """Say whose dossiers may be linked with others: which of `definitions` open any, and which codes are opened.

        Of what opens them, only what is on the shelf is looked at, and `definitions`.
        """
        for one in definitions:
            with suppress(ProcflowError):  # whoever decides under it is told
                self._procedures.get(one) or self._load(connection, one)
        known = tuple(self._procedures.values())  # other threads may add to it
        steps = [(each, step) for each in known for step in each.steps.values() if step.children]
        children = {child.procedure for _, step in steps for child in step.children.values()}
        return {each.hash for each, _ in steps}, children

    def steps_of(self, connection: Connection, actor: str) -> list[tuple[str, str]]:
        """List the steps the role `actor` owes, of every definition that is kept: pairs of its hash and the step."""
        known = [self._procedures.get(one) or self._load(connection, one) for one in kept_definitions(connection)]
        return [(each.hash, step.id) for each in known for step in each.steps.values() if step.actor == actor]

    def _load(self, connection: Connection, definition: str) -> Procedure:
        texts = definition_texts(connection, definition)
        if texts is None:
            raise StoreError("PF604", definition=definition)
        text, profile, overlay = texts
        name = f"<definition {definition[:12]}>"
        procedure = load_text(text, name, profile=profile, overlay=(overlay, f"{name} overlay") if overlay else None)
        if procedure.hash != definition:
            raise JournalError("PF646", definition=definition)
        self._procedures[definition] = procedure
        return procedure

    def _load_calendar(self, connection: Connection, version: str) -> WorkCalendar:
        canonical = calendar_bytes(connection, version)
        if canonical is None:
            raise StoreError("PF605", calendar=version)
        calendar = WorkCalendar.from_canonical(canonical)
        if calendar.version != version:
            raise JournalError("PF647", calendar=version)
        self._calendars[version] = calendar
        return calendar
