"""Forms that make something carry a key of their own, so that one that is sent twice makes it once."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from common.refusals import Refusal


@contextmanager
def under_own_key() -> Iterator[None]:
    """Around the one INSERT of what a form makes: ``Refusal`` where its key stands at something else already.

    Whoever asks has looked before whether the same form made it, and gives that. What is left is the key of another
    form, of which nothing is told.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Refusal(_("This form was sent before, for something else. Please open it anew.")) from error
