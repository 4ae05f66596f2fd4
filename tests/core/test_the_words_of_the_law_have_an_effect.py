"""What a procedure says of channels of return, ends of rights, days of an overlay and names of roles is kept to."""

from datetime import date

import pytest
from office import APPRAISE, Desk, moment, office, person, refusal, text

from procflow import vietnam
from procflow.calendar import Document, closure
from procflow.core import Law, decide
from procflow.dossier import Adopt, OutcomeTaken, Submit, Take, Withdraw
from procflow.errors import MisuseError
from procflow.library import load_text

SIGNED = """\
steps:
  appraise:
    name: Thẩm định
    actor: officer
    outcomes: {eligible: sign}
  sign: {name: Ký, actor: chair, outcomes: {signed: {to: return-result, produces: permit}}}
"""


def returned(channel: str) -> Desk:
    desk = office()
    desk.submit("2026-03-02 08:00")
    desk.take("accept", "2026-03-02 09:00")
    desk.take("sign", "2026-03-03 09:00")
    desk.send(Take("hand-over", by=person("receptionist"), at=moment("2026-03-04 09:00"), channel=channel))
    return desk


# --- the channel a result goes out by: the procedure of these tests returns online alone ---


def test_a_result_that_goes_out_by_a_declared_channel_breaches_nothing_and_the_journal_says_how() -> None:
    desk = returned("online")
    assert desk.breaches == []
    assert [event.channel for event in desk.events if isinstance(event, OutcomeTaken)] == ["", "", "online"]


@pytest.mark.parametrize("channel", ["direct", "post"])
def test_a_result_handed_over_by_a_channel_nobody_declared_is_accepted_and_flagged(channel: str) -> None:
    desk = returned(channel)
    assert desk.breaches == ["undeclared-return"]
    assert desk.state.ended is not None


def test_a_hand_over_that_does_not_say_how_is_not_judged() -> None:
    assert returned("").breaches == []


def test_a_channel_that_is_none_is_refused_with_the_one_meant() -> None:
    desk = office()
    desk.submit("2026-03-02 08:00")
    desk.take("accept", "2026-03-02 09:00")
    desk.take("sign", "2026-03-03 09:00")
    by = person("receptionist")
    error = refusal(desk.law, desk.dossier, Take("hand-over", by=by, at=moment("2026-03-04 09:00"), channel="onlin"))
    assert (error.code, error.params["near"]) == ("PF561", "online")


def test_an_outcome_that_hands_nothing_over_has_no_channel() -> None:
    desk = office()
    desk.submit("2026-03-02 08:00")
    by = person("receptionist")
    error = refusal(desk.law, desk.dossier, Take("accept", by=by, at=moment("2026-03-02 09:00"), channel="online"))
    assert error.code == "PF562"


# --- the end of the right to withdraw ---


@pytest.mark.parametrize(("until", "open_at_signing"), [("sign", False), ("eligible", False), ("signed", True)])
def test_the_right_to_withdraw_ends_with_its_mark(until: str, open_at_signing: bool) -> None:  # noqa: FBT001
    desk = office(text(more=f"withdrawal: {{until: {until}, basis: Đ.6}}\n", steps=SIGNED))
    desk.submit("2026-03-02 08:00")
    desk.take("accept", "2026-03-02 09:00")
    desk.take("eligible", "2026-03-03 09:00")
    command = Withdraw(by=person("applicant"), at=moment("2026-03-03 10:00"))
    if open_at_signing:
        desk.send(command)
        assert str(desk.state.ended) == "withdrawn"
    else:
        assert refusal(desk.law, desk.dossier, command).code == "PF541"


def test_before_its_mark_the_right_to_withdraw_stands() -> None:
    desk = office(text(more="withdrawal: {until: sign, basis: Đ.6}\n", steps=SIGNED))
    desk.submit("2026-03-02 08:00")
    desk.take("accept", "2026-03-02 09:00")
    desk.send(Withdraw(by=person("applicant"), at=moment("2026-03-03 08:00")))
    assert str(desk.state.ended) == "withdrawn"


# --- the days of an overlay ---

