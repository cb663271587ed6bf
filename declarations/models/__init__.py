from declarations.choices import Manner, Remark
from declarations.models.adoption import Adoption, AdoptionRemark, AdoptionSignature, Signatory
from declarations.models.commitments import Commitment, CommitmentReport, CommitmentState, DueKind, VerbClass
from declarations.models.decisions import Decision
from declarations.models.drafting import (
    AcceptedDifference,
    Departure,
    Drafter,
    Drafting,
    FormerParagraph,
    Numbering,
    Pen,
    TextVersion,
    VersionReason,
)
from declarations.models.editions import Edition, EditionRedline, Rendering, RenderingLanguage, RenderingState
from declarations.models.proposals import Position, Proposal, ProposalKind, ProposalState, Stance
from declarations.models.seals import SealCertificate
from declarations.models.state_of_play import CommitmentSheet, StatePaper
from declarations.models.texts import Nature, Paragraph, ParagraphKind, Text, TextKind, TextState
from declarations.models.working_papers import WorkingPaper, WorkingPaperKind

__all__ = [
    "AcceptedDifference",
    "Adoption",
    "AdoptionRemark",
    "AdoptionSignature",
    "Commitment",
    "CommitmentReport",
    "CommitmentSheet",
    "CommitmentState",
    "Decision",
    "Departure",
    "Drafter",
    "Drafting",
    "DueKind",
    "Edition",
    "EditionRedline",
    "FormerParagraph",
    "Manner",
    "Nature",
    "Numbering",
    "Paragraph",
    "ParagraphKind",
    "Pen",
    "Position",
    "Proposal",
    "ProposalKind",
    "ProposalState",
    "Remark",
    "Rendering",
    "RenderingLanguage",
    "RenderingState",
    "SealCertificate",
    "Signatory",
    "Stance",
    "StatePaper",
    "Text",
    "TextKind",
    "TextState",
    "TextVersion",
    "VerbClass",
    "VersionReason",
    "WorkingPaper",
    "WorkingPaperKind",
]
