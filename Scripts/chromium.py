"""Headless Chromium, driven over its DevTools pipe with Python's standard library alone."""

import base64
import json
import os
import shutil
import subprocess
import tempfile
import time

PROGRAMS = ["chromium", "chromium-browser", "google-chrome"]


def program():
    """The browser's path, or None where there is none."""
    return next((path for path in map(shutil.which, PROGRAMS) if path), None)


class Page:
    """One tab; every call waits for its answer."""

    def __init__(self, width=1280, height=900, scheme="light"):
        self.folder = tempfile.TemporaryDirectory(prefix="dropmill-browser-")
        down, self._to = os.pipe()
        self._from, up = os.pipe()
        # The browser reads commands from descriptor 3 and writes answers to 4.
        launch = ["bash", "-c", f'exec "$@" 3<&{down} 4>&{up}', "chromium", program()]
        self.process = subprocess.Popen(
            launch + [
                "--headless=new", "--no-sandbox", "--remote-debugging-pipe", "--disable-gpu",
                "--no-first-run", "--disable-extensions", "--hide-scrollbars",
                "--force-color-profile=srgb", "--disable-background-networking",
                "--disable-dev-shm-usage",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                f"--user-data-dir={self.folder.name}", "about:blank",
            ],
            pass_fds=[down, up], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(down)
        os.close(up)
        self._rest, self._number, self.events = b"", 0, []
        targets = self._call("Target.getTargets")["targetInfos"]
        target = next(each for each in targets if each["type"] == "page")["targetId"]
        self.session = self._call(
            "Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ["Page", "Runtime", "Network"]:
            self.call(domain + ".enable")
        self.look(width, height, scheme)

    def close(self):
        self._call("Browser.close")
        self.process.wait(timeout=20)
        self.folder.cleanup()

    def _call(self, method, session=None, **parameters):
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == message["id"]:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self.events.append(answer)

    def _read(self):
        while b"\0" not in self._rest:
            part = os.read(self._from, 1 << 20)
            if not part:
                raise RuntimeError("the browser has ended")
            self._rest += part
        line, self._rest = self._rest.split(b"\0", 1)
        return json.loads(line)

    def call(self, method, **parameters):
        return self._call(method, session=self.session, **parameters)

    def look(self, width, height, scheme="light"):
        """The size of the window, and the theme of the device."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=1, mobile=False)
        self.call("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"}])

    def run(self, script):
        """What a script in the page gives; promises are waited for."""
        result = self.call("Runtime.evaluate", expression=script, returnByValue=True,
                           awaitPromise=True, userGesture=True)
        if "exceptionDetails" in result:
            raise RuntimeError(f"{script[:80]}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def until(self, script, seconds=10, what=""):
        """Waits until a script gives something true, and says how long that took."""
        start = time.monotonic()
        while True:
            try:
                if self.run(f"!!({script})"):
                    return time.monotonic() - start
            except RuntimeError:
                pass  # The page is being replaced.
            if time.monotonic() - start > seconds:
                raise RuntimeError(f"{what or script} did not come true in {seconds} s")
            time.sleep(0.02)

    def open(self, address):
        self.run("window.dropmillOld = true")
        self.call("Page.navigate", url=address)
        self.until("!window.dropmillOld && document.readyState === 'complete'", 20, address)

    def submit(self, script):
        """Does something that leads to another page, and waits for that page."""
        self.run("window.dropmillOld = true")
        self.run(script)
        self.until("!window.dropmillOld && document.readyState === 'complete'", 20, script)

    def key(self, key, text=None):
        code = {"Enter": 13, "Escape": 27}.get(key, ord(key[0].upper()))
        text = "\r" if key == "Enter" else text if text is not None else key if len(key) == 1 else ""
        self.call("Input.dispatchKeyEvent", type="keyDown", key=key, text=text,
                  windowsVirtualKeyCode=code)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)

    def type(self, text):
        self.call("Input.insertText", text=text)

    def picture(self, path, whole=True):
        parameters = {"format": "png"}
        if whole:
            size = self.call("Page.getLayoutMetrics")["cssContentSize"]
            parameters["clip"] = {"x": 0, "y": 0, "width": size["width"],
                                  "height": min(size["height"], 6000), "scale": 1}
            parameters["captureBeyondViewport"] = True
        data = self.call("Page.captureScreenshot", **parameters)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))


def sign_in(page, link, name="ada", password="four words in a row"):
    """Behind the one-time link of the first start: chooses a name and a password, signs in."""
    page.open(link)
    fields = {"user": name, "password": password, "again": password}
    fill(page, fields)
    page.submit("document.querySelector('form button[type=submit]').click()")
    if page.run("location.pathname") == "/login":
        fill(page, {"user": name, "password": password})
        page.submit("document.querySelector('form button[type=submit]').click()")


def fill(page, fields):
    for name, value in fields.items():
        page.run(f"(() => {{ const f = document.querySelector('[name={name}]');"
                 f" if (f) f.value = {json.dumps(value)}; }})()")
