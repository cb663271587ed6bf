"""From an edition to its PDF: the same edition gives the same bytes, whoever renders it, and when."""

from common.rendering.pdf import Paper, RenderingError
from declarations.rendering.editions import SealedPaper, sealed_paper
from declarations.rendering.pdf import render_edition

__all__ = ["Paper", "RenderingError", "SealedPaper", "render_edition", "sealed_paper"]
