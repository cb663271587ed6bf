"""What differs between Spanish and English, and what only looks as if it did."""

from types import SimpleNamespace

import pytest
from django.utils.translation import override

from declarations.concordance import (
    Acronym,
    Country,
    Finding,
    Terms,
    approval_mark,
    approval_of,
    findings_in,
    findings_of,
)
from declarations.concordance.numbers import value_of

COUNTRIES = (
    ("mx", "México", "Mexico", "Estados Unidos Mexicanos", "United Mexican States"),
    ("us", "Estados Unidos", "United States", "Estados Unidos de América", "United States of America"),
    ("sv", "El Salvador", "El Salvador", "República de El Salvador", "Republic of El Salvador"),
    ("do", "República Dominicana", "Dominican Republic", "", ""),
    ("pa", "Panamá", "Panama", "República de Panamá", "Republic of Panama"),
)
ACRONYMS = (
    ("GRCM", "RCGM", "Grupo Regional de Consulta sobre Migración", "Regional Consultation Group on Migration"),
    ("CRM", "RCM", "Conferencia Regional sobre Migración", "Regional Conference on Migration"),
    ("OIM", "IOM", "Organización Internacional para las Migraciones", "International Organization for Migration"),
    ("ACNUR", "UNHCR", "Alto Comisionado para los Refugiados", "United Nations High Commissioner for Refugees"),
    ("CEPAL/CELADE", "ECLAC/CELADE", "", ""),
    ("PPT", "PPT", "Presidencia Pro-Témpore", "Pro-Tempore Presidency"),
)
TERMS = Terms(
    tuple(Country(key, {"es": (es, les), "en": (en, len_)}) for key, es, en, les, len_ in COUNTRIES),
    tuple(Acronym({"es": (es,), "en": (en,)}, {"es": (nes,), "en": (nen,)}) for es, en, nes, nen in ACRONYMS),
)


def row(es, en, label_es="", label_en="", uid="a", level=0, **more):
    words = {"body_es": es, "body_en": en, "label_es": label_es, "label_en": label_en}
    return SimpleNamespace(uid=uid, level=level, **words, **more)


def found(es, en, label_es="", label_en=""):
    return [(one.kind, one.es, one.en) for one in findings_of(row(es, en, label_es, label_en), TERMS)]


