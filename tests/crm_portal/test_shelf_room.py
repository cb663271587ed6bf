"""The shelf itself: how much it keeps, and of which revision."""

import os

from crm_portal.shelf import KeptPage, PageShelf


def page(content):
    return KeptPage(content, {"ETag": 'W/"x"', "Cache-Control": "public, no-cache", "Vary": "Cookie"})


def test_shelf_keeps_within_its_limit():
    shelf = PageShelf(limit=200_000)
    shelf.get(("x",), 1)
    for number in range(100):
        shelf.put((str(number),), page(os.urandom(5000)), 1)
    assert 0 < shelf.size <= 200_000
    assert shelf.size == sum(page.size for page in shelf.pages.values())


def test_shelf_refuses_a_page_of_an_older_revision():
    shelf = PageShelf(limit=200_000)
    shelf.get(("x",), 2)
    shelf.put(("x",), page(b"old"), 1)
    assert shelf.get(("x",), 2) is None
