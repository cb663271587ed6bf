"""The whole portal as ``make demo`` starts it, in a folder of its own, and a real Chromium in front of it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            if not Path(CHROMIUM).exists():
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@dataclass
class Portal:
    """A running portal: its address, its folder, and how the demo's Secretariat signs in."""

    url: str
    var: Path
    email: str
    password: str

    def environment(self) -> dict[str, str]:
        """For an operator's command against this portal."""
        key = (self.var / "secret_key").read_text()
        port = self.url.rsplit(":", 1)[1]
        return os.environ | {
            "DEBUG": "1",
            "SECRET_KEY": key,
            "VAR_DIR": str(self.var),
            "SITE_URL": f"http://localhost:{port}",
            "SEAL_PKCS12": str(self.var / "seal" / "demonstration.p12"),
        }


@pytest.fixture(scope="session")
def portal(tmp_path_factory) -> Iterator[Portal]:
    """``scripts/demo.py`` with the whole record, until the tests end."""
    var, port = tmp_path_factory.mktemp("portal"), _free_port()
    environment = {k: v for k, v in os.environ.items() if k not in ("DJANGO_SETTINGS_MODULE", "STATIC_MANIFEST")}
    environment |= {"VAR_DIR": str(var), "PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, "scripts/demo.py"],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    lines: list[str] = []
    reader = threading.Thread(target=lambda: lines.extend(iter(process.stdout.readline, "")), daemon=True)
    reader.start()
    try:
        _wait_until(lambda: any("portal answers" in line for line in lines) or process.poll() is not None)
        said = "".join(lines)
        assert process.poll() is None, said
        password = re.search(r"password (\S+)", said)
        assert password, said
        yield Portal(f"http://127.0.0.1:{port}", var, "secretaria@demo.invalid", password.group(1))
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(180)
        reader.join(60)
        process.stdout.close()
    assert process.returncode == 0, "".join(lines)


@pytest.fixture(scope="session", autouse=True)
def patience_with_a_busy_machine():
    """What is expected on a page may take its time: the default of five seconds would measure the machine."""
    from playwright.sync_api import expect

    expect.set_options(timeout=60_000)


@pytest.fixture(scope="session")
def browser_type_launch_args():
    # The papers' rendering closes its process to the machine's fonts (FONTCONFIG_*); Chromium aborts without any.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FONTCONFIG")}
    return {"executable_path": CHROMIUM, "args": FLAGS, "env": environment}


@pytest.fixture(scope="session")
def browser_context_args():
    return {"viewport": {"width": 1280, "height": 900}, "locale": "es-CR", "timezone_id": "America/Costa_Rica"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until(true, seconds: float = 300) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.1)
