"""Dossier codes handed out in the host's transaction.

Invariants: a code is given once; what the host rolls back is given again, so that the numbers of a day have no gaps.
"""

from datetime import date

from procflow.engine.codes import MOST_A_DAY, Agency, CodeFormat, spell_codes
from procflow.engine.connection import Host, working, writable
from procflow.engine.reading import Reading
from procflow.errors import MisuseError, StoreError
from procflow.store import database_time, next_serials

__all__ = ["Numbering"]


class Numbering(Reading):
    """Give dossiers their codes; the first argument of each call is the host's connection or session."""

    def new_code(
        self, host: Host, agency: str, day: date | None = None, *, form: CodeFormat = CodeFormat.QD20_2020
    ) -> str:
        """Take the next dossier code of the agency competent to decide, as `new_codes` does."""
        return self.new_codes(host, agency, 1, day, form=form)[0]

    def new_codes(
        self, host: Host, agency: str, count: int, day: date | None = None, *, form: CodeFormat = CodeFormat.QD20_2020
    ) -> tuple[str, ...]:
        """Take the next `count` dossier codes of an agency on `day`, the engine's today when left out.

        The numbers of a day are unique and, by policy, without gaps: the host's rollback gives them back, and whoever
        wants the next number of the same agency and day waits for the transaction that has the last one.

        Raises:
            MisuseError: PF675, PF676 for an identifier that is none or does not fit `form`.
            StoreError: PF677, when the day has not so many numbers left; none was taken.
            ConflictError: PF622, when the database let another transaction go first.
        """
        known = Agency.parse(agency)
        known.spell(form)
        if count < 1:
            raise MisuseError("PF613", field="count", size=count, limit=MOST_A_DAY)
        with working(host) as connection:
            on = day or self._now(database_time(connection)).date()
            with writable(connection):
                key = known.spell(CodeFormat.QD20_2020)
                numbers = next_serials(connection, key, on.isoformat(), count, most=MOST_A_DAY)
        if numbers is None:
            raise StoreError("PF677", agency=agency, count=count, day=on.isoformat(), most=MOST_A_DAY)
        return spell_codes(known, on, numbers, form)
