from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from common.models import OutboxMessage
from common.outbox import relay
from common.revision import current_revision
from declarations import tasks
from declarations.models import Rendering
from declarations.services.publishing import publish_text
from declarations.tasks import render, sweep_renderings
from tests.factories import text_with_paragraphs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_files(tmp_path, settings):
    """Every test has an empty store."""
    backend = settings.STORAGES["default"]
    settings.STORAGES = settings.STORAGES | {"default": backend | {"OPTIONS": {"location": str(tmp_path / "files")}}}
    return tmp_path / "files"


@pytest.fixture
def edition():
    return publish_text(text_with_paragraphs(3), by="test")


def stored(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_render_stores_the_file_and_reports_it_done(edition, own_files):
    before = current_revision()
    render(edition.pk, "es")
    rendering = edition.renderings.get(language="es")
    content = rendering.file.read()
    assert rendering.state == "ready" and rendering.pages == 1 and rendering.size == len(content)
    assert content.startswith(b"%PDF-1.7") and rendering.finished_at
    assert OutboxMessage.objects.get(key=rendering.outbox_key).done_at
    assert current_revision() > before
    assert stored(own_files) == [rendering.file.name]


def test_render_twice_makes_one_file_with_one_hash(edition, own_files):
    render(edition.pk, "both")
    first = edition.renderings.get(language="both")
    written = Path(first.file.path).stat().st_mtime_ns
    render(edition.pk, "both")
    assert Path(first.file.path).stat().st_mtime_ns == written
    again = edition.renderings.get(language="both")
    assert (first.sha256, first.finished_at) == (again.sha256, again.finished_at)
    assert len(stored(own_files)) == 1


def test_render_that_comes_second_leaves_the_first_as_it_is(edition, own_files):
    """Two at once, one of them from a version of the portal that draws otherwise: the first to finish counts."""
    late = edition.renderings.select_related("edition").get(language="es")
    render(edition.pk, "es")
    ready = edition.renderings.get(language="es")
    text = late.edition
    text.published_at = text.published_at.replace(year=2001)  # other bytes, as another version would make
    tasks._make(late)
    assert edition.renderings.get(language="es").sha256 == ready.sha256
    assert stored(own_files) == [ready.file.name]


def test_render_of_what_is_not_there_does_nothing(edition):
    render(edition.pk, "fr")
    render(10**9, "es")
    assert not Rendering.objects.filter(state="ready").exists()


def test_render_that_fails_says_why_and_can_be_tried_again(edition, own_files, monkeypatch):
    own_files.parent.joinpath("files").write_text("a file where the folder should be")
    render(edition.pk, "es")
    rendering = edition.renderings.get(language="es")
    assert rendering.state == "failed" and "Error" in rendering.error
    message = OutboxMessage.objects.get(key=rendering.outbox_key)
    assert message.error and not message.done_at and not message.dead_at
    own_files.unlink()
    render(edition.pk, "es")
    rendering.refresh_from_db()
    assert rendering.state == "ready" and rendering.error == ""


def test_sweep_asks_again_for_what_lost_its_message(edition):
    OutboxMessage.objects.filter(key__startswith="render:").delete()
    assert sweep_renderings() == 3
    assert OutboxMessage.objects.due().filter(kind="declarations.tasks.render").count() == 3
    assert sweep_renderings() == 0


def test_sweep_of_three_that_wait_takes_two_questions(edition, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert sweep_renderings() == 0


def test_sweep_shows_what_was_given_up_as_failed(edition, settings):
    settings.CELERY_BROKER_URL = "memory://"
    key = edition.renderings.get(language="en").outbox_key
    OutboxMessage.objects.filter(key=key).update(attempts=5)
    relay(OutboxMessage.objects.filter(key=key))
    assert sweep_renderings() == 1
    rendering = edition.renderings.get(language="en")
    assert rendering.state == "failed" and rendering.error


def test_render_text_makes_the_same_bytes_without_the_queue(edition, tmp_path):
    for language in ("es", "en", "both"):
        render(edition.pk, language)
        out = StringIO()
        call_command("render_text", edition.text.symbol, "--language", language, "--out", str(tmp_path), stdout=out)
        (path,) = tmp_path.glob(f"*-1-{language}.pdf")
        assert path.read_bytes() == edition.renderings.get(language=language).file.read()
        assert edition.renderings.get(language=language).sha256 in out.getvalue()


def test_render_text_of_an_unknown_symbol_or_edition_is_refused(edition, tmp_path):
    for arguments in (["nothing"], [edition.text.symbol, "--edition", "7"]):
        with pytest.raises(CommandError, match="no published"):
            call_command("render_text", *arguments, "--language", "es", "--out", str(tmp_path))


def test_check_files_finds_what_is_missing_left_over_or_changed(edition, own_files):
    call_command("check_files", stdout=StringIO())
    for language in ("es", "en", "both"):
        render(edition.pk, language)
    call_command("check_files", stdout=StringIO())
    es, en = (edition.renderings.get(language=language).file.name for language in ("es", "en"))
    (own_files / es).unlink()
    (own_files / en).write_bytes(b"%PDF-1.7 forged")
    default_storage.save("renderings/left-over.pdf", ContentFile(b"x"))
    out = StringIO()
    with pytest.raises(CommandError, match="3 faults"):
        call_command("check_files", stdout=out)
    assert f"row without file: {es}" in out.getvalue()
    assert f"file changed since it was stored: {en}" in out.getvalue()
    assert "file without row: renderings/left-over.pdf" in out.getvalue()
