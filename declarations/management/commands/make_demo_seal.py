import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

NAMES = (
    (NameOID.COMMON_NAME, "DEMOSTRACIÓN / DEMONSTRATION – not a seal of the Conference"),
    (NameOID.ORGANIZATION_NAME, "No es un sello de la Conferencia"),
)
YEARS = 5


class Command(BaseCommand):
    help = "Make the key with which the demonstration seals its PDFs, where SEAL_PKCS12 says; only with DEBUG=1."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG or not settings.SEAL_PKCS12:
            raise CommandError("Only a demonstration makes a key of its own: DEBUG=1, and SEAL_PKCS12 names its file.")
        path = Path(settings.SEAL_PKCS12)
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
            opened.write(demonstration())
        self.stdout.write(f"{path}: {NAMES[0][1]}")


def demonstration() -> bytes:
    """A key and a certificate of its own making, which says in its name that it is nobody's seal."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    who = x509.Name([x509.NameAttribute(kind, words) for kind, words in NAMES])
    began = datetime.now(UTC).replace(microsecond=0) - timedelta(days=1)
    made = x509.CertificateBuilder().subject_name(who).issuer_name(who).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number()).not_valid_before(began)
    made = made.not_valid_after(began + timedelta(days=365 * YEARS))
    signs = (True, True, *[False] * 7)  # digital signature, and that what was signed cannot be denied
    made = made.add_extension(x509.KeyUsage(*signs), critical=True)
    made = made.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    return pkcs12.serialize_key_and_certificates(b"seal", key, made.sign(key, hashes.SHA256()), None, NoEncryption())
