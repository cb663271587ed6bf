from common.models.files import StoredFile
from common.models.glossary import Term
from common.models.journal import Act
from common.models.outbox import OutboxMessage
from common.models.papers import AskedPaper, FileState, MadePaper
from common.models.provisions import Provision
from common.models.record import RecordEntry
from common.models.revision import SiteRevision
from common.models.sources import Attested, Certainty, Discrepancy, Source

__all__ = [
    "Act",
    "AskedPaper",
    "Attested",
    "Certainty",
    "Discrepancy",
    "FileState",
    "MadePaper",
    "OutboxMessage",
    "Provision",
    "RecordEntry",
    "SiteRevision",
    "Source",
    "StoredFile",
    "Term",
]
