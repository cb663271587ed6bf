"""Who may see a text and its editions, and who may publish one."""

from typing import Any

from django.db.models import Q, QuerySet

from common.access import Audience
from meetings.access import attends, meant_for
from members.access import audiences_of, is_secretariat
from members.grants import granted


def visible_texts(user: Any) -> Q:
    """A published text: whoever it is meant for. A draft: the Secretariat, and the members once it is circulated.

    A draft is for members; an adopted text is public if so decided, at once or from the day on which it opens
    (report of 20 years, "web": public documents on the public site, internal documents on the intranet).
    """
    return _texts(user)


def visible_editions(user: Any) -> Q:
    """An edition is seen by whoever sees its text as published."""
    return _published(user, "text__")


def visible_decisions(user: Any) -> Q:
    """A decision is seen by whoever sees the text that it stands in."""
    return _texts(user, "paragraph__text__")


def _published(user: Any, path: str) -> Q:
    meant = meant_for(user, path=path, opens=True)
    if getattr(user, "is_authenticated", False):
        meant |= Q(**{f"{path}pk__in": _granted(user)})
    return Q(**{f"{path}state": "published"}) & meant


def _texts(user: Any, path: str = "") -> Q:
    published = _published(user, path)
    if is_secretariat(user):
        return published | Q(**{f"{path}state": "draft"})
    if Audience.MEMBER in audiences_of(user):
        return published | Q(**{f"{path}state": "draft", f"{path}circulated_at__isnull": False})
    return published


def _granted(user: Any) -> QuerySet:
    from declarations.models import Text

    return granted(user, Text)


def may_be_meant_for(audience: str, text: Any) -> bool:
    """Whether a paper of the text's meeting can be meant for ``audience`` (``meetings.access.attends``)."""
    return text.meeting is None or attends(audience, text.meeting.kind)


def can_edit(user: Any) -> bool:
    """The Secretariat keeps the working copies of texts."""
    return is_secretariat(user)


def can_publish(user: Any, _text: Any = None) -> bool:
    """The Secretariat publishes."""
    return is_secretariat(user)
