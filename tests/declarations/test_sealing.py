"""The electronic seal: it changes no promise of the paper, and nobody changes the paper behind it."""

import hashlib
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO

import page
import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from declarations.models import SealCertificate
from declarations.rendering import RenderingError, render_edition, sealed_paper
from declarations.rendering.sealing import sealed
from declarations.seals import keep_certificate, seal_in
from declarations.services.publishing import publish_text
from declarations.tasks import render
from tests.declarations.keys import BEGAN, key_file
from tests.declarations.papers import content, edition_of
from tests.factories import text_with_paragraphs

NAME = "Sello de prueba"


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    return key_file(tmp_path_factory.mktemp("keys"), NAME)


@pytest.fixture
def with_key(key, settings):
    settings.SEAL_PKCS12, settings.SEAL_PASSPHRASE = str(key), ""
    return key


@pytest.fixture
def paper(with_key):
    return sealed_paper(edition_of(content()), "both")


@pytest.fixture
def known(db, paper):
    keep_certificate(paper.seal)
    return paper


@pytest.mark.parametrize("profile", ["3a", "ua1"])
@pytest.mark.parametrize("language", ["es", "en", "both"])
def test_sealed_paper_still_conforms(with_key, language, profile):
    report = page.validate_pdf_bytes(sealed_paper(edition_of(content()), language).content, profile=profile)
    assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]


def test_sealed_paper_is_the_same_whenever_it_is_made(with_key, paper, time_machine):
    time_machine.move_to(datetime(2031, 1, 1, tzinfo=UTC))
    again = sealed_paper(edition_of(content()), "both")
    assert again.sha256 == paper.sha256 and again.seal == paper.seal
    assert paper.seal.subject == f"{NAME}, Conferencia de prueba"


def test_paper_without_a_key_bears_no_seal(db):
    paper = sealed_paper(edition_of(content()), "es")
    assert paper.seal is None and b"/ByteRange" not in paper.content
    assert seal_in(paper.content) is None


def test_seal_says_the_moment_of_the_edition_but_none_before_its_certificate(settings, tmp_path):
    settings.SEAL_PKCS12 = str(key_file(tmp_path, "Antes"))
    assert moment_of(sealed_paper(edition_of(content()), "es").content) == "20261120150405"
    early, _seal = sealed(plain(), datetime(1996, 3, 13, tzinfo=UTC))
    assert moment_of(early) == f"{BEGAN:%Y%m%d%H%M%S}"


