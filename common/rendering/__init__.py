"""From HTML to PDF: the same words give the same bytes, whoever renders them, and when."""

from common.rendering.pdf import Attached, Paper, RenderingError, render_pdf
from common.rendering.qr import qr_svg

__all__ = ["Attached", "Paper", "RenderingError", "qr_svg", "render_pdf"]
