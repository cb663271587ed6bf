"""What machines read on a page, safe where it stands."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

HTML_SIGNS = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def as_json_ld(thing: dict[str, Any]) -> SafeString:
    """``thing`` as JSON inside a ``<script>``: no sign of it can end the element."""
    words = json.dumps(thing, ensure_ascii=False).translate(HTML_SIGNS)
    return mark_safe(words)  # noqa: S308 - every sign that HTML knows is escaped above
