"""The program `procflow`: its commands, and the one place where errors become text and exit codes."""

import os
import sys
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

import click

from procflow.cli.bilingual import LazyCommand, Program
from procflow.cli.language import choose
from procflow.cli.terminal import complain, use_utf8
from procflow.errors import Language, MisuseError, ProcflowError, nearest, system_reason

__all__ = ["PROGRAM", "main", "run"]

DONE: Final = 0
FOUND: Final = 1
MISUSED: Final = 2
INTERRUPTED: Final = 130

PROGRAM: Final = Program(
    "procflow",
    en="Administrative procedures as data, with legal deadlines that say why.",
    vi="Thủ tục hành chính là dữ liệu, với thời hạn luật định có giải thích.",
    offers=MappingProxyType(
        {
            "deadline": LazyCommand(
                "procflow.cli.deadline", "Compute the date to print on a receipt.", "Tính ngày hẹn trả kết quả."
            ),
            "calendar": LazyCommand(
                "procflow.cli.calendar",
                "Show days off and make-up days, with their notices.",
                "Xem ngày nghỉ, ngày làm bù và văn bản quy định.",
            ),
            "check": LazyCommand(
                "procflow.cli.check", "Report every problem of procedure files.", "Báo mọi lỗi của tệp thủ tục."
            ),
            "test": LazyCommand(
                "procflow.cli.test", "Play the worked examples of procedures.", "Chạy các ví dụ kiểm chứng của thủ tục."
            ),
            "fmt": LazyCommand(
                "procflow.cli.fmt",
                "Lay procedure files out the one way, comments kept.",
                "Định dạng tệp thủ tục theo một kiểu, giữ chú thích.",
            ),
            "watch": LazyCommand(
                "procflow.cli.watch",
                "Check and test again whatever is saved.",
                "Kiểm tra và chạy lại mỗi khi lưu tệp.",
            ),
            "init": LazyCommand(
                "procflow.cli.init",
                "Start a procedure: from answers, the library or a record.",
                "Dựng thủ tục: từ câu trả lời, thư viện hoặc bản ghi.",
            ),
            "explain": LazyCommand("procflow.cli.explain", "Say what an error code means.", "Giải thích một mã lỗi."),
            "worst-day": LazyCommand(
                "procflow.cli.worst_day",
                "Find the day of a year on which one waits longest.",
                "Tìm ngày nộp hồ sơ phải chờ lâu nhất trong năm.",
            ),
            "budget": LazyCommand(
                "procflow.cli.budget",
                "Draw the time of the steps beside the legal limit.",
                "Vẽ thời gian các bước bên cạnh thời hạn giải quyết.",
            ),
            "diff": LazyCommand(
                "procflow.cli.diff",
                "Compare two versions of a procedure in legal terms.",
                "So sánh hai phiên bản của một thủ tục.",
            ),
            "schema": LazyCommand(
                "procflow.cli.schema",
                "Print the JSON Schema that editors complete from.",
                "In JSON Schema để trình soạn thảo gợi ý.",
            ),
            "draw": LazyCommand(
                "procflow.cli.draw", "Draw a procedure as a state diagram.", "Vẽ sơ đồ trạng thái của thủ tục."
            ),
            "sheet": LazyCommand(
                "procflow.cli.sheet",
                "Write a procedure as a page to read and to post.",
                "Viết thủ tục thành trang để đọc và niêm yết.",
            ),
            "simulate": LazyCommand(
                "procflow.cli.simulate",
                "Run random dossiers through the law and count the late ones.",
                "Mô phỏng hồ sơ ngẫu nhiên và đếm hồ sơ trễ.",
            ),
            "story": LazyCommand(
                "procflow.cli.story",
                "Step through one dossier by hand.",
                "Tự tay đi qua từng bước của một hồ sơ.",
            ),
            "verify": LazyCommand(
                "procflow.cli.verify",
                "Verify the journal of a database of dossiers.",
                "Kiểm tra nhật ký của cơ sở dữ liệu hồ sơ.",
            ),
            "completion": LazyCommand(
                "procflow.cli.completion",
                "Print the script that lets a shell complete procflow.",
                "In đoạn mã để shell tự gợi ý lệnh procflow.",
            ),
            "checkpoint": LazyCommand(
                "procflow.cli.checkpoint",
                "Write down where every journal ends, to keep outside.",
                "Ghi điểm cuối của mọi nhật ký, để giữ bên ngoài.",
            ),
            "doctor": LazyCommand(
                "procflow.cli.doctor",
                "Say what about a database weakens the journal.",
                "Nêu điều gì ở cơ sở dữ liệu làm yếu nhật ký.",
            ),
            "migrate": LazyCommand(
                "procflow.cli.migrate",
                "Show or carry out the move of open dossiers to a new version.",
                "Xem hoặc thực hiện việc chuyển hồ sơ sang phiên bản mới.",
            ),
            "demo": LazyCommand(
                "procflow.cli.demo", "Tell one construction permit's life.", "Kể vòng đời một giấy phép xây dựng."
            ),
        }
    ),
)


