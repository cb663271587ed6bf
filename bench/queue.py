"""Waiting PDFs and the workers that make them. As a module, run inside a portal: ``fill COUNT`` and ``drain PID``."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.sites import ROOT, SENTENCES, Site

PARAGRAPHS = 8  # a short declaration
PATIENCE = 120  # seconds without a PDF made until something must be wrong


@dataclass(frozen=True)
class Drained:
    """How many PDFs were made a minute, by how many cores at work."""

    made: int
    rate: float
    cores: float


def fill(count: int) -> int:
    """Publish short texts until ``count`` PDFs wait; returns how many wait."""
    from common.access import Audience
    from declarations.models import Paragraph, Rendering, Text
    from declarations.services.publishing import publish_text

    waiting = Rendering.objects.filter(state="pending")
    start, lacking = Text.objects.count(), max(0, count - waiting.count())
    for number in range(start, start + -(-lacking // 3)):
        titles = {"title_es": f"Texto de medición {number}", "title_en": f"Text for measuring {number}"}
        text = Text.objects.create(symbol=f"bench-{number}", kind="declaration", audience=Audience.PUBLIC, **titles)
        for order in range(1, PARAGRAPHS + 1):
            words = {f"body_{language}": sentence.format(order) for language, sentence in SENTENCES.items()}
            Paragraph.objects.create(text=text, order=order, label_es=f"{order}.", label_en=f"{order}.", **words)
        publish_text(text, by="bench")
    return waiting.count()


def drain(worker: int) -> dict[str, float]:
    """Wait until no PDF waits: how many were made, in how many seconds and with how many of processor time, from the
    first one made to the last. Starting the worker does not count."""
    from declarations.models import Rendering

    waiting = Rendering.objects.filter(state="pending")
    next_change(waiting, waiting.count())
    start, busy, count = time.monotonic(), processor_seconds(worker), waiting.count()
    first = count
    while count:
        count = next_change(waiting, count)
    seconds, busy = time.monotonic() - start, processor_seconds(worker) - busy
    return {"made": first, "seconds": seconds, "busy": busy, "failed": Rendering.objects.filter(state="failed").count()}


def next_change(waiting: Any, count: int) -> int:
    """How many wait once it is not ``count`` any more. Raises ``TimeoutError`` when that is too long in coming."""
    deadline = time.monotonic() + PATIENCE
    while (now := waiting.count()) == count:
        if time.monotonic() > deadline:
            raise TimeoutError(f"{count} PDFs wait, and for {PATIENCE} s none was made")
        time.sleep(0.1)
    return now


def processor_seconds(pid: int) -> float:
    """Processor time of a process and of all that it started, living or waited for, at its depth and below."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:
        return 0.0
    own = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return own + sum(processor_seconds(int(child)) for child in children)


def measure(site: Site, *, waiting: int, processes: int, log: Path) -> Drained:
    """Fill the queue, start one worker of so many processes, and wait until it is empty."""
    site.ask("bench.queue", "fill", str(waiting))
    command = [sys.executable, "-m", "celery", "--quiet", "-A", "crm_portal", "worker", "-B", "--pool", "prefork"]
    command += ["--concurrency", str(processes), "--loglevel", "ERROR"]
    with open(log, "ab") as output:
        worker = subprocess.Popen(command, cwd=ROOT, env=os.environ | site.environment, stdout=output, stderr=output)
    try:
        result: dict[str, Any] = site.ask("bench.queue", "drain", str(worker.pid))
    finally:
        worker.terminate()
        worker.wait()
    if result["failed"]:
        raise RuntimeError(f"{result['failed']} PDFs failed, see {log}")
    return Drained(int(result["made"]), result["made"] / result["seconds"] * 60, result["busy"] / result["seconds"])


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm_portal.settings")
    django.setup()
    print(json.dumps({"fill": fill, "drain": drain}[sys.argv[1]](int(sys.argv[2]))))
