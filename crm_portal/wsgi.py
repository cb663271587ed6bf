"""The web server's door: a visitor is answered from the shelf where it holds the page, all else is Django's."""

import gc
import os
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from common.revision import revision_at_hand
from crm_portal.shelf import PLACE, PageShelf

Portal = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def with_shelf(portal: Portal) -> Portal:
    """``portal``, asked only for what is not kept under the present site revision.

    Whatever is in doubt goes to Django: the first request over a connection, a connection that died or has served its
    time, a database that is away. There the middleware reads the revision again and fills the shelf.
    """
    shelf = PageShelf(settings.PUBLIC_PAGES_BYTES)

    def door(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if place := shelf.place(environ):
            revision = revision_at_hand()
            if revision is not None and (page := place.page(revision)):
                answer = page.answer(environ)
                start_response(answer.status, answer.headers)
                return [answer.body]
            environ[PLACE] = place
        return portal(environ, start_response)

    return door


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm_portal.settings")
application = with_shelf(get_wsgi_application())
# What is loaded now stays; and a page makes thousands of things of which hardly any refer to each other in a circle,
# so that the collector need not look for such a circle after every seven hundred.
gc.freeze()
gc.set_threshold(
    10_000
)  # a page makes some thousand things and few of them in circles; Python's 700 is for small programs
