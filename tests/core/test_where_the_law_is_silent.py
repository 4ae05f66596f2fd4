"""Where the law leaves a time open, a right away or a wait without end: nothing is owed, and nothing breaks."""

from dataclasses import replace
from datetime import date

import pytest
from office import APPRAISE, PROFILE, Desk, moment, office, person, profile_with, refusal, text

from procflow import vietnam
from procflow.core import Law, wake_on
from procflow.dossier import (
    Adopt,
    Amend,
    ChangeCase,
    Correct,
    DecideWithdrawal,
    FinishChild,
    Forward,
    Opinion,
    ReportError,
    Submit,
    Verdict,
    Withdraw,
)
from procflow.library import load_text, profile_text
from procflow.procedure import compile_procedure
from procflow.source import read

OPEN = "{limit: none, reason: luật để ngỏ}"
AT = moment("2026-03-03 09:00")
APPLICANT, DESK, OFFICER = person("applicant"), person("receptionist"), person("officer")


def accepted(written: str = "", **parts: str) -> Desk:
    desk = office(written, **parts)
    desk.submit("2026-03-02 08:00", channel="online")
    desk.take("accept", "2026-03-02 08:10")
    return desk


def test_a_procedure_whose_limit_is_open_promises_nothing_and_is_never_late() -> None:
    desk = accepted(limit=OPEN)
    assert (desk.state.promise, desk.state.due, wake_on(desk.state)) == (None, None, None)
    desk.take("incomplete", "2026-03-03 09:00")
    desk.take("supply", "2026-03-04 09:00")
    desk.take("complete", "2026-03-04 10:00")
    desk.take("sign", "2030-03-04 10:00")
    assert "late-result" not in desk.breaches


def test_a_limit_from_the_complete_dossier_is_counted_from_its_acceptance() -> None:
    assert accepted(limit="{limit: 5 ngày làm việc, from: complete-dossier}").state.due_on == date(2026, 3, 9)


def test_where_the_limit_is_open_a_dossier_is_complete_when_accepted_and_again_when_supplied() -> None:
    within = "    within: {limit: 2 ngày làm việc, from: complete-dossier}\n    outcomes:"
    desk = accepted(limit=OPEN, steps=APPRAISE.replace("    outcomes:", within))
    assert desk.state.limits["step:appraise"].due_on == date(2026, 3, 4)
    desk.take("incomplete", "2026-03-03 09:00")
    desk.take("supply", "2026-03-04 09:00")
    desk.take("complete", "2026-03-05 10:00")
    assert desk.state.limits["step:appraise"].due_on == date(2026, 3, 6)


def test_a_dossier_is_not_complete_before_it_is_accepted() -> None:
    within = "      by_channel: {online: 08 giờ làm việc, direct: none, post: none}\n"
    shared = profile_with(within, f"{within}      from: complete-dossier\n")
    law = Law(load_text(text(), profile=shared), vietnam())
    assert refusal(law, None, Submit(by=APPLICANT, channel="online", at=AT)).code == "PF511"


def test_a_dossier_adopted_into_an_open_limit_is_promised_nothing() -> None:
    law = Law(load_text(text(limit=OPEN)), vietnam())
    desk = Desk(law)
    begun, took = moment("2026-02-25 08:00"), moment("2026-02-26 08:00")
    desk.send(
        Adopt(by=DESK, channel="direct", origin="H40-1", step="appraise", submitted_at=begun, accepted_at=took, at=AT)
    )
    assert desk.state.promise is None


@pytest.mark.parametrize("within", ["", ", within: {limit: none, reason: luật để ngỏ}"])
def test_a_withdrawal_decided_without_a_time_is_owed_at_no_time(within: str) -> None:
    desk = accepted(more=f"withdrawal: {{decided_by: chair{within}, basis: Đ.1}}\n")
    desk.send(Withdraw(by=APPLICANT, at=AT))
    assert "withdrawal" not in desk.state.limits
    desk.send(DecideWithdrawal(granted=False, by=person("chair"), reason="đã quyết định", at=AT))
    assert not desk.state.withdrawal_asked


def test_a_correction_without_a_time_is_owed_at_no_time_and_one_nobody_reported_is_recorded() -> None:
    desk = accepted(more=f"correction: {{by: chair, within: {OPEN}}}\n")
    desk.take("sign", "2026-03-03 08:00")
    desk.send(ReportError(by=APPLICANT, reason="sai tên", at=AT))
    assert desk.state.limits == {}
    desk.send(Correct("permit", "sai tên", by=person("chair"), at=AT))
    assert desk.state.corrections == ("permit",)


def test_a_changed_case_whose_limit_is_open_keeps_the_limit_it_had() -> None:
    limit = "{by_case: {house: 5 ngày làm việc, other: none}, reason: luật để ngỏ}"
    desk = office(text(limit=limit, more="cases: {house: A, other: B}\n"))
    desk.submit("2026-03-02 08:00", case="house")
    desk.take("accept", "2026-03-02 08:10")
    desk.send(ChangeCase("other", "nhầm", by=OFFICER, at=AT))
    assert (desk.state.case, desk.state.due_on) == ("other", date(2026, 3, 9))


