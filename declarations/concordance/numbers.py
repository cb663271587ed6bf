"""Numbers in the words of a paragraph, in digits, in words and in Roman signs; percentages and times apart."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from declarations.concordance.words import Mention, blanked, folded, known_words

ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+|\S+@\S+|(?:[A-Z]{2,}/)+[\w/.\-]+")  # also symbols: CRM/XIX/DOC/1
DIGITS = re.compile(
    r"(?<![\w.,])(?<![a-z]-)(?P<number>\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)*)"
    r"(?P<behind>s\b|\.?[oaº°ª](?!\w)|(?:er|era|ra|ro|do|da|to|ta|mo|ma|vo|va|no|na|st|nd|rd|th)(?!\w))?(?!\w)"
)
SHORT_YEAR = re.compile(r"(?<!\w)(\d{2})(\d{2})\s?[-–/]\s?(\d{2})(?!\w)")
ROMAN = re.compile(r"(?<![\w.])(?=[IVXL]{2,}(?!\w))X{0,3}(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?!\w)")
ROMAN_SIGN = re.compile(r"(?<![\w.])[IVX](?![\w.]|\s?\))")
VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
TIME = re.compile(
    r"(?<![\w.,:])(\d{1,2})(?:[:h]|\.(?=\d{2}\s?(?:horas|hrs?|[ap]\.?\s?m)))(\d{2})(?!\d)\s?([ap]\.?\s?m\b)?"
)
HOUR = re.compile(r"(?<![\w.,:])(\d{1,2})()\s?([ap]\.?\s?m\b)")
WORD = re.compile(r"[a-zñü]+(?:-[a-z]+)*")
PERCENT = re.compile(r"\s*(?:%|por\s?ciento|por cien\b|per\s?cent)")
TENS = (10, 20, 30, 40, 50, 60, 70, 80, 90)
BETWEEN = re.compile(r"\s*(?:y|a|al|o|and|to|or|-|–|,)\s*(?:el\s+|un\s+)?$")
LINK = {"es": re.compile(r"[\s\u00a0]+(?:y\s+)?$"), "en": re.compile(r"(?:[\s\u00a0]+(?:and\s+)?|-)$")}


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a language counts: plain numbers and percentages."""

    plain: list[Mention]
    percent: list[Mention]


@dataclass(slots=True)
class _Part:
    """A word or a group of digits that is a number or makes one greater."""

    value: Decimal
    start: int
    end: int
    is_scale: bool = False
    is_word: bool = False
    is_loose: bool = False


def numbers_in(words: str, language: str) -> Numbers:
    """Every number that ``words`` say, dates taken out before."""
    words = ADDRESS.sub(lambda match: "\n" * len(match[0]), words)
    text = folded(words)
    apart = [*_times(text), *_long_years(text)]
    text = blanked(text, apart)
    parts = sorted(_parts(text, language), key=lambda part: part.start)
    mentions = [_said(group, words, language) for group in _groups(parts, text, language)]
    spans = [(one.start, one.end) for one in mentions]
    percent = _percent(spans, text)
    mentions = [_with_sign(one, words, text) if (one.start, one.end) in percent else one for one in mentions]
    plain = [one for one, span in zip(mentions, spans, strict=True) if span not in percent]
    plain += apart + _romans(words)
    return Numbers(plain, [one for one, span in zip(mentions, spans, strict=True) if span in percent])


def value_of(written: str) -> Decimal:
    """What digits say, whichever sign they are grouped by: 1.000, 1,000 and 1 000 are a thousand, 0,5 is a half."""
    written = re.sub(r"[\u00a0\u202f ]", "", written)
    signs = re.findall(r"[.,]", written)
    groups = re.split(r"[.,]", written)
    if not signs:
        return Decimal(written)
    if len(set(signs)) > 1:  # the last one parts the decimals
        return Decimal("".join(groups[:-1]) + "." + groups[-1])
    grouped = all(len(group) == 3 for group in groups[1:]) and 1 <= len(groups[0]) <= 3 and groups[0] != "0"
    if grouped:
        return Decimal("".join(groups))
    return Decimal(f"{groups[0]}.{groups[1]}") if len(signs) == 1 else Decimal("".join(groups))


