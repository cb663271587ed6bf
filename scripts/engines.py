"""Private PostgreSQL and Redis on free ports, in a folder of their own, gone when the caller is done.

Python's own library only. Used by the test run, the deployment test and the bench.
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path


class Missing(Exception):
    """An engine cannot be had here; the message says why."""


@dataclass
class Engines:
    """Where the engines answer; an empty address means that there is none, for the reason in ``missing``."""

    database_url: str = ""
    redis_url: str = ""
    missing: dict[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        return {"DATABASE_URL": self.database_url, "REDIS_URL": self.redis_url}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


@contextmanager
def running(command: list[str], port: int, stop_signal: int, log: Path, **options: object) -> Iterator[None]:
    """A server in the foreground of a process of ours, from its first answer until the caller is done."""
    with open(log, "wb") as output:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True, **options
        )
    try:
        deadline = time.monotonic() + 30
        while not answers(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise Missing(f"{command[0]} did not start: {log.read_text(errors='replace')[-500:]}")
            time.sleep(0.05)
        yield
    finally:
        process.send_signal(stop_signal)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def postgresql_programs() -> Path:
    """The folder of ``initdb`` and ``postgres``: from PATH, else the newest that Debian installed."""
    places = [Path(found).resolve().parent] if (found := shutil.which("initdb")) else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name))
    for place in places:
        if (place / "initdb").exists() and (place / "postgres").exists():
            return place
    raise Missing("PostgreSQL is not installed (Debian: postgresql)")


def unprivileged() -> dict[str, object]:
    """How to start PostgreSQL, which refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    try:
        account = pwd.getpwnam("postgres")
    except KeyError:
        raise Missing("PostgreSQL does not run as root, and there is no account «postgres»") from None
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """A fresh PostgreSQL cluster; yields the address of its empty database."""
    programs, account, port, password = postgresql_programs(), unprivileged(), free_port(), secrets.token_hex(16)
    home = folder / "postgresql"
    home.mkdir()
    password_file = home / "password"
    password_file.write_text(password)
    if account:
        for path in (home, password_file):
            os.chown(path, account["user"], account["group"])
    command = [programs / "initdb", "-D", home / "data", "-U", "portal", "-A", "scram-sha-256", "-E", "UTF8"]
    command += ["--locale=C.UTF-8", "--pwfile", password_file, "--no-sync"]
    made = subprocess.run(command, cwd=home, stdin=subprocess.DEVNULL, capture_output=True, text=True, **account)
    if made.returncode:
        raise Missing(f"initdb failed: {made.stderr[-500:]}")
    settings = {"port": port, "listen_addresses": "127.0.0.1", "unix_socket_directories": home, "fsync": "off"}
    command = [str(programs / "postgres"), "-D", str(home / "data")]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    with running(command, port, signal.SIGINT, folder / "postgresql.log", cwd=home, **account):
        yield f"postgres://portal:{password}@127.0.0.1:{port}/postgres"


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """A Redis that keeps nothing; yields its address."""
    program = shutil.which("redis-server")
    if program is None:
        raise Missing("Redis is not installed (Debian: redis-server)")
    port, password = free_port(), secrets.token_hex(16)
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--requirepass", password]
    command += ["--save", "", "--appendonly", "no", "--dir", str(folder)]
    with running(command, port, signal.SIGTERM, folder / "redis.log"):
        yield f"redis://:{password}@127.0.0.1:{port}/0"


@contextmanager
def engines() -> Iterator[Engines]:
    """Both engines: those that ``DATABASE_URL`` and ``REDIS_URL`` name, else private ones where they are installed."""
    given = os.environ.get("DATABASE_URL", "")
    found = Engines(given if given.startswith("postgres") else "", os.environ.get("REDIS_URL", ""))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="crm-portal-engines-")))
        folder.chmod(0o711)
        for name, address, make in (("PostgreSQL", "database_url", postgresql), ("Redis", "redis_url", redis)):
            if getattr(found, address):
                continue
            try:
                setattr(found, address, stack.enter_context(make(folder)))
            except Missing as reason:
                found.missing[name] = str(reason)
        yield found
