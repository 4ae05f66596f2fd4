"""Dates of worked examples: the year first, or the day first where it can be nothing but the day."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from office import text

from procflow import vietnam
from procflow.core import Law
from procflow.errors import DefinitionError, MisuseError
from procflow.library import load_text
from procflow.scenario import play, read_examples
from procflow.scenario.dates import DAY_PATTERN, MOMENT_PATTERN, is_ambiguous, read_day, read_moment
from procflow.source import read

LAW = Law(load_text(text(more="facts: {born: {name: Ngày sinh, type: date}}\n")), vietnam())
STORY = """\
- name: Hồ sơ mẫu
  facts: {born: BORN}
  story:
    - {at: 13/3/2026 08:00, do: submit, channel: direct, expect: {facts: {born: BORN}}}
    - {wait: until 13/03/2026 9:00}
    - {at: 2026-03-13 09:30, do: accept, expect: {due: 20/03/2026, due_at: 20/3/2026 17:00, promised: 2026-03-20}}
    - {at: 16/03/2026 10:00, do: apologise, until: 24/03/2026, reason: Chờ, expect: {reappointed: 2026-03-24}}
"""


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-08-17", date(2026, 8, 17)),
        ("2026-03-04", date(2026, 3, 4)),
        ("17/08/2026", date(2026, 8, 17)),
        ("17/8/2026", date(2026, 8, 17)),
        ("05/05/2026", date(2026, 5, 5)),
        ("5/05/2026", date(2026, 5, 5)),
        ("29/02/2028", date(2028, 2, 29)),
    ],
)
def test_a_day_is_read_where_it_can_be_one_day_only(written: str, meant: date) -> None:
    assert read_day(written) == meant
    assert re.fullmatch(DAY_PATTERN, written), "an editor takes what the reader takes"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("03/04/2026", "PF746"),
        ("3/4/2026", "PF746"),
        ("12/11/2026", "PF746"),
        ("08/17/2026", "PF203"),
        ("17-08-2026", "PF203"),
        ("17/08/26", "PF203"),
        ("20260817", "PF203"),
        ("2026-W34-1", "PF203"),
        ("٢٠٢٦-٠٨-١٧", "PF203"),
        ("", "PF203"),
        ("29/02/2026", "PF204"),
        ("2026-02-30", "PF204"),
        ("2026-13-01", "PF204"),
        ("00/08/2026", "PF204"),
        ("01/02/0000", "PF204"),
    ],
)
def test_a_day_that_would_be_guessed_or_does_not_exist_is_refused(written: str, code: str) -> None:
    with pytest.raises(MisuseError) as caught:
        read_day(written)
    assert caught.value.code == code


def test_no_day_of_three_years_is_read_as_another_however_it_is_written() -> None:
    refused = 0
    for day in (date(2026, 1, 1) + timedelta(days=offset) for offset in range(3 * 365)):
        written = f"{day:%d/%m/%Y}"
        refused += is_ambiguous(written)
        assert read_day(day.isoformat()) == day
        assert is_ambiguous(written) or read_day(written) == day
        assert is_ambiguous(written) is (re.fullmatch(DAY_PATTERN, written) is None), (
            "an editor warns of what is refused"
        )
    assert refused == 3 * 11 * 12


def test_an_ambiguous_date_is_told_with_both_its_readings() -> None:
    with pytest.raises(MisuseError) as caught:
        read_day("03/04/2026")
    assert caught.value.hint("en") == (
        "write the year first: 2026-04-03 if the day stands first here, 2026-03-04 if the month does"
    )


def test_a_moment_means_vietnam_time_whichever_way_its_day_is_written() -> None:
    for written in ("2026-08-17 09:00", "2026-08-17T9:00", "17/08/2026 09:00", " 17/8/2026  9:00 "):
        assert read_moment(written) == datetime(2026, 8, 17, 2, tzinfo=UTC)
        assert re.fullmatch(MOMENT_PATTERN, written.strip())


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("03/04/2026 09:00", "PF746"),
        ("30/02/2026 09:00", "PF740"),
        ("17/08/2026 24:00", "PF740"),
        ("17/08/2026", "PF740"),
        ("09:00", "PF740"),
    ],
)
def test_what_is_no_moment_is_refused(written: str, code: str) -> None:
    with pytest.raises(MisuseError) as caught:
        read_moment(written)
    assert caught.value.code == code


def test_a_story_is_played_with_its_days_written_as_in_vietnam() -> None:
    for born in ("31/12/1999", "1999-12-31"):
        (example,) = read_examples(read(STORY.replace("BORN", born), "mẫu.test.yaml"))
        assert play(LAW, example).failures == []


def test_an_ambiguous_day_of_a_story_is_refused_at_its_line_and_an_ambiguous_fact_when_it_is_played() -> None:
    with pytest.raises(DefinitionError) as caught:
        read_examples(read(STORY.replace("BORN", "1999-12-31").replace("16/03", "06/03"), "mẫu.test.yaml"))
    assert [(each.code, each.place.line) for each in caught.value.diagnostics] == [("PF746", 7)]
    (example,) = read_examples(read(STORY.replace("BORN", "03/04/1999"), "mẫu.test.yaml"))
    failed = play(LAW, example).failures
    assert [(each.code, each.params["code"]) for each in failed] == [("PF745", "PF746")]
