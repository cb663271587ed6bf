"""How a text was adopted, on its page: manner, session, who was present, and what members put on record."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.templatetags.components import in_either, written
from declarations.adoption_words import member_name
from declarations.canonical import CanonicalAdoption, CanonicalMember
from declarations.models import Manner, Remark, Text
from declarations.seals import seals
from members.queries.needs import Need

register = template.Library()


def adoption_facts(adoption: CanonicalAdoption | None) -> Iterator[tuple[str, str]]:
    """What is told beside the day and by whom: each fact with its name, in markup."""
    if adoption is None:
        return
    language = get_language() or "es"
    session = getattr(adoption, f"session_{'en' if language == 'en' else 'es'}")
    manner = escape(str(Manner(adoption.manner).label))
    yield _("Manner of adoption"), f'{manner}<br><span class="soft">{written(session)}</span>' if session else manner
    yield _("Members present"), escape(names_of(adoption.present))


@register.filter
def name_of(member: CanonicalMember) -> str:
    """Its name in the language of the page, as it was when the text was adopted."""
    return member_name(member, "en" if get_language() == "en" else "es")


@register.filter
def names_of(members: Iterable[CanonicalMember]) -> str:
    """The same of several, in the order of their names."""
    return ", ".join(sorted(map(name_of, members)))


@register.filter
def remark_kind(kind: str) -> str:
    return str(Remark(kind).label)


@register.simple_tag
def needs_of_signing(texts: Iterable[Text] | None) -> list[Need]:
    """A line of the desk for each of ``texts``, which wait for a signature of the reader. No query."""
    return [
        Need(
            _("Sign the adoption: %(title)s") % {"title": in_either(text.title_es, text.title_en)},
            reverse("declarations:text-adoption", kwargs={"symbol": text.symbol}),
            act=_("Sign"),
        )
        for text in texts or ()
    ]


@register.simple_tag
def lacks_seal() -> bool:
    """Whether the PDFs of editions are not sealed, for no key is configured."""
    return not seals()


@register.filter
def remarks_in_words(adoption: CanonicalAdoption) -> list[dict[str, Any]]:
    """Each reservation and statement with the languages that it has; what a member did not say is not filled in."""
    return [
        {"remark": one, "words": [(code, words) for code in ("es", "en") if (words := getattr(one, f"words_{code}"))]}
        for one in adoption.remarks
    ]
