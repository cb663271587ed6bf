"""The upload service: what people give is looked at before it is kept, and kept whole or not at all.

``check_upload`` asks whether a file may be taken (slow: it reads, decodes and scans; call it outside a transaction),
``store_upload`` keeps it. A form's ``UploadField`` does the first; the service behind the form does the second.
"""

from common.refusals import NoRoom, Refusal, TooLarge
from common.uploads.checking import CheckedUpload, check_upload
from common.uploads.kinds import DOCUMENTS, EVERYTHING, IMAGES, PAPERS
from common.uploads.storing import discard_file, store_upload

__all__ = [
    "DOCUMENTS",
    "EVERYTHING",
    "IMAGES",
    "PAPERS",
    "CheckedUpload",
    "NoRoom",
    "Refusal",
    "TooLarge",
    "check_upload",
    "discard_file",
    "store_upload",
]
