"""The life of an office: withdrawing, amending, stopping, extending, passing on, voiding, adopting, correcting."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from office import Desk, moment, office, person, refusal, text

from procflow import vietnam
from procflow.core import Law, decide, open_outcomes, replay, wake_on
from procflow.definition import Ending
from procflow.dossier import (
    Actor,
    Adopt,
    Amend,
    ChangeCase,
    Command,
    Continue,
    Correct,
    DecideWithdrawal,
    Extend,
    FinishChild,
    Forward,
    Opinion,
    Reassign,
    ReportError,
    Stop,
    Submit,
    Take,
    Transfer,
    Verdict,
    Void,
    Withdraw,
)
from procflow.dossier.commands import FactValue
from procflow.errors import MisuseError, Rejected
from procflow.library import load_text

MORE = """\
cases: {house: Nhà ở, other: Khác}
facts:
  remote: {name: Vùng sâu, type: boolean, optional: true}
  floors: {name: Số tầng, type: integer, least: 1, most: 99, optional: true}
stopping:
  by: chair
  grounds:
    dispute: {name: Có tranh chấp, basis: Đ.9}
    court: {name: Toà án thụ lý, ends: true, basis: Đ.10}
extension: {at_most: 10 ngày làm việc, times: 1, basis: Đ.21}
"""
LIMIT = (
    "{by_case: {house: 05 ngày làm việc, other: 10 ngày làm việc}, "
    "plus: [{span: 2 ngày làm việc, when: has(remote) and remote, basis: Đ.7}]}"
)
STEPS = """\
steps:
  appraise:
    name: Thẩm định
    actor: officer
    within: 3 ngày làm việc
    consult:
      police: {within: 2 ngày làm việc, on_timeout: consent, blocks: [], basis: Đ.3}
    outcomes:
      sign: {to: return-result, produces: permit}
      high: {to: return-result, produces: permit, when: has(floors) and floors > 7}
      incomplete: {to: supplement, needs_reason: true}
  stopped: {name: Đã dừng, national_status: 8, ends: stopped}
