"""The papers of a dossier: groups of rows with their numbers of originals and copies, from one run-together text.

The form's table reaches us as `TITLE` + head + `NAME[FORM]1 bản chính,1 bản saoNAME...` + next `TITLE` + head.
Invariants: a quantity ends a row where its digit and the next row run straight on; a quantity spoken of inside a name
(`01 bản chính;`) does not; a group's papers keep the form's order.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from procflow.portal.scanner import digit_run

__all__ = ["GroupKind", "Paper", "PaperGroup", "Papers", "read_papers"]

_HEAD: Final = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
_ORIGINALS: Final = " bản chính"
_COPIES: Final = " bản sao"
_GOES_ON: Final = " ;.,)/:"  # after these the text speaks of a quantity and goes on
_FORM_ENDINGS: Final = (".docx", ".doc", ".pdf", ".xlsx", ".xls", ".rar", ".zip", ".jpg", ".png")
_FORM_WORDS: Final = ("Mẫu", "mẫu", "Mau", "mau", "MẪU", "Phụ lục", "phụ lục", "PHỤ LỤC", "Phu luc")
_BULLETS: Final = "-+*•– \n"
_NAME_LEAST: Final = 2


class GroupKind(StrEnum):
    """Say whom a group of papers concerns: everybody, some dossiers only (a case), or nobody (a remark)."""

    ALL = "all"
    CASE = "case"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Paper:
    """Hold one row: a paper, the file name of its form (may be empty), and how many originals and copies."""

    name: str
    form: str
    originals: int
    copies: int


@dataclass(frozen=True, slots=True)
class PaperGroup:
    """Hold one group of rows under its title (may be empty)."""

    title: str
    kind: GroupKind
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class Papers:
    """Hold the groups, and what stands after the last row."""

    groups: tuple[PaperGroup, ...]
    leftover: str = ""


@dataclass(frozen=True, slots=True)
class _Quantity:
    start: int
    end: int
    originals: int
    copies: int


def read_papers(text: str, procedure: str = "") -> Papers:
    """Read the form's table of papers; `procedure` is the procedure's name, which some titles only repeat."""
    title, *chunks = text.split(_HEAD)
    groups: list[PaperGroup] = []
    for chunk in chunks:
        papers, rest = _rows(chunk)
        groups.append(PaperGroup(_title(title), _kind(title, procedure), tuple(papers)))
        title = rest
    leftover = "" if title.strip(_BULLETS) == "" else title.strip()
    return Papers(tuple(groups), leftover)


def _rows(chunk: str) -> tuple[list[Paper], str]:
    papers: list[Paper] = []
    start = 0
    for quantity in _quantities(chunk):
        name = chunk[start : quantity.start].strip(_BULLETS)
        if papers and len(name) < _NAME_LEAST:  # the quantity before was still part of the name
            last = papers.pop()
            papers.append(Paper(last.name, last.form, quantity.originals, quantity.copies))
        else:
            told, form = _form(" ".join(name.split()))
            papers.append(Paper(told, form, quantity.originals, quantity.copies))
        start = quantity.end
    return papers, chunk[start:]


def _quantities(text: str) -> Iterator[_Quantity]:
    at = 0
    while (word := _next_word(text, at)) is not None:
        quantity = _quantity(text, word)
        if quantity is not None:
            yield quantity
        at = max(quantity.end if quantity else 0, word + 1)


def _next_word(text: str, at: int) -> int | None:
    found = [place for place in (text.find(_ORIGINALS, at), text.find(_COPIES, at)) if place >= 0]
    return min(found, default=None)


def _quantity(text: str, word: int) -> _Quantity | None:
    """Read the quantity whose word begins at `word`; None where the text only speaks of one."""
    start = _digits_start(text, word)
    if start == word:
        return None
    number = int(text[start:word])
    if not text.startswith(_ORIGINALS, word):
        end = word + len(_COPIES)
        return None if _goes_on(text, end) else _Quantity(start, end, 0, number)
    end = word + len(_ORIGINALS)
    copies = 0
    if text.startswith(",", end):
        digits_end = digit_run(text, end + 1)
        if digits_end > end + 1 and text.startswith(_COPIES, digits_end) and digits_end - end < 5:  # noqa: PLR2004
            copies = int(text[end + 1 : digits_end])
            end = digits_end + len(_COPIES)
    return None if _goes_on(text, end) else _Quantity(start, end, number, copies)


def _goes_on(text: str, end: int) -> bool:
    return end < len(text) and text[end] in _GOES_ON


def _digits_start(text: str, end: int) -> int:
    """Find where a quantity that ends at `end` begins.

    A name that ends with a number runs into it (`Mẫu số 181 bản chính`), and no form asks for ten of a paper: only
    the last digit counts, unless two digits follow a letter or a bracket directly.
    """
    start = end
    while start > 0 and text[start - 1] in "0123456789":
        start -= 1
    digits = text[start:end]
    before = text[start - 1] if start else "\n"
    is_pair = len(digits) == 2 and digits[0] != "0" and (before.isalpha() or before in ";)\n")  # noqa: PLR2004
    return start if len(digits) < 2 or is_pair else end - 1  # noqa: PLR2004


def _form(name: str) -> tuple[str, str]:
    """Take the file names of forms off the end of a name they were run into."""
    forms: list[str] = []
    while name.endswith(_FORM_ENDINGS):
        cut = _join(name)
        if cut == 0:
            break
        forms.insert(0, name[cut:].strip())
        name = name[:cut].strip()
    return name, ", ".join(forms)


def _join(name: str) -> int:
    """Find where a file name was run into a name: at a form's word, or else where a word runs straight on."""
    told = max(_word_without_blank(name, word) for word in _FORM_WORDS)
    if told:
        return told
    blank = name.rfind(" ")
    within = (at for at in range(blank + 2, len(name)) if _runs_on(name, at))
    before = (at for at in range(blank, 0, -1) if _runs_on(name, at))
    return next(within, next(before, 0))


