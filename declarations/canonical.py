"""The canonical form of an edition: what is hashed, embedded in the PDF, and cited.

JSON, UTF-8, Unicode NFC, keys in the order of the fields below, no insignificant white space, one trailing
newline. The same edition gives the same bytes on every machine.
"""

import hashlib
import json
import re
import unicodedata
from dataclasses import asdict, dataclass
from typing import Any

FORMAT = "crm-text/1"
CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U


@dataclass(frozen=True, slots=True)
class CanonicalParagraph:
    """One paragraph; ``uid`` is its identity through all editions; ``level`` counts nesting from 0."""

    uid: str
    kind: str
    level: int
    label_es: str
    label_en: str
    body_es: str
    body_en: str


@dataclass(frozen=True, slots=True)
class CanonicalSource:
    """A source that the text cites, by its key and its title."""

    key: str
    title_es: str
    title_en: str


@dataclass(frozen=True, slots=True)
class CanonicalMember:
    """A member that was present, by its key and as the portal prints its name in either language."""

    key: str
    name_es: str
    name_en: str


@dataclass(frozen=True, slots=True)
class CanonicalRemark:
    """A reservation or statement (``kind``) of a member on what it adopted; a language that it did not use is empty."""

    kind: str
    member: CanonicalMember
    words_es: str
    words_en: str


@dataclass(frozen=True, slots=True)
class CanonicalAdoption:
    """How a text was adopted here: ``manner`` is ``session`` or ``consultation``; no session, no name of one."""

    manner: str
    session_es: str
    session_en: str
    present: tuple[CanonicalMember, ...]
    remarks: tuple[CanonicalRemark, ...]

    @classmethod
    def from_fields(cls, fields: dict[str, Any]) -> "CanonicalAdoption":
        """The inverse of ``asdict``."""
        remarks = (one | {"member": CanonicalMember(**one["member"])} for one in fields["remarks"])
        lists = {
            "present": tuple(CanonicalMember(**one) for one in fields["present"]),
            "remarks": tuple(CanonicalRemark(**one) for one in remarks),
        }
        return cls(**fields | lists)


@dataclass(frozen=True, slots=True)
class CanonicalText:
    """A text as frozen. ``adopted_on`` is an ISO date, month or year, or empty; ``nature`` is full or summary.

    ``certainty`` says how sure the record is of these facts; ``title_status_en`` where the English title is from.
    ``adoption`` is there for a text that was adopted in the portal alone; without it the form has no such key, so that
    the editions from before it keep their hashes.
    """

    symbol: str
    edition: int
    kind: str
    nature: str
    certainty: str
    original_language: str
    title_es: str
    title_en: str
    title_status_en: str
    meeting: str
    meeting_es: str
    meeting_en: str
    place_es: str
    place_en: str
    adopted_on: str
    adopted_by_es: str
    adopted_by_en: str
    sources: tuple[CanonicalSource, ...]
    paragraphs: tuple[CanonicalParagraph, ...]
    adoption: CanonicalAdoption | None = None

    def to_json(self) -> str:
        """The canonical form, as text; its UTF-8 bytes are what ``sha256`` hashes."""
        fields = {"format": FORMAT} | _normal(asdict(self))
        if self.adoption is None:
            del fields["adoption"]
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":")) + "\n"

    @classmethod
    def from_json(cls, canonical: str) -> "CanonicalText":
        """The inverse of ``to_json``. Raises ``ValueError`` for another format."""
        fields = json.loads(canonical)
        if fields.pop("format", None) != FORMAT:
            raise ValueError("not a canonical text")
        paragraphs = tuple(CanonicalParagraph(**paragraph) for paragraph in fields.pop("paragraphs"))
        sources = tuple(CanonicalSource(**source) for source in fields.pop("sources"))
        if adoption := fields.pop("adoption", None):
            fields["adoption"] = CanonicalAdoption.from_fields(adoption)
        return cls(**fields, sources=sources, paragraphs=paragraphs)

    def __hash__(self) -> int:
        """Of what names an edition: a text is looked for among those kept, and has hundreds of paragraphs."""
        return hash((self.symbol, self.edition))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which at least one paragraph has words."""
        return tuple(code for code in ("es", "en") if any(getattr(p, f"body_{code}").strip() for p in self.paragraphs))

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    @property
    def code(self) -> str:
        return code_of(self.sha256)


def code_of(sha256: str) -> str:
    """Twelve signs of Crockford's base 32 (60 bits of the hash) in groups of four: ``7K2M-09QX-VTA3``."""
    bits = int(sha256[:15], 16)
    return _grouped("".join(CODE_ALPHABET[bits >> shift & 31] for shift in range(55, -1, -5)))


def read_code(typed: str) -> str:
    """The code that a person typed: any case and grouping, O read as 0, I and L as 1. Empty for what is no code."""
    signs = re.sub(r"[\s\-–—]+", "", typed.upper()).translate(str.maketrans("OIL", "011"))
    return _grouped(signs) if len(signs) == 12 and set(signs) <= set(CODE_ALPHABET) else ""


def _grouped(signs: str) -> str:
    return "-".join((signs[:4], signs[4:8], signs[8:]))


def paragraph_anchor(uid: str) -> str:
    """The place of a paragraph on the page of its text: from its identity, so that it outlives renumbering."""
    return f"p-{uid[:8]}"


def _normal(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {key: _normal(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_normal(item) for item in value]
    return value
