"""How a text was adopted, as its canonical form says it, and whose signature is still waited for.

The canonical form speaks both languages, whatever language the caller speaks.
"""

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import override

from declarations.canonical import CanonicalAdoption, CanonicalMember, CanonicalRemark
from declarations.models import Adoption, AdoptionRemark, AdoptionSignature, Edition, Manner, Text, TextState
from meetings.models import Session
from members.models import Participant

LANGUAGES = ("es", "en")


def adoptions_in_full() -> QuerySet[Adoption]:
    """Adoptions with all that their canonical form says, and the number of the last edition. Three queries."""
    remarks = Prefetch("remarks", AdoptionRemark.objects.select_related("participant").order_by("participant", "pk"))
    last = Edition.objects.filter(text=OuterRef("text")).order_by("-number").values("number")[:1]
    adoptions = Adoption.objects.select_related("session", "edition").prefetch_related("present", remarks)
    return adoptions.annotate(last_number=Coalesce(Subquery(last), 0)).order_by("pk")


def canonical_adoption(adoption: Adoption) -> CanonicalAdoption:
    """The members in the order of their keys, remarks in the order of their members: the same on every engine."""
    remarks = sorted(adoption.remarks.all(), key=lambda one: (one.participant.key, one.pk))
    return CanonicalAdoption(
        manner=adoption.manner,
        session_es=session_name(adoption.session, "es"),
        session_en=session_name(adoption.session, "en"),
        present=tuple(_member(one) for one in sorted(adoption.present.all(), key=lambda one: one.key)),
        remarks=tuple(
            CanonicalRemark(one.kind, _member(one.participant), one.words_es or "", one.words_en or "")
            for one in remarks
        ),
    )


def waiting_for_signature(signatories: set[str]) -> QuerySet[Text]:
    """The texts on the table whose adoption is prepared and not signed yet for one of ``signatories``."""
    prepared = Text.objects.filter(state=TextState.TABLED, adoption__isnull=False, adoption__edition=None)
    lacking = Q()
    for signatory in signatories:
        lacking |= ~Exists(AdoptionSignature.objects.filter(adoption__text=OuterRef("pk"), signatory=signatory))
    return prepared.filter(lacking) if signatories else prepared.none()


def session_name(session: Session | None, language: str) -> str:
    """The title of the session in ``language``, or else its kind; never the title of the other language."""
    if session is None:
        return ""
    with override(language):
        return getattr(session, f"title_{language}") or str(session.get_kind_display())


def adopted_by(manner: str) -> dict[str, str]:
    """By whom and how, as the field ``adopted_by`` says it in each language.

    Decisions are taken by consensus of the member countries (report of 20 years, "decision making").
    """
    words = {}
    for language in LANGUAGES:
        with override(language):
            words[f"adopted_by_{language}"] = (
                _("The member countries, by consensus in a written consultation")
                if manner == Manner.CONSULTATION
                else _("The member countries, by consensus")
            )
    return words


def _member(participant: Participant) -> CanonicalMember:
    return CanonicalMember(participant.key, participant.name_es or "", participant.name_en or "")
