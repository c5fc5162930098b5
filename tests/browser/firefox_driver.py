"""Drives the Firefox of the machine by WebDriver BiDi, the protocol that it speaks without any further program."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

from installed_browser import from_debian, on_machine

_NAMES = ("firefox-esr", "firefox")
_HELP = (
    "the tests need Firefox and none could be had: install it (Debian: apt install firefox-esr), or name one in the "
    "environment variable STUDYGUIDE_FIREFOX"
)
_START_SECONDS = 60
_NO_NETWORK = "9"  # the port of the discard service: nobody listens there
_PREFERENCES = {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": int(_NO_NETWORK),
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": int(_NO_NETWORK),
    "network.proxy.no_proxies_on": "127.0.0.1, localhost",
    "remote.prefs.recommended": False,  # among them is one that lets files read other files
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
}
KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "Tab": "\ue004", "ArrowDown": "\ue015"}


def find_firefox() -> str:
    """Return a Firefox: a named one, one on the machine, or Debian's package; fail where none can be had."""
    found = on_machine("STUDYGUIDE_FIREFOX", _NAMES) or from_debian("firefox-esr")
    return found or pytest.fail(_HELP, pytrace=False)


@contextmanager
def running_firefox(program: str, profile: Path) -> Iterator[Firefox]:
    """Run a headless Firefox with a fresh profile."""
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in _PREFERENCES.items()]
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    command = [program, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with connect(_address(process, profile), max_size=None, compression=None, ping_interval=None) as socket:
            yield Firefox(socket)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _address(process: subprocess.Popen[bytes], profile: Path) -> str:
    """Return where the browser listens, which it writes into its profile."""
    file = profile / "WebDriverBiDiServer.json"
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        if file.is_file() and file.read_text(encoding="utf-8").endswith("}"):
            address = json.loads(file.read_text(encoding="utf-8"))
            return f"ws://{address['ws_host']}:{address['ws_port']}/session"
        time.sleep(0.1)
    pytest.fail("Firefox has not started", pytrace=False)


ABORTED = "status=2152398850"
"""What Firefox says of a font that it was still loading when the reader went on to another page."""


class Firefox:
    """One window of a Firefox; remembers what its pages have asked for and complained of."""

    def __init__(self, socket: ClientConnection) -> None:
        """Begin a session in a browser that runs."""
        self.requests: list[str] = []
        self.errors: list[str] = []
        self._socket = socket
        self._number = 0
        self._send("session.new", {"capabilities": {}})
        self._send("session.subscribe", {"events": ["log.entryAdded", "network.beforeRequestSent"]})
        # A tab of our own: the first one never gets the focus when there is no screen.
        self._tab = self._send("browsingContext.create", {"type": "tab"})["context"]
        self._send("browsingContext.activate", {"context": self._tab})
        self.resize(1280, 900)

    def resize(self, width: int, height: int) -> None:
        """Give the window another size."""
        self._send(
            "browsingContext.setViewport", {"context": self._tab, "viewport": {"width": width, "height": height}}
        )

    def open(self, url: str) -> None:
        """Open a page and forget what was seen before."""
        self._navigate("about:blank")
        self.requests.clear()
        self.errors.clear()
        self._navigate(url)

    def _navigate(self, url: str) -> None:
        self._send("browsingContext.navigate", {"context": self._tab, "url": url, "wait": "complete"})

    def value(self, expression: str) -> Any:
        """Return the value of an expression in the page, as JSON has it."""
        return self._evaluate(f"JSON.stringify(({expression}) ?? null)", promised=False)

    def promised(self, expression: str) -> Any:
        """Return what a promise of the page comes to; the page must stay until it does, or no answer ever comes."""
        return self._evaluate(f"({expression}).then((value) => JSON.stringify(value ?? null))", promised=True)

    def _evaluate(self, expression: str, *, promised: bool) -> Any:
        result = self._send(
            "script.evaluate", {"expression": expression, "target": {"context": self._tab}, "awaitPromise": promised}
        )
        assert result["type"] == "success", result.get("exceptionDetails", {}).get("text")
        return json.loads(result["result"]["value"])

    def wait_for(self, expression: str, seconds: float = 30) -> Any:
        """Return the value of an expression as soon as it is true."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            value = self.value(expression)
            if value:
                return value
            time.sleep(0.05)
        raise AssertionError(f"never became true in Firefox: {expression}")

    def press(self, *keys: str) -> None:
        """Press keys one after the other: names such as `Enter`, or texts to type."""
        typed = [key for name in keys for key in ([KEYS[name]] if name in KEYS else name)]
        actions = [{"type": kind, "value": key} for key in typed for kind in ("keyDown", "keyUp")]
        source = {"type": "key", "id": "keyboard", "actions": actions}
        self._send("input.performActions", {"context": self._tab, "actions": [source]})

    def click(self, selector: str) -> None:
        """Click into the middle of an element."""
        place = self.value(
            f"(() => {{ const element = document.querySelector({json.dumps(selector)});"
            " element.scrollIntoView({block: 'center'}); const box = element.getBoundingClientRect();"
            " return [box.x + box.width / 2, box.y + box.height / 2]; })()"
        )
        actions = [
            {"type": "pointerMove", "x": round(place[0]), "y": round(place[1])},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        source = {"type": "pointer", "id": "mouse", "actions": actions}
        self._send("input.performActions", {"context": self._tab, "actions": [source]})

    def _send(self, method: str, parameters: dict[str, Any]) -> dict[str, Any]:
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._socket.recv(timeout=_START_SECONDS))
            if message.get("type") == "event":
                self._note(message["method"], message["params"])
            elif message["id"] == self._number:
                assert message["type"] == "success", f"{method}: {message.get('message')}"
                return dict(message["result"])

    def _note(self, event: str, parameters: dict[str, Any]) -> None:
        if event == "network.beforeRequestSent":
            if parameters.get("context"):  # the browser's own requests belong to no page
                self.requests.append(parameters["request"]["url"])
        elif parameters["level"] == "error" and ABORTED not in parameters["text"]:
            self.errors.append(parameters["text"])
