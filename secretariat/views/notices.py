"""Notices and circulars: the list and the page for those they are for; the rest for the Secretariat alone."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, ListView
from django_filters.views import FilterView

from common.uploads import Refusal
from members.models import Delivery, MailFrequency
from members.models.letters import name_of
from secretariat.access import can_write_notices
from secretariat.filters import NoticeFilter
from secretariat.forms import AttachmentForm, CorrectionForm, NoticeForm, ReasonForm
from secretariat.mailing.notices import accounts_told, preview_of
from secretariat.models import Notice, NoticeAttachment, NoticeState
from secretariat.services import notices as services
from secretariat.services.notices import NoticeError, StaleNoticeError


def notice_at_work(request: HttpRequest, pk: int, *states: str) -> Notice:
    """The notice, for those who write notices; 404 for everyone else, and where it is in none of ``states``."""
    if not can_write_notices(request.user):
        raise Http404
    notices = Notice.objects.visible_to(request.user).select_related("body", "meeting")
    return get_object_or_404(notices.filter(state__in=states) if states else notices, pk=pk)


class NoticeList(FilterView):
    """The notices that the reader may see, the latest first."""

    filterset_class = NoticeFilter
    template_name = "secretariat/notice_list.html"
    context_object_name = "notices"
    paginate_by = 30
    strict = False

    def get_queryset(self) -> QuerySet[Notice]:
        return Notice.objects.visible_to(self.request.user).for_list()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(may_write=can_write_notices(self.request.user), **kwargs)


class NoticeDetail(DetailView):
    """One notice; for the Secretariat with its other language, and with what can be done with it."""

    template_name = "secretariat/notice_detail.html"
    context_object_name = "notice"

    def get_queryset(self) -> QuerySet[Notice]:
        return Notice.objects.visible_to(self.request.user).select_related("body", "meeting")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        attachments = self.object.attachments.select_related("file")
        may_write = can_write_notices(self.request.user)
        return super().get_context_data(attachments=attachments, may_write=may_write, **kwargs)


class NoticeWrite(View):
    """A form that refuses whoever does not write notices, and says what was refused."""

    template_name = "secretariat/notice_form.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_write_notices(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def show(self, form: Any, *, status: int = 200, **context: Any) -> HttpResponse:
        return render(self.request, self.template_name, {"form": form} | context, status=status)

    def refuse(self, form: Any, error: NoticeError, **context: Any) -> HttpResponse:
        for reason in error.reasons:
            form.add_error(None, reason)
        return self.show(form, status=422, **context)


class NoticeAdd(NoticeWrite):
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(NoticeForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = NoticeForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        notice = services.draft_notice(form_key=form.cleaned_data["form_key"], values=form.values, by=request.user)
        messages.success(request, _("The draft is kept."))
        return redirect(notice)


class NoticeEdit(NoticeWrite):
    """A draft is edited; what is published is corrected, with a reason."""

    def form_class(self, notice: Notice) -> Any:
        return NoticeForm if notice.state == NoticeState.DRAFT else CorrectionForm

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        notice = notice_at_work(request, pk, NoticeState.DRAFT, NoticeState.PUBLISHED)
        return self.show(self.form_class(notice)(instance=notice), notice=notice)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        notice = notice_at_work(request, pk, NoticeState.DRAFT, NoticeState.PUBLISHED)
        form = self.form_class(notice)(request.POST, instance=Notice.objects.get(pk=pk))
        if not form.is_valid():
            return self.show(form, status=422, notice=notice)
        try:
            self.keep(notice, form)
        except StaleNoticeError as stale:
            form.data = form.data.copy()
            form.data["seen"] = stale.current.version
            return self.show(form, status=409, notice=notice, theirs=stale.current)
        except NoticeError as error:
            return self.refuse(form, error, notice=notice)
        messages.success(request, _("The words are kept."))
        return redirect(notice)

    def keep(self, notice: Notice, form: Any) -> None:
        seen, by = form.cleaned_data["seen"], self.request.user
        if isinstance(form, NoticeForm):
            services.edit_notice(notice, values=form.values, seen=seen, by=by)
        else:
            services.correct_notice(
                notice,
                values=form.values,
                seen=seen,
                reason=form.cleaned_data["reason"],
                is_told=form.cleaned_data["is_told"],
                by=by,
            )


class NoticePublish(View):
    """Asks first, and says how many will get it by mail, in which language and how soon."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.ask(request, notice_at_work(request, pk, NoticeState.DRAFT))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        notice = notice_at_work(request, pk)
        try:
            notice = services.publish_notice(notice, by=request.user)
        except NoticeError as error:
            return self.ask(request, notice, reasons=error.reasons, status=422)
        messages.success(request, _("%(name)s is published; the letters are on their way.") % {"name": notice.name})
        return redirect(notice)

    def ask(
        self, request: HttpRequest, notice: Notice, reasons: list[str] | None = None, status: int = 200
    ) -> HttpResponse:
        told = accounts_told(notice)
        languages = Counter(user.get_language_display() for user in told)
        frequencies = Counter(MailFrequency(user.mail_frequency).label for user in told)
        context = {
            "notice": notice,
            "told": len(told),
            "languages": sorted(languages.items()),
            "frequencies": sorted(frequencies.items()),
            "reasons": services.reasons_against(notice) if reasons is None else reasons,
        }
        return render(request, "secretariat/notice_publish.html", context, status=status)


