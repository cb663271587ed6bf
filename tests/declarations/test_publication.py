"""From the second signature to the public: nothing before all files are ready, and nothing without two signatures."""

from contextlib import suppress

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.models import OutboxMessage
from common.revision import current_revision
from declarations.models import Adoption, Edition, Rendering, RenderingState, Text
from declarations.services.adoption import (
    prepare_adoption,
    sign_adoption,
    table_text,
    untable_text,
    withdraw_adoption,
)
from declarations.services.publishing import PublishingError, publish_text, retry_rendering
from declarations.tasks import publication_key, publish_adopted, render, sweep_adopted, sweep_renderings
from declarations.workflow import TEXT
from tests.declarations.adopting import adopted, hash_of, negotiated, plan, prepared, sign
from tests.factories import text_with_paragraphs

pytestmark = pytest.mark.django_db
REASON = {"es": "Un motivo.", "en": "A reason."}
REFUSED = (ValidationError, PermissionDenied, PublishingError, AttributeError, TypeError)  # the last: nothing there yet


def make_file(rendering: Rendering) -> None:
    """What a worker leaves behind; the message that it posts is left to the sweep."""
    ready = {"state": RenderingState.READY, "file": "renderings/x.pdf", "sha256": "0" * 64, "size": 9}
    Rendering.objects.filter(pk=rendering.pk).update(**ready)


def state_of(adoption: Adoption) -> str:
    return Text.objects.get(pk=adoption.text_id).state


def is_due(edition: Edition) -> bool:
    return OutboxMessage.objects.filter(key=publication_key(edition), done_at=None, dead_at=None).exists()


@pytest.fixture
def own_files(tmp_path, settings):
    backend = settings.STORAGES["default"]
    settings.STORAGES = settings.STORAGES | {"default": backend | {"OPTIONS": {"location": str(tmp_path / "files")}}}
    return tmp_path / "files"


def test_last_file_that_is_ready_publishes_the_text(personas, own_files):
    edition = adopted(personas, negotiated(1)).edition
    for language in ("es", "both"):
        render(edition.pk, language)
        publish_adopted(edition.pk)
        assert not is_due(edition) and not Text.objects.filter(state="published").exists()
    before = current_revision()
    render(edition.pk, "en")
    assert is_due(edition)
    publish_adopted(edition.pk)
    assert Text.objects.get(pk=edition.text_id).state == "published" and current_revision() > before
    assert not is_due(edition)
    publish_adopted(edition.pk)
    publish_adopted(10**9)
    assert Edition.objects.count() == 1


def test_text_of_the_record_is_published_at_once_as_ever(own_files):
    edition = publish_text(text_with_paragraphs(1), by="test")
    render(edition.pk, "es")
    assert Text.objects.get(pk=edition.text_id).state == "published"
    assert not OutboxMessage.objects.filter(key=publication_key(edition)).exists()


def test_file_that_fails_keeps_the_text_from_the_public_until_it_is_made(personas, own_files):
    edition = adopted(personas, negotiated(1)).edition
    render(edition.pk, "es")
    render(edition.pk, "both")
    own_files.rename(own_files.with_name("away"))
    own_files.write_text("a file where the folder should be")
    render(edition.pk, "en")
    failed = edition.renderings.get(language="en")
    assert failed.state == "failed" and sweep_adopted() == 0
    with pytest.raises(ValidationError):
        TEXT.move(Text.objects.get(pk=edition.text_id), "publish_adopted", by="publish_adopted")
    own_files.unlink()
    own_files.with_name("away").rename(own_files)
    retry_rendering(failed, by=personas["secretariat"])
    render(edition.pk, "en")
    publish_adopted(edition.pk)
    assert Text.objects.get(pk=edition.text_id).state == "published"


def test_sweep_finds_a_publication_that_was_lost_given_up_or_reported_too_early(personas):
    edition = adopted(personas).edition
    assert sweep_adopted() == 0
    for rendering in edition.renderings.all():
        make_file(rendering)
    message = OutboxMessage.objects.filter(key=publication_key(edition))
    assert sweep_adopted() == 1 and is_due(edition)
    assert sweep_adopted() == 0
    for spoiled in ({"done_at": "2026-01-01T00:00Z"}, {"dead_at": "2026-01-01T00:00Z"}):
        message.update(**spoiled)
        assert sweep_adopted() == 1 and is_due(edition)
    publish_adopted(edition.pk)
    assert Text.objects.get(pk=edition.text_id).state == "published" and sweep_adopted() == 0