def moment_of(pdf: bytes) -> str:
    """When the seal says that it was made, in UTC."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return str(opened.Root.AcroForm.Fields[0].V.M).removeprefix("D:")[:14]


def plain() -> bytes:
    return render_edition(edition_of(content()), "es").content


def test_key_that_is_missing_locked_or_expired_makes_no_paper(settings, tmp_path):
    locked = key_file(tmp_path, "Con clave", passphrase="correcta")
    expired = key_file(tmp_path, "Vencido", days=1, began=datetime(2020, 1, 1, tzinfo=UTC))
    for path, passphrase in ((tmp_path / "nothing.p12", ""), (locked, "otra"), (expired, "")):
        settings.SEAL_PKCS12, settings.SEAL_PASSPHRASE = str(path), passphrase
        with pytest.raises(RenderingError):
            sealed(b"%PDF-1.7", datetime.now(UTC))
    settings.SEAL_PKCS12, settings.SEAL_PASSPHRASE = str(locked), "correcta"
    assert sealed(plain(), datetime.now(UTC))[1].subject.startswith("Con clave")


def test_seal_is_found_intact_and_its_certificate_named(known):
    found = seal_in(known.content)
    assert found.state == "intact" and found.certificate.subject.startswith(NAME)


def test_seal_with_an_elliptic_key_is_found_too(db, settings, tmp_path):
    settings.SEAL_PKCS12 = str(key_file(tmp_path, "Curva", kind="ec"))
    paper = sealed_paper(edition_of(content()), "es")
    keep_certificate(paper.seal)
    assert seal_in(paper.content).state == "intact"
    assert page.is_pdf_compliant_bytes(paper.content, profile="3a")


def changed(known, place: int) -> bytes:
    spoiled = bytearray(known.content)
    spoiled[place] ^= 1
    return bytes(spoiled)


def test_file_that_was_changed_or_added_to_is_altered(known):
    for one in (changed(known, 3000), changed(known, len(known.content) - 40), known.content + b"\n% more"):
        assert seal_in(one).state == "altered"
    start = known.content.rindex(b"/Contents <")
    assert seal_in(changed(known, known.content.index(b"00>", start))).state == "altered", "the room behind the seal"


def test_seal_of_somebody_else_is_none_of_ours(known, settings, tmp_path):
    settings.SEAL_PKCS12 = str(key_file(tmp_path, "Otra casa"))
    theirs = sealed_paper(edition_of(content()), "es")
    assert seal_in(theirs.content) is None
    keep_certificate(theirs.seal)
    assert seal_in(theirs.content).certificate.subject.startswith("Otra casa")


def test_seal_that_was_forged_under_our_certificate_is_none(known):
    """The certificate of a file is ours, but its signature is not made with our key."""
    start, end = re.search(rb"/Contents <([0-9a-fA-F]+)>", known.content).span(1)
    seal = known.content[start:end]
    used = len(seal.rstrip(b"0")) - 8
    forged = bytearray(known.content)
    forged[start + used] = ord(b"1") if forged[start + used] != ord(b"1") else ord(b"2")
    assert seal_in(bytes(forged)) is None


@pytest.mark.django_db
@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.binary(max_size=300))
def test_no_file_breaks_the_check(before, seal):
    size = len(before) + 60
    gap = b"<" + seal.hex().encode() + b">"
    head = before + b"/ByteRange [0 %d %d 9]" % (size, size + len(gap))
    assert seal_in(head.ljust(size) + gap + b"123456789") is None
    assert seal_in(before + seal) is None


@pytest.fixture
def own_files(tmp_path, settings):
    backend = settings.STORAGES["default"]
    settings.STORAGES = settings.STORAGES | {"default": backend | {"OPTIONS": {"location": str(tmp_path / "files")}}}


@pytest.fixture
def rendering(own_files, with_key, db):
    edition = publish_text(text_with_paragraphs(2), by="test")
    render(edition.pk, "es")
    return edition.renderings.get(language="es")


def verified(client, content: bytes) -> str:
    return client.post("/en/verify/", {"file": SimpleUploadedFile("acta.pdf", content)}).content.decode()


def test_rendering_tells_who_sealed_it_and_keeps_the_certificate_once(rendering):
    render(rendering.edition_id, "en")
    certificate = SealCertificate.objects.get()
    assert rendering.sealed_by == certificate.subject == f"{NAME}, Conferencia de prueba"
    assert hashlib.sha256(rendering.file.read()).hexdigest() == rendering.sha256


def test_verify_page_tells_genuine_altered_and_unknown_files_apart(rendering, client, with_key):
    content_of = rendering.file.read()
    said = verified(client, content_of)
    assert "the latest one" in said and f"sealed by {NAME}" in said
    said = verified(client, content_of + b"%")
    assert "altered after it was sealed" in said and NAME in said
    other = sealed_paper(edition_of(content()), "es").content
    said = verified(client, other)
    assert "no published edition" in said and NAME in said
    said = verified(client, b"%PDF-1.7 anything")
    assert "This file is not an edition" in said


def test_certificate_has_a_public_address_and_the_verify_page_names_it(rendering, client):
    address = reverse("seal-certificate", kwargs={"fingerprint": SealCertificate.objects.get().fingerprint})
    assert address in client.get("/es/verificar/").content.decode()
    answer = client.get(address)
    assert answer.status_code == 200 and answer.content.startswith(b"-----BEGIN CERTIFICATE-----")
    assert client.get(reverse("seal-certificate", kwargs={"fingerprint": "0" * 64})).status_code == 404


def test_seal_holds_for_programs_of_others(rendering, client, tmp_path):
    """What the verify page and the README say to type, typed."""
    if not (shutil.which("pdfsig") and shutil.which("openssl")):
        pytest.skip("pdfsig or openssl is not installed (Debian: poppler-utils, openssl)")
    (tmp_path / "edition.pdf").write_bytes(rendering.file.read())
    certificate = SealCertificate.objects.get()
    (tmp_path / "certificate.pem").write_text(certificate.pem)

    def run(*command: str) -> str:
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    told = run("pdfsig", "-nocert", "edition.pdf")
    assert "Signature is Valid" in told and "Total document signed" in told
    run("pdfsig", "-dump", "edition.pdf")
    end, behind, total = re.search(r"\[0 - (\d+)\], \[(\d+) - (\d+)\]", told).groups()
    shell = f"head -c {end} edition.pdf > sealed.bin; tail -c {int(total) - int(behind)} edition.pdf >> sealed.bin"
    run("sh", "-c", shell)
    typed = "openssl cms -verify -binary -inform DER -in edition.pdf.sig0 -content sealed.bin"
    assert "successful" in run("sh", "-c", f"{typed} -CAfile certificate.pem -purpose any -out checked.bin")


def test_web_server_loads_no_sealing_library():
    program = "import django; django.setup(); from crm_portal import urls; import sys; print('pyhanko' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
