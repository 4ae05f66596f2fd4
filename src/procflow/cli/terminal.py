"""What reaches the screen: UTF-8 whatever the locale, colour only where a person looks on."""

import io
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeVar

import click

from procflow.errors import Language, ProcflowError

__all__ = ["complain", "in_colour", "print_json", "print_text", "progress", "use_utf8"]

_MANY: Final = 20
_Item = TypeVar("_Item")


def use_utf8() -> None:
    """Write and read UTF-8: Vietnamese is not lost, and nothing fails, under a locale that knows no Vietnamese."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def in_colour(text: str, colour: str, *, bold: bool = False) -> str:
    """Colour `text`; click takes the colour off again where the output is no terminal."""
    return click.style(text, fg=colour, bold=bold)


def print_text(text: str, *, newline: bool = True) -> None:
    """Print `text` to standard output."""
    click.echo(text, nl=newline, color=_colour_wish())


def print_json(value: Mapping[str, object] | list[Mapping[str, object]], *, indent: int | None = 2) -> None:
    """Print `value` as JSON, Vietnamese as it is written."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=indent))


def progress(items: Sequence[_Item], label: str) -> Iterator[_Item]:
    """Go through `items` with a bar on standard error, where they are many and a person looks on."""
    hidden = len(items) < _MANY or not sys.stderr.isatty()
    with click.progressbar(items, label=label, file=sys.stderr, hidden=hidden) as bar:
        yield from bar


def complain(error: ProcflowError, lang: Language) -> None:
    """Print `CODE message` and the hint of `error` to standard error."""
    head = f"{in_colour(error.code, 'red', bold=True)} {error.message(lang)}"
    hint = error.hint(lang)
    word = "gợi ý" if lang == "vi" else "hint"
    click.echo(f"{head}\n  {word}: {hint}" if hint else head, err=True, color=_colour_wish())


def _colour_wish() -> bool | None:
    """Honour NO_COLOR; None lets click look at the stream."""
    return False if os.environ.get("NO_COLOR") else None
