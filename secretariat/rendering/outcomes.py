"""The letter by which the presidency informs the members how a consultation ended, printed from its record."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.timezone import localdate
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from common.acts import ACTS
from common.rendering import Attached, render_pdf
from declarations.canonical import CanonicalText
from declarations.rendering.sealing import sealed
from declarations.seals import keep_certificate
from members.access import troika
from members.calendars import CalendarRule
from secretariat.deadline_words import moment_words, silence_words
from secretariat.models import Answer, ConsultationPaper, Outcome, Result, Step, StepKind
from secretariat.queries.outcomes import adopted_edition

SHEETS = ("print-text.css", "print-consultations.css")
SEALED = "Carta de resultado de una consulta escrita · Outcome letter of a written consultation"


@dataclass(frozen=True, slots=True)
class Remark:
    """A member's words on one paragraph, which is named by its number, or by its place where it has none."""

    paragraph: str
    words: str


@dataclass(frozen=True, slots=True)
class Position:
    """What one member replied last in a round; no ``answer`` where it did not reply."""

    name: str
    answer: str
    at: str
    language: str
    words: str
    remarks: list[Remark]
    is_by_mail: bool
    is_correction: bool


@dataclass(frozen=True, slots=True)
class StepTold:
    """A step as the letter tells it. ``positions`` are empty for the troika, whose reactions are its own."""

    name: str
    opened: str
    closed: str
    due: str
    rules: list[str]
    asked: str
    sha256: str
    positions: list[Position]


@dataclass(frozen=True, slots=True)
class JournalLine:
    """A line of the journal, as the record holds it."""

    number: int
    at: str
    act: str
    hash: str


def paper_of_outcome(paper: ConsultationPaper) -> bytes:
    """The PDF of an outcome in the language of ``paper``, with the record inside, sealed where there is a key.

    No clock is read: made again, it has the same bytes, as far as ``sealed`` promises. Raises as ``render_pdf`` and
    ``sealed`` do.
    """
    outcome, language = paper.outcome, paper.language
    record = json.loads(outcome.record)
    with override(language):
        kind = _("Outcome of a written consultation")
        title = record[f"title_{language}"] or record["symbol"]
        html = render_to_string("consultations/print/outcome.html", page_of(outcome, record, language, kind, title))
    name = f"{record['symbol']}-{record['beginning']}.json"
    inside = Attached(outcome.record, name, f"SHA-256 {outcome.sha256}", outcome.decided_at)
    content = render_pdf(html, title=f"{kind} · {title}", language=language, sheets=SHEETS, attached=[inside])
    whole, seal = sealed(content, outcome.decided_at, reason=SEALED)
    if seal is not None:
        keep_certificate(seal)
    return whole


def page_of(outcome: Outcome, record: dict[str, Any], language: str, kind: str, title: str) -> dict[str, Any]:
    """All that the letter says, in the active language."""
    zone = record["steps"][-1]["time_zone"] if record["steps"] else settings.TIME_ZONE
    presiding = troika(localdate(outcome.decided_at))[1]
    return {
        "outcome": outcome,
        "record": record,
        "language": language,
        "kind": kind,
        "title": title,
        "running": f"{record['symbol']} · {kind}",
        "decided": moment_words(outcome.decided_at, zone),
        "presiding": presiding.country if presiding else None,
        "result": str(Result(record["result"]).label),
        "reason": record[f"reason_{language}"],
        "steps": steps_told(outcome, record),
        "edition": adopted_edition(outcome),
        "site": settings.SITE_URL,
        "meeting": outcome.consultation.carried_to if record["result"] == Result.CARRIED else None,
        "address": settings.SITE_URL + outcome.consultation.get_absolute_url(),
        "journal": journal_lines(record, zone),
        "zone": zone,
    }


def steps_told(outcome: Outcome, record: dict[str, Any]) -> list[StepTold]:
    """The steps of the beginning, from its record; the words that were sent name the paragraphs."""
    rows = Step.objects.filter(consultation=outcome.consultation_id, cycle=outcome.cycle).select_related("version")
    sent = {step.kind: step.version.content() for step in rows}
    return [_step(step, sent[step["kind"]]) for step in record["steps"]]


def journal_lines(record: dict[str, Any], zone: str) -> list[JournalLine]:
    """The sealed timeline, in the order of the journal."""
    return [
        JournalLine(
            number=line["number"],
            at=moment_words(datetime.fromisoformat(line["at"]), zone),
            act=str(ACTS.get(line["act"], line["act"])),
            hash=line["hash"],
        )
        for line in record["journal"]
    ]


def _step(step: dict[str, Any], sent: CanonicalText) -> StepTold:
    zone = step["time_zone"]
    ends = sorted({datetime.fromisoformat(one["due_at"]) for one in step["members"]})
    is_round = step["kind"] != StepKind.TROIKA
    return StepTold(
        name=str(StepKind(step["kind"]).label),
        opened=_at(step["opened_at"], zone),
        closed=_at(step["closed_at"], zone),
        due=" – ".join(dict.fromkeys((moment_words(ends[0], zone), moment_words(ends[-1], zone)))),
        rules=_rules(step),
        asked=", ".join(_name(one) for one in step["members"]),
        sha256=step["sha256"],
        positions=[_position(one, sent, zone) for one in step["members"]] if is_round else [],
    )


def _rules(step: dict[str, Any]) -> list[str]:
    """The choices by which a step ran, each as a sentence."""
    days = _("Business days: %(number)s; minute of the last day: %(minute)s.")
    return [
        silence_words(step["silence"]),
        days % {"number": step["business_days"], "minute": step["closing"]},
        _("Whose holidays do not count: %(rule)s.") % {"rule": CalendarRule(step["calendar"]).label},
        _("Data of the holidays: %(data)s.") % {"data": step["holidays"]},
    ]


def _position(member: dict[str, Any], sent: CanonicalText, zone: str) -> Position:
    last = member["replies"][-1] if member["replies"] else None
    if last is None:
        return Position(_name(member), "", "", "", "", [], False, False)
    return Position(
        name=_name(member),
        answer=str(Answer(last["answer"]).label),
        at=_at(last["received_at"], zone),
        language=last["language"],
        words=last["words"],
        remarks=[_remark(one, sent, last["language"]) for one in last["comments"]],
        is_by_mail=last["by_mail"],
        is_correction=len(member["replies"]) > 1,
    )


def _remark(comment: dict[str, str], sent: CanonicalText, language: str) -> Remark:
    return Remark(_paragraph(comment["paragraph"], sent, language), comment["words"])


def _paragraph(uid: str, sent: CanonicalText, language: str) -> str:
    for place, one in enumerate(sent.paragraphs, start=1):
        if one.uid == uid:
            label = getattr(one, f"label_{language}")
            if label:
                return _("Paragraph %(label)s") % {"label": label}
            return _("Paragraph without a number, the %(place)s. from the beginning") % {"place": place}
    return uid


def _name(member: dict[str, Any]) -> str:
    here, there = ("en", "es") if get_language() == "en" else ("es", "en")
    return str(member[f"name_{here}"] or member[f"name_{there}"])


def _at(iso: str, zone: str) -> str:
    return moment_words(datetime.fromisoformat(iso), zone) if iso else ""
