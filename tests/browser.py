"""A real Chromium, driven by its own protocol over a pipe.

What apt, a hosted runner or a desktop has is enough: there is no driver to install that must fit
the browser's version. Nothing can be reached from it: every host name fails to resolve.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
_OPTIONS = (
    "--headless=new",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-dev-shm-usage",  # containers have 64 MB of it
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
PATIENCE = 60.0  # seconds, for one answer on a busy machine


def executable() -> str:
    """The browser of this machine; without one a test is skipped, and in CI it fails."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None and sys.platform == "darwin" and Path(_MAC).is_file():
        found = _MAC
    if found is None:
        missing = "the HTML report is looked at in a real browser: install chromium"
        assert not os.environ.get("CI"), missing
        pytest.skip(missing)
    return found


class Browser:
    """A running browser and its pipe."""

    def __init__(self, answers: int, commands: int) -> None:
        self._answers, self._commands = answers, commands
        self._buffer = b""
        self._last = 0
        self._events: list[dict[str, Any]] = []

    def call(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        """One command, and its result."""
        self._last += 1
        message = {"id": self._last, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._commands, data) :]
        return self._answer(self._last, method)

    def _answer(self, number: int, method: str) -> dict[str, Any]:
        while True:
            message = self._read()
            if message.get("id") == number:
                assert "error" not in message, f"{method}: {message['error']}"
                return dict(message["result"])
            self._events.append(message)

    def wait(self, method: str, session: str) -> dict[str, Any]:
        """The next event of that name, which may have come already."""
        while True:
            for at, event in enumerate(self._events):
                if event.get("method") == method and event.get("sessionId") == session:
                    return dict(self._events.pop(at)["params"])
            self._events.append(self._read())

    def seen(self, session: str) -> list[dict[str, Any]]:
        """Every event of a page so far that nobody waited for."""
        return [event for event in self._events if event.get("sessionId") == session]

    def _read(self) -> dict[str, Any]:
        until = time.monotonic() + PATIENCE
        while b"\0" not in self._buffer:
            left = max(0.0, until - time.monotonic())
            ready, _, _ = select.select([self._answers], [], [], left)
            assert ready, f"the browser did not answer in {PATIENCE:.0f} s"
            data = os.read(self._answers, 1 << 20)
            assert data, "the browser ended"
            self._buffer += data
        message, _, self._buffer = self._buffer.partition(b"\0")
        return dict(json.loads(message))


@contextmanager
def started() -> Iterator[Browser]:
    """A browser with a profile of its own, ended at the end."""
    command = [executable(), *_OPTIONS]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--no-sandbox")  # which Chromium refuses to do without for root
    theirs_in, ours_out = map(_high, os.pipe())
    ours_in, theirs_out = map(_high, os.pipe())

    def at_three_and_four() -> None:  # where the browser looks for them
        os.dup2(theirs_in, 3)
        os.dup2(theirs_out, 4)

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            [*command, f"--user-data-dir={profile}", "about:blank"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,  # without a desktop it complains on and on
            close_fds=False,  # whatever else is open here is not inherited anyway
            preexec_fn=at_three_and_four,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        try:
            browser = Browser(ours_in, ours_out)
            yield browser
            browser.call("Browser.close")
            process.wait(PATIENCE)
        finally:
            process.kill()
            process.wait()
            os.close(ours_in)
            os.close(ours_out)


def _high(descriptor: int) -> int:
    """The same, out of the way of 3 and 4."""
    moved = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 10)
    os.close(descriptor)
    return moved


class Page:
    """A tab with a file in it, and what it asked of the network and wrote to the console."""

    def __init__(self, browser: Browser, path: Path) -> None:
        self._browser = browser
        self.url = path.as_uri()
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        attached = browser.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session, self._target = attached["sessionId"], target
        for domain in ("Page", "Network", "Runtime", "Log", "Audits", "DOM"):
            self.call(f"{domain}.enable")
        self.call("Page.navigate", url=self.url)
        browser.wait("Page.loadEventFired", self._session)

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """A command for this tab."""
        return self._browser.call(method, self._session, **params)

    def run(self, script: str) -> Any:
        """The value of an expression of JavaScript in the page; a promise is waited for."""
        answer = self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def look(
        self, *, width: int = 1200, height: int = 900, scheme: str = "light", media: str = "screen"
    ) -> None:
        """As on a screen of that size, in that colour scheme, or as printed."""
        phone = width < 600
        size = {"width": width, "height": height, "deviceScaleFactor": 2 if phone else 1}
        self.call("Emulation.setDeviceMetricsOverride", mobile=phone, **size)
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.call("Emulation.setEmulatedMedia", media=media, features=features)

    def press(self, key: str) -> None:
        """A key, down and up."""
        codes = {"Tab": (9, ""), "Enter": (13, "\r"), "Space": (32, " ")}
        number, text = codes[key]
        name = " " if key == "Space" else key
        both = {"key": name, "code": key, "windowsVirtualKeyCode": number}
        self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **both)
        self.call("Input.dispatchKeyEvent", type="keyUp", **both)

    def screenshot(self, *, whole: bool = False) -> bytes:
        """A PNG of what is seen, or of the whole page."""
        answer = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        return base64.b64decode(answer["data"])

    def pdf(self) -> bytes:
        """The page as the browser prints it, with backgrounds as they are by default: without."""
        self.call("Emulation.setEmulatedMedia", media="")
        answer = self.call("Page.printToPDF", preferCSSPageSize=True, generateTaggedPDF=True)
        return base64.b64decode(answer["data"])

    def requests(self) -> list[str]:
        """The addresses that were asked for, but that of the page itself."""
        sent = self._named("Network.requestWillBeSent")
        asked = [str(event["request"]["url"]) for event in sent]
        return [url for url in asked if url != self.url]

    def complaints(self) -> list[str]:
        """What stands in the console: errors, exceptions, broken policies, and dialogs."""
        names = ("Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown",
                 "Audits.issueAdded", "Page.javascriptDialogOpening")  # fmt: skip
        return [json.dumps(event) for name in names for event in self._named(name)]

    def _named(self, method: str) -> list[dict[str, Any]]:
        self.run("0")  # what was sent before is here with the answer
        events = self._browser.seen(self._session)
        return [event["params"] for event in events if event.get("method") == method]

    def close(self) -> None:
        """End the tab."""
        self._browser.call("Target.closeTarget", targetId=self._target)
