"""What a record says happens beside the main road: supplement, consultation, posting, silence, excluded time.

Invariant: a feature is found by words the decrees themselves use, once for each record, with the first sentence that
says it; finding none proves nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from procflow.portal.deadlines import sentence_at

__all__ = ["Feature", "FeatureKind", "find_features"]


class FeatureKind(StrEnum):
    """Name what a text can say beside the main road."""

    SUPPLEMENT = "supplement"
    CONSULTATION = "consultation"
    POSTING = "posting"
    EXCLUDED = "excluded"
    CUTOFF = "cutoff"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Feature:
    """Hold one feature and the sentence that speaks of it."""

    kind: FeatureKind
    sentence: str


_SIGNS: Final[Mapping[FeatureKind, tuple[str, ...]]] = MappingProxyType(
    {
        FeatureKind.SUPPLEMENT: (
            "bổ sung, hoàn thiện",
            "hoàn thiện, bổ sung",
            "hoàn thiện hồ sơ",
            "hoàn thiện lại hồ sơ",
            "hoàn chỉnh hồ sơ",
            "hoàn chỉnh lại hồ sơ",
            "sửa đổi, bổ sung hồ sơ",
            "yêu cầu bổ sung",
            "yêu cầu sửa đổi, bổ sung",
            "yêu cầu hoàn thiện",
            "đề nghị bổ sung",
            "hồ sơ bổ sung",
            "bổ sung hồ sơ",
            "hướng dẫn bổ sung",
            "bổ sung đầy đủ",
            "bổ sung thành phần",
            "bổ sung giấy tờ",
            "bổ sung tài liệu",
            "giải trình, bổ sung",
            "cung cấp bổ sung",
            "cần bổ sung",
            "cần sửa đổi, bổ sung",
            "để bổ sung",
            "để hoàn thiện",
            "hoàn thiện theo quy định",
            "hoàn thiện lại theo quy định",
        ),
        FeatureKind.CONSULTATION: (
            "lấy ý kiến",
            "xin ý kiến",
            "tham vấn",
            "có ý kiến bằng văn bản",
            "có văn bản tham gia ý kiến",
            "tham gia ý kiến",
            "ý kiến của các cơ quan",
            "ý kiến của cơ quan",
            "yêu cầu xác nhận",
            "yêu cầu xác minh",
            "đề nghị xác minh",
            "trao đổi ý kiến",
            "đề nghị có ý kiến",
            "đề nghị góp ý",
            "góp ý kiến",
            "gửi ý kiến",
            "ý kiến phản đối của cơ quan",
        ),
        FeatureKind.POSTING: (
            "niêm yết tại",
            "niêm yết công khai",
            "niêm yết việc",
            "thực hiện niêm yết",
            "thời hạn niêm yết",
            "thời gian niêm yết",
            "niêm yết thông báo",
            "công bố công khai trong",
        ),
        FeatureKind.EXCLUDED: (
            "không tính vào thời",
            "không tính trong thời",
            "không tính thời gian",
            "không bao gồm thời gian",
            "không kể thời gian",
            "không kể ngày",
            "trừ thời gian",
        ),
        FeatureKind.CUTOFF: (
            "sau 15 giờ",
            "sau 15h",
            "sau 15:00",
            "trước 15 giờ",
            "trước 15h",
            "sau 16 giờ",
            "sau 16h",
        ),
        FeatureKind.SILENCE: (
            "coi như đồng ý",
            "coi là đồng ý",
            "xem như đồng ý",
            "coi như đã đồng ý",
            "coi là đã đồng ý",
            "được coi là chấp thuận",
            "coi như chấp thuận",
            "mặc nhiên",
            "không có phản hồi",
            "không phản hồi",
            "không có ý kiến trả lời",
            "không có văn bản trả lời",
            "không trả lời",
            "không có ý kiến thì",
            "không có ý kiến bằng văn bản",
            "không có ý kiến phản hồi",
            "không nhận được phản hồi",
            "không nhận được ý kiến",
            "không nhận được văn bản trả lời",
        ),
    }
)


def find_features(text: str) -> tuple[Feature, ...]:
    """Find the features `text` speaks of, each with its first sentence."""
    plain = text.casefold()
    if len(plain) != len(text):  # a letter whose lower case is longer moves every place
        plain = text.lower() if len(text.lower()) == len(text) else text
    found = []
    for kind, signs in _SIGNS.items():
        places = [place for sign in signs if (place := plain.find(sign)) >= 0]
        if places:
            found.append(Feature(kind, sentence_at(text, min(places))))
    return tuple(found)
