"""Writing letters: both parts, the recipient's language, once; and withholding what is no longer for the recipient."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone, translation

from common.models import Act, OutboxMessage
from members.mailing import send_letter, tell, write_letter
from members.mailing.writing import REDACTED
from members.models import Letter, LetterAttempt, User
from members.services.letters import resend_letter
from tests.factories import UserFactory, text_with_paragraphs

pytestmark = pytest.mark.django_db
LINK = "https://portal.example.org/es/cuenta/invitation/?a=1&b=zqsecret"


def digest(key="letter", **kwargs):
    kwargs.setdefault("recipient", UserFactory())
    context = {"items": [{"title": "Ley & orden <1>", "url": LINK}], "day": timezone.now()}
    return write_letter(kind="digest", key=key, context=context, **kwargs)


def secret_letter(**kwargs):
    context = {"items": [{"title": "x", "url": LINK}], "day": timezone.now()}
    return write_letter(
        kind="digest", key="secret", recipient=UserFactory(), context=context, secrets={"link": LINK}, **kwargs
    )


def published(**kwargs):
    return text_with_paragraphs(1, state="published", **kwargs)


def bodies(message):
    return message.body, message.alternatives[0].content


@pytest.mark.parametrize(("language", "greeting"), [("es", "A la atención de"), ("en", "For the attention of")])
def test_letter_when_written_speaks_the_recipients_language_in_both_parts(language, greeting):
    with translation.override("en" if language == "es" else "es"):
        letter = digest(recipient=UserFactory(language=language))
    assert letter.language == language
    assert greeting in letter.text and greeting in letter.html
    assert f'lang="{language}"' in letter.html
    assert f"http://testserver/{language}/" in letter.text


def test_letter_when_written_has_plain_text_that_is_plain_and_html_that_is_escaped():
    letter = digest()
    assert "Ley & orden <1>" in letter.text
    assert "Ley &amp; orden &lt;1&gt;" in letter.html


def test_letter_when_its_key_was_used_is_the_first_letter():
    assert digest() == digest()
    assert Letter.objects.count() == OutboxMessage.objects.filter(key__startswith="letter:").count() == 1


def test_letter_when_sent_has_both_parts_and_says_that_a_machine_wrote_it():
    letter = digest(is_optional=True)
    send_letter(letter.pk)
    (message,) = mail.outbox
    sent = message.message()
    assert [part.get_content_type() for part in sent.walk()][1:] == ["text/plain", "text/html"]
    assert sent["Message-ID"] == letter.message_id
    assert sent["Auto-Submitted"] == "auto-generated"
    assert message.to == [letter.recipient.email]


def test_letter_when_optional_says_how_to_get_fewer_and_otherwise_does_not():
    for letter in (digest("fewer", is_optional=True), digest("account")):
        send_letter(letter.pk)
    fewer, account = mail.outbox
    link = fewer.message()["List-Unsubscribe"].strip("<>").replace("\n ", "")
    assert link in fewer.body and link in bodies(fewer)[1]
    assert fewer.message()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "List-Unsubscribe" not in account.message()
    assert reverse("members:mail-settings") in account.body


def test_letter_when_to_an_invitee_needs_no_account():
    letter = digest(recipient=None, address="invitee@example.org", language="en")
    send_letter(letter.pk)
    assert mail.outbox[0].to == ["invitee@example.org"]


def test_letter_when_the_address_changed_meanwhile_goes_to_the_new_one():
    letter = digest()
    User.objects.filter(pk=letter.recipient_id).update(email="new@example.org")
    send_letter(letter.pk)
    assert mail.outbox[0].to == ["new@example.org"]


def test_letter_when_the_account_was_closed_is_withheld():
    letter = digest()
    User.objects.filter(pk=letter.recipient_id).update(is_active=False)
    send_letter(letter.pk)
    letter.refresh_from_db()
    assert mail.outbox == []
    assert letter.state == "dropped"
    assert letter.attempts.get().words == "The account is closed."


def test_letter_when_the_recipient_may_no_longer_see_what_it_tells_of_is_withheld(personas):
    text = published(audience="member")
    letters = {name: digest(name, recipient=personas[name], about=text) for name in ("member", "secretariat")}
    type(text).objects.update(audience="secretariat")
    for letter in letters.values():
        send_letter(letter.pk)
        letter.refresh_from_db()
    assert [message.to for message in mail.outbox] == [["secretariat@example.org"]]
    assert letters["member"].state == "dropped"
    assert OutboxMessage.objects.get(key=letters["member"].outbox_key).done_at


def test_letter_when_it_carried_a_secret_is_kept_without_it():
    letter = secret_letter()
    assert LINK in letter.text
    send_letter(letter.pk)
    letter.refresh_from_db()
    assert LINK in mail.outbox[0].body
    for words in (letter.text, letter.html, letter.subject, str(letter.secrets)):
        assert "zqsecret" not in words
    assert REDACTED in letter.text and REDACTED in letter.html
    assert letter.is_redacted


def failed(letter):
    Letter.objects.filter(pk=letter.pk).update(state="failed")
    OutboxMessage.objects.update(done_at=timezone.now())
    LetterAttempt.objects.create(letter=letter, outcome="failed", words="550 no")
    letter.refresh_from_db()
    return letter


def test_letter_when_failed_and_resent_goes_out_once_more(personas):
    letter = failed(digest())
    assert resend_letter(letter, by=personas["secretariat"])
    assert not resend_letter(letter, by=personas["secretariat"]), "it waits already"
    assert not OutboxMessage.objects.get(key=letter.outbox_key).done_at
    send_letter(letter.pk)
    assert len(mail.outbox) == 1
    assert Act.objects.filter(act="resend_letter", actor_id=personas["secretariat"].pk).count() == 1


def test_letter_when_sent_is_never_resent(personas):
    letter = digest()
    send_letter(letter.pk)
    assert not resend_letter(letter, by=personas["secretariat"])


def test_letter_when_its_secrets_are_gone_cannot_be_resent(personas):
    letter = failed(secret_letter())
    Letter.objects.update(is_redacted=True)
    assert not resend_letter(letter, by=personas["secretariat"])


def test_letter_when_a_focal_point_resends_it_is_refused(personas):
    with pytest.raises(PermissionDenied):
        resend_letter(failed(digest()), by=personas["member"])


def test_delivery_when_told_at_once_is_a_letter_and_otherwise_waits(personas):
    text = published(audience="member")
    weekly = personas["secretariat"]
    User.objects.filter(pk=weekly.pk).update(mail_frequency="weekly")
    weekly.refresh_from_db()
    for _ in range(2):
        for user in (personas["member"], weekly):
            context = {"items": [], "day": timezone.now()}
            tell(key=f"text:{user.pk}", kind="digest", recipient=user, about=text, context=context)
    assert [letter.recipient for letter in Letter.objects.all()] == [personas["member"]]
    assert weekly.deliveries.get().letter is None
