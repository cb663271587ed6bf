"""How Akoma Ntoso 3.0 names a text: FRBR work without language, one expression for each, as AKN4UN has it.

``/akn/xx-crm/statement/declaration/2014-06-27/xix-declaracion`` is the work, ``…/spa@ver1`` its first edition in
Spanish. ISO 3166 gives no code to a conference of countries; ``xx`` is one of those that it leaves to their users, and
``crm`` says whose it is, in the place of a locality.
"""

from lxml import etree

from declarations.canonical import CanonicalText
from declarations.forms_of_text.signs import LANGUAGES, xml_safe

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
CRM = "urn:crm-rcm:text:1"  # the namespace of what Akoma Ntoso has no word for
COUNTRY = "xx-crm"
LANGUAGE = {"es": "spa", "en": "eng"}
STATEMENTS = ("communique", "declaration", "extraordinary-declaration", "decisions", "conclusions", "recommendations")
CONFERENCE = {"es": "Conferencia Regional sobre Migración", "en": "Regional Conference on Migration"}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
UNKNOWN_DAY = "0001-01-01"
WHOLE_DAY = len("2014-06-27")


def document_type(content: CanonicalText) -> str:
    """``statement`` for what expresses the will of the conference, ``doc`` for its other papers and for a summary.

    A resolution, decision or declaration is a ``statement`` in AKN4UN; plans, guidelines, reports are a ``doc``.
    """
    return "statement" if content.kind in STATEMENTS and content.nature == "full" else "doc"


def work_address(content: CanonicalText) -> str:
    day = f"{content.adopted_on}/" if content.adopted_on else ""
    return f"/akn/{COUNTRY}/{document_type(content)}/{content.kind}/{day}{content.symbol}"


def expression_address(content: CanonicalText, language: str) -> str:
    return f"{work_address(content)}/{LANGUAGE[language]}@ver{content.edition}"


def tag(name: str) -> str:
    return f"{{{AKN}}}{name}"


def own(name: str) -> str:
    return f"{{{CRM}}}{name}"


def add(parent: etree._Element, name: str, /, **attributes: str) -> etree._Element:
    """A new element of Akoma Ntoso at the end of ``parent``."""
    return etree.SubElement(parent, tag(name), attributes)


def add_meta(
    parent: etree._Element, content: CanonicalText, language: str, published: str, component: str = "main"
) -> etree._Element:
    """The identification of a document, or of a ``component`` of it; ``published`` is an ISO date or empty."""
    identification = add(add(parent, "meta"), "identification", source="#crm")
    work, expression = work_address(content), expression_address(content, language)
    of_work = _level(identification, "FRBRWork", work, component, _adopted(content))
    add(of_work, "FRBRcountry", value=COUNTRY)
    add(of_work, "FRBRsubtype", value=content.kind)
    add(of_work, "FRBRnumber", value=content.symbol)
    for code in LANGUAGES:
        if title := getattr(content, f"title_{code}"):
            add(of_work, "FRBRname", value=xml_safe(title)).set(XML_LANG, code)
    day = (published or UNKNOWN_DAY, "published" if published else "unknown")
    of_expression = _level(identification, "FRBRExpression", expression, component, day)
    add(of_expression, "FRBRversionNumber", value=str(content.edition))
    add(of_expression, "FRBRlanguage", language=LANGUAGE[language])
    of_manifestation = _level(identification, "FRBRManifestation", f"{expression}.xml", component, day)
    add(of_manifestation, "FRBRformat", value="application/akn+xml")
    return identification.getparent()


def _level(parent: etree._Element, name: str, address: str, component: str, day: tuple[str, str]) -> etree._Element:
    level = add(parent, name)
    add(level, "FRBRthis", value=f"{address}/!{component}")
    add(level, "FRBRuri", value=address)
    add(level, "FRBRdate", date=day[0], name=day[1])
    add(level, "FRBRauthor", href="#crm")
    return level


def _adopted(content: CanonicalText) -> tuple[str, str]:
    """A whole day, for the schema takes nothing less; the name says what of it is known."""
    known = content.adopted_on
    if not known:
        return UNKNOWN_DAY, "unknown"
    name = {4: "adopted, known to the year", 7: "adopted, known to the month"}.get(len(known), "adopted")
    return f"{known}-01-01"[:WHOLE_DAY], name
