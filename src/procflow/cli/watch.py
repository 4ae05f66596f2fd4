"""`procflow watch`: check and play again what was saved, while one writes."""

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

import click

from procflow.cli import check, test
from procflow.cli.bilingual import Command, language
from procflow.cli.files import IGNORE_FILE, examples_of, is_examples, procedure_of, yaml_files
from procflow.cli.terminal import complain, in_colour, print_text
from procflow.errors import Language, MisuseError, ProcflowError

__all__ = ["COMMAND"]

_SETTLED_MS: Final = 200  # editors write a file in several steps; longer than they take, shorter than one notices
_PAUSE_MS: Final = 250
_Watch = Callable[..., Iterator[Iterable[tuple[object, str]]]]


def _run(context: click.Context, *, paths: tuple[str, ...]) -> int:
    lang = language(context)
    watch = _watcher()
    try:
        # Empty changes come at each pause: the first say that nothing saved from now on is missed.
        saves = watch(*_folders(paths), debounce=_SETTLED_MS, rust_timeout=_PAUSE_MS, yield_on_timeout=True)
        next(saves)
        _round(context, yaml_files(paths, lang), lang, plays=True)
        _tell_waiting(lang)
        for changes in saves:
            changed = sorted({_shown(name) for _, name in changes if _is_wanted(_shown(name), paths)})
            if changed:
                _again(context, changed, paths, lang)
                _tell_waiting(lang)
    except KeyboardInterrupt:
        pass
    return 0


def _watcher() -> _Watch:
    try:
        from watchfiles import watch  # noqa: PLC0415 - an extra, needed here alone
    except ImportError as error:
        raise MisuseError("PF761") from error
    return watch


def _folders(paths: Iterable[str]) -> Iterator[Path]:
    """Watch folders only: many editors save by putting a new file in the place of the old one."""
    yield from {path if path.is_dir() else path.parent for path in map(Path, paths)}


def _shown(name: str) -> Path:
    path, here = Path(name).resolve(), Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _is_wanted(file: Path, paths: Iterable[str]) -> bool:
    """Tell whether `file` is one of those named, stands beside one of them, or in one of their folders."""
    if file.suffix != ".yaml":
        return False
    whole, twin = file.resolve(), _twin(file).resolve()
    named = [Path(path).resolve() for path in paths]
    return any(
        whole.is_relative_to(path) if path.is_dir() else path in {whole, twin} or file.name == IGNORE_FILE
        for path in named
    )


def _twin(file: Path) -> Path:
    """Give the examples of a procedure, or the procedure of examples."""
    return procedure_of(file) if is_examples(file) else examples_of(file)


def _again(context: click.Context, changed: list[Path], paths: tuple[str, ...], lang: Language) -> None:
    if sys.stdout.isatty():
        click.clear()
    gone = "đã bị xoá" if lang == "vi" else "is gone"
    for file in changed:
        print_text(in_colour(f"── {file}{'' if file.exists() else f': {gone}'}", "cyan"))
    if any(file.name == IGNORE_FILE for file in changed):
        files = yaml_files(paths, lang)
    else:
        both = {twin for file in changed for twin in (file, _twin(file))}
        files = sorted(file for file in both if file.is_file())
    _round(context, files, lang)


def _round(context: click.Context, files: list[Path], lang: Language, *, plays: bool = False) -> None:
    """Check `files`, and play the examples among them where nothing was found or `plays` says so."""
    examples = [file for file in files if is_examples(file)]
    try:
        found = _done(check.COMMAND, files, context)
        if plays or not found:
            _done(test.COMMAND, examples, context)
    except ProcflowError as error:  # saved away while it was read: told, and looked at again when it is back
        complain(error, lang)


def _done(command: click.Command, files: list[Path], context: click.Context) -> object:
    """Run a command on `files` and give its exit code."""
    if not files:
        return 0
    return command.invoke(command.make_context(command.name, [str(file) for file in files], parent=context))


def _tell_waiting(lang: Language) -> None:
    word = "đang theo dõi; Ctrl-C để dừng" if lang == "vi" else "watching; Ctrl-C ends it"
    print_text(in_colour(f"── {word}", "cyan"))


COMMAND: Final = Command(
    "watch",
    en="""Check and play again whatever is saved in PATH, until Ctrl-C.

    At first everything in PATH is checked and its worked examples are played; after that the procedure that was saved,
    with its examples, or the procedure whose examples were saved. Needs the extra: pip install 'procflow[watch]'.

    \b
      procflow watch procedures
      procflow watch procedures/1.013225/2026-07.yaml
    """,
    vi="""Kiểm tra và chạy lại những gì vừa được lưu trong PATH, cho đến khi bấm Ctrl-C.

    Lúc đầu kiểm tra toàn bộ PATH và chạy mọi ví dụ; sau đó chỉ thủ tục vừa lưu cùng ví dụ của nó, hoặc thủ tục có ví dụ
    vừa lưu. Cần cài thêm: pip install 'procflow[watch]'.

    \b
      procflow watch procedures
      procflow watch procedures/1.013225/2026-07.yaml
    """,
    params=[click.Argument(["paths"], nargs=-1, required=True, metavar="PATH...")],
    callback=click.pass_context(_run),
)
