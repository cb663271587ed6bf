"""Reads back what ``akoma_ntoso.py`` wrote: the documents of a text, one for each language."""

from lxml import etree

from declarations.canonical import CanonicalText
from declarations.forms_of_text.akoma_ntoso_names import own, tag
from declarations.forms_of_text.facts import Half, Passage, joined

HOLDERS = ("intro", "content")  # what stands between a paragraph and its words


def read_akoma_ntoso(*documents: bytes) -> CanonicalText:
    """The text of which ``documents`` are the languages. Raises ``ValueError`` for what is not ours."""
    return joined([_half(document) for document in documents])


def _half(document: bytes) -> Half:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    root = etree.fromstring(document, parser)
    facts = root.find(f".//{own('facts')}")
    if facts is None or facts.text is None:
        raise ValueError("not a text of the conference")
    passages = (_passage(element) for element in root.iter(etree.Element) if element.get(own("kind")))
    return Half(CanonicalText.from_json(facts.text), facts.get("language", ""), tuple(passages))


def _passage(element: etree._Element) -> Passage:
    words = element if element.tag == tag("p") else _words_of(element)
    return Passage(
        uid=element.get("GUID", ""),
        kind=element.get(own("kind"), ""),
        level=int(element.get(own("level"), "0")),
        label=_read(element.find(tag("num"))),
        body=_read(words),
    )


def _words_of(element: etree._Element) -> etree._Element | None:
    """Where the words of a paragraph stand: in its heading, or in the first line of what it holds itself."""
    heading = element.find(tag("heading"))
    if heading is not None:
        return heading
    for path in (tag("p"), *(f"{tag(holder)}/{tag('p')}" for holder in HOLDERS)):
        if (found := element.find(path)) is not None:
            return found
    return None


def _read(element: etree._Element | None) -> str:
    if element is None:
        return ""
    return (element.text or "") + "".join("\n" + (eol.tail or "") for eol in element)
