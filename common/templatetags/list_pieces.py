"""The pieces of a list: its filters, the heads that sort it, its pages, and what stands where it is empty.

Available in every template without ``{% load %}``, as ``components`` are. Every list has them, so most of their markup
is made here: a template for each would cost more than the lines of the list.
"""

from functools import lru_cache
from html import escape
from typing import Any
from urllib.parse import urlencode

from django import template
from django.core.paginator import Paginator
from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.kept import kept_under_revision
from common.templatetags.components import icon, written

register = template.Library()


def question(request: HttpRequest, **instead: str) -> str:
    """What the address asks of a list, its page left out, with something else ``instead``; as a query."""
    asked = dict(request.GET.lists())
    asked.pop("page", None)
    return urlencode(asked | instead, doseq=True)


@register.simple_tag(takes_context=True)
def pagination(context: template.Context, page: Any) -> SafeString:
    """Links to the other pages of a list; whatever else the address asks for is kept."""
    if not page.has_other_pages():
        return SafeString("")
    asked = question(context["request"])
    front = f"?{asked}&page=" if asked else "?page="
    return _pages(page.number, page.paginator.num_pages, front, get_language())


@lru_cache(maxsize=256)
def _pages(present: int, last: int, query: str, _language: str | None) -> SafeString:
    """The links of the page ``present`` of ``last``; ``query`` is that of a page without its number."""
    front = escape(query)
    numbers = Paginator(range(last), 1).get_elided_page_range(present, on_each_side=1, on_ends=1)
    page_word, back_word, next_word = escape(_("Page")), escape(_("Previous")), escape(_("Next"))
    word = f'<span class="unseen">{page_word} </span>'
    back = forward = ""
    if present > 1:
        address = f"{front}{present - 1}"
        back = f'<a class="pagination__step" rel="prev" href="{address}">{icon("back")}{back_word}</a>'
    if present < last:
        address = f"{front}{present + 1}"
        forward = f'<a class="pagination__step" rel="next" href="{address}">{next_word}{icon("forward")}</a>'
    steps = "".join(f"<li>{_step(number, present, front, word)}</li>" for number in numbers)
    name = escape(_("Pages of the list"))
    return SafeString(f'<nav class="pagination" aria-label="{name}">{back}<ol>{steps}</ol>{forward}</nav>')


def _step(number: int | str, present: int, front: str, word: str) -> str:
    if number == Paginator.ELLIPSIS:
        return '<span class="pagination__gap">…</span>'
    if number == present:
        return f'<a aria-current="page" href="{front}{number}">{word}{number}</a>'
    return f'<a href="{front}{number}">{word}{number}</a>'


@register.simple_tag(takes_context=True)
def sort_header(
    context: template.Context, field: str, words: str, default: str = "", numeric: bool = False
) -> SafeString:
    """A ``<th>`` that sorts its list by ``?sort=field`` and, when sorted so already, by ``?sort=-field``.

    ``default`` is the order of the list when the address asks for none.
    """
    request = context["request"]
    now = request.GET.get("sort") or default
    address = question(request, sort=f"-{field}" if now == field else field)
    direction = {field: "ascending", f"-{field}": "descending"}.get(now, "")
    drawing = icon({"ascending": "up", "descending": "down"}.get(direction, "sort"))
    sorted_so = f' aria-sort="{direction}"' if direction else ""
    kind = ' class="numeric"' if numeric else ""
    link = f'<a class="sort" href="?{escape(address)}">{written(words)}{drawing}</a>'
    return SafeString(f'<th scope="col"{sorted_so}{kind}>{link}</th>')


@register.simple_tag(takes_context=True)
def filter_bar(context: template.Context, form: Any, count: int | None = None, fold: bool = False) -> SafeString:
    """The form above a list: its fields ask by GET, the order is kept, and one link takes everything back.

    ``count`` is what is left after filtering; an "as of" date is just a field of ``form``. Where nothing is asked,
    ``form`` may be its fields in markup. ``fold`` is for a form of many fields, which on a telephone would push the
    list off the screen: there they are folded, with how many of them are asked.
    """
    request = context["request"]
    if isinstance(form, SafeString):
        return _bar_unasked(form, count, request.path)
    has_errors = bool(form.errors)
    fields = [field.as_field_group() for field in form.visible_fields()] if has_errors else [plain_fields(form)]
    bar = {
        "form": form,
        "fields": fields,
        "has_errors": has_errors,
        "count": count,
        "asked": sum(bool(value) for name, value in request.GET.items() if name in form.fields),
        "fold": fold,
        "path": request.path,
        "sort": request.GET.get("sort", ""),
    }
    return render_to_string("components/filter_bar.html", bar)


@kept_under_revision
def _bar_unasked(fields: SafeString, count: int | None, path: str) -> SafeString:
    """The same where nothing is asked; the fields are those that everybody is offered."""
    return render_to_string("components/filter_bar.html", {"fields": [fields], "count": count, "path": path})


def plain_fields(form: BaseForm) -> SafeString:
    """The fields of a form without errors, in markup."""
    return SafeString("".join(map(_plain_field, form.visible_fields())))


def _plain_field(field: BoundField) -> SafeString:
    """As ``components/field.html`` draws a field that has no error; that template is for every form, and slower."""
    if field.help_text or field.use_fieldset:
        return field.as_field_group()
    label = conditional_escape(field.label)
    return SafeString(
        f'<div class="field">\n<label class="field__label" for="{field.id_for_label}">{label}</label>\n{field}\n</div>'
    )


@register.inclusion_tag("components/empty.html")
def empty_state(words: str, url: str = "", action: str = "") -> dict[str, Any]:
    """What stands where a list has no line: why, and where to go."""
    return {"words": words, "url": url, "action": action}
