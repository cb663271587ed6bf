"""What the members said in a step, compiled by paragraph and country, as one reader may read it."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from common.plain_words import plain
from declarations.canonical import CanonicalParagraph, CanonicalText
from members.models import Participant
from secretariat.access_consultations import visible_replies, visible_stands, visible_steps
from secretariat.models import CommentsPaper, Consulted, Reply, Step


@dataclass(frozen=True, slots=True)
class Voice:
    """A member that was asked, and its last reply. ``is_seen`` says whether the reader may know of it."""

    country: Participant
    reply: Reply | None
    is_seen: bool

    @property
    def answer(self) -> str:
        """In words; that a reply may not be read yet does not say whether there is one."""
        if not self.is_seen:
            return _("Not shown yet")
        return str(self.reply.get_answer_display()) if self.reply else _("No reply")


@dataclass(frozen=True, slots=True)
class Remark:
    """Words of a member, in the language in which it wrote them."""

    country: Participant
    words: str
    language: str


@dataclass(slots=True)
class Commented:
    """A paragraph as it was sent, the ``number``-th of the text, and what was said of it."""

    number: int
    paragraph: CanonicalParagraph
    remarks: list[Remark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Compiled:
    """All that a reader may read of a step: where each member stands, words on the whole, and by paragraph."""

    step: Step
    content: CanonicalText
    voices: list[Voice]
    wholes: list[Remark]
    rows: list[Commented]

    @property
    def countries(self) -> list[Participant]:
        """Who was asked, by name."""
        return [voice.country for voice in self.voices]

    @property
    def is_whole(self) -> bool:
        """Whether the reader sees every member's reply."""
        return all(voice.is_seen for voice in self.voices)

    def narrowed(self, country: str = "", *, is_commented_only: bool = False) -> "Compiled":
        """The same with the words of one member (its key), and without paragraphs of which nothing was said."""
        rows = [replace(row, remarks=_of(row.remarks, country)) for row in self.rows]
        return replace(
            self,
            voices=_of(self.voices, country),
            wholes=_of(self.wholes, country),
            rows=[row for row in rows if row.remarks or not is_commented_only],
        )


def _of(found: list[Any], country: str) -> list[Any]:
    return [one for one in found if country in ("", one.country.key)]


def step_seen(user: Any, symbol: str, pk: int) -> QuerySet[Step]:
    """The step ``pk`` of the consultation ``symbol``, if ``user`` may see it."""
    steps = Step.objects.filter(visible_steps(user), pk=pk, consultation__text__symbol=symbol)
    return steps.select_related("consultation__text", "version")


def compiled_comments(step: Step, user: Any) -> Compiled:
    """The last reply of each member in ``step``, as ``user`` may read it. Four queries, however much was said."""
    voices, content = _voices(step, user), step.version.content()
    said: dict[str, list[Remark]] = defaultdict(list)
    wholes = []
    for voice in voices:
        if voice.reply is None:
            continue
        if voice.reply.words:
            wholes.append(Remark(voice.country, voice.reply.words, voice.reply.language))
        for one in voice.reply.comments.all():
            said[str(one.paragraph_uid)].append(Remark(voice.country, one.words, voice.reply.language))
    rows = [Commented(number, one, said.get(one.uid, [])) for number, one in enumerate(content.paragraphs, 1)]
    return Compiled(step, content, voices, wholes, rows)


def _voices(step: Step, user: Any) -> list[Voice]:
    """The members by name, those alone with a reply whose reply may be read. Four queries."""
    seen = set(Consulted.objects.filter(visible_stands(user), step=step).values_list("pk", flat=True))
    replies = Reply.objects.filter(visible_replies(user)).prefetch_related("comments")
    given = Prefetch("replies", replies.order_by("received_at", "number"))
    rows = Consulted.objects.filter(step=step).select_related("participant").prefetch_related(given)
    voices = [Voice(one.participant, (list(one.replies.all()) or [None])[-1], one.pk in seen) for one in rows]
    return sorted(voices, key=lambda voice: plain(str(voice.country)))


def papers_of_step(step: Step, user: Any) -> list[CommentsPaper]:
    """The PDFs of the comments of ``step`` that ``user`` asked for within the day, the latest first. One query."""
    return list(CommentsPaper.objects.visible_to(user).filter(step=step)[:6])
