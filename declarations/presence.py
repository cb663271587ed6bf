"""Who has a paragraph open to write in it: said by the browser while a form is open, forgotten a minute after.

A courtesy between those who write at once, and nothing else: nobody is kept from writing by it, and nothing of it is
kept. It lives in the cache that all processes share.
"""

from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone

LIVES = timedelta(seconds=60)
Editing = dict[str, dict[int, tuple[str, float]]]  # by paragraph and account: under which name, until when


def say_editing(text_id: int, uid: str, account_id: int, name: str) -> None:
    """``name`` has the paragraph ``uid`` open, for a minute from now."""
    editing = _now(text_id)
    editing.setdefault(uid, {})[account_id] = (name, (timezone.now() + LIVES).timestamp())
    _keep(text_id, editing)


def say_left(text_id: int, uid: str, account_id: int) -> None:
    """The account closed the paragraph."""
    editing = _now(text_id)
    if editing.get(uid, {}).pop(account_id, None):
        _keep(text_id, editing)


def who_edits(text_id: int, *, but: int) -> dict[str, list[str]]:
    """By the identity of the paragraph, the names of those who have it open, without the account ``but``."""
    names = {
        uid: sorted({name for account, (name, _until) in people.items() if account != but})
        for uid, people in _now(text_id).items()
    }
    return {uid: named for uid, named in names.items() if named}


def _now(text_id: int) -> Editing:
    kept: Editing = cache.get(_key(text_id)) or {}
    now = timezone.now().timestamp()
    still = {uid: {account: told for account, told in people.items() if told[1] > now} for uid, people in kept.items()}
    return {uid: people for uid, people in still.items() if people}


def _keep(text_id: int, editing: Editing) -> None:
    cache.set(_key(text_id), editing, LIVES.total_seconds())


def _key(text_id: int) -> str:
    return f"editing:{text_id}"
