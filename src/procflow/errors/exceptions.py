"""The exceptions procflow raises: each carries a code of the catalogue and the parameters of its text."""

from collections.abc import Callable, Mapping, Sequence

from procflow.errors.catalogue import CATALOGUE
from procflow.errors.diagnostic import Diagnostic
from procflow.errors.entry import Language

__all__ = [
    "CalendarError",
    "ConflictError",
    "DefinitionError",
    "JournalError",
    "MisuseError",
    "ProcflowError",
    "Rejected",
    "SpanError",
    "StoreError",
]


class ProcflowError(Exception):
    """Carry one code of the catalogue and the parameters of its text; nothing was written when it is raised."""

    def __init__(self, code: str, /, **params: object) -> None:
        """Build the error `code`; `params` fill the braces of its message and hint."""
        self.code = code
        self.params = params
        super().__init__(code, params)

    def __reduce__(self) -> tuple[Callable[..., "ProcflowError"], tuple[object, ...]]:
        """Let a worker process send the error to the one that waits for it, which the code alone would not rebuild."""
        return _again, (type(self), self.code, self.params)

    def message(self, lang: Language = "en") -> str:
        """Say what is wrong, in `lang`."""
        return CATALOGUE[self.code].message(self.params, lang)

    def hint(self, lang: Language = "en") -> str:
        """Say what to do about it, in `lang`; empty when there is nothing to add."""
        return CATALOGUE[self.code].hint(self.params, lang)

    def __str__(self) -> str:
        """Render `CODE message`, then a `hint:` line when there is one."""
        hint = self.hint()
        head = f"{self.code} {self.message()}"
        return f"{head}\n  hint: {hint}" if hint else head


class CalendarError(ProcflowError):
    """A calendar cannot be built, or a date lies outside what it knows."""


class SpanError(ProcflowError):
    """A legal time limit cannot be read, or has no meaning under the rule it is counted by."""


class Rejected(ProcflowError):  # noqa: N818 - a rejection is an answer of the law, named as the field names it
    """A command was refused: the record would become false. Nothing happened."""


class StoreError(ProcflowError):
    """The database does not hold what was asked for, or is in a mode in which promises cannot be kept."""


class ConflictError(StoreError):
    """Somebody else changed the dossier first, or a command id was used for another command."""


class JournalError(StoreError):
    """A journal does not verify: something recorded was changed, removed or added."""


class MisuseError(ProcflowError):
    """A call or a command line is not of the documented form."""


class DefinitionError(ProcflowError):
    """A file has errors; all of them are in `diagnostics`, in the order of their places."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Carry every diagnostic of the file; the code is that of the first."""
        self.diagnostics = tuple(diagnostics)
        first = self.diagnostics[0]
        super().__init__(first.code, **first.params)

    def __reduce__(self) -> tuple[Callable[..., ProcflowError], tuple[object, ...]]:
        """As every error of procflow, with its diagnostics."""
        return type(self), (self.diagnostics,)

    def __str__(self) -> str:
        """Render every diagnostic, one after the other."""
        return "\n".join(diagnostic.text() for diagnostic in self.diagnostics)


def _again(kind: type[ProcflowError], code: str, params: Mapping[str, object]) -> ProcflowError:
    """Build an error of a kind that takes a code."""
    return kind(code, **params)
