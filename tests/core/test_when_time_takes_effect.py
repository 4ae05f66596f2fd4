"""When time itself takes effect: at the exact boundary, once, in order, whoever looks how often."""

from datetime import date, datetime, timedelta

import pytest
from office import APPRAISE, Desk, moment, office, person

from procflow import vietnam
from procflow.core import decide, wake_on
from procflow.dossier import (
    Breach,
    BreachFlagged,
    LimitExpired,
    Opinion,
    OpinionDeemed,
    OutcomeTaken,
    StepEntered,
    Verdict,
    Wake,
)

TICK = timedelta(microseconds=1)
HOURS = APPRAISE.replace("actor: officer", "actor: officer\n    within: 8 giờ làm việc", 1)


def accepted(at: str = "2026-03-02 08:10", **parts: str) -> Desk:
    desk = office(**parts)
    desk.submit(at)
    desk.take("accept", at)
    return desk


def effects(desk: Desk, at: datetime) -> list[str]:
    return [type(event).__name__ for event in decide(desk.law, desk.state, Wake(at=at))]


@pytest.mark.parametrize("rule", ["one-stop", "blds-2015", "applicant", "applicant-at-desk", "clock-preserving"])
def test_a_limit_in_days_ends_at_24_00_whatever_moment_was_appointed(rule: str) -> None:
    desk = accepted(limit=f"{{limit: 5 ngày làm việc, rule: {rule}}}")
    end = moment("2026-03-10 00:00")
    assert desk.state.due_on == date(2026, 3, 9)
    assert wake_on(desk.state) == end
    assert effects(desk, end - TICK) == []
    assert effects(desk, end) == ["LimitExpired", "BreachFlagged"]
    (expired, flagged) = decide(desk.law, desk.state, Wake(at=end))
    assert expired.at == flagged.at == moment("2026-03-09 23:59:59.999999")


@pytest.mark.parametrize("rule", ["one-stop", "blds-2015", "applicant"])
@pytest.mark.parametrize(
    ("at", "verdict"),
    [
        ("2026-03-09 17:00:01", Verdict.KEPT),
        ("2026-03-09 23:59:59.999999", Verdict.KEPT),
        ("2026-03-10 00:00", Verdict.MISSED),
    ],
)
def test_a_result_is_in_time_until_24_00_of_the_last_day(rule: str, at: str, verdict: Verdict) -> None:
    desk = accepted(limit=f"{{limit: 5 ngày làm việc, rule: {rule}}}")
    desk.take("sign", at)
    assert ("main", verdict) in desk.verdicts
    assert (Breach.LATE_RESULT in desk.state.breaches) is (verdict is Verdict.MISSED)


def test_a_limit_in_hours_ends_at_an_instant_and_the_instant_itself_is_in_time() -> None:
    desk = accepted(steps=HOURS)
    end = moment("2026-03-03 08:10")
    assert desk.state.limits["step:appraise"].ends_at == end
    assert wake_on(desk.state) == end + TICK
    assert effects(desk, end) == []
    assert effects(desk, end + TICK) == ["LimitExpired", "BreachFlagged"]
    assert {event.at for event in decide(desk.law, desk.state, Wake(at=end + TICK))} == {end}


@pytest.mark.parametrize(
    ("late_by", "verdict"), [(-TICK, Verdict.KEPT), (0 * TICK, Verdict.KEPT), (TICK, Verdict.MISSED)]
)
def test_an_act_at_the_very_end_of_an_hour_limit_keeps_it(late_by: timedelta, verdict: Verdict) -> None:
    desk = accepted(steps=HOURS)
    desk.take("sign", (moment("2026-03-03 08:10") + late_by).replace(tzinfo=None).isoformat())
    assert ("step:appraise", verdict) in desk.verdicts


def test_a_limit_of_24_hours_that_ends_at_midnight_ends_at_that_instant() -> None:
    desk = accepted("2026-03-02 00:00", limit="24 giờ")
    end = moment("2026-03-03 00:00")
    assert effects(desk, end) == []
    assert effects(desk, end + TICK) == ["LimitExpired", "BreachFlagged"]


