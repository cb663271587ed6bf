from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from common.models import Act, OutboxMessage
from common.refusals import Refusal
from common.states import NotNow
from declarations.models import AdoptionSignature, Edition, Rendering, Text, TextVersion
from declarations.queries_adoption import proposed_presence
from declarations.services.adoption import (
    RemarkWords,
    StaleAdoption,
    prepare_adoption,
    sign_adoption,
    table_text,
    untable_text,
    withdraw_adoption,
)
from declarations.services.paragraphs import edit_paragraph, fingerprint
from declarations.services.publishing import PublishingError, publish_text
from declarations.workflow import TEXT
from members.models import Participant
from tests.declarations.adopting import adopted, hash_of, negotiated, plan, prepared, sign
from tests.factories import DelegateFactory, MandateFactory, ProposalFactory, text_with_paragraphs

pytestmark = pytest.mark.django_db
REASON = {"es": "Falta un punto.", "en": "A point is missing."}


def fresh(text):
    return Text.objects.get(pk=text.pk)


def country(key):
    return Participant.objects.get(key=key)


def reasons(text, act="table_text"):
    with pytest.raises(ValidationError) as refused:
        TEXT.move(fresh(text), act, by="tests")
    return refused.value.messages


def test_tabled_text_is_read_by_members_and_changed_by_nobody(personas):
    text = table_text(negotiated(), by=personas["presidency"])
    assert fresh(text).state == "tabled"
    assert TextVersion.objects.filter(text=text).first().reason == "tabled"
    paragraph = text.paragraphs.first()
    for who in ("secretariat", "presidency"):
        with pytest.raises(NotNow):
            edit_paragraph(paragraph, words={"body_es": "Otra."}, seen=fingerprint(paragraph), by=personas[who])
    assert Text.objects.visible_to(personas["member"]).filter(pk=text.pk).exists()
    assert not Text.objects.visible_to(personas["observer_country"]).filter(pk=text.pk).exists()


def test_text_is_not_tabled_with_something_open(personas):
    text = negotiated()
    ProposalFactory(paragraph=text.paragraphs.first(), text=text, participant=country("cr"))
    assert len(reasons(text)) == 1
    text.proposals.update(state="accepted")
    assert len(reasons(text)) == 1
    text.proposals.update(state="rejected")
    TEXT.move(fresh(text), "table_text", by="tests")


@pytest.mark.parametrize("lacking", [{"body_en": ""}, {"body_es": None}, {"body_en": "  "}])
def test_text_is_not_tabled_with_a_paragraph_that_lacks_a_language(lacking):
    text = negotiated()
    text.paragraphs.filter(order=1).update(**lacking)
    assert any("1" in reason for reason in reasons(text))


def test_text_without_words_or_title_is_not_tabled():
    text = negotiated(0)
    Text.objects.filter(pk=text.pk).update(title_en="")
    assert len(reasons(text)) == 2


def test_text_without_a_meeting_is_tabled_for_a_written_consultation_alone(personas):
    text = negotiated(meeting=None)
    assert len(reasons(text)) == 1
    table_text(text, by=personas["secretariat"], by_consultation=True)
    assert fresh(text).state == "tabled" and fresh(text).drafting.is_by_consultation


@pytest.mark.parametrize("who", ["member", "observer_country", "administrator", "visitor", "expired"])
def test_nobody_but_the_chair_tables_or_takes_back(personas, who):
    text = negotiated()
    with pytest.raises(PermissionDenied):
        table_text(text, by=personas[who])
    table_text(text, by=personas["secretariat"])
    with pytest.raises(PermissionDenied):
        untable_text(text, reason=REASON, by=personas[who])


def test_text_of_the_record_is_not_tabled(personas):
    with pytest.raises(PermissionDenied):
        table_text(text_with_paragraphs(1), by=personas["secretariat"])


