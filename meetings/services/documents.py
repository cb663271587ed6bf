"""Papers of a meeting: entered, edited, revised in each language, superseded, withdrawn and brought back."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.access import Audience
from common.journal import record_act
from common.models import StoredFile
from common.refusals import Refusal
from common.revision import bump_revision
from common.uploads import CheckedUpload, store_upload
from meetings.access import AMONG_MEMBERS, attends, attends_session, can_prepare
from meetings.models import Document, DocumentFile, Meeting, Session, SymbolSeries
from meetings.queries.documents import last_numbers
from meetings.symbols import series_of

FIELDS = (
    *("kind", "symbol", "title_es", "title_en", "audience", "opens_on", "is_closed", "session", "item", "order"),
    "superseded_by",
)
CLOSED = (Audience.MEMBER, Audience.ACCREDITED, Audience.TROIKA, Audience.SECRETARIAT)
DRAFTING = (*CLOSED, Audience.BODY_MEMBERS)


class StaleDocument(Refusal):
    """Somebody else changed the document since it was read; ``current`` is how it stands now."""

    status = 409

    def __init__(self, current: Document) -> None:
        super().__init__(_("Somebody changed this paper meanwhile. Look at how it stands now, and keep yours again."))
        self.current = current


@transaction.atomic
def add_document(*, meeting: Meeting, values: Mapping[str, Any], by: Any) -> Document:
    """Enter a paper; without a symbol it gets the next one of the meeting's series. It has no file yet.

    Raises ``ValidationError`` with every rule against it, ``PermissionDenied`` for whoever does not prepare it.
    """
    only_preparers(by, meeting)
    document = Document(meeting=meeting, **{name: values[name] for name in FIELDS if name in values})
    document.symbol = (document.symbol or "").strip() or _next_symbol(document)
    _close(document)
    _check(document)
    document.save(force_insert=True)
    _must_still_see(document, by)
    record_act("add_document", document, by=by, after=_said(document, FIELDS))
    bump_revision()
    return document


@transaction.atomic
def edit_document(document: Document, *, values: Mapping[str, Any], seen: int, by: Any) -> Document:
    """Change what is said of a paper that was read as version ``seen``; its files stay.

    Raises ``StaleDocument``, or ``ValidationError`` with every rule against it.
    """
    only_keepers(by, document)
    document = Document.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=document.pk)
    if document.version != seen:
        raise StaleDocument(document)
    changed = tuple(name for name in FIELDS if name in values and values[name] != getattr(document, name))
    before = _said(document, changed)
    for name in changed:
        setattr(document, name, values[name])
    _close(document)
    _check(document)
    if changed:
        document.version += 1
        document.save()
        _must_still_see(document, by)
        record_act("edit_document", document, by=by, before=before, after=_said(document, changed))
        bump_revision()
    return document


@transaction.atomic
def add_revision(
    document: Document, *, language: str, upload: CheckedUpload | StoredFile, by: Any, note: str = ""
) -> DocumentFile:
    """Add the next revision of one language; the earlier ones stay. ``upload`` may be a file that is kept already.

    Raises ``Refusal`` for the very bytes of the present revision, and as uploads do.
    """
    only_keepers(by, document)
    Document.objects.select_for_update(of=("self",)).get(pk=document.pk)  # one at a time counts the revisions
    stored = upload if isinstance(upload, StoredFile) else store_upload(upload, by=by)
    present = document.files.filter(language=language).select_related("file").order_by("-revision").first()
    if present is not None and present.file.sha256 == stored.sha256:
        raise Refusal(_("%(name)s is the present revision already, byte for byte."), name=stored.name)
    added = DocumentFile.objects.create(
        document=document,
        language=language,
        revision=present.revision + 1 if present else 1,
        file=stored,
        note=note.strip(),
    )
    after = {"language": language, "revision": added.revision, "file": stored.name, "sha256": stored.sha256}
    record_act("add_revision", document, by=by, after=after)
    bump_revision()
    return added


@transaction.atomic
def withdraw_document(document: Document, *, by: Any) -> None:
    """From the next request on nobody but the Secretariat sees it; its symbol stays taken. Twice changes nothing."""
    _put(document, withdrawn=True, act="withdraw_document", by=by)


@transaction.atomic
def restore_document(document: Document, *, by: Any) -> None:
    """Whoever saw it before it was withdrawn sees it again."""
    _put(document, withdrawn=False, act="restore_document", by=by)


def reasons_against(document: Document) -> list[Refusal]:
    """The rules that a paper breaks: who attends which meeting and which session (report of 20 years)."""
    meeting, session, reasons = document.meeting, _session_of(document), []
    if document.session and document.session.meeting_id != meeting.pk:
        reasons.append(Refusal(_("The session is of another meeting.")))
    if document.item and document.item.session.meeting_id != meeting.pk:
        reasons.append(Refusal(_("The agenda item is of another meeting.")))
    if not attends(document.audience, meeting.kind):
        reasons.append(Refusal(_("This audience does not attend that kind of meeting, so no paper is meant for it.")))
    elif session and not attends_session(document.audience, meeting.kind, session.kind):
        reasons.append(Refusal(_("This audience does not attend that session, so no paper of it is meant for it.")))
    elif session and session.kind in AMONG_MEMBERS and document.audience not in DRAFTING:
        reasons.append(Refusal(_("Papers of the closed session and of the Drafting Group are for members alone.")))
    if document.is_closed and (document.audience not in CLOSED or document.opens_on):
        reasons.append(Refusal(_("Papers of the closed session are for members alone, and do not open by date.")))
    if Document.objects.filter(symbol=document.symbol).exclude(pk=document.pk).exists():
        reasons.append(Refusal(_("Another paper has the symbol %(symbol)s."), symbol=document.symbol))
    later = document.superseded_by
    if later and (later.pk == document.pk or later.meeting_id != meeting.pk or _follows(later, document)):
        reasons.append(
            Refusal(_("It is superseded by another paper of this meeting, and not by one that it supersedes."))
        )
    return reasons


def only_preparers(by: Any, meeting: Meeting) -> None:
    """Raises ``PermissionDenied`` for whoever does not prepare ``meeting``."""
    if not can_prepare(by, meeting):
        raise PermissionDenied


def only_keepers(by: Any, document: Document) -> None:
    """The same, and for whoever does not see ``document``."""
    only_preparers(by, document.meeting)
    if not Document.objects.visible_to(by).filter(pk=document.pk).exists():
        raise PermissionDenied


def _put(document: Document, *, withdrawn: bool, act: str, by: Any) -> None:
    only_keepers(by, document)
    document.refresh_from_db(from_queryset=Document.objects.select_for_update(of=("self",)))
    if (document.withdrawn_at is not None) is withdrawn:
        return
    document.withdrawn_at = timezone.now() if withdrawn else None
    document.version += 1
    document.save(update_fields=["withdrawn_at", "version"])
    record_act(act, document, by=by)
    bump_revision()


def _next_symbol(document: Document) -> str:
    """The next of its series; the row of the series stays locked until the caller's transaction ends."""
    prefix = series_of(document.meeting, document.kind)
    SymbolSeries.objects.get_or_create(prefix=prefix)
    series = SymbolSeries.objects.select_for_update().get(prefix=prefix)
    series.last = last_numbers([prefix])[prefix] + 1
    series.save(update_fields=["last"])
    return f"{prefix}{series.last}"


