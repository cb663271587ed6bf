"""Notices and circulars: written, published in both languages at once, corrected or withdrawn with a reason."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from common.access import Audience
from common.journal import record_act
from common.uploads import CheckedUpload, discard_file, store_upload
from meetings.access import attends
from secretariat.access import can_write_notices
from secretariat.models import CircularSeries, Notice, NoticeAttachment, NoticeKind, NoticeState
from secretariat.tasks.notices import post_telling

WORDS = ("title_es", "title_en", "words_es", "words_en")
DRAFT_FIELDS = (*WORDS, "kind", "audience", "body", "meeting", "opens_on")
LACKS = {  # translated where they are said
    "title_es": gettext_noop("The Spanish title is missing."),
    "title_en": gettext_noop("The English title is missing."),
    "words_es": gettext_noop("The Spanish words are missing."),
    "words_en": gettext_noop("The English words are missing."),
}


class NoticeError(Exception):
    """Something cannot be done with a notice; ``reasons`` are sentences for the person who asked."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class StaleNoticeError(Exception):
    """Somebody else changed the notice since it was read; ``current`` is how it stands now."""

    def __init__(self, current: Notice) -> None:
        super().__init__(f"notice {current.pk} was changed meanwhile")
        self.current = current


@transaction.atomic
def draft_notice(*, form_key: UUID, values: Mapping[str, Any], by: Any) -> Notice:
    """Begin a draft. The same ``form_key`` posted again gives the draft that it made the first time."""
    _only_writers(by)
    notice, is_new = Notice.objects.get_or_create(
        form_key=form_key, defaults={name: values[name] for name in DRAFT_FIELDS if name in values}
    )
    if is_new:
        record_act("draft_notice", notice, by=by, after=_said(notice, DRAFT_FIELDS))
    return notice


@transaction.atomic
def edit_notice(notice: Notice, *, values: Mapping[str, Any], seen: int, by: Any) -> Notice:
    """Change a draft that was read as version ``seen``. Raises ``StaleNoticeError`` or ``NoticeError``."""
    _only_writers(by)
    notice = _locked(notice, seen)
    if notice.state != NoticeState.DRAFT:
        raise NoticeError([_("What is published is corrected, with a reason.")])
    _change(notice, values, DRAFT_FIELDS, act="edit_notice", by=by)
    return notice


@transaction.atomic
def publish_notice(notice: Notice, *, by: Any) -> Notice:
    """Publish a draft and see that those it is for are told; a circular gets the next number of its year.

    Raises ``NoticeError`` with the reasons against it, and then nothing was written. A second call changes nothing.
    """
    _only_writers(by)
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    if notice.state == NoticeState.PUBLISHED:
        return notice
    if reasons := reasons_against(notice):
        raise NoticeError(reasons)
    notice.state, notice.edition, notice.published_at = NoticeState.PUBLISHED, 1, timezone.now()
    notice.version += 1
    if notice.kind == NoticeKind.CIRCULAR:
        notice.year, notice.number = _next_number(timezone.localdate(notice.published_at).year)
    notice.save()
    post_telling(notice)
    after = {"state": notice.state, "name": notice.name, "audience": notice.audience}
    record_act("publish_notice", notice, by=by, before={"state": NoticeState.DRAFT}, after=after)
    return notice


def reasons_against(notice: Notice) -> list[str]:
    """Why a draft cannot be published as it stands; an empty list when it can."""
    if notice.state == NoticeState.WITHDRAWN:
        return [_("What was withdrawn is not published again; write it anew.")]
    reasons = [_(LACKS[name]) for name in notice.lacks]
    if notice.meeting and not attends(notice.audience, notice.meeting.kind):
        reasons.append(_("This audience does not attend that meeting, so it cannot be meant for it."))
    if notice.opens_on and notice.opens_on <= timezone.localdate() and notice.audience != Audience.PUBLIC:
        reasons.append(_("The day on which it opens has passed; choose the public audience instead."))
    return reasons


