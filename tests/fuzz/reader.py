"""Fuzz the YAML reader: any bytes give a source or coded errors, and every error can be told and drawn.

    PYTHONPATH=tests/kit python tests/fuzz/reader.py [options of libFuzzer | files to try again]

Needs `pip install 'procflow[fuzz]'`; `tests/kit/campaign.py` says what the environment may set.
"""

import unicodedata

from campaign import instrumented, run

with instrumented(__name__, "procflow.source"):
    from procflow.errors import DefinitionError
    from procflow.source import Data, Source, excerpt, read

PIECES = [
    *(
        ": ",
        "- ",
        "\n",
        "\n  ",
        "\n- ",
        "? ",
        ", ",
        "{",
        "}",
        "[",
        "]",
        "'",
        '"',
        "#",
        " #",
        "|\n",
        ">\n",
        "---\n",
        "...\n",
    ),
    *(
        "&a ",
        "*a",
        "!t ",
        "!!int ",
        "<<",
        "%YAML 1.1\n",
        "\\u202e",
        "\\x41",
        "\\",
        "a",
        "b",
        "name",
        "Cấp III, IV",
        "1.001990",
    ),
    *(
        "e\u0302",
        "đ",
        "\u200b",
        "\u202e",
        "\t",
        "\r\n",
        "\x00",
        "\x85",
        "\u2028",
        "\ufeff",
        "no",
        "~",
        "010",
        "8:00",
        " ",
    ),
]


def text_of(data: bytes) -> str | bytes:
    """Take half of the inputs as they are, and build the others from pieces of YAML."""
    if not data or data[0] % 2:
        return data[1:]
    return "".join(PIECES[byte % len(PIECES)] for byte in data[1:])


def leaves(data: Data) -> list[str]:
    match data:
        case dict():
            return [*data, *(leaf for value in data.values() for leaf in leaves(value))]
        case list():
            return [leaf for value in data for leaf in leaves(value)]
        case _:
            return [data]


def places_hold(source: Source, data: Data, path: list[str | int]) -> None:
    """Every value has a place inside the file, and its key too."""
    lines = source.text.count("\n") + source.text.count("\r") + 2
    for key in (False, True):
        place = source.place(path, key=key)
        assert 1 <= place.line <= place.end_line <= lines, (path, place)
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in inner:
        places_hold(source, value, [*path, step])


def once(data: bytes) -> frozenset[str]:
    text = text_of(data)
    try:
        source = read(text, "fuzz.yaml")
    except DefinitionError as error:
        for each in error.diagnostics:
            assert each.text("en"), each
            assert each.text("vi"), each
            excerpt(text, each.place)
        return frozenset(each.code for each in error.diagnostics)
    assert all(unicodedata.is_normalized("NFC", leaf) for leaf in leaves(source.data))
    places_hold(source, source.data, [])
    return frozenset()


if __name__ == "__main__":
    run("reader", once, max_len=256)
