"""Reads over several aggregates: a text as it would be frozen, and what a code or a file is."""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any, Literal

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import override

from common.access import Audience
from common.ordering import latest_first
from declarations.access import signs_for
from declarations.adopting import adoptions_in_full, canonical_adoption, waiting_for_signature
from declarations.canonical import CanonicalParagraph, CanonicalSource, CanonicalText, code_of, read_code
from declarations.models import (
    Adoption,
    Decision,
    Drafter,
    Edition,
    Paragraph,
    Proposal,
    Rendering,
    RenderingState,
    Text,
    TextState,
)
from declarations.models.texts import TextQuerySet
from meetings.models import BodyStep, Meeting

SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Verification:
    """What a code or a file is.

    ``current``: the latest edition of a text; ``superseded``: an earlier one, ``latest`` is the one in force;
    ``unknown``: not an edition of the conference, or not one that this reader may see. ``rendering`` is the PDF that
    a file is, where it is one; without it, a file that is known is the canonical form itself.
    """

    state: Literal["current", "superseded", "unknown"]
    edition: Edition | None = None
    latest: Edition | None = None
    rendering: Rendering | None = None

    @property
    def is_known(self) -> bool:
        return self.edition is not None


UNKNOWN = Verification("unknown")


def verify_code(code: str, reader: Any) -> Verification:
    """The edition whose code somebody typed or scanned, as far as ``reader`` may see it."""
    return _verified(Edition.objects.filter(code=read_code(code)), reader)


def verify_file(file: bytes | str, reader: Any) -> Verification:
    """What a file is, byte by byte: one of our PDFs, or the canonical form of an edition.

    ``file`` is its bytes, or their SHA-256 in hexadecimal.
    """
    sha256 = hashlib.sha256(file).hexdigest() if isinstance(file, bytes) else file.strip().lower()
    if not SHA256.fullmatch(sha256):
        return UNKNOWN
    rendering = (
        Rendering.objects.filter(
            sha256=sha256, state=RenderingState.READY, edition__in=Edition.objects.visible_to(reader)
        )
        .order_by("pk")
        .first()
    )
    if rendering is not None:
        return _verified(Edition.objects.filter(pk=rendering.edition_id), reader, rendering)
    return _verified(Edition.objects.filter(code=code_of(sha256), sha256=sha256), reader)


def _verified(editions: Any, reader: Any, rendering: Rendering | None = None) -> Verification:
    edition = editions.visible_to(reader).select_related("text").first()
    if edition is None:
        return UNKNOWN
    latest = Edition.objects.latest_of(edition.text)
    return Verification("current" if latest == edition else "superseded", edition, latest, rendering)


def freeze(text: Text, *, number: int, adoption: Adoption | None = None) -> CanonicalText:
    """The working copy of ``text`` as it would read as edition ``number``: each language in its own words.

    What one language lacks stays empty; nothing of the other language takes its place. The meeting's name and place
    are labels, and are taken as the portal prints them in either language. A text that was adopted here says how;
    ``adoption`` is the one that is about to be signed.
    """
    if adoption is None and text.state != TextState.DRAFT:  # nothing adopted becomes a draft again
        adoption = adoptions_in_full().filter(text=text.pk, edition__isnull=False).first()
    return CanonicalText(
        symbol=text.symbol,
        edition=number,
        kind=text.kind,
        nature=text.nature,
        certainty=text.certainty,
        original_language=text.original_language,
        **_in_both(text, "title"),
        title_status_en=text.title_status_en,
        meeting=text.meeting.key if text.meeting else "",
        **_meeting(text, "es"),
        **_meeting(text, "en"),
        adopted_on=text.adopted_on.iso if text.adopted_on else "",
        **_in_both(text, "adopted_by"),
        sources=tuple(
            CanonicalSource(source.key, **_in_both(source, "title"))
            for source in sorted(text.sources.all(), key=lambda one: (one.order, one.key))  # alike on every engine
        ),
        paragraphs=tuple(_paragraph(paragraph) for paragraph in text.paragraphs.order_by("order")),
        adoption=canonical_adoption(adoption) if adoption else None,
    )


def _paragraph(paragraph: Paragraph) -> CanonicalParagraph:
    return CanonicalParagraph(
        uid=str(paragraph.uid),
        kind=paragraph.kind,
        level=paragraph.level,
        **_in_both(paragraph, "label"),
        **_in_both(paragraph, "body"),
    )


def _meeting(text: Text, language: str) -> dict[str, str]:
    """Which meeting it was, and where, in the words of one language."""
    if text.meeting is None:
        return {f"meeting_{language}": "", f"place_{language}": ""}
    with override(language):
        place = [text.meeting.city, str(text.meeting.country or "")]
        return {
            f"meeting_{language}": text.meeting.title,
            f"place_{language}": ", ".join(part for part in place if part),
        }


def _in_both(obj: Any, field: str) -> dict[str, str]:
    """A field in either language, empty where it has none."""
    return {name: getattr(obj, name) or "" for name in (f"{field}_es", f"{field}_en")}


SHOWN = 6  # papers of one sort on a home of the intranet


