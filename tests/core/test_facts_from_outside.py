"""What comes from outside comes late to the office: it is judged by when it happened, and undoes nothing."""

from datetime import date, timedelta

import pytest
from office import APPRAISE, Desk, moment, office, person, text

from procflow.clock import is_overdue
from procflow.core import replay, wake_on
from procflow.dossier import (
    ChangeCase,
    Extend,
    LimitExtended,
    LimitRestated,
    Opinion,
    OpinionGiven,
    Take,
    Verdict,
)

ASKING = APPRAISE.replace(
    "actor: officer",
    "actor: officer\n    consult: {police: {within: 2 ngày làm việc, on_timeout: %s, basis: Đ.3}}",
    1,
)
CASES = """\
cases: {house: Nhà ở, other: Khác}
extension: {at_most: 10 ngày làm việc, times: 1, basis: Đ.21}
"""
BY_CASE = "{by_case: {house: 05 ngày làm việc, other: 10 ngày làm việc}}"
HOURS = APPRAISE.replace("actor: officer", "actor: officer\n    within: 8 giờ làm việc", 1)


def accepted(**parts: str) -> Desk:
    desk = office(**parts)
    desk.submit("2026-03-02 08:10")
    desk.take("accept", "2026-03-02 08:10")
    return desk


def given(desk: Desk) -> OpinionGiven:
    (event,) = (event for event in desk.events if isinstance(event, OpinionGiven))
    return event


@pytest.mark.parametrize("meaning", ["consent", "proceed", "escalate"])
def test_an_opinion_given_in_time_and_entered_late_has_kept_its_time(meaning: str) -> None:
    desk = accepted(steps=ASKING % meaning)
    desk.ask("police", "2026-03-02 09:00")
    desk.wake("2026-03-05 00:00")
    drawn = desk.state.consultations["police"].opinion
    desk.answer("police", "2026-03-04 16:00", "không đồng ý")
    assert desk.verdicts[-1] == ("consult:police", Verdict.KEPT)
    assert given(desk).at == moment("2026-03-04 16:00")
    assert given(desk).beside == ("" if meaning == "escalate" else drawn.value)
    assert desk.state.consultations["police"].opinion is (Opinion.GIVEN if meaning == "escalate" else drawn)
    assert replay(desk.events) == desk.state


def test_an_opinion_given_after_its_time_has_missed_it_whenever_it_was_entered() -> None:
    desk = accepted(steps=ASKING % "consent")
    desk.ask("police", "2026-03-02 09:00")
    desk.wake("2026-03-06 00:00")
    desk.answer("police", "2026-03-05 00:00")
    assert desk.verdicts[-1] == ("consult:police", Verdict.MISSED)
    assert given(desk).beside == "deemed-consent"


def test_an_opinion_before_anything_was_drawn_stands_beside_nothing() -> None:
    desk = accepted(steps=ASKING % "consent")
    desk.ask("police", "2026-03-02 09:00")
    desk.answer("police", "2026-03-03 09:00")
    assert given(desk).beside == ""


def test_a_limit_of_hours_is_overdue_after_its_very_instant_for_the_clock_and_for_the_core() -> None:
    desk = accepted(steps=HOURS)
    limit = desk.state.limits["step:appraise"]
    assert not limit.ends_with_its_day
    assert not is_overdue(limit, limit.ends_at)
    assert wake_on(desk.state) == limit.ends_at + timedelta(microseconds=1)
    assert is_overdue(limit, limit.ends_at + timedelta(microseconds=1))
    desk.send(Take("sign", by=person("officer"), at=limit.ends_at))
    assert ("step:appraise", Verdict.KEPT) in desk.verdicts


def test_an_agreed_extension_is_kept_when_the_case_changes_and_the_limit_names_it() -> None:
    desk = office(text(limit=BY_CASE, more=CASES))
    desk.submit("2026-03-02 08:00", case="house")
    desk.take("accept", "2026-03-02 08:10")
    agreed = desk.send(Extend("3 ngày làm việc", "văn bản số 3", by=person("officer"), at=moment("2026-03-03 09:00")))
    assert isinstance(agreed[0], LimitExtended)
    assert agreed[0].more == "3 working days"
    assert desk.state.due_on == date(2026, 3, 12)
    changed = desk.send(ChangeCase("other", "nhầm", by=person("officer"), at=moment("2026-03-04 09:00")))
    assert desk.state.due_on == date(2026, 3, 19)
    assert isinstance(changed[1], LimitRestated)
    assert changed[1].agreed == ("3 working days",)
    desk.send(ChangeCase("house", "nhầm", by=person("officer"), at=moment("2026-03-05 09:00")))
    assert desk.state.due_on == date(2026, 3, 12)
    assert replay(desk.events) == desk.state
