"""What the dossier of an interlinked procedure begins with, and how far it goes by itself."""

import pytest
from office import moment, profile_with, text

from procflow import vietnam
from procflow.core import Law
from procflow.core.kindred import open_child
from procflow.dossier import ENGINE, StepEntered, Submit, Wake
from procflow.errors import MisuseError, Rejected
from procflow.library import load_text

AT = moment("2026-08-03 09:00")
SUBMIT = Submit(by=ENGINE, channel="online", applicant="an", unit="ubnd-xa", competent="ubnd-xa", at=AT)
LAW = Law(load_text(text()), vietnam())


def test_a_child_is_received_with_its_parent() -> None:
    _, dossier = open_child(LAW, SUBMIT, parent="d", child="birth")
    assert (dossier.accepted_at, dossier.parent, dossier.child, dossier.submitted_by) == (AT, "d", "birth", "procflow")
    assert dossier.step != LAW.procedure.start


def test_a_child_whose_procedure_nobody_accepts_waits_where_it_begins() -> None:
    profile = profile_with("        accepts: true\n", "")
    law = Law(load_text(text(limit="{limit: 05 ngày làm việc, from: submitted}"), profile=profile), vietnam())
    events, dossier = open_child(law, SUBMIT, parent="d", child="birth")
    assert (dossier.accepted_at, dossier.step) == (None, law.procedure.start)
    assert [event.step for event in events if isinstance(event, StepEntered)] == [law.procedure.start]


def test_a_child_begins_with_a_dated_submission_in_a_channel_and_case_of_its_procedure() -> None:
    for command in (Submit(by=ENGINE, channel="online"), Wake(at=AT)):
        with pytest.raises(MisuseError, match="PF531"):
            open_child(LAW, command, parent="d", child="birth")
    with pytest.raises(Rejected, match="PF520"):
        open_child(LAW, Submit(by=ENGINE, channel="fax", at=AT), parent="d", child="birth")
    with pytest.raises(Rejected, match="PF521"):
        open_child(LAW, Submit(by=ENGINE, channel="online", case="none", at=AT), parent="d", child="birth")
