"""The law an article is of, where the text that cites it does not say.

Invariants: an article that a procedure or an overlay writes without the name of a law is of the law that text is
written from, never of the profile's; where that is several laws, all are named and none is chosen.
"""

import re
from functools import cached_property
from typing import Final

from procflow.procedure import Procedure
from procflow.procedure.complaints import Complaints, Path
from procflow.source import Source, read

__all__ = ["Articles"]

_ARTICLE: Final = r"(?:Đ|k|đ)\.|(?:Điều|khoản|điểm|[Aa]rt\.|[Aa]rticle)\s"
_BARE: Final = re.compile(_ARTICLE)
_LAW: Final = re.compile(rf"\s*(?:,\s*)?(?:{_ARTICLE}).*")


class Articles:
    """Tell the articles of `procedure` as a page for readers cites them."""

    def __init__(self, procedure: Procedure) -> None:
        """Keep the procedure; its texts are read when an article without a law is met."""
        self._procedure = procedure

    def cited(self, basis: str | None, path: Path) -> str:
        """Give the article of what is written at `path`, with its law where the text that says it leaves it out."""
        if not basis or not _BARE.match(basis):
            return basis or ""
        return _of(self._laws(path), basis)

    def promised(self, basis: str | None) -> str:
        """Give the article of a shorter limit to which an overlay commits the office."""
        return _of(_named(self._overlay), basis) if basis and _BARE.match(basis) else basis or ""

    def _laws(self, path: Path) -> tuple[str, ...]:
        """Give the laws of the text that writes `path`; none of the profile, whose law the page names once."""
        if path[0] == "fees" and Complaints(self._overlay, self._overlay).says(path):
            return _named(self._overlay)
        is_own = self._where.place(path).file == self._procedure.file
        return _named(self._own) if is_own else ()

    @cached_property
    def _own(self) -> Source:
        return read(self._procedure.text, self._procedure.file)

    @cached_property
    def _overlay(self) -> Source:
        return read(self._procedure.overlay_text or "{}", "overlay")

    @cached_property
    def _where(self) -> Complaints:
        profile = read(self._procedure.profile_text, f"procflow/profiles/{self._procedure.profile}.yaml")
        return Complaints(self._own, profile)


def _named(source: Source) -> tuple[str, ...]:
    """Give the laws a text is written from, without their articles."""
    basis = source.data.get("basis") if isinstance(source.data, dict) else None
    laws = (_LAW.sub("", each.strip()) for each in str(basis or "").split(";"))
    return tuple(dict.fromkeys(law for law in laws if law))


def _of(laws: tuple[str, ...], basis: str) -> str:
    match laws:
        case ():
            return basis
        case (law,):
            return f"{law} {basis}"
        case _:
            return f"{basis} ({'; '.join(laws)})"
