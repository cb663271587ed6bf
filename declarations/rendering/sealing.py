"""The electronic seal of a PDF: PAdES, with the key of the conference. The only room that loads the sealing library.

A sealed file still is PDF/A-3a and PDF/UA-1: its field is outside the page and has a name for screen readers, and the
metadata of the file stay as they are. The library has no public way for three things that this needs; its version is
pinned, and ``tests/declarations/test_sealing.py`` sees when they change.
"""

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings

from common.rendering.pdf import RenderingError
from declarations.seals import Seal, seals

FIELD = "CRM-RCM-sello-seal"
FIELD_NAME = "Sello electrónico de la Conferencia · Electronic seal of the Conference"
REASON = "Edición publicada · Published edition"
ROOM = 24_576  # hexadecimal digits kept free for the seal: the same for every key, so that estimates change no byte


def sealed(content: bytes, at: datetime, *, reason: str = REASON) -> tuple[bytes, Seal | None]:
    """``content``, a PDF, with the seal of the conference behind it; as it is where no key is configured.

    The seal says ``reason``, and that it was made at ``at``, or at the first moment of its certificate where that is
    later. With an RSA key (PKCS#1 v1.5) the same content, key and moment give the same bytes; with another kind of key
    the first file that is finished wins. Runs in a worker process. Raises ``RenderingError`` for a key that does not
    open, or has expired.
    """
    if not seals():
        return content, None
    with _signer() as signer:
        seal = Seal.of(signer.signing_cert.dump())
        if seal.valid_until < datetime.now(UTC):
            raise RenderingError(f"the certificate of the seal expired on {seal.valid_until:%Y-%m-%d}")
        return _signed(content, signer, max(at.astimezone(UTC), seal.valid_from), reason), seal


@contextmanager
def _signer() -> Iterator[Any]:
    """The key, from its file or from its device."""
    if settings.SEAL_PKCS11_MODULE:
        yield from _in_device()
        return
    from pyhanko.sign.signers import SimpleSigner

    path, passphrase = Path(settings.SEAL_PKCS12), settings.SEAL_PASSPHRASE.encode() or None
    signer = SimpleSigner.load_pkcs12(str(path), passphrase=passphrase) if path.is_file() else None
    if signer is None:
        raise RenderingError("the key of the seal (SEAL_PKCS12) is not there, or SEAL_PASSPHRASE does not open it")
    yield signer


def _in_device() -> Iterator[Any]:
    """A device that speaks PKCS#11; needs the package python-pkcs11, which only those install who have a device."""
    from pyhanko.config.pkcs11 import PKCS11SignatureConfig, TokenCriteria
    from pyhanko.sign.pkcs11 import PKCS11SigningContext

    config = PKCS11SignatureConfig(
        module_path=settings.SEAL_PKCS11_MODULE,
        token_criteria=TokenCriteria(label=settings.SEAL_PKCS11_TOKEN),
        key_label=settings.SEAL_PKCS11_LABEL,
        cert_label=settings.SEAL_PKCS11_LABEL,
        user_pin=settings.SEAL_PKCS11_PIN,
    )
    with ExitStack() as stack:
        try:
            signer = stack.enter_context(PKCS11SigningContext(config))
            signer.signing_cert  # noqa: B018  # read from the device now, so that a wrong label shows
        except Exception as fault:  # each maker's library says it in its own way
            raise RenderingError(f"the device of the seal does not open: {type(fault).__name__} {fault}") from fault
        yield signer


def _signed(content: bytes, signer: Any, at: datetime, reason: str) -> bytes:
    from pyhanko.pdf_utils.generic import ByteStringObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

    class Dated(PdfSigner):
        """Signs at a moment that is given, not by the clock."""

        def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
            session = super().init_signing_session(*args, **kwargs)
            session.system_time = at
            return session

    writer = IncrementalPdfFileWriter(BytesIO(content))
    writer._update_meta = lambda: None  # it would write the clock, and lose the mark of PDF/UA
    writer._document_id[1] = ByteStringObject(hashlib.sha256(content).digest()[:16])  # by chance otherwise
    meta = PdfSignatureMetadata(
        field_name=FIELD,
        reason=reason,
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    unseen = InvisSigSettings(box_out_of_bounds=True)
    field = SigFieldSpec(FIELD, readable_field_name=FIELD_NAME, invis_sig_settings=unseen)
    out: BytesIO = Dated(meta, signer=signer, new_field_spec=field).sign_pdf(writer, bytes_reserved=ROOM)
    return out.getvalue()
