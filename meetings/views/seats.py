"""Who sits in a body; for the Secretariat alone."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from meetings.forms.seats import SeatForm
from meetings.models import Body, Seat
from meetings.services.seats import give_seat, take_seat
from members.access import is_secretariat


def _only_secretariat(request: HttpRequest) -> None:
    if not is_secretariat(request.user):
        raise Http404


class Seats(View):
    """The people of a body, and the form to seat one more."""

    def show(self, request: HttpRequest, body: Body, form: SeatForm) -> HttpResponse:
        seats = body.seats.select_related("mandate__person", "mandate__participant").order_by("mandate__person__name")
        return render(request, "meetings/body_seats.html", {"body": body, "seats": seats, "form": form})

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        _only_secretariat(request)
        return self.show(request, get_object_or_404(Body, key=key), SeatForm())

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        _only_secretariat(request)
        body, form = get_object_or_404(Body, key=key), SeatForm(request.POST)
        if form.is_valid():
            try:
                give_seat(mandate=form.cleaned_data["mandate"], body=body, by=request.user)
                messages.success(request, _("Seated in the body."))
                return redirect("meetings:body-seats", key=key)
            except ValidationError as refusal:
                form.add_error(None, refusal)
        return self.show(request, body, form)


@require_POST
def seat_take(request: HttpRequest, pk: int) -> HttpResponse:
    _only_secretariat(request)
    seat = get_object_or_404(Seat.objects.select_related("body", "mandate__person"), pk=pk)
    take_seat(seat, by=request.user)
    messages.success(request, _("No longer seated in the body."))
    return redirect("meetings:body-seats", key=seat.body.key)
