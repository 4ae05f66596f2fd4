"""The words in which two versions of a procedure are compared, in Vietnamese and in English.

Invariant: every area, aspect, kind, trend and consequence has its words.
"""

from collections.abc import Mapping
from typing import Final

from procflow.comparison import Area, Aspect, ConsequenceKind, Kind, Trend

__all__ = ["AREAS", "ASPECTS", "CLAUSES", "CONSEQUENCES", "HEADINGS", "KINDS", "TRENDS"]

Pair = tuple[str, str]

AREAS: Final[Mapping[Area, Pair]] = {
    Area.PROCEDURE: ("Thủ tục", "The procedure"),
    Area.CASE: ("Trường hợp", "Cases"),
    Area.CHANNEL: ("Cách nộp hồ sơ và nhận kết quả", "Channels"),
    Area.ROLE: ("Vai trò", "Roles"),
    Area.LIMIT: ("Thời hạn giải quyết", "Legal limit"),
    Area.FEE: ("Phí, lệ phí", "Fees"),
    Area.COMPONENT: ("Thành phần hồ sơ", "Papers"),
    Area.FACT: ("Dữ kiện phải khai", "Facts to state"),
    Area.RESULT: ("Kết quả", "Results"),
    Area.STEP: ("Bước", "Steps"),
    Area.OUTCOME: ("Ngả ra của bước", "Ways out of a step"),
    Area.OPINION: ("Lấy ý kiến", "Opinions asked for"),
    Area.CHILD: ("Thủ tục liên thông", "Interlinked procedures"),
    Area.CLAUSE: ("Quyền và trách nhiệm trong quá trình giải quyết", "Rights and duties on the way"),
}

CLAUSES: Final[Mapping[str, Pair]] = {
    "apology": ("xin lỗi khi trả muộn", "apology for a late return"),
    "withdrawal": ("rút hồ sơ", "withdrawal"),
    "amendment": ("sửa nội dung hồ sơ", "amendment"),
    "correction": ("đính chính kết quả", "correction of a result"),
    "forwarding": ("chuyển hồ sơ đến cơ quan có thẩm quyền", "forwarding to the competent agency"),
    "stopping": ("dừng giải quyết", "stopping"),
    "extension": ("gia hạn theo thoả thuận", "extension by agreement"),
    "notice": ("thời gian báo trước", "advance notice"),
    "transition": ("quy định chuyển tiếp", "transitional clause"),
}

KINDS: Final[Mapping[Kind, Pair]] = {
    Kind.ADDED: ("thêm", "added"),
    Kind.REMOVED: ("bỏ", "removed"),
    Kind.CHANGED: ("đổi", "changed"),
}

TRENDS: Final[Mapping[Trend, Pair]] = {
    Trend.LESS: ("giảm", "less"),
    Trend.MORE: ("tăng", "more"),
    Trend.MIXED: ("có chỗ tăng, có chỗ giảm", "more for some, less for others"),
}

ASPECTS: Final[Mapping[Aspect, Pair]] = {
    Aspect.CODE: ("mã", "code"),
    Aspect.NAME: ("tên", "name"),
    Aspect.NAME_EN: ("tên tiếng Anh", "English name"),
    Aspect.VERSION: ("phiên bản", "version"),
    Aspect.EFFECTIVE: ("hiệu lực từ", "in force from"),
    Aspect.UNTIL: ("hiệu lực đến", "in force until"),
    Aspect.DECISION: ("quyết định công bố", "announced by"),
    Aspect.BASIS: ("căn cứ", "law"),
    Aspect.PROFILE: ("quy định chung", "profile"),
    Aspect.RULE: ("quy tắc tính", "counting rule"),
    Aspect.SUBMIT: ("nộp", "submission"),
    Aspect.RETURN: ("nhận kết quả", "return"),
    Aspect.LENGTH: ("thời hạn", "length"),
    Aspect.START: ("tính từ", "counted from"),
    Aspect.REASON: ("lý do để ngỏ", "why it is open"),
    Aspect.UNVERIFIED: ("chưa đối chiếu", "not verified"),
    Aspect.COMMITTED: ("địa phương cam kết", "committed to by the province"),
    Aspect.AMOUNT: ("mức thu", "amount"),
    Aspect.EXEMPT: ("miễn", "exempt"),
    Aspect.DURING: ("mức thu có thời hạn", "for a time"),
    Aspect.COPIES: ("số bản", "copies"),
    Aspect.CASES: ("cho trường hợp", "for the cases"),
    Aspect.WHEN: ("điều kiện", "condition"),
    Aspect.TYPE: ("kiểu", "kind"),
    Aspect.OPTIONAL: ("được để trống", "optional"),
    Aspect.DERIVED: ("suy ra từ", "derived from"),
    Aspect.KIND: ("loại", "kind"),
    Aspect.NATIONAL_CODE: ("mã kết quả", "result code"),
    Aspect.FORM: ("mẫu", "form"),
    Aspect.ACTOR: ("người thực hiện", "who acts"),
    Aspect.WITHIN: ("thời hạn", "limit"),
    Aspect.REQUEST_WITHIN: ("phải yêu cầu trong", "to be asked for within"),
    Aspect.ON_EXPIRY: ("hết hạn thì", "when time is up"),
    Aspect.AT_MOST: ("số lần tối đa", "how often at most"),
    Aspect.BUDGET: ("thời gian nội bộ", "internal plan"),
    Aspect.CLOCK: ("thời hạn giải quyết", "the legal limit"),
    Aspect.NATIONAL_STATUS: ("trạng thái quốc gia", "national status"),
    Aspect.SEPARATE_FROM: ("không cùng người với", "by another person than"),
    Aspect.IN_SEQUENCE: ("làm lần lượt khi nộp", "one after the other where submitted"),
    Aspect.FINISHES: ("đã có kết quả", "the result is ready"),
    Aspect.ENDS: ("kết thúc", "ends"),
    Aspect.TO: ("dẫn đến", "leads to"),
    Aspect.PRODUCES: ("cấp", "issues"),
    Aspect.COMPLETES: ("tính lại từ", "counted anew from"),
    Aspect.ACCEPTS: ("là tiếp nhận", "accepts the dossier"),
    Aspect.OUTSIDE: ("việc ngoài cơ quan", "a fact from outside"),
    Aspect.NEEDS_REASON: ("phải nêu lý do", "needs a reason"),
    Aspect.ON_TIMEOUT: ("im lặng", "silence"),
    Aspect.BLOCKS: ("phải chờ ý kiến", "waits for the opinion"),
    Aspect.AFTER: ("sau khi có", "after"),
    Aspect.AGAIN: ("vào lại bước", "on a second visit"),
    Aspect.TAKES: ("im lặng dẫn đến", "silence takes"),
    Aspect.PROCEDURE: ("mã thủ tục", "procedure"),
    Aspect.CHANNELS: ("với cách nộp", "for the channels"),
    Aspect.GROUNDS: ("căn cứ dừng", "grounds"),
}

