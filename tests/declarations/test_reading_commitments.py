"""A paragraph is read in each language apart: the verb, to whom it speaks, until when; nothing is guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from declarations.models import DueKind, VerbClass
from declarations.reading_commitments import Addressees, Due, Name, read_commitment

COUNTRIES = (Name("mx", ("México",), ("Mexico",)), Name("gt", ("Guatemala",), ("Guatemala",)))
NETWORK = (Name("rrocm", ("Red Regional de Organizaciones Civiles",), ("Regional Network of Civil Organizations",)),)


def read(es, en):
    return read_commitment(es, en, participants=COUNTRIES, bodies=NETWORK)


@pytest.mark.parametrize(
    ("es", "en", "verb"),
    [
        ("Tomar nota del informe de la ST.", "Take note of the report of the TS.", VerbClass.TAKE_NOTE),
        (
            "Se tomó nota de la propuesta.",
            "Delegations took note of the proposal.",
            VerbClass.TAKE_NOTE,
        ),
        ("Agradecer a México su hospitalidad.", "To thank Mexico for its hospitality.", VerbClass.THANK),
        ("Expresar su agradecimiento a Guatemala.", "Express their gratitude to Guatemala.", VerbClass.THANK),
        ("Aprobar el Plan de Acción.", "Approve the Plan of Action.", VerbClass.APPROVE),
        ("Crear un grupo ad hoc sobre niñez.", "Create an ad hoc group on children.", VerbClass.CREATE),
        ("Solicitar a la PPT que convoque.", "Request the PPT to convene.", VerbClass.REQUEST),
        ("Acuerdan solicitar a la ST un informe.", "Agree to request a report from the TS.", VerbClass.REQUEST),
        ("Invitar a México a presentar.", "Invite Mexico to present.", VerbClass.INVITE),
        ("Instruir a la Secretaría Ejecutiva.", "Instruct the Executive Secretariat.", VerbClass.ENTRUST),
        ("Recomendar a la CRM que acepte.", "Recommend that the RCM accept.", VerbClass.RECOMMEND),
        ("Nos comprometemos a cooperar.", "We commit to cooperate.", VerbClass.COMMIT),
        ("Acordar la próxima sede.", "Agree on the next venue.", VerbClass.DECIDE),
        ("Reafirmar los principios de Puebla.", "Reaffirm the principles of Puebla.", VerbClass.EXPRESS),
    ],
)
def test_verb_when_both_languages_say_it(es, en, verb):
    reading = read(es, en)
    assert reading.verb.value == verb
    assert reading.is_sure or reading.verb.is_disputed is False


def test_languages_when_they_differ_propose_nothing_and_say_so():
    reading = read("Aprobar el plan.", "Take note of the plan.")
    assert reading.verb.is_disputed and reading.verb.value is None
    assert (reading.verb.es, reading.verb.en) == (VerbClass.APPROVE, VerbClass.TAKE_NOTE)
    assert reading.disputes == ("verb",) and not reading.is_sure


def test_language_when_the_other_is_missing_is_proposed_and_not_sure():
    reading = read("Aprobar el plan.", "")
    assert reading.verb.value == VerbClass.APPROVE and not reading.is_sure


def test_nothing_when_no_verb_of_decision_stands_there():
    reading = read("La migración es un fenómeno complejo.", "Migration is a complex phenomenon.")
    assert not reading and reading.verb.value is None and reading.due.value is None


def test_addressees_when_asked_are_those_between_verb_and_what_is_asked():
    reading = read(
        "Solicitar a México y a la Secretaría Técnica que informen a Guatemala.",
        "Request Mexico and the Technical Secretariat to inform Guatemala.",
    )
    assert reading.addressees.is_agreed
    assert reading.addressees.value == Addressees(participants=frozenset({"mx"}), secretariat=True)


def test_addressees_when_the_english_is_passive_stand_before_the_verb():
    reading = read("Se solicita a los países miembros que envíen.", "Member countries are requested to send.")
    assert reading.addressees.value == Addressees(members=True)


def test_pro_tempore_secretariat_is_the_presidency_and_not_the_secretariat():
    reading = read(
        "Encomendar a la Secretaría Pro-Témpore que convoque.", "Entrust the Pro-Tempore Secretariat to convene."
    )
    assert reading.addressees.value == Addressees(presidency=True)


def test_bodies_when_named_in_full_or_by_acronym():
    reading = read(
        "Invitar al GRCM y a la Red Regional de Organizaciones Civiles a elaborar.",
        "Invite the RCGM and the Regional Network of Civil Organizations to prepare.",
    )
    assert reading.addressees.value == Addressees(bodies=frozenset({"grcm", "rrocm"}))


@pytest.mark.parametrize(
    ("es", "en", "due"),
    [
        ("para el próximo GRCM", "for the next RCGM", Due(DueKind.NEXT_GRCM)),
        ("antes de la próxima Reunión de Viceministros", "before the next Vice-Ministerial Meeting",
         Due(DueKind.NEXT_VICE_MINISTERIAL)),
        ("para la XV CRM", "for the XV RCM", Due(DueKind.NEXT_VICE_MINISTERIAL, ordinal=15)),
        ("antes de la XIV CRM", "before the XIV RCM", Due(DueKind.NEXT_VICE_MINISTERIAL, ordinal=14)),
        ("a más tardar el 30 de julio de 2027", "no later than 30 July 2027", Due(DueKind.DATE, date(2027, 7, 30))),
        ("antes del 1 de marzo de 2028", "before March 1, 2028", Due(DueKind.DATE, date(2028, 3, 1))),
        ("para febrero de 2028", "by February 2028", Due(DueKind.DATE, date(2028, 2, 29))),
        ("a más tardar en 2027", "no later than 2027", Due(DueKind.DATE, date(2027, 12, 31))),
        ("cada trimestre", "every quarter", Due(DueKind.RECURRING, every_months=3)),
        ("informes semestrales", "half-yearly reports", Due(DueKind.RECURRING, every_months=6)),
        ("cada año", "every year", Due(DueKind.RECURRING, every_months=12)),
    ],
)  # fmt: skip
def test_due_when_both_languages_say_it(es, en, due):
    reading = read(f"Solicitar a la ST que informe {es}.", f"Request the TS to report {en}.")
    assert reading.due.is_agreed and reading.due.value == due


def test_what_asks_nothing_has_no_due():
    reading = read_commitment(
        "Tomar nota del informe sobre lo ocurrido durante 2025.", "To take note of the report on what happened in 2025."
    )
    assert (reading.verb.value, reading.due.value) == (VerbClass.TAKE_NOTE, None)


def test_due_when_the_day_does_not_exist_is_none():
    assert read("Solicitar un informe antes del 31 de febrero de 2027.", "").due.value is None


def test_due_when_languages_differ_proposes_nothing():
    reading = read("Informar para el próximo GRCM.", "Report by 30 July 2027.")
    assert reading.due.is_disputed and reading.due.value is None


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_words_when_read_never_fail(es, en):
    reading = read(es, en)
    if reading.is_sure:
        assert reading.verb.es == reading.verb.en is not None
