"""Keeping uploads: row and file together or neither, whatever fails in between."""

import hashlib
import resource
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from common.models import Act, StoredFile
from common.stocktaking import files_of
from common.tasks import sweep_uploads
from common.uploads import NoRoom, Refusal, check_upload, discard_file, store_upload
from tests.common.documents import pdf, picture, upload
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
lasting = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def own_files(tmp_path, settings):
    """Every test has an empty store."""
    backend = settings.STORAGES["default"]
    settings.STORAGES = settings.STORAGES | {"default": backend | {"OPTIONS": {"location": str(tmp_path / "files")}}}
    return tmp_path / "files"


def stored_names(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def content_of(stored):
    with stored.file.open() as file:
        return file.read()


def test_upload_when_kept_is_what_was_given(own_files):
    content, user = pdf(), UserFactory()
    stored = store_upload(upload("../Acta «final».pdf", content), by=user)
    stored = StoredFile.objects.get(pk=stored.pk)
    assert content_of(stored) == content
    assert (stored.name, stored.content_type) == ("Acta «final».pdf", "application/pdf")
    assert (stored.size, stored.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert (stored.uploaded_by_id, stored.uploaded_by) == (user.pk, user.email)
    assert stored_names(own_files) == [stored.file.name] == [f"uploads/{stored.pk.hex[:2]}/{stored.pk.hex}"]


def test_upload_by_the_machine_names_its_part():
    stored = store_upload(upload("acta.pdf", pdf()), by="load_record")
    assert (stored.uploaded_by_id, stored.uploaded_by) == (None, "load_record")


def test_upload_when_large_comes_from_the_disk_where_the_request_left_it():
    content = pdf() + b" " * 6_000_000 + b"%%EOF"
    with TemporaryUploadedFile("acta.pdf", "application/pdf", len(content), None) as large:
        large.write(content)
        stored = store_upload(large, by="test")
    assert (stored.size, stored.sha256) == (len(content), hashlib.sha256(content).hexdigest())


def test_upload_when_checked_by_the_form_is_not_checked_again():
    checked = check_upload(upload("acta.pdf", pdf()))
    with connection.execute_wrapper(lambda execute, *rest: execute(*rest)):
        assert store_upload(checked, by="test").size == checked.file.size


def test_two_uploads_of_one_file_are_two_files(own_files):
    first, second = (store_upload(upload("acta.pdf", pdf()), by="test") for _ in range(2))
    assert first.file.name != second.file.name
    assert len(stored_names(own_files)) == 2


def test_upload_when_refused_leaves_nothing(own_files):
    with pytest.raises(Refusal):
        store_upload(upload("acta.exe", b"MZ"), by="test")
    assert not StoredFile.objects.exists()
    assert stored_names(own_files) == []


@lasting
def test_upload_when_rolled_back_leaves_neither_row_nor_file(own_files):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        store_upload(upload("acta.pdf", pdf()), by="test")
        assert len(stored_names(own_files)) == 1
        raise ZeroDivisionError
    assert not StoredFile.objects.exists()
    assert stored_names(own_files) == []


@lasting
def test_upload_when_only_its_savepoint_is_rolled_back_leaves_the_others(own_files):
    with transaction.atomic():
        kept = store_upload(upload("acta.pdf", pdf()), by="test")
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            store_upload(upload("foto.png", picture("PNG")), by="test")
            raise ZeroDivisionError
        assert stored_names(own_files) == [kept.file.name]
    assert stored_names(own_files) == [kept.file.name]
    assert StoredFile.objects.get() == kept


@lasting
def test_upload_when_the_database_refuses_the_row_leaves_no_file(own_files):
    kept = store_upload(upload("acta.pdf", pdf()), by="test")
    with pytest.raises(IntegrityError), transaction.atomic():
        store_upload(upload("acta.pdf", pdf()), by="test")
        StoredFile.objects.create(name="x", content_type="x", size=0, sha256="x", file="uploads/x", uploaded_by="x")
    assert stored_names(own_files) == [kept.file.name]


@lasting
def test_upload_when_something_else_fails_after_the_commit_is_kept(own_files):
    """A fault of another who waits for the commit must not make the file look undone."""

    def fails():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        transaction.on_commit(fails)
        stored = store_upload(upload("acta.pdf", pdf()), by="test")
    assert content_of(StoredFile.objects.get()) == pdf()
    assert stored_names(own_files) == [stored.file.name]


@lasting
def test_upload_when_the_database_is_lost_leaves_the_file_to_the_clock(own_files):
    """Nobody knows then what was committed: what is a stray is seen later, when the database is back."""
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        store_upload(upload("acta.pdf", pdf()), by="test")
        connection.errors_occurred = True
        connection.run_on_commit = []  # as a connection that is closed forgets them
        raise ZeroDivisionError
    assert len(stored_names(own_files)) == 1


@contextmanager
def room_for(size):
    """No file may grow beyond ``size`` bytes, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@lasting
def test_upload_when_the_disk_is_full_is_refused_and_leaves_nothing(own_files):
    content = pdf() + b" " * (18 * 2**20) + b"%%EOF"
    checked = check_upload(upload("acta.pdf", content))
    with room_for(17 * 2**20), pytest.raises(NoRoom) as refused:
        store_upload(checked, by="test")
    assert refused.value.status == 507
    assert not StoredFile.objects.exists()
    assert stored_names(own_files) == []
    assert store_upload(checked, by="test").size == len(content)


def test_upload_when_the_folder_cannot_be_written_is_a_fault_of_ours(own_files):
    own_files.write_text("a file where the folder should be")
    with pytest.raises(NotADirectoryError):
        store_upload(upload("acta.pdf", pdf()), by="test")


def test_file_when_discarded_goes_with_its_row_after_the_commit(own_files, django_capture_on_commit_callbacks):
    stored = store_upload(upload("acta.pdf", pdf()), by="test")
    with django_capture_on_commit_callbacks(execute=True):
        discard_file(stored, by="test")
        assert len(stored_names(own_files)) == 1
    assert not StoredFile.objects.exists()
    assert stored_names(own_files) == []
    act = Act.objects.get(act="discard_file")
    assert (act.object_label, act.before["sha256"]) == ("acta.pdf", hashlib.sha256(pdf()).hexdigest())


def test_file_when_its_discarding_is_rolled_back_stays(own_files, django_capture_on_commit_callbacks):
    stored = store_upload(upload("acta.pdf", pdf()), by="test")
    pk = stored.pk
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError), transaction.atomic():
        discard_file(stored, by="test")
        raise ZeroDivisionError
    assert content_of(StoredFile.objects.get(pk=pk)) == pdf()


def test_check_files_when_uploads_and_rows_differ_shows_both(own_files):
    missing, changed, whole = (store_upload(upload("acta.pdf", pdf()), by="test") for _ in range(3))
    call_command("check_files", stdout=StringIO())
    Path(missing.file.path).unlink()
    Path(changed.file.path).write_bytes(b"%PDF-1.7 forged")
    default_storage.save("uploads/00/stray", ContentFile(b"x"))
    out = StringIO()
    with pytest.raises(CommandError, match="3 faults"):
        call_command("check_files", stdout=out)
    assert f"row without file: {missing.file.name}" in out.getvalue()
    assert f"file changed since it was stored: {changed.file.name}" in out.getvalue()
    assert "file without row: uploads/00/stray" in out.getvalue()
    assert whole.file.name not in out.getvalue()


def test_stray_upload_when_older_than_an_hour_is_swept(own_files, time_machine):
    kept = store_upload(upload("acta.pdf", pdf()), by="test")
    default_storage.save("uploads/00/stray", ContentFile(b"x"))
    default_storage.save("renderings/other.pdf", ContentFile(b"x"))
    (own_files / "uploads/00/.half.1234.part").write_bytes(b"x")
    assert sweep_uploads() == 0
    time_machine.move_to(timezone.now() + timedelta(hours=2))
    assert sweep_uploads() == 2
    assert sorted(files_of(default_storage)) == sorted([kept.file.name, "renderings/other.pdf"])


def test_sweep_when_nothing_was_ever_uploaded_finds_nothing():
    assert sweep_uploads() == 0
