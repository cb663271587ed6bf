"""QR codes as vector drawings."""

from io import BytesIO

import segno


def qr_svg(address: str) -> bytes:
    """``address`` as an SVG image without background, error correction M, one unit a module, no quiet zone."""
    drawing = BytesIO()
    segno.make_qr(address, error="m").save(
        drawing, kind="svg", border=0, xmldecl=False, svgclass=None, lineclass=None, dark="#14262d", omitsize=True
    )
    return drawing.getvalue()