GOOD = [
    ("Los países miembros acuerdan cooperar.", "The member countries agree to cooperate."),
    ("Se reunieron once países.", "Eleven countries met."),
    ("Se asignan 1.000 dólares y 0,5 puntos.", "1,000 dollars and 0.5 points are allocated."),
    ("Se asignan 1 000 000 de dólares.", "One million dollars are allocated."),
    ("Dos millones y medio de personas; 25 mil niñas.", "Two million people and a half; 25,000 girls."),
    ("Mil novecientos noventa y seis", "1996"),
    ("Treinta y cinco por ciento", "35%"),
    ("El 5 % de las personas", "5% of persons"),
    ("Entre el 5 y el 10 por ciento", "Between 5% and 10 per cent"),
    ("El cinco por ciento del Fondo", "Five percent of the Fund"),
    ("La XI Reunión y la vigésima primera", "The Eleventh Meeting and the 21st"),
    ("La Decimoquinta Conferencia (XV)", "The Fifteenth Conference (XV)"),
    ("la 2.ª sesión, la 3a y la 4ª", "the 2nd session, the third and the 4th"),
    ("Se reunieron el 13 de marzo de 1996.", "They met on 13 March 1996."),
    ("Se reunieron el 13 de marzo de 1996.", "They met on March 13, 1996."),
    ("Se reunieron el 13 de marzo de 1996.", "They met on March 13th, 1996."),
    ("Del 13 al 14 de marzo de 1996", "March 13-14, 1996"),
    ("Los días 29 y 30 de mayo del 2003", "On 29 and 30 May 2003"),
    ("Del 29 de mayo al 2 de junio de 2003", "From 29 May to 2 June 2003"),
    ("Antes del 1.º de mayo de 2003", "Before the 1st of May, 2003"),
    ("El 13/03/1996", "On 03/13/1996"),
    ("En marzo de 1996 se podrá", "In March 1996 they may"),
    ("a las 14:30 horas", "at 2:30 p.m."),
    ("En la década de los noventa", "In the 1990s"),
    ("El Plan Estratégico 2019-2022", "The Strategic Plan 2019-22"),
    ("Un informe dos veces al año, en ambos semestres", "One report twice a year, in both half-years"),
    ("México, Panamá y los Estados Unidos", "Panama, Mexico and the United States of America"),
    ("Los EE. UU. y EE.UU.", "The U.S. and the US"),
    ("El Gobierno de los Estados Unidos Mexicanos", "The Government of Mexico"),
    ("el Gobierno mexicano y los panameños", "the Government of Mexico and Panamanians"),
    ("El Salvador ofrece su sede; dijo a los demás que los apoya.", "El Salvador offers to host; it told us so."),
    ("La CRM y el GRCM piden a la OIM y al ACNUR", "The RCM and the RCGM ask IOM and UNHCR"),
    ("El ACNUR informó.", "The United Nations High Commissioner for Refugees reported."),
    ("La CEPAL/CELADE presentó", "ECLAC/CELADE presented"),
    ("La PPT convocará a las ONG y a la ONU", "The PPT will convene NGOs and the UN"),
    ("El documento CRM/XIX/DOC/3", "Document RCM/XIX/DOC/3"),
    ("Véase https://crmsv.org/2014/12", "See https://rcmvs.org/en/2014/13"),
    ("El SIRENA y la ZZT", "SIRENA and ZZT"),
    ("LOS VICEMINISTROS DECIDIERON LO SIGUIENTE", "THE VICE-MINISTERS DECIDED AS FOLLOWS"),
    ("COVID-19 y CA-4", "COVID-19 and CA-4"),
    ("Durante 10 años, de 20 en 20 (veinte)", "For ten years, by twenties (20)"),
    ("Ciento veinte personas", "One hundred and twenty persons"),
    ("En primer lugar, un solo informe", "Firstly, a single report"),
]
BAD = [
    ("Se reunieron once países.", "Twelve countries met.", ("number", "once", "Twelve")),
    ("Se asignan 1.000 dólares.", "1,500 dollars are allocated.", ("number", "1.000", "1,500")),
    ("Cada 5 años", "Every year", ("number", "5", "")),
    ("Dos millones de personas", "Two thousand people", ("number", "Dos millones", "Two thousand")),
    ("La XI Reunión", "The Tenth Meeting", ("number", "XI", "Tenth")),
    ("El 5 % de las personas", "15% of persons", ("percentage", "5 %", "15%")),
    ("El 5 % de las personas", "5 persons", ("percentage", "5 %", "")),
    ("El 13 de marzo de 1996", "On 14 March 1996", ("date", "13 de marzo de 1996", "14 March 1996")),
    ("El 13 de marzo de 1996", "On March 13, 1997", ("date", "13 de marzo de 1996", "March 13, 1997")),
    ("En marzo de 1996", "On 13 March 1996", ("date", "marzo de 1996", "13 March 1996")),
    ("México y Panamá", "Mexico and El Salvador", ("country", "Panamá", "El Salvador")),
    ("Los Estados Unidos Mexicanos", "The United States", ("country", "Estados Unidos Mexicanos", "United States")),
    ("El GRCM acordó", "The RCM agreed", ("acronym", "GRCM", "RCM")),
    ("La CRM acordó", "The CRM agreed", ("acronym", "CRM", "CRM")),
    ("La OIM informó", "The organisation reported", ("acronym", "OIM", "")),
    ("El programa SIRENA", "The programme", ("acronym", "SIRENA", "")),
]


@pytest.mark.parametrize(("es", "en"), GOOD)
def test_nothing_is_found_in_a_good_translation(es, en):
    assert found(es, en) == []


@pytest.mark.parametrize(("es", "en", "finding"), BAD)
def test_what_differs_is_found_with_the_words_of_both_sides(es, en, finding):
    assert finding in found(es, en)


def test_words_that_one_language_lacks_are_found_and_nothing_else():
    assert found("Once países el 13 de marzo", " ") == [("missing", "", "")]
    assert findings_of(row("", "Eleven"), TERMS)[0].language == "es"
    assert found("", "") == [("empty", "", "")]