"""
AT = moment("2026-03-03 09:00")
OFFICER, CHAIR, DESK, APPLICANT, ADMIN = (
    person(role) for role in ("officer", "chair", "receptionist", "applicant", "administrator")
)


def desk(
    *, limit: str = LIMIT, more: str = MORE, steps: str = STEPS, facts: Mapping[str, FactValue] | None = None
) -> Desk:
    made = office(text(limit=limit, more=more, steps=steps))
    made.submit("2026-03-02 08:00", case="house", facts=facts, channel="online")
    made.take("accept", "2026-03-02 08:10")
    return made


def at(command: Command, spelled: str) -> Command:
    return replace(command, at=moment(spelled))


STOP, GO_ON = Stop("dispute", by=CHAIR, reason="có đơn tranh chấp", at=AT), Continue(by=CHAIR, reason="đã hoà giải")


def test_a_stop_holds_every_limit_and_going_on_lets_them_run_on() -> None:
    made = desk()
    made.ask("police", "2026-03-02 09:00")
    made.send(STOP)
    assert (made.state.national_status, made.state.stopped_on) == (8, "dispute")
    assert made.state.due_on is None
    assert wake_on(made.state) is None
    assert made.wake("2026-03-09 00:00") == ()
    made.send(at(GO_ON, "2026-03-10 09:00"))
    assert (made.state.national_status, made.state.stopped_on) == (4, "")
    # Five working days (4-6, 9, 10 March) did not count.
    assert made.state.due_on == date(2026, 3, 16)
    assert made.state.limits["step:appraise"].due_on == date(2026, 3, 12)
    assert made.state.limits["consult:police"].due_on == date(2026, 3, 11)
    assert made.breaches == []


def test_an_opinion_given_while_everything_stands_still_is_not_late() -> None:
    made = desk()
    made.ask("police", "2026-03-02 09:00")
    made.send(STOP)
    made.answer("police", "2026-03-20 09:00")
    assert made.verdicts[-1] == ("consult:police", Verdict.KEPT)
    assert made.state.consultations["police"].opinion is Opinion.GIVEN


def test_a_step_left_while_everything_stands_still_was_not_late() -> None:
    made = desk()
    made.send(STOP)
    made.send(Withdraw(by=APPLICANT, at=moment("2026-03-20 09:00")))
    assert ("step:appraise", Verdict.KEPT) in made.verdicts
    assert ("main", Verdict.VOID) in made.verdicts
    assert made.state.ended is Ending.WITHDRAWN
    assert replay(made.events) == made.state


def test_nothing_but_going_on_and_withdrawing_is_open_while_stopped() -> None:
    made = desk()
    made.send(STOP)
    assert open_outcomes(made.law, made.state) == ()
    for command in (Take("sign", by=OFFICER), Amend(facts={}, by=APPLICANT), replace(STOP, at=None), Forward(by=DESK)):
        assert refusal(made.law, made.state, replace(command, at=AT)).code == "PF540"


def test_the_agency_stops_only_on_a_ground_of_the_procedure_with_its_reason() -> None:
    made = desk()
    for command, code in (
        (replace(STOP, ground="tired"), "PF544"),
        (replace(STOP, reason=" "), "PF509"),
        (replace(STOP, by=OFFICER), "PF504"),
        (at(STOP, "2026-03-02 08:00"), "PF505"),
        (replace(GO_ON, at=AT), "PF543"),
    ):
        assert refusal(made.law, made.state, command).code == code
    bare = office()
    bare.submit("2026-03-02 08:00")
    bare.take("accept", "2026-03-02 08:10")
    assert refusal(bare.law, bare.state, STOP).code == "PF543"


def test_a_ground_that_ends_the_dossier_ends_it_without_a_result() -> None:
    made = desk()
    made.send(replace(STOP, ground="court"))
    assert (made.state.ended, made.state.step, made.state.finished_at) == (Ending.STOPPED, "stopped", None)
    assert ("main", Verdict.VOID) in made.verdicts


def test_going_on_needs_the_same_role_and_a_reason() -> None:
    made = desk()
    made.send(STOP)
    assert refusal(made.law, made.state, replace(GO_ON, by=OFFICER, at=AT)).code == "PF504"
    assert refusal(made.law, made.state, replace(GO_ON, reason="", at=AT)).code == "PF509"


def test_a_stop_does_not_undo_the_wait_for_a_supplement() -> None:
    made = desk()
    made.take("incomplete", "2026-03-03 08:00")
    made.send(STOP)
    made.send(at(GO_ON, "2026-03-05 09:00"))
    main = made.state.due
    assert main is not None
    assert (main.held_since, main.held_ground) == (moment("2026-03-03 08:00"), "supplement")
    assert made.state.limits["step:supplement"].due_on == date(2026, 3, 20)


def test_the_applicant_withdraws_until_the_decision_and_not_after() -> None:
    made = desk()
    made.take("sign", "2026-03-03 08:00")
    assert refusal(made.law, made.state, Withdraw(by=APPLICANT, at=AT)).code == "PF541"
    assert refusal(made.law, made.state, Amend(facts={}, by=APPLICANT, at=AT)).code == "PF541"
    assert refusal(made.law, made.state, Withdraw(by=OFFICER, at=AT)).code == "PF504"


DECIDED = MORE + "withdrawal: {decided_by: chair, within: 3 ngày làm việc, basis: Đ.11}\n"


@pytest.mark.parametrize("granted", [True, False])
def test_a_withdrawal_that_special_law_leaves_to_the_agency_is_decided(granted: bool) -> None:  # noqa: FBT001
    made = desk(more=DECIDED)
    made.send(Withdraw(by=APPLICANT, at=AT))
    assert made.state.step == "appraise"
    assert made.state.limits["withdrawal"].due_on == date(2026, 3, 6)
    assert refusal(made.law, made.state, Withdraw(by=APPLICANT, at=AT)).code == "PF542"
    decision = DecideWithdrawal(granted=granted, by=CHAIR, reason="đã có quyết định", at=moment("2026-03-04 09:00"))
    assert refusal(made.law, made.state, replace(decision, granted=False, reason="")).code == "PF509"
    assert refusal(made.law, made.state, replace(decision, by=OFFICER)).code == "PF504"
    made.send(decision)
    assert ("withdrawal", Verdict.KEPT) in made.verdicts
    assert made.state.ended is (Ending.WITHDRAWN if granted else None)
    assert not made.state.withdrawal_asked
    if not granted:
        made.send(Withdraw(by=APPLICANT, at=moment("2026-03-05 09:00")))


def test_a_withdrawal_nobody_asked_for_is_not_decided_and_a_late_decision_is_flagged() -> None:
    made = desk(more=DECIDED)
    assert refusal(made.law, made.state, DecideWithdrawal(granted=True, by=CHAIR, at=AT)).code == "PF541"
    made.send(Withdraw(by=APPLICANT, at=AT))
    made.wake("2026-03-07 00:00")
    assert "late-decision" in made.breaches


def test_amending_changes_what_is_stated_and_neither_the_limit_nor_the_promise() -> None:
    made = desk(facts={"floors": 3})
    before = made.state
    assert [outcome.id for outcome in open_outcomes(made.law, before)] == ["sign", "incomplete"]
    made.send(Amend(facts={"floors": 9}, by=APPLICANT, at=AT))
    assert (made.state.facts["floors"], made.state.due, made.state.promise) == (9, before.due, before.promise)
    assert [outcome.id for outcome in open_outcomes(made.law, made.state)] == ["sign", "high", "incomplete"]
    assert refusal(made.law, made.state, Amend(facts={"floors": 0}, by=APPLICANT, at=AT)).code == "PF523"
    assert refusal(made.law, made.state, Amend(facts={"flors": 1}, by=APPLICANT, at=AT)).code == "PF522"


def test_an_outcome_whose_condition_is_false_is_refused_and_says_why() -> None:
    made = desk(facts={"floors": 7})
    error = refusal(made.law, made.state, Take("high", by=OFFICER, at=AT))
    assert error.code == "PF557"
    assert error.message("vi") == "`high` không thực hiện được: không thỏa “Số tầng” trên 7 (“Số tầng” là 7)"
    assert error.message("en") == "`high` is not open: it does not hold that “Số tầng” is above 7 (“Số tầng” is 7)"


EXTEND = Extend("10 ngày làm việc", "văn bản số 3", by=OFFICER, at=AT)


def test_an_agreed_extension_lengthens_the_limit_and_keeps_the_promise() -> None:
    made = desk()
    made.send(EXTEND)
    assert made.state.due_on == date(2026, 3, 23)
    assert made.state.promise is not None
    assert made.state.promise.due_on == date(2026, 3, 9)
    assert refusal(made.law, made.state, EXTEND).code == "PF546"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (replace(EXTEND, by_span="11 ngày làm việc"), "PF547"),
        (replace(EXTEND, by_span="3 ngày"), "PF547"),
        (replace(EXTEND, by_span="1 ngày làm việc rồi 300 ngày làm việc"), "PF547"),
        (replace(EXTEND, agreement=" "), "PF583"),
        (replace(EXTEND, by=CHAIR), "PF504"),
        (at(EXTEND, "2026-03-10 00:00"), "PF545"),
    ],
)
def test_an_extension_beyond_the_law_or_after_the_end_is_refused(command: Extend, code: str) -> None:
    made = desk()
    assert refusal(made.law, made.state, command).code == code


def test_changing_the_case_recounts_the_limit_from_its_start_and_keeps_its_holds() -> None:
    made = desk()
    made.take("incomplete", "2026-03-03 09:00")
    made.take("supply", "2026-03-05 09:00")
    made.take("unsatisfactory", "2026-03-05 10:00")
    assert made.state.due_on == date(2026, 3, 11)
    made.send(ChangeCase("other", "đúng là công trình khác", by=person("decider"), at=moment("2026-03-05 11:00")))
    assert made.state.due_on == date(2026, 3, 18)
    assert made.state.promise is not None
    assert made.state.promise.due_on == date(2026, 3, 9)
    assert made.state.due is not None
    assert len(made.state.due.holds) == 1


def test_changing_the_case_keeps_the_days_the_law_adds() -> None:
    made = desk(facts={"remote": True})
    assert made.state.due_on == date(2026, 3, 11)
    made.send(ChangeCase("other", "nhầm trường hợp", by=OFFICER, at=AT))
    assert made.state.due_on == date(2026, 3, 18)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (ChangeCase("house", "x", by=OFFICER, at=AT), "PF548"),
        (ChangeCase("castle", "x", by=OFFICER, at=AT), "PF521"),
        (ChangeCase("other", "", by=OFFICER, at=AT), "PF509"),
        (ChangeCase("other", "x", by=APPLICANT, at=AT), "PF504"),
    ],
)
def test_a_case_is_changed_to_another_with_a_reason(command: ChangeCase, code: str) -> None:
    made = desk()
    assert refusal(made.law, made.state, command).code == code


def test_a_dossier_received_elsewhere_is_forwarded_within_its_time() -> None:
    made = office(text(limit=LIMIT, more=MORE, steps=STEPS))
    made.send(
        Submit(
            by=APPLICANT, channel="direct", case="house", unit="xã A", competent="xã B", at=moment("2026-03-02 08:00")
        )
    )
    assert refusal(made.law, made.state, Forward(by=DESK, at=moment("2026-03-02 08:05"))).code == "PF550"
    made.take("accept", "2026-03-02 08:10")
    assert made.state.limits["forwarding"].due_on == date(2026, 3, 3)
    due = made.state.due
    assert refusal(made.law, made.state, Forward(by=CHAIR, at=AT)).code == "PF504"
    made.send(Forward(by=DESK, at=AT))
    assert (made.state.unit, made.state.due) == ("xã B", due)
    assert ("forwarding", Verdict.KEPT) in made.verdicts
    assert refusal(made.law, made.state, Forward(by=DESK, at=AT)).code == "PF550"


def test_moving_between_units_changes_no_time_and_giving_to_one_person_keeps_others_off() -> None:
    made = desk()
    due = made.state.limits
    made.send(Transfer("phòng mới", "sáp nhập", by=ADMIN, at=AT))
    assert (made.state.unit, made.state.limits) == ("phòng mới", due)
    made.send(Reassign("lan", "nghỉ phép", by=ADMIN, at=AT))
    assert refusal(made.law, made.state, Take("sign", by=Actor("binh", ("officer",)), at=AT)).code == "PF555"
    made.send(Take("incomplete", by=Actor("lan", ("officer",)), reason="x", at=AT))
    assert made.state.assignee == ""
    for command, code in (
        (Transfer("", "x", by=ADMIN, at=AT), "PF583"),
        (Transfer("a", " ", by=ADMIN, at=AT), "PF509"),
        (Reassign(" ", "x", by=ADMIN, at=AT), "PF583"),
    ):
        assert refusal(made.law, made.state, command).code == code
    assert refusal(made.law, made.state, Transfer("a", "x", by=OFFICER, at=AT)).code == "PF504"


VOID = Void("H40-260302-0001", "nhập trùng", by=DESK, at=AT)


def test_an_entry_keyed_twice_stays_and_names_the_one_that_counts() -> None:
    made = desk()
    made.send(VOID)
    assert made.state.ended is Ending.VOIDED
    assert set(made.verdicts[-2:]) == {("main", Verdict.VOID), ("step:appraise", Verdict.VOID)}
    assert replay(made.events) == made.state


def test_what_is_late_or_has_a_result_is_not_voided() -> None:
    late, done = desk(), desk()
    late.wake("2026-03-10 00:00")
    assert refusal(late.law, late.state, at(VOID, "2026-03-10 08:00")).code == "PF551"
    done.take("sign", "2026-03-03 08:00")
    assert refusal(done.law, done.state, VOID).code == "PF551"
    made = desk()
    assert refusal(made.law, made.state, replace(VOID, reason="")).code == "PF509"
    assert refusal(made.law, made.state, replace(VOID, duplicate_of="")).code == "PF583"
    assert refusal(made.law, made.state, replace(VOID, by=APPLICANT)).code == "PF504"


ADOPT = Adopt(
    by=ADMIN,
    channel="online",
    origin="phần mềm cũ, H40-1",
    step="appraise",
    case="house",
    submitted_at=moment("2026-02-25 08:00"),
    accepted_at=moment("2026-02-26 09:00"),
    promised_on=date(2026, 3, 4),
    at=AT,
)


def adopted(command: Adopt = ADOPT) -> Desk:
    made = office(text(limit=LIMIT, more=MORE, steps=STEPS))
    made.send(command)
    return made


def test_a_dossier_begun_elsewhere_keeps_its_real_dates_and_the_promise_it_had() -> None:
    made = adopted()
    assert (made.state.submitted_at, made.state.accepted_at) == (ADOPT.submitted_at, ADOPT.accepted_at)
    assert made.state.due_on == date(2026, 3, 5)
    assert made.state.promised_on == date(2026, 3, 4)
    assert (made.state.step, made.state.last_at) == ("appraise", AT)
    assert adopted(replace(ADOPT, promised_on=None)).state.promise is not None
    assert adopted(replace(ADOPT, promised_on=None, accepted_at=None, step="reception")).state.promised_on is None


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (replace(ADOPT, origin=""), "PF583"),
        (replace(ADOPT, step="apraise"), "PF552"),
        (replace(ADOPT, channel="post"), "PF520"),
        (replace(ADOPT, case=""), "PF521"),
        (replace(ADOPT, facts={"floors": 0}), "PF523"),
        (replace(ADOPT, submitted_at=moment("2025-12-31 23:59")), "PF526"),
        (replace(ADOPT, accepted_at=moment("2026-02-24 09:00")), "PF505"),
        (replace(ADOPT, at=moment("2026-02-26 08:00")), "PF505"),
        (replace(ADOPT, by=OFFICER), "PF504"),
        (replace(ADOPT, accepted_at=None), "PF558"),
        (replace(ADOPT, step="return-result"), "PF558"),
        (replace(ADOPT, step="returned"), "PF558"),
        (replace(ADOPT, step="closed"), "PF558"),
    ],
)
def test_what_cannot_have_begun_so_is_not_adopted(command: Adopt, code: str) -> None:
    law = Law(load_text(text(limit=LIMIT, more=MORE, steps=STEPS)), vietnam())
    assert refusal(law, None, command).code == code


def test_a_naive_moment_in_an_adoption_is_misuse_like_any_other() -> None:
    law = Law(load_text(text(limit=LIMIT, more=MORE, steps=STEPS)), vietnam())
    for command in (
        replace(ADOPT, submitted_at=datetime(2026, 2, 25, 8)),  # noqa: DTZ001 - the naive time the test is about
        replace(ADOPT, accepted_at=datetime(2026, 2, 26, 9)),  # noqa: DTZ001 - likewise
    ):
        error = refusal(law, None, command)
        assert isinstance(error, MisuseError)
        assert error.code == "PF530"


def test_an_adoption_told_in_another_zone_is_of_the_day_it_was_here() -> None:
    here = moment("2026-01-01 00:30")
    made = adopted(replace(ADOPT, submitted_at=here.astimezone(UTC)))
    assert made.events[0].at.utcoffset() == timedelta(hours=7)
    assert made.state.submitted_at == here


def test_a_dossier_is_adopted_once() -> None:
    made = adopted()
    assert refusal(made.law, made.state, ADOPT).code == "PF531"


def test_a_wrong_result_is_corrected_within_its_time_and_the_first_stays() -> None:
    made = desk()
    made.take("sign", "2026-03-02 09:00")
    made.take("hand-over", "2026-03-02 10:00")
    assert refusal(made.law, made.state, Correct("nothing", "x", by=DESK, at=AT)).code == "PF553"
    made.send(ReportError(by=APPLICANT, reason="sai tên", at=AT))
    assert made.state.limits["correction"].due_on == date(2026, 3, 6)
    assert refusal(made.law, made.state, ReportError(by=APPLICANT, reason="x", at=AT)).code == "PF553"
    clause = made.law.procedure.clauses.correction
    assert clause is not None
    corrector = person(clause.by)
    assert refusal(made.law, made.state, Correct("permit", " ", by=corrector, at=AT)).code == "PF509"
    assert refusal(made.law, made.state, Correct("permit", "x", by=person("x"), at=AT)).code == "PF504"
    made.send(Correct("permit", "sai tên", by=corrector, at=moment("2026-03-04 09:00")))
    assert (made.state.results, made.state.corrections) == (("permit",), ("permit",))
    assert ("correction", Verdict.KEPT) in made.verdicts
    assert wake_on(made.state) is None


def test_a_correction_that_is_late_is_flagged_even_after_the_end() -> None:
    made = desk()
    assert refusal(made.law, made.state, ReportError(by=APPLICANT, reason="x", at=AT)).code == "PF553"
    made.take("sign", "2026-03-02 09:00")
    made.take("hand-over", "2026-03-02 10:00")
    assert refusal(made.law, made.state, ReportError(by=APPLICANT, reason="", at=AT)).code == "PF509"
    made.send(ReportError(by=APPLICANT, reason="sai tên", at=AT))
    made.wake("2026-03-07 00:00")
    assert made.breaches == ["late-correction"]


LINKED = """\
steps:
  link:
    name: Liên thông
    actor: officer
    children:
      birth: {procedure: "1.001193"}
      residence: {procedure: "1.004222", after: [birth]}
      insurance: {procedure: "1.002759"}
    in_sequence: [direct]
    outcomes:
      sign: {to: return-result, produces: permit}
      refuse-all: {to: refuse, needs_reason: true}
