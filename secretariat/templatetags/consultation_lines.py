"""Written consultations in templates: deadlines, words, replies, and what waits for whom on the desks."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django import template
from django.urls import reverse
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.acts import words_of
from common.templatetags.components import chip, icon, in_either
from common.zones import in_zone, zone_name
from declarations.access import can_chair
from declarations.canonical import CanonicalText
from declarations.models import Text, TextState
from declarations.templatetags.passages import words_alone, words_beside
from meetings.capitals import CAPITALS
from members.access import mandates_of, troika
from members.queries.needs import Need
from secretariat.access_consultations import may_reply_for
from secretariat.models import Answer, Consultation, Consulted, Silence, Stage
from secretariat.queries.consultation_lists import AtWork, RunningRound, consultations_at_work, waiting_for_reply
from secretariat.workflow import OPENS

register = template.Library()
ANSWERS = {"agree": "ready", "comment": "pending", "object": "failed", "time": "draft"}
SYMBOLS = {"agree": "check", "comment": "edit", "object": "warning", "time": "clock"}
STAGES = {
    **dict.fromkeys((Stage.TROIKA, Stage.ROUND_ONE, Stage.ROUND_TWO), "pending"),
    Stage.ADOPTED: "ready",
    Stage.WITHDRAWN: "failed",
}


@register.simple_tag(takes_context=True)
def deadline(context: template.Context, at: datetime, zone: str) -> SafeString:
    """A minute by the clock of ``zone`` with its name, and by that of the reader's capital where it shows another.

    A script adds the reader's own clock where it is neither (``js/deadlines.js``).
    """
    shown = [zone, *(one for one in _zones_of(context["request"].user) if _wall(at, one) != _wall(at, zone))]
    first, *others = (f"{_moment(at, one)} ({zone_name(one, at)})" for one in shown)
    return format_html(
        '<span class="deadline" data-deadline="{}" data-zones="{}"><time datetime="{}">{}</time>{}</span>',
        _("your time"),
        " ".join(shown),
        at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        first,
        format_html(' <span class="deadline__own">{}</span>', "; ".join(others)) if others else "",
    )


def _zones_of(user: Any) -> list[str]:
    """The clock of the capital for which the reader acts. No query beside that of the mandates."""
    countries = (mandate.participant for mandate in mandates_of(user) if mandate.participant)
    return list(dict.fromkeys(CAPITALS[one.iso2.upper()] for one in countries if (one.iso2 or "").upper() in CAPITALS))


def _wall(at: datetime, zone: str) -> datetime:
    return in_zone(at, zone).replace(tzinfo=None)


def _moment(at: datetime, zone: str) -> str:
    there = in_zone(at, zone)
    return f"{formats.date_format(there, 'DATE_FORMAT')}, {there:%H:%M}"


@register.simple_tag
def minute(at: datetime, zone: str) -> SafeString:
    """A minute that has passed, by the clock of ``zone``; the name of the zone stands beside the list."""
    return format_html('<time datetime="{}">{}</time>', at.astimezone(UTC).isoformat(), _moment(at, zone))


@register.simple_tag
def clock_name(zone: str, at: datetime) -> str:
    return zone_name(zone, at)


@register.filter
def slug_of(act: str) -> str:
    """How an act is named in addresses."""
    return act.replace("_", "-")


@register.filter
def leads_on(act: str) -> bool:
    """Whether the act leads towards the outcome: its button stands out."""
    return act in (*OPENS, "end_troika", "agree_consultation", "resume_step")


@register.simple_tag
def unknown_of_troika() -> list[str]:
    """Which of the three presidencies the record does not know now; nobody is asked in their place. One query."""
    names = (_("the outgoing Presidency"), _("the present Presidency"), _("the incoming Presidency"))
    known = zip(names, troika(), strict=True)
    return [str(name) for name, term in known if term is None or term.country_id is None]


@register.filter
def act_words(act: str) -> str:
    return words_of(act)


@register.simple_tag
def words_in(content: CanonicalText, view: str) -> SafeString:
    """The words that were sent, in one language or in both side by side, each paragraph with its anchor."""
    return words_beside(content) if view == "both" else words_alone(content, view)


@register.simple_tag
def title_in(content: CanonicalText, view: str) -> str:
    return content.title_en if view == "en" else content.title_es


@register.simple_tag
def answer_chip(reply: Any) -> SafeString:
    """What a member replies."""
    return chip(str(reply.get_answer_display()), ANSWERS[reply.answer], SYMBOLS[reply.answer])


@register.filter
def answer_words(answer: str) -> str:
    return str(Answer(answer).label)


@register.filter
def answer_kind(answer: str) -> str:
    """The kind of chip for an answer."""
    return ANSWERS[answer]


@register.simple_tag
def stage_chip(consultation: Consultation) -> SafeString:
    return chip(str(consultation.get_stage_display()), STAGES.get(Stage(consultation.stage), "plain"))


@register.filter
def silence_means(silence: str) -> str:
    """What it means that a member does not reply, in a sentence that says who chose it."""
    if silence == Silence.CONSENT:
        return _(
            "A member that does not reply in time is taken to consent. The sources do not say what silence means; this "
            "was chosen for this consultation."
        )
    return _(
        "Consent must be expressed: a member that does not reply has not consented. The sources do not say what "
        "silence means; this was chosen for this consultation."
    )


@register.filter
def names_of(members: Iterable[Any]) -> str:
    """Members by name, from participants, rows of a step or lines of the page."""
    return ", ".join(str(getattr(getattr(one, "consulted", one), "participant", one)) for one in members)


@register.simple_tag(takes_context=True)
def consultation_link(context: template.Context, text: Text) -> SafeString | str:
    """The way from a text to its written consultation, or to putting it to one, for those who may.

    At most one query, none where the text was never put to one (``Drafting.is_by_consultation``).
    """
    user, drafting = context["request"].user, getattr(text, "drafting", None)
    if drafting is None or not getattr(user, "is_authenticated", False):
        return ""
    if drafting.is_by_consultation and Consultation.objects.visible_to(user).filter(text=text).exists():
        return _button("consultations:detail", text.symbol, _("Written consultation"))
    if text.state != TextState.DRAFT or not can_chair(user, text):
        return ""
    return _button("consultations:prepare", text.symbol, _("Put to a written consultation"))


def _button(name: str, symbol: str, words: str) -> SafeString:
    url = reverse(name, kwargs={"symbol": symbol})
    return format_html('<a class="button button--quiet" href="{}">{}{}</a>', url, icon("calendar"), words)


@register.simple_tag(takes_context=True)
def consultations_now(context: template.Context) -> AtWork:
    """The steps that run, and what waits for a decision, for presidency and Secretariat. One query."""
    return consultations_at_work(context["request"].user)


@register.simple_tag(takes_context=True)
def needs_of_consultations(context: template.Context, at_work: AtWork) -> list[Need]:
    """What of written consultations waits for the reader: replies, decisions, openings, members without a voice.

    One query, none for those who run them.
    """
    user = context["request"].user
    replies = [_to_reply(one, may_reply_for(user)) for one in waiting_for_reply(user, at_work.rounds)]
    silent = [need for one in at_work.rounds if (need := _without_point(one))]
    return [*replies, *(_to_decide(one) for one in at_work.undecided), *silent]


def _title(consultation: Consultation) -> str:
    return in_either(consultation.text.title_es, consultation.text.title_en)


def _to_reply(one: Consulted, replying: set[int]) -> Need:
    named = {"title": _title(one.step.consultation), "country": one.participant}
    due = in_zone(one.due_at, one.step.time_zone).date()
    if one.participant_id in replying:
        words, act = _("Reply to the written consultation: %(title)s (%(country)s)") % named, _("Give the reply")
    else:
        words, act = _("Prepare the reply to the written consultation: %(title)s (%(country)s)") % named, _("Prepare")
    return Need(words, one.step.consultation.get_absolute_url(), due, act)


def _to_decide(one: Any) -> Need:
    named = {"title": _title(one), "stage": one.get_stage_display()}
    if one.last_act == "refuse_opening":
        words = _("The clock could not open the next step of the written consultation: %(title)s") % named
    else:
        words = _("Decide how the written consultation goes on: %(title)s (%(stage)s)") % named
    return Need(words, one.get_absolute_url(), act=_("Decide"))


def _without_point(one: RunningRound) -> Need | None:
    members = one.without_point
    if not members:
        return None
    named = {"names": names_of(members), "title": _title(one.consultation)}
    words = ngettext(
        "Nobody can reply for %(names)s: no focal point and no deputy (%(title)s)",
        "Nobody can reply for %(names)s: they have no focal point and no deputy (%(title)s)",
        len(members),
    )
    due = in_zone(one.due_at, one.step.time_zone).date()
    return Need(words % named, one.consultation.get_absolute_url(), due)
