"""The lines of the list of meetings.

Thirty lines through a template would cost more than reading them; so their markup is made here, and only here. What
lines have in common is put into words once for each language.
"""

from dataclasses import dataclass
from functools import lru_cache, partial

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.lists import addresses, linked
from common.models import Certainty
from common.templatetags.components import chip, days_in, said_in, written
from meetings.lists import MeetingLine, title_unnamed
from meetings.models import CALLED_OFF, MeetingKind
from meetings.models.meetings import Mode

register = template.Library()


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in many lines, in one language."""

    kinds: dict[str, str]
    online: str
    host: str
    doubt: str
    called_off: dict[str, str]


@lru_cache(maxsize=8)
def _words(_language: str | None) -> Words:
    return Words(
        kinds={kind.value: str(kind.label) for kind in MeetingKind},
        online=conditional_escape(_("online")),
        host=conditional_escape(_("host")),
        doubt=" " + chip(_("to be confirmed"), "doubt", "doubt"),
        called_off={state.value: f" {chip(str(state.label), 'failed')}" for state in CALLED_OFF},
    )


@register.simple_tag
def meeting_lines(lines: list[MeetingLine], when: str, kind: str, place: str, presidency: str) -> SafeString:
    """The meetings of one page of the list; the words are the heads of the columns, said again on a narrow screen."""
    writer = Writer()
    cells = [f'<td data-label="{written(head)}">' for head in (when, kind, place, presidency)]
    rows = []
    for line in lines:
        row = line.row
        title, held = linked(writer.meeting(row.key), writer.title(line)), days_in(writer.language, row)
        doubt = "" if row.certainty == Certainty.FIRM else writer.words.doubt
        doubt += writer.words.called_off.get(row.state, "")
        country = (row.presidency__country__key, row.presidency__country__name_es, row.presidency__country__name_en)
        rows.append(
            f'<tr>{cells[0]}{held}</td>\n<th scope="row">{title}{doubt}</th>\n{cells[1]}{writer.bodies(line)}</td>'
            f"\n{cells[2]}{writer.place(line)}</td>\n{cells[3]}{writer.country(*country) or '—'}</td></tr>\n"
        )
    return SafeString("".join(rows))


class Writer:
    """Writes the cells of one page in the reader's language."""

    def __init__(self) -> None:
        self.language = get_language()
        self.said, self.words = partial(said_in, self.language), _words(self.language)
        self.meeting = addresses("meetings:meeting-detail", "key")
        self.body = addresses("meetings:body-detail", "key")
        self.participant = addresses("participant-detail", "key")

    def title(self, line: MeetingLine) -> str:
        return self.said(line.row.name_es, line.row.name_en) or title_unnamed(self.language, line.row, self.words.kinds)

    def bodies(self, line: MeetingLine) -> str:
        links = (linked(self.body(key), self.said(es, en)) for key, es, en in line.bodies)
        return ", ".join(links) or written(self.words.kinds[line.row.kind])

    def place(self, line: MeetingLine) -> str:
        row = line.row
        country = self.country(row.country__key, row.country__name_es, row.country__name_en)
        city = written(self.said(row.city_es, row.city_en))
        place = ", ".join(filter(None, (city, country)))
        if row.mode != Mode.VIRTUAL:
            return place or "—"
        host = f"{self.words.host}: " if country else ""
        return f"{self.words.online}, {host}{place}" if place else self.words.online

    def country(self, key: str | None, es: str | None, en: str | None) -> str:
        return linked(self.participant(key), self.said(es, en)) if key else ""
