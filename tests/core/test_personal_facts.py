"""Personal facts in the pure core: decided on where they are disclosed, never repeated, missed once they are gone."""

from dataclasses import replace
from datetime import date

import pytest
from office import Desk, office

from procflow.core import public_timeline
from procflow.dossier import Amend, Erase, FactsAmended, OpinionAsked, PersonalDataErased, Submitted, Withheld
from procflow.dossier.actor import Actor
from procflow.errors import Rejected

FACTS = """\
facts:
  born: {name: Ngày sinh, type: date, personal: true}
  age: {name: Tuổi, type: integer, personal: true, derived: {from: born, to: submitted}}
"""
STEPS = """\
steps:
  appraise:
    name: Thẩm định
    actor: officer
    outcomes:
      sign: {to: return-result, produces: permit, when: has(age) and age >= 18}
      incomplete: {to: supplement, needs_reason: true}
      not-eligible: {to: refuse, needs_reason: true}
"""
SEAL = Withheld("ab" * 32)


def desk(born: date) -> Desk:
    """Open a desk that knows what stands behind the commitment."""
    opened = office(more=FACTS, steps=STEPS)
    opened.law = replace(opened.law, disclosed={SEAL.commitment: born})
    opened.submit("2026-08-03 08:00", facts={"born": SEAL})
    opened.take("accept", "2026-08-03 09:00")
    return opened


def test_a_personal_fact_is_decided_on_and_no_event_repeats_it() -> None:
    grown = desk(date(2000, 1, 1))
    grown.take("sign", "2026-08-04 09:00")
    first = grown.events[0]
    assert isinstance(first, Submitted)
    assert first.facts == {"born": SEAL}
    assert "2000" not in repr(grown.events)
    assert repr(grown.law).count("2000, 1, 1") == 0


def test_of_a_condition_on_a_personal_fact_no_value_is_told() -> None:
    young = desk(date(2015, 1, 1))
    with pytest.raises(Rejected, match="PF557") as refused:
        young.take("sign", "2026-08-04 09:00")
    assert refused.value.message("vi") == "`sign` không thực hiện được: không thỏa “Tuổi” từ 18 trở lên"


def test_nothing_is_decided_on_a_value_that_is_gone() -> None:
    grown = desk(date(2000, 1, 1))
    grown.law = replace(grown.law, disclosed={})
    with pytest.raises(Rejected, match="PF582"):
        grown.take("sign", "2026-08-04 09:00")


def test_an_erasure_marks_what_it_names_and_needs_the_end_of_the_dossier() -> None:
    grown = desk(date(2000, 1, 1))
    administrator = Actor("minh", roles=("administrator",))
    with pytest.raises(Rejected, match="PF580"):
        grown.send(Erase(by=administrator, basis="đơn", at=grown.state.last_at))
    grown.take("sign", "2026-08-04 09:00")
    grown.take("hand-over", "2026-08-04 10:00")
    [event] = grown.send(Erase(by=administrator, basis="đơn", at=grown.state.last_at))
    assert isinstance(event, PersonalDataErased)
    assert grown.state.facts == {"born": Withheld(SEAL.commitment, erased=True)}
    assert grown.state.results == ("permit",)


def test_amending_to_the_same_commitment_changes_nothing() -> None:
    online = office(more=FACTS, steps=STEPS)
    online.law = replace(online.law, disclosed={SEAL.commitment: date(2000, 1, 1)})
    online.submit("2026-08-03 08:00", channel="online", facts={"born": SEAL})
    [event] = online.send(
        Amend(facts={"born": SEAL}, by=Actor("x", ("applicant",), acting_for="applicant"), at=online.state.last_at)
    )
    assert isinstance(event, FactsAmended)
    assert event.facts == {}


def test_an_agency_the_procedure_no_longer_knows_is_not_named_to_the_public() -> None:
    """A dossier that was moved to another version may have asked somebody that version does not."""
    grown = desk(date(2000, 1, 1))
    asked = OpinionAsked(at=grown.state.last_at, by=Actor("chi"), consultation="former-agency")
    rows = public_timeline(grown.law.procedure, [*grown.events, asked])
    assert (rows[-1].kind.value, rows[-1].subject) == ("asked", "")