"""


@pytest.mark.parametrize(
    ("channel", "begun", "then"),
    [
        ("online", ["birth", "insurance"], ["birth", "insurance", "residence"]),
        ("direct", ["birth"], ["birth", "residence"]),
    ],
)
def test_interlinked_procedures_go_in_parallel_online_and_in_sequence_on_paper(
    channel: str, begun: list[str], then: list[str]
) -> None:
    made = office(steps=LINKED)
    made.submit("2026-03-02 08:00", channel=channel)
    made.take("accept", "2026-03-02 08:10")
    due = made.state.due
    assert sorted(made.state.children) == sorted(begun)
    assert [outcome.id for outcome in open_outcomes(made.law, made.state)] == ["refuse-all"]
    with pytest.raises(Rejected, match="PF508"):
        made.take("sign", "2026-03-02 09:00")
    made.send(FinishChild("birth", by=OFFICER, at=AT))
    assert sorted(made.state.children) == sorted(then)
    assert refusal(made.law, made.state, FinishChild("birth", by=OFFICER, at=AT)).code == "PF554"
    assert refusal(made.law, made.state, FinishChild("nobody", by=OFFICER, at=AT)).code == "PF554"
    assert refusal(made.law, made.state, FinishChild("residence", by=CHAIR, at=AT)).code == "PF504"
    for child in ("residence", "insurance"):
        made.send(FinishChild(child, by=OFFICER, at=AT))
    assert made.state.due == due
    made.take("sign", "2026-03-03 10:00")


ORDERED = """\
steps:
  appraise:
    name: Thẩm định
    actor: officer
    in_sequence: [direct]
    consult:
      police: {within: 2 ngày làm việc, again: keep}
      tax-office: {within: 2 ngày làm việc, after: [police]}
    outcomes:
      sign: {to: return-result, produces: permit}
      incomplete: {to: supplement, needs_reason: true}
