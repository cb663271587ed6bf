"""A real worker, killed in mid-render: the PDF is made once all the same, with the same bytes."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow

PUBLISH = """
from tests.factories import text_with_paragraphs
from declarations.services.publishing import publish_text
text = text_with_paragraphs(0, symbol=SYMBOL)
from tests.factories import ParagraphFactory
words = "los Estados miembros acuerdan cooperar en favor de las personas migrantes; " * 12
for order in range(1, 121):
    ParagraphFactory(text=text, order=order, body_es=words, body_en="")
result = publish_text(text, by="test").code
"""
STATE = """
SELECT r.state, r.sha256, r.file, r.error, o.attempts, o.done_at FROM declarations_rendering r
JOIN declarations_edition e ON e.id = r.edition_id JOIN declarations_text t ON t.id = e.text_id
JOIN common_outboxmessage o ON o.key = 'render:' || e.code || ':' || r.language WHERE t.symbol = ?
"""
A_MINUTE_LATER = """
UPDATE common_outboxmessage SET next_at = datetime('now', '-1 second') WHERE done_at IS NULL
"""
PLAIN = """
from declarations.models import Edition
from declarations.rendering import render_edition
result = render_edition(Edition.objects.get(text__symbol=SYMBOL), "es").sha256
"""


class Portal:
    """An embedded portal of its own: database, queue and files under one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
        self.env = kept | {
            "DJANGO_SETTINGS_MODULE": "crm_portal.settings",
            "DEBUG": "0",
            "SECRET_KEY": "tests-only",
            "SITE_URL": "http://testserver",
            "VAR_DIR": str(folder),
            "STATIC_MANIFEST": "0",
            "LOG_LEVEL": "WARNING",
        }
        self.run("from django.core.management import call_command\nresult = call_command('migrate', verbosity=0)")

    def run(self, program: str, symbol: str = ""):
        """What ``program`` leaves in ``result``, in a process of its own."""
        head = f"import json, django\ndjango.setup()\nSYMBOL = {symbol!r}\n"
        done = subprocess.run(
            [sys.executable, "-c", f"{head}{program}\nprint(json.dumps(result))"],
            cwd=ROOT,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    def ask(self, query: str, *values: str) -> list[dict]:
        """Rows of the portal's database as it is now."""
        with closing(sqlite3.connect(self.folder / "portal.sqlite3", timeout=20)) as database, database:
            database.row_factory = sqlite3.Row
            return [dict(row) for row in database.execute(query, values)]

    def state_of(self, symbol: str) -> dict:
        (row,) = self.ask(STATE, symbol)
        return row

    def worker(self) -> subprocess.Popen:
        """Celery with one child process and its clock, as ``make demo`` starts it."""
        command = [sys.executable, "-m", "celery", "-A", "crm_portal", "worker", "-B", "--pool", "prefork"]
        with open(self.folder / "worker.log", "ab") as log:
            return subprocess.Popen(
                [*command, "--concurrency", "1", "--loglevel", "WARNING", "--without-gossip", "--without-mingle"],
                cwd=ROOT,
                env=self.env,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    @property
    def waiting(self) -> list[str]:
        """The messages in the queue that ask for a PDF."""
        messages = (self.folder / "queue" / "messages").glob("*.msg")
        return [message.name for message in messages if "declarations.tasks.render" in self.read(message)]

    @staticmethod
    def read(message: Path) -> str:
        try:
            return message.read_text()
        except FileNotFoundError:
            return ""

    @property
    def stored(self) -> list[str]:
        folder = self.folder / "files"
        return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def until(condition, seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.05)


def kill(pid: int, *, group: bool = False) -> None:
    (os.killpg if group else os.kill)(pid, signal.SIGKILL)


def children_of(pid: int) -> list[int]:
    done = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
    return [int(line) for line in done.stdout.split()]


def seconds_of_work(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except FileNotFoundError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def child_that_renders(worker: int) -> int:
    """The child of ``worker`` that has worked for 0.7 s since this call: not the clock, which only sleeps."""
    had = {child: seconds_of_work(child) for child in children_of(worker)}
    rendering = []

    def found() -> bool:
        rendering[:] = [c for c in children_of(worker) if seconds_of_work(c) > had.setdefault(c, 0.0) + 0.7]
        return bool(rendering)

    until(found, 300, "a child renders")
    return rendering[0]


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    return Portal(tmp_path_factory.mktemp("portal"))


@pytest.fixture
def start(portal):
    """``start()`` starts a worker; whatever still runs at the end is stopped."""
    started = []

    def begin():
        started.append(portal.worker())
        return started[-1]

    yield begin
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def finished(portal, symbol):
    until(lambda: portal.state_of(symbol)["done_at"], 600, "the PDF is made")
    return portal.state_of(symbol)


@pytest.mark.parametrize("victim", ["worker", "child"])
def test_worker_when_killed_in_mid_render_makes_the_pdf_once(portal, start, victim):
    symbol = f"killed-{victim}"
    before = portal.stored
    portal.run(PUBLISH, symbol)
    assert portal.waiting
    worker = start()
    until(lambda: not portal.waiting, 300, "the worker takes the message")
    busy = child_that_renders(worker.pid)
    kill(worker.pid, group=True) if victim == "worker" else kill(busy)
    state = portal.state_of(symbol)
    assert state["state"] == "pending" and not state["done_at"], "killed too late to prove anything"
    assert portal.stored == before
    if victim == "worker":
        worker.wait()
        start()
    portal.ask(A_MINUTE_LATER)
    state = finished(portal, symbol)
    assert state["state"] == "ready" and state["sha256"] == portal.run(PLAIN, symbol)
    assert set(portal.stored) - set(before) == {state["file"]}


def test_queue_when_lost_makes_the_pdf_all_the_same(portal, start):
    before = portal.stored
    portal.run(PUBLISH, "lost")
    for message in (portal.folder / "queue" / "messages").iterdir():
        message.unlink()
    portal.ask(A_MINUTE_LATER)
    start()
    state = finished(portal, "lost")
    assert state["state"] == "ready" and state["attempts"] == 2
    assert set(portal.stored) - set(before) == {state["file"]}
