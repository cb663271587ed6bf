"""A mail as a file: taken when it is one, with what its headers say; its body is never read."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from common.refusals import Refusal
from common.uploads import check_upload
from common.uploads.kinds import EVERYTHING, MESSAGES
from common.uploads.messages import LONGEST_HEAD, envelope_of

HEAD = b"From: Ana <ana@example.org>\r\nDate: Mon, 02 Nov 2026 10:00:00 -0600\r\nSubject: =?utf-8?q?S=C3=AD?=\r\n"
BODY = b"\r\n\r\nDe acuerdo.\r\n"


def given(content, name="mensaje.eml"):
    return check_upload(SimpleUploadedFile(name, content), kinds=MESSAGES)


def an_archive():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.txt", "a")
    return made.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        HEAD + BODY,
        (HEAD + BODY).replace(b"\r\n", b"\n"),
        HEAD + b"DKIM-Signature: v=1;\r\n\tb=abc;\r\n  c=d" + BODY,
        HEAD + b"\r\n<html><body>Hola</body></html>",
        HEAD + b"\r\nDe acuerdo, se\xf1or",  # a body in Latin-1, as old programs send it
    ],
)
def test_mail_with_its_headers_is_taken(content):
    assert given(content).kind.content_type == "message/rfc822"


@pytest.mark.parametrize(
    "content",
    [
        b"De acuerdo." + BODY,
        b"Hola: de acuerdo" + BODY,
        b"From: ana@example.org" + BODY,
        b"Date: Mon, 02 Nov 2026 10:00:00 -0600" + BODY,
        b" " + HEAD + BODY,
        HEAD + b"no header line" + BODY,
        HEAD + b"X-A: <script>zq()</script>" + BODY,
        HEAD + b"X-A: \x00" + BODY,
        HEAD + BODY + b"\x00",
        b"<html>" + HEAD + BODY,
        HEAD + b"".join(b"X-Filler: %d\r\n" % number for number in range(LONGEST_HEAD // 15)) + BODY,
        b"%PDF-1.7\n%%EOF",
        HEAD + BODY + b"%PDF-1.7\n%%EOF",
        b"PK\x03\x04",
    ],
)
def test_what_is_no_mail_is_refused(content):
    with pytest.raises(Refusal):
        given(content)


def test_archive_behind_a_mail_is_refused():
    with pytest.raises(Refusal):
        given(HEAD + BODY + an_archive())


def test_mail_is_taken_where_mails_are_asked_for_alone():
    with pytest.raises(Refusal):
        check_upload(SimpleUploadedFile("mensaje.eml", HEAD + BODY), kinds=EVERYTHING)


@pytest.mark.parametrize(
    ("head", "sender", "arrived"),
    [
        (HEAD, "ana@example.org", datetime(2026, 11, 2, 16, tzinfo=UTC)),
        (b"Received: by x; Mon, 02 Nov 2026 17:30:05 +0000\r\n" + HEAD, "ana@example.org",
         datetime(2026, 11, 2, 17, 30, 5, tzinfo=UTC)),
        (b"Received: by x; no day\r\n" + HEAD, "ana@example.org", datetime(2026, 11, 2, 16, tzinfo=UTC)),
        (b"From: nobody\r\nDate: yesterday\r\n", "", None),
        (b"From: a@b\r\nDate: Mon, 02 Nov 99999 10:00:00 +9999\r\n", "a@b", None),
        (b"From: \xff\xfe@b\r\nDate: Mon, 02 Nov 2026 10:00:00\r\n", None, datetime(2026, 11, 2, 10, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_envelope_says_what_is_known(head, sender, arrived):
    found = envelope_of(io.BytesIO(head + BODY))
    assert found.arrived_at == arrived
    assert sender is None or found.sender == sender
