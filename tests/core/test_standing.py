"""How a dossier stands: one standing at every moment, counted from its events and cured by nothing."""

from datetime import date

import pytest
from office import Desk, moment, office, person

from procflow.core.standing import StandingKind, classify
from procflow.dossier import Stop, Void, Withdraw
from procflow.errors import MisuseError

STOPPING = (
    "stopping: {by: chair, grounds: {dispute: {name: A, basis: Đ.1}, court: {name: B, ends: true, basis: Đ.1}}}\n"
)
AT = moment("2026-03-03 09:00")


def accepted(**parts: str) -> Desk:
    desk = office(**parts)
    desk.submit("2026-03-02 08:00", channel="online")
    desk.take("accept", "2026-03-02 08:10")
    return desk


def standing(desk: Desk, at: str) -> str:
    return classify(desk.events, moment(at)).kind.value


@pytest.mark.parametrize("rule", ["one-stop", "blds-2015", "applicant", "clock-preserving"])
def test_a_dossier_is_pending_until_24_00_of_the_last_day_and_overdue_from_then_on(rule: str) -> None:
    desk = accepted(limit=f"{{limit: 5 ngày làm việc, rule: {rule}}}")
    assert standing(desk, "2026-03-09 23:59:59.999999") == "pending"
    assert standing(desk, "2026-03-10 00:00") == "overdue"


@pytest.mark.parametrize("rule", ["one-stop", "applicant"])
@pytest.mark.parametrize(
    ("at", "kind"),
    [
        ("2026-03-08 09:00", "early"),
        ("2026-03-09 00:00", "on-time"),
        ("2026-03-09 23:59:59", "on-time"),
        ("2026-03-10 00:00", "late"),
    ],
)
def test_a_result_is_early_on_time_or_late_by_the_day_it_was_ready(rule: str, at: str, kind: str) -> None:
    desk = accepted(limit=f"{{limit: 5 ngày làm việc, rule: {rule}}}")
    desk.take("sign", at)
    assert standing(desk, "2026-12-31 00:00") == kind
    desk.take("hand-over", "2026-05-01 09:00")
    assert standing(desk, "2026-12-31 00:00") == kind


@pytest.mark.parametrize(("at", "kind"), [("2026-03-03 08:10", "on-time"), ("2026-03-03 08:10:01", "late")])
def test_a_limit_of_hours_may_be_used_to_its_last_instant(at: str, kind: str) -> None:
    desk = accepted(limit="24 giờ")
    desk.take("sign", at)
    assert standing(desk, "2026-12-31 00:00") == kind


def test_an_apology_cures_no_lateness_and_the_three_dates_are_kept_apart() -> None:
    desk = accepted()
    desk.apologise(date(2026, 3, 12), "2026-03-06 09:00")
    desk.take("sign", "2026-03-11 09:00")
    found = classify(desk.events, moment("2026-12-31 00:00"))
    assert found.kind is StandingKind.LATE
    assert (found.due_on, found.promised_on, found.reappointed_on) == (
        date(2026, 3, 9),
        date(2026, 3, 9),
        date(2026, 3, 12),
    )
    assert found.finished_at == moment("2026-03-11 09:00")


def test_later_events_are_left_out() -> None:
    desk = accepted()
    desk.take("incomplete", "2026-03-03 09:00")
    desk.take("supply", "2026-03-10 09:00")
    desk.take("complete", "2026-03-10 10:00")
    assert standing(desk, "2026-03-02 09:00") == "pending"
    assert standing(desk, "2026-03-09 09:00") == "stopped"
    assert classify(desk.events, moment("2026-03-09 09:00")).due_on is None
    assert classify(desk.events, moment("2026-03-11 09:00")).due_on == date(2026, 3, 17)
    assert standing(desk, "2026-03-11 09:00") == "pending"
    with pytest.raises(MisuseError, match="PF531"):
        classify(desk.events, moment("2026-03-01 00:00"))


def test_a_dossier_that_was_overdue_when_it_was_stopped_stays_overdue() -> None:
    desk = accepted()
    desk.take("incomplete", "2026-03-10 09:00")
    found = classify(desk.events, moment("2026-03-12 09:00"))
    assert (found.kind, found.due_on) == (StandingKind.OVERDUE, date(2026, 3, 9))


def test_every_ending_has_its_standing() -> None:
    ended = {}
    for name in ("withdrawn", "voided", "stopped", "closed", "not-accepted", "on-time"):
        parts = {"more": STOPPING}
        if name == "on-time":
            parts = {"results": "results: none\n", "limit": "{limit: none, reason: x}"}
            parts["steps"] = (
                "steps:\n  note:\n    name: Ghi nhận\n    actor: officer\n    outcomes: {noted: return-result}\n"
            )
        desk = office(**parts)
        desk.submit("2026-03-02 08:00", channel="online")
        if name == "not-accepted":
            desk.take("refuse-acceptance", "2026-03-02 08:10")
        else:
            desk.take("accept", "2026-03-02 08:10")
        match name:
            case "withdrawn":
                desk.send(Withdraw(by=person("applicant"), at=AT))
            case "voided":
                desk.send(Void("H40-1", "nhập trùng", by=person("receptionist"), at=AT))
            case "stopped":
                desk.send(Stop("court", by=person("chair"), reason="x", at=AT))
            case "closed":
                desk.take("incomplete", "2026-03-03 09:00")
                desk.wake("2026-04-01 00:00")
            case "on-time":
                desk.take("noted", "2026-03-20 09:00")
            case _:
                pass
        found = classify(desk.events, moment("2026-12-31 00:00")).kind
        ended[name] = found.value
        assert not found.is_pending
        assert found.is_settled is (name == "on-time")
    assert ended == {name: name for name in ended}


def test_a_stop_by_the_agency_is_a_standing_of_its_own() -> None:
    desk = accepted(more=STOPPING)
    desk.send(Stop("dispute", by=person("chair"), reason="x", at=AT))
    assert standing(desk, "2026-12-31 00:00") == "stopped"
    open_ended = accepted(more=STOPPING, limit="{limit: none, reason: x}")
    open_ended.send(Stop("dispute", by=person("chair"), reason="x", at=AT))
    assert standing(open_ended, "2026-12-31 00:00") == "stopped"
    assert StandingKind.OVERDUE.is_pending
