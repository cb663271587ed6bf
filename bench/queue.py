"""Waiting PDFs and the workers that make them. As a module, run inside a portal: ``fill N`` and ``drain``."""

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


def drain() -> dict[str, float]:
    """Wait until no PDF waits; the count and the seconds from the first one made to the last."""
    from declarations.models import Rendering

    waiting = Rendering.objects.filter(state="pending")
    count = before = waiting.count()
    while count == before:
        time.sleep(0.1)
        count = waiting.count()
    start, first = time.monotonic(), count
    while count:
        time.sleep(0.1)
        count = waiting.count()
    failed = Rendering.objects.filter(state="failed").count()
    return {"made": first, "seconds": time.monotonic() - start, "failed": failed}


def measure(site: Site, *, waiting: int, processes: int, log: Path) -> Drained:
    """Fill the queue, start one worker of so many processes, and wait until it is empty."""
    site.ask("bench.queue", "fill", str(waiting))
    command = [sys.executable, "-m", "celery", "--quiet", "-A", "crm_portal", "worker", "-B", "--pool", "prefork"]
    command += ["--concurrency", str(processes), "--loglevel", "ERROR"]
    with open(log, "ab") as output:
        worker = subprocess.Popen(command, cwd=ROOT, env=os.environ | site.environment, stdout=output, stderr=output)
    start = time.monotonic()
    try:
        result: dict[str, Any] = site.ask("bench.queue", "drain")
        elapsed = time.monotonic() - start
    finally:
        worker.terminate()
        _pid, _status, used = os.wait4(worker.pid, 0)
    if result["failed"]:
        raise RuntimeError(f"{result['failed']} PDFs failed, see {log}")
    cores = (used.ru_utime + used.ru_stime) / elapsed
    return Drained(int(result["made"]), result["made"] / result["seconds"] * 60, cores)


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm_portal.settings")
    django.setup()
    print(json.dumps(fill(int(sys.argv[2])) if sys.argv[1] == "fill" else drain()))
