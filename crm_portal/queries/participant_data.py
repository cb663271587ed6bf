"""The record of a participant as data: both languages, dates as precise as known, addresses of what is named."""

from typing import Any

from django.conf import settings
from django.db.models import Model
from django.urls import translate_url
from django.utils.translation import override

from common.periods import PartialDate
from crm_portal.queries.participants import FIRST, meetings_hosted
from declarations.models import Decision, Text
from declarations.reading import words_of
from meetings.models import BodyMembership, Meeting
from members.models import Participant, Presidency, Standing

LANGUAGES = ("es", "en")


def participant_record(key: str, user: Any) -> dict[str, Any]:
    """All that ``user`` may see of the participant ``key``. Raises ``Participant.DoesNotExist``. No person is in it."""
    participant = Participant.objects.get(key=key)
    texts = Text.objects.visible_to(user).filter(meeting__country=participant).select_related("meeting")
    return {
        "key": participant.key,
        "kind": participant.kind,
        "iso2": participant.iso2,
        "iso3": participant.iso3,
        "name": both(participant, "name"),
        "official_name": both(participant, "official_name"),
        "acronym": both(participant, "acronym"),
        "url": addresses(participant),
        "standings": [_standing(one) for one in participant.standings.order_by(FIRST)],
        "presidencies": [_presidency(one) for one in participant.presidencies.order_by("year")],
        "bodies": [_membership(one) for one in participant.body_memberships.select_related("body")],
        "meetings_hosted": [_meeting(one) for one in meetings_hosted(participant, user)],
        "texts": [_text(one) for one in texts],
        "decisions_addressed": _decisions(participant, user),
    }


def both(thing: Model, field: str) -> dict[str, str]:
    """The words of ``field`` in each language; empty where the record has none."""
    return {language: getattr(thing, f"{field}_{language}") or "" for language in LANGUAGES}


def addresses(thing: Any) -> dict[str, str]:
    """The page of ``thing`` in each language."""
    path = thing.get_absolute_url()
    return {language: settings.SITE_URL + translate_url(path, language) for language in LANGUAGES}


def _iso(date: PartialDate | None) -> str | None:
    return date.iso if date else None


def _standing(standing: Standing) -> dict[str, Any]:
    return {
        "status": standing.status,
        "start": _iso(standing.start),
        "start_is": standing.start_bound,
        "end": _iso(standing.end),
        "certainty": standing.certainty,
    }


def _presidency(presidency: Presidency) -> dict[str, Any]:
    return {"year": presidency.year, "theme": both(presidency, "theme"), "certainty": presidency.certainty}


def _membership(membership: BodyMembership) -> dict[str, Any]:
    return {
        "body": membership.body.key,
        "name": both(membership.body, "name"),
        "role": membership.role,
        "start": _iso(membership.start),
        "end": _iso(membership.end),
        "certainty": membership.certainty,
        "url": addresses(membership.body),
    }


def _meeting(meeting: Meeting) -> dict[str, Any]:
    return {
        "key": meeting.key,
        "kind": meeting.kind,
        "title": titles(meeting),
        "start": _iso(meeting.start),
        "end": _iso(meeting.end),
        "city": both(meeting, "city"),
        "certainty": meeting.certainty,
        "url": addresses(meeting),
    }


def titles(meeting: Meeting) -> dict[str, str]:
    """The title of the meeting in each language, also where it is made from its ordinal or place."""
    found = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = meeting.title
    return found


def _text(text: Text) -> dict[str, Any]:
    return {
        "symbol": text.symbol,
        "kind": text.kind,
        "nature": text.nature,
        "title": both(text, "title"),
        "adopted_on": _iso(text.adopted_on),
        "url": addresses(text),
    }


def _decisions(participant: Participant, user: Any) -> list[dict[str, Any]]:
    """With the words as published."""
    decisions = list(Decision.objects.visible_to(user).filter(addressees=participant).select_related("paragraph__text"))
    words = words_of(decisions)
    return [_decision(one, words.get(str(one.paragraph.uid))) for one in decisions]


def _decision(decision: Decision, words: Any) -> dict[str, Any]:
    return {
        "key": decision.key,
        "text": decision.paragraph.text.symbol,
        "label": both(words, "label") if words else {"es": "", "en": ""},
        "words": both(words, "body") if words else {"es": "", "en": ""},
        "verb": both(decision, "verb"),
        "due": _iso(decision.due_on),
        "url": addresses(decision),
    }