@transaction.atomic
def correct_notice(
    notice: Notice, *, values: Mapping[str, Any], seen: int, reason: str, is_told: bool, by: Any
) -> Notice:
    """Correct the words of what is published, as its next edition; ``is_told`` says whether by mail again.

    The former words stay in the journal. Raises ``StaleNoticeError``, or ``NoticeError`` where a language or the
    reason is missing, or nothing was changed.
    """
    _only_writers(by)
    notice = _locked(notice, seen)
    if notice.state != NoticeState.PUBLISHED:
        raise NoticeError([_("Only what is published is corrected.")])
    if not reason.strip():
        raise NoticeError([_("Say why it is corrected.")])
    if not any(name in values and values[name] != getattr(notice, name) for name in WORDS):
        raise NoticeError([_("Nothing has changed.")])
    if lacking := [name for name in WORDS if not (values.get(name, getattr(notice, name)) or "").strip()]:
        raise NoticeError([_(LACKS[name]) for name in lacking])
    notice.edition += 1
    notice.corrected_at = timezone.now()
    _change(notice, values, WORDS, act="correct_notice", by=by, reason=reason.strip(), edition=notice.edition)
    if is_told:
        post_telling(notice)
    return notice


@transaction.atomic
def withdraw_notice(notice: Notice, *, reason: str, by: Any) -> Notice:
    """Take back what was published: nobody but the Secretariat sees it any more, and letters not yet sent are withheld.

    Its number stays taken. Raises ``NoticeError`` without a reason, or where it is not published.
    """
    _only_writers(by)
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    if notice.state != NoticeState.PUBLISHED:
        raise NoticeError([_("Only what is published can be withdrawn.")])
    if not reason.strip():
        raise NoticeError([_("Say why it is withdrawn.")])
    notice.state = NoticeState.WITHDRAWN
    notice.version += 1
    notice.save(update_fields=["state", "version"])
    after = {"state": notice.state, "reason": reason.strip()}
    record_act("withdraw_notice", notice, by=by, before={"state": NoticeState.PUBLISHED}, after=after)
    return notice


@transaction.atomic
def attach_file(notice: Notice, *, upload: CheckedUpload, titles: Mapping[str, str], by: Any) -> NoticeAttachment:
    """Add a file to a draft. Raises ``NoticeError`` where it is published already, ``Refusal`` as uploads do."""
    _only_writers(by)
    notice = _open_draft(notice)
    stored = store_upload(upload, by=by)
    attachment = NoticeAttachment.objects.create(
        notice=notice, file=stored, title_es=titles["title_es"], title_en=titles["title_en"]
    )
    record_act("attach_file", notice, by=by, after={"file": stored.name, "sha256": stored.sha256})
    return attachment


@transaction.atomic
def remove_attachment(attachment: NoticeAttachment, *, by: Any) -> None:
    """Take a file off a draft, and out of the portal."""
    _only_writers(by)
    notice, stored = _open_draft(attachment.notice), attachment.file
    attachment.delete()
    record_act("remove_attachment", notice, by=by, before={"file": stored.name, "sha256": stored.sha256})
    discard_file(stored, by=by)


def _only_writers(by: Any) -> None:
    if not can_write_notices(by):
        raise PermissionDenied


def _open_draft(notice: Notice) -> Notice:
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    if notice.state != NoticeState.DRAFT:
        raise NoticeError([_("Files go with a notice from the start; this one is published.")])
    return notice


def _locked(notice: Notice, seen: int) -> Notice:
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    if notice.version != seen:
        raise StaleNoticeError(notice)
    return notice


def _next_number(year: int) -> tuple[int, int]:
    """The next number of the year's circulars; the row stays locked until the caller's transaction ends."""
    CircularSeries.objects.get_or_create(year=year)
    series = CircularSeries.objects.select_for_update().get(year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return year, series.last


def _change(
    notice: Notice, values: Mapping[str, Any], names: tuple[str, ...], *, act: str, by: Any, **after: Any
) -> None:
    changed = tuple(name for name in names if name in values and values[name] != getattr(notice, name))
    before = _said(notice, changed)
    for name in changed:
        setattr(notice, name, values[name])
    if changed:
        notice.version += 1
        notice.save()
        record_act(act, notice, by=by, before=before, after=_said(notice, changed) | after)


def _said(notice: Notice, names: tuple[str, ...]) -> dict[str, Any]:
    """The values of fields as the journal keeps them."""
    said = {name: getattr(notice, f"{name}_id" if name in ("body", "meeting") else name) for name in names}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in said.items()}
