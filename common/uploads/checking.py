"""Whether a file may be taken: its name, its size, its content, the scanner's word; cheap questions first."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from common.refusals import Refusal, check_size
from common.uploads.contents import HEAD, check_signature
from common.uploads.kinds import EVERYTHING, Kind, labels
from common.uploads.names import clean_name
from common.uploads.scanner import scan


@dataclass(frozen=True, slots=True)
class CheckedUpload:
    """A file that may be taken: its clean name, its kind, and its bytes where the request left them."""

    name: str
    kind: Kind
    file: File


def check_upload(uploaded: File, *, kinds: tuple[Kind, ...] = EVERYTHING) -> CheckedUpload:
    """``uploaded`` with a clean name, once all of it was looked at. Raises ``Refusal`` with one sentence.

    Decodes pictures and asks the scanner, which takes seconds: never call it inside a transaction.
    """
    name = clean_name(uploaded.name or "")
    suffix = PurePosixPath(name).suffix.lower()
    kind = next((kind for kind in kinds if suffix in kind.extensions), None)
    if kind is None:
        raise Refusal(_("%(name)s: only these kinds of files are taken: %(kinds)s."), name=name, kinds=labels(kinds))
    check_size(name, uploaded.size, kind.limit)
    uploaded.seek(0)
    check_signature(name, kind, uploaded.read(HEAD))
    kind.check(name, uploaded)
    scan(name, uploaded)
    return CheckedUpload(name, kind, uploaded)
