"""Symbols of papers ("CRM/XIX/DOC/3"): which series a meeting has, and what the name of a file says of its paper."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from meetings.titles import roman

LANGUAGES = {
    "es": ("es", "esp", "spa", "spanish", "espanol", "castellano"),
    "en": ("en", "eng", "ing", "english", "ingles"),
    "fr": ("fr", "fra", "fre", "french", "frances"),
    "pt": ("pt", "por", "portuguese", "portugues"),
}
CODES = {word: code for code, words in LANGUAGES.items() for word in words}
NUMBERED = re.compile(
    r"^(?P<before>.*?)(?:^|[^a-z0-9])(?P<kind>doc|inf|crp|rep)[^a-z0-9]*0*(?P<number>[1-9]\d{0,4})(?!\d)"
)
REVISION = re.compile(r"(?:^|[^a-z])(?:revision|rev|r|v)[^a-z0-9]{0,2}(?P<number>\d{1,3})(?!\d)")


@dataclass(frozen=True, slots=True)
class NameRead:
    """What a file's name says. ``symbol`` and ``language`` are empty where it does not; ``revision`` 0 likewise.

    ``is_of_another`` says that it names a symbol of another series than this meeting's.
    """

    symbol: str = ""
    language: str = ""
    revision: int = 0
    is_of_another: bool = False


def series_of(meeting: Any, kind: str) -> str:
    """What stands before the number: ``CRM/XIX/DOC/`` by the ordinal, ``CRM/GRCM/2026/DOC/`` by body and year.

    A meeting of no body has its own key in the place of the body. At most one query.
    """
    if meeting.ordinal:
        return f"CRM/{roman(meeting.ordinal)}/{kind}/"
    body = meeting.bodies.order_by("key").first()
    if body is None or not meeting.year:
        return f"CRM/{meeting.key.upper()}/{kind}/"[:70]
    return f"CRM/{body.key.upper()}/{meeting.year}/{kind}/"


def as_file_name(symbol: str) -> str:
    """``CRM/XIX/DOC/3`` → ``CRM-XIX-DOC-3``: safe on every system, and read back by ``read_name``."""
    plain = unicodedata.normalize("NFKD", symbol).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9.]+|\.{2,}", "-", plain).strip("-.") or "document"


def squashed(symbol: str) -> str:
    """The letters and figures of a symbol alone, in lower case: how two ways of writing one symbol are compared."""
    return re.sub(r"[^a-z0-9]", "", _plain(symbol))


def read_name(name: str, *, series: dict[str, str], known: list[str]) -> NameRead:
    """What ``name`` says: "CRM-XIX-DOC-3_es.docx", "CRM_XIX_DOC_3 EN rev2.pdf", or just "DOC 3 español.docx".

    ``series`` gives the prefix of this meeting's series by kind, ``known`` the symbols of its papers.
    """
    stem = _plain(PurePosixPath(name).stem)
    language = _language(stem)
    revision = int(found["number"]) if (found := REVISION.search(stem)) else 0
    for symbol in sorted(known, key=len, reverse=True):
        if re.match(rf"{re.escape(squashed(symbol))}(?!\d)", squashed(stem)):
            return NameRead(symbol, language, revision)
    found = NUMBERED.search(stem)
    if found is None or found["kind"].upper() not in series:
        return NameRead(language=language, revision=revision)
    kind = found["kind"].upper()
    before, prefix = squashed(found["before"]), series[kind]
    own = squashed(prefix)[: -len(kind)]
    if before and before not in (own, own.removeprefix("crm")):
        return NameRead(language=language, revision=revision, is_of_another=True)
    return NameRead(f"{prefix}{found['number']}", language, revision)


def _language(stem: str) -> str:
    """The last word that names a language; ``CRM-DOC-3_es-en`` names two and therefore none."""
    named = [CODES[word] for word in re.split(r"[^a-z]+", stem) if word in CODES]
    return named[0] if len(set(named)) == 1 else ""


def kind_in(symbol: str) -> str:
    """The kind that a symbol names: ``CRM/XIX/CRP/2`` is an in-session document; a working document where none is."""
    return next((part for part in symbol.upper().split("/") if part in ("DOC", "INF", "CRP", "REP")), "DOC")


def _plain(words: str) -> str:
    return unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
