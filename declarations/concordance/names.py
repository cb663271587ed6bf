"""Names of countries and acronyms in the words of a paragraph, in either language."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from declarations.concordance.words import LANGUAGES, Mention, folded, known_words

ACRONYM = re.compile(r"(?<![\w@/.-])[A-ZÁÉÍÓÚÑ][A-ZÁÉÍÓÚÑ0-9+]+(?:[/-][A-ZÁÉÍÓÚÑ0-9]{2,})*s?(?![\w@])")
ROMAN = re.compile(r"[IVXLC]+")
SHORT = 4  # signs; names as short as "US" are looked for as they are written, for "us" is another word
SHOUTED = 0.6  # part of capitals from which a paragraph is set in them, and no word of it is an acronym by that
SPELT_OUT = 0.6  # part of the words of a full name that say it, for names are seldom written to the letter
SMALL = 4  # signs of a word that says something: "de" and "the" do not


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its key, and everything it is called in each language."""

    key: str
    names: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Acronym:
    """An acronym in each language, with the names that it stands for."""

    forms: Mapping[str, tuple[str, ...]]
    names: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, eq=False)
class Terms:
    """What is looked for: countries and acronyms of the conference, and those that ``words.yaml`` adds.

    What was found with the same ``Terms`` is kept: make them once and hold on to them.
    """

    countries: tuple[Country, ...] = ()
    acronyms: tuple[Acronym, ...] = ()

    @cached_property
    def country_names(self) -> dict[str, tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]]:
        return {language: _country_pattern(self.countries, language) for language in LANGUAGES}

    @cached_property
    def country_kin(self) -> dict[str, tuple[re.Pattern[str], dict[str, str]]]:
        """By language: the beginnings of words that speak of a country, and of which."""
        found = {}
        for language in LANGUAGES:
            keys = {
                folded(beginning): key
                for key, words in known_words()["countries"].items()
                for beginning in words.get("kin", {}).get(language, ())
            }
            longest = sorted(keys, key=len, reverse=True)
            found[language] = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})"), keys
        return found

    @cached_property
    def all_acronyms(self) -> tuple[Acronym, ...]:
        more = tuple(
            Acronym({code: tuple(one[code]) for code in LANGUAGES}, {"es": (), "en": ()})
            for one in known_words()["acronyms"]
        )
        return self.acronyms + more

    @cached_property
    def by_form(self) -> dict[str, dict[str, list[Acronym]]]:
        """By language and form, without the plural's "s"."""
        found: dict[str, dict[str, list[Acronym]]] = {"es": {}, "en": {}}
        for acronym in self.all_acronyms:
            for language in LANGUAGES:
                for form in acronym.forms[language]:
                    found[language].setdefault(_bare(form), []).append(acronym)
        return found

    @cached_property
    def of_countries(self) -> set[str]:
        """Short names of countries, which look like acronyms."""
        return {
            _bare(re.sub(r"\W", "", name))
            for words in known_words()["countries"].values()
            for names in words.get("names", {}).values()
            for name in names
            if name.upper() == name
        }


def countries_in(words: str, language: str, terms: Terms) -> list[Mention]:
    """The countries that ``words`` name; those of whose people they speak are loose."""
    long, short, keys = terms.country_names[language]
    text = folded(words)
    found = []
    for pattern, searched in ((long, text), (short, words)):
        for match in pattern.finditer(searched):
            key = keys[folded(match[0])]
            found.append(Mention.of(key, words[match.start() : match.end()], match.span()))
    named = {one.values for one in found}
    kin, of_kin = terms.country_kin[language]
    for match in kin.finditer(text):
        key = of_kin[match[0]]
        if frozenset([key]) not in named:
            found.append(Mention.of(key, match[0], match.span(), is_loose=True))
    return found


