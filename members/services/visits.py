"""When somebody was here: so that their desk can say what is new since their last visit."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from members.models import User

AWAY = timedelta(minutes=30)  # without a request for so long, the next one begins a new visit
TICK = timedelta(minutes=5)  # a visit is written down once in five minutes, not at every request


def note_visit(user: Any) -> bool:
    """Write down that ``user`` is here; whether anything was to be written. At most one query.

    A visitor is not, and in a preview nobody is.

    ``previous_visit_at`` is the last minute of the visit before this one, to within five minutes and never later.
    Two requests that begin a visit at once begin it once.
    """
    if not user.is_authenticated or getattr(user, "_preview", None) is not None:
        return False
    now, seen = timezone.now(), user.last_seen_at
    if seen is not None and now - seen < TICK:
        return False
    times = {"last_seen_at": now}
    if seen is not None and now - seen > AWAY:
        times["previous_visit_at"] = seen
    User.objects.filter(pk=user.pk, last_seen_at=seen).update(**times)
    for name, at in times.items():
        setattr(user, name, at)
    return True