class NoticeWithdraw(NoticeWrite):
    template_name = "secretariat/notice_withdraw.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(ReasonForm(), notice=notice_at_work(request, pk, NoticeState.PUBLISHED))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        notice, form = notice_at_work(request, pk, NoticeState.PUBLISHED), ReasonForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422, notice=notice)
        try:
            services.withdraw_notice(notice, reason=form.cleaned_data["reason"], by=request.user)
        except NoticeError as error:
            return self.refuse(form, error, notice=notice)
        messages.success(request, _("The notice is withdrawn."))
        return redirect(notice)


class NoticeFiles(NoticeWrite):
    """The files of a draft."""

    template_name = "secretariat/notice_files.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(AttachmentForm(), notice=notice_at_work(request, pk, NoticeState.DRAFT))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        notice, form = (
            notice_at_work(request, pk, NoticeState.DRAFT),
            AttachmentForm(request.POST, request.FILES),
        )
        if not form.is_valid():
            return self.show(form, status=422, notice=notice)
        upload, titles = form.cleaned_data["file"], form.cleaned_data
        try:
            services.attach_file(notice, upload=upload, titles=titles, by=request.user)
        except NoticeError as error:
            return self.refuse(form, error, notice=notice)
        except Refusal as refusal:
            form.add_error("file", refusal)
            return self.show(form, status=refusal.status, notice=notice)
        messages.success(request, _("The file is attached."))
        return redirect("secretariat:notice-files", pk=pk)


@require_POST
def remove_attachment(request: HttpRequest, pk: int, attachment: int) -> HttpResponse:
    """Take a file off a draft."""
    notice = notice_at_work(request, pk, NoticeState.DRAFT)
    services.remove_attachment(get_object_or_404(NoticeAttachment, pk=attachment, notice=notice), by=request.user)
    messages.success(request, _("The file is removed."))
    return redirect("secretariat:notice-files", pk=pk)


def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter in both languages, as plain text, before or after it goes out."""
    notice = notice_at_work(request, pk)
    letters = [(language, preview_of(notice, language, request.user)) for language in ("es", "en")]
    return render(request, "secretariat/notice_preview.html", {"notice": notice, "letters": letters})


class NoticeLetters(ListView):
    """Who was told of a notice, when and how, and what the mail server said."""

    template_name = "secretariat/notice_letters.html"
    context_object_name = "deliveries"
    paginate_by = 50

    def get_queryset(self) -> QuerySet[Delivery]:
        self.notice = notice_at_work(self.request, self.kwargs["pk"])
        about_type, about_id = name_of(self.notice)
        deliveries = Delivery.objects.filter(about_type=about_type, about_id=about_id)
        return deliveries.select_related("recipient__person", "letter").prefetch_related("letter__attempts")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(notice=self.notice, **kwargs)