def test_what_happens_without_waking_first_is_late_all_the_same() -> None:
    desk = accepted(steps=HOURS)
    from procflow.core import apply  # noqa: PLC0415 - the one test that skips the waking
    from procflow.dossier import LimitClosed, Take  # noqa: PLC0415 - likewise

    events = decide(desk.law, desk.state, Take("sign", by=person("officer"), at=moment("2026-03-20 09:00")))
    assert {event.name: event.verdict for event in events if isinstance(event, LimitClosed)} == {
        "step:appraise": Verdict.MISSED,
        "main": Verdict.MISSED,
    }
    state = desk.state
    for event in events:
        state = apply(state, event)
    assert state.limits == {}


def test_an_effect_is_brought_about_once() -> None:
    desk = accepted()
    desk.wake("2026-03-10 00:00")
    assert desk.breaches == ["late-result"]
    assert wake_on(desk.state) is None
    desk.wait_on(["2026-03-10 00:00", "2026-03-11 00:00", "2027-01-01 00:00"])
    assert desk.breaches == ["late-result"]


def test_a_limit_counted_anew_after_it_had_ended_may_end_again() -> None:
    desk = accepted()
    desk.take("incomplete", "2026-03-10 09:00")
    desk.take("supply", "2026-03-11 09:00")
    desk.take("complete", "2026-03-11 10:00")
    assert desk.state.expired == frozenset()
    assert desk.state.due_on == date(2026, 3, 18)
    desk.wake("2026-03-19 00:00")
    assert desk.breaches == ["late-result", "late-request", "late-result"]


def test_a_limit_that_is_stopped_brings_nothing_about() -> None:
    desk = accepted(more="supplement: {window: {limit: none, reason: không có}}\n")
    desk.take("incomplete", "2026-03-03 09:00")
    assert wake_on(desk.state) is None
    assert desk.wake("2026-12-31 00:00") == ()


def test_a_limit_that_runs_on_after_a_stop_ends_later() -> None:
    desk = accepted()
    desk.take("incomplete", "2026-03-03 09:00")
    desk.take("supply", "2026-03-05 09:00")
    desk.take("unsatisfactory", "2026-03-05 10:00")
    # Two working days (4th, 5th) did not count: 9 March becomes 11 March.
    assert desk.state.due_on == date(2026, 3, 11)
    assert wake_on(desk.state) == moment("2026-03-12 00:00")


SILENCE = APPRAISE.replace(
    "actor: officer",
    "actor: officer\n    consult: {police: {within: 2 ngày làm việc, on_timeout: %s, basis: Đ.3}}",
    1,
)
MEANINGS = {
    "escalate": (Opinion.ESCALATED, True),
    "consent": (Opinion.DEEMED_CONSENT, False),
    "proceed": (Opinion.PROCEEDED_WITHOUT, False),
}


@pytest.mark.parametrize(("word", "meaning", "still_waits"), [(word, *what) for word, what in MEANINGS.items()])
def test_silence_means_what_the_procedure_says(word: str, meaning: Opinion, still_waits: bool) -> None:  # noqa: FBT001
    desk = accepted(steps=SILENCE % word)
    desk.ask("police", "2026-03-02 09:00")
    desk.wake("2026-03-04 23:59:59.999999")
    assert desk.state.consultations["police"].opinion is Opinion.OPEN
    _, flagged, deemed = desk.wake("2026-03-05 00:00")
    assert isinstance(flagged, BreachFlagged)
    assert (flagged.breach, flagged.basis) == (Breach.LATE_OPINION, "Đ.3")
    assert isinstance(deemed, OpinionDeemed)
    assert (deemed.meaning, deemed.basis, deemed.at) == (meaning, "Đ.3", moment("2026-03-04 23:59:59.999999"))
    assert meaning.is_open is still_waits
    if still_waits:
        with pytest.raises(Exception, match="PF508"):
            desk.take("sign", "2026-03-05 09:00")
    else:
        desk.take("sign", "2026-03-05 09:00")
        assert desk.state.finished_at is not None


