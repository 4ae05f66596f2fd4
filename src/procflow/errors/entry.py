"""One entry of the error catalogue: a message and a hint, each in English and Vietnamese."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

__all__ = ["Entry", "Language"]

Language = Literal["en", "vi"]


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold the texts of one code; braces name the parameters an error of this code carries."""

    en: str
    vi: str
    hint_en: str
    hint_vi: str

    def message(self, params: Mapping[str, object], lang: Language = "en") -> str:
        """Fill the message with `params`, in `lang`."""
        return (self.vi if lang == "vi" else self.en).format_map(params)

    def hint(self, params: Mapping[str, object], lang: Language = "en") -> str:
        """Fill the hint with `params`, in `lang`; empty when the code has none."""
        return (self.hint_vi if lang == "vi" else self.hint_en).format_map(params)
