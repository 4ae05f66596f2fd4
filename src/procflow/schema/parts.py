"""What an editor tells of a part of the language, in Vietnamese; the English is the part's own docstring.

Invariant: every part an author can write stands here once; a test holds that.
"""

from collections.abc import Mapping
from typing import Final

__all__ = ["PARTS"]

PARTS: Final[Mapping[str, str]] = {
    "ProcedureFile": "Một phiên bản của một thủ tục hành chính.",
    "ProfileFile": "Quy định chung của mọi thủ tục theo cùng một nghị định.",
    "OverlayFile": "Những gì một tỉnh hay một cơ quan tự quy định: mức thu và thời hạn ngắn hơn.",
    "CaseSpec": "Một trường hợp của thủ tục.",
    "RoleSpec": "Tên một vai trò như mọi người gọi.",
    "ChannelsSpec": "Các cách nộp hồ sơ và nhận kết quả.",
    "FactSpec": "Một dữ kiện hồ sơ khai khi nộp; số nguyên phải có khoảng.",
    "DerivedSpec": "Dữ kiện suy ra từ hai ngày.",
    "ComponentSpec": "Một giấy tờ của hồ sơ, với số bản chính và bản sao.",
    "LimitSpec": "Một thời hạn: đúng một trong `limit`, `by_case`, `by_channel`.",
    "PlusSpec": "Thời gian cộng thêm khi một điều kiện đúng.",
    "FeeSpec": "Một khoản phí, lệ phí: đúng một trong `rate`, `by_case`, `by_channel`, `set_by`.",
    "FeeRate": "Một mức thu: `amount` hoặc `tiers`, có thể có mức trần.",
    "Tiers": "Giá theo bậc, ví dụ `{of: pages, from: {1: 2.000 đồng, 3: 1.000 đồng}}`.",
    "ExemptSpec": "Một đối tượng được miễn.",
    "FeePeriod": "Mức thu khác cho hồ sơ được tiếp nhận trong một thời gian.",
    "ResultSpec": "Một kết quả giải quyết.",
    "SupplementSpec": "Quy định riêng về bổ sung hồ sơ theo luật chuyên ngành.",
    "UnsatisfactorySpec": "Bổ sung không đạt thì sao.",
    "UnsatisfactoryRefusal": "Việc từ chối và thời hạn riêng của nó.",
    "WithdrawalSpec": "Quyền rút hồ sơ cho đến khi có quyết định.",
    "AmendmentSpec": "Quyền sửa nội dung hồ sơ cho đến khi có quyết định.",
    "CorrectionSpec": "Cơ quan có bao lâu để đính chính kết quả đã cấp.",
    "ForwardingSpec": "Nơi tiếp nhận có bao lâu để chuyển hồ sơ đến cơ quan có thẩm quyền.",
    "StoppingSpec": "Ai được dừng giải quyết, theo những căn cứ nào.",
    "GroundSpec": "Một căn cứ dừng giải quyết.",
    "ExtensionSpec": "Gia hạn theo thoả thuận bằng văn bản: nhiều nhất bao lâu, mấy lần.",
    "NoticeSpec": "Thông báo phải đến trước ngày của sự kiện bao lâu.",
    "StepSpec": "Một bước: ai làm, thời hạn ra sao, có những lối ra nào.",
    "OutcomeSpec": "Một lối ra khỏi bước: dẫn đến đâu, cấp gì, cần gì.",
    "ConsultSpec": "Lấy ý kiến của một cơ quan khác.",
    "ChildSpec": "Một thủ tục liên thông.",
    "TransitionSpec": "Quy định chuyển tiếp: hồ sơ tiếp nhận trước theo quy định nào.",
    "OldDossiers": "`keep` theo quy định cũ, `move` theo quy định mới, `choose` theo lựa chọn của người nộp.",
    "OldLimits": "`keep` giữ nguyên, `in-favour` chỉ đổi khi có lợi cho người dân, `recount` tính lại.",
    "ApologySpec": "Trách nhiệm xin lỗi: trước ngày hẹn bao lâu, hẹn lại mấy lần.",
    "ExampleSpec": "Một ví dụ kiểm chứng: câu chuyện của một hồ sơ.",
    "Line": "Một dòng của câu chuyện: `at` và `do`, hoặc `wait`.",
    "Person": "Người làm việc này.",
    "Expect": "Điều phải đúng sau dòng này; chỉ những gì được ghi mới được so.",
    "FormEvent": "Việc mà quy định chung đặt mẫu.",
    "Clock": "`run` chạy, `resume` dừng rồi chạy tiếp, `restart` dừng rồi tính lại, `none` không có.",
    "Ending": "Hồ sơ kết thúc như thế nào.",
    "OnTimeout": "Sự im lặng của cơ quan được hỏi nghĩa là gì.",
    "Again": "Vào lại bước thì ý kiến cũ ra sao.",
    "FactKind": "Kiểu của dữ kiện: có hay không, số nguyên, văn bản, ngày, một trong các lựa chọn.",
}