def _runs_on(name: str, at: int) -> bool:
    before, here = name[at - 1], name[at]
    if name[at - 1 :].casefold() in _FORM_ENDINGS:
        return False
    return (
        (before.islower() and here.isupper())
        or (before in ";)." and here.isalpha())
        or (before in ";)" and here.isdigit())
    )


def _word_without_blank(name: str, word: str) -> int:
    at = name.rfind(word)
    while at > 0 and name[at - 1] in " _-(":
        at = name.rfind(word, 0, at)
    ended = max(name.rfind(ending, 0, len(name) - 5) for ending in _FORM_ENDINGS)
    return at if at > max(0, ended) else 0


_NUMBERING: Final = "abcdđeghiklmnopqrstuvx0123456789().*ivx"
_ALL_BEGINNINGS: Final = (
    "thành phần hồ sơ",
    "giấy tờ phải nộp",
    "giấy tờ phải xuất trình",
    "các giấy tờ phải nộp:",
    "hồ sơ gồm",
    "hồ sơ bao gồm",
    "số lượng hồ sơ",
    "hồ sơ đăng ký bao gồm",
    "hồ sơ đề nghị cấp giấy phép bao gồm",
    "hồ sơ đề nghị bao gồm",
    "theo quy định tại",
    "ngoài các",
    "trong phiếu",
    "(",
)
_REMARK_BEGINNINGS: Final = ("lưu ý", "ghi chú", "chú ý")


def _title(title: str) -> str:
    return " ".join(title.split()).strip("-+*•– ").removesuffix(":").strip()


def _kind(title: str, procedure: str) -> GroupKind:
    told = _unnumbered(_title(title).casefold())
    if told.startswith(_REMARK_BEGINNINGS):
        return GroupKind.REMARK
    if not told or told.startswith(_ALL_BEGINNINGS) or told == procedure.casefold().rstrip(". "):
        return GroupKind.ALL
    return GroupKind.CASE


def _unnumbered(title: str) -> str:
    """Take `a)`, `1.`, `(1.2)` or `b.1)` off the beginning of a title."""
    head, _, rest = title.partition(" ")
    is_number = len(head) < 7 and head[-1:] in ").:" and set(head) <= set(_NUMBERING + ":")  # noqa: PLR2004
    return rest.strip() if is_number and rest else title
