"""The jump box: one goes to a thing by its symbol, name or key. Every page of the intranet has it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from crm_portal.queries.jump import places_for

LONGEST = 80  # letters of a question that are read


def jump(request: HttpRequest) -> HttpResponse:
    """Places that fit ``?q=``, as a page; a symbol or key that is one place alone leads there at once.

    With ``?part=list`` the options alone, as the box shows them while one types.
    """
    question = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST]
    found = places_for(question, request.user)
    context: dict[str, Any] = {"question": question, "places": found.places}
    if request.GET.get("part") == "list":
        return render(request, "jump/_options.html", context)
    if found.exact:
        return redirect(found.exact.url)
    return render(request, "jump/jump.html", context)
