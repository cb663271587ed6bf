"""The workroom of a negotiation in markup: paragraphs with brackets, and proposals beside each other.

A text has hundreds of paragraphs and proposals, and a template for each would cost more than all the rest of the page;
so their markup is made here, and only here.
"""

from collections.abc import Iterable
from functools import cached_property
from html import escape
from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from common.templatetags.components import icon
from declarations.bracketing import Alternative, Segment
from declarations.models import ParagraphKind, ProposalKind, Stance
from declarations.negotiation_rows import LANGUAGES, Line, Row, Workroom, words_in

register = template.Library()
STANCES = {Stance.SUPPORT: "check", Stance.OBJECT: "warning", Stance.RESERVE: "doubt"}


@register.simple_tag
def negotiation_rows(room: Workroom, rows: Iterable[Row]) -> SafeString:
    """Paragraphs of the workroom, each with its proposals folded beneath it."""
    write = Writer(room)
    return SafeString("\n".join(map(write.row, rows)))


@register.simple_tag
def negotiation_row(room: Workroom, row: Row) -> SafeString:
    """The same of one paragraph: what is swapped in place."""
    return SafeString(Writer(room).row(row))


@register.simple_tag
def bracketed_sides(room: Workroom, row: Row) -> SafeString:
    """The words of a paragraph in both languages, with brackets where they are not agreed."""
    return SafeString(Writer(room).sides(row))


@register.simple_tag
def positions_of(room: Workroom, line: Line) -> SafeString:
    """Who supports a proposal, objects to it, or reserves its position, with the reasons that were given."""
    return SafeString(Writer(room).positions(line))


