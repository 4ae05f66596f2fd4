"""A sheet as a page: HTML that needs nothing beside itself, or Markdown.

Invariants: the page says what the sheet says, no more; HTML is readable light and dark, and prints black on white on
A4; whatever an author wrote reaches the page as text, never as markup.
"""

from collections.abc import Iterator
from html import escape
from typing import Final

from procflow.render.sheet import Course, Section, Sheet, Table

__all__ = ["sheet_html", "sheet_markdown"]

_STYLE: Final = """
:root { color-scheme: light dark; --ink: #1c2733; --paper: #fff; --faint: #5b6875; --line: #cfd7df; --head: #eef3f8;
  --mark: #1d5d99; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --paper: #10161d; --faint: #a3b0bd; --line: #33404d; --head: #18222d; --mark: #7fb6e6; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 50rem; padding: 2rem 1.25rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, "Noto Sans", "Segoe UI", Arial, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .75rem; text-wrap: balance; }
h2 { font-size: 1.1rem; margin: 1.6rem 0 .5rem; padding-bottom: .2rem; border-bottom: 2px solid var(--mark); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 0; }
dt, footer { color: var(--faint); }
dd { margin: 0; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border: 1px solid var(--line); }
th { background: var(--head); font-weight: 600; }
ol, ul { margin: .3rem 0; padding-left: 1.5rem; }
li { margin: .35rem 0; }
li > p { margin: 0; }
li > p + p { color: var(--faint); }
figure { margin: 1rem 0; overflow-x: auto; }
figure svg { max-width: 100%; height: auto; }
footer { margin-top: 2rem; font-size: .85rem; }
@page { size: A4; margin: 16mm 15mm; }
@media print {
  :root { color-scheme: light; --ink: #000; --paper: #fff; --faint: #333; --line: #888; --head: #eee; --mark: #000; }
  body { max-width: none; padding: 0; font-size: 10.5pt; line-height: 1.35; }
  h2 { break-after: avoid; }
  tr, li { break-inside: avoid; } }
""".strip()


def sheet_html(sheet: Sheet, picture: str = "") -> str:
    """Write `sheet` as one HTML file; `picture` is the SVG of the procedure's diagram, put at the end where given."""
    return "\n".join(_html(sheet, picture)) + "\n"


def sheet_markdown(sheet: Sheet) -> str:
    """Write `sheet` as Markdown."""
    return "\n".join(_markdown(sheet)) + "\n"


def _html(sheet: Sheet, picture: str) -> Iterator[str]:
    yield f'<!doctype html>\n<html lang="{sheet.lang}">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    title = escape(sheet.title)
    yield f"<title>{title}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>\n<h1>{title}</h1>"
    yield "<dl>"
    yield from (f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in sheet.facts)
    yield "</dl>"
    for section in sheet.sections:
        yield f"<section>\n<h2>{escape(section.heading)}</h2>"
        yield from _html_body(section)
        yield "</section>"
    if picture:
        yield f"<figure>{picture}</figure>"
    yield f"<footer>{escape(sheet.foot)}</footer>\n</body>\n</html>"


def _html_body(section: Section) -> Iterator[str]:
    match section.body:
        case Table() as table:
            head, rows = _columns(table)
            yield (
                "<table>\n<thead><tr>" + "".join(f"<th>{escape(cell)}</th>" for cell in head) + "</tr></thead>\n<tbody>"
            )
            for row in rows:
                yield "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
            yield "</tbody>\n</table>"
        case Course(steps=steps, numbered=numbered):
            tag = "ol" if numbered else "ul"
            yield f"<{tag}>"
            for name, lines in steps:
                told = "".join(f"<p>{escape(line)}</p>" for line in lines)
                yield f"<li><p><strong>{escape(name)}</strong></p>{told}</li>"
            yield f"</{tag}>"
        case lines:
            yield "<ul>"
            yield from (f"<li>{escape(line)}</li>" for line in lines)
            yield "</ul>"


def _markdown(sheet: Sheet) -> Iterator[str]:
    yield f"# {_plain(sheet.title)}\n"
    yield from (f"- {_plain(label)}: {_plain(value)}" for label, value in sheet.facts)
    for section in sheet.sections:
        yield f"\n## {_plain(section.heading)}\n"
        yield from _markdown_body(section)
    yield f"\n---\n\n{_plain(sheet.foot)}"


def _markdown_body(section: Section) -> Iterator[str]:
    match section.body:
        case Table() as table:
            head, rows = _columns(table)
            yield f"| {' | '.join(_plain(cell) for cell in head)} |"
            yield "|" + "---|" * len(head)
            yield from (f"| {' | '.join(_plain(cell) for cell in row)} |" for row in rows)
        case Course(steps=steps, numbered=numbered):
            for number, (name, lines) in enumerate(steps, start=1):
                mark = f"{number}." if numbered else "-"
                yield f"{mark} **{_plain(name)}**"
                yield from (f"{' ' * (len(mark) + 1)}- {_plain(line)}" for line in lines)
        case lines:
            yield from (f"- {_plain(line)}" for line in lines)


def _columns(table: Table) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Leave out the columns in which no row says anything."""
    kept = [index for index in range(len(table.head)) if any(row[index] for row in table.rows)]
    return tuple(table.head[index] for index in kept), [tuple(row[index] for index in kept) for row in table.rows]


_MARKUP: Final = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>|#"})


def _plain(text: str) -> str:
    """Write text so that nothing in it is markup."""
    return " ".join(text.translate(_MARKUP).split())
