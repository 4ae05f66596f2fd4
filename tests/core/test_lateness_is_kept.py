"""What happened to a citizen stays: lateness that no later act undoes, and a day that was printed, whichever it is."""

from dataclasses import replace
from datetime import date

import pytest
from office import Desk, moment, office, person, refusal, text

from procflow import vietnam
from procflow.core import Law
from procflow.core.public import public_timeline
from procflow.core.standing import StandingKind, classify
from procflow.dossier import Adopt, Apologise, ChangeCase, Extend, Void
from procflow.library import load_text

MONTHS_LATER = moment("2026-12-31 00:00")


def accepted(**parts: str) -> Desk:
    desk = office(**parts)
    desk.submit("2026-03-02 08:00")
    desk.take("accept", "2026-03-02 08:10")
    assert desk.state.due_on == date(2026, 3, 9)
    return desk


def asked_back(desk: Desk, request: str, supply: str) -> Desk:
    desk.take("incomplete", request)
    desk.take("supply", supply)
    desk.take("complete", supply)
    return desk


def test_a_supplement_asked_for_after_the_due_day_counts_the_time_anew_and_undoes_no_lateness() -> None:
    """NĐ 118/2025 Đ.19 k.5 counts the time anew; a request after the due day would else be the way to reset a date."""
    desk = asked_back(accepted(), "2026-03-11 09:00", "2026-03-12 09:00")
    assert desk.breaches == ["late-result", "late-request"]
    found = classify(desk.events, moment("2026-03-13 08:00"))
    assert (found.kind, found.due_on, found.missed_on) == (StandingKind.OVERDUE, date(2026, 3, 19), date(2026, 3, 9))
    desk.take("sign", "2026-03-13 09:00")
    found = classify(desk.events, MONTHS_LATER)
    assert (found.kind, found.due_on, found.missed_on) == (StandingKind.LATE, date(2026, 3, 19), date(2026, 3, 9))


@pytest.mark.parametrize("asked", ["2026-03-09 23:59:59", "2026-03-05 09:00"])
def test_a_supplement_asked_for_until_24_00_of_the_due_day_leaves_nothing_missed(asked: str) -> None:
    desk = asked_back(accepted(), asked, "2026-03-12 09:00")
    desk.take("sign", "2026-03-19 09:00")
    found = classify(desk.events, MONTHS_LATER)
    assert (found.kind, found.missed_on) == (StandingKind.ON_TIME, None)


def test_a_re_appointment_ends_with_the_count_it_belonged_to_and_was_the_only_one() -> None:
    """Whoever reads 20 March beside the 13th that is due by law would come a week late."""
    desk = accepted()
    desk.apologise(date(2026, 3, 20), "2026-03-05 09:00")
    asked_back(desk, "2026-03-05 10:00", "2026-03-06 09:00")
    assert (desk.state.due_on, desk.state.reappointed_on, desk.state.reappointments) == (date(2026, 3, 13), None, 1)
    rows = public_timeline(desk.law.procedure, desk.events)
    assert [row.reappointed_on for row in rows if row.kind.value == "reappointed"] == [date(2026, 3, 20)]
    assert rows[-1].reappointed_on is None
    again = Apologise(until=date(2026, 3, 18), reason="quá tải", by=person("officer"), at=moment("2026-03-10 09:00"))
    assert refusal(desk.law, desk.state, again).code == "PF513"


def test_the_first_day_that_was_missed_is_the_one_that_is_kept() -> None:
    desk = asked_back(accepted(), "2026-03-10 09:00", "2026-03-11 09:00")
    assert desk.state.due_on == date(2026, 3, 18)
    asked_back(desk, "2026-03-19 09:00", "2026-03-20 09:00")
    assert desk.breaches.count("late-result") == 2
    assert desk.state.missed_on == date(2026, 3, 9)


def test_how_it_stood_before_it_was_late_is_told_as_it_was_then() -> None:
    desk = asked_back(accepted(), "2026-03-11 09:00", "2026-03-12 09:00")
    assert classify(desk.events, moment("2026-03-09 23:59")).kind is StandingKind.PENDING


def test_what_was_late_before_its_supplement_is_nobody_s_mistake_of_typing() -> None:
    desk = asked_back(accepted(), "2026-03-11 09:00", "2026-03-12 09:00")
    said = Void("H40-1", "nhập trùng", by=person("administrator"), at=moment("2026-03-12 10:00"))
    assert refusal(desk.law, desk.state, said).code == "PF551"