class Writer:
    """Writes rows and proposals: what they have in common is put into words once."""

    def __init__(self, room: Workroom) -> None:
        self.room, self.here = room, get_language() or ""
        self.names = {"es": _("Spanish"), "en": _("English")}
        self.lacking = {"es": escape(_("Spanish is missing")), "en": escape(_("English is missing"))}
        self.stands, self.proposes = self._unseen(_("as it stands:")), self._unseen(_("proposed:"))
        self.taken_out, self.details, self.settle = escape(_("delete")), escape(_("Details")), escape(_("Settle"))
        self.kinds = {kind.value: escape(str(kind.label)) for kind in ParagraphKind}
        self.acts = {kind.value: escape(str(kind.label)) for kind in ProposalKind}
        self.agreed = _chip("ready", "check", _("agreed"))
        self.collision = _chip("failed", "warning", _("collision"))
        self.outdated = _chip("doubt", "history", _("on an earlier wording"))

    def _unseen(self, words: str) -> str:
        return f'<span class="unseen" lang="{self.here}">{escape(words)} </span>'

    @cached_property
    def buttons(self) -> list[tuple[str, str]]:
        """Positions as one takes them; where the reader speaks for one delegation, in the row itself."""
        words = {Stance.SUPPORT: _("Support"), Stance.OBJECT: _("Object"), Stance.RESERVE: _("Reserve")}
        return [(stance.value, icon(STANCES[stance]) + escape(words[stance])) for stance in Stance]

    def row(self, row: Row) -> str:
        paragraph = row.paragraph
        agreed = " nrow--agreed" if paragraph.agreed_at else ""
        place = f'class="nrow nrow--{paragraph.kind}{agreed}" id="{paragraph.anchor}" data-uid="{paragraph.uid}"'
        return f"<li {place}>{self.about(row)}{self.sides(row)}{self.proposals(row)}</li>"

    def about(self, row: Row) -> str:
        paragraph = row.paragraph
        address = self.address(row)
        open_words = escape(_("Paragraph %(number)s") % {"number": paragraph.place})
        told = escape(_("depth %(level)s") % {"level": paragraph.level})
        depth = f" · {told}" if paragraph.level else ""
        propose = ""
        if self.room.is_at_work and self.room.reader.acts and not paragraph.agreed_at:
            words, named = escape(_("Propose")), self._unseen(open_words)
            propose = f'<a class="nrow__act" href="{address}#propose">{words} {named}</a>'
        return (
            f'<div class="nrow__about"><a class="nrow__number" href="{address}">{open_words}</a>'
            f'<span class="nrow__kind">{self.kinds[paragraph.kind]}{depth}</span>{self.marks(row)}{propose}'
            '<span class="nrow__presence" data-presence></span></div>'
        )

    def marks(self, row: Row) -> str:
        marks = [self.agreed] if row.paragraph.agreed_at else []
        marks += [self.collision] if row.collides else []
        if row.findings:
            words = ngettext("%(number)s difference", "%(number)s differences", row.findings)
            marks.append(_chip("doubt", "doubt", words % {"number": row.findings}))
        return "".join(marks)

    def sides(self, row: Row) -> str:
        return "".join(self.side(row, language) for language in LANGUAGES)

    def side(self, row: Row, language: str) -> str:
        paragraph = row.paragraph
        before, after = (self.inserted(row, kind, language) for kind in (ProposalKind.BEFORE, ProposalKind.AFTER))
        label = escape(words_in(paragraph, language, "label"))
        hanging = f'<span class="nrow__label">{label}</span> ' if label else ""
        words = self.segments(row.standing(language))
        if language in row.lacking:
            words += f'<span class="nrow__lacking" lang="{self.here}">{self.lacking[language]}</span>'
        name = f'<span class="nrow__language" lang="{self.here}">{self.names[language]}</span>'
        return f'<div class="nrow__side" lang="{language}">{name}{before}<p>{hanging}{words}</p>{after}</div>'

    def inserted(self, row: Row, kind: str, language: str) -> str:
        told = _("new paragraph before:") if kind == ProposalKind.BEFORE else _("new paragraph after:")
        return "".join(
            f'<p class="brk brk--new">[{self.holders(holders)}'
            f'<span class="brk__told" lang="{self.here}">{escape(told)}</span> {escape(words)}]</p>'
            for holders, words in row.insertions(kind, language)
        )

    def segments(self, segments: Iterable[Segment]) -> str:
        return "".join(self.segment(one) if one.is_open else escape(one.words) for one in segments)

    def segment(self, segment: Segment) -> str:
        inner = self.segments(segment.inner) if segment.inner else escape(segment.words.strip())
        stands = [f'<span class="brk">[{self.stands}{inner}]</span>'] if inner else []
        words = " ".join([*stands, *map(self.alternative, segment.alternatives)])
        before, behind = _spaces([segment.words, *(one.words or "" for one in segment.alternatives)])
        return f"{before}{words}{behind}"

    def alternative(self, alternative: Alternative) -> str:
        words = escape((alternative.words or "").strip())
        if not words:
            words = f'<i lang="{self.here}">{self.taken_out}</i>'
        return f'<span class="brk brk--other">[{self.holders(alternative.holders)}{words}]</span>'

    def holders(self, codes: tuple[str, ...]) -> str:
        return f'<b class="brk__who">{escape(", ".join(codes))}:</b> {self.proposes}'

    def proposals(self, row: Row) -> str:
        lines = row.within()
        if not lines and not row.accepted:
            return ""
        codes = ", ".join(dict.fromkeys(line.code for line in (*lines, *row.accepted)))
        words = ngettext("%(number)s proposal", "%(number)s proposals", len(lines)) % {"number": len(lines)}
        waiting = ""
        if row.accepted:
            waiting = _chip("ready", "check", _("accepted, to be entered: %(number)s") % {"number": len(row.accepted)})
        is_open = " open" if row.is_unfolded else ""
        summary = f"{escape(words)}: {escape(codes)}" if lines else escape(codes)
        cards = "".join(self.card(row, line) for line in (*lines, *row.accepted))
        return (
            f'<details class="nrow__proposals"{is_open}><summary><span>{summary}</span> {waiting}</summary>'
            f'<ul class="cards">{cards}</ul></details>'
        )

    def card(self, row: Row, line: Line) -> str:
        proposal = line.proposal
        kind = _("on a proposal of %(who)s") % {"who": self._parent(line)} if proposal.parent_id else ""
        about = escape(kind) if kind else self.acts[proposal.kind]
        words = "".join(f'<p class="pcard__words" lang="{one}">{escape(said)}</p>' for one, said in line.words)
        reason = f'<p class="pcard__reason">{escape(proposal.reason)}</p>' if proposal.reason else ""
        mine = " pcard--mine" if line.is_mine else ""
        return (
            f'<li class="pcard{mine}"><p class="pcard__head"><b>{escape(line.code)}</b> '
            f'{escape(str(proposal.participant))}<span class="pcard__kind">{about}</span>{self.card_marks(line)}</p>'
            f"{words}{reason}{self.positions(line)}{self.card_acts(row, line)}</li>"
        )

    def _parent(self, line: Line) -> str:
        return str(self.room.participants[line.proposal.parent.participant_id])

    def card_marks(self, line: Line) -> str:
        marks = [self.collision] if line.collides else []
        marks += [self.outdated] if line.is_open and line.proposal.is_outdated else []
        marks += [_chip("ready", "check", _("accepted"))] if line.waits_to_enter else []
        return "".join(marks)

    def positions(self, line: Line) -> str:
        if not line.positions:
            return ""
        rows = "".join(
            f"<div><dt>{icon(STANCES[stance])}{escape(str(stance.label))}</dt><dd>{self._held(positions)}</dd></div>"
            for stance, positions in line.by_stance()
        )
        return f'<dl class="held">{rows}</dl>'

    def _held(self, positions: Iterable[Any]) -> str:
        return "; ".join(
            f"{escape(str(one.participant))}" + (f" <q>{escape(one.reason)}</q>" if one.reason else "")
            for one in positions
        )

    def card_acts(self, row: Row, line: Line) -> str:
        acts = [f'<a href="{self.address(row)}#v-{line.proposal.pk}">{self.details}</a>']
        reader = self.room.reader
        if line.is_open and self.room.is_at_work and not row.paragraph.agreed_at:
            if len(reader.delegations) == 1 and not line.is_mine:
                acts = [*self.stance_buttons(line), *acts]
            if reader.chairs:
                address = reverse("declarations:proposal-settle", args=(self.room.text.symbol, line.proposal.pk))
                acts.append(f'<a href="{address}">{self.settle}</a>')
        return f'<p class="pcard__acts">{" ".join(acts)}</p>'

    def stance_buttons(self, line: Line) -> list[str]:
        address = reverse("declarations:proposal-position", args=(self.room.text.symbol, line.proposal.pk))
        held = next(iter(line.mine.values()), "")
        return [
            f'<button class="stance" type="submit" form="positions" formaction="{address}" name="stance" '
            f'id="stance-{line.proposal.pk}-{stance}" value="{"" if stance == held else stance}" '
            f'aria-pressed="{"true" if stance == held else "false"}" hx-post="{address}" hx-include="#positions" '
            f'hx-target="closest .nrow" hx-swap="outerHTML">{words}</button>'
            for stance, words in self.buttons
        ]

    def address(self, row: Row) -> str:
        return reverse("declarations:paragraph-edit", args=(self.room.text.symbol, row.paragraph.uid))


def _spaces(wordings: Iterable[str]) -> tuple[str, str]:
    """The space before and behind words that differ: of the first that has any. Brackets hold none of it."""
    found = [(one[: len(one) - len(one.lstrip())], one[len(one.rstrip()) :]) for one in wordings if one.strip()]
    return next((one for one, _ in found if one), ""), next((one for _, one in found if one), "")


def _chip(kind: str, drawing: str, words: str) -> str:
    return f'<span class="chip chip--{kind}">{icon(drawing)}{escape(words)}</span>'
