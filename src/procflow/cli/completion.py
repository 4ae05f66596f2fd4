"""`procflow completion`: the script by which a shell asks procflow what may come next."""

from typing import Final

import click
from click.shell_completion import BashComplete, FishComplete, ZshComplete

from procflow.cli.bilingual import Command
from procflow.cli.terminal import print_text

__all__ = ["COMMAND"]

_SHELLS: Final = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}
_VARIABLE: Final = "_PROCFLOW_COMPLETE"


def _run(context: click.Context, *, shell: str) -> int:
    program = context.find_root().command
    script = _SHELLS[shell](program, {}, "procflow", _VARIABLE)
    print_text(script.source_template % script.source_vars())  # `source` would first run the shell, to see its version
    return 0


COMMAND: Final = Command(
    "completion",
    en="""Print the script that lets SHELL (bash, zsh or fish) complete commands, options and names of files.

    Write it into a file once, and load that file when the shell starts.

    \b
      procflow completion bash > ~/.procflow-complete.bash
      echo '. ~/.procflow-complete.bash' >> ~/.bashrc
      procflow completion fish > ~/.config/fish/completions/procflow.fish
    """,
    vi="""In đoạn mã để SHELL (bash, zsh hoặc fish) tự gợi ý lệnh, tuỳ chọn và tên tệp.

    Ghi vào một tệp một lần, rồi cho shell nạp tệp đó mỗi khi khởi động.

    \b
      procflow completion bash > ~/.procflow-complete.bash
      echo '. ~/.procflow-complete.bash' >> ~/.bashrc
      procflow completion fish > ~/.config/fish/completions/procflow.fish
    """,
    params=[click.Argument(["shell"], type=click.Choice(list(_SHELLS)), metavar="SHELL")],
    callback=click.pass_context(_run),
)