def test_what_ended_otherwise_is_counted_as_it_ended() -> None:
    desk = asked_back(accepted(), "2026-03-11 09:00", "2026-03-12 09:00")
    desk.take("incomplete", "2026-03-13 09:00")
    desk.wake("2026-04-30 00:00")
    assert classify(desk.events, MONTHS_LATER).kind is StandingKind.CLOSED


CASES = text(limit="{by_case: {house: 5 ngày làm việc, other: 10 ngày làm việc}}", more="cases: {house: A, other: B}\n")


@pytest.mark.parametrize(
    ("at", "kind", "missed"),
    [
        ("2026-03-09 23:59", StandingKind.ON_TIME, None),
        ("2026-03-10 00:00", StandingKind.LATE, date(2026, 3, 9)),
    ],
)
def test_a_dossier_that_was_late_in_its_case_is_not_in_time_because_it_is_called_another(
    at: str, kind: StandingKind, missed: date | None
) -> None:
    desk = office(CASES)
    desk.submit("2026-03-02 08:00", case="house")
    desk.take("accept", "2026-03-02 08:10")
    desk.send(ChangeCase("other", "phân loại nhầm", by=person("officer"), at=moment(at)))
    assert desk.state.due_on == date(2026, 3, 16)
    desk.take("sign", "2026-03-16 09:00")
    found = classify(desk.events, MONTHS_LATER)
    assert (found.kind, found.missed_on) == (kind, missed)


OVERLAY = """\
procflow: 1
overlay: tinh
name: Tỉnh A
code: 1.000001
effective: 2026-01-01
basis: Quyết định 1
limit: {limit: 02 ngày làm việc, basis: Quyết định 1}
"""


def promised_shorter() -> Desk:
    """Accept a dossier that the office promises in two working days, on the 4th, and the law in five, on the 9th."""
    desk = Desk(Law(load_text(text(), overlay=(OVERLAY, "tinh.yaml")), vietnam()))
    desk.submit("2026-03-02 08:00")
    desk.take("accept", "2026-03-02 08:10")
    assert (desk.state.promised_on, desk.state.due_on) == (date(2026, 3, 4), date(2026, 3, 9))
    return desk


@pytest.mark.parametrize(
    ("at", "breaches"),
    [("2026-03-03 23:59", []), ("2026-03-04 08:00", ["late-apology"])],
)
def test_an_apology_is_owed_before_the_day_the_receipt_promises(at: str, breaches: list[str]) -> None:
    """What is re-appointed is the day of return on the receipt (NĐ 118/2025 Đ.17 k.3, Đ.19 k.6), the shorter one."""
    desk = promised_shorter()
    desk.apologise(date(2026, 3, 6), at)
    assert (desk.state.reappointed_on, desk.breaches) == (date(2026, 3, 6), breaches)
    desk.take("sign", "2026-03-06 09:00")
    assert classify(desk.events, MONTHS_LATER).kind is StandingKind.EARLY, "the law's own day has not passed"


def test_an_apology_alone_appoints_nothing_and_is_accepted_however_often() -> None:
    """Đ.19 k.6 bounds the re-appointments: an apology refused would only be made off the record."""
    desk = accepted()
    desk.apologise(date(2026, 3, 12), "2026-03-06 09:00")
    sorry = Apologise(reason="vẫn chờ thẩm định", by=person("officer"), at=moment("2026-03-12 16:00"))
    desk.send(sorry)
    assert (desk.state.apologies, desk.state.reappointments) == (2, 1)
    assert desk.state.reappointed_on == date(2026, 3, 12)
    assert desk.breaches == ["late-result"], "the duty to apologise was met in time, before the first day due"
    first = accepted()
    first.send(replace(sorry, at=moment("2026-03-09 08:00")))
    assert (first.breaches, first.state.reappointed_on) == (["late-apology"], None)
    first.apologise(date(2026, 3, 12), "2026-03-09 09:00")
    assert first.breaches == ["late-apology"]
    assert first.state.reappointed_on == date(2026, 3, 12)


def test_a_return_is_not_re_appointed_to_the_day_the_receipt_promises() -> None:
    desk = promised_shorter()
    said = Apologise(until=date(2026, 3, 4), reason="quá tải", by=person("officer"), at=moment("2026-03-03 08:00"))
    assert refusal(desk.law, desk.state, said).code == "PF514"


