"""The package of a DOCX written by hand, so that the same text gives the same bytes: fixed dates, fixed order."""

import io
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
ITEM = "{3C1D7A52-9A0B-4C1E-8E57-2A6C0C7F4B10}"  # by which office programs know the part with the facts
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that an archive knows
OVERRIDES = (
    ("/word/document.xml", f"{WORD_TYPE}.document.main+xml"),
    ("/word/styles.xml", f"{WORD_TYPE}.styles+xml"),
    ("/word/settings.xml", f"{WORD_TYPE}.settings+xml"),
    ("/word/header1.xml", f"{WORD_TYPE}.header+xml"),
    ("/word/footer1.xml", f"{WORD_TYPE}.footer+xml"),
    ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    ("/customXml/itemProps1.xml", "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"),
)
SETTINGS = (
    f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    "</w:compat></w:settings>"
)


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def add(parent: etree._Element, name: str, /, **values: str | int) -> etree._Element:
    """A new element of WordprocessingML at the end of ``parent``, its attributes in the same namespace."""
    element = etree.SubElement(parent, w(name))
    for attribute, value in values.items():
        element.set(w(attribute), str(value))
    return element


def packed(
    document: etree._Element, styles: etree._Element, running: Iterable[etree._Element], facts: bytes, title: str
) -> bytes:
    """The archive. ``running`` are header and footer, ``facts`` the XML part of our own."""
    parts = _parts(document, styles, running, facts, title)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system, entry.compress_type = 3, zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, compresslevel=6)
    return stream.getvalue()


def _parts(
    document: etree._Element, styles: etree._Element, running: Iterable[etree._Element], facts: bytes, title: str
) -> dict[str, bytes]:
    header, footer = (_xml(one) for one in running)
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            (f"{OFFICE}/relationships/officeDocument", "word/document.xml"),
            (f"{RELATIONS}/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(title),
        "word/document.xml": _xml(document),
        "word/_rels/document.xml.rels": _relations(
            *((f"{OFFICE}/relationships/{name}", f"{name}.xml") for name in ("styles", "settings")),
            *((f"{OFFICE}/relationships/{name}", f"{name}1.xml") for name in ("header", "footer")),
            (f"{OFFICE}/relationships/customXml", "../customXml/item1.xml"),
        ),
        "word/styles.xml": _xml(styles),
        "word/settings.xml": (HEAD + SETTINGS).encode(),
        "word/header1.xml": header,
        "word/footer1.xml": footer,
        "customXml/item1.xml": facts,
        "customXml/_rels/item1.xml.rels": _relations((f"{OFFICE}/relationships/customXmlProps", "itemProps1.xml")),
        "customXml/itemProps1.xml": _item_properties(),
    }


def _xml(element: etree._Element) -> bytes:
    return etree.tostring(element, encoding="UTF-8", xml_declaration=True, standalone=True)


def _content_types() -> bytes:
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    overrides = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in OVERRIDES)
    return f'{HEAD}<Types xmlns="{TYPES}">{defaults}{overrides}</Types>'.encode()


def _relations(*pairs: tuple[str, str]) -> bytes:
    """Relations rId1, rId2, … in their order: styles, settings, header, footer are 1 to 4 of the document."""
    lines = (
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(pairs, 1)
    )
    return f'{HEAD}<Relationships xmlns="{RELATIONS}">{"".join(lines)}</Relationships>'.encode()


def _core(title: str) -> bytes:
    """Title and author; no date, for a form of an edition is of no other day than its edition."""
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{RELATIONS.replace("relationships", "metadata/core-properties")}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title>"
        "<dc:creator>Conferencia Regional sobre Migración · Regional Conference on Migration</dc:creator>"
        "</cp:coreProperties>"
    ).encode()


def _item_properties() -> bytes:
    return (
        f"{HEAD}<ds:datastoreItem ds:itemID={quoteattr(ITEM)} xmlns:ds="
        '"http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs/></ds:datastoreItem>'
    ).encode()
