"""Days and months in the words of a paragraph: "13 de marzo de 1996", "13 March 1996", "March 13, 1996"."""

import re
from collections.abc import Iterator
from functools import lru_cache

from declarations.concordance.words import Mention, folded, known_words

Day = tuple[int | None, int, int | None]  # day, month, year, as far as they are said
NUMERIC = re.compile(r"(?<![\w./-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?![\w/])")
ISO = re.compile(r"(?<![\w-])(\d{4})-(\d{2})-(\d{2})(?![\w-])")
ORDINAL = r"(?:\.?[oº°]|st|nd|rd|th)?"
DAY = rf"\d{{1,2}}{ORDINAL}"
JOIN_ES, JOIN_EN = r"\s*(?:,|y|e|al|a|-|–|—)\s*(?:el\s+)?", r"\s*(?:,|,?\s*and|to|through|until|-|–|—)\s*(?:the\s+)?"


def dates_in(words: str, language: str) -> list[Mention]:
    """Every date that ``words`` say. A month alone is loose: Spanish writes it where English says "spring"."""
    plain = folded(words)
    found = [Mention(frozenset(days), words[start:end], start, end) for days, start, end in _numeric(plain, language)]
    for match in _patterns(language).finditer(plain):
        if any(match.start() < one.end and one.start < match.end() for one in found):
            continue
        days, month, year = _parts(match, language)
        said, span = words[match.start() : match.end()].strip(), match.span()
        if days:
            found += [Mention.of((day, month, year), said, span) for day in days]
        elif month and _is_month(match, words, language):
            found.append(Mention.of((None, month, year), said, span, is_loose=year is None))
    return found


def differing(es: list[Mention], en: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    """The dates of each language that the other does not say; a year that one leaves out may be any."""
    return _unmatched(es, en), _unmatched(en, es)


def components(dates: list[Mention]) -> list[Mention]:
    """The numbers inside dates: they may answer to a number of the other language, and need not be answered."""
    numbers = {part for one in dates for day in one.values for part in (day[0], day[2]) if part}
    return [Mention.of(number, str(number), (0, 0), is_loose=True) for number in sorted(numbers)]


def _unmatched(mine: list[Mention], theirs: list[Mention]) -> list[Mention]:
    said = [day for one in theirs for day in one.values]
    found: dict[frozenset, Mention] = {}
    for one in mine:
        if not one.is_loose and not any(_agree(day, other) for day in one.values for other in said):
            found.setdefault(one.values, one)
    return list(found.values())


def _agree(one: Day, other: Day) -> bool:
    return one[:2] == other[:2] and (one[2] == other[2] or None in (one[2], other[2]))


def _numeric(plain: str, language: str) -> Iterator[tuple[set[Day], int, int]]:
    for match in ISO.finditer(plain):
        year, month, day = map(int, match.groups())
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield {(day, month, year)}, *match.span()
    for match in NUMERIC.finditer(plain):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        days: set[Day] = {(first, second, year)} if second <= 12 else set()
        if language == "en" and first <= 12:
            days.add((second, first, year))
        if days:
            yield days, *match.span()


@lru_cache(maxsize=2)
def _patterns(language: str) -> re.Pattern[str]:
    months = "|".join(sorted(known_words()["months"][language], key=len, reverse=True))
    if language == "es":
        months = months.replace("septiembre", "septiembre|setiembre")
        days = rf"(?:(?P<days>(?:{DAY}|primero)(?:{JOIN_ES}{DAY})*)\s+(?:de\s+)?)?"
        year = r"(?:,?\s+(?:del?\s+)?(?:ano\s+)?(?P<year>\d{4})(?!\w))?"
        return re.compile(rf"(?<!\w){days}(?P<month>{months})(?!\w){year}")
    before = rf"(?:(?P<days>{DAY}(?:{JOIN_EN}{DAY})*)\s+(?:of\s+)?)?"
    behind = rf"(?:\s+(?P<after>{DAY}(?!\w)(?:{JOIN_EN}{DAY}(?!\w))*))?"
    return re.compile(rf"(?<!\w){before}(?P<month>{months})(?!\w){behind}(?:,?\s+(?:of\s+)?(?P<year>\d{{4}})(?!\w))?")


def _parts(match: re.Match[str], language: str) -> tuple[list[int], int, int | None]:
    named = match.groupdict()
    words = known_words()["months"][language]
    month = 9 if match["month"] == "setiembre" else words.index(match["month"]) + 1
    said = (named.get("days") or named.get("after") or "").replace("primero", "1")
    days = [day for day in map(int, re.findall(r"\d+", said)) if 1 <= day <= 31]
    return days, month, int(match["year"]) if match["year"] else None


def _is_month(match: re.Match[str], words: str, language: str) -> bool:
    """English "may" and "march" are months with a capital; at the head of a sentence nobody knows."""
    return language == "es" or words[match.start("month")].isupper()
