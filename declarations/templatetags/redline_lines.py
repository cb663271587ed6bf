"""A redline in markup: words that were taken out and put in, paragraphs that moved, what stayed folded away.

A redline has hundreds of paragraphs; a template for each would cost more than all the rest of the page.
"""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from declarations.canonical import paragraph_anchor
from declarations.models import ParagraphKind
from declarations.queries_versions import Comparison, change_in
from declarations.redline import RedlineRow, folded
from declarations.wording import Run

register = template.Library()
LONGEST_HANGING = 6  # signs of a label that still fits in the margin
BEGINNING = 90  # signs of a paragraph that tell which one left its place
Row = tuple[RedlineRow, ...]


@register.simple_tag
def redline_of(comparison: Comparison) -> SafeString:
    """Every paragraph of ``comparison`` on a page; runs of unchanged ones can be opened."""
    writer = Writer()
    sides = " redline--both" if comparison.view == "both" else ""
    parts = []
    for stretch in folded(comparison.rows, lambda row: change_in(row) == "same"):
        rows = "".join(map(writer.row, stretch.rows))
        if stretch.is_folded:
            words = writer.unchanged(len(stretch.rows))
            rows = f'<details class="redline__same"><summary>{words}</summary>{rows}</details>'
        parts.append(rows)
    return SafeString(f'<div class="redline text{sides}">{"".join(parts)}</div>')


@register.simple_tag
def redline_on_paper(comparison: Comparison) -> SafeString:
    """The same for paper, where nothing can be opened: of what did not change, how many paragraphs."""
    writer = Writer(on_paper=True)
    parts = []
    for stretch in folded(comparison.rows, lambda row: change_in(row) == "same"):
        if stretch.is_folded:
            words, wide = writer.unchanged(len(stretch.rows)), len(comparison.languages)
            parts.append(f'<tr><td colspan="{wide}"><p class="unchanged">{words}</p></td></tr>')
        else:
            parts += map(writer.paper_row, stretch.rows)
    return SafeString("".join(parts))


@register.simple_tag
def marked(runs: Iterable[Run]) -> SafeString:
    """Words with what was taken out and put in marked, also for whoever hears them."""
    return SafeString(Writer().runs(runs))


class Writer:
    """Writes rows: the words that they have in common are looked up once."""

    def __init__(self, *, on_paper: bool = False) -> None:
        self.here = get_language() or "es"
        self.on_paper = on_paper
        self.open = {
            "inserted": self._heard(_("[inserted:"), after=" "),
            "deleted": self._heard(_("[deleted:"), after=" "),
        }
        self.close = {
            "inserted": self._heard(_("end of insertion]"), before=" "),
            "deleted": self._heard(_("end of deletion]"), before=" "),
        }
        self.lacking = {
            "es": escape(_("This paragraph has no Spanish text.")),
            "en": escape(_("This paragraph has no English text.")),
        }
        self.what = {"inserted": _("New paragraph"), "deleted": _("Paragraph taken out")}

    def runs(self, runs: Iterable[Run]) -> str:
        return "".join(map(self.run, runs))

    def run(self, run: Run) -> str:
        words = run.words.strip() or run.words
        before, after = run.words.split(words, 1)  # the space around words is nothing to be marked
        words = escape(words).replace("\n", "<br>")
        if run.happened != "same":
            tag = "ins" if run.happened == "inserted" else "del"
            words = f"<{tag}>{self.open[run.happened]}{words}{self.close[run.happened]}</{tag}>"
        return f"{before}{words}{after}".replace("\n", "<br>")

    def row(self, row: Row) -> str:
        """One paragraph, in one language or in both beside each other."""
        change, uid = change_in(row), row[0].uid
        place = f"left-{uid[:8]}" if change == "left" else paragraph_anchor(uid)
        sides = "".join(self.side(one) for one in row)
        return f'<div class="redline__row redline__row--{change}" id="{place}">{self.told(row)}{sides}</div>'

    def side(self, row: RedlineRow) -> str:
        language = row.language
        inside = f'<span class="soft">{self.beginning(row)}</span>' if row.change == "left" else self.words(row)
        if not row.runs:
            inside += f'<span class="para__missing" lang="{self.here}">{self.lacking[row.language]}</span>'
        return f'<p class="para para--{row.kind}" data-level="{row.level}" lang="{language}">{inside}</p>'

    def paper_row(self, row: Row) -> str:
        cells = ""
        for one in row:
            inside = self.beginning(one) if one.change == "left" else self.words(one)
            cells += f'<td lang="{one.language}"><p class="paragraph {one.kind} level-{one.level}">{inside}</p></td>'
        told = self.told(row)
        above = f'<tr class="told"><td colspan="{len(row)}" lang="{self.here}">{told}</td></tr>' if told else ""
        return f'{above}<tr class="{change_in(row)}">{cells}</tr>'

    def words(self, row: RedlineRow) -> str:
        label = self.runs(row.label_runs)
        longest = max((len(side.label) for side in (row.old, row.new) if side), default=0)
        above = "" if longest <= LONGEST_HANGING and len(row.label_runs) == 1 else " para__label--above"
        hanging = f'<span class="para__label{above}">{label}</span> ' if label else ""
        return hanging + self.runs(row.runs)

    def told(self, row: Row) -> str:
        """What happened to the paragraph as a whole; nothing where only its words changed."""
        change, one = change_in(row), row[0]
        words = self.what.get(change, "")
        if change in ("moved", "left") and one.old and one.new:
            words = self.moved(row)
        kinds = dict(ParagraphKind.choices)
        if one.was_kind:
            changed = _("It was “%(was)s”, and is “%(kind)s” now.") % {
                "was": kinds[one.was_kind],
                "kind": kinds[one.kind],
            }
            words = f"{words}. {escape(changed)}" if words else escape(changed)
        return f'<p class="redline__what" lang="{self.here}">{words}</p>' if words else ""

    def moved(self, row: Row) -> str:
        one = row[0]
        is_here = one.change == "moved"
        target = f"left-{one.uid[:8]}" if is_here else paragraph_anchor(one.uid)
        place = _("place %(place)s") % {"place": (one.old if is_here else one.new).place}
        link = escape(place) if self.on_paper else f'<a href="#{target}">{escape(place)}</a>'
        if not is_here:
            return escape(_("Moved from here to %(place)s")) % {"place": link}
        reworded = any(side.is_reworded for side in row)
        words = _("Moved here from %(place)s, and changed") if reworded else _("Moved here from %(place)s")
        return escape(words) % {"place": link}

    def beginning(self, row: RedlineRow) -> str:
        words = f"{row.old.label} {row.old.words}".strip() if row.old else ""
        return escape(words if len(words) <= BEGINNING else f"{words[:BEGINNING].rsplit(' ', 1)[0]} …")

    def unchanged(self, count: int) -> str:
        words = ngettext("%(counter)s paragraph unchanged", "%(counter)s paragraphs unchanged", count)
        return escape(words % {"counter": count})

    def _heard(self, words: str, *, before: str = "", after: str = "") -> str:
        return f'<span class="unseen" lang="{self.here}">{before}{escape(words)}{after}</span>'
