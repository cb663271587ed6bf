"""The served edition from its own compose file: the same commands, on free ports, without containers."""

import os
import re
import secrets
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg2
import yaml

from scripts.engines import answers, free_port
from tests.house.places import ROOT

REDIS_DATABASE = 7  # the tests' own queue is database 0


def compose() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def command_of(service: str) -> list[str]:
    """The service's command from the compose file, its programs taken from this environment."""
    first, *rest = compose()["services"][service]["command"]
    return [str(Path(sys.executable).with_name(first)), *map(str, rest)]


@contextmanager
def scratch_database(url: str) -> Iterator[str]:
    """A database of its own on the server of ``url``, dropped afterwards."""
    name = f"deploy_{secrets.token_hex(4)}"
    connection = psycopg2.connect(url)
    connection.autocommit = True
    try:
        connection.cursor().execute(f"CREATE DATABASE {name}")
        yield urlsplit(url)._replace(path=f"/{name}").geturl()
    finally:
        connection.cursor().execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.close()


class Stack:
    """Web, worker and beat under the environment that the compose file gives them."""

    def __init__(self, folder: Path, database_url: str, redis_url: str) -> None:
        self.folder, self.port, self.processes = folder, free_port(), {}
        (folder / "static").mkdir()
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")} | {
            "SECRET_KEY": secrets.token_urlsafe(50),
            "SITE_URL": self.address,
            "ALLOWED_HOSTS": "127.0.0.1",
            "DATABASE_URL": database_url,
            "REDIS_URL": urlsplit(redis_url)._replace(path=f"/{REDIS_DATABASE}").geturl(),
            "VAR_DIR": str(folder),
            "BIND": f"127.0.0.1:{self.port}",
            "ACCEL_REDIRECT_PREFIX": "/protected",
            "LOG_LEVEL": "WARNING",
            "STATIC_MANIFEST": "0",  # collecting and compressing is the image's work
            "WEB_WORKERS": "2",
        }

    def manage(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=self.environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        return done.stdout

    def start(self, service: str) -> subprocess.Popen:
        program, *words = command_of(service)
        command = [program, *(word.replace("/tmp/", f"{self.folder}/") for word in words)]
        with (self.folder / f"{service}.log").open("wb") as log:
            self.processes[service] = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        return self.processes[service]

    def log_of(self, service: str) -> str:
        return (self.folder / f"{service}.log").read_text()[-3000:]

    def get(self, path: str, **headers: str) -> Any:
        request = urllib.request.Request(self.address + path, headers=headers)
        return urllib.request.urlopen(request, timeout=120)

    def wait_until_ready(self) -> None:
        within(180, lambda: answers(self.port) or self.log_of("web"))
        with self.get("/health/ready") as answer:
            assert answer.status == 200

    def stop(self) -> None:
        for process in self.processes.values():
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.processes.values():
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def within(seconds: float, look: Any) -> Any:
    """What ``look`` finds, asked again until it is True or something else than a complaint in words."""
    deadline = time.monotonic() + seconds
    while True:
        found = look()
        if found and not isinstance(found, str):
            return found
        assert time.monotonic() < deadline, found or "not in time"
        time.sleep(0.2)


@contextmanager
def nginx(program: str, folder: Path, web: int, words: str = "") -> Iterator[str]:
    """The proxy's own configuration on a free port, in front of ``web``, or ``words`` in its stead; its address."""
    port = free_port()
    words = words or (ROOT / "deploy/nginx.conf").read_text()
    for there, here in {
        "server web:8000": f"server 127.0.0.1:{web}",
        "listen 8080": f"listen 127.0.0.1:{port}",
        "/srv/static/": f"{folder}/static/",
        "/srv/files/": f"{folder}/files/",
    }.items():
        assert there in words
        words = words.replace(there, here)
    paths = "".join(
        f"{kind}_temp_path {folder}/nginx-{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    frame = f"pid {folder}/nginx.pid;\ndaemon off;\nevents {{}}\nhttp {{\ninclude /etc/nginx/mime.types;\n"
    if os.geteuid() == 0:  # the tests' folder is its owner's alone
        frame = f"user root;\n{frame}"
    (folder / "nginx.conf").write_text(f"{frame}access_log off;\n{paths}{words}}}\n")
    with ExitStack() as stack:
        log = stack.enter_context((folder / "nginx.log").open("wb"))
        command = [program, "-c", str(folder / "nginx.conf"), "-e", str(folder / "nginx.log")]
        process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            within(60, lambda: answers(port) or (folder / "nginx.log").read_text())
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def variables(words: str) -> set[str]:
    """The variables that a compose file insists on."""
    return set(re.findall(r"\$\{([A-Z_]+):\?", words))
