"""The facts the tests of conditions speak of."""

import datetime as dt
from decimal import Decimal

import pytest

from procflow.condition import (
    BooleanFact,
    ChoiceFact,
    DateFact,
    DecimalFact,
    Facts,
    IntegerFact,
    ListFact,
    TextFact,
)


@pytest.fixture(scope="session")
def facts() -> Facts:
    return {
        "so_tang": IntegerFact(0, 200),
        "dien_tich": IntegerFact(0, 100_000, optional=True),
        "le_phi": DecimalFact(Decimal(0), Decimal(10**6), 2),
        "ty_le": DecimalFact(Decimal(-1), Decimal(1), 4, optional=True),
        "bao_ton": BooleanFact(),
        "khan": BooleanFact(optional=True),
        "ngay_nop": DateFact(),
        "ten": TextFact(50),
        "kenh": ChoiceFact(("online", "post", "desk")),
        "thanh_phan": ListFact(
            {"ten": TextFact(), "bat_buoc": BooleanFact(), "da_nop": BooleanFact(), "han": DateFact(optional=True)}, 20
        ),
        "nam": ListFact(IntegerFact(1900, 2100), 10),
        "gia": ListFact(DecimalFact(Decimal(0), Decimal(9), 2), 10, optional=True),
    }


@pytest.fixture
def values() -> dict[str, object]:
    return {
        "so_tang": 3,
        "le_phi": Decimal("50000.50"),
        "bao_ton": False,
        "khan": True,
        "ngay_nop": dt.date(2026, 8, 17),
        "ten": "Lê Văn Ế",
        "kenh": "online",
        "thanh_phan": [
            {"ten": "đơn", "bat_buoc": True, "da_nop": True},
            {"ten": "bản vẽ", "bat_buoc": True, "da_nop": False, "han": dt.date(2026, 9, 3)},
            {"ten": "ảnh", "bat_buoc": False, "da_nop": False},
        ],
        "nam": [2024, 2026],
        "gia": [Decimal("1.50"), Decimal(2)],
    }
