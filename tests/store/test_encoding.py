"""The canonical spelling: one value, one spelling, read back as what it was."""

import hashlib
import json
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from states import AT, state

from procflow.clock import Debtor, Hold, Limit
from procflow.definition import Ending
from procflow.dossier import (
    EVENT_KINDS,
    Actor,
    Breach,
    BreachFlagged,
    Dossier,
    DossierEnded,
    Event,
    LimitHeld,
    OutcomeTaken,
    Submit,
    Submitted,
    Take,
)
from procflow.store.chain import Record, chain_root, record_hash
from procflow.store.encoding import (
    EncodingError,
    command_digest,
    decode_event,
    decode_moment,
    encode_event,
    encode_moment,
)
from procflow.store.states import decode_state, encode_state, forget_states

BY = Actor("chi", roles=("b", "a"), unit="Sở Xây dựng")
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20).map(
    lambda text: unicodedata.normalize("NFC", text)
)
MOMENTS = st.integers(-(10**15), 10**15).map(lambda count: AT + timedelta(microseconds=count))
FACTS = st.dictionaries(TEXT, st.one_of(st.booleans(), st.integers(), st.dates(), TEXT), max_size=5)
LIMITS = st.builds(
    Limit,
    name=TEXT,
    span=TEXT,
    rule=TEXT,
    debtor=st.sampled_from(Debtor),
    anchor_at=MOMENTS,
    basis=TEXT,
    calendar=TEXT,
    due_on=st.dates(),
    due_at=MOMENTS,
    ends_at=MOMENTS,
    provisional=st.booleans(),
    holds=st.lists(st.builds(Hold, start=st.just(AT), end=st.just(AT), ground=TEXT), max_size=2).map(tuple),
    held_since=st.none() | MOMENTS,
    held_ground=TEXT,
)
ACTORS = st.builds(Actor, TEXT, st.lists(TEXT, max_size=3).map(tuple), TEXT)
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(
        Submitted,
        at=MOMENTS,
        by=ACTORS,
        procedure=TEXT,
        version=TEXT,
        definition=TEXT,
        calendar=TEXT,
        channel=TEXT,
        case=TEXT,
        applicant=TEXT,
        facts=FACTS,
    ),
    st.builds(LimitHeld, at=MOMENTS, by=ACTORS, limit=LIMITS),
    st.builds(OutcomeTaken, at=MOMENTS, by=ACTORS, step=TEXT, outcome=TEXT, to=TEXT, reason=TEXT, form=TEXT),
    st.builds(BreachFlagged, at=MOMENTS, by=ACTORS, breach=st.sampled_from(Breach), basis=TEXT),
    st.builds(DossierEnded, at=MOMENTS, by=ACTORS, ending=st.sampled_from(Ending)),
)


@given(EVENTS)
def test_an_event_is_read_back_as_what_it_was(event: Event) -> None:
    body = encode_event(event)
    read = decode_event(type(event).__name__, body)
    assert read == event
    assert encode_event(read) == body