def differing_acronyms(es: str, en: str, terms: Terms) -> tuple[list[str], list[str]]:
    """The acronyms of each language that the other has neither as its own acronym nor in words."""
    written = {"es": _acronyms_in(es, terms, "es"), "en": _acronyms_in(en, terms, "en")}
    known: dict[str, list[str]] = {}
    strange: dict[str, list[str]] = {}
    for language, other, words in (("es", "en", en), ("en", "es", es)):
        of_ours = terms.by_form[language]
        known[language] = [
            form
            for form in written[language]
            if _bare(form) in of_ours and not _is_answered(of_ours[_bare(form)], other, written[other], words)
        ]
        strange[language] = [form for form in written[language] if _bare(form) not in of_ours]
    alone = {
        code: [form for form in strange[code] if not _stands_in(form, strange[other_of(code)])] for code in LANGUAGES
    }
    if len(alone["es"]) == len(alone["en"]):  # one acronym each that the glossary does not know: taken for the same
        alone = {code: [form for form in alone[code] if _is_foreign(form, code, terms)] for code in LANGUAGES}
    habits = known_words()["habits"]
    differing = [[form for form in known[code] + alone[code] if form.upper() not in habits[code]] for code in LANGUAGES]
    return differing[0], differing[1]


def other_of(language: str) -> str:
    return "en" if language == "es" else "es"


def _is_foreign(form: str, language: str, terms: Terms) -> bool:
    """It is the other language's acronym of something."""
    return _bare(form) in terms.by_form[other_of(language)]


def _stands_in(form: str, others: Iterable[str]) -> bool:
    return any(_bare(form) == _bare(other) for other in others)


def _is_answered(acronyms: Iterable[Acronym], language: str, written: list[str], words: str) -> bool:
    text = folded(words)
    here = {_bare(form) for form in written}
    return any(
        any(_bare(form) in here for form in acronym.forms[language])
        or any(_says(text, name) for name in acronym.names[language])
        for acronym in acronyms
    )


def _says(text: str, name: str) -> bool:
    asked = [word for word in re.findall(r"\w+", folded(name)) if len(word) >= SMALL]
    said = set(re.findall(r"\w+", text))
    return bool(asked) and sum(word in said for word in asked) >= SPELT_OUT * len(asked)


def _acronyms_in(words: str, terms: Terms, language: str) -> list[str]:
    """Each once, in the order in which they stand."""
    found: dict[str, str] = {}
    matches = list(ACRONYM.finditer(words))
    is_shouted = bool(matches) and _is_shouted(words)
    for match in matches:
        for form in _parts(match[0], terms):
            bare = _bare(form)
            is_known = bare in terms.by_form["es"] or bare in terms.by_form["en"]
            if ROMAN.fullmatch(form) or bare in terms.of_countries or len(bare) < 2 or (is_shouted and not is_known):
                continue
            found.setdefault(bare, form)
    return list(found.values())


def _is_shouted(words: str) -> bool:
    letters = [sign for sign in words if sign.isalpha()]
    return sum(map(str.isupper, letters)) > SHOUTED * len(letters)


def _parts(form: str, terms: Terms) -> list[str]:
    """ "CEPAL/CELADE" is one where the glossary has it as one, or else two."""
    if "/" not in form or _bare(form) in terms.by_form["es"] | terms.by_form["en"]:
        return [form]
    return form.split("/")


def _bare(form: str) -> str:
    """Without the "s" of a plural and in capitals: "ONGs" is "ONG"."""
    form = form.strip()
    return (form[:-1] if form.endswith("s") and form[:-1].isupper() else form).upper().replace(" ", "")


def _country_pattern(countries: Iterable[Country], language: str) -> tuple[re.Pattern[str], re.Pattern[str], dict]:
    keys: dict[str, str] = {}
    long, short = set(), set()
    known = known_words()["countries"]
    for country in countries:
        for name in country.names.get(language, ()):
            keys[folded(name)] = country.key
            (short if len(name) <= SHORT else long).add(name)
    for key, words in known.items():
        for name in words.get("names", {}).get(language, ()):
            keys[folded(name)] = key
            (short if name.upper() == name else long).add(name)
    return _any_of(map(folded, long)), _any_of(short), keys


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """The longest first: "Estados Unidos Mexicanos" is not the United States."""
    listed = sorted(set(names), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, listed))})(?!\w)") if listed else re.compile(r"(?!)")
