"""What an editor tells of a key of worked examples, in Vietnamese and in English.

Invariant: every key the player of stories reads stands here once; a test holds that.
"""

from collections.abc import Mapping
from typing import Final

__all__ = ["WORDS"]

WORDS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "ExampleSpec": {
        "name": ("câu chuyện cho thấy điều gì, viết thành một câu", "what the story shows, as a sentence"),
        "overlay": (
            "tệp quy định của địa phương áp dụng cho hồ sơ này, tính từ chỗ của tệp ví dụ",
            "the file of the overlay it is played under, beside this file unless it leads elsewhere",
        ),
        "case": ("trường hợp của hồ sơ", "the case of the dossier, for every line that names none"),
        "facts": ("những gì hồ sơ khai khi nộp", "what the dossier states when it is submitted"),
        "story": ("các dòng của câu chuyện, theo thứ tự", "what happens, in its order"),
    },
    "Line": {
        "at": (
            "xảy ra lúc nào, ví dụ `2026-08-17 09:00`, giờ Việt Nam",
            "when it happens: `2026-08-17 09:00`, Vietnam time",
        ),
        "do": (
            "lối ra của bước đang ở, hoặc một việc như `submit`, `ask`, `apologise`",
            "an outcome of the step the dossier is in, or an act",
        ),
        "wait": (
            "để thời gian trôi, ví dụ `until 2026-08-25 17:30`",
            "let time pass: `until 2026-08-25 17:30`; a day ends when `00:00` of the next begins",
        ),
        "by": (
            "ai làm; bỏ trống là người giữ vai trò cần thiết",
            "who acts; left out, somebody who plays the role the act asks for",
        ),
        "reason": ("lý do", "the reason"),
        "channel": (
            "cách nộp; bỏ trống là cách đầu tiên thủ tục mở",
            "the channel; left out, the first the procedure opens",
        ),
        "case": ("trường hợp", "the case"),
        "facts": ("dữ kiện, thêm vào dữ kiện của ví dụ", "facts, beside those of the example"),
        "assisted_by": ("ai giúp nộp; người nộp vẫn là người nộp", "who helped; the applicant stays the applicant"),
        "unit": (
            "cơ quan nhận hồ sơ, hoặc đơn vị hồ sơ chuyển đến",
            "the office that receives it; the unit it moves to",
        ),
        "competent": (
            "cơ quan có thẩm quyền, khi là cơ quan khác",
            "the agency competent to decide, where it is another",
        ),
        "from": ("cơ quan được lấy ý kiến", "the consulted agency"),
        "opinion": ("ý kiến của cơ quan đó", "its opinion"),
        "until": (
            "ngày hẹn lại, bỏ trống là chỉ xin lỗi; hoặc ngày đã hẹn ở nơi khác",
            "the new appointment, left out for an apology alone; the one already promised elsewhere",
        ),
        "ground": ("căn cứ dừng", "the ground"),
        "granted": ("có cho rút không; bỏ trống là cho", "whether the withdrawal is granted; left out, it is"),
        "span": ("gia hạn bao lâu", "by how much"),
        "agreement": ("văn bản thoả thuận", "the written agreement"),
        "to": (
            "người được giao bước; hoặc hồ sơ được tính khi huỷ bản nhập trùng",
            "the person who gets the step; the entry that counts",
        ),
        "origin": ("hệ thống nơi hồ sơ bắt đầu", "the system it comes from"),
        "step": ("bước hồ sơ đang ở", "the step it is in"),
        "submitted": ("nộp ở đó lúc nào", "when it was submitted there"),
        "accepted": ("tiếp nhận ở đó lúc nào", "when it was accepted there"),
        "result": ("kết quả được đính chính", "the result that is corrected"),
        "child": ("thủ tục liên thông đã xong", "the interlinked procedure that is done"),
        "results": ("thủ tục liên thông mang lại kết quả gì", "what it brought"),
        "expect": ("điều phải đúng sau dòng này", "what must hold after the line"),
    },
    "Person": {
        "id": ("người làm", "the person"),
        "roles": ("các vai trò người đó giữ, ví dụ `[chair]`", "the roles they play: `[chair]`"),
        "unit": ("đơn vị người đó đại diện", "the unit they act for"),
    },
    "Expect": {
        "due": (
            "ngày phải trả kết quả theo luật; `none` trước khi tiếp nhận, khi dừng tính và sau khi có kết quả",
            "the day the result is due by law; `none` before acceptance, while the limit is stopped and after the result",
        ),
        "due_at": ("giờ hẹn trong ngày đó", "the appointment on that day"),
        "applicant": ("người nộp hồ sơ", "who applies; whoever helps or keys the dossier in does not become it"),
        "form": (
            "mẫu của việc vừa làm; `none` khi việc đó không có mẫu",
            "the form the act of this line is recorded on; `none` where it has none",
        ),
        "components": (
            "các giấy tờ mà hồ sơ này phải có",
            "the papers the dossier must hold, by its case and facts",
        ),
        "promised": (
            "ngày đầu tiên ghi trên phiếu hẹn; không bao giờ đổi",
            "the date first promised on the receipt; it never moves",
        ),
        "reappointed": ("ngày mới trong thư xin lỗi", "the new date an apology appointed"),
        "committed": (
            "ngày phải trả theo thời hạn ngắn hơn do địa phương cam kết",
            "the day due by the shorter limit of an overlay",
        ),
        "step_due": ("ngày cuối cùng của thời gian riêng của bước", "the last day of the current step's own time"),
        "window_ends": (
            "ngày cuối cùng người nộp còn được bổ sung",
            "the last day of the applicant's time in this step",
        ),
        "provisional": (
            "ngày còn có thể đổi vì lịch nghỉ chưa công bố",
            "whether the date due may still move, because a calendar is not announced",
        ),
        "clock": (
            "thời hạn giải quyết: `none`, `running`, `stopped` hay `ended`",
            "what the limit of the procedure does",
        ),
        "step": ("bước đang ở", "the step"),
        "status": ("trạng thái quốc gia, từ 1 đến 10", "the national status, 1 to 10"),
        "ended": ("kết thúc như thế nào", "how it ended: endings"),
        "stopped": ("đang dừng theo căn cứ nào", "the ground it is stopped on"),
        "case": ("trường hợp của hồ sơ", "its case"),
        "facts": (
            "các dữ kiện được nêu tên, khai hoặc suy ra",
            "the facts named, stated or derived; others are not compared",
        ),
        "fees": (
            "mọi khoản phí đã tính, ví dụ `{certification: 14000 VND}`",
            "all fees assessed: `{certification: 14000 VND}`",
        ),
        "results": ("mọi kết quả đến lúc này, theo thứ tự", "all results so far, in their order"),
        "corrections": ("các kết quả đã đính chính", "the results corrected so far"),
        "noted": (
            "những điều từ bên ngoài báo đến khi không còn thay đổi được gì, theo thứ tự: bước/việc",
            "what came from outside too late to change anything, in its order: step/fact",
        ),
        "opinions": ("mọi ý kiến của bước đang ở", "all consultations of the current step: opinions"),
        "children": (
            "mọi thủ tục liên thông đã bắt đầu: `open` hay `done`",
            "all interlinked procedures begun: `open` or `done`",
        ),
        "unit": ("đơn vị đang giữ hồ sơ", "the unit that has it"),
        "assignee": ("người được giao bước", "the person the step was given to"),
        "breaches": (
            "mọi việc đã được ghi nhận dù trái luật, theo thứ tự",
            "everything so far that was accepted although it breaches the law, in its order: breaches",
        ),
        "refused": (
            "việc này bị từ chối với mã này và không có gì xảy ra, ví dụ `PF507`",
            "the act is refused with this code, and nothing happens: `PF507`",
        ),
    },
}
