"""`procflow check --fix`: the corrections a program can make, each proved by reading the whole file again.

Invariants: a correction is kept only if the problem it is for is gone, and nothing came instead but what could not be
seen while it stood; a file in which nothing was corrected is not written; comments and layout stay.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Final

from procflow.cli.files import is_examples
from procflow.cli.terminal import in_colour
from procflow.cli.writing import write_file
from procflow.errors import DefinitionError, Diagnostic, Language, MisuseError, Place, system_reason
from procflow.formatting import Edit, edits
from procflow.library import load_text
from procflow.scenario import read_examples
from procflow.source import MAX_BYTES, read
from procflow.source.characters import LINE_BREAK, clipped, unicode_name

__all__ = ["Correction", "correct_files", "corrected", "foreseen", "told"]

_MOST: Final = 200  # corrections of one file: a text that needs more is no procedure
_BOM: Final = "\ufeff"


@dataclass(frozen=True, slots=True)
class Correction:
    """Hold one correction made: where, for which code, and the texts before and after."""

    place: Place
    code: str
    was: str
    becomes: str


def correct_files(files: Iterable[Path], lang: Language) -> Iterator[str]:
    """Correct the `files` in place and tell each correction.

    Raises:
        MisuseError: PF708 or PF710, when a file cannot be read or written.
    """
    for file in files:
        before = _text(file)
        if before is None:
            continue
        after, made = corrected(before, str(file))
        if made:
            write_file(file, after.encode())
        yield from (told(each, lang) for each in made)


def foreseen(file: Path, found: Sequence[Diagnostic], lang: Language) -> list[str]:
    """Say of each problem in `found` of `file` how `--fix` would mend it; nothing of one that it would leave."""
    text = _text(file)
    if text is None:
        return ["" for _ in found]
    after, made = corrected(text, str(file))
    left = Counter(map(_key, _problems(after, str(file)) if made else found))
    mended = _where_found(made)
    also = "hết khi sửa các lỗi kia" if lang == "vi" else "gone once the others are mended"
    said = []
    for each in found:
        change = mended.pop((*_key(each), each.place.column), "")
        if not change:
            left[_key(each)] -= 1
        said.append(change or (also if left[_key(each)] < 0 else ""))
    return said


def _where_found(made: Iterable[Correction]) -> dict[tuple[str, int, int], str]:
    """Give each change by its code and by the place it had before those made on the same line, to the left of it."""
    moved = Counter[int]()
    found = {}
    for each in made:
        line, column = each.place.line, each.place.column - moved[each.place.line]
        found[each.code, line, column] = _change(each)
        moved[line] += 0 if "\n" in each.was else len(each.becomes) - len(each.was)
    return found


def corrected(text: str, file: str) -> tuple[str, list[Correction]]:
    """Make every correction in `text` that mends it; `file` says by its name what kind of text it is."""
    mark = _BOM if text.startswith(_BOM) else ""
    text, made = text.removeprefix(_BOM), list[Correction]()
    found = _problems(text, file)
    while len(made) < _MOST and (step := _first(text, file, found)) is not None:
        diagnostic, edit, found = step
        text = edit.applied(text)
        made.append(Correction(diagnostic.place, diagnostic.code, edit.was, edit.becomes))
    return mark + text, made


def told(correction: Correction, lang: Language) -> str:
    """Say where what was corrected, and into what."""
    word = in_colour("đã sửa" if lang == "vi" else "fixed", "green")
    return f"{correction.place} {correction.code} {word}: {_change(correction)}"


def _change(correction: Correction) -> str:
    if "\n" in correction.was:
        return "<TAB> → ␣␣"
    if correction.was.isspace():
        return f"<{unicode_name(correction.was[0])}> → ␣"
    return f"`{clipped(correction.was)}` → `{clipped(correction.becomes)}`"


def _first(text: str, file: str, found: Sequence[Diagnostic]) -> tuple[Diagnostic, Edit, Sequence[Diagnostic]] | None:
    """Find the first problem that an edit mends, and what is found after that edit."""
    for diagnostic in found:
        for edit in edits(text, diagnostic):
            after = _problems(edit.applied(text), file)
            if _mends(diagnostic, _hidden(text, diagnostic), found, after):
                return diagnostic, edit, after
    return None


def _mends(
    diagnostic: Diagnostic, hidden: Collection[int], before: Sequence[Diagnostic], after: Sequence[Diagnostic]
) -> bool:
    """Say that `diagnostic` is gone, and that what is new could not be seen while it stood."""
    were, are = Counter(map(_key, before)), Counter(map(_key, after))
    return are[_key(diagnostic)] < were[_key(diagnostic)] and all(
        line in hidden or _depth(code) > _depth(diagnostic.code) for code, line in are - were
    )


def _hidden(text: str, by: Diagnostic) -> Collection[int]:
    """Give the lines not looked at because of a problem: all behind a syntax error, those below an unknown key."""
    lines = LINE_BREAK.split(text)
    behind = range(by.place.line + 1, len(lines) + 1)
    if "PF119" <= by.code <= "PF129":
        return behind
    if by.code != "PF131":
        return ()
    deeper = takewhile(lambda number: _is_deeper(lines[number - 1], by.place.column - 1), behind)
    return tuple(deeper)


def _is_deeper(line: str, column: int) -> bool:
    return not line.strip() or len(line) - len(line.lstrip(" ")) > column


def _key(diagnostic: Diagnostic) -> tuple[str, int]:
    return diagnostic.code, diagnostic.place.line


def _depth(code: str) -> int:
    """Say how far a file was read when the problem `code` was seen: its text, its values, or its meaning."""
    match code[2]:
        case "1" if code < "PF130":
            return 0
        case "3":
            return 2
        case _:
            return 1


def _problems(text: str, file: str) -> Sequence[Diagnostic]:
    try:
        if is_examples(Path(file)):
            read_examples(read(text, file))
        else:
            load_text(text, file)
    except DefinitionError as error:
        return error.diagnostics
    return ()


def _text(file: Path) -> str | None:
    """Read a file; None where its bytes are no text, or more than is read, which `check` tells."""
    try:
        with file.open("rb") as opened:
            content = opened.read(MAX_BYTES + 1)
        return None if len(content) > MAX_BYTES else content.decode()
    except UnicodeDecodeError:
        return None
    except OSError as error:
        raise MisuseError("PF708", path=str(file), reason=system_reason(error)) from error
