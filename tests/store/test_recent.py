"""What was used last is found again by its spelling, and the rest forgotten."""

from procflow.store.recent import Recent


def test_what_was_used_least_recently_is_forgotten_first() -> None:
    recent: Recent[str] = Recent(2)
    recent.put(b"a", "A")
    recent.put(b"b", "B")
    assert recent.get(b"a") == "A"
    recent.put(b"c", "C")
    assert [recent.get(spelling) for spelling in (b"a", b"b", b"c")] == ["A", None, "C"]


def test_a_value_put_again_is_kept_once_and_counts_as_used() -> None:
    recent: Recent[str] = Recent(2)
    for spelling in (b"a", b"b", b"a", b"c"):
        recent.put(spelling, spelling.decode())
    assert recent.get(b"a") == "a"
    assert recent.get(b"b") is None
    recent.clear()
    assert recent.get(b"a") is None