def test_silence_that_refuses_is_recorded_as_a_refusal() -> None:
    desk = accepted(steps=SILENCE % "refuse, takes: not-eligible")
    desk.ask("police", "2026-03-02 09:00")
    deemed = [event for event in desk.wake("2026-03-05 00:00") if isinstance(event, OpinionDeemed)]
    assert [(event.meaning, event.at) for event in deemed] == [
        (Opinion.DEEMED_REFUSAL, moment("2026-03-04 23:59:59.999999"))
    ]


@pytest.mark.parametrize("word", MEANINGS)
def test_a_late_answer_is_kept_and_undoes_nothing_but_an_escalation(word: str) -> None:
    desk = accepted(steps=SILENCE % word)
    desk.ask("police", "2026-03-02 09:00")
    desk.answer("police", "2026-03-06 09:00", "không đồng ý")
    meaning, still_waits = MEANINGS[word]
    asked = desk.state.consultations["police"]
    assert asked.opinion is (Opinion.GIVEN if still_waits else meaning)
    assert asked.content == "không đồng ý"
    assert ("consult:police", Verdict.MISSED) in desk.verdicts
    assert desk.breaches == ["late-opinion"]
    desk.take("sign", "2026-03-06 10:00")


def test_an_answer_in_time_closes_the_wait_and_lets_the_dossier_go_on() -> None:
    desk = accepted(steps=SILENCE % "escalate")
    desk.ask("police", "2026-03-02 09:00")
    desk.answer("police", "2026-03-04 23:59:59.999999")
    assert desk.verdicts[-1] == ("consult:police", Verdict.KEPT)
    assert desk.breaches == []
    assert wake_on(desk.state) == moment("2026-03-10 00:00")


def test_an_opinion_given_in_time_and_recorded_late_keeps_its_limit_and_the_flag_that_none_was_on_record() -> None:
    desk = accepted(steps=SILENCE % "escalate")
    desk.ask("police", "2026-03-02 09:00")
    desk.wake("2026-03-05 08:00")
    desk.answer("police", "2026-03-04 16:00", "đồng ý")
    assert desk.verdicts[-1] == ("consult:police", Verdict.KEPT)
    assert desk.breaches == ["late-opinion"]
    assert desk.state.consultations["police"].opinion is Opinion.GIVEN


def test_an_opinion_nobody_waits_for_any_more_is_not_owed_any_more() -> None:
    desk = accepted(steps=SILENCE % "escalate")
    desk.ask("police", "2026-03-02 09:00")
    desk.take("incomplete", "2026-03-03 09:00")
    assert ("consult:police", Verdict.VOID) in desk.verdicts
    assert desk.state.consultations == {}


def test_an_opinion_that_was_late_when_its_step_was_left_stays_late() -> None:
    desk = accepted(steps=SILENCE % "escalate")
    desk.ask("police", "2026-03-02 09:00")
    desk.wake("2026-03-05 00:00")
    desk.take("incomplete", "2026-03-05 09:00")
    assert ("consult:police", Verdict.MISSED) in desk.verdicts


def test_an_opinion_whose_time_the_law_leaves_open_never_falls_due() -> None:
    steps = (SILENCE % "escalate").replace("within: 2 ngày làm việc", "within: {limit: none, reason: không có}")
    desk = accepted(steps=steps)
    desk.ask("police", "2026-03-02 09:00")
    assert list(desk.state.limits) == ["main"]
    desk.answer("police", "2026-03-03 09:00")
    assert desk.state.consultations["police"].opinion is Opinion.GIVEN


