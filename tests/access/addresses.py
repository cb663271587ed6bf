"""Every address of the portal, walked from the URLconf itself."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

BUILT_IN = {"admin"}  # Django's administration: one row stands for it in the matrix


def all_names() -> set[str]:
    """The full names of all addresses (``namespace:name``); the administration counts as its index alone.

    Raises ``AssertionError`` for an address without a name: it could not stand in the access matrix.
    """
    return set(_walk(get_resolver().url_patterns, ()))


def _walk(patterns: list, spaces: tuple[str, ...]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            if pattern.namespace in BUILT_IN:
                yield f"{pattern.namespace}:index"
            else:
                yield from _walk(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"an address without a name: {pattern.pattern}"
            yield ":".join((*spaces, pattern.name))
