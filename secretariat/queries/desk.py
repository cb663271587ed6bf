"""What waits on the desks of those who keep the conference and its portal, computed each time they are looked at."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Count, Exists, F, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from common.counting import counted
from common.models import Act, Attested, Certainty, OutboxMessage
from common.page_addresses import page_address
from declarations.adopting import waiting_for_signature
from declarations.models import Paragraph, Rendering, RenderingLanguage, RenderingState, Signatory, Text, TextState
from declarations.queries_commitments import what_waits
from members.models import Invitation, Letter, LetterState, Mandate
from members.queries.contact import stale_people
from members.queries.factors import accounts_that_lack_a_factor
from members.queries.needs import ending_mandates, vacant_members

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
class FollowUp:
    """How much of the follow-up waits, by what it is."""

    overdue_commitments: int
    readings: int
    reports: int

    @property
    def number(self) -> int:
        return self.overdue_commitments + self.readings + self.reports


@dataclass(frozen=True, slots=True)
class FailedPdf:
    """A PDF of an edition that could not be made, and why."""

    pk: int
    symbol: str
    number: int
    title_es: str
    title_en: str
    language: str
    error: str

    @property
    def language_name(self) -> str:
        return str(RenderingLanguage(self.language).label)

    def get_absolute_url(self) -> str:
        return page_address("declarations:edition-detail", symbol=self.symbol, number=self.number)


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A message of the outbox that was given up, and why."""

    pk: int
    key: str
    error: str


@dataclass(frozen=True, slots=True)
class DeskOfSecretariat:
    """The queues of the Secretariat's desk. ``people`` counts what is to be done about people, by what it is.

    ``to_sign`` are the texts whose adoption waits for the Secretariat's signature.
    """

    people: dict[str, int]
    to_sign: list[Text]
    drafts: Queue
    lacking: Queue
    failed: Queue
    waiting: int
    letters: Queue
    to_confirm: list[ToConfirm]
    follow: FollowUp

    @property
    def facts_to_confirm(self) -> int:
        return sum(fact.number for fact in self.to_confirm)


@dataclass(frozen=True, slots=True)
class DeskOfAdministrator:
    """How the system is. It names no paper and no person."""

    dead: int
    waiting: int
    failed_letters: int
    without_factor: int
    links: int
    head: str
    last_at: Any


def desk_of_secretariat() -> DeskOfSecretariat:
    """All that waits: people, texts, PDFs, dead letters, doubtful facts, the follow-up. At most three queries."""
    drafts, lacking = _drafts(), texts_lacking_a_language()
    failed = Rendering.objects.filter(state=RenderingState.FAILED)
    dead = OutboxMessage.objects.dead()
    doubtful = {model._meta.label_lower: model for model in apps.get_models() if issubclass(model, Attested)}
    numbers = counted(
        **_about_people(),
        **(following := what_waits()),
        drafts=drafts,
        lacking=lacking,
        failed=failed,
        waiting=Rendering.objects.filter(state=RenderingState.PENDING),
        dead=dead,
        **{name: model._default_manager.exclude(certainty=Certainty.FIRM) for name, model in doubtful.items()},
    )
    working = list(_working_copies(drafts, lacking)) if numbers["drafts"] or numbers["lacking"] else []
    faults = _faults(failed, dead) if numbers["failed"] or numbers["dead"] else []
    facts = [ToConfirm(model, numbers[name]) for name, model in doubtful.items() if numbers[name]]
    return DeskOfSecretariat(
        people={name: numbers[name] for name in PEOPLE},
        to_sign=[one for one in working if one.is_to_sign],
        drafts=Queue([one for one in working if one.state != TextState.PUBLISHED][:SHOWN], numbers["drafts"]),
        lacking=Queue(_most_lacking(working), numbers["lacking"]),
        failed=Queue([one for one in faults if isinstance(one, FailedPdf)], numbers["failed"]),
        waiting=numbers["waiting"],
        letters=Queue([one for one in faults if isinstance(one, DeadLetter)], numbers["dead"]),
        to_confirm=sorted(facts, key=lambda fact: -fact.number),
        follow=FollowUp(**{name: numbers[name] for name in following}),
    )


