"""The way back to the page on which something was asked, if that page is one of ours."""

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme


def back_to_asking_page(request: HttpRequest, *, otherwise: object) -> HttpResponseRedirect:
    """A redirect to the path that the form names in ``next``; where it names none of ours, to ``otherwise``."""
    page = request.POST.get("next", "")
    is_ours = page.startswith("/") and url_has_allowed_host_and_scheme(page, allowed_hosts=None)
    return redirect(page if is_ours else otherwise)