@given(EVENTS)
def test_the_spelling_is_the_one_the_standard_librarys_json_gives_for_the_same_content(event: Event) -> None:
    body = encode_event(event)
    again = json.dumps(json.loads(body), ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    assert again.encode() == body


@pytest.mark.parametrize(
    "text", ["", "x" * 64, "x" * 65, "\x00\x1f\x7f\u2028\U0001f600", '"\\/\b\f\n\r\t', "Đủ hồ sơ" * 20]
)
def test_text_of_any_length_and_any_characters_has_jsons_own_spelling(text: str) -> None:
    event = BreachFlagged(at=AT, by=Actor(text or "a"), breach=Breach.LATE_STEP, basis=text)
    spelled = json.dumps(text, ensure_ascii=False).encode()
    for _ in range(2):  # the second time it may come from what was kept
        assert encode_event(event).count(spelled) >= bool(text)
        assert decode_event("BreachFlagged", encode_event(event)) == event


def test_what_is_no_text_has_no_spelling_even_where_an_equal_text_was_spelled_before() -> None:
    encode_event(BreachFlagged(at=AT, by=BY, breach=Breach.LATE_STEP, basis="late-step"))
    wrong = BreachFlagged(at=AT, by=BY, breach=Breach.LATE_STEP, basis=Breach.LATE_STEP)
    with pytest.raises(EncodingError, match="where text belongs"):
        encode_event(wrong)


def test_every_kind_of_event_has_a_spelling() -> None:
    for kind in EVENT_KINDS:
        with pytest.raises(EncodingError, match="fields are not those"):
            decode_event(kind, b"{}")


def test_the_spelling_of_an_event_never_changes() -> None:
    """Journals of years ago are hashed over this very spelling."""
    event = Submitted(
        at=AT,
        by=BY,
        procedure="1.013225",
        version="2026-07",
        definition="d",
        calendar="c",
        channel="online",
        facts={"so": 2, "co": True, "ngay": date(2026, 1, 2), "ten": "Ấn"},
    )
    assert encode_event(event).decode() == (
        '{"at":"2026-08-17T02:00:00.000000Z","by":{"id":"chi","roles":["b","a"],"unit":"Sở Xây dựng"},"calendar":"c",'
        '"channel":"online","definition":"d","facts":{"co":true,"ngay":{"date":"2026-01-02"},"so":2,"ten":"Ấn"},'
        '"procedure":"1.013225","version":"2026-07"}'
    )


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b"\xff",
        b"[" * 100_000,
        b'{"at":"2026-08-17T02:00:00.000000Z","by":{"id":"chi"},"breach":"late-step","extra":1}',
        b'{"at":"2026-08-17T02:00:00.000000Z","by":{"id":"chi"},"breach":"late-stop"}',
        b'{"at":"2026-08-17T02:00:00.000000Z","by":{"id":"chi"},"breach":"late-step" }',
        b'{"by":{"id":"chi"},"at":"2026-08-17T02:00:00.000000Z","breach":"late-step"}',
        b'{"at":"2026-08-17T02:00:00.000000Z","at":"2026-08-17T02:00:00.000000Z","by":{"id":"chi"},"breach":"late-step"}',
        b'{"at":"2026-08-17T02:00:00Z","by":{"id":"chi"},"breach":"late-step"}',
        b'{"at":"2026-08-17T09:00:00.000000+07:00","by":{"id":"chi"},"breach":"late-step"}',
        b'{"at":"2026-08-17T02:00:00.000000Z","basis":"","breach":"late-step","by":{"id":"chi"}}',
        b'{"at":"2026-08-17T02:00:00.000000Z","breach":"late-step","by":{"id":1}}',
        b'{"at":"2026-08-17T02:00:00.000000Z","breach":"late-step","by":{"id":1.0}}',
        b'{"at":"2026-08-17T02:00:00.000000Z","breach":"late-step","by":{"id":NaN}}',
        b'{"at":"2026-08-17T02:00:00.000000Z","breach":"late-step","by":{"id":"A\xcc\x81"}}',
        b'{"at":"2026-08-17T02:00:00.000000Z","breach":"late-step","by":{"id":"\\u0041"}}',
    ],
)
def test_any_other_spelling_is_refused(body: bytes) -> None:
    with pytest.raises(EncodingError):
        decode_event("BreachFlagged", body)


def test_the_one_spelling_of_that_event_is_accepted() -> None:
    body = b'{"at":"2026-08-17T02:00:00.000000Z","breach":"late-step","by":{"id":"chi"}}'
    assert decode_event("BreachFlagged", body) == BreachFlagged(at=AT, by=Actor("chi"), breach=Breach.LATE_STEP)


def test_an_unknown_kind_of_event_is_refused() -> None:
    with pytest.raises(EncodingError, match="no kind"):
        decode_event("Unsubmitted", b"{}")


@given(MOMENTS)
def test_a_moment_has_one_spelling_and_is_read_at_vietnams_offset(moment: datetime) -> None:
    assert decode_moment(encode_moment(moment)) == moment
    assert decode_moment(encode_moment(moment.astimezone(UTC))).utcoffset() == timedelta(hours=7)


def test_a_naive_moment_has_no_spelling() -> None:
    with pytest.raises(EncodingError):
        encode_moment(AT.replace(tzinfo=None))


@pytest.mark.parametrize("value", [1.5, b"x", AT, None])
def test_a_fact_of_another_type_has_no_spelling(value: object) -> None:
    command = Submit(by=BY, channel="online", facts={"so": value}, at=AT)  # type: ignore[dict-item] # the point
    with pytest.raises(EncodingError):
        command_digest("1.013225", command)


def test_text_outside_nfc_has_no_spelling() -> None:
    with pytest.raises(EncodingError, match="NFC"):
        command_digest("1.013225", Take("accept", by=Actor("A\u0301")))


