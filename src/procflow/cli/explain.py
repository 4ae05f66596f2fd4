"""`procflow explain`: what an error code means and what to do, with a bad and a good example where one is written."""

from collections.abc import Mapping
from typing import Final

import click

from procflow.cli.bilingual import Command, language
from procflow.cli.pages import examples, in_general
from procflow.cli.terminal import in_colour, print_text
from procflow.errors import CATALOGUE, Language, MisuseError, nearest

__all__ = ["COMMAND"]

_WORDS: Final[Mapping[Language, tuple[str, str, str]]] = {
    "en": ("hint", "bad", "good"),
    "vi": ("gợi ý", "sai", "đúng"),
}


def _run(context: click.Context, *, code: str) -> int:
    lang = language(context)
    name = code.strip().upper()
    if name not in CATALOGUE:
        raise MisuseError("PF723", name=code, near=nearest(name, sorted(CATALOGUE)))
    entry, (hint, bad, good) = CATALOGUE[name], _WORDS[lang]
    print_text(f"{in_colour(name, 'yellow', bold=True)} {in_general(entry.vi if lang == 'vi' else entry.en)}")
    if entry.hint_en:
        print_text(f"  {hint}: {in_general(entry.hint_vi if lang == 'vi' else entry.hint_en)}")
    example = examples(name).get(name)
    if example:
        for word, text in ((bad, example.bad), (good, example.good)):
            print_text(f"\n{word}:\n" + "\n".join(f"    {line}" for line in text.split("\n")))
    return 0


COMMAND: Final = Command(
    "explain",
    en="""Say what the error CODE means and what to do; words in ‹brackets› stand for what the error is about.

    \b
      procflow explain PF301
    """,
    vi="""Giải thích mã lỗi CODE và cách sửa; chữ trong ‹ngoặc› thay cho đối tượng của lỗi.

    \b
      procflow explain PF301
    """,
    params=[click.Argument(["code"], metavar="CODE")],
    callback=click.pass_context(_run),
)
