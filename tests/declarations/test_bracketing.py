"""Brackets, collisions and the result: computed from words alone, and nothing of anybody's words is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from declarations.bracketing import Alternative, Change, Colliding, Segment, bracketed, collisions, combined
from declarations.canonical import CanonicalParagraph, CanonicalText
from declarations.numbering import TextNumbering
from declarations.results import resulting

STANDING = "Los países miembros acuerdan cooperar en materia de retorno."
PROSE = st.text("ab ,.\n", max_size=24) | st.lists(st.sampled_from(["de", "la", "los", "países", ",", "."])).map(
    " ".join
)


def alternative(words, *holders):
    return Alternative(holders, words)


def read(segments, holder):
    """The words as ``holder`` would have them."""
    parts = []
    for segment in segments:
        own = [one.words for one in segment.alternatives if holder in one.holders]
        parts.append(own[0] if own else segment.words)
    return "".join(parts)


def plain(segments):
    """Brackets as practice writes them."""
    written = []
    for one in segments:
        held = [f"{', '.join(other.holders)}: {other.words}" for other in one.alternatives]
        written.append(f"[{' / '.join([one.words, *held])}]" if one.is_open else one.words)
    return "".join(written)


def test_words_when_nobody_differs_have_no_brackets():
    assert bracketed(STANDING, [alternative(STANDING, "mx")]) == [Segment(STANDING)]
    assert bracketed("", []) == []


def test_brackets_hold_the_words_that_differ_alone():
    segments = bracketed(STANDING, [alternative(STANDING.replace("acuerdan", "deciden"), "mx", "cr")])
    assert plain(segments) == "Los países miembros [acuerdan / mx, cr: deciden] cooperar en materia de retorno."


def test_brackets_of_two_places_are_two():
    one = STANDING.replace("acuerdan", "deciden")
    other = STANDING.replace("retorno", "asilo")
    assert plain(bracketed(STANDING, [alternative(one, "mx"), alternative(other, "gt")])) == (
        "Los países miembros [acuerdan / mx: deciden] cooperar en materia de [retorno / gt: asilo]."
    )


def test_alternatives_that_change_words_beside_each_other_stand_in_one_bracket():
    one = STANDING.replace("acuerdan", "deciden")
    other = STANDING.replace("acuerdan cooperar", "acuerdan trabajar")
    assert plain(bracketed(STANDING, [alternative(one, "mx"), alternative(other, "gt")])) == (
        "Los países miembros [acuerdan cooperar / mx: deciden cooperar / gt: acuerdan trabajar] en materia de retorno."
    )


def test_equal_alternatives_stand_once_with_all_their_holders():
    words = STANDING.replace("acuerdan", "deciden")
    assert plain(bracketed(STANDING, [alternative(words, "mx"), alternative(words, "cr", "mx")])) == (
        "Los países miembros [acuerdan / mx, cr: deciden] cooperar en materia de retorno."
    )


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f"])
def test_number_with_spaces_between_its_thousands_is_one(space):
    standing = f"más de 400{space}000 personas en 2025"
    segments = bracketed(standing, [alternative(standing.replace("400", "500"), "MX")])
    assert plain(segments) == f"más de [400{space}000 / MX: 500{space}000] personas en 2025"


def test_insertions_and_deletions_are_brackets():
    put_in = STANDING.replace("miembros ", "miembros y observadores ")
    taken_out = STANDING.replace(" en materia de retorno", "")
    segments = bracketed(STANDING, [alternative(put_in, "mx"), alternative(taken_out, "gt")])
    opened = [(one.words, [other.words for other in one.alternatives]) for one in segments if one.is_open]
    assert [words.strip() for words, _others in opened] == ["", "en materia de retorno"]
    assert opened[0][1][0].strip() == "y observadores"
    assert opened[1][1] == [""]


def test_whole_deletion_brackets_the_whole_with_the_brackets_of_others_within():
    other = STANDING.replace("acuerdan", "deciden")
    (whole,) = bracketed(STANDING, [alternative(None, "hn"), alternative(other, "mx")])
    assert (whole.words, whole.alternatives) == (STANDING, (Alternative(("hn",), None),))
    assert plain(whole.inner) == "Los países miembros [acuerdan / mx: deciden] cooperar en materia de retorno."


def test_inserted_paragraph_is_a_bracket_of_its_own():
    assert bracketed("", [alternative("Nuevo párrafo.", "mx")]) == [
        Segment("", (Alternative(("mx",), "Nuevo párrafo."),))
    ]


@given(PROSE, st.lists(PROSE, max_size=4))
def test_brackets_lose_nobodys_words(words, others):
    alternatives = [alternative(other, f"holder-{number}") for number, other in enumerate(others)]
    segments = bracketed(words, alternatives)
    assert "".join(one.words for one in segments) == words
    for one in alternatives:
        assert read(segments, one.holders[0]) == one.words


def change(key, words, uid="u", kind="replace", language="es"):
    return Change(key, uid, kind, {"es": "", "en": ""} | {language: words}, f"new-{key}")


def pairs(*changes, standing=STANDING):
    found = collisions(changes, {"u": {"es": standing, "en": "The members agree."}})
    return [(one.key, other.key) for one, other in found]


def test_changes_of_the_same_words_collide():
    one, other = (STANDING.replace("acuerdan", words) for words in ("deciden", "convienen"))
    assert pairs(change(1, one), change(2, other)) == [(1, 2)]


def test_changes_of_different_words_and_equal_changes_do_not_collide():
    one, other = STANDING.replace("acuerdan", "deciden"), STANDING.replace("retorno", "asilo")
    assert pairs(change(1, one), change(2, other), change(3, one)) == []


def test_changes_of_two_languages_do_not_collide():
    one = STANDING.replace("acuerdan", "deciden")
    assert pairs(change(1, one), change(2, "The members decide.", language="en")) == []


def test_change_of_what_another_deletes_collides_but_two_who_delete_agree():
    one = STANDING.replace("acuerdan", "deciden")
    assert pairs(change(1, one), change(2, "", kind="delete"), change(3, "", kind="delete")) == [(1, 2), (1, 3)]


def test_insertions_in_one_place_collide_and_beside_a_paragraph_never():
    one, other = (STANDING.replace("miembros ", f"miembros {words} ") for words in ("plenos", "asociados"))
    assert pairs(change(1, one), change(2, other)) == [(1, 2)]
    assert pairs(change(1, "x", kind="after"), change(2, "y", kind="after"), change(3, "", kind="delete")) == []


def test_insertion_within_what_another_takes_out_collides():
    inside = STANDING.replace("cooperar en", "cooperar plenamente en")
    without = STANDING.replace("acuerdan cooperar en materia de ", "")
    assert pairs(change(1, inside), change(2, without)) == [(1, 2)]


def test_changes_of_different_words_are_combined():
    one, other = STANDING.replace("acuerdan", "deciden"), STANDING.replace("retorno", "asilo")
    assert combined(STANDING, [one, other]) == "Los países miembros deciden cooperar en materia de asilo."
    assert combined(STANDING, [one, one]) == one
    with pytest.raises(Colliding):
        combined(STANDING, [one, STANDING.replace("acuerdan", "convienen")])


@given(PROSE, PROSE.filter(bool), PROSE.filter(bool))
def test_combined_words_are_refused_exactly_where_changes_collide(words, one, other):
    if collisions([change(1, one), change(2, other)], {"u": {"es": words}}):
        with pytest.raises(Colliding):
            combined(words, [one, other])
    else:
        combined(words, [one, other])
    assert combined(words, [one]) == one


def a_text(*bodies):
    paragraphs = tuple(
        CanonicalParagraph(f"u{place}", "operative", place % 2, f"{place}.", f"{place}.", body, f"{body} (en)")
        for place, body in enumerate(bodies)
    )
    names = [name for name in CanonicalText.__dataclass_fields__ if name not in ("paragraphs", "sources", "adoption")]
    fields = dict.fromkeys(names, "") | {"edition": 0}
    return CanonicalText(**fields, sources=(), paragraphs=paragraphs)


def test_result_holds_what_is_changed_inserted_and_taken_out_in_its_place():
    text = a_text("Uno dos.", "Tres.", "Cuatro.")
    accepted = [
        change(1, "Uno cinco.", uid="u0"),
        change(2, "Antes.", uid="u1", kind="before"),
        change(3, "", uid="u1", kind="delete"),
        change(4, "Primero detrás.", uid="u1", kind="after"),
        change(5, "Segundo detrás.", uid="u1", kind="after"),
        change(6, "Nada.", uid="gone"),
    ]
    became = resulting(text, accepted)
    assert [(one.uid, one.body_es) for one in became.paragraphs] == [
        ("u0", "Uno cinco."),
        ("new-2", "Antes."),
        ("new-4", "Primero detrás."),
        ("new-5", "Segundo detrás."),
        ("u2", "Cuatro."),
    ]
    assert became.paragraphs[0].body_en == "Uno dos. (en)"
    assert (became.paragraphs[1].level, became.paragraphs[1].label_es, became.paragraphs[1].body_en) == (1, "", "")


def test_result_has_its_labels_as_they_would_be():
    text = a_text("Uno.", "Dos.")
    numbering = TextNumbering({"es": "decimal", "en": "none"}, {"es": {"u0", "u1"}, "en": set()})
    became = resulting(text, [change(1, "Antes.", uid="u0", kind="before")], numbering)
    assert [one.label_es for one in became.paragraphs] == ["1.", "2.", "2.1."]
    assert [one.label_en for one in became.paragraphs] == ["", "0.", "1."]


def test_result_of_what_collides_is_refused():
    with pytest.raises(Colliding):
        resulting(a_text("Uno."), [change(1, "Dos.", uid="u0"), change(2, "", uid="u0", kind="delete")])
