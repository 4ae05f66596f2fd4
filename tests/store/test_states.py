"""A state is spelled line by line; what is not such a spelling is refused, so that the journal is replayed instead."""

from dataclasses import dataclass
from datetime import datetime

import pytest
from states import state

from procflow.store import EncodingError
from procflow.store.states import decode_part, decode_state, encode_state, forget_states

TEXTS = ("", "một\nhai", '"step":"x"', "\u2028", "\\n", "}")


@dataclass(frozen=True, slots=True)
class Some:
    step: str
    submitted_at: datetime
    assignee: str


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_never_ends_a_line(text: str) -> None:
    made = state(step=text, facts={"reason": text})
    spelled = encode_state(made)
    forget_states()
    assert decode_state(spelled) == made
    assert all(line.startswith(b'"') for line in spelled.split(b"\n"))


def test_a_long_line_is_read_as_a_short_one() -> None:
    made = state(facts={"reason": "dài " * 2_000})
    spelled = encode_state(made)
    forget_states()
    assert decode_state(spelled) == made


def test_a_part_has_what_the_whole_has() -> None:
    made = state()
    assert decode_part(Some, encode_state(made)) == Some(made.step, made.submitted_at, made.assignee)


GOOD = encode_state(state(step="tiep-nhan"))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"\xff" + GOOD,
        GOOD + b"\n",
        GOOD + b'\n"color":"red"',
        GOOD + b'\n"step":"a","unit":"b"',
        GOOD + b'\n"national_status":"hai"',
        GOOD + b'\n"national_status":1.0',
        GOOD.replace(b'"procedure"', b'"procedures"'),
        b"\n".join(line for line in GOOD.split(b"\n") if not line.startswith(b'"procedure"')),
        b"{" + GOOD.replace(b"\n", b",") + b"}",
    ],
)
def test_what_is_not_the_spelling_of_a_state_is_refused(body: bytes) -> None:
    with pytest.raises(EncodingError):
        decode_state(body)


def test_what_is_not_the_spelling_of_a_part_is_refused() -> None:
    for body in (b"\xff", b'"step":1', b'"submitted_at":"gestern"'):
        with pytest.raises(EncodingError):
            decode_part(Some, body)


def test_a_state_read_again_is_the_one_that_was_read() -> None:
    """And one of another dossier with the same line holds the same value: both are immutable."""
    assert decode_state(GOOD) is decode_state(GOOD)
    forget_states()
    first = decode_state(GOOD)
    second = decode_state(encode_state(state(step="thẩm định")))
    assert second.procedure == first.procedure
    assert second.step == "thẩm định"
