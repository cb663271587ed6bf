"""What the record holds: each kind of entry, the file it stands in, the model it becomes.

The order is the order of loading: an entry refers to entries of its own kind or of kinds above it. How a field is
read follows from the field of the model (``fields.py``); this table says only what the model cannot know.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import models
from django.utils import timezone

from common.access import Audience
from common.models import Discrepancy, Provision, Source, Term
from crm_portal.record.commitments import commitment_of
from declarations.models import Commitment, CommitmentState, Decision, Paragraph, ParagraphKind, Text
from meetings.models import Body, BodyMembership, BodyName, Meeting, MeetingState, Plan, PlanItem, StatedCount, Topic
from members.models import CivilSocietyChapter, Participant, Presidency, Standing

ATTESTED = ("certainty", "note", "sources", "discrepancies")
PERIOD = ("start", "start_bound", "end")
PARAGRAPHS = uuid5(NAMESPACE_URL, "record/decisions")


def paragraph_uid(key: str) -> str:
    """The identity of a paragraph follows from the key of its decision, so that every installation agrees on it."""
    return str(uuid5(PARAGRAPHS, key))


def sources_of_claims(values: dict[str, Any]) -> dict[str, Any]:
    """An open question cites whatever its claims cite."""
    return {"sources": sorted({source for claim in values["claims"] for source in claim["sources"]})}


@dataclass(frozen=True, eq=False)
class Entity:
    """One kind of entry.

    ``files`` are its files. An entry without files stands inside another, under the word given by ``nested`` there;
    ``parents`` names the field that points to the entry around it, by its kind, and ``inherits`` what it takes over
    from there. ``companions`` become rows of their own from the same entry and point to it.
    ``derived`` are columns that stand in no file: ``derive`` makes them of the entry's own values, or of those of its
    companion of the kind ``basis``. ``born`` is what a new row has besides, and the record never speaks of again.
    ``identity`` is the field that holds the key, or empty where a row is known only by having been loaded.
    """

    name: str
    model: type[models.Model]
    fields: tuple[str, ...]
    files: tuple[str, ...] = ()
    identity: str = "key"
    key_word: str = "key"
    to_identity: Callable[[str], str] = str
    position: str = ""
    parents: dict[str, str] = field(default_factory=dict)
    inherits: tuple[str, ...] = ()
    nested: dict[str, str] = field(default_factory=dict)
    companions: tuple[str, ...] = ()
    constants: dict[str, str] = field(default_factory=dict)
    one_language: frozenset[str] = frozenset()
    derive: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    derived: tuple[str, ...] = ()
    basis: str = ""
    born: dict[str, Callable[[], Any]] = field(default_factory=dict)


ENTITIES = (
    Entity("source", Source, ("kind", "title", "period", "language", "url"), ("sources.yaml",), position="order"),
    Entity(
        "discrepancy",
        Discrepancy,
        ("topic", "comment", "claims"),
        ("discrepancies.yaml",),
        position="order",
        derive=sources_of_claims,
        derived=("sources",),
    ),
    Entity("term", Term, ("acronym", "name", "sources"), ("glossary.yaml",)),
    Entity("topic", Topic, ("name",), ("topics.yaml",)),
    Entity(
        "provision",
        Provision,
        ("chapter", "number", "heading", "text", "adopted_by", *PERIOD, *ATTESTED),
        ("provisions.yaml",),
        position="order",
    ),
    Entity(
        "participant",
        Participant,
        ("kind", "iso2", "iso3", "acronym", "name", "official_name", "about"),
        ("participants.yaml",),
        nested={"standings": "standing"},
    ),
    Entity("standing", Standing, ("status", *PERIOD, *ATTESTED), identity="", parents={"participant": "participant"}),
    Entity("chapter", CivilSocietyChapter, ("network", "country", "name", *PERIOD, *ATTESTED), ("chapters.yaml",)),
    Entity(
        "presidency",
        Presidency,
        ("year", "country", "theme", "theme_status_es", "theme_status_en", *PERIOD, *ATTESTED),
        ("presidencies.yaml",),
        one_language=frozenset({"theme"}),
    ),
    Entity(
        "body",
        Body,
        (
            *("kind", "name", "mandate", "created_by", "composition", "frequency", "reports_to", "succeeds"),
            *PERIOD,
            *ATTESTED,
        ),
        ("bodies.yaml",),
        position="order",
        nested={"names": "body-name", "memberships": "body-membership"},
    ),
    Entity(
        "body-name", BodyName, ("name", "is_alternative", *PERIOD, *ATTESTED), identity="", parents={"body": "body"}
    ),
    Entity(
        "body-membership",
        BodyMembership,
        ("participant", "role", *PERIOD, *ATTESTED),
        identity="",
        parents={"body": "body"},
    ),
    Entity(
        "meeting",
        Meeting,
        (
            *("kind", "ordinal", "bodies", "name", "city", "country", "mode", "start", "end", "presidency", "beside"),
            *ATTESTED,
        ),
        ("meetings.yaml",),
        constants={"audience": Audience.PUBLIC, "state": MeetingState.HELD},
    ),
    Entity(
        "stated-count",
        StatedCount,
        ("name", "number", "qualifier", "as_of", "kinds", *ATTESTED),
        ("statistics.yaml",),
        position="order",
    ),
    Entity("plan", Plan, ("title", "adopted_by", *PERIOD, *ATTESTED), ("plans.yaml",), nested={"items": "plan-item"}),
    Entity(
        "plan-item",
        PlanItem,
        ("kind", "number", "text", "detail"),
        position="order",
        parents={"plan": "plan", "plan-item": "parent"},
        inherits=("plan",),
        nested={"items": "plan-item"},
    ),
    Entity(
        "text",
        Text,
        (
            *("kind", "nature", "meeting", "title", "title_status_en", "adopted_on", "adopted_by"),
            *("original_language", "topics", "url"),
            *ATTESTED,
        ),
        ("texts.yaml", "decisions/*.yaml"),
        identity="symbol",
        key_word="symbol",
        constants={"audience": Audience.PUBLIC},
        nested={"paragraphs": "paragraph"},
    ),
    Entity(
        "paragraph",
        Paragraph,
        ("label", "body"),
        identity="uid",
        to_identity=paragraph_uid,
        position="order",
        constants={"kind": ParagraphKind.DECISION},
        parents={"text": "text"},
        companions=("decision", "commitment"),
    ),
    Entity(
        "decision",
        Decision,
        (
            *("verb", "addressees", "addressed_bodies", "addressed_others", "due", "due_on", "topics", "creates"),
            *ATTESTED,
        ),
        position="order",
        parents={"paragraph": "paragraph"},
        inherits=("meeting",),
    ),
    Entity(
        "commitment",
        Commitment,
        (),
        identity="",
        parents={"paragraph": "decision"},
        derive=commitment_of,
        derived=(
            *("verb_class", "due_kind", "due_on", "every_months"),
            *("to_secretariat", "to_presidency", "to_members"),
        ),
        basis="decision",
        born={"state": lambda: CommitmentState.UNKNOWN, "confirmed_at": timezone.now},
    ),
)
BY_NAME = {entity.name: entity for entity in ENTITIES}
BY_MODEL = {entity.model: entity for entity in ENTITIES}
