"""What would falsify the record is refused, by name; what may not change stays what it was."""

from datetime import date

import pytest
from office import Desk, moment, office, person, procedure, refusal

from procflow import vietnam
from procflow.core import Law, decide, replay
from procflow.definition import Ending
from procflow.dossier import (
    Accepted,
    Apologise,
    DossierEnded,
    DossierFinished,
    FeeAssessed,
    LimitStarted,
    OutcomeTaken,
    Promised,
    Submit,
    Take,
    Verdict,
    Wake,
)
from procflow.errors import MisuseError, Rejected

LOOPS = """\
steps:
  appraise:
    name: Thẩm định
    actor: officer
    outcomes:
      sign: {to: return-result, produces: permit}
      bare: return-result
      give: returned
      give-permit: {to: returned, produces: permit}
      back: reception
      stop: {to: stopped, needs_reason: true}
  stopped: {name: Đã dừng, ends: stopped, national_status: 8}
  return-result:
    outcomes: {redo: appraise}
"""


def accepted(**parts: str) -> Desk:
    desk = office(**parts)
    desk.submit("2026-03-02 08:00")
    desk.take("accept", "2026-03-02 08:10")
    return desk


@pytest.mark.parametrize("outcome", ["bare", "give"])
def test_finishing_without_a_result_is_refused(outcome: str) -> None:
    desk = accepted(steps=LOOPS)
    before = desk.state
    with pytest.raises(Rejected, match="PF510"):
        desk.take(outcome, "2026-03-03 09:00")
    assert desk.state == before


def test_finishing_without_a_result_is_accepted_where_the_procedure_declares_none() -> None:
    steps = LOOPS.replace(", produces: permit", "")
    desk = accepted(steps=steps, results="results: none\n")
    desk.take("bare", "2026-03-03 09:00")
    assert desk.state.finished_at == moment("2026-03-03 09:00")


def test_a_result_produced_earlier_is_a_result() -> None:
    steps = LOOPS.replace("bare: return-result", "bare: return-result\n      prepare: {to: appraise, produces: permit}")
    desk = accepted(steps=steps)
    desk.take("prepare", "2026-03-03 09:00")
    desk.take("bare", "2026-03-03 10:00")
    assert desk.state.results == ("permit",)


def test_handing_a_result_over_at_once_finishes_the_dossier_and_keeps_count_of_its_lateness() -> None:
    desk = accepted(steps=LOOPS)
    desk.take("give-permit", "2026-03-10 09:00")
    assert desk.state.finished_at == moment("2026-03-10 09:00")
    assert desk.state.ended is Ending.RETURNED
    assert ("main", Verdict.MISSED) in desk.verdicts


def test_a_finish_date_is_never_rewritten() -> None:
    desk = accepted(steps=LOOPS)
    desk.take("sign", "2026-03-03 09:00")
    desk.take("redo", "2026-03-04 09:00")
    desk.take("sign", "2026-03-20 09:00")
    assert desk.state.finished_at == moment("2026-03-03 09:00")
    assert sum(isinstance(event, DossierFinished) for event in desk.events) == 1


def test_an_appointment_is_not_reset_by_accepting_again() -> None:
    desk = accepted(steps=LOOPS, more="fees: {f: {name: Lệ phí, rate: 5 VND}}\n")
    promise, due = desk.state.promise, desk.state.due_on
    desk.take("back", "2026-03-05 09:00")
    desk.take("accept", "2026-03-06 09:00")
    assert (desk.state.promise, desk.state.due_on) == (promise, due)
    assert desk.state.accepted_at == moment("2026-03-02 08:10")
    for kind in (Accepted, Promised, FeeAssessed):
        assert sum(isinstance(event, kind) for event in desk.events) == 1
    assert [event.limit.name for event in desk.events if isinstance(event, LimitStarted)] == ["main"]


def test_an_appointment_is_not_reset_by_apologising_twice() -> None:
    desk = accepted()
    desk.apologise(date(2026, 3, 12), "2026-03-05 09:00")
    with pytest.raises(Rejected, match="PF513"):
        desk.apologise(date(2026, 3, 16), "2026-03-05 10:00")
    assert desk.state.promise is not None
    assert (desk.state.promise.due_on, desk.state.reappointed_on) == (date(2026, 3, 9), date(2026, 3, 12))
    assert desk.state.due_on == date(2026, 3, 9)


