"""Where a request comes from."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

NOWHERE = "0.0.0.0"  # noqa: S104 - a name for "not known", nothing listens there


def client_address(request: HttpRequest) -> str:
    """The address of the computer that asks, as the outermost of our own proxies saw it.

    Each of the ``TRUSTED_PROXIES`` adds one address at the end of X-Forwarded-For; what stands before was written by
    somebody else and proves nothing. ``0.0.0.0`` where no address is known.
    """
    seen = str(request.META.get("REMOTE_ADDR", ""))
    told = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    count = settings.TRUSTED_PROXIES
    if count and len(told) >= count:
        seen = told[-count]
    try:
        return str(ip_address(seen.strip("[]")))
    except ValueError:
        return NOWHERE
