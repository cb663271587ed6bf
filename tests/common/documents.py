"""Files that people give, made for the tests: whole ones of every kind, and the parts of evil ones."""

import io
import struct
import zipfile
import zlib

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from PIL import Image

XML = '<?xml version="1.0" encoding="UTF-8"?>'
TYPES = XML + '<Types><Override PartName="/{part}" ContentType="{kind}.main+xml"/></Types>'
RELATIONS = XML + "<Relationships/>"
OPENXML = "application/vnd.openxmlformats-officedocument."
OASIS = "application/vnd.oasis.opendocument."


def upload(name: str, content: bytes | str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def pdf() -> bytes:
    stream = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(stream, deterministic_id=True)
    return stream.getvalue()


def docx() -> bytes:
    stream = io.BytesIO()
    document = Document()
    document.add_paragraph("Nota de prueba.")
    document.save(stream)
    return stream.getvalue()


def packed(*members: tuple[str | zipfile.ZipInfo, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for member, content in members:
            archive.writestr(member, content)
    return stream.getvalue()


def with_members(content: bytes, *members: tuple[str | zipfile.ZipInfo, str | bytes]) -> bytes:
    """The archive with more members, or with others of the same name instead."""
    new = {getattr(member, "filename", member) for member, _content in members}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        kept = [(name, archive.read(name)) for name in archive.namelist() if name not in new]
    return packed(*kept, *members)


def openxml(kind: str, part: str, *more: tuple[str, str | bytes]) -> bytes:
    types = TYPES.format(part=part, kind=OPENXML + kind)
    return packed(("[Content_Types].xml", types), ("_rels/.rels", RELATIONS), (part, "<x/>"), *more)


def xlsx() -> bytes:
    return openxml("spreadsheetml.sheet", "xl/workbook.xml")


def pptx() -> bytes:
    return openxml("presentationml.presentation", "ppt/presentation.xml")


def open_document(kind: str, *more: tuple[str, str | bytes]) -> bytes:
    first = zipfile.ZipInfo("mimetype")
    return packed((first, OASIS + kind), ("content.xml", "<x/>"), ("META-INF/manifest.xml", XML + "<x/>"), *more)


def picture(form: str, size: tuple[int, int] = (40, 30)) -> bytes:
    stream = io.BytesIO()
    Image.effect_noise(size, 50).save(stream, form)
    return stream.getvalue()


def png_that_says(width: int, height: int) -> bytes:
    """A PNG of one colour: some kilobytes that unpack to ``width`` × ``height`` pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack("!L", len(content)) + kind + content + struct.pack("!L", zlib.crc32(kind + content))

    header = struct.pack("!LLBBBBB", width, height, 8, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(width + 1)) for _row in range(height)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


WHOLE = {
    "acta.pdf": (pdf, "application/pdf"),
    "acta.docx": (docx, OPENXML + "wordprocessingml.document"),
    "cuadro.xlsx": (xlsx, OPENXML + "spreadsheetml.sheet"),
    "charla.pptx": (pptx, OPENXML + "presentationml.presentation"),
    "acta.odt": (lambda: open_document("text"), OASIS + "text"),
    "cuadro.ods": (lambda: open_document("spreadsheet"), OASIS + "spreadsheet"),
    "foto.jpg": (lambda: picture("JPEG"), "image/jpeg"),
    "foto.JPEG": (lambda: picture("JPEG"), "image/jpeg"),
    "foto.png": (lambda: picture("PNG"), "image/png"),
    "foto.webp": (lambda: picture("WEBP"), "image/webp"),
    "nota.txt": (lambda: "Reunión en Panamá.\n".encode(), "text/plain; charset=utf-8"),
    "lista.csv": (lambda: "\ufeffpaís;año\nMéxico;2024\n".encode(), "text/csv; charset=utf-8"),
    "todo.zip": (lambda: packed(("actas/acta.pdf", pdf()), ("nota.txt", "Hola"), ("vacía/", "")), "application/zip"),
}
