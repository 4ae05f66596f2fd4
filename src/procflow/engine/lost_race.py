"""How a race was lost, in words of both languages.

Invariant: what the database itself says of it is quoted, and is not among these.
"""

from typing import Final

from procflow.errors import Spoken

__all__ = ["MEANWHILE", "SAME_ID", "counting", "linked", "numbered", "while_rebuilt"]

MEANWHILE: Final = Spoken(
    "a dossier was changed while it was being treated with others",
    "có hồ sơ bị thay đổi trong khi đang được xử lý cùng các hồ sơ khác",
)
SAME_ID: Final = Spoken("the same id was used at the same time", "mã này được dùng ở nơi khác cùng lúc")


def linked(dossier: str) -> Spoken:
    """Say that a member of the family was changed."""
    return Spoken(
        f"{dossier}, a dossier linked with this one, was changed",
        f"{dossier}, hồ sơ liên thông với hồ sơ này, đã bị thay đổi",
    )


def while_rebuilt(dossier: str) -> Spoken:
    """Say that a dossier moved on while its row was made anew."""
    return Spoken(
        f"{dossier} was changed while its row was made anew",
        f"{dossier} bị thay đổi trong khi hàng dữ liệu của nó đang được lập lại",
    )


def counting(agency: str) -> Spoken:
    """Say that another transaction has the counter of an agency."""
    return Spoken(f"the numbers of {agency} are being counted", f"số hồ sơ của {agency} đang được cấp ở nơi khác")


def numbered(agency: str) -> Spoken:
    """Say that somebody else took the numbers of an agency."""
    return Spoken(f"somebody else took the numbers of {agency}", f"số hồ sơ của {agency} đã được cấp cho nơi khác")