def _session_of(document: Document) -> Session | None:
    return document.session or (document.item.session if document.item else None)


def _close(document: Document) -> None:
    """A paper of a closed session is closed, whatever was ticked."""
    session = _session_of(document)
    if session and session.kind == "closed":
        document.is_closed = True


def _check(document: Document) -> None:
    if reasons := reasons_against(document):
        raise ValidationError(reasons)


def _follows(later: Document, document: Document) -> bool:
    """Whether ``later`` is itself superseded, step by step, by ``document``."""
    following: dict[int, int | None] = dict(
        Document.objects.filter(meeting=document.meeting_id, superseded_by__isnull=False).values_list(
            "pk", "superseded_by"
        )
    )
    step: int | None = later.pk
    seen: set[int | None] = set()
    while step != document.pk and step in following and step not in seen:
        seen.add(step)
        step = following[step]
    return step == document.pk


def _must_still_see(document: Document, by: Any) -> None:
    """Nobody loses a paper from their own eyes by saying for whom it is."""
    if not Document.objects.visible_to(by).filter(pk=document.pk).exists():
        raise Refusal(_("You would not see this paper any more yourself. Choose an audience to which you belong."))


def _said(document: Document, names: tuple[str, ...]) -> dict[str, Any]:
    """The values of fields as the journal keeps them."""
    relations = ("session", "item", "superseded_by")
    said = {name: getattr(document, f"{name}_id" if name in relations else name) for name in names}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in said.items()}
