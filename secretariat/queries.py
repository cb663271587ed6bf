"""What waits on the Secretariat's desk, computed from the record each time it is looked at."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Count, F, Model, Q, QuerySet

from common.models import Attested, Certainty, OutboxMessage
from declarations.models import Rendering, RenderingState, Text, TextState

SHOWN = 20  # lines of a queue on the desk; its number counts them all


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits: the first lines, and how many there are in all."""

    lines: list[Any]
    number: int

    @property
    def more(self) -> int:
        return self.number - len(self.lines)


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """How many facts of one kind the Secretariat has still to confirm."""

    model: type[Model]
    number: int

    @property
    def name(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    @property
    def admin_list(self) -> str:
        return f"admin:{self.model._meta.app_label}_{self.model._meta.model_name}_changelist"


@dataclass(frozen=True, slots=True)
class DeskOfSecretariat:
    """The queues of the Secretariat's desk."""

    drafts: Queue
    lacking: Queue
    failed: Queue
    waiting: int
    letters: Queue
    to_confirm: list[ToConfirm]

    @property
    def facts_to_confirm(self) -> int:
        return sum(fact.number for fact in self.to_confirm)


def desk_of_secretariat() -> DeskOfSecretariat:
    """All that waits: texts, PDFs that failed and the number of those under way, dead letters, doubtful facts."""
    failed = Rendering.objects.filter(state=RenderingState.FAILED).select_related("edition__text")
    return DeskOfSecretariat(
        drafts=_queue(Text.objects.filter(state=TextState.DRAFT).for_list().order_by("symbol")),
        lacking=_queue(texts_lacking_a_language()),
        failed=_queue(failed.defer("edition__canonical").order_by("pk")),
        waiting=Rendering.objects.filter(state=RenderingState.PENDING).count(),
        letters=_queue(OutboxMessage.objects.dead().order_by("dead_at")),
        to_confirm=facts_to_confirm(),
    )


def texts_lacking_a_language() -> QuerySet[Text]:
    """Texts of which paragraphs have words in one language only, with ``lacking_es`` and ``lacking_en`` counted."""
    has_es, has_en = Q(paragraphs__body_es__gt=""), Q(paragraphs__body_en__gt="")
    return (
        Text.objects.annotate(
            lacking_es=Count("paragraphs", filter=has_en & ~has_es),
            lacking_en=Count("paragraphs", filter=has_es & ~has_en),
        )
        .annotate(lacking=F("lacking_es") + F("lacking_en"))
        .filter(lacking__gt=0)
        .order_by("-lacking", "symbol")
    )


def facts_to_confirm() -> list[ToConfirm]:
    """Every kind of historical fact with the number of those that are not firm; kinds without any are left out."""
    facts = []
    for model in apps.get_models():
        if issubclass(model, Attested):
            number = model._default_manager.exclude(certainty=Certainty.FIRM).count()
            facts.append(ToConfirm(model, number))
    return sorted((fact for fact in facts if fact.number), key=lambda fact: -fact.number)


def _queue(rows: QuerySet) -> Queue:
    return Queue(list(rows[:SHOWN]), rows.count())
