"""What an editor tells an author, asked of yaml-language-server itself over its own protocol.

Skipped where the server is not there: `npm install yaml-language-server`, and its path in PROCFLOW_YAML_LANGUAGE_SERVER
or the program on the PATH.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from procflow.schema import SchemaKind, json_schema

REPO = Path(__file__).parents[2]
SERVER = os.environ.get("PROCFLOW_YAML_LANGUAGE_SERVER") or shutil.which("yaml-language-server")
PERMIT = (REPO / "procedures/1.013225/2026-07.yaml").read_text(encoding="utf-8")

pytestmark = pytest.mark.skipif(SERVER is None, reason="yaml-language-server is not installed")


class Editor:
    """Speak to the server as an editor does: one message after the other, over its standard streams."""

    def __init__(self, folder: Path) -> None:
        assert SERVER is not None
        self.folder = folder
        self._id = 0
        self.complaints: dict[str, list[dict[str, Any]]] = {}
        self._server = subprocess.Popen([SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        schemas = {(folder / f"{kind}.schema.json").as_uri(): [f"**/*.{kind}.yaml"] for kind in SchemaKind}
        self._settings = {"yaml": {"schemas": schemas, "hover": True, "completion": True, "validate": True,
                                   "schemaStore": {"enable": False}}}  # fmt: skip
        self.ask("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": {
            "workspace": {"configuration": True},
            "textDocument": {"completion": {"completionItem": {"documentationFormat": ["markdown"]}}},
        }})  # fmt: skip
        self._send({"method": "initialized", "params": {}})

    def close(self) -> None:
        self.ask("shutdown", None)
        self._send({"method": "exit", "params": None})
        self._server.communicate(timeout=20)

    def open(self, name: str, text: str) -> str:
        """Open a file, and wait until the server has said what it thinks of it."""
        uri = (self.folder / name).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        while uri not in self.complaints:
            self._read()
        return uri

    def ask(self, method: str, params: object) -> Any:  # noqa: ANN401 - whatever the server answers
        self._id += 1
        self._send({"id": self._id, "method": method, "params": params})
        while True:
            message = self._read()
            if message.get("id") == self._id and "method" not in message:
                return message.get("result")

    def at(self, method: str, uri: str, line: int, character: int) -> Any:  # noqa: ANN401 - likewise
        position = {"line": line, "character": character}
        return self.ask(f"textDocument/{method}", {"textDocument": {"uri": uri}, "position": position})

    def _send(self, message: dict[str, object]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._server.stdin is not None
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._server.stdin.flush()

    def _read(self) -> dict[str, Any]:
        out = self._server.stdout
        assert out is not None
        size = 0
        while line := out.readline().strip():
            if line.lower().startswith(b"content-length:"):
                size = int(line.partition(b":")[2])
        message: dict[str, Any] = json.loads(out.read(size))
        if message.get("method") == "workspace/configuration":
            wanted = [self._settings.get(item["section"]) for item in message["params"]["items"]]
            self._send({"id": message["id"], "result": wanted})
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": None})
        elif message.get("method") == "textDocument/publishDiagnostics":
            self.complaints[message["params"]["uri"]] = message["params"]["diagnostics"]
        return message


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    folder = tmp_path_factory.mktemp("editor")
    for kind in SchemaKind:
        text = json.dumps(json_schema(kind), ensure_ascii=False)
        (folder / f"{kind}.schema.json").write_text(text, encoding="utf-8")
    made = Editor(folder)
    yield made
    made.close()


def labels(completion: Any) -> dict[str, str]:  # noqa: ANN401 - the server's answer
    items = completion["items"] if isinstance(completion, dict) else completion
    return {each["label"]: str(each.get("documentation", "")) for each in items}


@pytest.mark.parametrize("code", ["1.013225", "2.000815", "1.001193"])
def test_the_editor_has_nothing_to_say_against_what_ships(editor: Editor, code: str) -> None:
    for file in sorted((REPO / "procedures" / code).glob("*.yaml")):
        kind = "examples" if file.name.endswith(".test.yaml") else "procedure"
        uri = editor.open(f"{code}-{file.name}.{kind}.yaml", file.read_text(encoding="utf-8"))
        assert editor.complaints[uri] == []


def test_it_offers_the_keys_of_a_step_and_tells_each_in_vietnamese_first(editor: Editor) -> None:
    text = PERMIT.replace("    separate_from: [appraise]\n", "    \n")
    line = text[: text.index("    \n    budget")].count("\n")
    uri = editor.open("completion.procedure.yaml", text)
    offered = labels(editor.at("completion", uri, line, 4))
    assert {"separate_from", "within", "clock", "consult"} <= offered.keys()
    assert "actor" not in offered  # it stands there already
    assert "ai đã làm" in offered["separate_from"]


def test_it_offers_the_values_a_key_may_have(editor: Editor) -> None:
    text = PERMIT.replace("on_timeout: consent", "on_timeout: ")
    line = text[: text.index("on_timeout: ")].count("\n")
    uri = editor.open("values.procedure.yaml", text)
    offered = labels(editor.at("completion", uri, line, len("        on_timeout: ")))
    assert {"escalate", "consent", "proceed", "refuse"} <= offered.keys()


def test_it_tells_what_a_key_means_when_the_pointer_rests_on_it(editor: Editor) -> None:
    uri = editor.open("hover.procedure.yaml", PERMIT)
    line = PERMIT[: PERMIT.index("    separate_from:")].count("\n")
    told = editor.at("hover", uri, line, 6)["contents"]["value"]
    vietnamese, english = told.find("ai đã làm"), told.find("whoever acted")
    assert 0 <= vietnamese < english


def test_it_completes_a_line_of_a_story(editor: Editor) -> None:
    text = "- name: Một\n  story:\n    - at: 2026-08-03 09:00\n      \n"
    uri = editor.open("story.examples.yaml", text)
    assert {"do", "expect", "channel", "by"} <= labels(editor.at("completion", uri, 3, 6)).keys()


def test_it_underlines_a_misspelt_key_and_a_value_that_is_none(editor: Editor) -> None:
    text = PERMIT.replace("    budget: 01", "    budgt: 01").replace("on_timeout: consent", "on_timeout: agree")
    uri = editor.open("wrong.procedure.yaml", text)
    lines = {each["range"]["start"]["line"] for each in editor.complaints[uri]}
    assert {text[: text.index(word)].count("\n") for word in ("budgt", "agree")} <= lines
