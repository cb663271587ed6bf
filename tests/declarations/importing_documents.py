"""Documents for the tests of the import: texts of our own invention, in the forms of the conference's years."""

import io
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from declarations.importing.gate import SourceFile

COMMUNIQUE_1996 = """\
COMUNICADO CONJUNTO DE PRUEBA
Reunión imaginaria sobre caminos y puentes
Villa Prueba, 3 y 4 de mayo de 1996

Los representantes de los Gobiernos de Belice, Canadá, Costa Rica, El
Salvador y México, reunidos en Villa Prueba para este ejercicio, revisaron
los temas de una agenda que nunca existió.

Reconocieron que los caminos acercan a los pueblos y que su cuidado toca a
todos los países de la región.

Reiteraron su interés en medir los puentes una vez al año.

Asimismo, acordaron:

a) contar los puentes de cada país antes de octubre de 1996;
b) capacitar a los medidores, en particular:
   - en el uso de la cinta métrica;
   - en la lectura de mapas;
c) comparar las cuentas en 1997.

Los participantes agradecieron al Gobierno anfitrión su hospitalidad.
"""

DECLARATION_ES = """\
---
title: Declaración de prueba sobre faros
date: 2012-06-22
place: Puerto Prueba
language: es
original_language: es
sello: azul
---
# Declaración de prueba sobre faros

Texto inventado para las pruebas del portal

Los Viceministros de los países ribereños, reunidos en Puerto Prueba el 21 y 22 de junio de 2012:

## Principios

- Reconocieron que 12 faros alumbran la costa de Panamá.
- Expresaron su interés en los 7 faros de Belice, que la OIM visitó en 2011.
- Reiteraron que cada faro necesita un farero:
  - de día;
  - de noche.

## Decisiones

1. Aprobar el presupuesto de 1 500 lámparas.
2. Solicitar a la ST un informe sobre los espejos.

| Faro | Altura |
|------|--------|
| Norte | 20 metros |
| Sur | 35 metros |

Los Viceministros agradecieron al Gobierno de Panamá su hospitalidad.
"""

DECLARATION_EN = """\
---
title: Test declaration on lighthouses
language: en
---
# Test declaration on lighthouses

A text invented for the tests of the portal

The Vice-Ministers of the coastal countries, meeting in Puerto Prueba on 21 and 22 June 2012:

## Principles

1. Recognized that 12 lighthouses shine on the coast of Panama.
2. Expressed their interest in the 7 lighthouses of Belize, which IOM visited in 2011.
3. Reiterated that each lighthouse needs a keeper:
   a) by day;
   b) by night.

## Decisions

1. To approve the budget of 1,500 lamps.
2. To request from the TS a report on the mirrors.

| Lighthouse | Height |
|------------|--------|
| North | 20 metres |
| South | 35 metres |

The Vice-Ministers thanked the Government of Panama for its hospitality.
"""


def text(words: str, name: str = "prueba.txt") -> SourceFile:
    return SourceFile(name, words.encode())


def docx(build: Callable[[WordDocument], object], name: str = "prueba.docx") -> SourceFile:
    """A DOCX that ``build`` filled in."""
    document = Document()
    build(document)
    return SourceFile(name, saved(document))


def saved(document: WordDocument) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def add_numbering(document: WordDocument, *levels: tuple[str, str], start: int = 1) -> int:
    """A list of its own: (format, text) per level, as ("lowerLetter", "%2)"). Returns its number."""
    numbering = document.part.numbering_part.element
    abstract_id = str(900 + len(numbering.findall(qn("w:abstractNum"))))
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), abstract_id)
    for level, (form, label) in enumerate(levels):
        abstract.append(_level(level, form, label, start if level == 0 else 1))
    numbering.insert(0, abstract)
    return int(numbering.add_num(int(abstract_id)).numId)


def _level(level: int, form: str, label: str, start: int) -> ElementTree.Element:
    element = OxmlElement("w:lvl")
    element.set(qn("w:ilvl"), str(level))
    for name, value in (("w:start", str(start)), ("w:numFmt", form), ("w:lvlText", label)):
        child = OxmlElement(name)
        child.set(qn("w:val"), value)
        element.append(child)
    return element


def add_numbered(document: WordDocument, words: str, number: int, level: int = 0) -> None:
    """A paragraph that Word numbers by itself."""
    properties = document.add_paragraph(words)._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = number
    properties.get_or_add_ilvl().val = level


def with_parts(source: SourceFile, **parts: bytes | Callable[[bytes], bytes]) -> SourceFile:
    """The DOCX with parts added or changed; ``word__document`` names ``word/document.xml``."""
    names = {name.replace("__", "/") + ".xml": change for name, change in parts.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source.data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            change = names.pop(name, None)
            new.writestr(name, change(content) if callable(change) else content if change is None else change)
        for name, content in names.items():
            assert isinstance(content, bytes)
            new.writestr(name, content)
    return SourceFile(source.name, stream.getvalue())


FOOTNOTES = b"""<?xml version="1.0" encoding="UTF-8"?>
<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:footnote w:id="2"><w:p><w:r><w:t>Nota inventada sobre los espejos.</w:t></w:r></w:p></w:footnote></w:footnotes>"""
FOOTNOTE_CALL = b'<w:r><w:footnoteReference w:id="2"/></w:r>'


def with_footnote(source: SourceFile, after: str) -> SourceFile:
    """The DOCX with a footnote called behind the run that ends with the words ``after``."""
    called = f"{after}</w:t></w:r>".encode()
    relation = (
        b'<Relationship Id="rIdNotes" Target="footnotes.xml" Type="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships/footnotes"/></Relationships>'
    )
    kind = (
        b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'wordprocessingml.footnotes+xml"/></Types>'
    )
    changed = with_parts(
        source,
        word__document=lambda xml: xml.replace(called, called + FOOTNOTE_CALL),
        word__footnotes=FOOTNOTES,
        **{"[Content_Types]": lambda xml: xml.replace(b"</Types>", kind)},
    )
    return with_relation(changed, relation)


def with_relation(source: SourceFile, relation: bytes) -> SourceFile:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source.data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/_rels/document.xml.rels":
                content = content.replace(b"</Relationships>", relation)
            new.writestr(name, content)
    return SourceFile(source.name, stream.getvalue())
