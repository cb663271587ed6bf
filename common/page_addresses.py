"""The addresses of our own pages: to put one together anew takes longer than most of what stands around it."""

from functools import lru_cache
from typing import Any

from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language, override


def page_address(name: str, *args: Any, **kwargs: Any) -> str:
    """As Django's ``reverse``, in the active language. Raises ``NoReverseMatch`` where there is no such page."""
    return address_in(get_language(), name, args, kwargs)


def address_in(language: str | None, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    """The same in any language."""
    return _put_together(name, args, tuple(kwargs.items()), language, get_script_prefix())


@lru_cache(maxsize=4096)
def _put_together(
    name: str, args: tuple[Any, ...], kwargs: tuple[tuple[str, Any], ...], language: str | None, _prefix: str
) -> str:
    with override(language):
        return reverse(name, args=args, kwargs=dict(kwargs))
