"""Files in an object store: kept there, checked there, and sent by it under an address that lives a minute."""

import hashlib
from io import StringIO
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
import requests
from botocore.exceptions import ClientError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.http import Http404
from django.test import RequestFactory
from django.urls import reverse
from moto import mock_aws

from common.files import carries_bytes, send_file
from common.uploads import store_upload
from tests.common.documents import pdf, upload

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
KEYS = {"access_key": "key", "secret_key": "secret", "region_name": "us-east-1", "signature_version": "s3v4"}


@pytest.fixture
def bucket(settings):
    """An empty bucket of a store that speaks S3; nothing leaves this machine."""
    backend = {"BACKEND": "common.bucket.PrivateBucket", "OPTIONS": KEYS | {"bucket_name": "papers"}}
    settings.STORAGES = settings.STORAGES | {"default": backend}
    with mock_aws():
        client = boto3.client("s3", aws_access_key_id="key", aws_secret_access_key="secret", region_name="us-east-1")
        client.create_bucket(Bucket="papers")
        yield client


def sent(stored, method="get", **how):
    request = getattr(RequestFactory(), method)("/")
    answer = send_file(
        request, stored.file, name=stored.name, content_type=stored.content_type, sha256=stored.sha256, **how
    )
    return answer, carries_bytes(request, answer)


def test_upload_when_kept_in_a_bucket_is_hashed_as_it_lies_there(bucket):
    content = pdf() + b" " * 3_000_000 + b"%%EOF"
    stored = store_upload(upload("acta.pdf", content), by="test")
    kept = bucket.get_object(Bucket="papers", Key=stored.file.name)["Body"].read()
    assert hashlib.sha256(kept).hexdigest() == stored.sha256
    assert (stored.size, kept) == (len(content), content)


def test_file_in_a_bucket_is_sent_by_it_under_its_own_name_for_a_minute(bucket):
    stored = store_upload(upload("Reunión «GRCM».pdf", pdf()), by="test")
    answer, took = sent(stored, is_foreign=True, is_public=True)
    assert (answer.status_code, took) == (302, True)
    assert answer["Cache-Control"] == "private, no-store"
    assert parse_qs(urlsplit(answer.url).query)["X-Amz-Expires"] == ["60"]
    file = requests.get(answer.url, timeout=20)
    assert file.content == pdf()
    assert file.headers["Content-Disposition"].startswith('attachment; filename="Reunion GRCM.pdf"; filename*=')
    assert file.headers["Content-Type"] == "application/pdf"
    assert file.headers["Cache-Control"] == "private, no-store"


def test_head_of_a_file_in_a_bucket_is_answered_by_it(bucket):
    stored = store_upload(upload("acta.pdf", pdf()), by="test")
    answer, took = sent(stored, "head")
    assert not took
    assert requests.head(answer.url, timeout=20, stream=True).headers["Content-Length"] == str(len(pdf()))


def test_file_when_gone_from_the_bucket_is_not_there(bucket):
    stored = store_upload(upload("acta.pdf", pdf()), by="test")
    default_storage.delete(stored.file.name)
    with pytest.raises(Http404):
        sent(stored)


def test_file_when_known_is_not_asked_of_the_store(bucket):
    stored = store_upload(upload("acta.pdf", pdf()), by="test")
    request = RequestFactory().get("/", headers={"If-None-Match": f'"{stored.sha256}"'})
    what = {"name": "acta.pdf", "content_type": "application/pdf", "sha256": stored.sha256}
    assert send_file(request, stored.file, **what).status_code == 304


def test_check_files_when_files_lie_in_a_bucket_compares_them(bucket):
    missing, changed, _whole = (store_upload(upload("acta.pdf", pdf()), by="test") for _ in range(3))
    call_command("check_files", stdout=StringIO())
    bucket.delete_object(Bucket="papers", Key=missing.file.name)
    bucket.put_object(Bucket="papers", Key=changed.file.name, Body=b"%PDF forged")
    default_storage.save("uploads/00/stray", ContentFile(b"x"))
    out = StringIO()
    with pytest.raises(CommandError, match="3 faults"):
        call_command("check_files", stdout=out)
    assert f"row without file: {missing.file.name}" in out.getvalue()


def test_health_when_the_bucket_answers_is_well_and_when_it_is_gone_is_not(bucket, client):
    assert client.get(reverse("health-ready")).json()["storage"] == "ready"
    bucket.delete_bucket(Bucket="papers")
    assert client.get(reverse("health-ready")).json()["storage"] == "away"
    with pytest.raises(ClientError):
        default_storage.probe()