@pytest.mark.parametrize(
    ("es", "en"),
    [("1.", "1."), ("1.", "1)"), ("a)", "a."), ("i)", "a)"), ("ii)", "b)"), ("2.1.", "a)"), ("•", "3."), ("", "3."),
     ("Artículo 3", "Article 3"), ("Conclusión 6", "Conclusion 6"), ("TERCERA", "Third"), ("IV.", "4.")],
)  # fmt: skip
def test_labels_that_say_the_same_place_do_not_differ(es, en):
    assert found("Uno", "One", es, en) == []


@pytest.mark.parametrize(("es", "en"), [("1.", "2."), ("a)", "b)"), ("2.1", "3.1"), ("Decisión 4", "Decision 5")])
def test_labels_that_say_another_place_differ(es, en):
    assert found("Uno", "One", es, en) == [("label", es, en)]


def rows_with_labels(*labels):
    return [row("palabras", "words", es, en, uid=str(place)) for place, (es, en) in enumerate(labels)]


def test_a_language_that_numbers_where_the_other_has_bullets_through_the_text_is_no_difference():
    assert findings_in(rows_with_labels(("•", "1."), ("•", "2."), ("•", "3.")), TERMS) == {}


def test_one_paragraph_without_the_number_that_the_others_have_is_a_difference():
    assert list(findings_in(rows_with_labels(("1.", "1."), ("", "2."), ("2.", "3."), ("3.", "4.")), TERMS)) == [
        "1",
        "2",
    ]


def test_numbers_that_are_off_by_as_much_from_one_on_are_told_once():
    assert list(findings_in(rows_with_labels(("1.", "1."), ("3.", "2."), ("4.", "3."), ("5.", "4.")), TERMS)) == ["1"]


def test_a_finding_keeps_its_key_while_its_words_stay():
    one, same = findings_of(row("Once países", "Twelve countries"), TERMS), Finding("number", "Once", "Twelve")
    assert [found.key for found in one] == [same.key]
    assert len(same.key) == 64
    assert same.key != Finding("number", "Once", "Thirteen").key
    assert Finding("missing", language="es", basis="one").key != Finding("missing", language="es", basis="two").key


def approved(es, en, *, mark_of, language):
    return row(es, en, **{f"approved_{language}": approval_mark(mark_of)})


@pytest.mark.parametrize(("language", "es", "en"), [("es", "Uno", "One more"), ("en", "Uno más", "One")])
def test_a_change_of_the_other_language_after_an_approval_is_found(language, es, en):
    now = approved(es, en, mark_of=row("Uno", "One"), language=language)
    assert approval_of(now, language) == "stale"
    (stale,) = findings_of(now, TERMS)
    assert (stale.kind, stale.language) == ("stale", language)


def test_words_as_they_were_approved_are_approved_and_others_are_not():
    assert approval_of(approved("Uno", "One", mark_of=row("Uno", "One"), language="es"), "es") == "approved"
    assert approval_of(approved("Dos", "One", mark_of=row("Uno", "One"), language="es"), "es") == ""
    assert approval_of(row("Uno", "One", approved_es=""), "es") == ""


@pytest.mark.parametrize(
    ("written", "value"),
    [("1.000", "1000"), ("1,000", "1000"), ("1 000", "1000"), ("0,5", "0.5"), ("0.5", "0.5"), ("2,25", "2.25"),
     ("1.234.567,89", "1234567.89"), ("1,234,567.89", "1234567.89"), ("12", "12")],
)  # fmt: skip
def test_digits_are_read_whichever_sign_they_are_grouped_by(written, value):
    assert str(value_of(written)) == value


@pytest.mark.parametrize(("kind", "words"), [("number", "11"), ("acronym", "OIM")])
def test_a_finding_says_itself_in_the_readers_language(kind, words):
    with override("en"):
        assert Finding(kind, words).sentence == f"Only in Spanish: {words}."
        assert Finding(kind, words, "IOM").sentence == f"In Spanish {words}, in English IOM."
        assert Finding(kind, "", words).sentence == f"Only in English: {words}."
    with override("es"):
        assert Finding(kind, words).sentence == f"Solo en español: {words}."