CONSEQUENCES: Final[Mapping[ConsequenceKind, Pair]] = {
    ConsequenceKind.ANOTHER_PROCEDURE: (
        "Hai tệp là hai thủ tục khác nhau ({old} và {new}); hồ sơ đang giải quyết không liên quan.",
        "The files are two procedures ({old} and {new}); dossiers in progress are not concerned.",
    ),
    ConsequenceKind.STAYS_UNDER_OLD: (
        (
            "Hồ sơ nộp từ {from} đến {until} giải quyết theo phiên bản cũ cho đến khi xong, kể cả ngày hẹn đã in; "
            "hồ sơ nộp từ {effective} theo phiên bản mới."
        ),
        (
            "Dossiers submitted from {from} to {until} are finished under the old version, with the dates already "
            "printed; those submitted from {effective} are under the new one."
        ),
    ),
    ConsequenceKind.MOVES_TO_NEW: (
        (
            "Hồ sơ nộp từ {from} đến {until} mà chưa giải quyết xong chuyển sang phiên bản mới từ {effective} "
            "theo phương án chuyển hồ sơ ({basis}); ngày hẹn đã in được giữ bên cạnh."
        ),
        (
            "Dossiers submitted from {from} to {until} and not settled go over to the new version from {effective}, "
            "by a plan of migration ({basis}); the dates already printed are kept beside."
        ),
    ),
    ConsequenceKind.MAY_CHOOSE: (
        (
            "Người nộp hồ sơ từ {from} đến {until} được chọn: theo phiên bản cũ, "
            "hoặc theo phiên bản mới từ {effective} ({basis})."
        ),
        (
            "Who submitted a dossier from {from} to {until} may choose: the old version, "
            "or from {effective} the new one ({basis})."
        ),
    ),
    ConsequenceKind.SAME_VERSION: (
        (
            "Hai nội dung cùng mang phiên bản {version}: nếu đã có hồ sơ nộp theo phiên bản này thì không được thay; "
            "hãy đặt tên phiên bản khác."
        ),
        (
            "Both texts are called version {version}: once a dossier was submitted under it, it cannot be replaced; "
            "give the new text another version."
        ),
    ),
    ConsequenceKind.OVERLAP: (
        "Phiên bản cũ còn hiệu lực sau {effective}: từ ngày đó, hồ sơ mới theo phiên bản có hiệu lực sau cùng.",
        (
            "The old version stays in force after {effective}: from that day new dossiers take the version that came "
            "into force last."
        ),
    ),
    ConsequenceKind.GAP: (
        "Từ {from} đến {until} không phiên bản nào có hiệu lực: hồ sơ nộp trong thời gian này bị từ chối.",
        "From {from} to {until} no version is in force: dossiers submitted then are refused.",
    ),
    ConsequenceKind.BACKWARDS: (
        "Phiên bản mới có hiệu lực từ {new}, không sau phiên bản cũ ({old}): có thể đã đổi chỗ hai tệp.",
        "The new version is in force from {new}, not after the old one ({old}): the files may be the wrong way round.",
    ),
    ConsequenceKind.OLD_ROLES: (
        "Vai trò chỉ có trong phiên bản cũ, phải giữ đến khi hồ sơ cũ xong: {roles}.",
        "Roles of the old version alone, to be kept until its dossiers are finished: {roles}.",
    ),
    ConsequenceKind.NEW_ROLES: (
        "Vai trò mới, phải giao cho người trước khi nhận hồ sơ: {roles}.",
        "New roles, to be given to people before dossiers arrive: {roles}.",
    ),
    ConsequenceKind.OLD_STEPS: (
        "Bước chỉ có trong phiên bản cũ, hồ sơ cũ vẫn đi qua: {steps}.",
        "Steps of the old version alone, through which its dossiers still go: {steps}.",
    ),
}

HEADINGS: Final[Mapping[str, Pair]] = {
    "progress": ("Hồ sơ đang giải quyết", "Dossiers in progress"),
    "same": ("Hai phiên bản quy định như nhau.", "The two versions say the same."),
    "transition": (
        "Phiên bản mới không ghi `transition`: nếu văn bản có điều khoản chuyển tiếp, hãy ghi vào.",
        "The new version has no `transition`: if the law has a transitional clause, write it there.",
    ),
}
