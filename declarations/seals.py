"""The electronic seal as everybody may check it: whose certificate it bears, and whether the file is as it was sealed.

Read from the bytes of a file that anybody may send, so nothing here parses a PDF: the seal names the bytes that it
covers, and is itself a structure of the CMS standard (RFC 5652). Making seals is ``declarations/rendering/sealing.py``.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from asn1crypto import cms  # comes with the sealing library
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from django.conf import settings

from declarations.models import SealCertificate

CALLED = (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME)
COVERED = re.compile(rb"/ByteRange\s*\[\s*0\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]")
LOOKED_AT = 3  # seals of one file, from its end; ours has one
BROKEN = (ValueError, TypeError, KeyError, IndexError)  # what a forged structure ends in


@dataclass(frozen=True, slots=True)
class Seal:
    """The certificate of a seal: whom it names, and itself as PEM. ``fingerprint`` is the SHA-256 of its DER form."""

    subject: str
    fingerprint: str
    pem: str
    valid_from: datetime
    valid_until: datetime

    @classmethod
    def of(cls, der: bytes) -> "Seal":
        certificate = x509.load_der_x509_certificate(der)
        return cls(
            subject=named_in(certificate),
            fingerprint=hashlib.sha256(der).hexdigest(),
            pem=certificate.public_bytes(Encoding.PEM).decode(),
            valid_from=certificate.not_valid_before_utc,
            valid_until=certificate.not_valid_after_utc,
        )


@dataclass(frozen=True, slots=True)
class FoundSeal:
    """A seal of the conference in a file: ``intact``, or ``altered`` where a byte was changed or added since."""

    state: Literal["intact", "altered"]
    certificate: SealCertificate


def seals() -> bool:
    """Whether editions are sealed: there is a key to do it with."""
    return bool(settings.SEAL_PKCS12 or settings.SEAL_PKCS11_MODULE)


def named_in(certificate: x509.Certificate) -> str:
    """Whom the certificate names, and of which organisation."""
    names = [str(one.value) for kind in CALLED for one in certificate.subject.get_attributes_for_oid(kind)]
    return ", ".join(dict.fromkeys(names))[:200] or certificate.subject.rfc4514_string()[:200]


def keep_certificate(seal: Seal) -> None:
    """Keep the certificate of a seal for everybody; once."""
    known = {"subject": seal.subject, "pem": seal.pem, "valid_from": seal.valid_from, "valid_until": seal.valid_until}
    SealCertificate.objects.get_or_create(fingerprint=seal.fingerprint, defaults=known)


def seal_in(content: bytes) -> FoundSeal | None:
    """The seal of the conference that ``content``, a file of anybody's, bears; none where it bears none of ours.

    A seal that was moved from another file is found, and shown as altered. At most three queries.
    """
    for covered in list(COVERED.finditer(content))[-LOOKED_AT:][::-1]:
        before, behind, length = (int(number) for number in covered.groups())
        try:
            found = _read(content[before:behind])
        except BROKEN:
            continue
        if found is not None:
            certificate, digest = found
            told = hashlib.sha256(content[:before])
            told.update(content[behind : behind + length])
            is_whole = before < behind and behind + length == len(content)
            return FoundSeal("intact" if is_whole and told.digest() == digest else "altered", certificate)
    return None


def _read(gap: bytes) -> tuple[SealCertificate, bytes] | None:
    """The certificate of ours under which a seal is genuine, and the hash of the file that was sealed."""
    held = bytes.fromhex(gap.strip(b" <>").decode("ascii"))
    info = cms.ContentInfo.load(held)
    signed, is_padded = info["content"], not any(held[len(info.dump()) :])
    (signer,) = signed["signer_infos"]
    given = [one.chosen.dump() for one in signed["certificates"]]
    known = {one.fingerprint: one for one in SealCertificate.objects.filter(fingerprint__in=map(_fingerprint, given))}
    digests = {one["type"].native: one["values"].native[0] for one in signer["signed_attrs"]}
    for der in given:
        certificate = known.get(_fingerprint(der))
        if certificate is not None and _is_genuine(der, signer):
            return certificate, digests["message_digest"] if is_padded else b""
    return None


def _fingerprint(der: bytes) -> str:
    return hashlib.sha256(der).hexdigest()


def _is_genuine(der: bytes, signer: Any) -> bool:
    """Whether the key of the certificate signed the attributes; they are signed as a set, whatever tag they bear."""
    key = x509.load_der_x509_certificate(der).public_key()
    told, signature = b"\x31" + signer["signed_attrs"].dump()[1:], signer["signature"].native
    if signer["digest_algorithm"]["algorithm"].native != "sha256":
        return False
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, told, padding.PKCS1v15(), hashes.SHA256())
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, told, ec.ECDSA(hashes.SHA256()))
        else:
            return False
    except InvalidSignature:
        return False
    return True
