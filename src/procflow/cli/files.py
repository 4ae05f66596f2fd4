"""The files a command line names: procedures, and the worked examples that stand beside them.

Invariant: a path that does not exist or a folder that holds nothing is an error, never an empty success.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from procflow.cli.searching import search
from procflow.errors import Language, MisuseError

__all__ = ["IGNORE_FILE", "example_files", "examples_of", "is_examples", "procedure_of", "yaml_files"]

IGNORE_FILE: Final = "procflow-ignore.yaml"
_EXAMPLES: Final = ".test.yaml"
_KINDS: Final[dict[str, dict[Language, str]]] = {
    "yaml": {"en": "procedure file", "vi": "tệp thủ tục"},
    "examples": {"en": "worked examples", "vi": "ví dụ kiểm chứng"},
}


def is_examples(file: Path) -> bool:
    """Tell whether `file` is named as worked examples are."""
    return file.name.endswith(_EXAMPLES)


def procedure_of(examples: Path) -> Path:
    """Return the procedure the `examples` stand beside."""
    return examples.with_name(examples.name.removesuffix(_EXAMPLES) + ".yaml")


def examples_of(procedure: Path) -> Path:
    """Return where the worked examples of `procedure` stand."""
    return procedure.with_name(procedure.name.removesuffix(".yaml") + _EXAMPLES)


def yaml_files(paths: Iterable[str], lang: Language, exclude: Sequence[str] = ()) -> list[Path]:
    """List the procedure and example files of `paths`; a folder gives all of its own but for `exclude`, a file itself.

    Raises:
        MisuseError: PF706 for a path that does not exist, PF707 for a folder without such a file.
    """
    return _gather(paths, lambda _: True, "yaml", lang, exclude)


def example_files(paths: Iterable[str], lang: Language, exclude: Sequence[str] = ()) -> list[Path]:
    """List the example files of `paths`; a procedure stands for the examples beside it.

    Raises:
        MisuseError: PF706 for a path that does not exist, PF707 where there are no examples.
    """
    return _gather(paths, is_examples, "examples", lang, exclude)


def _gather(
    paths: Iterable[str], wanted: Callable[[Path], bool], kind: str, lang: Language, exclude: Sequence[str]
) -> list[Path]:
    found: dict[Path, None] = {}
    for name in paths:
        path = Path(name)
        if path.is_dir():
            here = [file for file in search(path, ".yaml", lang, exclude) if _is_ours(file) and wanted(file)]
        elif not path.exists():
            raise MisuseError("PF706", path=name)
        elif wanted(path):
            here = [path]
        else:
            here = [examples_of(path)] if examples_of(path).is_file() else []
        if not here:
            raise MisuseError("PF707", path=name, kind=_KINDS[kind][lang])
        found |= dict.fromkeys(here)
    return list(found)


def _is_ours(file: Path) -> bool:
    """Leave out the file in which findings are set aside: it is named by what it speaks of, not checked itself."""
    return file.is_file() and file.name != IGNORE_FILE