"""


def test_an_opinion_that_needs_another_is_asked_after_it_and_a_kept_one_is_not_asked_again() -> None:
    made = office(steps=ORDERED)
    made.submit("2026-03-02 08:00", channel="online")
    made.take("accept", "2026-03-02 08:10")
    with pytest.raises(Rejected, match="PF556"):
        made.ask("tax-office", "2026-03-02 09:00")
    made.ask("police", "2026-03-02 09:00")
    with pytest.raises(Rejected, match="PF556"):
        made.ask("tax-office", "2026-03-02 09:30")
    made.answer("police", "2026-03-02 10:00")
    made.ask("tax-office", "2026-03-02 10:30")
    made.take("incomplete", "2026-03-02 11:00")
    made.take("supply", "2026-03-02 12:00")
    made.take("complete", "2026-03-02 13:00")
    assert made.state.consultations["police"].opinion is Opinion.GIVEN
    assert list(made.state.consultations) == ["police"]
    made.ask("tax-office", "2026-03-02 14:00")


def test_one_who_acts_for_another_has_the_hands_of_both() -> None:
    steps = STEPS.replace("sign: {to: return-result, produces: permit}", "sign: check") + (
        "  check:\n    name: Soát\n    actor: chair\n    separate_from: [appraise]\n"
        "    outcomes: {signed: {to: return-result, produces: permit}}\n"
    )
    made = desk(steps=steps)
    made.send(Take("sign", by=Actor("lan", ("officer",), acting_for="binh"), at=AT))
    for actor in (Actor("binh", ("chair",)), Actor("lan", ("chair",)), Actor("hoa", ("chair",), acting_for="binh")):
        assert refusal(made.law, made.state, Take("signed", by=actor, at=AT)).code == "PF507"
    assert decide(made.law, made.state, Take("signed", by=Actor("hoa", ("chair",)), at=AT))


CHECKING = replace(ADOPT, step="supplement-check", promised_on=None)


def test_a_dossier_adopted_after_its_supplement_says_when_it_was_supplied() -> None:
    supplied = moment("2026-02-27 15:00")
    made = adopted(replace(CHECKING, happened={"supply": supplied}))
    assert made.state.marks["supply"] == supplied
    made.take("complete", "2026-03-03 10:00")
    assert made.state.due is not None
    assert made.state.due.anchor_at == supplied
    assert made.state.due_on == date(2026, 3, 6)
    assert replay(made.events) == made.state


@pytest.mark.parametrize(
    ("happened", "code"),
    [
        ({}, "PF511"),
        ({"suply": moment("2026-02-27 15:00")}, "PF564"),
        ({"supply": moment("2026-02-25 07:59")}, "PF505"),
        ({"supply": moment("2026-03-03 09:00:01")}, "PF505"),
        ({"supply": datetime(2026, 2, 27, 15)}, "PF530"),  # noqa: DTZ001 - the naive time the test is about
    ],
)
def test_what_happened_elsewhere_is_told_by_its_name_and_in_its_order(
    happened: Mapping[str, datetime], code: str
) -> None:
    law = Law(load_text(text(limit=LIMIT, more=MORE, steps=STEPS)), vietnam())
    assert refusal(law, None, replace(CHECKING, happened=happened)).code == code
