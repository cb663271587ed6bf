"""The journal: a list of all acts, the same as a file, and the history of one thing."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.generic import ListView

from common.lists import FilteredList
from common.models import Act
from crm_portal.access import can_read_journal
from crm_portal.journal_filter import JournalFilter
from crm_portal.queries.journal import ActLine, acts_about, acts_for, head_of_journal, lines_of, subject_of
from crm_portal.queries.versions import Version, read_versions, versions_about
from crm_portal.services import export_journal


class Journal(FilteredList):
    """Every act, the latest first, for the Secretariat and the administrator."""

    filterset_class = JournalFilter
    template_name = "crm_portal/journal.html"
    context_object_name = "lines"
    paginate_by = 50

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not can_read_journal(request.user):
            raise Http404
        self.head = head_of_journal()
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Act]:
        return acts_for(self.request.user)

    def lines(self, rows: QuerySet[Act]) -> list[ActLine]:
        return lines_of(rows)

    def known_count(self) -> int:
        return self.head[0]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        number, digest = self.head
        return super().get_context_data(number=number, digest=digest, asked=self.request.GET.urlencode(), **kwargs)


def journal_csv(request: HttpRequest) -> HttpResponse:
    """The acts that were asked for as a CSV file; taking it is an act."""
    if not can_read_journal(request.user):
        raise Http404
    found = JournalFilter(request.GET, queryset=acts_for(request.user), request=request)
    asked = {name: request.GET[name] for name in found.form.fields if request.GET.get(name)}
    table = export_journal(found.qs, asked=asked, by=request.user)
    response = HttpResponse(table, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="journal-{timezone.localdate().isoformat()}.csv"'
    return response


class JournalOfObject(ListView):
    """The history of one thing: the acts on it and its parts; with ``?view=fields`` what its fields said before."""

    template_name = "crm_portal/journal_object.html"
    context_object_name = "lines"
    paginate_by = 50

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.subject = subject_of(request.user, kwargs["kind"], kwargs["key"])
        self.of_fields = request.GET.get("view") == "fields"
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet:
        return versions_about(self.subject) if self.of_fields else acts_about(self.request.user, self.subject)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = context["lines"]
        lines: list[ActLine] | list[Version] = read_versions(rows) if self.of_fields else lines_of(rows)
        if self.subject.thing is None and not lines:
            raise Http404
        name = str(self.subject.thing) if self.subject.thing else next((line.name for line in lines), "")
        return context | {
            "lines": lines,
            "subject": self.subject,
            "name": name,
            "of_fields": self.of_fields,
            "of_acts": not self.of_fields,
        }
