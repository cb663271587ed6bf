"""Letters of a written consultation: each in the language of its reader, with the whole matter in it.

Whoever has no network but mail reads the text, by when and how to reply, and what silence means, in the letter alone.
None of them is optional.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from common.business_days import DayCounted
from common.zones import in_zone
from declarations.canonical import CanonicalText
from meetings.capitals import zone_of_host
from members.mailing import Enclosed, write_letter
from members.models import Letter, LetterKind, User
from secretariat.deadline_words import arithmetic_line, calendars_in, day_words, moment_words, silence_words
from secretariat.models import ConsultationPaper, Consulted, Outcome, Reply
from secretariat.queries.told import calendar_names

PDF = "application/pdf"
MOST_BYTES = 6_000_000  # of all files of one letter; mail servers refuse letters of about ten millions once encoded
ASKING = {"opened", "extended", "resumed"}  # events after which a reply is asked for, so that the text goes along
EVENTS = {
    "opened": LetterKind.CONSULTATION_OPENED,
    "extended": LetterKind.CONSULTATION_EXTENDED,
    "suspended": LetterKind.CONSULTATION_SUSPENDED,
    "resumed": LetterKind.CONSULTATION_RESUMED,
    "closed": LetterKind.CONSULTATION_CLOSED,
}


def write_step_letter(
    event: str, consulted: Consulted, to: User, *, stamp: str, papers: Mapping[str, ConsultationPaper]
) -> Letter:
    """Tell one account of what happened to a step that asks its country; once for each event and ``stamp``."""
    return write_letter(
        kind=EVENTS[event],
        key=f"consultation:{consulted.pk}:{event}:{stamp}:{to.pk}",
        recipient=to,
        about=papers[to.language],
        context=context_of(consulted, to.language, with_words=event in ASKING),
        files=enclosed(papers, to.language) if event in ASKING else (),
    )


def write_reminder(
    consulted: Consulted, to: User, *, kind: str, stamp: str, papers: Mapping[str, ConsultationPaper]
) -> Letter:
    """Remind one account that its country has not replied: ``halfway``, the day ``before``, ``today``, or ``asked``."""
    return write_letter(
        kind=LetterKind.CONSULTATION_REMINDER,
        key=f"consultation-reminder:{consulted.pk}:{kind}:{stamp}:{to.pk}",
        recipient=to,
        about=papers[to.language],
        context=context_of(consulted, to.language, with_words=True) | {"reminder": kind},
        files=enclosed(papers, to.language),
    )


def write_entered(reply: Reply, to: User) -> Letter:
    """Tell one account of a country that the Secretariat entered a reply in its name, and what it says."""
    sent = reply.consulted.step.version.content()
    places = {one.uid: (place, one) for place, one in enumerate(sent.paragraphs, start=1)}
    comments = []
    for comment in reply.comments.all():
        place, paragraph = places[str(comment.paragraph_uid)]
        comments.append((getattr(paragraph, f"label_{to.language}") or f"[{place}]", comment.words))
    zone = reply.consulted.step.time_zone
    with override(to.language):
        own = {"reply": reply, "comments": comments, "received": moment_words(reply.received_at, zone)}
    return write_letter(
        kind=LetterKind.CONSULTATION_ENTERED,
        key=f"consultation-entered:{reply.pk}:{to.pk}",
        recipient=to,
        about=reply,
        context=context_of(reply.consulted, to.language, with_words=False) | own,
    )


def write_outcome_letter(outcome: Outcome, to: User, *, papers: Mapping[str, ConsultationPaper]) -> Letter:
    """Tell one account how a consultation ended; the letter of the presidency goes along in both languages."""
    consultation = outcome.consultation
    with override(to.language):
        page = {
            "outcome": outcome,
            "result": str(outcome.get_result_display()),
            "title": title_of(consultation.text, to.language),
            "reason": _reason(outcome, to.language),
            "address": settings.SITE_URL + consultation.get_absolute_url(),
        }
    return write_letter(
        kind=LetterKind.CONSULTATION_OUTCOME,
        key=f"consultation-outcome:{outcome.pk}:{to.pk}",
        recipient=to,
        about=papers[to.language],
        context=page,
        files=enclosed(papers, to.language),
    )


def context_of(consulted: Consulted, language: str, *, with_words: bool) -> dict[str, Any]:
    """What the letters about a step say to one member, in ``language``; with the words of the text where asked."""
    step, content = consulted.step, consulted.step.version.content()
    counted = [DayCounted.from_json(day) for day in consulted.counted]
    with override(language):
        due, here = moment_words(consulted.due_at, step.time_zone), zone_of_host(consulted.participant)
        page = _reply_page(consulted) if with_words else step.consultation.get_absolute_url()
        return {
            "consulted": consulted,
            "step": step,
            "step_name": str(step.get_kind_display()),
            "country": str(consulted.participant),
            "title": getattr(content, f"title_{language}"),
            "symbol": content.symbol,
            "due": due,
            "due_day": day_words(in_zone(consulted.due_at, step.time_zone).date()),
            "due_here": moment_words(consulted.due_at, here) if here and here != step.time_zone else "",
            "arithmetic": arithmetic_line(counted, calendar_names(calendars_in(counted))),
            "silence": silence_words(step.silence),
            "rule": str(step.get_calendar_display()),
            "address": settings.SITE_URL + page,
            "mailbox": settings.SECRETARIAT_EMAIL,
            "reason": getattr(step.consultation, f"stage_reason_{language}") or "",
            "paragraphs": paragraphs_of(content, language) if with_words else [],
        }


def paragraphs_of(content: CanonicalText, language: str) -> list[tuple[str, str]]:
    """The words as sent, paragraph by paragraph: the number, or the place in brackets, and the words."""
    return [
        (getattr(one, f"label_{language}") or f"[{place}]", getattr(one, f"body_{language}"))
        for place, one in enumerate(content.paragraphs, start=1)
    ]


def enclosed(papers: Mapping[str, ConsultationPaper], language: str) -> list[Enclosed]:
    """The paper in the reader's language, and the other one too as long as mail carries both."""
    chosen: list[ConsultationPaper] = []
    for paper in sorted(papers.values(), key=lambda one: one.language != language):
        if not chosen or sum(one.size for one in (*chosen, paper)) <= MOST_BYTES:
            chosen.append(paper)
    return [Enclosed(one.filename, PDF, one.file.name, one.sha256, one.size) for one in chosen]


def title_of(text: Any, language: str) -> str:
    other = "es" if language == "en" else "en"
    return getattr(text, f"title_{language}") or getattr(text, f"title_{other}") or text.symbol


def _reply_page(consulted: Consulted) -> str:
    place = {"symbol": consulted.step.consultation.text.symbol, "country": consulted.participant.key}
    return reverse("consultations:reply", kwargs=place)


def _reason(outcome: Outcome, language: str) -> str:
    return str(json.loads(outcome.record)[f"reason_{language}"])
