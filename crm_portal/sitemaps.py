"""For machines: every public address, each in both languages, and where weaknesses are reported."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from common.public import login_not_required, public_page
from declarations.models import Text
from meetings.models import Body, Meeting, Plan, WorkPlan
from members.models import Participant

PAGES = (
    "home",
    "about",
    "participants",
    "history",
    "meetings:body-list",
    "meetings:meeting-list",
    "meetings:plan-list",
    "meetings:activity-statistics",
    "declarations:text-list",
    "declarations:decision-list",
    "verify",
    "sources",
    "discrepancies",
    "glossary",
)


class BothLanguages(Sitemap):
    """Addresses under the portal's own name, never that of the request, with their alternates and the default."""

    i18n = True
    alternates = True
    limit = 5000

    @property
    def protocol(self) -> str:
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        urls = super().get_urls(page, site, self.protocol)
        for url in urls:
            spanish = next(one["location"] for one in url["alternates"] if one["lang_code"] == "es")
            url["alternates"].append({"location": spanish, "lang_code": "x-default"})
        return urls


class PageMap(BothLanguages):
    """The pages that stand for themselves."""

    def items(self) -> tuple[str, ...]:
        return PAGES

    def location(self, item: str) -> str:
        return reverse(item)


class ThingMap(BothLanguages):
    """One page per thing that a visitor may see; ``named_by`` is the thing around it that its address names."""

    def __init__(self, things: type[Model], *, named_by: str = "") -> None:
        self.things, self.named_by = things, named_by

    def items(self) -> QuerySet:
        rows = self.things.objects.select_related(self.named_by) if self.named_by else self.things.objects
        return (rows.visible_to(AnonymousUser()) if hasattr(rows, "visible_to") else rows.all()).order_by("pk")


MAPS = {
    "pages": PageMap(),
    "participants": ThingMap(Participant),
    "bodies": ThingMap(Body),
    "meetings": ThingMap(Meeting),
    "plans": ThingMap(Plan),
    "work-plans": ThingMap(WorkPlan, named_by="body"),
    "texts": ThingMap(Text),
}


@public_page
def site_map(request: HttpRequest) -> HttpResponse:
    return sitemap(request, MAPS).render()


@login_not_required
@require_safe
def security_txt(_request: HttpRequest) -> HttpResponse:
    """To whom a weakness is reported (RFC 9116), where the operator named somebody; it is good for half a year."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = (timezone.now() + timedelta(days=180)).replace(microsecond=0).isoformat()
    lines = [f"Contact: {settings.SECURITY_CONTACT}", f"Expires: {expires}", "Preferred-Languages: es, en", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@public_page
def robots(_request: HttpRequest) -> HttpResponse:
    """Crawlers may read what is public; they need not knock at the closed doors."""
    closed = [f"Disallow: /{code}/{door}/" for code, _name in settings.LANGUAGES for door in ("intranet", "admin")]
    lines = ["User-agent: *", *closed, "", f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
