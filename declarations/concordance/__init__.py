"""The concordance of the two languages: what differs in a paragraph, and whether its words were approved.

Pure: paragraphs and terms in, findings out. It names differences; whether one is a fault, people decide.
"""

from declarations.concordance.approval import approval_mark, approval_of
from declarations.concordance.findings import Finding, findings_in, findings_of
from declarations.concordance.names import Acronym, Country, Terms

__all__ = ["Acronym", "Country", "Finding", "Terms", "approval_mark", "approval_of", "findings_in", "findings_of"]
