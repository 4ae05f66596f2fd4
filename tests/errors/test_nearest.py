"""One did-you-mean: the name most likely meant, or no question at all."""

from string import Formatter

import pytest

from procflow.errors import CATALOGUE, Language, nearest

STEPS = ("appraise", "sign", "supplement", "return-result")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("sing", "sign"),
        ("Sign", "sign"),
        ("apraise", "appraise"),
        ("retrun-result", "return-result"),
        ("tax", None),
        ("xyz", None),
        ("", None),
    ],
)
def test_the_name_nearest_to_a_word_is_meant_unless_it_is_too_far(word: str, meant: str | None) -> None:
    assert nearest(word, STEPS) == meant


def test_of_no_names_none_is_meant() -> None:
    assert nearest("sign", ()) is None


ASKING = sorted(
    code
    for code, entry in CATALOGUE.items()
    if any("{near}" in text for text in (entry.en, entry.vi, entry.hint_en, entry.hint_vi))
)


def filled(text: str, near: str | None) -> dict[str, object]:
    """Give every parameter of `text` its own name in brackets, and the near one as said."""
    return {name: f"[{name}]" for _, name, _, _ in Formatter().parse(text) if name} | {"near": near}


@pytest.mark.parametrize("code", ASKING)
def test_an_error_that_knows_no_near_name_asks_nothing_and_says_everything_else(code: str) -> None:
    entry = CATALOGUE[code]
    texts: list[tuple[Language, str, str]] = [("en", entry.en, entry.hint_en), ("vi", entry.vi, entry.hint_vi)]
    for lang, message, hint in texts:
        for tell, text in ((entry.message, message), (entry.hint, hint)):
            without, asked = tell(filled(text, None), lang), tell(filled(text, "sign"), lang)
            assert "None" not in without
            assert without == without.strip(" ;?")
            assert ("sign" in asked) == ("{near}" in text) == (without != asked)
            assert [name for name in filled(text, None) if name != "near" and f"[{name}]" not in without] == []


def test_a_hint_without_its_question_reads_as_a_sentence() -> None:
    far = {"near": None, "known": "sign, refuse", "open": "sign", "rule": "x"}
    assert CATALOGUE["PF301"].hint(far) == "known: sign, refuse"
    assert CATALOGUE["PF301"].hint(far, "vi") == "Các tên đã có: sign, refuse"
    assert CATALOGUE["PF503"].hint(far) == "open now: sign"
    assert CATALOGUE["PF319"].hint(far) == (
        "declare it under `facts:` with `type: integer`, not optional; known: sign, refuse"
    )
    assert CATALOGUE["PF414"].message(far) == "there is no counting rule 'x'"
