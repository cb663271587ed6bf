"""A comparison as DOCX with its changes tracked: of versions for whoever is at work, of editions for their readers."""

from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import override

from declarations.forms_of_text.docx_redline import write_redline
from declarations.models import Edition
from declarations.queries_versions import Comparison, compared_editions
from declarations.redline import redline, title_runs


def versions_docx(comparison: Comparison, language: str) -> bytes:
    """Two versions of a text at work, marked as a working paper."""
    with override(language):
        return _docx(comparison, language, [_("Working paper – not an adopted text.")])


def editions_docx(old: Edition, new: Edition, language: str) -> bytes:
    """Two editions; the same bytes each time. It is no edition, and says which one is the text."""
    with override(language):
        return _of_editions(_Key(old, new), language)


class _Key:
    """Two editions, known by what they are: what was made of them is never stale, for an edition never changes."""

    def __init__(self, old: Edition, new: Edition) -> None:
        self.old, self.new = old, new

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self._named == other._named

    def __hash__(self) -> int:
        return hash(self._named)

    @property
    def _named(self) -> tuple[object, ...]:
        return self.old.code, self.new.code, self.new.reason, self.new.published_at


@lru_cache(maxsize=16)
def _of_editions(key: _Key, language: str) -> bytes:
    old, new = key.old, key.new
    about = {"number": new.number, "code": new.code}
    front = [
        _("This paper is not the text: it shows what was changed in it."),
        _("The text is edition %(number)s, verification code %(code)s.") % about,
    ]
    if new.reason:
        front.insert(0, " ".join((_("What this edition corrects:"), new.reason)))
    return _docx(compared_editions(old, new, language), language, front)


def _docx(comparison: Comparison, language: str, front: list[str]) -> bytes:
    what = _("Changes from %(old)s to %(new)s") % {"old": comparison.old.name, "new": comparison.new.name}
    return write_redline(
        redline(comparison.before, comparison.after, language),
        language=language,
        title=title_runs(comparison.before, comparison.after, language),
        front=[what, *front],
        running=f"{comparison.text.symbol} · {what}",
        at=comparison.new.at,
    )
