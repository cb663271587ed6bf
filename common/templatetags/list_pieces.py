"""The pieces of a list: its filters, the heads that sort it, its pages, and what stands where it is empty.

Available in every template without ``{% load %}``, as ``components`` are. Every list has them, so most of their markup
is made here: a template for each would cost more than the lines of the list.
"""

from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common.templatetags.components import icon

register = template.Library()


@register.simple_tag(takes_context=True)
def pagination(context: template.Context, page: Any) -> SafeString:
    """Links to the other pages of a list; whatever else the address asks for is kept."""
    if not page.has_other_pages():
        return SafeString("")
    query = context["request"].GET.copy()
    query.pop("page", None)
    front = escape(f"?{query.urlencode()}&page=" if query else "?page=")
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    page_word, back_word, next_word = escape(_("Page")), escape(_("Previous")), escape(_("Next"))
    word = f'<span class="unseen">{page_word} </span>'
    back = forward = ""
    if page.has_previous():
        address = f"{front}{page.previous_page_number()}"
        back = f'<a class="pagination__step" rel="prev" href="{address}">{icon("back")}{back_word}</a>'
    if page.has_next():
        address = f"{front}{page.next_page_number()}"
        forward = f'<a class="pagination__step" rel="next" href="{address}">{next_word}{icon("forward")}</a>'
    steps = "".join(f"<li>{_step(number, page, front, word)}</li>" for number in numbers)
    name = escape(_("Pages of the list"))
    return SafeString(f'<nav class="pagination" aria-label="{name}">{back}<ol>{steps}</ol>{forward}</nav>')


def _step(number: int | str, page: Any, front: str, word: str) -> str:
    if number == page.paginator.ELLIPSIS:
        return '<span class="pagination__gap">…</span>'
    if number == page.number:
        return f'<a aria-current="page" href="{front}{number}">{word}{number}</a>'
    return f'<a href="{front}{number}">{word}{number}</a>'


@register.simple_tag(takes_context=True)
def sort_header(
    context: template.Context, field: str, words: str, default: str = "", numeric: bool = False
) -> SafeString:
    """A ``<th>`` that sorts its list by ``?sort=field`` and, when sorted so already, by ``?sort=-field``.

    ``default`` is the order of the list when the address asks for none.
    """
    query = context["request"].GET.copy()
    now = query.get("sort") or default
    query.pop("page", None)
    query["sort"] = f"-{field}" if now == field else field
    direction = {field: "ascending", f"-{field}": "descending"}.get(now, "")
    drawing = icon({"ascending": "up", "descending": "down"}.get(direction, "sort"))
    sorted_so = format_html(' aria-sort="{}"', direction) if direction else ""
    kind = SafeString(' class="numeric"') if numeric else ""
    link = format_html('<a class="sort" href="?{}">{}{}</a>', query.urlencode(), words, drawing)
    return format_html('<th scope="col"{}{}>{}</th>', sorted_so, kind, link)


@register.inclusion_tag("components/filter_bar.html", takes_context=True)
def filter_bar(context: template.Context, form: Any, count: int | None = None) -> dict[str, Any]:
    """The form above a list: its fields ask by GET, the order is kept, and one link takes everything back.

    ``count`` is what is left after filtering; an "as of" date is just a field of ``form``. Where nothing is asked,
    ``form`` may be its fields in markup.
    """
    request = context["request"]
    if isinstance(form, SafeString):
        return {"fields": [form], "count": count, "path": request.path}
    asked = any(value for name, value in request.GET.items() if name in form.fields)
    has_errors = bool(form.errors)
    fields = [field.as_field_group() for field in form.visible_fields()] if has_errors else [plain_fields(form)]
    return {
        "form": form,
        "fields": fields,
        "has_errors": has_errors,
        "count": count,
        "asked": asked,
        "path": request.path,
        "sort": request.GET.get("sort", ""),
    }


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