def _faults(failed: QuerySet[Rendering], dead: QuerySet[OutboxMessage]) -> list[FailedPdf | DeadLetter]:
    """The first PDFs that failed and the oldest messages that were given up. One query."""
    text, none = "edition__text__", Value("")
    pdfs = _oldest(failed).annotate(
        said=F(f"{text}symbol"), place=F("edition__number"), es=F(f"{text}title_es"), en=F(f"{text}title_en"),
        spoken=F("language"), why=F("error"),
    )  # fmt: skip
    letters = _oldest(dead).annotate(said=F("key"), place=Value(0), es=none, en=none, spoken=none, why=F("error"))
    first, second = (rows.values_list("pk", "said", "place", "es", "en", "spoken", "why") for rows in (pdfs, letters))
    return [
        FailedPdf(pk, said, place, es or "", en or "", spoken, why) if place else DeadLetter(pk, said, why)
        for pk, said, place, es, en, spoken, why in sorted(first.union(second, all=True))
    ]


def _oldest(rows: QuerySet) -> QuerySet:
    return rows.model._default_manager.filter(pk__in=rows.order_by("pk").values("pk")[:SHOWN]).order_by()


PEOPLE = ("vacant", "ending", "held_over", "stale", "invited", "undelivered")


def _about_people() -> dict[str, QuerySet]:
    return {
        "vacant": vacant_members(),
        "ending": ending_mandates(),
        "held_over": Mandate.objects.in_force().held_over(),
        "stale": stale_people(),
        "invited": Invitation.objects.open(),
        "undelivered": Letter.objects.filter(state=LetterState.FAILED),
    }


def desk_of_administrator() -> DeskOfAdministrator:
    """The outbox, the mail, the accounts that must have a second factor and lack one, the end of the journal.

    Two queries.
    """
    numbers = counted(
        dead=OutboxMessage.objects.dead(),
        waiting=OutboxMessage.objects.filter(done_at__isnull=True, dead_at__isnull=True),
        failed_letters=Letter.objects.filter(state=LetterState.FAILED),
        without_factor=accounts_that_lack_a_factor(),
    )
    links, head, last_at = Act.objects.order_by("-pk").values_list("pk", "hash", "at").first() or (0, "", None)
    return DeskOfAdministrator(**numbers, links=links, head=head, last_at=last_at)


def texts_lacking_a_language() -> QuerySet[Text]:
    """Texts of which paragraphs have words in one language only, with ``lacking_es`` and ``lacking_en`` counted."""
    return _with_lacking(Text.objects.all()).filter(Q(lacking_es__gt=0) | Q(lacking_en__gt=0))


def _drafts() -> QuerySet[Text]:
    return Text.objects.exclude(state=TextState.PUBLISHED)


def _working_copies(drafts: QuerySet[Text], lacking: QuerySet[Text]) -> QuerySet[Text]:
    """The first drafts by symbol, the texts that lack most, and those to be signed. One query."""
    to_sign = waiting_for_signature({Signatory.SECRETARIAT})
    most = lacking.order_by(-(F("lacking_es") + F("lacking_en")), "symbol")
    chosen = Q(pk__in=drafts.order_by("symbol").values("pk")[:SHOWN]) | Q(pk__in=most.values("pk")[:SHOWN])
    chosen |= Q(pk__in=to_sign.order_by("symbol").values("pk")[:SHOWN])
    marked = Text.objects.filter(chosen).annotate(is_to_sign=Exists(to_sign.filter(pk=OuterRef("pk"))))
    return _with_lacking(marked).order_by("symbol")


def _with_lacking(texts: QuerySet[Text]) -> QuerySet[Text]:
    has_es, has_en = Q(body_es__gt=""), Q(body_en__gt="")
    return texts.annotate(lacking_es=_paragraphs(has_en & ~has_es), lacking_en=_paragraphs(has_es & ~has_en))


def _paragraphs(condition: Q) -> Coalesce:
    found = Paragraph.objects.filter(condition, text=OuterRef("pk")).order_by().values("text")
    return Coalesce(Subquery(found.annotate(number=Count("pk")).values("number")), 0)


def _most_lacking(texts: list[Text]) -> list[Text]:
    lacking = [text for text in texts if text.lacking_es or text.lacking_en]
    return sorted(lacking, key=lambda text: -(text.lacking_es + text.lacking_en))[:SHOWN]
