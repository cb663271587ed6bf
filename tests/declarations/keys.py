"""Keys of seals to test with, each with a certificate of its own."""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, pkcs12
from cryptography.x509.oid import NameOID

from declarations.seals import Seal

BEGAN = datetime(2026, 11, 1, tzinfo=UTC)


@cache
def _key(kind: str) -> Any:
    """One key of each kind serves the whole run: making one takes long."""
    return ec.generate_private_key(ec.SECP256R1()) if kind == "ec" else rsa.generate_private_key(65537, 2048)


def certificate(name: str, *, kind: str = "rsa", days: int = 36_500, began: datetime = BEGAN) -> x509.Certificate:
    """A certificate that names ``name``, signed with its own key."""
    key = _key(kind)
    names = ((NameOID.COMMON_NAME, name), (NameOID.ORGANIZATION_NAME, "Conferencia de prueba"))
    who = x509.Name([x509.NameAttribute(kind_of_name, words) for kind_of_name, words in names])
    made = x509.CertificateBuilder().subject_name(who).issuer_name(who).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number()).not_valid_before(began)
    made = made.not_valid_after(began + timedelta(days=days))
    made = made.add_extension(x509.KeyUsage(True, True, *[False] * 7), critical=True)
    made = made.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    return made.sign(key, hashes.SHA256())


def seal_of(name: str) -> Seal:
    return Seal.of(certificate(name).public_bytes(Encoding.DER))


def key_file(folder: Path, name: str, *, kind: str = "rsa", passphrase: str = "", **dates: Any) -> Path:
    """A PKCS#12 file that holds a key and its certificate, which names ``name``."""
    locked = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    path = folder / f"{name}.p12"
    made = certificate(name, kind=kind, **dates)
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"seal", _key(kind), made, None, locked))
    return path
