"""Load on loopback by wrk, and the servers it is put on."""

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from scripts.engines import answers, free_port

ROOT = Path(__file__).resolve().parent.parent
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}
WORKERS, THREADS = 1, 4


@dataclass(frozen=True)
class Measure:
    """What one address bore: requests a second, and the median time of an answer in milliseconds."""

    rate: float
    latency: float


def timed(first: str, second: str, *, rounds: int) -> tuple[float, float]:
    """Median milliseconds of an answer from two addresses, asked by turns, one request at a time."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _round in range(rounds):
        for address, times in zip((first, second), taken, strict=True):
            start = time.perf_counter()
            get(address)
            times.append((time.perf_counter() - start) * 1000)
    return median(taken[0]), median(taken[1])


def missing_tools() -> str:
    """The line to type when the load generator is not there, else nothing."""
    return "" if shutil.which("wrk") else "The bench needs wrk: sudo apt-get install wrk"


@contextmanager
def served(application: str, environment: dict[str, str], log: Path) -> Iterator[str]:
    """A gunicorn of one worker and four threads, for portal and bare view alike; yields its address."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", str(WORKERS), "--threads", str(THREADS), "--log-level", "warning"]
    with open(log, "ab") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, stdout=output, stderr=output)
    try:
        while not answers(port):
            if process.poll() is not None:
                raise RuntimeError(f"{application} did not start: {log.read_text()[-2000:]}")
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(15)


def get(address: str, **headers: str) -> bytes:
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=60) as answer:
        return answer.read()


def load(address: str, *, connections: int, seconds: int) -> Measure:
    """Put ``connections`` at once on one address. Raises ``RuntimeError`` when an answer was not well."""
    command = ["wrk", "-t", "1", "-c", str(connections), "-d", f"{seconds}s", "--latency", "--timeout", "20s"]
    words = subprocess.run([*command, address], check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in words or "Socket errors" in words:
        raise RuntimeError(f"{address} failed under load:\n{words}")
    value, unit = re.search(r"50%\s+([\d.]+)(us|ms|s)", words).groups()
    return Measure(float(re.search(r"Requests/sec:\s+([\d.]+)", words)[1]), float(value) * UNITS[unit])


def side_by_side(first: str, second: str, *, connections: int, seconds: int, rounds: int) -> tuple[Measure, Measure]:
    """Two addresses by turns, so that whatever else the machine does falls on both; medians of the rounds."""
    taken: tuple[list[Measure], list[Measure]] = ([], [])
    for _round in range(rounds):
        for address, results in zip((first, second), taken, strict=True):
            results.append(load(address, connections=connections, seconds=seconds))
    ours, theirs = (Measure(median(m.rate for m in side), median(m.latency for m in side)) for side in taken)
    return ours, theirs
