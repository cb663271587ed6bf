"""The tables and lists on the page of a participant: as in the history, the markup of their rows is made here."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.lists import addresses, linked
from common.page_addresses import page_address
from common.templatetags.components import date, days_in, doubt, label, period, said_in, written
from crm_portal.queries.conference import Term
from crm_portal.queries.participants import Hosted, Seat, Stood
from crm_portal.templatetags.history import DASH, remarks, theme_in

register = template.Library()


@register.simple_tag(takes_context=True)
def standing_lines(context: template.Context, standings: Iterable[Stood]) -> SafeString:
    """How a participant stands or stood to the conference, and since when."""
    return SafeString(
        "".join(
            f"<div><dt>{escape(one.status_words)}</dt><dd>{written(period(one))} "
            f"{doubt(context['request'], one)}{remarks(one)}</dd></div>"
            for one in standings
        )
    )


@register.simple_tag(takes_context=True)
def term_rows(context: template.Context, terms: Iterable[Term]) -> SafeString:
    """The rows of the table of the presidencies that a country held."""
    history, language, heading = page_address("history"), get_language(), escape(_("Theme"))
    return SafeString(
        "".join(
            f'<tr>\n      <th scope="row"><a href="{history}#presidency-{term.year}">{term.year}</a></th>\n'
            f'      <td data-label="{heading}">{theme_in(language, term)} '
            f"{doubt(context['request'], term)}{remarks(term)}</td>\n    </tr>"
            for term in terms
        )
    )


@register.simple_tag(takes_context=True)
def hosted_rows(context: template.Context, meetings: Iterable[Hosted]) -> SafeString:
    """The rows of the table of meetings that a country hosted."""
    url, language, request = addresses("meetings:meeting-detail", "key"), get_language(), context["request"]
    on, at, agreed = (escape(words) for words in (_("Days"), _("Place"), _("Texts")))
    return SafeString(
        "\n".join(
            f'<tr>\n      <th scope="row">{linked(url(one.meeting.key), one.meeting.title_marked(language))}</th>\n'
            f'      <td data-label="{on}">{days_in(language, one.meeting)} {doubt(request, one.meeting)}</td>\n'
            f'      <td data-label="{at}">{written(said_in(language, one.meeting.city_es, one.meeting.city_en))}</td>\n'
            f'      <td data-label="{agreed}" class="numeric">{one.texts or DASH}</td>\n    </tr>'
            for one in meetings
        )
    )


@register.simple_tag(takes_context=True)
def seat_rows(context: template.Context, seats: Iterable[Seat]) -> SafeString:
    """The rows of the table of bodies in which a participant has or had a seat."""
    role, lasting, ended = (escape(words) for words in (_("Role"), _("Period"), _("the body ended:")))
    return SafeString(
        "\n".join(
            f'<tr>\n      <th scope="row">{linked(seat.body.url, label(seat.body, "name"))}</th>\n'
            f'      <td data-label="{role}">{escape(seat.role_words)}</td>\n'
            f'      <td data-label="{lasting}">{period(seat)}'
            f"{_ended(seat, ended)} {doubt(context['request'], seat)}</td>\n    </tr>"
            for seat in seats
        )
    )


def _ended(seat: Seat, words: str) -> str:
    is_said = seat.body_end and not seat.end
    return f' <span class="soft">({words} {date(seat.body_end)})</span>' if is_said else ""
