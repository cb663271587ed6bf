"""The open doors: a view that a visitor may enter, and a page that may be kept for the next one.

Everything else is closed by ``LoginRequiredMiddleware`` and never kept.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.template.response import SimpleTemplateResponse

from common.kept import reading

View = Callable[..., HttpResponseBase]


def public_page(view: View) -> View:
    """Open ``view`` to visitors, and let its answer to a visitor be kept under the site revision.

    Such a page must be the same for every visitor: it sets no cookie, uses no session and carries no CSRF token.
    It is written within the same reading of the record as it is read.
    """

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with reading(getattr(request, "revision", None)):
            response = view(request, *args, **kwargs)
            if isinstance(response, SimpleTemplateResponse):
                response.render()
        response.is_public_page = True  # type: ignore[attr-defined]
        return response

    return login_not_required(marked)


__all__ = ["login_not_required", "public_page"]