def _parts(text: str, language: str) -> Iterator[_Part]:
    for match in DIGITS.finditer(text):
        yield _Part(value_of(match["number"]), *match.span())
    for match in WORD.finditer(text):
        for meaning, start, end in _meanings(match[0], language):
            begin = match.start() + start
            if not (meaning.form == "ciento" and text[:begin].endswith("por ")):
                span = (begin, match.start() + end)
                yield _Part(meaning.value, *span, meaning.is_scale, True, meaning.is_loose)


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a word counts, and the form under which it is known."""

    form: str
    value: Decimal
    is_scale: bool
    is_loose: bool


@lru_cache(maxsize=8192)  # a text says the same few thousand words again and again
def _meanings(word: str, language: str) -> tuple[tuple[_Meaning, int, int], ...]:
    """The numbers in a word, with their places: none for most, two for "twenty-one"."""
    known = _vocabulary(language)
    if word in known:
        return ((known[word], 0, len(word)),)
    found = []
    for piece in re.finditer(r"[a-zñü]+", word):
        if form := next((form for form in _forms(piece[0], language) if form in known), ""):
            found.append((known[form], *piece.span()))
    return tuple(found)


@lru_cache(maxsize=2)
def _vocabulary(language: str) -> dict[str, _Meaning]:
    known = {}
    for kind in ("scales", "loose", "numbers"):
        for form, value in known_words()[kind][language].items():
            known[form] = _Meaning(form, Decimal(value), form in known_words()["scales"][language], kind == "loose")
    return known


def _forms(word: str, language: str) -> Iterator[str]:
    """A word and what it may be a form of: "octava", "primeros", "doscientas"; "decades"."""
    yield word
    if language == "es" and word not in ("cientos", "unas", "unos"):
        bare = word.removesuffix("s")
        yield from (f"{bare[:-1]}o", f"{bare[:-1]}os") if bare.endswith("a") else (bare,)
    elif language == "en" and word in ("decades", "quarters", "semesters", "pairs"):
        yield word.removesuffix("s")


def _groups(parts: list[_Part], text: str, language: str) -> Iterator[list[_Part]]:
    """Words that say one number together: "ciento veinte", "two million", "25 mil"."""
    group: list[_Part] = []
    for part in parts:
        if group:
            between = text[group[-1].end : part.start]
            if not (LINK[language].match(between) and _continues(group[-1], part, between, language)):
                yield from _whole(group)
                group = []
        group.append(part)
    yield from _whole(group)


def _continues(one: _Part, other: _Part, between: str, language: str) -> bool:
    """Spanish says "treinta y uno", English "one hundred and ten"; elsewhere "and" stands between two numbers."""
    joined = re.search(r"\b(?:y|and)\b", between) is not None
    if other.is_scale:
        return not joined
    if not other.is_word or not one.is_word:
        return False
    if one.is_scale:
        return other.value < one.value and not (joined and language == "es")
    if one.value in TENS and 1 <= other.value <= 9:
        return not (joined and language == "en")
    return one.value >= 100 and other.value < 100 and not joined


def _whole(group: list[_Part]) -> Iterator[list[_Part]]:
    """Millions alone count nothing; "mil" and "hundred" do."""
    if group and not (len(group) == 1 and group[0].is_scale and group[0].value > 1000):
        yield group


def _said(parts: list[_Part], words: str, language: str) -> Mention:
    total, current = Decimal(0), Decimal(0)
    for part in parts:
        if part.is_scale and part.value > 100:
            total, current = total + (current or 1) * part.value, Decimal(0)
        elif part.is_scale:
            current = (current or 1) * part.value
        else:
            current += part.value
    start, end = parts[0].start, parts[-1].end
    values = {total + current}
    if end > start and words[end - 1] == "s" and words[start].isdigit():  # "1990s" is "los años 90"
        values.add((total + current) % 100)
    is_loose = len(parts) == 1 and parts[0].is_loose
    return Mention(frozenset(values), words[start:end], start, end, is_loose)


def _percent(spans: list[tuple[int, int]], text: str) -> set[tuple[int, int]]:
    """Which of the numbers are percentages; in "between 5 and 10 %" both are."""
    found: set[tuple[int, int]] = set()
    behind: tuple[int, int] | None = None
    for span in reversed(spans):
        joined = behind in found and BETWEEN.fullmatch(text[span[1] : behind[0]]) if behind else None
        if PERCENT.match(text, span[1]) or joined:
            found.add(span)
        behind = span
    return found


def _with_sign(number: Mention, words: str, text: str) -> Mention:
    """A percentage in all its words: "5 %", "cinco por ciento"."""
    sign = PERCENT.match(text, number.end)
    return replace(number, words=words[number.start : sign.end()]) if sign else number


def _romans(words: str) -> list[Mention]:
    found = [Mention.of(Decimal(_roman(one[0])), one[0], one.span()) for one in ROMAN.finditer(words)]
    for one in ROMAN_SIGN.finditer(words):
        found.append(Mention.of(Decimal(_roman(one[0])), one[0], one.span(), is_loose=True))
    return found


def _roman(signs: str) -> int:
    values = [VALUES[sign] for sign in signs]
    return sum(-one if one < behind else one for one, behind in zip(values, [*values[1:], 0], strict=True))


def _long_years(text: str) -> Iterator[Mention]:
    """The second of "2019-22" is 2022."""
    for one in SHORT_YEAR.finditer(text):
        yield Mention(frozenset([Decimal(one[3]), Decimal(one[1] + one[3])]), one[3], *one.span(3))


def _times(text: str) -> Iterator[Mention]:
    for match in [*TIME.finditer(text), *HOUR.finditer(text)]:
        hour, minute = int(match[1]), int(match[2] or 0)
        if hour > 24 or minute > 59:
            continue
        if match[3]:
            hour = hour % 12 + (12 if match[3].startswith("p") else 0)
            times = {("time", hour * 60 + minute)}
        else:
            times = {("time", (hour + more) % 24 * 60 + minute) for more in ((0, 12) if hour <= 12 else (0,))}
        yield Mention(frozenset(times), match[0].strip(), *match.span())
