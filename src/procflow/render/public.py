"""A public timeline in words: a line for each row, in Vietnamese or English.

Invariant: a line says what the row carries and nothing else.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from procflow.core import PublicKind, PublicRow
from procflow.errors import Language

__all__ = ["describe_public", "status_name"]

_STATUS: Final[Mapping[int, Mapping[Language, str]]] = {
    1: {"vi": "mới đăng ký", "en": "newly registered"},
    2: {"vi": "được tiếp nhận", "en": "received"},
    3: {"vi": "không được tiếp nhận", "en": "not accepted"},
    4: {"vi": "đang xử lý", "en": "being processed"},
    5: {"vi": "yêu cầu bổ sung giấy tờ", "en": "a supplement is asked for"},
    6: {"vi": "yêu cầu thực hiện nghĩa vụ tài chính", "en": "a payment is asked for"},
    7: {"vi": "công dân yêu cầu rút hồ sơ", "en": "withdrawn by the applicant"},
    8: {"vi": "dừng xử lý", "en": "processing stopped"},
    9: {"vi": "đã xử lý xong", "en": "settled"},
    10: {"vi": "đã trả kết quả", "en": "result returned"},
}
_WORDS: Final[Mapping[PublicKind, Mapping[Language, str]]] = {
    PublicKind.SUBMITTED: {"vi": "nộp hồ sơ", "en": "handed in"},
    PublicKind.ADOPTED: {"vi": "tiếp nhận hồ sơ từ hệ thống khác", "en": "taken over from another system"},
    PublicKind.ACCEPTED: {"vi": "tiếp nhận hồ sơ đầy đủ", "en": "accepted as complete"},
    PublicKind.PROMISED: {"vi": "hẹn trả kết quả ngày {promised}", "en": "result promised for {promised}"},
    PublicKind.STEP: {"vi": "chuyển sang: {subject}", "en": "now: {subject}"},
    PublicKind.HELD: {"vi": "tạm dừng tính thời hạn", "en": "the time limit is stopped"},
    PublicKind.RESUMED: {"vi": "tiếp tục tính thời hạn, đến {due}", "en": "the time limit runs on, to {due}"},
    PublicKind.RESTARTED: {"vi": "tính lại thời hạn, đến {due}", "en": "the time limit is counted anew, to {due}"},
    PublicKind.EXTENDED: {"vi": "gia hạn theo thỏa thuận, đến {due}", "en": "extended by agreement, to {due}"},
    PublicKind.RESTATED: {"vi": "thời hạn thay đổi, đến {due}", "en": "the time limit changes, to {due}"},
    PublicKind.OVERDUE: {"vi": "quá thời hạn giải quyết", "en": "the time limit has passed"},
    PublicKind.APOLOGISED: {"vi": "cơ quan xin lỗi vì trễ hẹn", "en": "the agency apologised for the delay"},
    PublicKind.REAPPOINTED: {"vi": "hẹn lại ngày {reappointed}", "en": "appointed anew for {reappointed}"},
    PublicKind.ASKED: {"vi": "lấy ý kiến {subject}", "en": "opinion asked of {subject}"},
    PublicKind.ANSWERED: {"vi": "đã có ý kiến hoặc hết hạn trả lời: {subject}", "en": "answered or lapsed: {subject}"},
    PublicKind.AMENDED: {"vi": "người nộp sửa hồ sơ", "en": "amended by the applicant"},
    PublicKind.FORWARDED: {"vi": "chuyển đến cơ quan có thẩm quyền", "en": "passed on to the competent agency"},
    PublicKind.TRANSFERRED: {"vi": "chuyển sang đơn vị khác giải quyết", "en": "moved to another unit"},
    PublicKind.CASE_CHANGED: {"vi": "chuyển sang trường hợp khác của thủ tục", "en": "treated as another case"},
    PublicKind.MIGRATED: {"vi": "áp dụng phiên bản mới của thủ tục", "en": "a new version of the procedure applies"},
    PublicKind.CHILD_STARTED: {"vi": "bắt đầu thủ tục liên thông: {subject}", "en": "interlinked, begun: {subject}"},
    PublicKind.CHILD_FINISHED: {"vi": "đã xong thủ tục liên thông: {subject}", "en": "interlinked, done: {subject}"},
    PublicKind.STOPPED: {"vi": "dừng giải quyết hồ sơ", "en": "processing stopped"},
    PublicKind.CONTINUED: {"vi": "tiếp tục giải quyết hồ sơ", "en": "processing goes on"},
    PublicKind.WITHDRAWAL: {"vi": "người nộp đề nghị rút hồ sơ", "en": "the applicant asks to withdraw"},
    PublicKind.WITHDRAWAL_GRANTED: {"vi": "đồng ý cho rút hồ sơ", "en": "the withdrawal is granted"},
    PublicKind.WITHDRAWAL_REFUSED: {"vi": "không đồng ý cho rút hồ sơ", "en": "the withdrawal is refused"},
    PublicKind.RESULT: {"vi": "kết quả: {subject}", "en": "result: {subject}"},
    PublicKind.FINISHED: {"vi": "đã có kết quả", "en": "the result is ready"},
    PublicKind.ERROR: {"vi": "có phản ánh kết quả sai", "en": "an error in the result was reported"},
    PublicKind.CORRECTED: {"vi": "đính chính kết quả: {subject}", "en": "result corrected: {subject}"},
    PublicKind.ENDED: {"vi": "kết thúc hồ sơ: {status}", "en": "the dossier ends: {status}"},
}
_WAITS: Final[Mapping[str, Mapping[Language, str]]] = {
    "agency": {"vi": "đang chờ cơ quan giải quyết", "en": "waiting for the agency"},
    "consulted": {"vi": "đang chờ cơ quan được lấy ý kiến", "en": "waiting for the consulted agency"},
    "applicant": {"vi": "đang chờ người nộp hồ sơ", "en": "waiting for the applicant"},
}
_NO_DATE: Final = "-"


def status_name(national_status: int, lang: Language) -> str:
    """Name a national status as the portal does, in `lang`; one that is not in the list is told by its number."""
    return _STATUS.get(national_status, {}).get(lang, str(national_status))


def describe_public(row: PublicRow, lang: Language = "vi") -> str:
    """Say a row in one line: when, what, under which form, and who is waited for."""
    said = _WORDS[row.kind][lang].format(
        subject=row.subject if lang == "vi" else row.subject_en,
        status=status_name(row.national_status, lang),
        due=_day(row.due_on),
        promised=_day(row.promised_on),
        reappointed=_day(row.reappointed_on),
    )
    form = f" [{row.form}]" if row.form else ""
    waits = f" ({_WAITS[row.waits_for][lang]})" if row.kind is PublicKind.STEP and row.waits_for else ""
    return f"{row.at:%d/%m/%Y %H:%M}  {said}{form}{waits}"


def _day(day: date | None) -> str:
    return _NO_DATE if day is None else f"{day:%d/%m/%Y}"