TIES = """\
steps:
  appraise:
    name: Thẩm định
    actor: officer
    within: 5 ngày làm việc
    on_expiry: expire
    consult:
      a: {within: 5 ngày làm việc, on_timeout: consent, basis: Đ.3}
      b: {within: 5 ngày làm việc}
    outcomes:
      sign: {to: return-result, produces: permit}
      expire: {to: late, by: engine}
  late:
    name: Quá hạn
    actor: officer
    outcomes: {sign-late: {to: return-result, produces: permit}}
"""


def test_what_ends_together_takes_effect_opinions_first_then_the_step_then_the_whole() -> None:
    desk = accepted(steps=TIES)
    desk.ask("b", "2026-03-02 09:00")
    desk.ask("a", "2026-03-02 09:00")
    events = desk.wake("2026-03-10 00:00")
    assert [event.name for event in events if isinstance(event, LimitExpired)] == [
        "consult:a",
        "consult:b",
        "step:appraise",
        "main",
    ]
    assert {event.at for event in events} == {moment("2026-03-09 23:59:59.999999")}
    assert {event.by.id for event in events} == {"procflow"}
    assert [event.outcome for event in events if isinstance(event, OutcomeTaken)] == ["expire"]
    assert desk.state.step == "late"


def test_a_window_that_closes_is_dated_the_last_instant_of_its_last_day() -> None:
    desk = accepted()
    desk.take("incomplete", "2026-03-03 09:00")
    assert desk.state.limits["step:supplement"].due_on == date(2026, 3, 18)
    events = desk.wake("2026-04-01 09:00")
    assert {event.at for event in events} == {moment("2026-03-18 23:59:59.999999")}
    assert [event.step for event in events if isinstance(event, StepEntered)] == ["closed"]
    assert desk.verdicts[-2:] == [("step:supplement", Verdict.MISSED), ("main", Verdict.VOID)]
    assert desk.state.entered_at == desk.state.last_at == moment("2026-03-18 23:59:59.999999")


def test_a_step_that_is_late_is_flagged_and_goes_on() -> None:
    steps = APPRAISE.replace("actor: officer", "actor: officer\n    within: {limit: 2 ngày làm việc, basis: Đ.4}", 1)
    desk = accepted(steps=steps)
    events = desk.wake("2026-03-05 00:00")
    flagged = events[-1]
    assert isinstance(flagged, BreachFlagged)
    assert (flagged.breach, flagged.basis) == (Breach.LATE_STEP, "Đ.4")
    assert desk.state.step == "appraise"
    desk.take("sign", "2026-03-05 08:00")
    assert ("step:appraise", Verdict.MISSED) in desk.verdicts
    assert ("main", Verdict.KEPT) in desk.verdicts


def test_reception_online_has_eight_working_hours_and_at_the_desk_none() -> None:
    online, desk = office(), office()
    online.submit("2026-03-02 16:00", channel="online")
    desk.submit("2026-03-02 16:00", channel="direct")
    assert wake_on(online.state) == moment("2026-03-03 16:00") + TICK
    assert wake_on(desk.state) is None
    online.wake("2026-03-03 16:00:01")
    assert online.breaches == ["late-step"]


def test_waking_at_every_end_or_only_at_the_last_moment_gives_the_same_events() -> None:
    often, rarely = accepted(steps=TIES), accepted(steps=TIES)
    for desk in (often, rarely):
        desk.ask("a", "2026-03-02 09:00")
    while (at := wake_on(often.state)) is not None:
        often.send(Wake(at=at))
    rarely.wake("2030-01-01 00:00")
    assert often.events == rarely.events
    assert vietnam().is_working(date(2026, 3, 9))


def test_time_finishes_no_dossier_that_has_no_result() -> None:
    steps = """steps:
  appraise:
    name: Thẩm định
    actor: officer
    within: 2 ngày làm việc
    on_expiry: over
    outcomes:
      over: {to: return-result, by: engine}
      sign: {to: return-result, produces: permit}
"""
    desk = accepted(steps=steps)
    desk.wake("2026-03-05 00:00")
    assert desk.state.step == "appraise"
    assert desk.state.finished_at is None
    assert desk.breaches == [Breach.LATE_STEP]
