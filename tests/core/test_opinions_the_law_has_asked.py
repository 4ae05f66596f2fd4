"""Opinions that the law has asked about some dossiers only: what they hold back, and what is not asked at all."""

from office import Desk, moment, office, person, refusal

from procflow.core import open_outcomes
from procflow.dossier import Ask, Submit, Take

FACTS = "facts: {sensitive: {name: Khu vực nhạy cảm, type: boolean}}\n"
STEPS = """\
steps:
  appraise:
    name: Thẩm định
    actor: officer
    consult:
      defence: {name: Quân sự, when: sensitive, within: 2 ngày làm việc, blocks: [sign], basis: Đ.3}
    outcomes:
      sign: {to: return-result, produces: permit}
      incomplete: {to: supplement, needs_reason: true}
"""
AT = moment("2026-03-03 09:00")
OFFICER = person("officer")


def accepted(*, sensitive: bool) -> Desk:
    desk = office(more=FACTS, steps=STEPS)
    desk.send(
        Submit(by=person("applicant"), channel="direct", facts={"sensitive": sensitive}, at=moment("2026-03-02 08:00"))
    )
    desk.take("accept", "2026-03-02 08:10")
    return desk


def open_now(desk: Desk) -> list[str]:
    return [outcome.id for outcome in open_outcomes(desk.law, desk.state)]


def test_an_outcome_waits_for_an_opinion_the_law_has_asked_though_nobody_asked_yet() -> None:
    desk = accepted(sensitive=True)
    error = refusal(desk.law, desk.state, Take("sign", by=OFFICER, at=AT))
    assert (error.code, error.params["waiting"]) == ("PF508", "defence")
    assert open_now(desk) == ["incomplete"]
    desk.ask("defence", "2026-03-03 09:00")
    assert open_now(desk) == ["incomplete"]
    desk.answer("defence", "2026-03-04 09:00")
    assert open_now(desk) == ["sign", "incomplete"]


def test_an_opinion_the_law_does_not_ask_about_this_dossier_holds_nothing_back_and_is_not_asked() -> None:
    desk = accepted(sensitive=False)
    error = refusal(desk.law, desk.state, Ask("defence", by=OFFICER, at=AT))
    assert error.code == "PF566"
    assert error.message("vi").endswith("chỉ lấy ý kiến khi “Khu vực nhạy cảm” là “có”")
    assert error.message("en").endswith("only where “Khu vực nhạy cảm” is “yes”")
    assert open_now(desk) == ["sign", "incomplete"]
    desk.take("sign", "2026-03-03 09:00")
    assert desk.state.finished_at is not None
