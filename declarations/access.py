"""Who may see a text and its editions, and who may publish one."""

from typing import Any

from django.db.models import Q

from members.access import audiences_of, is_secretariat


def visible_texts(user: Any) -> Q:
    """A published text: whoever is in its audience. A draft: the Secretariat, until texts have their drafting group.

    An adopted text is public if so decided; a draft is not (report of 20 years, "web": public documents on the
    public site, internal documents on the intranet).
    """
    return _texts(user)


def visible_editions(user: Any) -> Q:
    """An edition is seen by whoever sees its text."""
    return Q(text__state="published", text__audience__in=audiences_of(user))


def visible_decisions(user: Any) -> Q:
    """A decision is seen by whoever sees the text that it stands in."""
    return _texts(user, "paragraph__text__")


def _texts(user: Any, path: str = "") -> Q:
    published = Q(**{f"{path}state": "published", f"{path}audience__in": audiences_of(user)})
    return published | Q(**{f"{path}state": "draft"}) if is_secretariat(user) else published


def can_edit(user: Any) -> bool:
    """The Secretariat keeps the working copies of texts, and alone sees them."""
    return is_secretariat(user)


def can_publish(user: Any, _text: Any = None) -> bool:
    """The Secretariat publishes."""
    return is_secretariat(user)
