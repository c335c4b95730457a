"""An editor's YAML language server on what init writes: no false alarm, real mistakes, help in French."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Rmentor

SERVER = Path(__file__).parents[2] / ".tools" / "node_modules" / ".bin" / "yaml-language-server"
BROKEN = """\
# yaml-language-server: $schema=schemas/participants.json
participants:
  - id: a
    name: A
    role: mentoree
    nmae: B
    drive: 9
    offers:
      \

    mode: \

"""
pytestmark = pytest.mark.skipif(
    not SERVER.exists(), reason="no yaml-language-server (tests/tools.sh installs it)"
)


class Editor:
    """The editor's side of the protocol: opens files, waits for what the server says of them."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        """Speak with a server that has just begun."""
        self._process, self._asked = process, 0
        self._told: dict[str, list[Any]] = {}

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _hear(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        message: dict[str, Any] = json.loads(self._process.stdout.read(length))
        return message

    def tell(self, method: str, params: Any) -> None:
        """Send what needs no answer."""
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: Any) -> Any:
        """Send a question, and answer the server's own until it answers ours."""
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": params})
        while True:
            message = self._hear()
            if message.get("method") == "textDocument/publishDiagnostics":
                self._told[message["params"]["uri"]] = message["params"]["diagnostics"]
            elif "method" in message and "id" in message:
                wanted = message["method"] == "workspace/configuration"
                answer = [{} for _ in message["params"]["items"]] if wanted else None
                self._send({"id": message["id"], "result": answer})
            elif message.get("id") == self._asked:
                return message["result"]

    def open(self, path: Path) -> list[str]:
        """Open a file; answer what is underlined in it."""
        uri = path.as_uri()
        text = path.read_text("utf-8")
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        for _ in range(200):
            self.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
            if uri in self._told:
                return [each["message"] for each in self._told[uri]]
            time.sleep(0.05)  # the server waits a little before it looks at what was typed
        pytest.fail(f"nothing was said of {path.name}")

    def at(self, what: str, path: Path, line: int, column: int) -> Any:
        """Ask for ``completion`` or ``hover`` at a place, from 0."""
        place = {"line": line, "character": column}
        document = {"uri": path.as_uri()}
        return self.ask(f"textDocument/{what}", {"textDocument": document, "position": place})


@contextmanager
def _editor(folder: Path) -> Iterator[Editor]:
    process = subprocess.Popen(
        [SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder
    )
    with process:
        try:
            editor = Editor(process)
            can = {"completion": {"completionItem": {}}, "hover": {"contentFormat": ["markdown"]}}
            editor.ask(
                "initialize",
                {
                    "processId": None,
                    "rootUri": folder.as_uri(),
                    "capabilities": {"textDocument": can},
                },
            )
            editor.tell("initialized", {})
            yaml = {"validate": True, "hover": True, "completion": True}
            off = {"schemaStore": {"enable": False}}
            editor.tell("workspace/didChangeConfiguration", {"settings": {"yaml": yaml | off}})
            yield editor
        finally:
            process.kill()


def test_an_editor_knows_the_files_of_a_program(rmentor: Rmentor, tmp_path: Path) -> None:
    """On the sample, paired and planned, nothing is underlined; mistakes are, and topics are offered."""
    root = tmp_path / "s"
    assert rmentor("init", "--sample", "--lang", "fr", str(root)).code == 0
    assert rmentor("pair", "--program", str(root)).code == 0
    assert rmentor("plan", "--program", str(root)).code == 0
    broken = root / "broken.yaml"
    broken.write_text(BROKEN, "utf-8")
    with _editor(root) as editor:
        files = [*root.glob("*.yaml"), *root.glob("surveys/*.yaml")]
        said = {path.name: editor.open(path) for path in sorted(files)}
        assert {name for name, messages in said.items() if messages} == {"broken.yaml"}
        assert len(said["broken.yaml"]) == 3
        topics = editor.at("completion", broken, 8, 6)["items"]
        labels = {item["label"]: str(item.get("documentation")) for item in topics}
        assert labels["ai-assistants"] == "Assistants d’IA"
        modes = {item["label"] for item in editor.at("completion", broken, 9, 10)["items"]}
        assert {"onsite", "remote", "either"} <= modes
        hover = editor.at("hover", broken, 6, 5)["contents"]["value"]
        assert "Envie et ouverture" in hover
