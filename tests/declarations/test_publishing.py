import pytest

from common.models import Act, OutboxMessage, SiteRevision
from common.revision import current_revision
from declarations.models import Edition, Rendering, RenderingState
from declarations.services.publishing import PublishingError, publish_text, retry_rendering
from tests.factories import ParagraphFactory, SourceFactory, TextFactory, text_with_paragraphs

pytestmark = pytest.mark.django_db


def test_publish_freezes_both_languages_each_in_its_own_words():
    text = TextFactory(symbol="xvii-declaracion")
    text.sources.add(SourceFactory(key="report"))
    ParagraphFactory(text=text, order=1, body_es="Sólo en español.", body_en="")
    ParagraphFactory(text=text, order=2, body_es="", body_en="Only in English.")
    content = publish_text(text, by="test").content()
    assert [(p.body_es, p.body_en) for p in content.paragraphs] == [
        ("Sólo en español.", ""),
        ("", "Only in English."),
    ]
    assert content.place_es.startswith("Ciudad de Panamá") and content.place_en.startswith("Panama City")
    assert content.sources[0].key == "report"
    assert content.adopted_on == "2012-06-22"


def test_publish_opens_the_text_asks_for_three_pdfs_and_raises_the_revision(personas):
    text = text_with_paragraphs(2)
    SiteRevision.objects.get_or_create(pk=1)
    revision = current_revision()
    edition = publish_text(text, by=personas["secretariat"])
    text.refresh_from_db()
    assert text.state == "published"
    assert edition.number == 1 and edition.sha256 == edition.content().sha256
    assert set(edition.renderings.values_list("language", "state")) == {
        ("es", "pending"),
        ("en", "pending"),
        ("both", "pending"),
    }
    assert OutboxMessage.objects.filter(key__startswith=f"render:{edition.code}:").count() == 3
    assert Act.objects.get(act="publish_text").actor == "secretariat@example.org"
    assert current_revision() > revision


def test_publish_of_one_language_asks_for_that_language_alone():
    text = TextFactory()
    ParagraphFactory(text=text, body_en="")
    edition = publish_text(text, by="test")
    assert [r.language for r in edition.renderings.all()] == ["es"]


@pytest.mark.parametrize("name", ["member", "troika", "administrator", "expired", "nobody", "visitor"])
def test_publish_is_refused_to_everyone_but_the_secretariat(personas, name):
    text = text_with_paragraphs(1)
    with pytest.raises(PublishingError):
        publish_text(text, by=personas[name])
    assert not Edition.objects.exists()


def test_publish_is_refused_when_the_text_has_no_words():
    with pytest.raises(PublishingError, match=r"no words|contenido"):
        publish_text(TextFactory(), by="test")
    text = TextFactory()
    ParagraphFactory(text=text, body_es="  ", body_en="")
    with pytest.raises(PublishingError):
        publish_text(text, by="test")


def test_publish_is_refused_when_the_portal_holds_only_the_title():
    with pytest.raises(PublishingError):
        publish_text(text_with_paragraphs(1, nature="reference"), by="test")


def test_publish_is_refused_when_nothing_has_changed():
    text = text_with_paragraphs(1)
    publish_text(text, by="test")
    with pytest.raises(PublishingError):
        publish_text(text, by="test", reason="again")
    assert text.editions.count() == 1 and Rendering.objects.count() == 3


def test_correction_is_a_new_edition_with_a_reason():
    text = text_with_paragraphs(1)
    first = publish_text(text, by="test")
    text.paragraphs.update(body_es="Corregido.")
    with pytest.raises(PublishingError):
        publish_text(text, by="test")
    second = publish_text(text, by="test", reason="Errata del párrafo 1")
    assert (second.number, second.reason) == (2, "Errata del párrafo 1")
    assert first.code != second.code
    assert Edition.objects.get(pk=first.pk).canonical == first.canonical


def test_retry_gives_a_failed_pdf_new_attempts(personas):
    rendering = publish_text(text_with_paragraphs(1), by="test").renderings.get(language="es")
    Rendering.objects.filter(pk=rendering.pk).update(state=RenderingState.FAILED, error="disk full")
    OutboxMessage.objects.filter(key=rendering.outbox_key).update(attempts=5, error="disk full")
    with pytest.raises(PublishingError):
        retry_rendering(rendering, by=personas["member"])
    retry_rendering(rendering, by=personas["secretariat"])
    rendering.refresh_from_db()
    assert rendering.state == "pending" and rendering.error == ""
    assert OutboxMessage.objects.get(key=rendering.outbox_key).attempts == 0
