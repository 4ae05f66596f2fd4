"""Write docs/reference/errors.md: every error code with its texts and examples, as the package holds them.

Run as `python tools/errors_page.py` after a code was added; a test keeps page and catalogue equal.
"""

import sys
from itertools import groupby
from pathlib import Path
from typing import Final

from procflow.cli.pages import Example, examples, in_general
from procflow.errors import CATALOGUE, Entry

__all__ = ["page"]

TARGET: Final = Path(__file__).parent.parent / "docs" / "reference" / "errors.md"
ROOMS: Final = {
    "PF1": "Reading YAML · đọc tệp YAML",
    "PF2": "What an author may write · nội dung định nghĩa",
    "PF3": "The meaning of a procedure · ý nghĩa của thủ tục",
    "PF4": "Calendars, spans and deadlines · lịch và thời hạn",
    "PF5": "Commands refused · lệnh bị từ chối",
    "PF6": "Store and journal · kho dữ liệu và nhật ký",
    "PF7": "Command line and worked examples · dòng lệnh và ví dụ kiểm chứng",
    "PF8": "The portal's published form · biểu mẫu của Cổng Dịch vụ công quốc gia",
}
HEAD: Final = """\
# Error codes

Every error of procflow has a code. A code is never reused and never changes its meaning; its wording may improve.
Words in ‹brackets› stand for what the error is about. This page is written from the catalogue by `make docs`.

An example is what an author would write in a sound procedure, or a story, a command line or a Python expression;
the tests run every one.
In the examples ⟨U+200B⟩ stands for that character, ⟨byte EA⟩ for that byte, and ⟨x × 9⟩ for x nine times over.
"""


def page() -> str:
    """Render the whole page."""
    codes, shown = sorted(CATALOGUE), examples()
    parts = [HEAD]
    for prefix, group in groupby(codes, key=lambda code: code[:3]):
        parts.append(f"\n## {prefix}xx: {ROOMS[prefix]}\n")
        parts.extend(_section(code, CATALOGUE[code], shown.get(code)) for code in group)
    return "".join(parts)


def _section(code: str, entry: Entry, example: Example | None) -> str:
    lines = [
        f"\n### {code}\n",
        f"- **en** {_told(entry.en, entry.hint_en)}",
        f"- **vi** {_told(entry.vi, entry.hint_vi)}",
    ]
    if example:
        lines += [_shown("bad · sai", example.bad), _shown("good · đúng", example.good)]
    return "\n".join(lines) + "\n"


def _shown(word: str, text: str) -> str:
    return f"\n{word}:\n\n```text\n{text.strip(chr(10))}\n```"


def _told(message: str, hint: str) -> str:
    text = f"{message} *{hint}*" if hint else message
    return in_general(" ".join(text.split()))


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
    print(f"{TARGET.name}: {len(CATALOGUE)} codes")
    sys.exit(0)
