"""Published records, from this machine's copy where it has one, and small ones made up for a test."""

import gzip
import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from procflow.portal import PortalRecord, Scaffold, read_record, scaffold

REPO = Path(__file__).parents[2]
WAYS = "Hình thức nộpThời gianPhí, lệ phíMô tả"
PAPERS = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
LAWS = "Tên văn bản pháp lýMã văn bản"

Make = Callable[..., Scaffold]


@pytest.fixture(scope="session")
def published() -> Sequence[PortalRecord]:
    places = [os.environ.get("PROCFLOW_SHARED"), str(REPO.parent / "shared")]
    files = [Path(place) / "data" / "portal" / "procedures.jsonl.gz" for place in places if place]
    file = next((file for file in files if file.exists()), None)
    if file is None:
        pytest.skip("no published records on this machine")
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [read_record(json.loads(line)) for line in lines]


@pytest.fixture
def make() -> Make:
    """Scaffold a record whose fields are given by their portal names; what is not given is a plain procedure's."""

    def scaffolded(**fields: str) -> Scaffold:
        plain = {
            "ma_thu_tuc": "1.000123",
            "ten_thu_tuc": "Cấp giấy phép thử",
            "so_quyet_dinh": "12/QĐ-BTP",
            "trinh_tu_thuc_hien": "Cơ quan tiếp nhận xem xét.",
            "cach_thuc_thuc_hien": f"{WAYS}Trực tiếp5 Ngày làm việcMiễn phí",
            "thanh_phan_ho_so": f"--{PAPERS}Đơn đề nghị1 bản chính",
            "can_cu_phap_ly": f"{LAWS}Luật thử12/2020/QH14",
            "ket_qua_xu_ly": "Giấy phépMã: KQ.G15.000001Từ khóaKhông có thông tin",
        }
        return scaffold(read_record({**plain, **fields}))

    return scaffolded