def main() -> None:
    """Run the command line and exit."""
    sys.exit(run(sys.argv[1:], os.environ))


def run(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run the program with `arguments` and return its exit code."""
    use_utf8()
    lang = choose(arguments, environ)
    try:
        colour = False if environ.get("NO_COLOR") else None  # None: where a person looks on
        code = PROGRAM.main(list(arguments), prog_name="procflow", standalone_mode=False, obj=lang, color=colour)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return MISUSED
    except click.UsageError as error:
        complain(_misuse(error, lang), lang)
        return MISUSED
    except ProcflowError as error:
        complain(error, lang)
        return MISUSED if isinstance(error, MisuseError) else FOUND
    except click.Abort:
        return INTERRUPTED
    except BrokenPipeError:  # the reader has had enough: `procflow calendar 2026 | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FOUND
    except OSError as error:  # a name no file can have, a disk that failed; without a name, standard output is full
        reason = system_reason(error)
        if error.filename is None:
            complain(MisuseError("PF710", path="-", reason=reason), lang)
            return FOUND
        complain(MisuseError("PF708", path=str(error.filename), reason=reason), lang)
        return MISUSED
    return code if isinstance(code, int) else DONE


def _misuse(error: click.UsageError, lang: Language) -> MisuseError:
    program = error.ctx.command_path if error.ctx else "procflow"
    match error:
        case click.NoSuchOption():
            return MisuseError(
                "PF701", name=error.option_name, meant=_meant(error.possibilities, lang), program=program
            )
        case click.exceptions.NoSuchCommand():
            close = nearest(error.command_name, PROGRAM.offers)
            return MisuseError(
                "PF702", name=error.command_name, meant=_meant([close] if close else [], lang), program=program
            )
        case click.MissingParameter(param=click.Parameter() as parameter):
            return MisuseError("PF703", name=_spelled(parameter), program=program)
        case click.BadParameter(param=click.Parameter() as parameter) if known := _known(parameter.type, lang):
            return MisuseError("PF762", name=_spelled(parameter), known=known, program=program)
        case click.BadOptionUsage() if "does not take a value" in error.message:
            return MisuseError("PF769", name=error.option_name, program=program)
        case click.BadOptionUsage():
            return MisuseError("PF763", name=error.option_name, program=program)
        case click.UsageError() if error.message.startswith("Got unexpected extra argument"):
            return MisuseError("PF764", words=error.message.partition("(")[2].rstrip(".)"), program=program)
        case _:
            return MisuseError("PF700", detail=error.format_message(), program=program)


def _known(kind: object, lang: Language) -> str:
    """Say what a parameter of this kind takes; nothing where its kind alone does not say."""
    match kind:
        case click.Choice():
            return ", ".join(map(str, kind.choices))
        case click.IntRange():
            return f"{kind.min}–{kind.max}"
        case click.types.IntParamType():
            return "số nguyên" if lang == "vi" else "a whole number"
        case click.types.FloatParamType():
            return "một số, như 0.5" if lang == "vi" else "a number, such as 0.5"
        case _:
            return ""


def _spelled(parameter: click.Parameter) -> str:
    return parameter.opts[0] if isinstance(parameter, click.Option) else parameter.human_readable_name


def _meant(possibilities: Sequence[str] | None, lang: Language) -> str:
    if not possibilities:
        return ""
    words = " / ".join(f"`{word}`" for word in sorted(possibilities))
    return f"; ý bạn là {words}?" if lang == "vi" else f"; did you mean {words}?"
