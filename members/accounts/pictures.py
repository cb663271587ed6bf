import segno
from django.utils.safestring import SafeString


def qr_code(words: str) -> SafeString:
    """``words`` as a square to scan: SVG for the page itself, dark on a white ground whatever the page's colours.

    The words become dots; none of them stands in the markup.
    """
    drawing = segno.make(words, error="m").svg_inline(
        omitsize=True, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None
    )
    return SafeString(drawing)
