"""The mail log: every letter, its state and the server's words; for the Secretariat alone."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_filters.views import FilterView

from common.going_back import back_to_asking_page
from members.mailing.writing import shown_text
from members.models import Letter
from members.services.letters import resend_letter
from secretariat.access import can_write_notices
from secretariat.filters import LetterFilter


def letters_for(request: HttpRequest) -> QuerySet[Letter]:
    """All letters, for those who read the mail log; 404 for everyone else."""
    if not can_write_notices(request.user):
        raise Http404
    return Letter.objects.all()


class LetterList(FilterView):
    filterset_class = LetterFilter
    template_name = "secretariat/mail_list.html"
    context_object_name = "letters"
    paginate_by = 50
    strict = False

    def get_queryset(self) -> QuerySet[Letter]:
        return letters_for(self.request).for_list().prefetch_related("attempts", "files")


def letter_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter: its words without secrets, and every attempt to send it."""
    letter = get_object_or_404(letters_for(request).select_related("recipient__person"), pk=pk)
    parts = {"attempts": letter.attempts.all(), "files": letter.files.all()}
    page = {"letter": letter, "words": shown_text(letter)} | parts
    return render(request, "secretariat/mail_detail.html", page)


@require_POST
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a failed letter again, and go back to the page on which that was asked."""
    letter = get_object_or_404(letters_for(request), pk=pk)
    if resend_letter(letter, by=request.user):
        messages.success(request, _("The letter is on its way again."))
    else:
        messages.warning(request, _("This letter is not there to be sent again."))
    return back_to_asking_page(request, otherwise="secretariat:letter-list")
