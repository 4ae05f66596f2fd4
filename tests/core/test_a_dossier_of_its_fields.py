"""A dossier made of its fields is the one its constructor makes, and what the constructor refuses is refused."""

from datetime import UTC, datetime

import pytest

from procflow.dossier import Dossier

NOW = datetime(2026, 8, 17, 2, tzinfo=UTC)
TEXTS = ("procedure", "version", "definition", "calendar", "channel")
FIELDS: dict[str, object] = {**dict.fromkeys(TEXTS, "x"), "submitted_at": NOW, "last_at": NOW}


def test_fields_left_out_are_at_their_defaults() -> None:
    made = Dossier.of_fields({**FIELDS, "visits": {"reception": 1}})
    whole = Dossier(**FIELDS, visits={"reception": 1})  # type: ignore[arg-type] # texts and moments, as above
    assert made == whole
    assert vars(made).keys() == vars(whole).keys()


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_without_a_default_is_not_left_out(name: str) -> None:
    with pytest.raises(TypeError, match=name):
        Dossier.of_fields({key: value for key, value in FIELDS.items() if key != name})


def test_a_field_no_dossier_has_is_refused() -> None:
    with pytest.raises(TypeError, match="colour"):
        Dossier.of_fields({**FIELDS, "colour": "red"})
