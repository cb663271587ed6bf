"""The electronic seal with a key in a device that speaks PKCS#11: a soft token stands for it."""

import importlib.util
import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import page
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from declarations.rendering import RenderingError, render_edition, sealed_paper
from declarations.rendering.sealing import sealed
from declarations.seals import keep_certificate, seal_in
from tests.declarations.keys import _key, certificate
from tests.declarations.papers import content, edition_of

PLACES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")
MODULE = next((place for place in PLACES if Path(place).is_file()), "")
pytestmark = [
    pytest.mark.skipif(
        not (MODULE and shutil.which("softhsm2-util") and shutil.which("pkcs11-tool")),
        reason="needs a soft token (Debian: softhsm2, opensc)",
    ),
    pytest.mark.skipif(not importlib.util.find_spec("pkcs11"), reason="needs the package python-pkcs11"),
]
PIN, TOKEN, LABEL = "1234", "conferencia", "sello"


def ran(*command):
    subprocess.run(command, check=True, capture_output=True, env=os.environ)


@pytest.fixture(scope="module")
def device(tmp_path_factory):
    """A token with a key and its certificate; the library reads where it lies when it is first loaded."""
    folder = tmp_path_factory.mktemp("token")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder}/tokens\n")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    ran("softhsm2-util", "--init-token", "--free", "--label", TOKEN, "--pin", PIN, "--so-pin", PIN)
    key, shown = folder / "key.pem", folder / "shown.der"
    key.write_bytes(_key("rsa").private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    shown.write_bytes(certificate("Sello en dispositivo").public_bytes(Encoding.DER))
    ran("softhsm2-util", "--import", str(key), "--token", TOKEN, "--label", LABEL, "--id", "01", "--pin", PIN)
    tool = ("pkcs11-tool", "--module", MODULE, "--token-label", TOKEN, "--login", "--pin", PIN)
    ran(*tool, "--write-object", str(shown), "--type", "cert", "--label", LABEL, "--id", "01")
    yield
    del os.environ["SOFTHSM2_CONF"]


@pytest.fixture
def with_device(device, settings):
    settings.SEAL_PKCS12, settings.SEAL_PKCS11_MODULE = "", MODULE
    settings.SEAL_PKCS11_TOKEN, settings.SEAL_PKCS11_LABEL, settings.SEAL_PKCS11_PIN = TOKEN, LABEL, PIN


def test_paper_is_sealed_by_the_device_and_found_intact(db, with_device):
    paper = sealed_paper(edition_of(content()), "es")
    assert paper.seal.subject == "Sello en dispositivo, Conferencia de prueba"
    keep_certificate(paper.seal)
    assert seal_in(paper.content).state == "intact"
    assert page.is_pdf_compliant_bytes(paper.content, profile="3a")
    assert sealed_paper(edition_of(content()), "es").sha256 == paper.sha256


@pytest.mark.parametrize(("name", "value"), [("PIN", "9999"), ("TOKEN", "otra"), ("MODULE", "/nowhere.so")])
def test_device_that_does_not_open_makes_no_paper(with_device, settings, name, value):
    setattr(settings, f"SEAL_PKCS11_{name}", value)
    plain = render_edition(edition_of(content()), "es").content
    with pytest.raises(RenderingError):
        sealed(plain, datetime.now(UTC))
