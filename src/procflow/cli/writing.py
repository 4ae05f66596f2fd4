"""Files a command writes where its `--out` says.

Invariant: a name with an ending is a file in the form of that ending, or is refused; it never quietly becomes a folder
or a file in another form.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from procflow.errors import MisuseError, system_reason
from procflow.procedure import Procedure

__all__ = ["form_of", "targets", "write_file"]


def write_file(target: Path, content: bytes) -> None:
    """Write `content` to `target`, making the folders on the way; of a new file that fails midway nothing is left.

    Raises:
        MisuseError: PF710, when the file cannot be written.
    """
    is_new = False
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        is_new = not target.exists()
        target.write_bytes(content)
    except OSError as error:
        if is_new:
            with suppress(OSError):
                target.unlink()
        raise MisuseError("PF710", path=str(target), reason=system_reason(error)) from error


def form_of(out: str, forms: Mapping[str, str]) -> str | None:
    """Say which of the `forms`, by ending, a file called `out` is in; None where `out` names a folder.

    A version is no ending: `pictures/2026.07` is a folder, as is what ends in a slash or is a folder already.

    Raises:
        MisuseError: PF791 for an ending that is none of those known.
    """
    ending = Path(out).suffix.lower()
    if out.endswith(("/", os.sep)) or Path(out).is_dir() or not any(letter.isalpha() for letter in ending):
        return None
    if ending not in forms:
        raise MisuseError("PF791", path=out, known=", ".join(forms))
    return forms[ending]


def targets(
    procedures: Sequence[Procedure], out: str, form: str | None, forms: Mapping[str, str]
) -> Iterator[tuple[Procedure, Path, str]]:
    """Give each procedure with the file to write it to and the form it is written in.

    `form` is the one asked for; else the ending of `out` decides, and in a folder the first of `forms`, which gives the
    form of each ending.

    Raises:
        MisuseError: PF712 for several procedures in one file; PF791 as `form_of` does.
    """
    named = form_of(out, forms)
    if named is not None and len(procedures) > 1:
        raise MisuseError("PF712", count=len(procedures), path=out)
    kind = form or named or next(iter(forms.values()))
    ending = next(each for each, of in forms.items() if of == kind)
    for procedure in procedures:
        in_folder = Path(out) / f"{procedure.code}-{procedure.version}{ending}"
        yield procedure, in_folder if named is None else Path(out), kind
