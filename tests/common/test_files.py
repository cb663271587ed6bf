"""How files are sent: headers, ranges, what is known already, and who else may send."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.http import Http404
from django.test import RequestFactory

from common.files import carries_bytes, send_file
from common.models import StoredFile

pytestmark = pytest.mark.django_db  # an answer that ends closes what is old of the database
CONTENT = bytes(range(256)) * 1000
SHA256 = hashlib.sha256(CONTENT).hexdigest()
TAG = f'"{SHA256}"'
SIZE = len(CONTENT)


@pytest.fixture(params=["file", "bytes"])
def source(request, tmp_path, settings):
    if request.param == "bytes":
        return CONTENT
    return file_in(tmp_path, settings)


def file_in(tmp_path, settings):
    backend = settings.STORAGES["default"]
    settings.STORAGES = settings.STORAGES | {"default": backend | {"OPTIONS": {"location": str(tmp_path)}}}
    stored = StoredFile(name="acta.pdf")
    stored.file.save("", ContentFile(CONTENT), save=False)
    stored.file.close()
    return stored.file


def asked(source, method="get", headers=None, **how):
    what = {"name": "acta.pdf", "content_type": "application/pdf", "sha256": SHA256} | how
    request = getattr(RequestFactory(), method)("/", headers=headers)
    answer = send_file(request, source, **what)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    answer.body, answer.took = body, carries_bytes(request, answer)
    return answer


def test_file_when_asked_for_is_sent_whole(source):
    answer = asked(source)
    assert (answer.status_code, answer.body) == (200, CONTENT)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Length"] == str(SIZE)
    assert answer["Content-Disposition"] == "inline; filename=\"acta.pdf\"; filename*=UTF-8''acta.pdf"
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["ETag"] == TAG
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Vary"] == "Cookie"
    assert answer["Cache-Control"] == "private, no-store"
    assert "Content-Security-Policy" not in answer
    assert answer.took


def test_file_when_public_may_be_kept_by_whoever_asks_again(source):
    assert asked(source, is_public=True)["Cache-Control"] == "public, no-cache"


def test_file_when_a_person_gave_it_is_saved_and_could_do_nothing(source):
    answer = asked(source, is_foreign=True)
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_file_when_only_its_head_is_asked_for_has_the_same_headers_and_no_body(source):
    whole, head = asked(source), asked(source, "head")
    assert (head.status_code, head.body, head.took) == (200, b"", False)
    assert dict(head.items()) == dict(whole.items())


@pytest.mark.parametrize("tag", [TAG, f"W/{TAG}", f'"other", {TAG}', "*"])
@pytest.mark.parametrize("method", ["get", "head"])
def test_file_when_known_is_not_sent_again(source, tag, method):
    answer = asked(source, method, {"If-None-Match": tag, "Range": "bytes=0-3"})
    assert (answer.status_code, answer.body, answer["ETag"], answer.took) == (304, b"", TAG, False)
    assert answer["Cache-Control"] == "private, no-store"


def test_file_when_another_is_known_is_sent(source):
    assert asked(source, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    ("wanted", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-99", 0, 99),
        ("bytes=100-99999", 100, 99_999),
        ("bytes=1000-", 1000, SIZE - 1),
        (f"bytes={SIZE - 1}-", SIZE - 1, SIZE - 1),
        (f"bytes=5-{SIZE * 9}", 5, SIZE - 1),
        ("bytes=-1", SIZE - 1, SIZE - 1),
        ("bytes=-500", SIZE - 500, SIZE - 1),
        (f"bytes=-{SIZE * 2}", 0, SIZE - 1),
    ],
)
def test_range_when_there_is_such_is_sent_alone(source, wanted, first, last):
    answer = asked(source, headers={"Range": wanted})
    assert answer.status_code == 206
    assert answer["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert answer["Content-Length"] == str(last - first + 1)
    assert answer.body == CONTENT[first : last + 1]
    assert answer["Content-Type"] == "application/pdf"
    assert answer["ETag"] == TAG
    assert answer.took


@pytest.mark.parametrize("wanted", [f"bytes={SIZE}-", f"bytes={SIZE}-{SIZE + 5}", "bytes=-0"])
def test_range_when_there_is_none_such_is_416_with_the_size(source, wanted):
    answer = asked(source, headers={"Range": wanted})
    assert (answer.status_code, answer.body, answer.took) == (416, b"", False)
    assert answer["Content-Range"] == f"bytes */{SIZE}"


@pytest.mark.parametrize(
    "wanted",
    ["bytes=0-1,5-6", "bytes=-", "bytes=9-3", "bytes=a-b", "lines=0-1", "bytes 0-1", "bytes=٠-١", "bytes=-1-2",
     f"bytes=0-{'9' * 4000}", ""],
)  # fmt: skip
def test_range_when_it_is_none_or_several_means_the_whole(source, wanted):
    answer = asked(source, headers={"Range": wanted})
    assert (answer.status_code, answer.body) == (200, CONTENT)


def test_range_when_asked_of_the_same_file_is_sent(source):
    answer = asked(source, headers={"Range": "bytes=0-3", "If-Range": TAG})
    assert (answer.status_code, answer.body) == (206, CONTENT[:4])


@pytest.mark.parametrize("tag", ['"other"', f"W/{TAG}", "Wed, 21 Oct 2015 07:28:00 GMT"])
def test_range_when_asked_of_another_file_means_the_whole(source, tag):
    assert asked(source, headers={"Range": "bytes=0-3", "If-Range": tag}).body == CONTENT


def test_range_when_asked_of_the_head_is_ignored(source):
    assert asked(source, "head", {"Range": "bytes=0-3"}).status_code == 200


def test_part_when_never_read_closes_its_file_all_the_same(tmp_path, settings):
    request = RequestFactory().get("/", headers={"Range": "bytes=0-3"})
    what = {"name": "acta.pdf", "content_type": "application/pdf", "sha256": SHA256}
    answer = send_file(request, source := file_in(tmp_path, settings), **what)
    assert not source.closed
    answer.close()
    assert source.closed


def test_file_when_it_is_gone_is_not_there(tmp_path, settings):
    source = file_in(tmp_path, settings)
    source.storage.delete(source.name)
    with pytest.raises(Http404):
        asked(source)


def test_file_when_the_web_server_sends_is_named_to_it_alone(tmp_path, settings):
    settings.ACCEL_REDIRECT_PREFIX = "/protected"
    source = file_in(tmp_path, settings)
    answer = asked(source, is_foreign=True, headers={"Range": "bytes=0-3"})
    assert (answer.status_code, answer.body) == (200, b"")
    assert answer["X-Accel-Redirect"] == f"/protected/{source.name}"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Content-Type"] == "application/pdf"
    assert answer.took
    assert "X-Accel-Redirect" not in asked(CONTENT)
