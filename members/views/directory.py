"""Who is who: the directory on a page, and as a file for those who may take it away."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from common.lists import FilteredList
from common.spreadsheets import as_csv
from members.access import is_secretariat
from members.access_people import can_export_people, reads_calendars, reads_directory
from members.filters import DirectoryFilter, directory_of
from members.models import Mandate
from members.queries.needs import members_without_focal_point
from members.services.people import record_export


class Directory(FilteredList):
    """Everyone with a mandate in force of whom the reader may know, with how one reaches them."""

    filterset_class = DirectoryFilter
    template_name = "members/directory.html"
    context_object_name = "mandates"
    paginate_by = 50

    def get_queryset(self) -> QuerySet[Mandate]:
        if not reads_directory(self.request.user):
            raise Http404
        return directory_of(self.request.user)

    def lines(self, rows: QuerySet[Mandate]) -> list[Mandate]:
        return list(rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        keeps = is_secretariat(self.request.user)
        return super().get_context_data(
            keeps=keeps,
            may_export=can_export_people(self.request.user),
            reads_calendars=reads_calendars(self.request.user),
            vacant=members_without_focal_point() if keeps else [],
            query=self.request.GET.urlencode(),
            **kwargs,
        )


def directory_csv(request: HttpRequest) -> HttpResponse:
    """The directory as filtered by the address; each such file is an act in the journal."""
    if not can_export_people(request.user):
        raise Http404
    filtered = DirectoryFilter(request.GET, queryset=directory_of(request.user), request=request)
    rows = [row_of(mandate) for mandate in filtered.qs]
    record_export(rows=len(rows), asked=request.GET.urlencode()[:300], by=request.user)
    heading = [
        _("Acts for"),
        _("Function"),
        _("Form of address"),
        _("Name"),
        _("Position"),
        _("Institution"),
        _("E-mail"),
        _("Telephone"),
        _("From"),
        _("Until"),
        _("Contact data confirmed"),
    ]
    response = HttpResponse(as_csv(heading, rows), content_type="text/csv; charset=utf-8")
    name = f"directory-{timezone.localdate().isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def row_of(mandate: Mandate) -> list[Any]:
    person = mandate.person
    confirmed = timezone.localdate(person.confirmed_at) if person.confirmed_at else ""
    return [
        mandate.participant or "",
        mandate.get_function_display(),
        person.honorific,
        person.name,
        person.position,
        mandate.institution or person.institution or "",
        person.email,
        person.phone,
        mandate.start,
        mandate.end or "",
        confirmed,
    ]
