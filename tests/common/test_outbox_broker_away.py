import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import timezone

from common import outbox
from common.models import OutboxMessage

ROOT = Path(__file__).resolve().parents[2]
SEND = """
import time, django
django.setup()
from celery import current_app
start = time.monotonic()
try:
    current_app.send_task("nothing", retry=False)
except Exception as error:
    print(time.monotonic() - start)
"""


def test_redis_that_is_down_keeps_nobody_waiting(tmp_path):
    """Port 1 of this machine answers nobody."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "crm_portal.settings",
        "CELERY_BROKER_URL": "redis://127.0.0.1:1/0",
        "VAR_DIR": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-c", SEND], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert float(done.stdout) < 5, "left to itself the driver tries again, and waits six seconds in all"


@pytest.mark.django_db(transaction=True)
def test_broker_that_is_away_is_asked_once_in_a_while(monkeypatch):
    asked = []

    def away(*args, **kwargs):
        asked.append(args)
        raise OSError("away")

    monkeypatch.setattr(outbox.current_app, "send_task", away)
    for number in range(3):
        outbox.post("nothing", key=f"away-{number}")
    assert len(asked) == 1
    assert OutboxMessage.objects.filter(key__startswith="away-", done_at=None, attempts=0).count() == 3
    OutboxMessage.objects.update(next_at=timezone.now())
    outbox.relay()
    assert len(asked) == 1
    monkeypatch.setitem(outbox._away, "until", 0.0)  # a while later
    OutboxMessage.objects.update(next_at=timezone.now())
    outbox.relay()
    assert len(asked) == 2
