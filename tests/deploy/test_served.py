"""The served edition, run as its compose file says: PostgreSQL, Redis, gunicorn, worker and beat."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

import pytest

from tests.deploy.stack import Stack, nginx, scratch_database, within
from tests.house.places import ROOT

ENGINES = os.environ.get("DATABASE_URL", "").startswith("postgres") and os.environ.get("REDIS_URL")
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
pytestmark = [
    pytest.mark.engines,
    pytest.mark.slow,
    pytest.mark.skipif(not ENGINES, reason="needs PostgreSQL and Redis; runs in the engines' part of make test"),
]
SPANISH = "# Declaración de prueba\n\n1. Las delegaciones acuerdan reunirse de nuevo.\n"
ENGLISH = "# Test declaration\n\n1. The delegations agree to meet again.\n"


@pytest.fixture(scope="module")
def stack(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    with scratch_database(os.environ["DATABASE_URL"]) as database:
        stack = Stack(folder, database, os.environ["REDIS_URL"])
        stack.manage("migrate", "--verbosity", "0")
        stack.manage("load_record", str(part_of_the_record(folder / "record")))
        try:
            for service in ("web", "worker", "beat"):
                stack.start(service)
            stack.wait_until_ready()
            yield stack
        finally:
            stack.stop()


def part_of_the_record(folder):
    """The record without its texts: their PDFs would be made before the one that is waited for."""
    return shutil.copytree(ROOT / "record", folder, ignore=shutil.ignore_patterns("texts.yaml", "decisions"))


def publish(stack, symbol):
    for language, words in (("es", SPANISH), ("en", ENGLISH)):
        (stack.folder / f"{symbol}.{language}.md").write_text(words)
    files = [f"--spanish={stack.folder}/{symbol}.es.md", f"--english={stack.folder}/{symbol}.en.md"]
    stack.manage("import_text", "--meeting=crm-01", "--kind=declaration", f"--symbol={symbol}", *files)
    words = stack.manage("publish_text", symbol, "--audience=public")
    return words.split()[-1].rstrip(".")


def test_text_when_published_is_rendered_by_the_worker_and_sent_by_the_proxy(stack):
    code = publish(stack, "deploy-test")

    def internal_address():
        try:
            with stack.get(f"/f/{code}/both.pdf") as answer:
                return [answer.headers["X-Accel-Redirect"]]
        except urllib.error.HTTPError as error:
            error.close()
            return f"{error}: {stack.log_of('worker')} {stack.log_of('web')}"

    [internal] = within(600, internal_address)
    assert internal.startswith("/protected/")
    if not NGINX:
        pytest.skip("nginx is not installed (Debian: nginx-light); the portal's own answer was checked")
    with nginx(NGINX, stack.folder, stack.port) as front:
        with urllib.request.urlopen(f"{front}/f/{code}/both.pdf", timeout=120) as pdf:
            assert pdf.read(5) == b"%PDF-"
            assert pdf.headers["X-Content-Type-Options"] == "nosniff"
            assert pdf.headers["Content-Security-Policy"]
        with urllib.request.urlopen(f"{front}/es/", timeout=120) as page:
            assert page.status == 200
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(front + internal, timeout=120)
        assert refused.value.code == 404
        refused.value.close()


def test_web_when_reloaded_five_times_under_load_fails_no_request(stack):
    failures, served, ends = [], [], threading.Event()

    def visit():
        while not ends.is_set():
            try:
                with stack.get("/es/") as answer:
                    served.append(answer.status)
            except Exception as error:
                failures.append(repr(error))

    visitors = [threading.Thread(target=visit) for _ in range(4)]
    for visitor in visitors:
        visitor.start()
    try:
        for _reload in range(5):
            time.sleep(1)
            before = len(served)
            stack.processes["web"].send_signal(signal.SIGHUP)
            within(300, lambda before=before: len(served) > before + 20)
    finally:
        ends.set()
        for visitor in visitors:
            visitor.join()
    assert failures == []


def test_health_when_asked_by_the_containers_own_check_is_well(stack):
    done = subprocess.run([sys.executable, ROOT / "scripts/is_ready"], env=stack.environment, capture_output=True)
    assert done.returncode == 0, done.stderr


def test_processes_when_told_to_stop_end_cleanly(stack):
    stack.stop()
    assert {name: process.returncode for name, process in stack.processes.items()} == {
        "web": 0,
        "worker": 0,
        "beat": 0,
    }