@pytest.mark.parametrize("who", ["secretariat", "presidency", "member", "administrator"])
def test_nobody_publishes_an_adopted_text_by_hand(personas, who):
    edition = adopted(personas).edition
    for rendering in edition.renderings.all():
        make_file(rendering)
    text = Text.objects.get(pk=edition.text_id)
    assert not [one for one in TEXT.offers(text, personas[who]) if one.act.name in ("adopt_text", "publish_adopted")]
    with pytest.raises(PermissionDenied):
        TEXT.move(text, "publish_adopted", by=personas[who])
    with pytest.raises(PublishingError):
        publish_text(text, by=personas[who], reason="Ya")


def test_adopting_without_signatures_is_refused_by_the_table_itself(personas):
    adoption = prepared(personas)
    with pytest.raises(ValidationError) as refused:
        TEXT.move(adoption.text, "adopt_text", by=personas["secretariat"])
    assert len(refused.value.messages) == 2
    sign(adoption, personas, "secretariat")
    with pytest.raises(ValidationError):
        TEXT.move(Text.objects.get(pk=adoption.text_id), "adopt_text", by=personas["presidency"])


class Chamber:
    """One text, and what anybody may try with it in any order; what is refused changes nothing."""

    def __init__(self, personas, text):
        self.personas, self.pk = personas, text.pk

    @property
    def text(self):
        return Text.objects.get(pk=self.pk)

    @property
    def adoption(self):
        return Adoption.objects.filter(text=self.pk).first()

    def table(self, who):
        table_text(self.text, by=self.personas[who])

    def untable(self, who):
        untable_text(self.text, reason=REASON, by=self.personas[who])

    def prepare(self, who):
        seen = hash_of(self.adoption) if self.adoption else ""
        prepare_adoption(self.text, plan=plan(self.text), seen=seen, by=self.personas[who])

    def change(self, who):
        one = plan(self.text)
        other = plan(self.text, present=one.present[:1])
        prepare_adoption(self.text, plan=other, seen=hash_of(self.adoption), by=self.personas[who])

    def withdraw(self, who):
        withdraw_adoption(self.adoption, by=self.personas[who])

    def sign(self, who):
        sign_adoption(self.adoption, signatory=who, sha256=hash_of(self.adoption), by=self.personas[who])

    def sign_what_was_seen(self, who):
        sign_adoption(self.adoption, signatory=who, sha256=self.seen, by=self.personas[who])

    def look(self, who):
        self.seen = hash_of(self.adoption)

    def publish(self, who):
        publish_text(self.text, by=self.personas[who], reason="Ya")

    def work(self, who):
        for rendering in Rendering.objects.filter(state=RenderingState.PENDING)[:2]:
            make_file(rendering)
        sweep_renderings()
        sweep_adopted()

    def fail(self, who):
        Rendering.objects.filter(state=RenderingState.PENDING).update(state=RenderingState.FAILED)

    def retry(self, who):
        for rendering in Rendering.objects.filter(state=RenderingState.FAILED):
            retry_rendering(rendering, by=self.personas[who])

    def arrive(self, who):
        for edition in Edition.objects.all():
            publish_adopted(edition.pk)

    seen = "0" * 64


ACTS = [name for name in vars(Chamber) if not name.startswith("_") and name not in ("text", "adoption", "seen")]
SHORT_CUT = [("table", "secretariat"), ("prepare", "secretariat"), ("look", "secretariat")]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(["secretariat", "presidency", "member"])), max_size=25),
    st.booleans(),
)
def test_no_sequence_of_acts_publishes_without_two_signatures(personas, acts, is_begun):
    with transaction.atomic():
        chamber = Chamber(personas, negotiated(1))
        for name, who in SHORT_CUT * is_begun + acts:
            with suppress(*REFUSED), transaction.atomic():
                getattr(chamber, name)(who)
            is_sound(chamber)
        transaction.set_rollback(True)


def is_sound(chamber: Chamber) -> None:
    text, adoption = chamber.text, chamber.adoption
    editions = list(Edition.objects.filter(text=text))
    assert len(editions) == (text.state in ("adopted", "published"))
    for edition in editions:
        signed = list(adoption.signatures.all())
        assert adoption.edition == edition
        assert {one.signatory for one in signed} == {"presidency", "secretariat"}
        assert len({one.signed_by_id for one in signed}) == 2
        assert {one.sha256 for one in signed} == {edition.sha256}
    if text.state == "published":
        assert set(Rendering.objects.values_list("state", flat=True)) == {"ready"}
