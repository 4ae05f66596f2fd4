"""One entry of the error catalogue: a message and a hint, each in English and Vietnamese."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, Protocol, runtime_checkable

__all__ = ["Entry", "Language"]

Language = Literal["en", "vi"]


@runtime_checkable
class _Speaks(Protocol):
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
        return _told(self.vi if lang == "vi" else self.en, params, lang)

    def hint(self, params: Mapping[str, object], lang: Language = "en") -> str:
        """Fill the hint with `params`, in `lang`; empty when the code has none."""
        return _told(self.hint_vi if lang == "vi" else self.hint_en, params, lang)


def _told(text: str, params: Mapping[str, object], lang: Language) -> str:
    """Fill `text`; the question after a name that may have been meant is left out where none is near."""
    if "{near}" in text and params.get("near", "") is None:
        text = _without_question(text)
    return text.format_map(_said(params, lang))


def _without_question(text: str) -> str:
    """Take out of `text` the clause that asks for `{near}`, between `; ` and `? `."""
    before, _, after = text.partition("{near}")
    head, tail = before.rpartition("; ")[0], after.partition("? ")[2]
    return f"{head}; {tail}" if head and tail else head or tail


def _said(params: Mapping[str, object], lang: Language) -> Mapping[str, object]:
    """Let a parameter that is itself an error or a diagnostic speak the language of the whole."""
    return {
        name: value.message(lang) if isinstance(value, _Speaks) else _sayable(value) for name, value in params.items()
    }


_MOST: Final = 1_000


def _sayable(value: object) -> object:
    """Give a text in a length people read and with characters every terminal takes; whatever else as it is."""
    if not isinstance(value, str) or (len(value) <= _MOST and value.isascii()):
        return value
    short = value if len(value) <= _MOST else f"{value[:_MOST]}…"
    return short.encode("utf-8", "backslashreplace").decode()
