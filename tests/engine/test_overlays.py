"""A province's overlay is kept with its definition, so that a register reads its dossiers without the files."""

from datetime import date, datetime
from pathlib import Path

import pytest

from procflow.clock import VIETNAM_TIME
from procflow.dossier import Actor, Take
from procflow.engine import ManualClock
from procflow.engine import open as open_register
from procflow.library import load_text

ROOT = Path(__file__).parents[2]
PERMIT = (ROOT / "procedures/1.013225/2026-07.yaml").read_text(encoding="utf-8")
OVERLAY = """\
procflow: 1
overlay: ha-noi
name: Thành phố Hà Nội
code: 1.013225
effective: 2026-07-01
basis: Quyết định rút ngắn thời hạn (bịa)
limit: {by_case: {house: 05 ngày làm việc, other: 08 ngày làm việc}, basis: bịa}
fees:
  licence: {name: Lệ phí cấp giấy phép xây dựng, rate: 75.000 đồng, basis: bịa}
"""


@pytest.fixture
def register_file(tmp_path: Path) -> Path:
    return tmp_path / "register.db"


def test_a_dossier_under_an_overlay_is_read_again_without_the_files(register_file: Path) -> None:
    clock = ManualClock(datetime(2026, 8, 17, 9, tzinfo=VIETNAM_TIME))
    procedure = load_text(PERMIT, overlay=(OVERLAY, "ha-noi.yaml"))
    with open_register(register_file, [procedure], clock=clock) as register:
        an, lan = Actor("an", roles=("applicant",)), Actor("lan", roles=("receptionist",))
        new = register.submit("1.013225", by=an, channel="online", case="house")
        accepted = register.send(new.dossier_id, Take("accept", by=lan)).dossier
        assert accepted.promise is not None
        assert accepted.promise.due_on == date(2026, 8, 22)  # what the province promises
        assert accepted.due_on == date(2026, 8, 25)  # what the law allows
        assert accepted.fees == {"licence": "75000 VND"}
    with open_register(register_file, clock=clock) as register:
        officer = Actor("binh", roles=("construction-officer",))
        assert register.send(new.dossier_id, Take("eligible", by=officer)).dossier.step == "sign"
        assert register.verify().dossiers == 1
