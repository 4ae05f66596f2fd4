"""Commands and options of click whose help speaks two languages; the context's object is the language.

A `Program` imports the module of a command only when that command runs, so that `--help` stays fast.
"""

import copy
import inspect
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Final

import click
from click.shell_completion import CompletionItem

from procflow.__about__ import __version__
from procflow.cli.language import LANGUAGES
from procflow.errors import Language

__all__ = ["Command", "LazyCommand", "Option", "Program", "language", "language_option", "version_option"]

_USAGE: Final[Mapping[Language, str]] = {"en": "Usage: ", "vi": "Cách dùng: "}
_OPTIONS: Final[Mapping[Language, str]] = {"en": "Options", "vi": "Tuỳ chọn"}
_COMMANDS: Final[Mapping[Language, str]] = {"en": "Commands", "vi": "Lệnh"}
_WORD: Final = re.compile("[A-Z]+")
_FILES: Final = frozenset({"PATH", "FILE", "OLD", "NEW"})
_HELP: Final[Mapping[Language, str]] = {"en": "Show this text and stop.", "vi": "In phần trợ giúp này rồi dừng."}


def language(context: click.Context) -> Language:
    """Return the language of `context`."""
    return "vi" if context.find_object(str) == "vi" else "en"


class Option(click.Option):
    """Describe an option in two languages."""

    def __init__(self, *names: str, en: str, vi: str, **settings: object) -> None:
        """Build the option; `settings` are click's."""
        super().__init__(names, help=en, **settings)  # type: ignore[arg-type]  # click checks its own settings
        self.help_vi = vi

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option's line of help in the language of `ctx`."""
        spoken = copy.copy(self)
        spoken.help = self.help_vi if language(ctx) == "vi" else self.help
        return click.Option.get_help_record(spoken, ctx)


def language_option() -> Option:
    """Build `--lang`, which every command takes; its value was read before parsing, click only checks it."""
    return Option(
        "--lang",
        type=click.Choice(LANGUAGES),
        expose_value=False,
        en="Speak this language; otherwise PROCFLOW_LANG or the locale decides.",
        vi="Ngôn ngữ hiển thị; nếu không có thì theo PROCFLOW_LANG hoặc locale.",
    )


def version_option() -> Option:
    """Build `--version`, which the program takes."""
    return Option(
        "--version",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_tell_version,
        en="Tell the version and stop.",
        vi="In số phiên bản rồi dừng.",
    )


def _tell_version(context: click.Context, _: click.Parameter, asked: bool) -> None:  # noqa: FBT001 - click calls it
    if asked:
        click.echo(f"procflow {__version__}")
        context.exit()


class _Bilingual(click.Command):
    """Print help in the language of the context."""

    help_vi: str

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return `--help`, described in the language of `ctx`."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _HELP[language(ctx)]
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=_USAGE[language(ctx)])

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does, its examples kept as they stand."""
        text = (self.help_vi if language(ctx) == "vi" else self.help) or ""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(inspect.cleandoc(text))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write one line for each option."""
        records = [
            parameter.get_help_record(ctx) for parameter in self.get_params(ctx) if isinstance(parameter, click.Option)
        ]
        with formatter.section(_OPTIONS[language(ctx)]):
            formatter.write_dl([record for record in records if record is not None])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete options, each told in the language of `ctx`."""
        told = {name: option for option in self.get_params(ctx) for name in option.opts if isinstance(option, Option)}
        items = click.Command.shell_complete(self, ctx, incomplete)
        for item in items:
            if item.value in told:
                item.help = told[item.value].help_vi if language(ctx) == "vi" else told[item.value].help
        return items


class _FileName(click.types.StringParamType):
    """Take any text, and let the shell complete names of files; whether one is there, the command says by its code."""

    def __init__(self, kind: str) -> None:
        """Complete `file` or `dir`, as the scripts of the shells call them."""
        self._kind = kind

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        """Ask the shell itself for the names."""
        return [CompletionItem(incomplete, type=self._kind)]


def _completed(parameter: click.Parameter) -> click.Parameter:
    """Let the shell complete names of files where the help calls for one."""
    words = set(_WORD.findall(parameter.metavar or ""))
    if isinstance(parameter.type, click.types.StringParamType):
        if words & _FILES:
            parameter.type = _FileName("file")
        elif "FOLDER" in words:
            parameter.type = _FileName("dir")
    return parameter


class Command(_Bilingual):
    """Describe a command in two languages; every command takes `--lang`, and completes in the shell."""

    def __init__(self, name: str, *, en: str, vi: str, params: list[click.Parameter], **settings: object) -> None:
        """Build the command; `settings` are click's."""
        completed = [_completed(each) for each in params]
        super().__init__(name, help=en, params=[*completed, language_option()], **settings)  # type: ignore[arg-type]
        self.help_vi = vi


@dataclass(frozen=True, slots=True)
class LazyCommand:
    """Say where a command is built and, without importing it, what it does."""

    module: str
    en: str
    vi: str


class Program(_Bilingual, click.Group):
    """Offer commands whose modules are imported when they run; each module has its `COMMAND`."""

    def __init__(self, name: str, *, en: str, vi: str, offers: Mapping[str, LazyCommand]) -> None:
        """Build the program that `offers` the commands, in that order."""
        super().__init__(name=name, help=en, params=[language_option(), version_option()], no_args_is_help=True)
        self.help_vi = vi
        self.offers = offers

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """List the commands in the order they are offered."""
        return list(self.offers)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        """Import the module of `cmd_name`; None where nothing of this name is offered."""
        if cmd_name not in self.offers:
            return None
        command = import_module(self.offers[cmd_name].module).COMMAND
        return command if isinstance(command, click.Command) else None

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete the names of commands without importing one of them."""
        offers = [(name, offer) for name, offer in self.offers.items() if name.startswith(incomplete)]
        names = [CompletionItem(name, help=offer.vi if language(ctx) == "vi" else offer.en) for name, offer in offers]
        return [*names, *_Bilingual.shell_complete(self, ctx, incomplete)]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, then the options."""
        rows = [(name, offer.vi if language(ctx) == "vi" else offer.en) for name, offer in self.offers.items()]
        with formatter.section(_COMMANDS[language(ctx)]):
            formatter.write_dl(rows)
        super().format_options(ctx, formatter)
