"""The lines of the list of decisions; as with texts, their markup is made here, and only here."""

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common.lists import addresses
from common.models import Certainty
from common.templatetags.components import chip, date, said
from declarations.canonical import paragraph_anchor
from declarations.lists import DecisionLine
from declarations.models import Nature
from declarations.templatetags.passages import followed_up, words_as_published

register = template.Library()


@register.simple_tag
def decision_lines(lines: list[DecisionLine]) -> SafeString:
    """The decisions of one page of the list: the words as published, their text and day, what can be followed up."""
    address = addresses("declarations:text-detail", "symbol")
    summary, doubt = chip(_("Summary"), "accent", "summary"), chip(_("to be confirmed"), "doubt", "doubt")
    written = []
    for line in lines:
        row = line.row
        title = conditional_escape(said(row.paragraph__text__title_es, row.paragraph__text__title_en))
        place = f"{address(row.paragraph__text__symbol)}#{paragraph_anchor(line.paragraph.uid)}"
        marks = summary if row.paragraph__text__nature == Nature.SUMMARY else ""
        marks += doubt if row.certainty != Certainty.FIRM else ""
        written.append(
            f'<li class="decisions__line" id="{row.key}"><div class="decisions__words">'
            f'{words_as_published(line.paragraph)}<p class="entries__meta"><a href="{place}">{title}</a>'
            f"<span>{date(row.meeting__start)}</span>{marks}</p></div>\n"
            f"{followed_up(line, line, 'decision decision--aside')}</li>\n"
        )
    return SafeString("".join(written))
