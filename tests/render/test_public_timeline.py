"""The public timeline: what the applicant is owed, and nothing anybody typed in, whatever happened to the dossier."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from pathlib import Path

import pytest
from office import office

from procflow import vietnam
from procflow.clock import VIETNAM_TIME
from procflow.core import Law, PublicKind, PublicRow, public_timeline
from procflow.core.public import OF_EVENTS
from procflow.dossier import (
    EVENT_KINDS,
    Actor,
    CaseChanged,
    ChildFinished,
    ChildOpened,
    ChildStarted,
    DossierAdopted,
    Event,
    FeeAssessed,
    Migrated,
    Submitted,
    Transferred,
    WithdrawalDecided,
    Withheld,
)
from procflow.library import load
from procflow.procedure import Procedure
from procflow.render import describe_public, status_name
from procflow.scenario import play, read_examples
from procflow.source import read

REPO = Path(__file__).parents[2]
CANARY = "CANARY"
STORIES = [
    *sorted((REPO / "tests" / "examples").glob("*.test.yaml")),
    *sorted((REPO / "procedures").rglob("*.test.yaml")),
]
PUBLISHED = {"step", "outcome", "to", "form", "name", "result", "consultation", "procedure", "version", "definition"}
"""Fields that hold words of the procedure, by which the rows are looked up; everything else is poisoned."""
KEYS = PUBLISHED | {"calendar", "child", "kept", "fee", "currency", "basis", "channel", "case", "ground"}


def poisoned(event: Event) -> Event:
    """Put a canary into every text of an event that a person could have typed in."""
    changes: dict[str, object] = {}
    for field in fields(event):
        value = getattr(event, field.name)
        if isinstance(value, Actor):
            changes[field.name] = Actor(f"{CANARY}-id", (CANARY,), f"{CANARY}-unit", f"{CANARY}-for")
        elif field.name not in KEYS and type(value) is str:
            changes[field.name] = CANARY
        elif isinstance(value, Mapping) and field.name in {"facts", "details"}:
            changes[field.name] = {CANARY: CANARY, "withheld": Withheld(CANARY)}
    return replace(event, **changes)  # type: ignore[arg-type]


def all_events() -> list[tuple[Procedure, tuple[Event, ...]]]:
    played = []
    for path in STORIES:
        procedure = load(path.with_name(path.name.replace(".test.yaml", ".yaml")))
        for example in read_examples(read(path.read_bytes(), str(path))):
            events = play(Law(procedure, vietnam()), example).events
            if events:
                played.append((procedure, tuple(events)))
    return played


@pytest.fixture(scope="module")
def played() -> list[tuple[Procedure, tuple[Event, ...]]]:
    return all_events()


def test_nothing_anybody_typed_in_reaches_the_public(played: list[tuple[Procedure, tuple[Event, ...]]]) -> None:
    seen: set[str] = set()
    for procedure, events in played:
        tainted = [poisoned(event) for event in events]
        seen |= {type(event).__name__ for event in events}
        rows = public_timeline(procedure, tainted)
        assert rows == public_timeline(procedure, events)
        said = [describe_public(row, lang) for row in rows for lang in ("vi", "en")]
        assert CANARY not in repr(rows) + "".join(said)
    assert len(seen) > 30, set(EVENT_KINDS) - seen


def test_every_kind_of_row_can_be_said_in_both_languages(played: list[tuple[Procedure, tuple[Event, ...]]]) -> None:
    seen: set[PublicKind] = set()
    for procedure, events in played:
        for row in public_timeline(procedure, events):
            seen.add(row.kind)
            assert describe_public(row, "vi") != describe_public(row, "en")
    at = datetime(2026, 8, 17, 9, tzinfo=VIETNAM_TIME)
    for kind in PublicKind:
        row = PublicRow(at=at, kind=kind, national_status=4, subject="x", subject_en="y")
        assert describe_public(row, "vi") != describe_public(row, "en")
    assert len(seen) > 18, set(PublicKind) - seen


def test_of_every_kind_of_event_it_is_decided_whether_the_public_is_told() -> None:
    assert set(OF_EVENTS) == set(EVENT_KINDS.values())
    assert {kind for kind in OF_EVENTS.values() if kind} == set(PublicKind) - {PublicKind.WITHDRAWAL_REFUSED}


def test_the_public_is_told_of_interlinked_procedures_and_of_a_new_version_but_not_of_codes_and_fees() -> None:
    at = datetime(2026, 8, 17, 9, tzinfo=VIETNAM_TIME)
    by = Actor(CANARY, (CANARY,))
    procedure = load(REPO / "tests" / "examples" / "interlinked.yaml")
    step = next(step for step in procedure.steps.values() if step.children)
    child = next(iter(step.children.values()))
    later: list[Event] = [
        ChildStarted(at=at, by=by, child=child.id, procedure=child.procedure),
        ChildOpened(at=at, by=by, child=child.id, dossier=CANARY),
        FeeAssessed(at=at, by=by, fee="fee", amount=0, currency="VND", working=CANARY),
        ChildFinished(at=at, by=by, child=child.id, refused=True, dossier=CANARY, version=7),
        ChildFinished(at=at, by=by, child="former"),
        CaseChanged(at=at, by=by, case=CANARY, reason=CANARY),
        Transferred(at=at, by=by, unit=CANARY, reason=CANARY),
        WithdrawalDecided(at=at, by=by, granted=False, reason=CANARY),
        WithdrawalDecided(at=at, by=by, granted=True, reason=CANARY),
        DossierAdopted(at=at, by=by, origin=CANARY),
        Migrated(
            at=at, by=by, version="2", definition=CANARY, step=step.id, national_status=4, case=CANARY, basis=CANARY
        ),
    ]
    submitted = Submitted(at=at, by=by, procedure="x", version="1", definition="d", calendar="c", channel="online")
    rows = public_timeline(procedure, [submitted, *later])
    assert [describe_public(row)[18:] for row in rows] == [
        "nộp hồ sơ",
        f"bắt đầu thủ tục liên thông: {child.name}",
        f"đã xong thủ tục liên thông: {child.name}",
        "đã xong thủ tục liên thông: ",
        "chuyển sang trường hợp khác của thủ tục",
        "chuyển sang đơn vị khác giải quyết",
        "không đồng ý cho rút hồ sơ",
        "đồng ý cho rút hồ sơ",
        "tiếp nhận hồ sơ từ hệ thống khác",
        "áp dụng phiên bản mới của thủ tục",
    ]
    assert CANARY not in repr(rows)


def test_the_public_is_told_the_dates_the_apology_and_who_is_waited_for() -> None:
    desk = office()
    desk.submit("2026-08-03 08:00", channel="online")
    desk.take("accept", "2026-08-03 09:00")
    desk.apologise(date(2026, 8, 20), "2026-08-07 09:00")
    desk.take("incomplete", "2026-08-07 10:00", reason="Thiếu CCCD 001190012345 của chị Lan")
    rows = public_timeline(desk.law.procedure, desk.events)
    last = rows[-1]
    assert (last.national_status, last.waits_for, last.due_on) == (5, "applicant", None)
    assert (last.promised_on, last.reappointed_on) == (date(2026, 8, 10), date(2026, 8, 20))
    assert [describe_public(row) for row in rows] == [
        "03/08/2026 08:00  nộp hồ sơ",
        "03/08/2026 08:00  chuyển sang: Chờ tiếp nhận (đang chờ cơ quan giải quyết)",
        "03/08/2026 09:00  tiếp nhận hồ sơ đầy đủ",
        "03/08/2026 09:00  hẹn trả kết quả ngày 10/08/2026",
        "03/08/2026 09:00  chuyển sang: Thẩm định (đang chờ cơ quan giải quyết)",
        "07/08/2026 09:00  cơ quan xin lỗi vì trễ hẹn [Mẫu 04 TT 03/2025/TT-VPCP]",
        "07/08/2026 09:00  hẹn lại ngày 20/08/2026",
        "07/08/2026 10:00  tạm dừng tính thời hạn",
        "07/08/2026 10:00  chuyển sang: Chờ bổ sung, hoàn thiện hồ sơ (đang chờ người nộp hồ sơ)",
    ]


def test_a_status_that_is_not_in_the_national_list_is_told_by_its_number() -> None:
    assert (status_name(9, "vi"), status_name(42, "en")) == ("đã xử lý xong", "42")
