"""What the system must bring: checked, installed where that is allowed (root), else the exact line to type.

Usage: system.py run|dev. Runs before the environment exists, so it needs Python's own library only.
"""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path


def has_library(name: str) -> Callable[[], bool]:
    def check() -> bool:
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return check


def has_command(*names: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(name) for name in names)


def can_make_environments() -> bool:
    return has_command("uv")() or os.path.exists(".venv/bin/python") or bool(importlib.util.find_spec("ensurepip"))


def has_fonts() -> bool:
    return any(Path("/usr/share/fonts").rglob("*.[to]tf"))


VENV = f"python3.{sys.version_info.minor}-venv"
NEEDED = {
    "libpango-1.0-0": has_library("libpango-1.0.so.0"),
    "libpangoft2-1.0-0": has_library("libpangoft2-1.0.so.0"),
    "libharfbuzz-subset0": has_library("libharfbuzz-subset.so.0"),
    "gettext": has_command("msgfmt"),
    VENV: can_make_environments,
}
# Without these some tests are skipped, and the test run says which at its end. Chromium aborts without any font.
WANTED_FOR_TESTS = {
    "chromium": has_command("chromium", "chromium-browser", "google-chrome"),
    "fonts-dejavu-core": has_fonts,
    "poppler-utils": has_command("pdftotext"),
    "nginx-light": has_command("nginx", "/usr/sbin/nginx"),
}


def missing(packages: dict[str, Callable[[], bool]]) -> Iterator[str]:
    for package, is_there in packages.items():
        if not is_there():
            yield package


def install(packages: list[str]) -> bool:
    """Install Debian packages without a question; True when apt-get did."""
    print(f"Installing {' '.join(packages)} …", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    quiet = {"env": environment, "stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    subprocess.run(["apt-get", "-qq", "update"], **quiet)
    command = ["apt-get", "-qq", "install", "--yes", "--no-install-recommends", *packages]
    return subprocess.run(command, **quiet).returncode == 0


def main(kind: str) -> int:
    needed = list(missing(NEEDED))
    wanted = list(missing(WANTED_FOR_TESTS)) if kind == "dev" else []
    may_install = os.geteuid() == 0 and shutil.which("apt-get")
    if may_install and (needed or wanted):
        # A browser that cannot be installed must not keep the libraries from being installed.
        for packages in filter(None, (needed, wanted)):
            install(packages)
        importlib.invalidate_caches()
        needed, wanted = list(missing(NEEDED)), list(missing(WANTED_FOR_TESTS)) if kind == "dev" else []
    if wanted and not may_install:
        print(f"For all of the tests: sudo apt-get install {' '.join(wanted)}", file=sys.stderr)
    if needed:
        print("The system lacks what the portal needs. Type this, then start again:", file=sys.stderr)
        print(f"  sudo apt-get install {' '.join(needed)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "run"))
