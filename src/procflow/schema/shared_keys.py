"""What an editor tells of a key of a profile or an overlay, in Vietnamese and in English.

Invariant: every key of the two files stands here once; a test holds that.
"""

from collections.abc import Mapping
from typing import Final

__all__ = ["WORDS"]

WORDS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "ProfileFile": {
        "procflow": ("phiên bản của ngôn ngữ; viết 1", "the version of the language"),
        "profile": ("tên của quy định chung, ví dụ `one-stop/nd118-2025`", "its name: `one-stop/nd118-2025`"),
        "effective": (
            "ngày đầu tiên một phiên bản thủ tục được dựa vào quy định chung này",
            "the first day on which a version of a procedure may build on it",
        ),
        "until": ("ngày cuối cùng được dựa vào", "the last day on which a version may build on it"),
        "name": ("tên gọi", "what it is called"),
        "name_en": ("tên gọi bằng tiếng Anh", "the name in English"),
        "basis": ("nghị định làm căn cứ", "the decree: `NĐ 118/2025/NĐ-CP`"),
        "rule": (
            "quy tắc tính thời hạn, trừ khi thủ tục ghi khác",
            "how time is counted unless a procedure says otherwise",
        ),
        "start": ("hồ sơ bắt đầu ở bước nào", "where a dossier begins"),
        "forms": (
            "mẫu theo từng việc: tiếp nhận, bổ sung, từ chối, xin lỗi, dừng, kiểm soát quá trình, sổ theo dõi",
            "the form of each event the regime fixes one for; an act that names its own form keeps that",
        ),
        "roles": ("tên các vai trò như mọi người gọi", "what people call the roles every procedure has"),
        "results": (
            "các kết quả mọi thủ tục đều có: thông báo từ chối",
            "the results every procedure has: the refusal",
        ),
        "apology": ("trách nhiệm xin lỗi trước khi trả muộn", "the duty to apologise before a late return"),
        "withdrawal": ("quyền rút hồ sơ của người nộp", "the applicant's right to withdraw"),
        "amendment": ("quyền sửa nội dung hồ sơ của người nộp", "the applicant's right to amend"),
        "correction": ("trách nhiệm đính chính kết quả có sai sót", "the duty to correct a wrong result"),
        "forwarding": (
            "trách nhiệm chuyển hồ sơ đến cơ quan có thẩm quyền",
            "the duty to pass a dossier on to the competent agency",
        ),
        "steps": ("các bước mọi thủ tục đều có", "the steps every procedure shares"),
    },
    "ApologySpec": {
        "before_expiry": (
            "chậm nhất bao lâu trước ngày hẹn",
            "how long before the due date at the latest; later is flagged `late-apology`",
        ),
        "reappointments": ("được hẹn lại mấy lần", "how often a new date may be appointed; another is refused (PF513)"),
        "form": ("mẫu xin lỗi và hẹn lại", "the form of the apology"),
        "basis": ("điều khoản quy định", "the article"),
    },
    "OverlayFile": {
        "procflow": ("phiên bản của ngôn ngữ; viết 1", "the version of the language"),
        "overlay": ("tên của phần riêng này, ví dụ `da-nang`", "its name: `da-nang`"),
        "name": ("của địa phương hay cơ quan nào", "whose it is"),
        "code": ("mã thủ tục được áp dụng", "the procedure it is for (PF387)"),
        "effective": ("ngày đầu tiên áp dụng", "its first day: a dossier handed in before is refused (PF560)"),
        "until": ("ngày cuối cùng áp dụng", "its last day: a dossier handed in after it is refused (PF560)"),
        "basis": ("nghị quyết hoặc quyết định quy định", "the resolution or decision that sets it"),
        "limit": (
            "thời hạn ngắn hơn mà cơ quan tự cam kết; không bao giờ dài hơn luật, cùng đơn vị",
            "a shorter limit the office commits itself to; never longer than the law's, in the same unit (PF388)",
        ),
        "fees": (
            "các mức thu do địa phương quy định; cùng tên thì thay mức của thủ tục",
            "fees it sets; one of the same name replaces the procedure's",
        ),
    },
}