ADOPT = Adopt(
    by=person("administrator"),
    channel="online",
    origin="phần mềm cũ",
    step="appraise",
    submitted_at=moment("2026-03-02 08:00"),
    accepted_at=moment("2026-03-02 09:00"),
    at=moment("2026-03-03 09:00"),
)


@pytest.mark.parametrize(
    ("printed", "moment_of_it"),
    [
        (date(2026, 3, 9), "2026-03-09 17:00"),
        (date(2026, 3, 8), "2026-03-09 00:00"),
        (date(2026, 4, 27), "2026-04-28 00:00"),
    ],
)
def test_a_day_printed_elsewhere_stays_promised_though_the_office_is_closed_on_it(
    printed: date, moment_of_it: str
) -> None:
    """A swap announced later makes a day off of one that was printed, as 12729/VPCP-KGVX did of 02/01/2026."""
    desk = Desk(Law(load_text(text()), vietnam()))
    desk.send(replace(ADOPT, promised_on=printed))
    promise = desk.state.promise
    assert promise is not None
    assert (promise.due_on, promise.due_at) == (printed, moment(moment_of_it))


@pytest.mark.parametrize(("at", "breaches"), [("2026-03-31 23:59", []), ("2026-04-01 00:00", ["outdated-law"])])
def test_an_acceptance_after_the_last_day_of_its_version_is_flagged(at: str, breaches: list[str]) -> None:
    """The law of the acceptance governs, as Luật Hộ tịch 03/2026/QH16 Đ.30 says of civil status."""
    desk = office(text(more="until: 2026-03-31\n"))
    desk.submit("2026-03-31 08:00")
    desk.take("accept", at)
    assert desk.breaches == breaches


MIXED = text(
    limit="{by_case: {days: 5 ngày làm việc, hours: 24 giờ}}",
    more="cases: {days: A, hours: B}\nextension: {at_most: 5 ngày làm việc, basis: Đ.21}\n",
)


def test_days_agreed_lengthen_no_limit_of_hours_and_are_not_forgotten_by_a_change_of_case() -> None:
    desk = office(MIXED)
    desk.submit("2026-03-02 08:00", case="hours")
    desk.take("accept", "2026-03-02 08:10")
    agreed = Extend("2 ngày làm việc", "biên bản", by=person("officer"), at=moment("2026-03-02 09:00"))
    refused = refusal(desk.law, desk.state, agreed)
    assert refused.code == "PF568"
    assert refused.message("vi").startswith("không thể cộng thêm 02 ngày làm việc vào thời hạn 24 giờ:")
    other = office(MIXED)
    other.submit("2026-03-02 08:00", case="days")
    other.take("accept", "2026-03-02 08:10")
    other.send(agreed)
    assert other.state.due_on == date(2026, 3, 11)
    change = ChangeCase("hours", "nhầm", by=person("officer"), at=moment("2026-03-02 10:00"))
    assert refusal(other.law, other.state, change).code == "PF568"


def test_a_part_of_a_day_is_agreed_on_no_more_than_before() -> None:
    desk = office(MIXED)
    desk.submit("2026-03-02 08:00", case="days")
    desk.take("accept", "2026-03-02 08:10")
    half = Extend("1,5 ngày làm việc", "biên bản", by=person("officer"), at=moment("2026-03-02 09:00"))
    assert refusal(desk.law, desk.state, half).code == "PF417"


def test_a_supplement_signed_for_in_time_and_typed_in_after_the_closing_costs_the_applicant_nothing() -> None:
    """The record of the hand-over counts (QĐ 45/2016/QĐ-TTg Đ.7 k.4): the dossier is adopted anew."""
    closed = accepted()
    closed.take("incomplete", "2026-03-03 09:00")
    closed.wake("2026-03-20 08:00")
    closed.take("supply", "2026-03-18 16:00", by=person("receptionist"))
    assert (closed.state.step, closed.state.noted) == ("closed", ("supplement/supply",))
    again = Desk(closed.law)
    again.send(
        replace(
            ADOPT,
            origin="000.00.16.H40-260302-0001",
            step="supplement-check",
            promised_on=date(2026, 3, 9),
            happened={"supply": moment("2026-03-18 16:00")},
            at=moment("2026-03-20 09:00"),
        )
    )
    again.take("complete", "2026-03-20 10:00")
    assert (again.state.due_on, again.state.promised_on) == (date(2026, 3, 25), date(2026, 3, 9))
    assert again.breaches == []
    assert classify(again.events, moment("2026-03-20 12:00")).kind is StandingKind.PENDING
