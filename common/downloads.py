"""Who took which closed file away: a line of the journal, for a paper that is not everybody's."""

from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from common.journal import record_act
from common.models import Act

ONCE_IN = timedelta(minutes=10)


def record_download(thing: models.Model, *, by: models.Model, after: dict[str, Any]) -> None:
    """Write that ``by`` was sent the file of ``thing``: one line in ten minutes, for one paper is often asked in parts.

    The first part asked for counts, whichever it is, so that nobody takes a paper away unseen by leaving out its start.
    """
    known = Act.objects.filter(
        act="download_file",
        object_type=thing._meta.label_lower,
        object_id=str(thing.pk),
        actor_id=by.pk,
        at__gt=timezone.now() - ONCE_IN,
    )
    if known.exists():
        return
    with transaction.atomic():
        record_act("download_file", thing, by=by, after=after)
