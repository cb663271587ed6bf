import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from declarations.canonical import (
    CODE_ALPHABET,
    CanonicalAdoption,
    CanonicalMember,
    CanonicalParagraph,
    CanonicalRemark,
    CanonicalSource,
    CanonicalText,
)
from tests.declarations.papers import content

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
paragraphs = st.builds(
    CanonicalParagraph,
    uid=st.uuids().map(str),
    kind=st.sampled_from(["operative", "heading"]),
    level=st.integers(0, 6),
    label_es=words,
    label_en=words,
    body_es=words,
    body_en=words,
)
members = st.builds(CanonicalMember, key=words, name_es=words, name_en=words)
remarks = st.builds(CanonicalRemark, kind=words, member=members, words_es=words, words_en=words)
adoptions = st.builds(
    CanonicalAdoption,
    manner=words,
    session_es=words,
    session_en=words,
    present=st.lists(members, max_size=2).map(tuple),
    remarks=st.lists(remarks, max_size=2).map(tuple),
)
texts = st.builds(
    CanonicalText,
    symbol=st.just("crm-19-declaration"),
    edition=st.integers(1, 99),
    kind=st.just("declaration"),
    nature=st.just("full"),
    certainty=st.just("firm"),
    original_language=st.just("es"),
    title_es=words,
    title_en=words,
    title_status_en=st.just(""),
    meeting=st.just("crm-19"),
    meeting_es=words,
    meeting_en=words,
    place_es=words,
    place_en=words,
    adopted_on=st.just("2014-06-27"),
    adopted_by_es=words,
    adopted_by_en=words,
    sources=st.lists(st.builds(CanonicalSource, key=words, title_es=words, title_en=words), max_size=2).map(tuple),
    paragraphs=st.lists(paragraphs, max_size=4).map(tuple),
    adoption=st.none() | adoptions,
)


def test_text_that_was_not_adopted_here_keeps_the_hash_that_it_always_had():
    """The editions from before adoptions were part of the form: their hashes are printed and cited."""
    assert "adoption" not in json.loads(content().to_json())
    assert content().sha256 == "f3162bdf39c549e458f2714f0d00c19bc097d9222c5291a3eb608a1f55c35b32"


@given(texts)
def test_canonical_form_comes_back_the_same(text):
    again = CanonicalText.from_json(text.to_json())
    assert again.to_json() == text.to_json()
    assert again.sha256 == text.sha256


@given(texts)
def test_canonical_form_is_the_same_for_composed_and_decomposed_letters(text):
    apart = CanonicalText.from_json(unicodedata.normalize("NFD", text.to_json()))
    assert apart.sha256 == text.sha256


@given(texts)
def test_code_is_twelve_signs_that_nobody_misreads(text):
    signs = text.code.replace("-", "")
    assert len(signs) == 12
    assert set(signs) <= set(CODE_ALPHABET)


def test_from_json_refuses_another_format():
    with pytest.raises(ValueError, match="not a canonical text"):
        CanonicalText.from_json(json.dumps({"format": "crm-text/0", "paragraphs": [], "sources": []}))


@given(texts, st.integers(0, 3))
def test_one_changed_word_changes_the_hash(text, place):
    if not text.paragraphs:
        return
    fields = json.loads(text.to_json())
    fields["paragraphs"][place % len(text.paragraphs)]["body_es"] += "x"
    assert CanonicalText.from_json(json.dumps(fields)).sha256 != text.sha256
