"""The Celery application: where tasks run and when clocks ring.

The queue only hurries what the outbox already promises (``common/outbox.py``): a lost
message, a killed worker or a task delivered twice changes nothing in the end.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm_portal.settings")

app = Celery("crm_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="clock")