@dataclass(frozen=True, slots=True)
class MyPapers:
    """Texts for somebody: drafts that were circulated, papers that are not for everybody, what is new, what to sign."""

    drafts: list[Text]
    closed: list[Text]
    new: list[Text]
    to_sign: list[Text] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.drafts or self.closed)


def papers_of(user: Any, since: datetime | None) -> MyPapers:
    """Texts that ``user`` may see. One query.

    ``drafts`` are working copies before the members, ``closed`` are published and not public, each the latest first.
    ``new`` are those published, published anew, circulated or opened after ``since``, with ``news_at`` and
    ``edition_number``; none without ``since``. ``to_sign`` are those whose adoption waits for a signature of ``user``.
    Of those that are negotiated ``open_proposals`` are counted; ``is_drafted`` where ``user`` is named as a drafter.
    """
    seen = Text.objects.visible_to(user).order_by()
    today = timezone.localdate()
    drafts = seen.filter(circulated_at__isnull=False).exclude(state=TextState.PUBLISHED).order_by("-circulated_at")
    closed = seen.filter(state=TextState.PUBLISHED).exclude(Q(audience=Audience.PUBLIC) | Q(opens_on__lte=today))
    chosen = Q(pk__in=drafts.values("pk")[:SHOWN])
    chosen |= Q(pk__in=closed.order_by(latest_first("adopted_on"), "symbol").values("pk")[:SHOWN])
    if since is not None:
        published = Edition.objects.filter(published_at__gt=since).order_by().values("text")
        opened = Q(opens_on__gt=timezone.localdate(since), opens_on__lte=today)
        news = seen.filter(Q(pk__in=published) | Q(circulated_at__gt=since) | opened)
        chosen |= Q(pk__in=news.order_by("-pk").values("pk")[:SHOWN])
    own = signs_for(user)
    waiting = waiting_for_signature(own)
    if own:
        chosen |= Q(pk__in=seen.filter(pk__in=waiting.order_by().values("pk")).values("pk")[:SHOWN])
    papers = list(_told(Text.objects.filter(chosen), user, waiting if own else None))
    return MyPapers(
        _latest([one for one in papers if one.state != TextState.PUBLISHED and one.circulated_at], "circulated_at"),
        _latest([one for one in papers if one.state == TextState.PUBLISHED and not one.is_public], "published_at"),
        _latest([one for one in papers if since is not None and _is_news(one, since)], "news_at"),
        [one for one in papers if one.is_to_sign],
    )


def _told(texts: TextQuerySet, user: Any, waiting: QuerySet | None) -> TextQuerySet:
    """``texts`` with what a home of the intranet says of them; ``waiting`` are those that ``user`` may sign."""
    editions = Edition.objects.filter(text=OuterRef("pk")).order_by("-number")
    return (
        texts.for_list()
        .annotate(
            is_to_sign=Exists(waiting.filter(pk=OuterRef("pk"))) if waiting is not None else Value(False),
            published_at=Subquery(editions.values("published_at")[:1]),
            edition_number=Subquery(editions.values("number")[:1]),
            open_proposals=open_proposals("pk"),
            is_drafted=Exists(Drafter.objects.filter(drafting__text=OuterRef("pk"), person=user.person_id)),
        )
        .select_related("drafting")
    )


def open_proposals(text: str) -> Coalesce:
    """How many proposals are open on the text that the column ``text`` names; to annotate with."""
    rows = Proposal.objects.open().filter(text=OuterRef(text)).order_by().values("text")
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)


def texts_at_work(meeting: Meeting, user: Any) -> list[Text]:
    """The texts of ``meeting`` that are negotiated and that ``user`` may see, with ``open_proposals``. One query."""
    texts = Text.objects.visible_to(user).filter(meeting=meeting, drafting__isnull=False)
    at_work = texts.exclude(state=TextState.PUBLISHED).annotate(open_proposals=open_proposals("pk"))
    return list(at_work.order_by("kind", "symbol"))


def _is_news(text: Text, since: datetime) -> bool:
    """Whether something happened to ``text`` after ``since``; when, as ``news_at``."""
    opened = timezone.make_aware(datetime.combine(text.opens_on, time.min)) if text.opens_on else None
    now = timezone.now()
    happened = [at for at in (text.published_at, text.circulated_at, opened) if at is not None and at <= now]
    text.news_at = max(happened, default=None)
    return text.news_at is not None and text.news_at > since


def _latest(texts: list[Text], by: str) -> list[Text]:
    dated = sorted((text for text in texts if getattr(text, by)), key=lambda text: getattr(text, by), reverse=True)
    return (dated + [text for text in texts if not getattr(text, by)])[:SHOWN]


def decisions_near(step: BodyStep, user: Any) -> QuerySet[Decision]:
    """What may stand behind ``step``: decisions of its meeting, those that speak to its body or created it; and those
    that stand behind it already. As far as ``user`` may see them.
    """
    near = Q(creates=step.body) | Q(addressed_bodies=step.body) | Q(steps=step)
    if step.meeting_id:
        near |= Q(meeting=step.meeting_id)
    chosen = Decision.objects.filter(near).order_by().values("pk")
    decisions = Decision.objects.visible_to(user).filter(pk__in=chosen).select_related("paragraph__text")
    return decisions.order_by(F("meeting__start").desc(nulls_last=True), "order", "pk")
