import threading

import pytest
from django.db import DatabaseError, connection, transaction

from declarations.models import Edition, Rendering
from declarations.services.publishing import PublishingError, publish_text
from tests.factories import text_with_paragraphs


@pytest.fixture
def edition(db):
    return publish_text(text_with_paragraphs(1), by="test")


@pytest.mark.engines
@pytest.mark.parametrize(
    "change",
    [
        lambda edition: Edition.objects.filter(pk=edition.pk).update(canonical="{}"),
        lambda edition: Edition.objects.filter(pk=edition.pk).update(reason="nothing much"),
        lambda edition: edition.save(),
        lambda edition: Edition.objects.filter(pk=edition.pk)._raw_delete("default"),
        lambda edition: connection.cursor().execute("DELETE FROM declarations_edition"),
        lambda edition: connection.cursor().execute("UPDATE declarations_edition SET number = 9"),
    ],
)
def test_edition_is_never_changed_or_deleted(edition, change):
    Rendering.objects.all().delete()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        change(edition)
    assert Edition.objects.get(pk=edition.pk).content().sha256 == edition.sha256


@pytest.mark.engines
def test_edition_number_is_given_once(edition):
    with pytest.raises(DatabaseError), transaction.atomic():
        Edition.objects.create(text=edition.text, number=1, canonical="x", sha256="y", code="z")


@pytest.mark.engines
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("sqlite" in str(connection.vendor), reason="SQLite lets one writer in at a time; needs PostgreSQL")
def test_two_who_publish_at_once_make_one_edition():
    text = text_with_paragraphs(2)
    barrier = threading.Barrier(2)
    outcomes = []

    def publish():
        barrier.wait()
        try:
            outcomes.append(publish_text(text, by="test").number)
        except PublishingError as refused:
            outcomes.append(refused.reasons)
        finally:
            connection.close()

    threads = [threading.Thread(target=publish) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    assert sorted(map(str, outcomes))[0] == "1" and len(outcomes) == 2
    assert [isinstance(outcome, list) for outcome in outcomes].count(True) == 1
    assert Edition.objects.filter(text=text).count() == 1
    assert Rendering.objects.filter(edition__text=text).count() == 3