OVERLAY = """\
procflow: 1
overlay: ha-noi
name: Thành phố
code: 1.000001
effective: 2026-02-01
until: 2026-04-30
basis: NQ 1/2026
limit: {limit: 03 ngày làm việc, basis: NQ 1/2026}
"""
LOCAL = Law(load_text(text(), overlay=(OVERLAY, "ha-noi.yaml")), vietnam())


@pytest.mark.parametrize(
    ("at", "code"), [("2026-01-31", "PF560"), ("2026-02-02", ""), ("2026-04-30", ""), ("2026-05-01", "PF560")]
)
def test_an_overlay_holds_on_its_days_alone(at: str, code: str) -> None:
    desk = Desk(LOCAL)
    command = Submit(by=person("applicant"), channel="direct", at=moment(f"{at} 09:00"))
    if code:
        error = refusal(LOCAL, None, command)
        assert (error.code, error.params["overlay"]) == (code, "ha-noi")
    else:
        desk.send(command)
        assert desk.state.step == "reception"


def test_an_overlay_without_an_end_holds_from_its_first_day_on() -> None:
    law = Law(load_text(text(), overlay=(OVERLAY.replace("until: 2026-04-30\n", ""), "ha-noi.yaml")), vietnam())
    early = Submit(by=person("applicant"), channel="direct", at=moment("2026-01-31 09:00"))
    assert "…" in refusal(law, None, early).message("vi")
    desk = Desk(law)
    desk.submit("2026-11-02 09:00")
    assert desk.state.step == "reception"


def test_a_dossier_begun_elsewhere_is_not_taken_over_under_an_overlay_that_was_not_in_force() -> None:
    command = Adopt(
        by=person("administrator"),
        channel="direct",
        origin="hệ thống cũ",
        step="appraise",
        submitted_at=moment("2026-01-30 09:00"),
        accepted_at=moment("2026-01-30 10:00"),
        at=moment("2026-02-02 09:00"),
    )
    assert refusal(LOCAL, None, command).code == "PF560"


# --- roles by name ---

NAMED = text(more="roles: {officer: {name: Công chức thẩm định, name_en: Appraisal officer}}\n", steps=APPRAISE)


def test_a_refusal_names_the_role_in_the_reader_s_language_beside_its_id() -> None:
    desk = office(NAMED)
    desk.submit("2026-03-02 08:00")
    desk.take("accept", "2026-03-02 09:00")
    error = refusal(desk.law, desk.dossier, Take("sign", by=person("clerk"), at=moment("2026-03-02 10:00")))
    assert "Công chức thẩm định (officer)" in error.message("vi")
    assert "Appraisal officer (officer)" in error.message("en")
    assert str(error.params["role"]) == "officer"


def test_a_role_nobody_named_is_told_by_its_id() -> None:
    desk = office()
    desk.submit("2026-03-02 08:00")
    desk.take("accept", "2026-03-02 09:00")
    error = refusal(desk.law, desk.dossier, Take("sign", by=person("clerk"), at=moment("2026-03-02 10:00")))
    assert "`officer`" in error.message("vi")
    other = refusal(desk.law, desk.dossier, Take("signn", by=person("clerk"), at=moment("2026-03-02 10:00")))
    assert other.code == "PF503"


def test_the_day_of_submission_decides_whether_an_overlay_holds() -> None:
    desk = Desk(LOCAL)
    desk.submit("2026-04-29 09:00")
    desk.take("accept", "2026-05-04 09:00")
    assert desk.state.limits["committed"].due_on == date(2026, 5, 7)


def test_a_dossier_is_decided_by_the_calendar_it_is_counted_by_and_by_no_other() -> None:
    desk = office()
    desk.submit("2026-03-02 08:00")
    closed = vietnam().with_layers(
        closure(date(2026, 3, 5), date(2026, 3, 5), vi="ngập", en="flood", document=Document("Thông báo 1"))
    )
    accept = Take("accept", by=person("receptionist"), at=moment("2026-03-02 09:00"))
    with pytest.raises(MisuseError) as refused:
        decide(Law(desk.law.procedure, closed), desk.dossier, accept)
    assert refused.value.code == "PF565"
    assert decide(desk.law, desk.dossier, accept)
