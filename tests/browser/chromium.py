"""A real headless Chromium, driven through a pipe: nothing but the standard library, no port, no driver.

``--remote-debugging-pipe`` speaks the DevTools protocol as JSON texts, each ended by a NUL, on the
descriptors 3 and 4.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import shutil
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE = 30.0
_FLAGS = (
    "--headless=new", "--remote-debugging-pipe", "--no-first-run", "--no-default-browser-check",
    "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", "--disable-extensions", "--mute-audio", "--hide-scrollbars",
    "--font-render-hinting=none",
)  # fmt: skip
# Keys by name: code, virtual key, and the text that it types.
_KEYS = {
    "Tab": ("Tab", 9, ""), "Enter": ("Enter", 13, "\r"), "Escape": ("Escape", 27, ""),
    "Space": ("Space", 32, " "), "ArrowRight": ("ArrowRight", 39, ""),
}  # fmt: skip


def program() -> str | None:
    """Path of the browser, or None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Failed(Exception):
    """The browser answered with an error, or did not answer."""


class Browser:
    """One process; each test has a tab with cookies and caches of its own."""

    def __init__(self, executable: str, profile: Path) -> None:
        """Start it."""
        ours_out, theirs_in = _pipe(theirs_writes=False)
        ours_in, theirs_out = _pipe(theirs_writes=True)
        flags = [*_FLAGS, f"--user-data-dir={profile}"]
        if os.geteuid() == 0:
            flags.append("--no-sandbox")  # Chromium's own refuses to run for root
        quiet = os.open(os.devnull, os.O_RDWR)
        actions = [(os.POSIX_SPAWN_DUP2, quiet, out) for out in (0, 1, 2)]
        actions += [(os.POSIX_SPAWN_DUP2, theirs_in, 3), (os.POSIX_SPAWN_DUP2, theirs_out, 4)]
        arguments = [executable, *flags, "about:blank"]
        self._pid = os.posix_spawn(
            executable, arguments, os.environ, file_actions=actions, setpgroup=0
        )
        for each in (quiet, theirs_in, theirs_out):
            os.close(each)
        self._in, self._out = ours_in, ours_out
        self._rest = b""
        self._asked = 0
        self._answers: dict[int, dict[str, Any]] = {}
        self._listeners: dict[str, list[dict[str, Any]]] = {}

    def ask(self, method: str, session: str | None = None, /, **params: Any) -> Any:
        """Send a command and wait for its answer."""
        self._asked += 1
        message: dict[str, Any] = {"id": self._asked, "method": method, "params": params}
        if session is not None:
            message["sessionId"] = session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        asked = self._asked
        self.hear_until(lambda: asked in self._answers, method)
        answer = self._answers.pop(asked)
        if "error" in answer:
            raise Failed(f"{method}: {answer['error']}")
        return answer["result"]

    def hear_until(self, met: Callable[[], bool], what: str) -> None:
        """Read what the browser says until a condition is met."""
        end = time.monotonic() + PATIENCE
        while not met():
            left = end - time.monotonic()
            if left <= 0:
                raise Failed(f"nothing heard of {what}")
            if select.select([self._in], [], [], left)[0]:
                self._hear()

    def hear(self, seconds: float) -> None:
        """Read what the browser says for some time."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if select.select([self._in], [], [], left)[0]:
                self._hear()

    def _hear(self) -> None:
        said = os.read(self._in, 1 << 20)
        if not said:
            raise Failed("the browser has ended")
        *whole, self._rest = (self._rest + said).split(b"\0")
        for text in whole:
            message = json.loads(text)
            if "id" in message:
                self._answers[message["id"]] = message
            elif message.get("sessionId") in self._listeners:
                self._listeners[message["sessionId"]].append(message)

    @contextmanager
    def tab(self) -> Iterator[Tab]:
        """Open a tab with a profile of its own, and close it."""
        context = self.ask("Target.createBrowserContext")["browserContextId"]
        target = self.ask("Target.createTarget", url="about:blank", browserContextId=context)
        attached = self.ask("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        session = attached["sessionId"]
        self._listeners[session] = heard = []
        try:
            yield Tab(self, session, heard)
        finally:
            del self._listeners[session]
            self.ask("Target.disposeBrowserContext", browserContextId=context)

    def close(self) -> None:
        """End the process and all that it started."""
        with suppress(Failed, OSError):
            self.ask("Browser.close")
        end = time.monotonic() + 5
        while os.waitpid(self._pid, os.WNOHANG) == (0, 0):
            if time.monotonic() > end:
                os.killpg(self._pid, signal.SIGKILL)
                os.waitpid(self._pid, 0)
                break
            time.sleep(0.02)
        os.close(self._in)
        os.close(self._out)


class Tab:
    """A page that somebody looks at."""

    def __init__(self, browser: Browser, session: str, heard: list[dict[str, Any]]) -> None:
        """Begin to listen to what happens in it."""
        self._browser, self._session, self._heard = browser, session, heard
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.ask(f"{domain}.enable")
        self.look()

    def ask(self, method: str, /, **params: Any) -> Any:
        """Send a command of the protocol."""
        return self._browser.ask(method, self._session, **params)

    def look(self, width: int = 1200, height: int = 900, scheme: str = "light") -> None:
        """Look through a window of that size, in that colour scheme."""
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=width < 600,
        )  # fmt: skip
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.ask("Emulation.setEmulatedMedia", features=features)

    def go(self, url: str) -> None:
        """Open an address, and wait until all of it is there."""
        self._heard.clear()
        answer = self.ask("Page.navigate", url=url)
        if "errorText" in answer:
            raise Failed(answer["errorText"])
        if "loaderId" in answer:
            self.wait_for("Page.loadEventFired")

    def wait_for(self, event: str) -> None:
        """Wait until something has happened since ``go``."""
        self._browser.hear_until(lambda: bool(self.events(event)), event)

    def wait_until(self, expression: str) -> None:
        """Wait until an expression of JavaScript is true."""
        end = time.monotonic() + PATIENCE
        while not self.run(f"Boolean({expression})"):
            if time.monotonic() > end:
                raise Failed(f"never true: {expression}")
            self._browser.hear(0.02)

    def settle(self) -> None:
        """Wait until the page has drawn itself twice, and has said all it had to say."""
        self.run("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        self._browser.hear(0.02)

    def run(self, expression: str) -> Any:
        """Value of an expression of JavaScript; of a promise, what it gives."""
        answer = self.ask(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise Failed(details.get("exception", {}).get("description", details["text"]))
        return answer["result"].get("value")

    def press(self, *keys: str) -> None:
        """Press keys by name, one after the other."""
        for key in keys:
            code, number, text = _KEYS[key]
            known = {
                "key": key if key != "Space" else " ",
                "code": code,
                "windowsVirtualKeyCode": number,
            }
            self.ask("Input.dispatchKeyEvent", type="keyDown", text=text, **known)
            self.ask("Input.dispatchKeyEvent", type="keyUp", **known)

    def type(self, text: str) -> None:
        """Type a text where the cursor is."""
        self.ask("Input.insertText", text=text)

    def picture(self, path: Path) -> None:
        """Keep what is to be seen in the window."""
        path.write_bytes(base64.b64decode(self.ask("Page.captureScreenshot", format="png")["data"]))

    def print(self) -> bytes:
        """What the page is on paper, as PDF."""
        answer = self.ask(
            "Page.printToPDF", preferCSSPageSize=True, paperWidth=8.27, paperHeight=11.69
        )
        return base64.b64decode(answer["data"])

    def events(self, method: str) -> list[dict[str, Any]]:
        """What has happened since ``go``, of one kind."""
        return [each["params"] for each in self._heard if each["method"] == method]

    def requests(self) -> list[str]:
        """Addresses that the page asked for since ``go``."""
        sent = self.events("Network.requestWillBeSent")
        return [each["request"]["url"] for each in sent]

    def complaints(self) -> list[str]:
        """What the console says since ``go``: errors, warnings, violations of the policy."""
        thrown = [str(each) for each in self.events("Runtime.exceptionThrown")]
        logged = [str(each["entry"]["text"]) for each in self.events("Log.entryAdded")]
        said = [str(each["args"]) for each in self.events("Runtime.consoleAPICalled")]
        return [*thrown, *logged, *said]


def _pipe(*, theirs_writes: bool) -> Sequence[int]:
    """Two ends of a pipe, ours first, both out of the way of 3 and 4."""
    moved = []
    for end in os.pipe():
        moved.append(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 16))
        os.close(end)
    return moved if theirs_writes else moved[::-1]
