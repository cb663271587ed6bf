"""Texts of every shape for the tests of their forms: words that look like markup, and signs that few files can hold."""

import unicodedata
from dataclasses import replace

from hypothesis import strategies as st

from declarations.canonical import (
    CanonicalAdoption,
    CanonicalMember,
    CanonicalParagraph,
    CanonicalRemark,
    CanonicalText,
)
from declarations.forms_of_text.signs import xml_safe
from declarations.models import ParagraphKind
from tests.declarations.papers import content

TRICKS = (
    *("# título", "## 2", "* punto", "- guion", "+ más", "1. uno", "12) doce", "> cita", "---", "***", "===", "```"),
    *(
        "**negrita**",
        "_cursiva_",
        "`código`",
        "[enlace](http://x)",
        "<b>nada</b>",
        "<!-- uid=x -->",
        "&amp; &#9;",
        "\\",
    ),
    *("a\tb", "\t", " al frente", "al final ", "una\nlínea", "\n", "a\n\nb", "\r", "\u00a0", "10\u202f000", "a\u00adb"),
    *(
        "\u202eal revés\u202c",
        "\u200f",
        "\u2028",
        "\x85",
        "\x00",
        "\x07",
        "\ufffe",
        "😀",
        "e\u0301",
        "~~",
        "$x$",
        "|a|b|",
    ),
    *("|a|b|", "\\", "[English text missing]", "*[falta el texto en español]*", "]]>", "{{ x }}", "w:t", "<br>"),
    *("**", "**1\\.** x"),
)
words = st.one_of(
    st.just(""),
    st.sampled_from(TRICKS),
    st.text(max_size=30),
    st.lists(st.sampled_from(TRICKS), max_size=4).map(" ".join),
).map(lambda said: unicodedata.normalize("NFC", said))
labels = st.one_of(st.just(""), st.sampled_from(["1.", "a)", "(iv)", "–", "1.1.", "*", "a\tb", " "]), words)
paragraphs = st.builds(
    CanonicalParagraph,
    uid=st.uuids().map(str),
    kind=st.sampled_from(ParagraphKind.values),
    level=st.integers(0, 6),
    label_es=labels,
    label_en=labels,
    body_es=words,
    body_en=words,
)
members = st.builds(CanonicalMember, key=st.sampled_from(["mx", "cr"]), name_es=words, name_en=words)
remarks = st.builds(
    CanonicalRemark, kind=st.sampled_from(["reservation", "statement"]), member=members, words_es=words, words_en=words
)
adoptions = st.builds(
    CanonicalAdoption,
    manner=st.sampled_from(["session", "consultation"]),
    session_es=words,
    session_en=words,
    present=st.lists(members, max_size=2).map(tuple),
    remarks=st.lists(remarks, max_size=2).map(tuple),
)
texts = st.builds(
    lambda rows, **fields: content(**fields, paragraphs=tuple(rows)),
    st.lists(paragraphs, max_size=9, unique_by=lambda one: one.uid),
    title_es=words,
    title_en=words,
    kind=st.sampled_from(["declaration", "decisions", "plan"]),
    nature=st.sampled_from(["full", "summary"]),
    adopted_on=st.sampled_from(["", "1996", "1996-03", "1996-03-13"]),
    adoption=st.none() | adoptions,
)


def as_xml_holds(text: CanonicalText) -> CanonicalText:
    """The text with each sign that XML forbids shown as damaged; of the facts only those that JSON leaves raw."""
    facts = CanonicalText.from_json(xml_safe(replace(text, paragraphs=()).to_json()))
    rows = (
        replace(one, **{name: xml_safe(getattr(one, name)) for name in ("label_es", "label_en", "body_es", "body_en")})
        for one in text.paragraphs
    )
    return replace(facts, paragraphs=tuple(rows))


def only(text: CanonicalText, language: str) -> CanonicalText:
    """The text with the words of one language."""
    other = "en" if language == "es" else "es"
    blank = {f"label_{other}": "", f"body_{other}": ""}
    return replace(text, paragraphs=tuple(replace(one, **blank) for one in text.paragraphs))
