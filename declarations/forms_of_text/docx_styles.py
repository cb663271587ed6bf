"""The styles of a DOCX: ``crm-<kind>-<level>`` says what a paragraph is, to Word as to us."""

from collections.abc import Iterable

from lxml import etree

from declarations.forms_of_text.docx_package import W, add, w

FONT = "Cambria"
LABEL, MISSING, FRONT = "crm-label", "crm-missing", "crm-front"
TITLE, RUNNING, HEAD_CELL = "crm-front-title", "crm-running", "crm-front-language"
APART = "crm-front-adoption"  # the heading of what stands behind the text and is not of it
STEP = 567  # twentieths of a point: one centimetre for each level
SIZES = {"title": 30, "heading": 26, "annex": 28}  # half points
BODY_SIZE = 22
LANGUAGES = {"es": "es-ES", "en": "en-US"}


def style_of(kind: str, level: int) -> str:
    return f"crm-{kind}-{level}"


def kind_and_level(style: str) -> tuple[str, int]:
    """What the name of a style says of its paragraph; no kind for a style that is not ours."""
    parts = style.split("-")
    if len(parts) == 3 and parts[0] == "crm" and parts[2].isdecimal():
        return parts[1], min(int(parts[2]), 6)
    return "", 0


def styles_for(used: Iterable[tuple[str, int]]) -> etree._Element:
    """The style sheet with the kinds and levels that a document uses, in a fixed order."""
    sheet = etree.Element(w("styles"), nsmap={"w": W})
    defaults = add(sheet, "docDefaults")
    run = add(add(defaults, "rPrDefault"), "rPr")
    add(run, "rFonts", ascii=FONT, hAnsi=FONT, cs=FONT, eastAsia=FONT)
    add(run, "sz", val=BODY_SIZE)
    add(run, "lang", val=LANGUAGES["es"])
    add(add(add(defaults, "pPrDefault"), "pPr"), "spacing", after=140, line=276, lineRule="auto")
    _style(sheet, "Normal", is_default=True)
    _front(sheet)
    for kind, level in sorted(set(used)):
        _of_paragraph(sheet, kind, level)
    for name, colour in ((LABEL, ""), (MISSING, "8A1F11")):
        look = add(_style(sheet, name, kind="character"), "rPr")
        if colour:
            add(look, "i")
            add(look, "color", val=colour)
    return sheet


def _style(sheet: etree._Element, name: str, *, kind: str = "paragraph", is_default: bool = False) -> etree._Element:
    style = add(sheet, "style", type=kind, styleId=name)
    if is_default:
        style.set(w("default"), "1")
    add(style, "name", val=name)
    if kind == "paragraph" and not is_default:
        add(style, "basedOn", val="Normal")
    add(style, "qFormat")
    return style


def _front(sheet: etree._Element) -> None:
    title = _style(sheet, TITLE)
    add(add(title, "pPr"), "spacing", before=0, after=120)
    look = add(title, "rPr")
    add(look, "b")
    add(look, "sz", val=34)
    for name, size in ((FRONT, 20), (RUNNING, 17), (HEAD_CELL, 20)):
        look = add(_style(sheet, name), "rPr")
        if name == HEAD_CELL:
            add(look, "b")
        add(look, "color", val="3A4A50")
        add(look, "sz", val=size)
    apart = _style(sheet, APART)
    shape = add(apart, "pPr")
    add(shape, "keepNext")
    add(shape, "spacing", before=480, after=120)
    look = add(apart, "rPr")
    add(look, "b")
    add(look, "sz", val=SIZES["heading"])


def _of_paragraph(sheet: etree._Element, kind: str, level: int) -> None:
    style = _style(sheet, style_of(kind, level))
    shape = add(style, "pPr")
    if kind in SIZES:
        add(shape, "keepNext")
        add(shape, "spacing", before=240, after=120)
        add(shape, "outlineLvl", val=0 if kind == "title" else min(level + 1, 8))
        look = add(style, "rPr")
        add(look, "b")
        add(look, "sz", val=max(SIZES[kind] - 2 * level, BODY_SIZE))
    else:
        add(shape, "ind", left=STEP * (level + 1), hanging=STEP)
        if kind == "note":
            add(add(style, "rPr"), "sz", val=19)
