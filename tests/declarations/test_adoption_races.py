"""Two who sign at once, and two workers that finish at once: one edition, published once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from common.models import Act, OutboxMessage
from declarations.models import AdoptionSignature, Edition, Rendering, RenderingState, Text
from declarations.services.adoption import sign_adoption, untable_text
from declarations.tasks import publication_key, publish_adopted
from tests.declarations.adopting import adopted, hash_of, prepared

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.engines,
    pytest.mark.skipif("sqlite" in connection.vendor, reason="SQLite lets one writer in at a time; needs PostgreSQL"),
]


def at_once(*acts):
    def one(act):
        try:
            return act()
        except ValidationError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as people:
        return list(people.map(one, acts))


@pytest.mark.parametrize("round_", range(3))
def test_two_who_sign_at_once_adopt_one_edition(personas, round_):
    adoption = prepared(personas)
    seen = hash_of(adoption)

    def signs(who):
        return lambda: sign_adoption(adoption, signatory=who, sha256=seen, by=personas[who])

    at_once(*[signs(who) for who in ("presidency", "secretariat")] * 3)
    assert Edition.objects.count() == 1 and AdoptionSignature.objects.count() == 2
    assert Text.objects.get(pk=adoption.text_id).state == "adopted"
    assert Act.objects.filter(act="adopt_text").count() == 1


def test_signing_and_taking_back_at_once_end_in_one_of_the_two(personas):
    adoption = prepared(personas)
    seen = hash_of(adoption)
    sign_adoption(adoption, signatory="presidency", sha256=seen, by=personas["presidency"])
    at_once(
        lambda: sign_adoption(adoption, signatory="secretariat", sha256=seen, by=personas["secretariat"]),
        lambda: untable_text(adoption.text, reason={"es": "No", "en": "No"}, by=personas["presidency"]),
    )
    state = Text.objects.get(pk=adoption.text_id).state
    assert (state, Edition.objects.count()) in (("adopted", 1), ("draft", 0))


def test_workers_that_publish_at_once_publish_once(personas):
    edition = adopted(personas).edition
    Rendering.objects.update(state=RenderingState.READY, file="x.pdf", sha256="0" * 64, size=1)
    at_once(*[lambda: publish_adopted(edition.pk)] * 4)
    assert Text.objects.get(pk=edition.text_id).state == "published"
    assert Act.objects.filter(act="publish_adopted").count() == 1
    assert not OutboxMessage.objects.filter(key=publication_key(edition), done_at=None).exists()
