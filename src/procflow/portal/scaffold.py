"""A scaffold in procflow's language from a published record, with a note for each thing not stated or doubtful.

Invariants: pure; the text loads whatever the record holds; no figure in it is invented; the same record gives the same
text. The portal's text is what was published, not the law: an analyst goes through the notes with the decree in hand.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from procflow.errors import Diagnostic
from procflow.portal.components import plan_cases, write_cases, write_components
from procflow.portal.draft import Draft
from procflow.portal.features import FeatureKind
from procflow.portal.fees import plan_fees, write_fees
from procflow.portal.limits import plan_limit, write_limit
from procflow.portal.outcomes import write_results, write_steps
from procflow.portal.record import PortalRecord
from procflow.portal.recovered import Recovered, recover

__all__ = ["PROFILE", "PROFILE_START", "Scaffold", "code_of", "scaffold"]

PROFILE: Final = "one-stop/nd118-2025"
PROFILE_START: Final = date(2025, 7, 1)
"""The day from which the profile holds (NĐ 118/2025/NĐ-CP): the earliest a scaffold on it can be in force."""

_PLACEHOLDER: Final = "9.000000"
_CODE_LENGTH: Final = 8
_BYTES_MOST: Final = 900_000  # the reader refuses a file of more than a mebibyte
_LENGTHS: Final = (2000, 300, 60)
_LAWS_MOST: Final = 80
_TOLD_MOST: Final = 80
_FEATURES: Final[Mapping[FeatureKind, str]] = MappingProxyType(
    {
        FeatureKind.SUPPLEMENT: "bổ sung hồ sơ",
        FeatureKind.CONSULTATION: "lấy ý kiến, xác minh",
        FeatureKind.POSTING: "niêm yết",
        FeatureKind.EXCLUDED: "thời gian không tính vào thời hạn",
        FeatureKind.CUTOFF: "giờ cắt trong ngày",
        FeatureKind.SILENCE: "im lặng hoặc không trả lời",
    }
)


@dataclass(frozen=True, slots=True)
class Scaffold:
    """Hold the YAML text, the notes on it (each at its line), and the values it was written from."""

    text: str
    notes: tuple[Diagnostic, ...]
    recovered: Recovered


def scaffold(record: PortalRecord, *, effective: date = PROFILE_START, file: str = "") -> Scaffold:
    """Write a scaffold of the procedure that `record` publishes, in force from `effective`; notes name it `file`.

    The form does not say from when it holds; `effective` before 1 July 2025 gives a text that does not load, because
    the profile `one-stop/nd118-2025` does not hold yet.
    """
    found = recover(record)
    for most in _LENGTHS:
        draft = _draft(found, effective, Draft(file or f"{code_of(record)}.yaml", most))
        text = draft.text()
        if len(text.encode()) <= _BYTES_MOST:
            break
    return Scaffold(text, tuple(draft.notes), found)


def code_of(record: PortalRecord) -> str:
    """Return the procedure's code, or a placeholder where the record's is not of the national form."""
    return record.code if _is_code(record.code) else _PLACEHOLDER


def _is_code(text: str) -> bool:
    digits = text[:1] + text[2:]
    return len(text) == _CODE_LENGTH and text[1] == "." and digits.isascii() and digits.isdecimal() and text[0] != "0"


def _draft(found: Recovered, effective: date, draft: Draft) -> Draft:
    limit = plan_limit(found)
    cases = plan_cases(found, limit)
    _write_head(draft, found, effective)
    write_cases(draft, cases)
    _write_channels(draft, found)
    write_limit(draft, limit, found.record.decision)
    draft.line()
    write_fees(draft, plan_fees(found, limit), found.record.decision)
    draft.line()
    produced = write_results(draft, found)
    write_components(draft, found, cases)
    _write_told(draft, found)
    write_steps(draft, produced)
    return draft


def _write_head(draft: Draft, found: Recovered, effective: date) -> None:
    record = found.record
    draft.comment("Dựng từ biểu mẫu trên Cổng Dịch vụ công quốc gia, chưa đối chiếu văn bản: xem từng chỗ ghi PF8xx.")
    if record.url:
        draft.comment(record.url)
    draft.line("procflow: 1")
    if not _is_code(record.code):
        draft.note("PF801", text=record.code)
    draft.line(f"code: {code_of(record)}")
    draft.note("PF802")
    draft.line(f"version: {effective:%Y-%m}")
    draft.line(f"effective: {effective.isoformat()}")
    if not record.name:
        draft.note("PF800")
    draft.pair("name", record.name or "Thủ tục chưa có tên")
    if record.decision:
        draft.pair("decision", record.decision)
    else:
        draft.note("PF803")
    _write_basis(draft, found)
    draft.line(f"profile: {PROFILE}")
    draft.line()
    _write_labels(draft, record)


def _write_labels(draft: Draft, record: PortalRecord) -> None:
    """Write as comments what the language has no keys for."""
    for label, value in (
        ("Lĩnh vực", record.domain),
        ("Cấp thực hiện", record.levels),
        ("Loại thủ tục", record.kind),
        ("Đối tượng thực hiện", record.subjects),
        ("Cơ quan thực hiện", record.agency),
        ("Cơ quan có thẩm quyền", record.competent),
        ("Cơ quan được ủy quyền", record.delegate),
        ("Cơ quan phối hợp", record.coordinating),
        ("Địa chỉ tiếp nhận", record.address),
        ("Yêu cầu, điều kiện", record.conditions),
    ):
        if value:
            draft.comment(f"{label}: {value}")
    draft.line()


def _write_basis(draft: Draft, found: Recovered) -> None:
    laws = found.laws[:_LAWS_MOST]
    if not laws:
        draft.note("PF804")
        draft.pair("basis", found.record.laws or "Cổng không nêu")
        return
    draft.comments("Căn cứ pháp lý:", (f"{law.number}: {law.title}" if law.title else law.number for law in laws))
    draft.pair("basis", "; ".join(law.number for law in laws))


def _write_channels(draft: Draft, found: Recovered) -> None:
    if found.ways.leftover:
        draft.note("PF843", text=found.ways.leftover)
        draft.comment(found.ways.leftover)
    if not found.channels:
        draft.note("PF805")
    channels = ", ".join(found.channels or ("direct",))
    notes = dict.fromkeys(way.note for way in found.ways.rows if way.note)
    draft.comments("Mô tả cách thức thực hiện trên Cổng:", tuple(notes)[:_TOLD_MOST])
    draft.line(f"channels: {{submit: [{channels}], return: [{channels}]}}")
    draft.line()


def _write_told(draft: Draft, found: Recovered) -> None:
    told = [f"{deadline.span.text('vi')}: {deadline.sentence}" for deadline in found.deadlines[:_TOLD_MOST]]
    draft.comments("Thời hạn nêu trong trình tự thực hiện:", told)
    draft.comments(
        "Nội dung trình tự chưa được mô tả ở đây:",
        (f"{_FEATURES[feature.kind]}: {feature.sentence}" for feature in found.features),
    )
    if not found.record.steps:
        draft.note("PF851")
        return
    spoken = [_FEATURES[feature.kind] for feature in found.features]
    if found.deadlines:
        spoken.append(f"{len(found.deadlines)} thời hạn")
    if spoken:
        draft.note("PF850", text="; ".join(spoken))
