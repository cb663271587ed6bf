"""``make demo``: prepare the embedded edition under ``var/``, then run web server and worker until Ctrl-C.

SIGINT or SIGTERM stops both and ends with 0; when one of them dies the other is stopped and the end is not 0.
"""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("VAR_DIR", ROOT / "var"))
PATIENCE = 20  # seconds between the polite and the final signal
SERVED = {"DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL", "ACCEL_REDIRECT_PREFIX", "ALLOWED_HOSTS", "HTTPS"}


class Stop(Exception):
    """Somebody asked the demo to end."""


def ask_to_stop(number: int, _frame: object) -> None:
    raise Stop(signal.Signals(number).name)


def secret_key() -> str:
    """The demo's own key, made once, readable by its owner only."""
    file = VAR / "secret_key"
    if not file.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as opened:
            opened.write(secrets.token_urlsafe(50))
    return file.read_text()


def environment(port: int) -> dict[str, str]:
    """What the demo runs under: embedded whatever the caller's shell says of databases and queues."""
    kept = {name: value for name, value in os.environ.items() if name not in SERVED}
    return kept | {
        "DEBUG": "1",
        "SECRET_KEY": secret_key(),
        "VAR_DIR": str(VAR),
        "SITE_URL": f"http://localhost:{port}",
        "SEAL_PKCS12": str(VAR / "seal" / "demonstration.p12"),
        "SEAL_PASSPHRASE": "",
        "LOG_LEVEL": os.environ.get("LOG_LEVEL", "WARNING"),
        "PYTHONUNBUFFERED": "1",
        # A demo on a fresh machine is often root's; Celery would warn of it at every start.
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges",
    }


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def web_server(port: int) -> list[str]:
    return [
        *(sys.executable, "-m", "gunicorn", "crm_portal.wsgi", "--bind", f"127.0.0.1:{port}"),
        *("--workers", "1", "--threads", "4", "--log-level", "warning", "--graceful-timeout", "5"),
    ]


def worker() -> list[str]:
    return [
        *(sys.executable, "-m", "celery", "--quiet", "-A", "crm_portal", "worker", "-B", "--pool", "prefork"),
        *("--concurrency", "2", "--loglevel", "WARNING", "--without-gossip", "--without-mingle"),
    ]


def start(command: list[str], env: dict[str, str]) -> subprocess.Popen:
    """A child in a session of its own: the terminal's Ctrl-C reaches only us, and we stop the child politely."""
    return subprocess.Popen(command, env=env, cwd=ROOT, stdin=subprocess.DEVNULL, start_new_session=True)


def stop(children: list[subprocess.Popen]) -> None:
    """End every child and what it started: politely first, for good after ``PATIENCE`` seconds."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + PATIENCE
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            print("still busy; stopped for good", file=sys.stderr)
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
        child.wait()


def caller_was_interrupted(caller: int) -> bool:
    """Did ``make`` go away, or get a SIGINT for itself alone? It then waits for us, with that signal blocked.

    With that one alone: a caller that starts another program has all signals blocked for a moment.
    """
    if os.getppid() != caller:
        return True
    try:
        status = Path(f"/proc/{caller}/status").read_text()
    except OSError:
        return False
    line = next((line for line in status.splitlines() if line.startswith("SigBlk:")), "SigBlk: 0")
    blocked = int(line.split()[1], 16)
    return is_in(blocked, signal.SIGINT) and not is_in(blocked, signal.SIGTERM)


def is_in(signals: int, number: int) -> bool:
    return bool(signals >> (number - 1) & 1)


def prepare(env: dict[str, str], children: list[subprocess.Popen]) -> None:
    """Database, key of the seal, record and accounts; what is there already is left as it is."""
    seal = ["make_demo_seal"]  # before the first edition: its PDFs are sealed
    for command in (["migrate", "--verbosity", "0"], seal, ["load_record", "--ours"], ["make_demo_accounts"]):
        children.append(start([sys.executable, "manage.py", *command], env))
        if done := children[0].wait():
            raise subprocess.CalledProcessError(done, command)
        children.clear()


def wait_for_answer(port: int, children: list[subprocess.Popen]) -> None:
    while all(child.poll() is None for child in children):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            print(f"\nThe portal answers at http://localhost:{port}/ – Ctrl-C stops it.", flush=True)
            return


def main() -> int:
    port, caller = int(os.environ.get("PORT") or 8000), os.getppid()
    if not is_free(port):
        print(f"Port {port} is taken. Choose another: make demo PORT={port + 1}", file=sys.stderr)
        return 1
    children: list[subprocess.Popen] = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, ask_to_stop)
    try:
        env = environment(port)
        prepare(env, children)
        children += [start(web_server(port), env), start(worker(), env)]
        wait_for_answer(port, children)
        while all(child.poll() is None for child in children):
            if caller_was_interrupted(caller):
                raise Stop
            time.sleep(0.3)
        print("One of web server and worker ended by itself; the other is stopped too.", file=sys.stderr)
        return 1
    except Stop:
        print("\nStopping …", flush=True)
        return 0
    except subprocess.CalledProcessError as error:
        return error.returncode or 1
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        stop(children)


if __name__ == "__main__":
    sys.exit(main())
