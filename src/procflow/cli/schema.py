"""`procflow schema`: the JSON Schema of the files an author writes, for editors that complete and explain keys."""

import json
from pathlib import Path
from typing import Final

import click

from procflow.cli.bilingual import Command, Option
from procflow.cli.terminal import print_text
from procflow.cli.writing import write_file
from procflow.schema import SchemaKind, json_schema

__all__ = ["COMMAND"]


def _run(*, kind: str, out: str | None) -> int:
    if out is None:
        print_text(_text(SchemaKind(kind)), newline=False)
        return 0
    for each in SchemaKind:
        target = Path(out) / f"{each}.schema.json"
        write_file(target, _text(each).encode())
        print_text(str(target))
    return 0


def _text(kind: SchemaKind) -> str:
    return json.dumps(json_schema(kind), ensure_ascii=False, indent=2) + "\n"


COMMAND: Final = Command(
    "schema",
    en="""Print the JSON Schema of one KIND of file: procedure, profile, overlay or examples.

    An editor completes keys from it and tells what each means, in Vietnamese and English. With --out, the schemas of
    all kinds are written into a folder.

    \b
      procflow schema > procedure.schema.json
      procflow schema examples
      procflow schema --out .procflow
    """,
    vi="""In JSON Schema của một loại tệp: procedure, profile, overlay hoặc examples.

    Trình soạn thảo dựa vào đó để gợi ý khoá và giải thích từng khoá bằng tiếng Việt và tiếng Anh. Có --out thì ghi
    schema của mọi loại tệp vào thư mục.

    \b
      procflow schema > procedure.schema.json
      procflow schema examples
      procflow schema --out .procflow
    """,
    params=[
        click.Argument(["kind"], type=click.Choice([each.value for each in SchemaKind]), default="procedure"),
        Option(
            "--out",
            metavar="FOLDER",
            en="Write the schemas of all kinds there.",
            vi="Ghi schema của mọi loại tệp vào đó.",
        ),
    ],
    callback=_run,
)
