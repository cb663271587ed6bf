"""What waits on the Secretariat's desk among texts, their files and what follows from them; and in the outbox."""

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.models import FileState, OutboxMessage
from common.page_addresses import page_address
from declarations.adopting import waiting_for_signature
from declarations.followed import overdue
from declarations.models import (
    Commitment,
    CommitmentReport,
    CommitmentState,
    EditionRedline,
    Paragraph,
    Rendering,
    RenderingLanguage,
    RenderingState,
    Signatory,
    Text,
    TextKind,
    TextState,
)
from declarations.queries_concordance import StaleText, stale_texts
from secretariat.models import ConsultationPaper
from secretariat.queries.columns import in_either_language
from secretariat.queries.queues import Due, Line, Queue, RowAct, named, queue_of
from secretariat.queries.waiting import Row, Waiting

TITLES = {"ref": F("symbol"), "es": F("title_es"), "en": F("title_en")}
OF_AN_EDITION = {
    "ref": F("edition__text__symbol"), "es": F("edition__text__title_es"), "en": F("edition__text__title_en"),
    "about": F("language"), "more": F("error"), "number": F("edition__number"),
    "since": TruncDate("edition__published_at"),
}  # fmt: skip
OF_A_CONSULTATION = {
    "ref": F("consultation__text__symbol"),
    "es": F("consultation__text__title_es"),
    "en": F("consultation__text__title_en"),
    "about": F("language"),
    "more": F("error"),
    "since": TruncDate(Coalesce("step__opened_at", "outcome__decided_at")),
}
WORDS = "decision__paragraph"
OF_A_COMMITMENT = {
    "ref": F("decision__key"), "es": F(f"{WORDS}__text__title_es"), "en": F(f"{WORDS}__text__title_en"),
}  # fmt: skip


def waiting_among_texts() -> list[Waiting]:
    """Adoptions to sign, drafts, and paragraphs that lack a language."""
    return [
        Waiting(
            key="to-sign",
            title=_("Adoptions to sign"),
            rows=waiting_for_signature({Signatory.SECRETARIAT}),
            line=_to_sign,
            columns=TITLES,
            order=("symbol",),
        ),
        Waiting(
            key="drafts",
            title=_("Drafts"),
            rows=Text.objects.exclude(state=TextState.PUBLISHED),
            line=_draft,
            columns=TITLES | {"about": F("kind"), "more": F("state"), "since": TruncDate("circulated_at")},
            order=(F("circulated_at").asc(nulls_last=True), "symbol"),
        ),
        Waiting(
            key="lacking",
            title=_("Paragraphs that lack a language"),
            rows=texts_lacking_a_language(),
            line=_lacking,
            columns=TITLES | {"number": F("lacking_es"), "other": F("lacking_en")},
            order=(-(F("lacking_es") + F("lacking_en")), "symbol"),
        ),
    ]


def waiting_follow_up() -> list[Waiting]:
    """Commitments overdue, readings to confirm, reports to take over."""
    return [_commitments_overdue(), _readings_to_confirm(), _reports_to_take_over()]


def _commitments_overdue() -> Waiting:
    label = in_either_language(f"{WORDS}__label")
    return Waiting(
        key="overdue",
        title=_("Commitments overdue"),
        rows=Commitment.objects.confirmed().filter(overdue()),
        line=_overdue,
        columns=OF_A_COMMITMENT | {"about": label, "since": F("due_on"), "due": F("due_on")},
        order=("due_on", "pk"),
        page=reverse("commitments:commitment-board") + "?due=overdue",
    )


def _readings_to_confirm() -> Waiting:
    """By text, which is where they are read."""
    return Waiting(
        key="readings",
        title=_("Readings to confirm"),
        rows=Text.objects.filter(pk__in=Commitment.objects.waiting().order_by().values(f"{WORDS}__text")),
        line=_reading,
        columns=TITLES | {"number": _readings()},
        order=("symbol",),
        page=reverse("commitments:reading-list"),
    )


def _reports_to_take_over() -> Waiting:
    columns = {name: F(f"commitment__{path.name}") for name, path in OF_A_COMMITMENT.items()}
    columns |= {"about": in_either_language("participant__name"), "more": F("state")}
    columns |= {"since": TruncDate("reported_at"), "number": F("commitment__version")}
    return Waiting(
        key="reports",
        title=_("Reports to take over"),
        rows=CommitmentReport.objects.filter(taken_over_at=None, commitment__confirmed_at__isnull=False),
        line=_report,
        columns=columns,
        order=("reported_at", "pk"),
        page=reverse("commitments:commitment-board"),
    )


def waiting_of_machines() -> list[Waiting]:
    """PDFs of editions, of their changes and of consultations that could not be made, messages that were given up."""
    return [
        *_waiting_pdfs(),
        Waiting(
            key="messages",
            title=_("Messages given up"),
            rows=OutboxMessage.objects.dead(),
            line=_message,
            columns={"ref": F("key"), "more": F("error"), "since": TruncDate("dead_at")},
        ),
    ]


def _waiting_pdfs() -> list[Waiting]:
    return [
        Waiting(
            key="failed",
            title=_("PDFs that failed"),
            rows=Rendering.objects.filter(state=RenderingState.FAILED),
            line=_failed,
            columns=OF_AN_EDITION,
        ),
        Waiting(
            key="failed-changes",
            title=_("PDFs of marked changes that failed"),
            rows=EditionRedline.objects.filter(state=RenderingState.FAILED),
            line=_failed_changes,
            columns=OF_AN_EDITION,
        ),
        Waiting(
            key="failed-consultations",
            title=_("Papers of consultations that failed"),
            rows=ConsultationPaper.objects.filter(state=FileState.FAILED),
            line=_failed_paper,
            columns=OF_A_CONSULTATION,
        ),
    ]


