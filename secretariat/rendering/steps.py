"""The words of a step on paper: a cover that says what is asked and until when, the text as sent, what changed."""

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from common.business_days import DayCounted
from common.rendering import render_pdf
from declarations.models import Text
from declarations.queries_versions import Comparison, compare_versions
from declarations.rendering.document import laid_out
from declarations.rendering.results import Column, Sheet
from declarations.rendering.watermarked import draft_mark
from secretariat.deadline_words import DayLine, arithmetic_line, calendars_in, day_lines, moment_words, silence_words
from secretariat.models import ConsultationPaper, Consulted, Step, StepKind
from secretariat.queries.told import calendar_names

SHEETS = ("print-text.css", "print-working.css", "print-redline.css", "print-consultations.css")


@dataclass(frozen=True, slots=True)
class Term:
    """Members whose time is over at the same minute by the same arithmetic."""

    names: str
    due: str
    line: str
    days: list[DayLine]


def paper_of_step(paper: ConsultationPaper) -> bytes:
    """The PDF of a step in the language of ``paper``; no clock is read: made again, it has the same bytes.

    Its deadlines are those that the members have when it is made, which is when the step opens. Raises as
    ``render_pdf`` does.
    """
    step, language = paper.step, paper.language
    content = step.version.content()
    with override(language):
        rows, hang = laid_out(content, (language,))
        title = getattr(content, f"title_{language}")
        kind = _("Written consultation: %(step)s") % {"step": step.get_kind_display()}
        page = {
            "step": step,
            "content": content,
            "language": language,
            "title": title,
            "kind": kind,
            "running": f"{content.symbol} · {kind}",
            "opened": moment_words(step.opened_at, step.time_zone),
            "silence": silence_words(step.silence),
            "terms": terms_of(step),
            "address": settings.SITE_URL + paper.consultation.get_absolute_url(),
            "mailbox": settings.SECRETARIAT_EMAIL,
            "document": Sheet(rows, (Column(language),), hang),
            "comparison": changes_since_round_one(step, paper.consultation.text, language),
        }
        html = render_to_string("consultations/print/step.html", page)
    return render_pdf(html, title=f"{kind} · {title}", language=language, sheets=SHEETS, images=draft_mark(language))


def terms_of(step: Step) -> list[Term]:
    """By when the members of ``step`` reply, those with the same arithmetic together; in the active language."""
    asked = list(Consulted.objects.filter(step=step).select_related("participant"))
    counted = {one.pk: tuple(map(DayCounted.from_json, one.counted)) for one in asked}
    names = calendar_names(key for days in counted.values() for key in calendars_in(days))
    told = sorted((one.due_at, arithmetic_line(counted[one.pk], names), str(one.participant), one.pk) for one in asked)
    return [
        Term(
            names=", ".join(name for _due, _line, name, _pk in members),
            due=moment_words(due, step.time_zone),
            line=line,
            days=day_lines(counted[members[0][-1]], names),
        )
        for (due, line), members in _grouped(told)
    ]


def changes_since_round_one(step: Step, text: Text, language: str) -> Comparison | None:
    """For round two, how its words differ from those of round one of the same beginning; in the active language."""
    if step.kind != StepKind.TWO:
        return None
    same = Step.objects.filter(consultation=step.consultation_id, cycle=step.cycle, kind=StepKind.ONE)
    first = same.select_related("version").get()
    return compare_versions(text, first.version.number, step.version.number, language)


def _grouped(told: list[tuple[Any, ...]]) -> list[tuple[Any, list[tuple[Any, ...]]]]:
    return [(key, list(members)) for key, members in groupby(told, key=itemgetter(0, 1))]
