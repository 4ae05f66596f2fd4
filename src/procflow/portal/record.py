"""The record of a procedure as the National Public Service Portal publishes it, one text a field.

Invariants: a missing or strange value is the empty text, never an error; every text is NFC, without characters a reader
cannot see; "Không có thông tin" (no information) reads as empty.
"""

import unicodedata
from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

__all__ = ["NO_INFORMATION", "PortalRecord", "clean", "read_record"]

NO_INFORMATION: Final = "Không có thông tin"
_BITS_MOST: Final = 256  # Python refuses to spell numbers of thousands of digits
_INVISIBLE: Final = frozenset({"Cf", "Cs", "Cn"})
_BLANKS: Final = frozenset({"Cc", "Co", "Zl", "Zp", "Zs"})


def clean(text: str) -> str:
    """Put `text` in NFC, its strange blanks and symbols of private fonts as plain blanks, invisible characters gone."""
    plain = text if text.isascii() and text.isprintable() else "".join(_visible(character) for character in text)
    return unicodedata.normalize("NFC", plain)


def _visible(character: str) -> str:
    if character == "\n":
        return character
    category = unicodedata.category(character)
    if category in _INVISIBLE:
        return ""
    return " " if category in _BLANKS else character


def _published(value: object) -> str:
    match value:
        case str():
            text = clean(value).strip()
            return "" if text.rstrip(". ").casefold() == NO_INFORMATION.casefold() else text
        case bool() | None:
            return ""
        case int() if value.bit_length() > _BITS_MOST:
            return ""
        case int() | float():
            return str(value)
        case list() | tuple():
            return "\n".join(part for part in map(_published, value) if part)
        case _:
            return ""


Published = Annotated[str, BeforeValidator(_published)]


class PortalRecord(BaseModel):
    """Hold the fields of one record under English names; keys the room does not know are passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    code: Published = Field(default="", alias="ma_thu_tuc")
    url: Published = Field(default="", alias="detail_url")
    name: Published = Field(default="", alias="ten_thu_tuc")
    decision: Published = Field(default="", alias="so_quyet_dinh")
    levels: Published = Field(default="", alias="cap_thuc_hien")
    kind: Published = Field(default="", alias="loai_thu_tuc")
    domain: Published = Field(default="", alias="linh_vuc")
    subjects: Published = Field(default="", alias="doi_tuong_thuc_hien")
    competent: Published = Field(default="", alias="co_quan_co_tham_quyen")
    address: Published = Field(default="", alias="dia_chi_tiep_nhan")
    delegate: Published = Field(default="", alias="co_quan_duoc_uy_quyen")
    coordinating: Published = Field(default="", alias="co_quan_phoi_hop")
    agency: Published = Field(default="", alias="co_quan_thuc_hien")
    conditions: Published = Field(default="", alias="yeu_cau_dieu_kien")
    steps: Published = Field(default="", alias="trinh_tu_thuc_hien")
    ways: Published = Field(default="", alias="cach_thuc_thuc_hien")
    papers: Published = Field(default="", alias="thanh_phan_ho_so")
    laws: Published = Field(default="", alias="can_cu_phap_ly")
    results: Published = Field(default="", alias="ket_qua_xu_ly")


def read_record(mapping: Mapping[str, object]) -> PortalRecord:
    """Read one record of the portal's form; whatever it lacks is empty."""
    return PortalRecord.model_validate({str(key): value for key, value in mapping.items()})