def stale_queue(*, whole: str) -> Queue:
    """Approved words whose other language changed since. One query."""
    lines = [_stale(text) for text in stale_texts()]
    return queue_of("stale-words", _("Approved words whose other language changed since"), lines, whole=whole)


def texts_lacking_a_language() -> QuerySet[Text]:
    """Texts of which paragraphs have words in one language only, with ``lacking_es`` and ``lacking_en`` counted."""
    has_es, has_en = Q(body_es__gt=""), Q(body_en__gt="")
    texts = Text.objects.annotate(lacking_es=_paragraphs(has_en & ~has_es), lacking_en=_paragraphs(has_es & ~has_en))
    return texts.filter(Q(lacking_es__gt=0) | Q(lacking_en__gt=0))


def _paragraphs(condition: Q) -> Coalesce:
    found = Paragraph.objects.filter(condition, text=OuterRef("pk")).order_by().values("text")
    return Coalesce(Subquery(found.annotate(number=Count("pk")).values("number")), 0)


def _readings() -> Coalesce:
    found = Commitment.objects.waiting().filter(**{f"{WORDS}__text": OuterRef("pk")}).order_by()
    return Coalesce(Subquery(found.values(f"{WORDS}__text").annotate(number=Count("pk")).values("number")), 0)


def _to_sign(row: Row) -> Line:
    url = reverse("declarations:text-adoption", args=[row.ref])
    return Line(**named(row.es, row.en), url=url, acts=(RowAct(_("Sign the adoption"), url),))


def _draft(row: Row) -> Line:
    about = (str(TextKind(row.about).label), str(TextState(row.more).label))
    act = RowAct(_("Compare the languages"), reverse("declarations:text-concordance", args=[row.ref]))
    url = reverse("declarations:text-workroom", args=[row.ref])
    return Line(**named(row.es, row.en), url=url, about=about, since=row.since, acts=(act,))


def _lacking(row: Row) -> Line:
    url = reverse("declarations:text-workroom", args=[row.ref])
    about = []
    if row.number:
        about.append(
            ngettext("%(counter)s without Spanish", "%(counter)s without Spanish", row.number) % {"counter": row.number}
        )
    if row.other:
        about.append(
            ngettext("%(counter)s without English", "%(counter)s without English", row.other) % {"counter": row.other}
        )
    return Line(**named(row.es, row.en), url=url, about=about, acts=(RowAct(_("Enter the words"), url),))


def _stale(text: StaleText) -> Line:
    url, about = reverse("declarations:text-concordance", args=[text.symbol]), []
    if number := text.stale["es"]:
        about.append(ngettext("%(counter)s in Spanish", "%(counter)s in Spanish", number) % {"counter": number})
    if number := text.stale["en"]:
        about.append(ngettext("%(counter)s in English", "%(counter)s in English", number) % {"counter": number})
    return Line(**named(text.title_es, text.title_en), url=url, about=about, acts=(RowAct(_("Read and approve"), url),))


def _overdue(row: Row) -> Line:
    url = reverse("commitments:commitment-detail", args=[row.ref])
    act = RowAct(_("Remind"), reverse("commitments:commitment-remind", args=[row.ref]), {})
    about = (row.about,) if row.about else ()
    return Line(**named(row.es, row.en), url=url, about=about, due=Due(row.due) if row.due else None, acts=(act,))


def _reading(row: Row) -> Line:
    url = reverse("commitments:reading-edit", args=[row.ref])
    about = ngettext("%(counter)s reading", "%(counter)s readings", row.number) % {"counter": row.number}
    return Line(**named(row.es, row.en), url=url, about=(about,), acts=(RowAct(_("Read and confirm"), url),))


def _report(row: Row) -> Line:
    about = tuple(filter(None, (row.about, str(CommitmentState(row.more).label))))
    url = reverse("commitments:commitment-detail", args=[row.ref])
    act = RowAct(_("Take over"), reverse("commitments:report-take-over", args=[row.pk]), {"seen": row.number})
    return Line(**named(row.es, row.en), url=url, about=about, since=row.since, acts=(act,))


def _failed(row: Row) -> Line:
    url = page_address("declarations:edition-detail", symbol=row.ref, number=row.number)
    return _pdf(row, url, "secretariat:rendering-retry")


def _failed_changes(row: Row) -> Line:
    url = page_address("declarations:edition-changes", symbol=row.ref, number=row.number)
    return _pdf(row, url, "secretariat:redline-retry")


def _pdf(row: Row, url: str, retry: str) -> Line:
    edition = _("edition %(number)s") % {"number": row.number}
    about = (edition, str(RenderingLanguage(row.about).label))
    act = RowAct(_("Try again"), reverse(retry, args=[row.pk]), {})
    return Line(**named(row.es, row.en), url=url, about=about, since=row.since, error=row.more, acts=(act,))


def _failed_paper(row: Row) -> Line:
    url = reverse("consultations:detail", args=[row.ref])
    act = RowAct(_("Try again"), reverse("consultations:paper-retry", args=[row.ref, row.pk]), {})
    about = (str(RenderingLanguage(row.about).label),)
    return Line(**named(row.es, row.en), url=url, about=about, since=row.since, error=row.more, acts=(act,))


def _message(row: Row) -> Line:
    act = RowAct(_("Send again"), reverse("secretariat:message-retry", args=[row.pk]), {})
    return Line(row.ref, since=row.since, error=row.more, acts=(act,))
