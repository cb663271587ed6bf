"""The list of participants and the badges of a meeting, on paper."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from common.rendering import qr_svg, render_pdf
from meetings.models import Delegate, DelegationFileKind, Meeting
from meetings.queries.delegations import by_delegation

ON_A_SHEET = 8  # badges


def paper_of_delegations(meeting: Meeting, kind: str, language: str) -> bytes:
    """The PDF of one kind (``DelegationFileKind``) in one language: those who are accredited, as of now."""
    accredited = Delegate.objects.accredited().known().filter(meeting=meeting)
    make = _badges if kind == DelegationFileKind.BADGES else _list
    with override(language):
        return make(meeting, accredited, language)


def _list(meeting: Meeting, accredited: Any, language: str) -> bytes:
    page = {"meeting": meeting, "delegations": by_delegation(accredited), "total": accredited.count()}
    html = render_to_string("meetings/print/participants.html", page)
    words = _("List of participants")
    return render_pdf(html, title=f"{words} · {meeting.title}", language=language, sheets=["print-delegations.css"])


def _badges(meeting: Meeting, accredited: Any, language: str) -> bytes:
    delegates = list(accredited.for_list())
    sheets = [delegates[start : start + ON_A_SHEET] for start in range(0, len(delegates), ON_A_SHEET)]
    codes = {f"badge-{one.badge_code}.svg": qr_svg(check_in_address(meeting, one)) for one in delegates}
    html = render_to_string("meetings/print/badges.html", {"meeting": meeting, "sheets": sheets})
    words = _("Badges")
    return render_pdf(
        html, title=f"{words} · {meeting.title}", language=language, sheets=["print-delegations.css"], images=codes
    )


def check_in_address(meeting: Meeting, delegate: Delegate) -> str:
    """What the QR code of a badge opens: the check-in page of its delegate, for the Secretariat alone."""
    place = {"key": meeting.key, "code": delegate.badge_code}
    return settings.SITE_URL + reverse("meetings:check-in-delegate", kwargs=place)