def test_leaving_a_stop_without_completing_the_dossier_resets_nothing() -> None:
    desk = accepted()
    desk.take("incomplete", "2026-03-03 09:00")
    desk.take("supply", "2026-03-05 09:00")
    desk.take("unsatisfactory", "2026-03-05 10:00")
    main = desk.state.due
    assert main is not None
    assert main.anchor_at == moment("2026-03-02 08:10")
    assert [(hold.start, hold.end) for hold in main.holds] == [(moment("2026-03-03 09:00"), moment("2026-03-05 10:00"))]


def test_stopping_without_a_ground_is_refused() -> None:
    desk = accepted(steps=LOOPS)
    with pytest.raises(Rejected, match="PF509"):
        desk.take("stop", "2026-03-03 09:00", reason="   ")
    desk.take("stop", "2026-03-03 09:00", reason="  người nộp xin dừng ")
    (taken,) = [event for event in desk.events if isinstance(event, OutcomeTaken) and event.outcome == "stop"]
    assert taken.reason == "người nộp xin dừng"
    assert desk.state.ended is Ending.STOPPED
    assert desk.verdicts[-1] == ("main", Verdict.VOID)
    assert desk.state.finished_at is None


def test_nothing_happens_to_a_dossier_that_has_ended() -> None:
    desk = accepted()
    desk.take("sign", "2026-03-03 09:00")
    desk.take("hand-over", "2026-03-03 10:00")
    assert isinstance(desk.events[-1], DossierEnded)
    with pytest.raises(Rejected, match="PF502"):
        desk.take("hand-over", "2026-03-03 11:00")
    assert desk.wake("2027-03-03 11:00") == ()


def test_an_officers_act_is_not_back_dated() -> None:
    desk = accepted()
    late = Take("sign", by=person("officer"), at=moment("2026-03-02 08:09"))
    assert refusal(desk.law, desk.state, late).code == "PF505"
    same = Take("sign", by=person("officer"), at=moment("2026-03-02 08:10"))
    assert decide(desk.law, desk.state, same)


def test_a_fact_from_outside_does_not_predate_the_request_it_answers() -> None:
    desk = accepted()
    desk.take("incomplete", "2026-03-03 09:00")
    early = Take("supply", by=person("applicant"), at=moment("2026-03-03 08:59"))
    assert refusal(desk.law, desk.state, early).code == "PF506"
    same = Take("supply", by=person("applicant"), at=moment("2026-03-03 09:00"))
    assert decide(desk.law, desk.state, same)


def test_a_dossier_is_decided_under_the_definition_it_is_pinned_to() -> None:
    desk = accepted()
    other = Law(procedure(limit="06 ngày làm việc"), vietnam())
    with pytest.raises(MisuseError, match="PF532"):
        decide(other, desk.state, Wake(at=moment("2026-03-03 09:00")))


def test_every_call_of_another_form_is_misuse_and_says_so() -> None:
    desk = accepted()
    at = moment("2026-03-03 09:00")
    again = Submit(by=person("applicant"), channel="direct", at=at)
    naive = Take("sign", by=person("officer"), at=at.replace(tzinfo=None))
    for dossier, command, code in (
        (desk.state, Take("sign", by=person("officer")), "PF501"),
        (desk.state, naive, "PF530"),
        (desk.state, again, "PF531"),
        (None, Take("sign", by=person("officer"), at=at), "PF531"),
        (None, Wake(at=at), "PF531"),
    ):
        error = refusal(desk.law, dossier, command)
        assert isinstance(error, MisuseError)
        assert error.code == code


def test_events_of_no_dossier_do_not_replay() -> None:
    desk = accepted()
    for events in ((), desk.events[1:], [desk.events[0], desk.events[0]]):
        with pytest.raises(MisuseError, match="PF531"):
            replay(events)
    assert replay(desk.events) == desk.state


def test_a_refused_command_changes_neither_dossier_nor_command() -> None:
    desk = accepted()
    before = repr(desk.state)
    for command in (
        Take("nothing", by=person("officer"), at=moment("2026-03-03 09:00")),
        Take("sign", by=person("citizen"), at=moment("2026-03-03 09:00")),
        Apologise(until=date(2026, 3, 1), reason="x", by=person("officer"), at=moment("2026-03-03 09:00")),
    ):
        refusal(desk.law, desk.state, command)
        assert repr(desk.state) == before
