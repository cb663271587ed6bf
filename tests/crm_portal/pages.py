"""What the tests of pages read out of an answer."""

from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponseBase


class Reader(HTMLParser):
    """The elements of a page, each as (name, attributes, words directly in it)."""

    VOID = {"meta", "link", "input", "br", "hr", "img", "use", "path", "rect", "circle"}

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, Any], list[str]]] = []
        self.open: list[tuple[str, dict[str, Any], list[str]]] = []

    def handle_starttag(self, tag, attrs):
        element = (tag, dict(attrs), [])
        self.elements.append(element)
        if tag not in self.VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs), []))

    def handle_endtag(self, tag):
        if tag in [name for name, _, _ in self.open]:
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data):
        for element in self.open:
            element[2].append(data)


def elements(response: HttpResponseBase, tag: str, **wanted: str) -> list[tuple[dict[str, Any], str]]:
    """Every ``tag`` of the page with these attributes, as (attributes, all words within)."""
    reader = Reader()
    reader.feed(response.content.decode())
    return [
        (attributes, " ".join("".join(words).split()))
        for name, attributes, words in reader.elements
        if name == tag and all(attributes.get(key.replace("_", "-")) == value for key, value in wanted.items())
    ]


def text_of(response: HttpResponseBase) -> str:
    """The words of the page's body, spaces evened."""
    [(_, words)] = elements(response, "body")
    return words
