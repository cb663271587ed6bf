"""How the tests of people, directory and delegation read their pages."""

from django.urls import reverse
from django.utils.translation import override


def address(name, **kwargs):
    with override("en"):
        return reverse(f"people:{name}", kwargs=kwargs)


def words(response):
    assert response.status_code in (200, 422), response.status_code
    return response.content.decode()


def listed(page, personas):
    """The personas whose names stand in the table; the head of each page names its reader."""
    return {name for name in personas if f">{name}</bdi></a>" in page.split("<tbody>")[-1] and "<tbody>" in page}
