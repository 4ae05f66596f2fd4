"""What an editor tells of a key of a procedure, in Vietnamese and in English.

Invariant: every key of every part of the language stands here once; a test holds that.
"""

from collections.abc import Mapping
from typing import Final

__all__ = ["WORDS"]

WORDS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "ProcedureFile": {
        "procflow": ("phiên bản của ngôn ngữ; viết 1", "the version of the language"),
        "code": (
            "mã thủ tục hành chính quốc gia: một chữ số từ 1 đến 9, dấu chấm, sáu chữ số",
            "the national code (mã thủ tục), one digit from 1 to 9, a dot, six digits: `1.013225`",
        ),
        "version": ("tên của phiên bản này, ví dụ `2026-07`", "the name of this version: `2026-07`"),
        "effective": (
            "ngày đầu tiên hồ sơ được nộp theo phiên bản này",
            "the first day on which a dossier may be handed in under this version",
        ),
        "until": (
            "ngày cuối cùng hồ sơ được nộp theo phiên bản này",
            "the last day on which a dossier may be handed in under this version",
        ),
        "name": ("tên thủ tục như đã công bố", "the name as announced"),
        "name_en": ("tên bằng tiếng Anh", "the name in English"),
        "decision": (
            "quyết định công bố thủ tục, ví dụ `3380/QĐ-BNNMT`",
            "the decision that announces the procedure (quyết định công bố): `3380/QĐ-BNNMT`",
        ),
        "basis": (
            "văn bản làm căn cứ để viết thủ tục, ví dụ `NĐ 217/2026/NĐ-CP Đ.54`",
            "the law the procedure is written from: `NĐ 217/2026/NĐ-CP Đ.54`",
        ),
        "profile": (
            "quy định chung mà thủ tục dựa vào; phải đang có hiệu lực vào ngày `effective`",
            "the profile it builds on: `one-stop/nd118-2025`, `one-stop/nd61-2018`; it must be in force on `effective`",
        ),
        "rule": ("quy tắc tính thời hạn; bỏ trống thì theo quy định chung", "how time is counted: counting rules"),
        "roles": (
            "tên các vai trò như mọi người gọi, ví dụ `{construction-officer: Công chức xây dựng}`",
            "what people call the roles: `{construction-officer: Công chức xây dựng}`",
        ),
        "cases": (
            "các trường hợp; khi có thì mỗi hồ sơ phải ghi thuộc trường hợp nào",
            "the variants (trường hợp); then every dossier says which it is",
        ),
        "channels": ("các cách nộp hồ sơ và nhận kết quả", "the ways in and the ways out"),
        "facts": (
            "dữ kiện mà hồ sơ khai, dùng để tính phí và xét điều kiện",
            "what a dossier states, for fees and conditions",
        ),
        "components": ("thành phần hồ sơ", "the papers of the dossier (thành phần hồ sơ)"),
        "limit": (
            "thời hạn giải quyết; tính từ khi tiếp nhận nếu không ghi khác",
            "the time in which the agency owes the result; counted from `accepted` unless it says otherwise",
        ),
        "fees": ("phí, lệ phí; được tính khi tiếp nhận", "fees and charges, assessed at acceptance"),
        "results": (
            "kết quả giải quyết; ghi `none` cho thủ tục thông báo không có kết quả",
            "what may be issued; `none` for a notification that has no result",
        ),
        "supplement": (
            "chỗ luật chuyên ngành quy định khác về bổ sung hồ sơ",
            "where special law changes the general rule of the supplement",
        ),
        "apology": (
            "chỗ luật chuyên ngành quy định khác về xin lỗi và hẹn lại; phải có `basis`",
            "where special law changes the duty to apologise; needs a `basis`",
        ),
        "withdrawal": ("quyền rút hồ sơ của người nộp", "the applicant's right to withdraw"),
        "amendment": ("quyền sửa nội dung hồ sơ của người nộp", "the applicant's right to amend"),
        "correction": ("trách nhiệm đính chính kết quả có sai sót", "the duty to correct a wrong result"),
        "forwarding": (
            "trách nhiệm chuyển hồ sơ đến cơ quan có thẩm quyền",
            "the duty to pass a dossier on to the competent agency",
        ),
        "stopping": (
            "các căn cứ của luật chuyên ngành cho phép cơ quan dừng giải quyết",
            "the grounds on which special law lets the agency stop",
        ),
        "extension": ("gia hạn theo thoả thuận bằng văn bản với người nộp", "extension by written agreement"),
        "notice": ("thông báo phải đến trước sự kiện bao lâu", "how long before an event a notification must arrive"),
        "transition": (
            "quy định chuyển tiếp cho hồ sơ tiếp nhận trước ngày có hiệu lực",
            "what becomes of dossiers accepted before this version took effect",
        ),
        "steps": (
            "các bước riêng của thủ tục theo thứ tự, và những gì nó ghi lại của quy định chung",
            "the steps of its own, in order, and what it restates of the profile's; the first step of its own is where acceptance leads",
        ),
    },
    "CaseSpec": {
        "name": ("trường hợp theo lời của văn bản", "the case as the law words it"),
        "name_en": ("trường hợp, bằng tiếng Anh", "the name in English"),
        "basis": ("điều khoản phân biệt trường hợp này", "the article that distinguishes it"),
    },
    "RoleSpec": {
        "name": ("tên vai trò", "what people call it"),
        "name_en": ("tên vai trò bằng tiếng Anh", "the name in English"),
    },
    "ChannelsSpec": {
        "submit": (
            "các cách nộp hồ sơ: `direct` trực tiếp, `online` trực tuyến, `post` bưu chính",
            "the ways in; a dossier through another is refused (PF520)",
        ),
        "return": (
            "các cách nhận kết quả: `direct` trực tiếp, `online` trực tuyến, `post` bưu chính",
            "the ways out; a result handed over through another is flagged `undeclared-return`",
        ),
    },
    "FactSpec": {
        "name": ("câu hỏi trên tờ khai", "the question on the form"),
        "name_en": ("câu hỏi, bằng tiếng Anh", "the name in English"),
        "type": ("kiểu của câu trả lời", "what is answered"),
        "least": ("số nguyên nhỏ nhất được nhận; bỏ trống là 0", "the smallest integer accepted; left out, 0"),
        "most": ("số nguyên lớn nhất được nhận", "the largest integer accepted"),
        "choices": (
            "với kiểu `choice`: các câu trả lời và lời của chúng",
            "for `choice`: the answers, each with its text",
        ),
        "optional": (
            "`true` khi hồ sơ có thể để trống; điều kiện phải hỏi `has(x)` trước",
            "true where a dossier may leave it open; a condition then asks `has(x)` first",
        ),
        "personal": (
            "`true` khi là dữ liệu cá nhân: được giữ riêng ngoài nhật ký và có thể xóa",
            "true where it is personal data: kept apart from the journal, and it can be erased",
        ),
        "derived": (
            "được suy ra từ các ngày; khi đó không ai phải khai",
            "worked out from dates; then nobody states it",
        ),
    },
    "DerivedSpec": {
        "from": ("dữ kiện kiểu `date`, hoặc `submitted` (ngày nộp)", "a fact of kind `date`, or `submitted`"),
        "to": ("dữ kiện kiểu `date`, hoặc `submitted` (ngày nộp)", "a fact of kind `date`, or `submitted`"),
        "more_than": (
            "có khoảng này thì dữ kiện là `boolean`: `to` có muộn hơn khoảng này kể từ `from` không; không có thì là số năm tròn giữa hai ngày",
            "with it, a `boolean`: whether `to` lies later than this span from `from`, its last day off moved on; without it, an `integer`: the full years between them",
        ),
    },
    "ComponentSpec": {
        "name": ("tên giấy tờ", "the paper"),
        "originals": ("số bản chính", "how many originals (bản chính)"),
        "copies": ("số bản sao", "how many copies (bản sao)"),
        "cases": (
            "các trường hợp cần giấy tờ này; bỏ trống là mọi trường hợp",
            "the cases that need it; left out, all",
        ),
        "when": ("điều kiện để cần giấy tờ này", "the condition under which it is needed"),
        "basis": ("điều khoản yêu cầu giấy tờ này", "the article that asks for it"),
    },
    "LimitSpec": {
        "limit": (
            "dài bao lâu, ví dụ `05 ngày làm việc`; `none` khi luật để ngỏ",
            "how long, as `05 ngày làm việc`; `none` where the law leaves it open",
        ),
        "by_case": (
            "mỗi trường hợp một khoảng, ví dụ `{house: 07 ngày làm việc, other: 10 ngày làm việc}`",
            "a span for every case: `{house: 07 ngày làm việc, other: 10 ngày làm việc}`; a case may vary by channel: `{house: {by_channel: {...}}}`",
        ),
        "by_channel": ("mỗi cách nộp một khoảng", "a span for every channel of submission"),
        "from": (
            "sự kiện bắt đầu tính, ví dụ `accepted`, `complete-dossier`, hoặc tên một bước",
            "the fact that starts the count",
        ),
        "rule": ("quy tắc tính riêng cho thời hạn này", "another counting rule for this limit alone"),
        "basis": (
            "điều khoản quy định thời hạn",
            "the article the figure comes from; `check` may warn where it is missing",
        ),
        "reason": (
            "vì sao luật để ngỏ thời hạn; bắt buộc khi ghi `none`",
            "required with `none`: why the law leaves the wait open",
        ),
        "unverified": (
            "vì sao con số chưa được đối chiếu với văn bản; `check` còn nhắc đến khi bỏ dòng này",
            "why nobody has compared the figure with the law yet; `check` warns (PF330) until it is removed",
        ),
        "plus": ("thời gian cộng thêm khi có điều kiện", "time added under a condition"),
    },
    "PlusSpec": {
        "span": ("cộng thêm bao lâu", "how much is added"),
        "when": ("cho hồ sơ nào", "for which dossiers"),
        "basis": ("điều khoản cho cộng thêm", "the article that adds it"),
    },
    "FeeSpec": {
        "name": ("tên phí, lệ phí như trong thông tư", "the fee as the circular names it"),
        "rate": ("một mức cho mọi người, ví dụ `50.000 đồng`", "the same for everybody: `50.000 đồng`"),
        "by_case": ("mỗi trường hợp một mức", "a rate for every case"),
        "by_channel": ("mỗi cách nộp một mức", "a rate for every channel"),
        "set_by": (
            "ai quy định mức thu khi luật không ghi, ví dụ `HĐND cấp tỉnh`",
            "who fixes the amount where this law does not: `HĐND cấp tỉnh`; an overlay then says it",
        ),
        "exempt": ("ai được miễn", "who pays nothing; the first that applies is named in the journal"),
        "during": ("mức khác trong một thời gian", "other rates for a time"),
        "basis": ("thông tư quy định mức thu", "the circular: `TT 226/2016/TT-BTC`"),
        "unverified": (
            "vì sao mức thu chưa được đối chiếu với văn bản; `check` nhắc cho đến khi bỏ",
            "why nobody has compared the amount with the law yet; `check` warns (PF330) until it is removed",
        ),
    },
    "FeeRate": {
        "amount": ("giá của một đơn vị", "what one unit costs"),
        "tiers": ("giá theo bậc", "what each unit costs by where it falls"),
        "cap": (
            "nhiều nhất chừng này, trước khi nhân với `per`",
            "at most this, before `per` multiplies it: `200.000 đồng`",
        ),
        "per": (
            "dữ kiện kiểu số nguyên đếm số đơn vị, ví dụ `copies`",
            "the integer fact that counts the units: `copies`",
        ),
    },
    "Tiers": {
        "of": ("dữ kiện kiểu số nguyên được đếm", "the integer fact that is counted"),
        "from": ("từ đơn vị thứ mấy thì giá nào", "from which unit which price holds"),
    },
    "ExemptSpec": {
        "name": ("ai được miễn, ví dụ `Hộ nghèo`", "who is exempt: `Hộ nghèo`"),
        "when": ("khi nào được miễn, viết thành điều kiện trên dữ kiện", "when: `poor`"),
        "basis": ("điều khoản cho miễn", "the article that exempts"),
    },
    "FeePeriod": {
        "from": ("ngày đầu tiên", "its first day"),
        "until": ("ngày cuối cùng, tính cả ngày đó", "its last day, included"),
        "rate": ("mức thu trong thời gian này", "the rate in this time: `0 VND`"),
        "by_case": ("mỗi trường hợp một mức trong thời gian này", "a rate for every case in this time"),
        "by_channel": ("mỗi cách nộp một mức trong thời gian này", "a rate for every channel in this time"),
        "basis": ("thông tư quy định, ví dụ `TT 40/2026/TT-BTC`", "the circular, as `TT 40/2026/TT-BTC`"),
    },
    "ResultSpec": {
        "name": ("tên giấy tờ kết quả", "the document"),
        "name_en": ("tên bằng tiếng Anh", "the name in English"),
        "code": ("mã kết quả quốc gia, ví dụ `KQ.G17.000311`", "its national code: `KQ.G17.000311`"),
        "kind": (
            "loại kết quả: `approval` chấp thuận, `refusal` từ chối, `notice` thông báo",
            "`approval`, `refusal` or `notice`; any name is accepted",
        ),
        "form": ("mẫu của kết quả", "the form it is issued on"),
        "basis": ("điều khoản quy định kết quả", "the article it is issued by"),
    },
    "SupplementSpec": {
        "requests": (
            "luật cho yêu cầu bổ sung mấy lần",
            "how many requests the law allows; one more is accepted and flagged `too-many-rounds`",
        ),
        "request_within": (
            "cơ quan được yêu cầu bổ sung đến khi nào",
            "until when the agency may ask; later is accepted and flagged `late-request`",
        ),
        "window": ("người nộp có bao lâu để bổ sung", "how long the applicant has"),
        "unsatisfactory": ("bổ sung không đạt thì sao", "what follows a supplement that does not satisfy"),
        "returns_to": ("hồ sơ đã đủ thì về bước nào", "where a completed dossier goes on"),
        "basis": ("điều khoản của luật chuyên ngành", "the article of special law"),
    },
    "UnsatisfactorySpec": {
        "refuse": ("từ chối giải quyết", "it is refused"),
        "basis": ("điều khoản quy định", "the article that says so"),
    },
    "UnsatisfactoryRefusal": {
        "within": ("phải từ chối trong bao lâu", "how soon: `{limit: 01 ngày làm việc, from: supply}`"),
    },
    "WithdrawalSpec": {
        "to": ("hồ sơ kết thúc ở bước nào", "where the dossier ends"),
        "decided_by": (
            "vai trò quyết định việc rút, khi luật chuyên ngành cho từ chối; bỏ trống thì rút có hiệu lực ngay",
            "who decides where special law lets it be refused",
        ),
        "within": ("quyết định trong bao lâu", "how long that decision may take; later is flagged `late-decision`"),
        "channels": (
            "nộp bằng cách nào thì có quyền rút; bỏ trống là mọi cách",
            "through which channels of submission the right exists",
        ),
        "until": (
            "quyền rút hết từ mốc nào, ví dụ bước `sign`; bỏ trống thì hết khi có kết quả",
            "the mark with which the right ends, as a step `sign`; left out, it ends when the result is ready",
        ),
        "form": ("mẫu trả lời yêu cầu rút", "the form that answers the request"),
        "basis": ("điều khoản quy định", "the article"),
    },
    "AmendmentSpec": {
        "channels": ("nộp bằng cách nào thì được sửa, ví dụ `[online]`", "for dossiers submitted how: `[online]`"),
        "form": ("mẫu đề nghị sửa", "the form of the request"),
        "basis": ("điều khoản quy định", "the article"),
    },
    "CorrectionSpec": {
        "by": ("vai trò đính chính", "who corrects"),
        "within": (
            "đính chính trong bao lâu kể từ khi có phản ánh",
            "how soon after the error is reported; later is flagged `late-correction`",
        ),
        "basis": ("điều khoản quy định", "the article"),
    },
    "ForwardingSpec": {
        "by": ("vai trò chuyển hồ sơ", "who passes the dossier on"),
        "within": (
            "chuyển trong bao lâu kể từ khi tiếp nhận",
            "how soon after acceptance; later is flagged `late-forwarding`; the limit of the procedure runs meanwhile",
        ),
        "basis": ("điều khoản quy định", "the article"),
    },
    "StoppingSpec": {
        "by": ("vai trò được dừng và giải quyết tiếp", "who may stop, and continue"),
        "grounds": (
            "các căn cứ của luật chuyên ngành; căn cứ khác bị từ chối",
            "the grounds special law gives; another is refused (PF544)",
        ),
        "to": ("hồ sơ kết thúc ở bước nào khi căn cứ làm nó kết thúc", "where a dossier ends that a ground ends"),
        "form": ("mẫu thông báo dừng", "the notice of stopping, as special law names it"),
        "basis": ("điều khoản quy định", "the article"),
    },
    "GroundSpec": {
        "name": ("căn cứ theo lời của luật", "the ground as the law words it"),
        "name_en": ("căn cứ, bằng tiếng Anh", "the ground in English"),
        "ends": (
            "`true` khi hồ sơ kết thúc tại đó; nếu không thì mọi thời hạn tạm dừng đến khi giải quyết tiếp",
            "true where the dossier ends there; otherwise every running limit is held until it continues",
        ),
        "basis": ("điều khoản của luật chuyên ngành", "the article of special law"),
    },
    "ExtensionSpec": {
        "at_most": ("gia hạn nhiều nhất bao lâu", "by how much at most"),
        "times": ("được gia hạn mấy lần", "how often"),
        "form": ("mẫu thoả thuận", "the form of the agreement"),
        "basis": ("điều khoản cho gia hạn", "the article that allows it"),
    },
    "NoticeSpec": {
        "at_least": (
            "phải báo trước ít nhất bao lâu",
            "how long before: `03 ngày làm việc`; later is accepted and flagged `late-notice`",
        ),
        "before": (
            "dữ kiện kiểu `date` ghi ngày diễn ra sự kiện",
            "the fact of kind `date` that holds the day of the event",
        ),
        "basis": ("điều khoản quy định", "the article"),
    },
    "StepSpec": {
        "name": ("tên bước để mọi người đọc", "what people read"),
        "name_en": ("tên bước, bằng tiếng Anh", "the name in English"),
        "actor": ("vai trò làm bước này, ví dụ `construction-officer`", "who acts here"),
        "national_status": (
            "trạng thái hồ sơ trên Cổng Dịch vụ công quốc gia, từ 1 đến 10",
            "the status on the National Public Service Portal",
        ),
        "clock": (
            "thời hạn giải quyết ra sao ở bước này: `run` chạy, `resume` dừng rồi chạy tiếp, `restart` dừng rồi tính lại, `none` không có",
            "what the limit of the procedure does here",
        ),
        "within": (
            "bước được làm trong bao lâu; với `applicant` đó là thời gian của người nộp",
            "how long the step may take; where the actor is `applicant`, the applicant's window",
        ),
        "on_expiry": (
            "lối ra tự xảy ra khi hết `within`",
            "the outcome that the end of `within` takes by itself; give it `by: engine`",
        ),
        "request_within": (
            "được vào bước này đến khi nào",
            "until when the step may be entered; later is flagged `late-request`",
        ),
        "at_most": ("được vào bước này mấy lần", "how often it may be entered; once more is flagged `too-many-rounds`"),
        "budget": (
            "thời gian nội bộ do cơ quan tự đặt; không bao giờ là lời hứa",
            "the office's own plan; never a promise",
        ),
        "consult": ("các ý kiến phải lấy ở bước này", "opinions asked for in this step"),
        "children": ("các thủ tục liên thông bắt đầu ở đây", "procedures that begin here"),
        "in_sequence": (
            "với hồ sơ nộp bằng các cách này, ý kiến và thủ tục con làm lần lượt theo thứ tự ghi",
            "for dossiers of these channels, opinions and children go one after the other in the order written",
        ),
        "separate_from": (
            "ai đã làm các bước này thì không được làm bước đây",
            "whoever acted in those steps may not act here (PF507)",
        ),
        "outcomes": ("các lối ra khỏi bước", "the ways out"),
        "finishes": (
            "`true` khi kết quả đã sẵn sàng; sớm hay muộn tính tại lúc vào bước này",
            "true where the result is ready: lateness is judged by the entry",
        ),
        "ends": ("hồ sơ vào bước này thì kết thúc như thế nào", "how a dossier ends that comes here"),
        "form": (
            "mẫu dùng cho lối ra dẫn đến đây mà không ghi mẫu riêng",
            "the form of an outcome that leads here and names none",
        ),
        "basis": ("điều khoản quy định", "the article"),
    },
    "OutcomeSpec": {
        "to": ("dẫn đến bước nào", "where it leads"),
        "name": ("chữ trên nút bấm", "what people read on the button"),
        "name_en": ("chữ trên nút bấm, bằng tiếng Anh", "the name in English"),
        "by": ("vai trò được chọn; bỏ trống là người làm bước", "who may take it"),
        "produces": ("các kết quả được cấp", "what is issued by it"),
        "completes": (
            "hồ sơ đã đủ: thời hạn tính lại từ sự kiện này, ví dụ `supply`",
            "the dossier is complete: the limit is counted anew from this fact, as `supply`",
        ),
        "accepts": (
            "`true` khi đây là tiếp nhận: thời hạn bắt đầu, phí được tính, phiếu hẹn có ngày trả",
            "true where it accepts the dossier: limits start, fees are assessed, the receipt promises a date",
        ),
        "outside": (
            "`true` với việc xảy ra ngoài cơ quan: được ghi muộn hơn lúc xảy ra, bộ phận một cửa cũng ghi được",
            "true for a fact from outside the office: it may be entered later than it happened, also by the desk",
        ),
        "needs_reason": ("`true` khi phải nêu lý do", "true where it must say why (PF509)"),
        "when": (
            "chỉ mở khi điều kiện này đúng",
            "open only where it holds (PF557); the refusal names the term that failed",
        ),
        "at_most": ("được chọn mấy lần", "how often it may be taken; once more is flagged `too-many-rounds`"),
        "within": (
            "bước tiếp theo được làm trong bao lâu khi đến bằng lối ra này",
            "how long the next step may take when reached this way",
        ),
        "form": ("mẫu phải lập", "the form it fills in"),
        "basis": ("điều khoản quy định", "the article"),
    },
    "ConsultSpec": {
        "name": ("cơ quan được lấy ý kiến", "the agency asked"),
        "name_en": ("cơ quan được lấy ý kiến, bằng tiếng Anh", "the name in English"),
        "within": ("cơ quan đó có bao lâu để trả lời", "how long it has; later is flagged `late-opinion`"),
        "when": (
            "khi nào luật buộc lấy ý kiến: khi đó phải hỏi và có ý kiến mới đi tiếp, ngoài ra thì không được hỏi; bỏ trống thì cán bộ tự quyết",
            "where the law has it asked: then what it blocks waits until it was asked and answered; elsewhere it cannot be",
        ),
        "on_timeout": (
            "im lặng nghĩa là gì: `escalate` báo cáo cấp trên, `consent` coi là đồng ý, `proceed` đi tiếp, `refuse` coi là từ chối",
            "what its silence means: `escalate`, `consent`, `proceed`, `refuse`",
        ),
        "blocks": (
            "lối ra nào phải chờ ý kiến này; `[]` là không lối nào",
            "what waits for an opinion once it was asked for; `[]` for nothing",
        ),
        "after": (
            "phải có ý kiến của cơ quan nào trước: cơ quan chủ trì",
            "whose opinions must be there first: a lead agency (cơ quan chủ trì)",
        ),
        "again": (
            "vào lại bước này thì hỏi lại (`ask`) hay giữ ý kiến cũ (`keep`)",
            "what a second visit to the step does: ask again, or keep the opinion given",
        ),
        "takes": (
            "lối ra mà sự im lặng dẫn đến; bắt buộc với `refuse`",
            "the outcome silence takes; required with `refuse`",
        ),
        "basis": ("điều khoản quy định; bắt buộc với `consent`", "the article; required with `consent`"),
    },
    "ChildSpec": {
        "procedure": ("mã của thủ tục liên thông", "the code of the procedure"),
        "name": ("tên để mọi người đọc", "what people read"),
        "name_en": ("tên bằng tiếng Anh", "the name in English"),
        "after": (
            "cần kết quả của thủ tục nào: chỉ bắt đầu khi các thủ tục đó xong",
            "whose results it needs: it begins when they are done",
        ),
        "agency": ("cơ quan nhận hồ sơ con", "the agency its dossier goes to"),
        "case": ("trường hợp của hồ sơ con", "the case of its procedure its dossier is"),
        "facts": (
            "mỗi dữ kiện của thủ tục con lấy từ dữ kiện nào ở đây",
            "from which fact of this procedure each of its own is taken; one of the same name is taken anyway",
        ),
        "basis": ("điều khoản quy định", "the article"),
    },
    "TransitionSpec": {
        "accepted": (
            "hồ sơ tiếp nhận trước: `keep` theo quy định cũ, `move` theo quy định mới, `choose` theo lựa chọn của người nộp",
            "dossiers accepted before: `keep` the old law, `move` to the new, `choose` as the applicant says",
        ),
        "limits": (
            "thời hạn đang chạy: `keep` giữ nguyên, `in-favour` chỉ đổi khi có lợi cho người dân, `recount` tính lại",
            "limits that run: `keep` as they are, `in-favour` of whom they protect, `recount` by the new text",
        ),
        "steps": ("bước cũ nay là bước nào", "what the steps of the old version are called here"),
        "cases": ("trường hợp cũ nay là trường hợp nào", "what the cases of the old version are called here"),
        "basis": ("điều khoản chuyển tiếp", "the transitional article"),
    },
}
