"""Judge the source tree by the rules of the house that neither ruff nor the import contracts can see.

Run as `python tools/house_rules.py [ROOT]`, ROOT being the package folder; prints `file:line: what` for each breach and
exits 1 when there is one.
"""

import ast
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

__all__ = ["breaches"]

PURE_ROOMS: Final = frozenset(
    {"calendar", "clock", "condition", "core", "definition", "dossier", "errors", "lint", "procedure"}
)
CLOCK_MODULE: Final = "engine/clock.py"
CLOCK_READS: Final = frozenset(
    {
        "datetime.datetime.now",
        "datetime.datetime.utcnow",
        "datetime.datetime.today",
        "datetime.date.today",
        "time.time",
        "time.time_ns",
        "time.localtime",
        "time.gmtime",
        "pendulum.now",
        "pendulum.today",
        "pendulum.DateTime.now",
    }
)
NEVER: Final = frozenset(
    {
        "__import__",
        "compile",
        "eval",
        "exec",
        "marshal.loads",
        "pickle.loads",
        "yaml.full_load",
        "yaml.load",
        "yaml.unsafe_load",
    }
)
OUTSIDE: Final = frozenset({"input", "io.open", "open", "print"})
FILE_METHODS: Final = frozenset({"open", "read_bytes", "read_text", "write_bytes", "write_text"})
# The frozen days of the calendar ship as resources of the package and are read once.
READS_ITS_RESOURCES: Final = frozenset({"calendar"})
EMPTY_NAMES: Final = frozenset({"common", "helpers", "misc", "models", "types", "utils"})
LONGEST: Final = 500


def breaches(root: Path) -> Iterator[str]:
    """Yield one line for each breach in the package folder `root`."""
    for path in sorted(root.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        where = path.relative_to(root)
        for line, what in _of_module(where, text):
            yield f"{where.as_posix()}:{line}: {what}"


def _of_module(where: Path, text: str) -> Iterator[tuple[int, str]]:
    tree = ast.parse(text)
    lines = text.count("\n")
    if lines > LONGEST:
        yield lines, f"longer than {LONGEST} lines: make it a room with a door"
    if where.stem in EMPTY_NAMES:
        yield 1, f"`{where.stem}` says nothing: a module is a noun with one responsibility"
    if text and not (ast.get_docstring(tree) or "").strip():
        yield 1, "a module opens with one sentence of purpose"
    if not where.stem.startswith("__") or where.stem == "__init__":
        yield from _of_names(tree)
    yield from _of_calls(where, tree)


def _of_names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    public = _exported(tree)
    if public is None:
        if len(tree.body) > bool(ast.get_docstring(tree)):
            yield 1, "a module says what it exports: __all__"
        return
    for node in tree.body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if node.name in public and not ast.get_docstring(node):
            yield node.lineno, f"`{node.name}` is public and has no docstring"


def _exported(tree: ast.Module) -> frozenset[str] | None:
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == "__all__" for target in targets):
            value = getattr(node, "value", None)
            elements = value.elts if isinstance(value, ast.List | ast.Tuple) else []
            return frozenset(str(item.value) for item in elements if isinstance(item, ast.Constant))
    return None


def _of_calls(where: Path, tree: ast.Module) -> Iterator[tuple[int, str]]:
    imported = _imported(tree)
    room = where.parts[0].removesuffix(".py")
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name):
            name = _dotted(node, imported)
            if name in CLOCK_READS and where.as_posix() != CLOCK_MODULE:
                yield node.lineno, f"reads the clock ({name}): time is an argument, its one source is {CLOCK_MODULE}"
        if isinstance(node, ast.Call):
            yield from _of_call(node, room, _dotted(node.func, imported))


def _of_call(node: ast.Call, room: str, name: str) -> Iterator[tuple[int, str]]:
    if name in NEVER:
        yield node.lineno, f"calls {name}: data is never run as code"
    if room not in PURE_ROOMS:
        return
    if name in OUTSIDE:
        yield node.lineno, f"calls {name}: a pure room reaches nothing outside itself"
    method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    if method in FILE_METHODS and room not in READS_ITS_RESOURCES:
        yield node.lineno, f"calls .{method}: a pure room reaches no file"


def _imported(tree: ast.Module) -> Mapping[str, str]:
    """Map each imported name to what it stands for, so that an alias hides nothing."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.asname: alias.name for alias in node.names if alias.asname}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return names


def _dotted(node: ast.expr, imported: Mapping[str, str]) -> str:
    match node:
        case ast.Name(id=name):
            return imported.get(name, name)
        case ast.Attribute(value=value, attr=attr):
            return f"{_dotted(value, imported)}.{attr}"
        case _:
            return ""


if __name__ == "__main__":
    found = list(breaches(Path(sys.argv[1] if len(sys.argv) > 1 else "src/procflow")))
    print("\n".join(found) if found else "the house is in order")
    sys.exit(bool(found))
