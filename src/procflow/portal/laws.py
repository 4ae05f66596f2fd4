"""The legal basis of a procedure: documents with their numbers, read from one run-together text.

The form's table has a title and a number in each row and nothing between them, and titles quote numbers of other
documents. Invariants: a number is recognised by its parts (serial, year, kind, issuer); a number that runs straight out
of a title, or straight into the next one, ends a row; every document is listed once.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

__all__ = ["LegalDocument", "numbers_in", "read_laws"]

_HEAD: Final = "Tên văn bản pháp lýMã văn bản"
_SERIAL: Final = re.compile(r"((?<!\d)\d{1,3}\.\d{1,2}|\d{1,8}[a-z]?)\s?/(?:\s?(\d{4})\s?/)?\s?(?=[A-ZĐ])")
_PARLIAMENT: Final = re.compile(r"(?:QH|UBTVQH)\d{2}")
_KINDS: Final = ("TTLT", "VBHN", "NĐ", "TT", "QĐ", "NQ", "CT", "PL", "TB", "ND", "QD", "L")
_UNMARKED: Final = {"ND": "NĐ", "QD": "QĐ"}  # some write the kind without its mark
# A cell of numbers often repeats the kind: `...tín dụng` + `Luật số 32/2024/QH15`.
_CELL: Final = re.compile(r"(?:Luật|Nghị định|Nghị quyết|Thông tư|Quyết định|Pháp lệnh|NĐ|TT)?(?: ?[Ss]ố)? ?\Z")
_CELL_MOST: Final = 16
_ISSUERS: Final = (
    *("UBTVQH", "CTN", "TTg", "CP", "VPCP", "TTCP", "TANDTC", "VKSNDTC", "KTNN", "NHNN", "HĐTP", "UBND", "HĐND", "QH"),
    *("BLĐTBXH", "BVHTTDL", "BVHTT", "BTTTT", "BTT", "BTNMT", "BNN&PTNT", "BNNPTNT", "BNNMT", "BNN", "BGTVT"),
    *("BGD&ĐT", "BGDĐT", "BKHCN", "BKHĐT", "BDTTG", "BXD", "BTC", "BTP", "BCA", "BQP", "BNG", "BNV", "BYT", "BCT"),
    *("BTM", "BTS", "BLN", "BCN", "BKH", "UBDT", "UBCK", "BHXH", "TCHQ", "TCTK", "TCT", "LĐLĐVN", "TLĐ", "C06", "C08"),
)
_JOINT: Final = re.compile(r" ?[-–] ?(?=[A-ZĐ])|/(?=BQP|BCA|BTC)")
_CAPITALS: Final = re.compile(r"[A-ZĐ&]+\d*")
_YEAR_GLUED: Final = re.compile(r"(?:19|20)\d{2}(?=\d)")
_SERIAL_MOST: Final = 4
_GOVERNMENT: Final = "NĐ"  # a decree (nghị định) is always the Government's: `118/2025/NĐ` and `NĐ-C` are cut off


@dataclass(frozen=True, slots=True)
class LegalDocument:
    """Hold one document: its title as published and its number, such as `217/2026/NĐ-CP`."""

    title: str
    number: str


@dataclass(frozen=True, slots=True)
class _Number:
    text: str
    start: int
    end: int


def read_laws(text: str) -> tuple[LegalDocument, ...]:
    """Read the documents the form lists, in its order, each number once."""
    body = text.removeprefix(_HEAD)
    found: dict[str, LegalDocument] = {}
    for document in _rows(body):
        known = found.get(document.number)
        if known is None or len(document.title) > len(known.title):
            found[document.number] = document
    return tuple(found.values())


def numbers_in(text: str) -> tuple[str, ...]:
    """Find the numbers of legal documents that running text quotes."""
    return tuple(number.text for number in _numbers(text))


def _rows(text: str) -> Iterator[LegalDocument]:
    numbers = list(_numbers(text))
    start, quoted = 0, ""
    for number, following in zip(numbers, [*numbers[1:], None][: len(numbers)], strict=True):
        if not _ends_row(text, number, following):
            quoted = quoted or number.text
            continue
        yield LegalDocument(_title(text[start : number.start]), number.text)
        start, quoted = number.end, ""
    if quoted:
        yield LegalDocument(_title(text[start:]), quoted)


def _ends_row(text: str, number: _Number, following: _Number | None) -> bool:
    before, after = text[: number.start][-1:], text[number.end :][:1]
    if following is not None and following.start == number.end and following.text != number.text:
        # A quoted number that another follows at once is the end of a title, unless a cell begins with it.
        return before.isalpha() or _begins_cell(text, number.start)
    if not after or after == "\n":
        return True
    if before and not before.isspace() and before not in "(/":
        return True
    return not after.isspace() and after not in ",;.:)]-/"


def _begins_cell(text: str, at: int) -> bool:
    """Say whether the number at `at`, with its kind in front, runs straight out of a title or its last full stop."""
    found = _CELL.search(text, max(0, at - _CELL_MOST), at)
    before = text[: found.start()][-1:] if found else ""
    return before.isalpha() or before in (".", ")")


def _title(text: str) -> str:
    return " ".join(text.split()).strip("-;,. ")


def _numbers(text: str) -> Iterator[_Number]:
    at = 0
    while (found := _SERIAL.search(text, at)) is not None:
        end = _kind_end(text, found.end())
        at = max(end, found.end())
        if end == found.end():
            continue
        serial, shift = _serial(found[1])
        kind = text[found.end() : end]
        year = f"/{found[2]}" if found[2] else ""
        yield _Number(f"{serial}{year}/{_spelled(kind)}", found.start() + shift, end)


def _spelled(kind: str) -> str:
    """Spell the kind and issuer as the law does: `NĐ-C` and `NĐ` are cut off, `ND-CP` lacks its mark."""
    head, dash, issuer = kind.replace(" ", "").replace("/", "-").replace("–", "-").partition("-")
    head = _UNMARKED.get(head, head)
    return f"{_GOVERNMENT}-CP" if head == _GOVERNMENT and issuer in ("", "C") else f"{head}{dash}{issuer}"


def _serial(digits: str) -> tuple[str, int]:
    """Take a year off that the title ended with: `Luật Cư trú 2020` and `68/2020/QH14` reach us as `202068/…`."""
    whole = digits.partition(".")[0]
    glued = _YEAR_GLUED.match(digits)
    if len(whole) > _SERIAL_MOST and glued is not None:
        return digits[glued.end() :], glued.end()
    return digits, 0


def _kind_end(text: str, at: int) -> int:
    """Find the end of `NĐ-CP`, `TT-BTC`, `QH15`, `TTLT-BTC-BTP`; `at` itself where no kind stands there."""
    parliament = _PARLIAMENT.match(text, at)
    if parliament is not None:
        return parliament.end()
    kind = next((word for word in _KINDS if text.startswith(word, at)), "")
    end = at + len(kind)
    if not kind or (end < len(text) and text[end].isalpha() and text[end].islower()):
        return at
    while (joint := _JOINT.match(text, end)) is not None:
        issuer_end = _issuer_end(text, joint.end())
        if issuer_end == joint.end():
            break
        end = issuer_end
    return end


def _issuer_end(text: str, at: int) -> int:
    """Find the end of an issuer: one we know, or else its capitals without the one that begins the next title."""
    known = next((word for word in _ISSUERS if text.startswith(word, at)), "")
    if known:
        end = at + len(known)
        digits = re.compile(r"\d{2}").match(text, end) if known == "UBTVQH" else None
        return digits.end() if digits else end
    found = _CAPITALS.match(text, at)
    if found is None:
        return at
    end = found.end()
    return end - 1 if text[end : end + 1].islower() else end
