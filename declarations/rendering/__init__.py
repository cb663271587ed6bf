"""From an edition to its PDF: the same edition gives the same bytes, whoever renders it, and when."""

from declarations.rendering.pdf import Paper, RenderingError, render_edition

__all__ = ["Paper", "RenderingError", "render_edition"]