def test_untabling_needs_a_reason_and_lets_signatures_fall(personas):
    adoption = sign(prepared(personas), personas, "presidency")
    with pytest.raises(Refusal):
        untable_text(adoption.text, reason={"es": "Sí", "en": " "}, by=personas["presidency"])
    untable_text(adoption.text, reason=REASON, by=personas["presidency"])
    text = fresh(adoption.text)
    assert text.state == "draft" and text.drafting.untabled_en == REASON["en"]
    assert not AdoptionSignature.objects.exists() and Act.objects.filter(act="void_signature").count() == 1
    table_text(text, by=personas["presidency"])
    adoption.refresh_from_db()
    assert adoption.version == TextVersion.objects.filter(text=text, reason="tabled").order_by("-number").first()


def test_members_present_are_proposed_from_the_delegations(personas):
    text = negotiated()
    DelegateFactory(meeting=text.meeting, participant=country("cr"), state="accredited")
    DelegateFactory(meeting=text.meeting, participant=country("mx"), state="withdrawn")
    DelegateFactory(meeting=text.meeting, participant=country("oim"), state="accredited", capacity="observer")
    assert proposed_presence(text, None) == {country("cr").pk, country("oim").pk}


def test_only_members_of_that_day_are_present_or_put_remarks_on_record(personas):
    text = table_text(negotiated(), by="tests")
    own = plan(text)
    wrong = [
        plan(text, present=()),
        plan(text, present=(country("oim"),)),
        plan(text, remarks=(RemarkWords(country("ar"), "reservation", "No.", ""),)),
        plan(text, remarks=(RemarkWords(country("cr"), "reservation", " ", ""),)),
        plan(text, adopted_on=timezone.localdate() + timedelta(days=1)),
        plan(text, session=plan(negotiated()).session),
    ]
    for one in wrong:
        with pytest.raises(Refusal):
            prepare_adoption(text, plan=one, by=personas["secretariat"])
    prepare_adoption(text, plan=own, by=personas["secretariat"])


def test_second_signature_freezes_what_both_signed(personas):
    remarks = (RemarkWords(country("cr"), "reservation", "Con reserva.", ""),)
    adoption = prepared(personas, remarks=remarks)
    signed = hash_of(adoption)
    adoption = sign(adoption, personas, "secretariat")
    assert adoption.edition is None and adoption.text.state == "tabled"
    adoption = sign(adoption, personas, "presidency")
    edition, text = adoption.edition, fresh(adoption.text)
    assert edition.sha256 == signed and text.state == "adopted"
    assert text.adopted_on.iso == timezone.localdate().isoformat() and text.adopted_by_es != text.adopted_by_en
    content = edition.content()
    assert content.adopted_on == text.adopted_on.iso and content.adopted_by_en == text.adopted_by_en
    assert (content.adoption.session_es, content.adoption.session_en) == ("Clausura", "Closing")
    assert [one.key for one in content.adoption.present] == ["cr", "hn", "mx", "pa"]
    assert [(one.member.key, one.words_es, one.words_en) for one in content.adoption.remarks] == [
        ("cr", "Con reserva.", "")
    ]
    assert set(edition.renderings.values_list("state", flat=True)) == {"pending"}
    assert OutboxMessage.objects.filter(key__startswith=f"render:{edition.code}:").count() == 3
    assert TextVersion.objects.filter(text=text).first().reason == "adopted"


def test_signature_under_other_words_is_refused(personas):
    adoption = prepared(personas)
    seen = hash_of(adoption)
    adoption.text.meeting.name_es = "Otro nombre"
    adoption.text.meeting.save()
    with pytest.raises(StaleAdoption):
        sign_adoption(adoption, signatory="presidency", sha256=seen, by=personas["presidency"])
    with pytest.raises(StaleAdoption):
        sign_adoption(adoption, signatory="presidency", sha256="0" * 64, by=personas["presidency"])
    assert not AdoptionSignature.objects.exists()