def test_a_command_is_known_by_its_target_its_kind_and_its_content() -> None:
    digests = {
        command_digest("d1", Take("accept", by=BY)),
        command_digest("d2", Take("accept", by=BY)),
        command_digest("d1", Take("refuse", by=BY)),
        command_digest("d1", Take("accept", by=Actor("chi"))),
        command_digest("d1", Take("accept", by=BY, at=AT)),
        command_digest("d1", Take("accept", by=BY, reason="x")),
    }
    assert len(digests) == 6
    elsewhere = AT.astimezone(timezone(timedelta(hours=-3)))
    assert command_digest("d", Take("a", by=BY, at=AT)) == command_digest("d", Take("a", by=BY, at=elsewhere))


def ended(
    limits: dict[str, Limit], facts: dict[str, bool | int | date | str], expired: frozenset[str], step: str = ""
) -> Dossier:
    breaches = (Breach.LATE_STEP,)
    return state(step=step, facts=facts, limits=limits, expired=expired, breaches=breaches, ended=Ending.RETURNED)


@given(st.dictionaries(TEXT, LIMITS, max_size=2), FACTS, st.frozensets(TEXT, max_size=3))
def test_a_state_is_read_back_as_what_it_was(
    limits: dict[str, Limit], facts: dict[str, bool | int | date | str], expired: frozenset[str]
) -> None:
    dossier = ended(limits, facts, expired)
    assert decode_state(encode_state(dossier)) == dossier


@given(
    st.tuples(st.dictionaries(TEXT, LIMITS, max_size=2), FACTS, st.frozensets(TEXT, max_size=3), TEXT),
    st.lists(st.tuples(st.sampled_from(["limits", "facts", "expired", "step", "breaches", "ended"]), st.booleans())),
    st.booleans(),
)
def test_a_state_is_spelled_the_same_whatever_was_spelled_before_it(
    parts: tuple[dict[str, Limit], dict[str, bool | int | date | str], frozenset[str], str],
    changes: list[tuple[str, bool]],
    forgotten: bool,  # noqa: FBT001 - drawn
) -> None:
    dossier = ended(*parts)
    others: dict[str, tuple[object, object]] = {
        "limits": ({}, dict(parts[0])),
        "facts": ({"x": 1}, dict(parts[1])),
        "expired": (frozenset({"a"}), frozenset(parts[2])),
        "step": ("sang", ""),
        "breaches": ((), (Breach.LATE_STEP, Breach.LATE_OPINION)),
        "ended": (None, Ending.RETURNED),
    }
    since = encode_state(dossier)
    for name, first in changes:
        after = replace(dossier, **{name: others[name][not first]})  # type: ignore[arg-type] # a field, by name
        if forgotten:
            forget_states()
        spelled = encode_state(after, since)
        forget_states()
        assert encode_state(after) == spelled
        dossier, since = after, spelled


def record(**changes: object) -> Record:
    fields: dict[str, object] = {
        "dossier": "d",
        "seq": 1,
        "command_id": "c",
        "part": 0,
        "payload": b"p",
        "at": "a",
        "recorded_at": "r",
        "kind": "k",
        "body": b"b",
        "prev": chain_root("d"),
    }
    return Record(**{**fields, **changes})  # type: ignore[arg-type] # the fields of the record, by name


def test_every_field_of_a_record_changes_its_hash() -> None:
    changed = [
        record(),
        record(dossier="e"),
        record(seq=2),
        record(command_id="x"),
        record(part=1),
        record(payload=b"q"),
        record(at="b"),
        record(recorded_at="s"),
        record(kind="l"),
        record(body=b"c"),
        record(prev=chain_root("e")),
    ]
    assert len({record_hash(one) for one in changed}) == len(changed)


def test_content_cannot_move_between_fields_without_changing_the_hash() -> None:
    assert record_hash(record(kind="ab", body=b"c")) != record_hash(record(kind="a", body=b"bc"))
    assert record_hash(record(at="", recorded_at="ar")) != record_hash(record(at="a", recorded_at="r"))


def test_the_hash_of_a_record_never_changes() -> None:
    fields = [chain_root("d"), b"d", b"1", b"c", b"0", b"p", b"a", b"r", b"k", b"b"]
    plain = b"".join(str(len(field)).encode() + b":" + field for field in fields)
    assert record_hash(record()) == hashlib.sha256(plain).digest()
    assert chain_root("d") == hashlib.sha256(b"procflow journal 1\0d").digest()
