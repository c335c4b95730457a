"""A live preview of the page of reports: on this machine only, and nothing but what rmentor generates.

The only module that opens a socket. It listens on 127.0.0.1, answers to no other name (a page of the
web could otherwise lead its own name here and read along), lists no folder, follows no link, and gives
files away in a sandbox, since somebody may have put them there by hand.
"""

from __future__ import annotations

import json
import sys
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from urllib.parse import unquote

from rmentor.cli.speech import say
from rmentor.errors import Wrong
from rmentor.folder.land import generated_files
from rmentor.folder.read import read_file
from rmentor.reporting.paths import SITE

HOST = "127.0.0.1"
EVENTS = "/events"
_FOLDERS = ("reports/", "sessions/", "calendars/")
_BEAT_SECONDS = 10.0
_KINDS = {
    ".md": "text/plain; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".svg": "image/svg+xml",
    ".ics": "text/calendar; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".eml": "message/rfc822",
}
_ALWAYS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Preview:
    """The page as it is now, for whoever looks at it, until it is closed."""

    def __init__(self, root: Path, port: int) -> None:
        """Take a port of this machine.

        Args:
            root: Program folder, whose generated files the page leads to.
            port: To listen on; 0 for any that is free.

        Raises:
            Wrong: The port is taken.
        """
        self.root = root
        self.page, self._mark, self._problem = b"", "", ""
        self._turn = 0
        self._is_closed = False
        self._changed = threading.Condition()
        try:
            self._server = _Server(self, port)
        except OSError as error:
            what = say(
                "Port %(port)s cannot be used: %(why)s", port=port, why=error.strerror or error
            )
            raise Wrong(what=what) from error
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True)

    @property
    def url(self) -> str:
        """Address of the page."""
        return f"http://{HOST}:{self.port}/"

    def begin(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def close(self) -> None:
        """Let everybody go."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
        if self._thread.is_alive():
            self._server.shutdown()
        self._server.server_close()

    def show(self, page: str, mark: str) -> None:
        """Show a page; ``mark`` is what it knows itself by."""
        self._become(page.encode(), mark, "")

    def tell(self, problem: str) -> None:
        """Say what keeps the page from being made; the last good one stays."""
        self._become(self.page, self._mark, problem)

    def state(self) -> tuple[int, str]:
        """Turn and state now, as a page hears of it."""
        with self._changed:
            return self._turn, json.dumps({"page": self._mark, "problem": self._problem})

    def wait(self, turn: int) -> bool:
        """Wait for another state than that of ``turn``, for some seconds; False once it is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_closed or self._turn != turn, _BEAT_SECONDS)
            return not self._is_closed

    def _become(self, page: bytes, mark: str, problem: str) -> None:
        with self._changed:
            self.page, self._mark, self._problem = page, mark, problem
            self._turn += 1
            self._changed.notify_all()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # Elsewhere it lets a port be used again at once; on Windows it would let others share it.
    allow_reuse_address = sys.platform != "win32"

    def __init__(self, preview: Preview, port: int) -> None:
        self.preview = preview
        super().__init__((HOST, port), _Answer)

    def server_bind(self) -> None:
        """Take the port without asking any name server who we are."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of readers who go away in the middle of an answer."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Answer(BaseHTTPRequestHandler):
    """Answers one request."""

    server: _Server
    timeout = 60

    def do_GET(self) -> None:
        """Give the page, what happens to it, or a generated file."""
        preview = self.server.preview
        path = unquote(self.path.partition("?")[0])
        if self.headers.get("Host") not in self._our_names():
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST)
        elif path == "/":
            self._give(b"", "text/plain", HTTPStatus.FOUND, {"Location": f"/{SITE}"})
        elif path == f"/{SITE}":
            policy = "frame-ancestors 'none'"
            self._give(preview.page, _KINDS[".html"], more={"Content-Security-Policy": policy})
        elif path == EVENTS:
            self._tell_all_along()
        else:
            self._give_file(path.removeprefix("/"))

    do_HEAD = do_GET  # noqa: N815 - the name that http.server calls

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - likewise
        """Keep no record of who looked at what."""

    def version_string(self) -> str:
        """Name of the server, without that of its parts."""
        return "rmentor"

    def _our_names(self) -> tuple[str, ...]:
        port = self.server.preview.port
        return f"{HOST}:{port}", f"localhost:{port}"

    def _give_file(self, path: str) -> None:
        """Give a generated file, which is one of those that are really there."""
        root = self.server.preview.root
        is_ours = path.startswith(_FOLDERS) and path in generated_files(root)
        content = read_file(root, path) if is_ours else None
        if content is None:
            self._refuse(HTTPStatus.NOT_FOUND)
            return
        kind = _KINDS.get(Path(path).suffix, "application/octet-stream")
        # A form of a survey saves its answers itself; nothing else runs, and nothing reaches the page.
        policy = "sandbox allow-scripts allow-forms allow-downloads; frame-ancestors 'none'"
        self._give(content, kind, more={"Content-Security-Policy": policy})

    def _tell_all_along(self) -> None:
        """Tell the page of every change, as server-sent events, until it goes away."""
        self.send_response(HTTPStatus.OK)
        self._send_headers({"Content-Type": "text/event-stream", "Connection": "close"})
        if self.command == "HEAD":
            return
        preview, told = self.server.preview, -1
        is_open = True
        while is_open:
            turn, state = preview.state()
            # A comment tells whether anybody is still there.
            said = f"event: state\ndata: {state}\n\n" if turn != told else ": here\n\n"
            told = turn
            self.wfile.write(said.encode())
            self.wfile.flush()
            is_open = preview.wait(told)

    def _refuse(self, status: HTTPStatus) -> None:
        self._give(f"{status.value} {status.phrase}\n".encode(), "text/plain", status)

    def _give(
        self,
        content: bytes,
        kind: str,
        status: HTTPStatus = HTTPStatus.OK,
        more: dict[str, str] | None = None,
    ) -> None:
        self.send_response(status)
        length = {"Content-Type": kind, "Content-Length": str(len(content))}
        self._send_headers({**length, **(more or {})})
        if self.command != "HEAD":
            self.wfile.write(content)

    def _send_headers(self, headers: dict[str, str]) -> None:
        for name, said in {**_ALWAYS, **headers}.items():
            self.send_header(name, said)
        self.end_headers()
