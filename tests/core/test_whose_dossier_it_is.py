"""Whose dossier it is: its applicant's and nobody else's, whoever keyed it in, helped or took it over."""

from dataclasses import replace

import pytest
from office import Desk, moment, office, person, refusal

from procflow.core import decide, replay
from procflow.dossier import Actor, Adopt, Amend, Command, ReportError, Submit, Submitted, Take, Withdraw

APPLICANT = "applicant"
AN, BINH, CHI = (Actor(name, (APPLICANT,)) for name in ("an", "bình", "chi"))
DESK = person("receptionist", "lan")
AT = moment("2026-03-03 09:00")
SUBMIT = Submit(by=AN, channel="online", at=moment("2026-03-02 08:00"))


def handed_in(submit: Submit = SUBMIT) -> Desk:
    desk = office()
    desk.send(submit)
    desk.take("accept", "2026-03-02 08:10")
    return desk


def supplementing(submit: Submit = SUBMIT) -> Desk:
    desk = handed_in(submit)
    desk.take("incomplete", "2026-03-02 09:00")
    return desk


ACTS: dict[str, Command] = {
    "withdraw": Withdraw(by=AN, at=AT),
    "amend": Amend(facts={}, by=AN, at=AT),
    "supply": Take("supply", by=AN, at=AT),
}


def as_(command: Command, by: Actor) -> Command:
    return replace(command, by=by)


@pytest.mark.parametrize("command", ACTS.values(), ids=ACTS.keys())
def test_an_applicant_acts_on_a_dossier_of_their_own_and_on_no_other(command: Command) -> None:
    desk = supplementing()
    assert decide(desk.law, desk.state, command)
    assert refusal(desk.law, desk.state, as_(command, BINH)).code == "PF563"
    assert refusal(desk.law, desk.state, as_(command, person("stranger"))).code == "PF504"


@pytest.mark.parametrize("command", ACTS.values(), ids=ACTS.keys())
def test_the_desk_acts_for_anybody_who_comes_to_it(command: Command) -> None:
    desk = supplementing()
    assert decide(desk.law, desk.state, as_(command, DESK))
    assert decide(desk.law, desk.state, as_(command, Actor("lan", (APPLICANT, "receptionist"))))


@pytest.mark.parametrize("command", ACTS.values(), ids=ACTS.keys())
def test_a_declared_representative_acts_for_the_applicant(command: Command) -> None:
    desk = supplementing(replace(SUBMIT, representatives=("bình",)))
    assert desk.state.representatives == ("bình",)
    assert decide(desk.law, desk.state, as_(command, BINH))
    assert refusal(desk.law, desk.state, as_(command, CHI)).code == "PF563"


def test_whoever_the_applicant_delegated_to_acts_for_them_by_the_hosts_word() -> None:
    desk = supplementing()
    assert decide(desk.law, desk.state, as_(ACTS["supply"], Actor("chi", (APPLICANT,), acting_for="an")))


def test_an_error_is_reported_by_the_applicant() -> None:
    desk = handed_in()
    desk.take("sign", "2026-03-03 09:00")
    report = ReportError(by=AN, reason="sai tên", at=moment("2026-03-04 09:00"))
    assert decide(desk.law, desk.state, report)
    assert refusal(desk.law, desk.state, replace(report, by=BINH)).code == "PF563"


def test_who_hands_in_as_an_applicant_for_somebody_else_is_their_representative() -> None:
    desk = supplementing(replace(SUBMIT, by=BINH, applicant="an"))
    assert (desk.state.applicant, desk.state.submitted_by, desk.state.representatives) == ("an", "bình", ("bình",))
    assert decide(desk.law, desk.state, as_(ACTS["withdraw"], BINH))
    assert decide(desk.law, desk.state, as_(ACTS["withdraw"], AN))
    assert replay(desk.events) == desk.state


@pytest.mark.parametrize(
    ("submit", "representatives"),
    [
        (replace(SUBMIT, applicant="an"), ()),
        (replace(SUBMIT, by=BINH, applicant="an", representatives=("bình",)), ("bình",)),
        (replace(SUBMIT, by=BINH, applicant="an", assisted_by="bình"), ()),
        (replace(SUBMIT, by=DESK, applicant="an", assisted_by="bình"), ()),
        (replace(SUBMIT, by=DESK, applicant="an"), ()),
    ],
)
def test_whoever_keys_in_or_merely_helps_represents_nobody(submit: Submit, representatives: tuple[str, ...]) -> None:
    desk = supplementing(submit)
    assert (desk.state.applicant, desk.state.representatives) == ("an", representatives)
    if not representatives:
        assert refusal(desk.law, desk.state, as_(ACTS["withdraw"], BINH)).code == "PF563"


def test_a_helper_with_an_account_of_their_own_does_not_become_the_applicant() -> None:
    helped = replace(SUBMIT, by=BINH, assisted_by="bình")
    assert refusal(office().law, None, helped).code == "PF559"
    submitted = decide(office().law, None, replace(helped, applicant="an"))[0]
    assert isinstance(submitted, Submitted)
    assert submitted.applicant == "an"


def test_who_takes_a_dossier_over_does_not_become_its_applicant() -> None:
    adopt = Adopt(
        by=person("administrator"),
        channel="online",
        origin="một cửa cũ",
        step="appraise",
        submitted_at=moment("2026-02-25 08:00"),
        accepted_at=moment("2026-02-25 09:00"),
        at=moment("2026-03-02 08:00"),
    )
    nobody, known = office(), office()
    nobody.send(adopt)
    known.send(replace(adopt, applicant="an", representatives=("bình",)))
    assert nobody.state.applicant == ""
    for nobodys in (Actor("administrator", (APPLICANT,)), Actor("", (APPLICANT,))):
        assert refusal(nobody.law, nobody.state, as_(ACTS["withdraw"], nobodys)).code == "PF563"
    assert decide(nobody.law, nobody.state, as_(ACTS["withdraw"], DESK))
    assert decide(known.law, known.state, as_(ACTS["withdraw"], AN))
    assert decide(known.law, known.state, as_(ACTS["withdraw"], BINH))
