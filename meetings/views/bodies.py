from typing import Any

from django.http import Http404
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from common.forms import AsOfForm
from common.public import public_page
from meetings.models import Body
from meetings.queries.bodies import body_dossier, body_tree


@method_decorator(public_page, name="dispatch")
class BodyList(TemplateView):
    """The bodies as a tree, as of a day."""

    template_name = "meetings/body_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = AsOfForm(self.request.GET)
        return super().get_context_data(form=form, tree=body_tree(form.day), **kwargs)


@method_decorator(public_page, name="dispatch")
class BodyDetail(TemplateView):
    """A body with its life; with ``?on=`` its names, members and coordinators as of that day."""

    template_name = "meetings/body_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = AsOfForm(self.request.GET)
        try:
            dossier = body_dossier(self.kwargs["key"], self.request.user, form.day if form.is_history else None)
        except Body.DoesNotExist as error:
            raise Http404 from error
        return super().get_context_data(dossier=dossier, body=dossier.body, form=form, **kwargs)