def test_signature_falls_when_what_was_prepared_changes(personas):
    adoption = sign(prepared(personas), personas, "presidency")
    text = adoption.text
    with pytest.raises(StaleAdoption):
        prepare_adoption(text, plan=plan(text), seen="", by=personas["secretariat"])
    other = plan(text, present=(country("cr"),))
    prepare_adoption(text, plan=plan(text), seen=hash_of(adoption), by=personas["secretariat"])
    assert adoption.signatures.count() == 1, "nothing changed"
    prepare_adoption(text, plan=other, seen=hash_of(adoption), by=personas["secretariat"])
    assert not adoption.signatures.exists()
    sign(adoption, personas, "secretariat")
    assert fresh(text).state == "tabled"


def test_first_signature_falls_when_the_words_around_the_text_changed_before_the_second(personas):
    adoption = sign(prepared(personas), personas, "presidency")
    adoption.text.meeting.name_es = "Otro nombre"
    adoption.text.meeting.save()
    sign(adoption, personas, "secretariat")
    assert fresh(adoption.text).state == "tabled"
    assert list(adoption.signatures.values_list("signatory", flat=True)) == ["secretariat"]


def test_each_signs_for_their_own_side_once(personas):
    adoption = prepared(personas)
    for who, signatory in (("secretariat", "presidency"), ("presidency", "secretariat"), ("member", "presidency")):
        with pytest.raises(PermissionDenied):
            sign_adoption(adoption, signatory=signatory, sha256=hash_of(adoption), by=personas[who])
    with pytest.raises(PermissionDenied):
        sign_adoption(adoption, signatory="secretariat", sha256=hash_of(adoption), by="tests")
    sign(adoption, personas, "presidency")
    sign(adoption, personas, "presidency")
    assert adoption.signatures.count() == 1
    sign(adoption, personas, "secretariat")
    sign_adoption(adoption, signatory="secretariat", sha256=Edition.objects.get().sha256, by=personas["secretariat"])
    assert Edition.objects.count() == 1


def test_one_person_with_two_mandates_does_not_sign_twice(personas):
    MandateFactory(person=personas["presidency"].person, function="secretariat_officer", participant=None)
    both = type(personas["presidency"]).objects.get(pk=personas["presidency"].pk)
    adoption = prepared(personas)
    sign_adoption(adoption, signatory="presidency", sha256=hash_of(adoption), by=both)
    with pytest.raises(Refusal):
        sign_adoption(adoption, signatory="secretariat", sha256=hash_of(adoption), by=both)
    assert fresh(adoption.text).state == "tabled"


def test_what_was_prepared_can_be_taken_back_until_it_is_signed_by_both(personas):
    adoption = prepared(personas)
    withdraw_adoption(adoption, by=personas["presidency"])
    assert fresh(adoption.text).state == "tabled"
    done = adopted(personas)
    with pytest.raises(NotNow):
        withdraw_adoption(done, by=personas["presidency"])
    with pytest.raises(NotNow):
        untable_text(done.text, reason=REASON, by=personas["secretariat"])


def test_negotiated_text_is_not_published_without_its_adoption(personas):
    for text in (negotiated(), table_text(negotiated(), by="tests"), adopted(personas).text):
        with pytest.raises(PublishingError):
            publish_text(text, by=personas["secretariat"], reason="Porque sí")
    assert Edition.objects.count() == 1 and not Text.objects.filter(state="published").exists()


def test_corrigendum_of_an_adopted_text_says_how_it_was_adopted(personas):
    adoption = adopted(personas)
    Text.objects.filter(pk=adoption.text_id).update(state="published")
    text = fresh(adoption.text)
    paragraph = text.paragraphs.first()
    edit_paragraph(paragraph, words={"body_es": "Corregido."}, seen=fingerprint(paragraph), by=personas["secretariat"])
    with pytest.raises(PublishingError):
        publish_text(text, by=personas["secretariat"])
    second = publish_text(text, by=personas["secretariat"], reason="Errata; conformes los miembros.")
    assert second.number == 2 and second.content().adoption == adoption.edition.content().adoption
    assert Rendering.objects.filter(edition=second).count() == 3
