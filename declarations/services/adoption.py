"""A text is tabled; its adoption is prepared and signed by two persons, the second of whom freezes its edition."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.journal import record_act
from common.refusals import Refusal
from common.revision import bump_revision
from common.states import NotNow
from declarations.access import can_chair, signs_for
from declarations.models import (
    Adoption,
    AdoptionRemark,
    AdoptionSignature,
    Drafting,
    Edition,
    Manner,
    Text,
    TextState,
    VersionReason,
)
from declarations.queries_adoption import adoption_of, content_to_sign, members_on
from declarations.services.drafting import keep_version
from declarations.services.publishing import freeze_edition
from declarations.workflow import TEXT, is_negotiated
from meetings.models import Session
from members.models import Participant


class StaleAdoption(Refusal):
    """The words, or how they are adopted, are no longer as they stood on the screen of whoever asked."""

    status = 409

    def __init__(self) -> None:
        super().__init__(_("It changed since your page was made. Read it as it stands now."))


@dataclass(frozen=True, slots=True)
class RemarkWords:
    """A reservation or statement of a member, in its own words, in one language or in both."""

    participant: Participant
    kind: str
    words_es: str = ""
    words_en: str = ""


@dataclass(frozen=True, slots=True)
class Preparation:
    """How, where and when a text is adopted, who is present, and what members put on record."""

    manner: str
    adopted_on: date
    session: Session | None = None
    present: tuple[Participant, ...] = ()
    remarks: tuple[RemarkWords, ...] = field(default=())


@transaction.atomic
def table_text(text: Text, *, by: Any, by_consultation: bool | None = None) -> Text:
    """Put ``text`` on the table: nobody changes it any more, and the version that is tabled is kept.

    ``by_consultation`` says that it is to be adopted by written consultation. What was prepared for an earlier wording
    goes over to this one, without its signatures. Raises as ``Procedure.move`` does.
    """
    text = _locked(text, by)
    if by_consultation is not None and is_negotiated(text):
        text.drafting.is_by_consultation = by_consultation
        text.drafting.save(update_fields=["is_by_consultation"])
    TEXT.move(text, "table_text", by=by, circulated_at=text.circulated_at or timezone.now())
    version = keep_version(text, reason=VersionReason.TABLED, by=by)
    Adoption.objects.filter(text=text, edition=None).update(version=version)
    return text


@transaction.atomic
def untable_text(text: Text, *, reason: dict[str, str], by: Any) -> Text:
    """Take ``text`` back from the table, with a reason in both languages. What was prepared stays, signatures fall."""
    text = _locked(text, by)
    if not all(reason.get(language, "").strip() for language in ("es", "en")):
        raise Refusal(_("Give the reason in both languages."))
    TEXT.move(text, "untable_text", by=by, reason=reason)
    Drafting.objects.filter(text=text).update(untabled_es=reason["es"].strip(), untabled_en=reason["en"].strip())
    _void_signatures(AdoptionSignature.objects.filter(adoption__text=text, adoption__edition=None), by=by)
    return text


@transaction.atomic
def prepare_adoption(text: Text, *, plan: Preparation, by: Any, seen: str = "") -> Adoption:
    """Write down how ``text``, which is on the table, is adopted; or change what was written down as ``seen``.

    ``seen`` is the SHA-256 under which it stood, empty where nothing was prepared. Signatures on what changes fall.
    Raises ``StaleAdoption``, and ``Refusal`` for a session of another meeting, nobody present, or whoever is no member.
    """
    text = _locked(text, by)
    _only_on_the_table(text)
    _check(text, plan)
    adoption = adoption_of(text)
    if seen != (content_to_sign(text, adoption).sha256 if adoption else ""):
        raise StaleAdoption
    before = _said(adoption) if adoption else {}
    if adoption is None:
        adoption = Adoption(text=text)
        adoption.version = text.versions.filter(reason=VersionReason.TABLED).latest("number")
    adoption.manner, adoption.adopted_on = plan.manner, plan.adopted_on
    adoption.session = plan.session if plan.manner == Manner.SESSION else None
    adoption.save()
    adoption.present.set(plan.present)
    adoption.remarks.all().delete()
    for one in plan.remarks:
        AdoptionRemark.objects.create(
            adoption=adoption, participant=one.participant, kind=one.kind, words_es=one.words_es, words_en=one.words_en
        )
    if (after := _said(adoption)) != before:
        record_act("prepare_adoption", adoption, by=by, before=before, after=after)
        _void_signatures(adoption.signatures.all(), by=by)
    return adoption


@transaction.atomic
def withdraw_adoption(adoption: Adoption, *, by: Any) -> None:
    """Take back what was prepared; the text stays on the table. What was signed by both cannot be taken back."""
    text = _locked(adoption.text, by)
    _only_on_the_table(text)
    adoption = Adoption.objects.filter(pk=adoption.pk).first() or _gone()
    record_act("withdraw_adoption", adoption, by=by, before=_said(adoption))
    adoption.delete()


@transaction.atomic
def sign_adoption(adoption: Adoption, *, signatory: str, sha256: str, by: Any) -> Adoption:
    """Sign for the presidency or for the Secretariat what stood on the screen under ``sha256``.

    Two persons sign the same words. The second signature freezes the edition, asks for its PDFs and adopts the text, in
    one transaction; of two at once one edition comes. Signing again what one has signed changes nothing. Raises
    ``PermissionDenied``, ``NotNow`` for a text that is not on the table any more, ``StaleAdoption`` for other words.
    """
    if isinstance(by, str) or signatory not in signs_for(by):
        raise PermissionDenied
    text = Text.objects.select_for_update().get(pk=adoption.text_id)
    adoption = adoption_of(text) or _gone()
    if adoption.signatures.filter(signatory=signatory, signed_by=by, sha256=sha256).exists():
        return adoption
    _only_on_the_table(text)
    content = content_to_sign(text, adoption)
    if sha256 != content.sha256:
        raise StaleAdoption
    _void_signatures(adoption.signatures.exclude(sha256=sha256), by=by)
    _check_signature(adoption, signatory, by)
    signature = AdoptionSignature.objects.create(adoption=adoption, signatory=signatory, signed_by=by, sha256=sha256)
    record_act("sign_adoption", signature, by=by, after={"signatory": signatory, "sha256": sha256})
    if adoption.signatures.count() == 2:
        _adopt(text, adoption, by=by)
    return adoption


def _adopt(text: Text, adoption: Adoption, *, by: Any) -> Edition:
    """Freeze what both signed. The day and the words of the adoption are on ``text`` already, unsaved."""
    content = content_to_sign(text, adoption)
    text.circulated_at = text.circulated_at or timezone.now()
    text.save(update_fields=["adopted_on", "adopted_by", "adopted_by_es", "adopted_by_en", "circulated_at"])
    keep_version(text, reason=VersionReason.ADOPTED, by=by)
    adoption.edition = freeze_edition(text, content)
    adoption.save(update_fields=["edition"])
    TEXT.move(text, "adopt_text", by=by)
    bump_revision()
    return adoption.edition


def _check(text: Text, plan: Preparation) -> None:
    if plan.manner == Manner.SESSION and (plan.session is None or plan.session.meeting_id != text.meeting_id):
        raise Refusal(_("Name the session of its meeting in which it is adopted."))
    if not plan.present:
        raise Refusal(_("Name the members that are present."))
    if plan.adopted_on > timezone.localdate():
        raise Refusal(_("That day has not come yet."))
    members = set(members_on(plan.adopted_on).values_list("pk", flat=True))
    named = {one.pk for one in plan.present} | {one.participant.pk for one in plan.remarks}
    if named - members:
        raise Refusal(_("Only who is a member on that day adopts, and puts reservations or statements on record."))
    if any(not (one.words_es.strip() or one.words_en.strip()) for one in plan.remarks):
        raise Refusal(_("Each reservation and statement has its words, in at least one language."))


def _check_signature(adoption: Adoption, signatory: str, by: Any) -> None:
    for held in adoption.signatures.all():
        if held.signed_by_id == by.pk:
            raise Refusal(_("You signed already; the other signature is somebody else's."))
        if held.signatory == signatory:
            raise Refusal(_("Somebody signed already for %(whom)s."), whom=str(held.get_signatory_display()))


def _void_signatures(signatures: Any, *, by: Any) -> None:
    for one in signatures:
        record_act("void_signature", one, by=by, before={"signatory": one.signatory, "sha256": one.sha256})
        one.delete()


def _said(adoption: Adoption) -> dict[str, Any]:
    words = ("participant__key", "kind", "words_es", "words_en")
    return {
        "manner": adoption.manner,
        "session": adoption.session_id,
        "adopted_on": adoption.adopted_on.isoformat(),
        "present": sorted(adoption.present.order_by().values_list("key", flat=True)),
        "remarks": [list(one) for one in adoption.remarks.order_by("participant", "pk").values_list(*words)],
    }


def _only_on_the_table(text: Text) -> None:
    if text.state != TextState.TABLED:
        raise NotNow(_("This was done or changed meanwhile. See how it stands now."))


def _gone() -> Any:
    raise NotNow(_("This was done or changed meanwhile. See how it stands now."))


def _locked(text: Text, by: Any) -> Text:
    """The row of the text is the lock of its words, and of how they are adopted."""
    if not isinstance(by, str) and not can_chair(by, text):
        raise PermissionDenied
    return Text.objects.select_for_update(of=("self",)).select_related("drafting").get(pk=text.pk)
