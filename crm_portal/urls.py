"""Every address of the portal. Pages live under ``/es/`` and ``/en/``; files, codes and machines' doors do not."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from crm_portal import errors, health, sitemaps
from crm_portal.views import about, files, history, home, journal, jump, participants, reference, styleguide
from declarations import urls as texts
from members import urls as accounts

urlpatterns: list = [
    path("", home.front_door, name="front-door"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path(".well-known/security.txt", sitemaps.security_txt, name="security-txt"),
    path("sitemap.xml", sitemaps.site_map, name="sitemap"),
    *texts.FILES,
    *accounts.OUTSIDE,
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("files/<uuid:pk>/", files.stored_file, name="stored-file"),
    path("too-large", errors.too_large, name="too-large"),
    path("data/participants/<slug:key>.json", participants.participant_json, name="participant-json"),
]
urlpatterns += i18n_patterns(
    path("", home.Home.as_view(), name="home"),
    path(_("about/"), about.About.as_view(), name="about"),
    path(_("participants/"), participants.ParticipantList.as_view(), name="participants"),
    path(_("participants/<slug:key>/"), participants.ParticipantDetail.as_view(), name="participant-detail"),
    path(_("history/"), history.History.as_view(), name="history"),
    path(_("history/presidencies.csv"), history.history_csv, name="history-csv"),
    path(_("sources/"), reference.SourceList.as_view(), name="sources"),
    path(_("glossary/"), reference.Glossary.as_view(), name="glossary"),
    path(_("open-questions/"), reference.DiscrepancyList.as_view(), name="discrepancies"),
    path("styleguide/", styleguide.StyleGuide.as_view(), name="styleguide"),
    path(_("texts/"), include("declarations.urls")),  # before the many without a beginning of their own
    path(_("commitments/"), include("declarations.urls_commitments")),
    *texts.PAGES,
    path("", include("meetings.urls")),
    path(_("account/"), include("members.urls")),
    path(_("account/"), include(accounts.ACCOUNT)),
    path(_("intranet/journal/"), journal.Journal.as_view(), name="journal"),
    path(_("intranet/journal/journal.csv"), journal.journal_csv, name="journal-csv"),
    path(_("intranet/journal/<str:kind>/<str:key>/"), journal.JournalOfObject.as_view(), name="journal-object"),
    path(_("intranet/jump/"), jump.jump, name="jump"),
    path("intranet/", include("members.urls_intranet")),
    path(_("intranet/consultations/"), include("secretariat.urls_consultations")),
    path("intranet/", include("secretariat.urls")),
    path("admin/", admin.site.urls),
    prefix_default_language=True,
)

handler400 = "crm_portal.errors.bad_request"
handler403 = "crm_portal.errors.permission_denied"
handler404 = "crm_portal.errors.not_found"
handler500 = "crm_portal.errors.server_error"
