"""Several officers publish circulars at once: each gets a number of its own, and none is left out."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from members.models import User
from secretariat.models import Notice
from secretariat.services.notices import publish_notice
from tests.factories import NoticeFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.engines,
    pytest.mark.skipif("sqlite" in connection.vendor, reason="SQLite lets one writer in at a time; needs PostgreSQL"),
]


def test_circulars_when_published_at_once_get_the_numbers_in_a_row(personas):
    def publish(notice):
        try:
            publish_notice(notice, by=User.objects.get(pk=personas["secretariat"].pk))
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as officers:
        list(officers.map(publish, [NoticeFactory(kind="circular") for _ in range(6)]))
    assert sorted(Notice.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]
