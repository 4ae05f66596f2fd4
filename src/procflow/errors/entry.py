"""One entry of the error catalogue: a message and a hint, each in English and Vietnamese."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

__all__ = ["Entry", "Language"]

Language = Literal["en", "vi"]


@runtime_checkable
class _Told(Protocol):
    def message(self, lang: Language) -> str: ...  # pragma: no cover - a protocol has no behaviour


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold the texts of one code; braces name the parameters an error of this code carries."""

    en: str
    vi: str
    hint_en: str
    hint_vi: str

    def message(self, params: Mapping[str, object], lang: Language = "en") -> str:
        """Fill the message with `params`, in `lang`."""
        return (self.vi if lang == "vi" else self.en).format_map(_said(params, lang))

    def hint(self, params: Mapping[str, object], lang: Language = "en") -> str:
        """Fill the hint with `params`, in `lang`; empty when the code has none."""
        return (self.hint_vi if lang == "vi" else self.hint_en).format_map(_said(params, lang))


def _said(params: Mapping[str, object], lang: Language) -> Mapping[str, object]:
    """Let a parameter that is itself an error or a diagnostic speak the language of the whole."""
    return {name: value.message(lang) if isinstance(value, _Told) else value for name, value in params.items()}