def test_a_changed_case_adds_no_time_where_its_condition_is_false() -> None:
    limit = (
        "{by_case: {house: 5 ngày làm việc, other: 7 ngày làm việc}, "
        "plus: [{span: 2 ngày làm việc, when: has(remote) and remote, basis: Đ.1}]}"
    )
    more = "cases: {house: A, other: B}\nfacts: {remote: {name: Vùng sâu, type: boolean, optional: true}}\n"
    desk = office(text(limit=limit, more=more))
    desk.submit("2026-03-02 08:00", case="house")
    desk.take("accept", "2026-03-02 08:10")
    desk.send(ChangeCase("other", "nhầm", by=OFFICER, at=AT))
    assert desk.state.due_on == date(2026, 3, 11)


def test_a_changed_case_stays_stopped_while_the_applicant_is_waited_for() -> None:
    limit = "{by_case: {house: 5 ngày làm việc, other: 7 ngày làm việc}}"
    steps = """\
steps:
  appraise:
    name: Thẩm định
    actor: officer
    outcomes: {sign: {to: return-result, produces: permit}, pay: tax}
  tax:
    name: Nộp thuế
    actor: officer
    clock: resume
    outcomes: {paid: appraise}
"""
    desk = office(text(limit=limit, more="cases: {house: A, other: B}\n", steps=steps))
    desk.submit("2026-03-02 08:00", case="house")
    desk.take("accept", "2026-03-02 08:10")
    desk.take("pay", "2026-03-03 09:00")
    desk.send(ChangeCase("other", "nhầm", by=OFFICER, at=moment("2026-03-03 10:00")))
    assert desk.state.due_on is None
    desk.take("paid", "2026-03-05 09:00")
    # Seven working days from 2 March are due on the 11th; two did not count.
    assert desk.state.due_on == date(2026, 3, 13)


def without_clauses() -> Law:
    """Compile under a profile that gives no right to withdraw, amend, correct or forward."""
    lines, kept, skipping = profile_text(PROFILE).splitlines(keepends=True), "", False
    for line in lines:
        if not line.startswith((" ", "#", "\n")):
            skipping = line.startswith(("withdrawal:", "amendment:", "correction:", "forwarding:", "apology:"))
        kept += "" if skipping else line
    return Law(compile_procedure(read(text(), "a.yaml"), read(kept, "b.yaml")), vietnam())


def test_a_right_nobody_gave_is_refused_as_not_open() -> None:
    desk = Desk(without_clauses())
    desk.send(Submit(by=APPLICANT, channel="online", unit="xã A", competent="xã B", at=moment("2026-03-02 08:00")))
    desk.take("accept", "2026-03-02 08:10")
    for command, code in (
        (Withdraw(by=APPLICANT, at=AT), "PF541"),
        (Amend(facts={}, by=APPLICANT, at=AT), "PF541"),
        (Forward(by=DESK, at=AT), "PF550"),
    ):
        assert refusal(desk.law, desk.state, command).code == code
    desk.take("sign", "2026-03-03 08:00")
    assert refusal(desk.law, desk.state, ReportError(by=APPLICANT, reason="x", at=AT)).code == "PF553"
    assert refusal(desk.law, desk.state, Correct("permit", "x", by=DESK, at=AT)).code == "PF553"


def test_a_text_longer_than_a_name_or_an_address_is_no_fact() -> None:
    law = Law(load_text(text(more="facts: {town: {name: Xã, type: text}}\n")), vietnam())
    command = Submit(by=APPLICANT, channel="direct", facts={"town": "x" * 2000}, at=AT)
    assert Desk(law).send(command)
    assert refusal(law, None, replace(command, facts={"town": "x" * 2001})).code == "PF523"


ORDERED = """\
steps:
  appraise:
    name: Thẩm định
    actor: officer
    in_sequence: [direct]
    children: {a: {procedure: "1.000002"}, b: {procedure: "1.000003"}}
    consult:
      x: {within: 1 ngày làm việc, on_timeout: consent, blocks: [], basis: Đ.1}
      y: {within: {limit: none, reason: luật để ngỏ}, blocks: []}
    outcomes:
      sign: {to: return-result, produces: permit}
      incomplete: {to: supplement, needs_reason: true}
"""


def test_on_paper_opinions_are_asked_one_after_the_other_and_silence_that_consents_gives_the_turn() -> None:
    desk = office(steps=ORDERED)
    desk.submit("2026-03-02 08:00", channel="direct")
    desk.take("accept", "2026-03-02 08:10")
    with pytest.raises(Exception, match="PF556"):
        desk.ask("y", "2026-03-02 09:00")
    desk.ask("x", "2026-03-02 09:00")
    desk.ask("y", "2026-03-04 00:00")
    assert desk.state.consultations["x"].opinion is Opinion.DEEMED_CONSENT
    assert "consult:y" not in desk.state.limits
    desk.answer("y", "2026-03-05 09:00")
    assert ("consult:x", Verdict.KEPT) not in desk.verdicts


def test_a_second_visit_to_a_step_on_paper_waits_for_the_child_under_way_and_begins_none_twice() -> None:
    desk = office(steps=ORDERED)
    desk.submit("2026-03-02 08:00", channel="direct")
    desk.take("accept", "2026-03-02 08:10")
    for command in ("incomplete", "supply", "complete"):
        desk.take(command, "2026-03-02 09:00")
    assert dict(desk.state.children) == {"a": False}
    desk.send(FinishChild("a", by=OFFICER, at=moment("2026-03-02 10:00")))
    for command in ("incomplete", "supply", "complete"):
        desk.take(command, "2026-03-02 11:00")
    assert dict(desk.state.children) == {"a": True, "b": False}
