"""What the renderer leaves out of the file: the mark of PDF/UA beside PDF/A, and the language of each passage."""

from base64 import a85encode
from collections.abc import Iterator
from functools import partial
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

UA = "http://www.aiim.org/pdfua/ns/id/"
UA_DESCRIPTION = f"""
<rdf:Description xmlns:pdfuaid="{UA}" rdf:about=""><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{UA}</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""


AMBIGUOUS_END = b"\r\nendstream"  # is the carriage return the last byte of the stream, or part of the line end?


def conforming_pdf(laid_out: Any, **options: Any) -> bytes:
    """Write a laid-out document as one file that conforms to PDF/A-3a and PDF/UA-1 at once.

    ``options`` are the renderer's; ``attachments`` is a function that makes them, since each serves once. A file in
    which a stream of the writer's own ends ambiguously is written again with one more empty object.
    """
    attachments = options.pop("attachments")

    for fillers in range(9):
        content: bytes = laid_out.write_pdf(finisher=partial(_finish, fillers), attachments=attachments(), **options)
        if AMBIGUOUS_END not in content:
            break
    return content


def _finish(fillers: int, document: Any, pdf: pydyf.PDF) -> None:
    _declare_ua(pdf)
    _tell_languages(document, pdf)
    _compress_streams(pdf)
    for _filler in range(fillers):
        pdf.add_object(pydyf.Dictionary())


def _declare_ua(pdf: pydyf.PDF) -> None:
    """Say "PDF/UA-1" in the same metadata that says "PDF/A-3a", with the schema PDF/A asks for, uncompressed."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.compress = False
    metadata.stream = [metadata.stream[0].replace(b"</rdf:RDF>", UA_DESCRIPTION.encode(), 1)]


def _compress_streams(pdf: pydyf.PDF) -> None:
    """Compress every stream once (the writer would do it anew at each look), each with an end beyond doubt.

    A stream whose last byte would be a line end is written in ASCII85 besides. That byte belongs to the checksum, so
    no other compression would help.
    """
    for stream in pdf.objects:
        if isinstance(stream, pydyf.Stream) and stream.compress:
            compressed = stream.data.split(b"\nstream\n", 1)[1].removesuffix(b"\nendstream")
            stream.compress = False
            stream.stream, stream.extra["Filter"] = [compressed], "/FlateDecode"
            if compressed.endswith((b"\r", b"\n")):
                stream.stream = [a85encode(compressed) + b"~>"]
                stream.extra["Filter"] = pydyf.Array(["/ASCII85Decode", "/FlateDecode"])


def _tell_languages(document: Any, pdf: pydyf.PDF) -> None:
    """Give each tagged piece that is not in the language of the document its own ``Lang``.

    The renderer tags pieces in the order of its boxes; were that ever not so, the counts would differ and this
    raises ``ValueError`` rather than mark a passage with a wrong language.
    """
    tagged: dict[bytes, list[pydyf.Dictionary]] = {page: [] for page in pdf.page_references}
    for element in pdf.objects:
        if isinstance(element, dict) and element.get("Type") == "/StructElem":
            for kid in element["K"]:
                if isinstance(kid, int):
                    tagged[element["Pg"]].append(element)
    for number, page in enumerate(document.pages):
        for element, language in zip(tagged[pdf.page_references[number]], _languages(page._page_box), strict=True):
            if language != document.metadata.lang:
                element["Lang"] = pydyf.String(language)


def _languages(box: Any) -> Iterator[str]:
    """The language of every piece of text or image in ``box``, in the order in which the renderer tags them."""
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    for child in box.children if isinstance(box, boxes.ParentBox) else ():
        yield from [child.style["lang"]] if isinstance(child, boxes.TextBox) else _languages(child)
    if isinstance(box, boxes.ReplacedBox):
        yield box.style["lang"]
