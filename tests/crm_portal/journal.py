"""How the tests of the journal ask for its pages and read them."""

from django.urls import reverse
from django.utils.translation import override

READERS = ("secretariat", "administrator")


def page(name="journal", *args, language="en", **asked):
    with override(language):
        address = reverse(name, args=args)
    return address + ("?" + "&".join(f"{key}={value}" for key, value in asked.items()) if asked else "")


def words(response):
    assert response.status_code == 200, response
    return response.content.decode()


def history(thing, **asked):
    return page("journal-object", thing._meta.label_lower, thing.pk, **asked)
