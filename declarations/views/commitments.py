"""What followed, for every reader: the page of one commitment, the table for spreadsheets, the way to the register."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.public import public_page
from common.spreadsheets import as_csv
from declarations.access_commitments import can_follow_up, can_read_commitments
from declarations.filters import DecisionFilter
from declarations.lists import NEWEST_DECISIONS, DecisionLine, decision_lines, published_decisions
from declarations.models import Commitment, CommitmentState, VerbClass
from declarations.queries_commitments import commitment_dossier
from declarations.workflow_commitments import offers_on


@public_page
def commitment_list(request: HttpRequest) -> HttpResponse:
    """The register is the list of decisions, which says of each what followed; what is asked of it is kept."""
    query = f"?{urlencode(list(request.GET.lists()), doseq=True)}" if request.GET else ""
    return redirect(reverse("declarations:decision-list") + query)


@public_page
def commitment_csv(request: HttpRequest) -> HttpResponse:
    """The register as a table, in the language of the address, with the same questions as the list."""
    decisions = published_decisions(request.user).order_by(*NEWEST_DECISIONS)
    found = DecisionFilter(request.GET, queryset=decisions, request=request)
    heading = (
        *(_("Key"), _("Text"), _("Paragraph"), _("Words in Spanish"), _("Words in English"), _("Meeting begins")),
        *(_("Verb"), _("What it does"), _("Addressed to"), _("Due"), _("Due on"), _("What followed"), _("Reason")),
    )
    rows = [_row(line) for line in decision_lines(found.qs)]
    name = f"crm-compromisos-{get_language()}.csv" if get_language() == "es" else "rcm-commitments-en.csv"
    return HttpResponse(
        as_csv(heading, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _row(line: DecisionLine) -> tuple[Any, ...]:
    row, paragraph = line.row, line.paragraph
    label = paragraph.label_en if get_language() == "en" else paragraph.label_es
    due_on = row.commitment__due_on
    return (
        *(line.key, row.paragraph__text__symbol, label, paragraph.body_es, paragraph.body_en),
        *(row.meeting__start.iso if row.meeting__start else "", line.verb),
        VerbClass(row.commitment__verb_class).label if row.commitment__verb_class else "",
        "; ".join(line.addressees),
        line.due,
        due_on.isoformat() if due_on else (row.due_on.iso if row.due_on else ""),
        CommitmentState(line.state).label if line.state else "",
        (row.commitment__state_reason_en if get_language() == "en" else row.commitment__state_reason_es) or "",
    )


@public_page
def commitment_detail(request: HttpRequest, key: str) -> HttpResponse:
    """One commitment: its words in both languages, its chain, what its addressees report, how it went on."""
    try:
        dossier = commitment_dossier(key, request.user)
    except Commitment.DoesNotExist as error:
        raise Http404 from error
    user, commitment = request.user, dossier.commitment
    context = {
        "dossier": dossier,
        "line": dossier.line,
        "commitment": commitment,
        "may_edit": can_read_commitments(user),
        "may_follow": can_follow_up(user),
        "may_report": commitment.is_theirs and commitment.state in ("unknown", "open", "in_progress"),
        "offers": offers_on(commitment, user),
    }
    return render(request, "commitments/commitment_detail.html", context)
