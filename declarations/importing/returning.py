"""A file that came back, compared paragraph by paragraph with the version it was made from. No database."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from declarations.canonical import CanonicalParagraph, CanonicalText
from declarations.forms_of_text.docx_reading import Piece, Returned
from declarations.forms_of_text.signs import LANGUAGES, languages_in
from declarations.importing.words import fold

BEFORE, AFTER, REPLACE, DELETE = "before", "after", "replace", "delete"


@dataclass(frozen=True, slots=True)
class Change:
    """What would become a proposal on the paragraph ``uid``; ``old`` are the words of the version, by language.

    ``place`` tells apart several paragraphs inserted at one place. ``lacks`` are languages in which the file has no
    words any more while it has some in the other: that is no proposal.
    """

    kind: str
    uid: str
    words: dict[str, str] = field(default_factory=dict)
    old: dict[str, str] = field(default_factory=dict)
    reason: str = ""
    place: int = 0
    lacks: tuple[str, ...] = ()


@dataclass(slots=True)
class Comparison:
    """The changes in the order of the text, and what the file says that becomes no proposal.

    ``comments`` are (identity of the paragraph or nothing, words); ``moved`` are identities of paragraphs that stand
    elsewhere in the file, ``outside`` words of which it does not say in which language they are.
    """

    changes: list[Change] = field(default_factory=list)
    comments: list[tuple[str, str]] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)


def compare(returned: Returned, version: CanonicalText) -> Comparison:
    """What ``returned`` changes in ``version``, by its bookmarks; languages that it does not hold are left alone."""
    languages = languages_in(returned.language) if returned.language else _languages_of(returned.pieces)
    sides = {language: _Side(language, returned.pieces, version) for language in languages}
    comparison = Comparison(comments=[("", words) for words in returned.comments])
    comparison.outside = [piece.body for piece in returned.pieces if not piece.language and piece.body.strip()]
    for language in languages:
        comparison.moved += [uid for uid in sides[language].moved(version) if uid not in comparison.moved]
    inserted = _insertions(sides, comparison)
    comparison.changes += inserted.get("", [])
    for paragraph in version.paragraphs:
        if (change := _change_of(paragraph, sides, comparison)) is not None:
            comparison.changes.append(change)
        comparison.changes += inserted.get(paragraph.uid, [])
    return comparison


class _Side:
    """One language of the file: which of its pieces is which paragraph, and which are new."""

    def __init__(self, language: str, pieces: Sequence[Piece], version: CanonicalText) -> None:
        self.language = language
        self.pieces = [piece for piece in pieces if piece.language in (language, "")]
        self.words = {one.uid: getattr(one, f"body_{language}") for one in version.paragraphs}
        self.known = {one.uid.replace("-", ""): one.uid for one in version.paragraphs}
        self.uid_of = self._identified()
        self.piece_of = {uid: self.pieces[place] for place, uid in self.uid_of.items()}

    def _identified(self) -> dict[int, str]:
        """By the place of a piece, its identity. Where a bookmark spans several paragraphs, or one holds several, the
        words decide which is which."""
        claims = [
            (place, self.known[sign], sign in piece.uids)
            for place, piece in enumerate(self.pieces)
            for sign in dict.fromkeys(piece.uids + piece.around)
            if sign in self.known
        ]
        found: dict[int, str] = {}
        for place, uid, _starts in sorted(claims, key=self._likeness, reverse=True):
            if place not in found and uid not in found.values():
                found[place] = uid
        return dict(sorted(found.items()))

    def _likeness(self, claim: tuple[int, str, bool]) -> tuple[float, bool, int]:
        place, uid, starts = claim
        said, meant = self.pieces[place].body.split(), self.words[uid].split()
        like = 1.0 if said == meant else SequenceMatcher(None, said, meant, autojunk=False).ratio()
        return round(like, 3), starts, -place

    def new(self) -> Iterator[tuple[str, Piece]]:
        """What is no paragraph of the version and has words, each with the identity of the paragraph before it."""
        before = ""
        for place, piece in enumerate(self.pieces):
            if place in self.uid_of:
                before = self.uid_of[place]
            elif piece.body.strip() and piece.language:
                yield before, piece

    def moved(self, version: CanonicalText) -> list[str]:
        """Paragraphs that stand before one that they followed."""
        order = {one.uid: place for place, one in enumerate(version.paragraphs)}
        furthest, moved = -1, []
        for uid in self.uid_of.values():
            if order[uid] < furthest:
                moved.append(uid)
            furthest = max(furthest, order[uid])
        return moved


def _change_of(paragraph: CanonicalParagraph, sides: dict[str, _Side], comparison: Comparison) -> Change | None:
    """What the file does to a paragraph: other words, none any more, or nothing."""
    old = {language: getattr(paragraph, f"body_{language}") for language in sides}
    pieces = {language: side.piece_of.get(paragraph.uid) for language, side in sides.items()}
    new = {language: tidy(piece.body) if piece else "" for language, piece in pieces.items()}
    reason = " · ".join(words for piece in pieces.values() if piece for words in piece.comments)
    gone = tuple(language for language in sides if old[language].strip() and not new[language])
    changed = {one: new[one] for one in sides if new[one] and tidy(new[one]) != tidy(old[one])}
    if gone and not any(new.values()):
        return Change(DELETE, paragraph.uid, old=old, reason=reason)
    if changed or gone:
        return Change(REPLACE, paragraph.uid, changed, old, reason, lacks=gone)
    if reason:
        comparison.comments.append((paragraph.uid, reason))
    return None


def _insertions(sides: dict[str, _Side], comparison: Comparison) -> dict[str, list[Change]]:
    """New paragraphs by the identity of the one before them; the two cells of a row are one paragraph."""
    found: dict[str, list[tuple[Piece, Change]]] = {}
    for language, side in sides.items():
        first = next(iter(side.words), "")
        for before, piece in side.new():
            words, reason = {language: tidy(piece.body)}, " · ".join(piece.comments)
            here = found.setdefault(before, [])
            twin = next((n for n, (one, change) in enumerate(here) if _is_twin(one, piece, change, language)), None)
            if twin is None:
                kind = AFTER if before else BEFORE
                here.append((piece, Change(kind, before or first, words, reason=reason, place=len(here))))
            else:
                one, change = here[twin]
                reasons = " · ".join(filter(None, (change.reason, reason)))
                here[twin] = (one, replace(change, words=change.words | words, reason=reasons))
    return {before: [change for _piece, change in here] for before, here in found.items()}


def _is_twin(one: Piece, other: Piece, change: Change, language: str) -> bool:
    return bool(one.row) and one.row == other.row and language not in change.words


def _languages_of(pieces: Sequence[Piece]) -> tuple[str, ...]:
    return tuple(language for language in LANGUAGES if any(piece.language == language for piece in pieces))


def tidy(words: str) -> str:
    """Without what an office program adds: runs of spaces, spaces at the ends of lines."""
    return "\n".join(fold(line) for line in words.split("\n")).strip()
