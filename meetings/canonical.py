"""The canonical form of an agenda: what an adopted version holds, what is hashed, and what pages are made from.

Plain values alone. As JSON: UTF-8, Unicode NFC, keys in the order of the alphabet, no insignificant white space, one
trailing newline, moments in UTC. The same agenda gives the same bytes on every machine.
"""

import hashlib
import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

FORMAT = "crm-agenda/1"
ITEM_WORDS = ("title_es", "title_en", "notes_es", "notes_en", "presenter_es", "presenter_en")
SESSION_WORDS = ("title_es", "title_en", "place_es", "place_en")


def agenda_content(meeting: Any, number: int, sessions: list[dict[str, Any]]) -> dict[str, Any]:
    """The whole of version ``number`` of a meeting's agenda."""
    return {
        "format": FORMAT,
        "meeting": meeting.key,
        "number": number,
        "time_zone": meeting.time_zone,
        "sessions": sessions,
    }


def sessions_content(sessions: Iterable[Any], items: Iterable[Any]) -> list[dict[str, Any]]:
    """``sessions`` in their order, each with those of ``items`` that stand in it, nested, in their order."""
    under: dict[tuple[int, int | None], list[Any]] = defaultdict(list)
    for item in items:
        under[item.session_id, item.parent_id].append(item)

    def nested(session: int, parent: int | None) -> list[dict[str, Any]]:
        return [_item(item) | {"items": nested(session, item.pk)} for item in under[session, parent]]

    return [_session(session) | {"items": nested(session.pk, None)} for session in sessions]


def to_json(content: dict[str, Any]) -> str:
    """The canonical form, as text; its UTF-8 bytes are what ``fingerprint`` hashes."""
    return json.dumps(_normal(content), ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def fingerprint(content: dict[str, Any]) -> str:
    """SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(to_json(content).encode()).hexdigest()


def _session(session: Any) -> dict[str, Any]:
    hours = {"starts_at": _iso(session.starts_at), "ends_at": _iso(session.ends_at)}
    return {"id": session.pk, "kind": session.kind} | hours | _words(session, SESSION_WORDS)


def _item(item: Any) -> dict[str, Any]:
    named = {"presenting": (item.presenting, "name"), "axis": (item.plan_item, "text"), "topic": (item.topic, "name")}
    words = {
        f"{name}_{language}": getattr(thing, f"{field}_{language}") or "" if thing else ""
        for name, (thing, field) in named.items()
        for language in ("es", "en")
    }
    return {"id": item.pk, "minutes": item.minutes, "minimum": item.minimum} | _words(item, ITEM_WORDS) | words


def _words(thing: Any, fields: tuple[str, ...]) -> dict[str, str]:
    return {field: getattr(thing, field) or "" for field in fields}


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _normal(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [_normal(one) for one in value]
    return {key: _normal(one) for key, one in value.items()} if isinstance(value, dict) else value
