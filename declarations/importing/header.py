"""The YAML header that a Markdown or plain text may carry: names and values, nothing nested, nothing executed."""

import re
from typing import Any

import yaml
from django.utils.translation import gettext_lazy as _

from common.plain_text import CONTROL
from common.refusals import Refusal

UNFIT = re.compile(rf"{CONTROL.pattern}|[\ud800-\udfff]")
MAX_HEADER = 16 * 1024  # characters
KEYS = frozenset(
    {"title", "date", "place", "language", "symbol", "original_language", "kind", "nature", "meeting", "adopted_by"}
    | {"audience", "note", "url", "sources"}
)


def split_header(name: str, text: str) -> tuple[dict[str, str], str, list[tuple[str, dict[str, Any]]]]:
    """The header's known keys, the text after it, and a warning for each key that is not used.

    A header stands at the very beginning between two lines ``---``. Raises ``Refusal`` when it is not YAML.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return {}, text, []
    end = next((place for place, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)
    if end is None:
        return {}, text, []
    pairs = _pairs(name, "\n".join(lines[1:end]))
    header, warnings = {}, []
    for key, value in pairs:
        if key in KEYS and key not in header:
            header[key] = value
        else:
            warnings.append(("header-key-unused", {"key": key[:60]}))
    return header, "\n".join(lines[end + 1 :]), warnings


def _pairs(name: str, source: str) -> list[tuple[str, str]]:
    """The header's lines as text, without YAML's guessing of types: a date stays as it was written."""
    if len(source) > MAX_HEADER:
        raise Refusal(_("%(name)s: its YAML header is too long."), name=name)
    try:
        node = yaml.compose(source, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
        raise Refusal(_("%(name)s: its YAML header cannot be read (line %(line)s)."), name=name, line=line) from error
    if node is None:
        return []
    if not isinstance(node, yaml.MappingNode):
        raise Refusal(_("%(name)s: its YAML header is not a list of names and values."), name=name)
    return [_pair(name, key, value) for key, value in node.value]


def _pair(name: str, key: yaml.Node, value: yaml.Node) -> tuple[str, str]:
    if not isinstance(key, yaml.ScalarNode) or not isinstance(value, yaml.ScalarNode):
        raise Refusal(
            _("%(name)s: its YAML header may hold only names with one value each (line %(line)s)."),
            name=name,
            line=key.start_mark.line + 2,
        )
    return _plain(key.value), _plain(value.value)


def _plain(value: str) -> str:
    """``value`` on one line. YAML can write as ``\\0`` what no clean text holds and no database takes."""
    return " ".join(UNFIT.sub(" ", value).split())
