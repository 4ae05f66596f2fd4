"""The questions `procflow init` asks: on the command line as options, at the terminal one by one.

Invariants: an answer is read the same way wherever it comes from; one that cannot be used is told with its code and
asked again at the terminal, and ends the command elsewhere.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import click

from procflow.cli.beginning import OPEN, Answers
from procflow.cli.bilingual import Option
from procflow.cli.moment import parse_date
from procflow.cli.terminal import complain
from procflow.definition.base import CHANNEL_WORDS
from procflow.definition.spans import read_span
from procflow.errors import Language, MisuseError, ProcflowError

__all__ = ["OPTIONS", "answered"]

_CODE: Final = re.compile(r"[1-9]\.[0-9]{6}")
_CHANNELS: Final = ("online", "direct", "post")


@dataclass(frozen=True, slots=True)
class _Question:
    """Hold one question: the option that answers it, its wording, an example, and what it takes."""

    option: str
    metavar: str
    en: str
    vi: str
    read: Callable[[str], str]
    default: str | None = None
    only_with: str = ""

    @property
    def key(self) -> str:
        return self.option.replace("-", "_")

    @property
    def is_asked_for(self) -> bool:
        """Say that nothing stands in for the answer."""
        return self.default is None and not self.only_with


def _text(text: str) -> str:
    if not text.strip():
        raise MisuseError("PF766")
    return " ".join(text.split())


def _code(text: str) -> str:
    if not _CODE.fullmatch(text):
        raise MisuseError("PF202", text=text)
    return text


def _date(text: str) -> str:
    return parse_date(text).isoformat()


def _span(text: str) -> str:
    if text.strip().casefold() in {OPEN, "không", "không quy định"}:
        return OPEN
    read_span(text)
    return " ".join(text.split())


def _opinion(text: str) -> str:
    read_span(text)
    return " ".join(text.split())


def _channels(text: str) -> str:
    said = (each.strip() for each in text.split(",") if each.strip())
    named = [CHANNEL_WORDS.get(each.casefold(), each) for each in said]
    if not named or any(each not in _CHANNELS for each in named):
        raise MisuseError("PF767", value=text, known=", ".join(_CHANNELS))
    return ",".join(dict.fromkeys(named))


def _agency(text: str) -> str:
    """Read the name of an agency; a `no` names none."""
    return "" if text.strip().casefold() in {"không", "không có", "no", "none", "-"} else " ".join(text.split())


_QUESTIONS: Final = (
    _Question("code", "CODE", "The national code of the procedure, such as 1.013225",
              "Mã thủ tục, ví dụ 1.013225", _code),
    _Question("name", "TEXT", "Its name as announced", "Tên thủ tục như đã công bố", _text),
    _Question("basis", "TEXT", "The law it is written from, such as NĐ 217/2026/NĐ-CP Đ.54",
              "Văn bản làm căn cứ, ví dụ NĐ 217/2026/NĐ-CP Đ.54", _text),
    _Question("effective", "DATE", "The first day in force, such as 2026-07-01",
              "Ngày có hiệu lực, ví dụ 2026-07-01 hoặc 01/07/2026", _date),
    _Question("limit", "TEXT", "The time limit as the law words it, such as 07 ngày làm việc; none where it sets none",
              "Thời hạn giải quyết, chép từ văn bản, ví dụ 07 ngày làm việc; luật không đặt thì ghi none", _span),
    _Question("limit-basis", "TEXT", "The article that sets it, or why there is none, such as Đ.54 k.1 đ.b",
              "Điều khoản đặt thời hạn (hoặc vì sao không có), ví dụ Đ.54 k.1 đ.b", _text),
    _Question("result", "TEXT", "What is issued, such as Giấy phép xây dựng",
              "Kết quả giải quyết, ví dụ Giấy phép xây dựng", _text),
    _Question("submit", "CHANNELS", "Ways in: online, direct, post",
              "Cách nộp: online (trực tuyến), direct (trực tiếp), post (bưu chính)", _channels,
              "online,direct,post"),
    _Question("return", "CHANNELS", "Ways out: online, direct, post",
              "Cách trả: online (trực tuyến), direct (trực tiếp), post (bưu chính)", _channels,
              "online,direct,post"),
    _Question("agency", "TEXT", "An agency that is asked for its opinion, if any",
              "Cơ quan được lấy ý kiến (bỏ trống nếu không có)", _agency, ""),
    _Question("opinion", "TEXT", "In what time it answers, such as 02 ngày làm việc",
              "Cơ quan đó trả lời trong bao lâu, ví dụ 02 ngày làm việc", _opinion, only_with="agency"),
    _Question("opinion-basis", "TEXT", "The article that sets that time", "Điều khoản đặt thời hạn trả lời", _text,
              only_with="agency"),
)  # fmt: skip

OPTIONS: Final = [
    Option(f"--{each.option}", each.key, metavar=each.metavar, en=f"{each.en}.", vi=f"{each.vi}.")
    for each in _QUESTIONS
    if each.option not in {"code", "effective"}  # the record of a portal takes these, too
]


def answered(given: Mapping[str, object], lang: Language, *, asks: bool) -> Answers:
    """Take the answers `given` as options, and where `asks` allows, ask for those that lack.

    Raises:
        MisuseError: PF765, when answers lack and nobody can be asked; or why an answer cannot be used.
    """
    said = {each.key: str(given[each.key]) for each in _QUESTIONS if given.get(each.key) is not None}
    lacking = [each for each in _QUESTIONS if each.key not in said and _is_needed(each, said)]
    if lacking and not asks:
        raise MisuseError("PF765", names=", ".join(f"--{each.option}" for each in lacking))
    found: dict[str, str] = {}
    for each in _QUESTIONS:
        if each.only_with and not found[each.only_with]:
            found[each.key] = ""
        elif each.key in said:
            found[each.key] = each.read(said[each.key])
        else:
            found[each.key] = _asked(each, lang) if lacking else str(each.default)
    return _answers(found)


def _is_needed(question: _Question, said: Mapping[str, str]) -> bool:
    return question.is_asked_for or bool(question.only_with and _agency(said.get(question.only_with, "")))


def _asked(question: _Question, lang: Language) -> str:
    words = question.vi if lang == "vi" else question.en
    while True:
        text = click.prompt(words, default=question.default, show_default=bool(question.default), err=True, type=str)
        try:
            return question.read(str(text))
        except ProcflowError as error:
            complain(error, lang)


def _answers(found: Mapping[str, str]) -> Answers:
    return Answers(
        code=found["code"],
        name=found["name"],
        basis=found["basis"],
        effective=parse_date(found["effective"]),
        limit=found["limit"],
        limit_basis=found["limit_basis"],
        result=found["result"],
        submit=tuple(found["submit"].split(",")),
        back=tuple(found["return"].split(",")),
        agency=found["agency"],
        opinion=found["opinion"],
        opinion_basis=found["opinion_basis"],
    )
