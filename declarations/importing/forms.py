"""The language of the conference's papers since 1996: the words by which their parts are known.

Written without accents, as ``words.plain`` gives them. Preambular and operative parts are not marked as in the
resolutions of the United Nations: the verb and the section tell, and an officer corrects the guess.
"""

import re

MONTHS = {
    "enero": 1, "febrero": 2, "marzo": 3, "abril": 4, "mayo": 5, "junio": 6, "julio": 7, "agosto": 8,
    "septiembre": 9, "setiembre": 9, "octubre": 10, "noviembre": 11, "diciembre": 12,
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
    "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip
COUNTRIES = {
    "belice": "bz", "belize": "bz", "canada": "ca", "costa rica": "cr", "republica dominicana": "do",
    "dominican republic": "do", "el salvador": "sv", "estados unidos": "us", "united states": "us", "guatemala": "gt",
    "honduras": "hn", "mexico": "mx", "nicaragua": "ni", "panama": "pa", "argentina": "ar", "brasil": "br",
    "brazil": "br", "chile": "cl", "colombia": "co", "ecuador": "ec", "jamaica": "jm", "peru": "pe", "uruguay": "uy",
    "haiti": "ht", "cuba": "cu", "venezuela": "ve", "bolivia": "bo", "paraguay": "py",
}  # fmt: skip
ACRONYMS = {
    "CRM": "RCM", "GRCM": "RCGM", "GRC": "RCGM", "OIM": "IOM", "ACNUR": "UNHCR", "ST": "TS", "SE": "ES", "UTA": "TSU",
    "RROCM": "RNCOM", "OEA": "OAS", "ONU": "UN", "BID": "IDB", "CEPAL": "ECLAC", "ODS": "SDG", "CSM": "SACM",
    "PPT": "PPT", "CICR": "ICRC", "CIDH": "IACHR", "OIT": "ILO", "PNUD": "UNDP", "ONUDD": "UNODC", "ONG": "NGO",
    "ONGS": "NGO", "NGOS": "NGO", "EEUU": "USA", "EE": "US", "FNUAP": "UNFPA", "OIG": "IGO", "NNA": "CA",
}  # fmt: skip

PREAMBLE = re.compile(
    r"(considerando|reconociendo|recordando|reafirmando|reiterando|teniendo|conscientes|convencid|preocupad"
    r"|tomando nota|destacando|habiendo|observando|acogiendo|subrayando|guiad|inspirad|en el marco|con motivo"
    r"|en la ciudad|durante los|paises participantes|participantes|con la participacion|considering|recognizing"
    r"|recognising|recalling|reaffirming|reiterating|bearing|aware|convinced|concerned|taking note|noting|stressing"
    r"|emphasizing|emphasising|having|guided|mindful|welcoming|within the framework|on the occasion|in the city"
    r"|participating|participants|with the participa)"
)
MEETING = re.compile(
    r"\b(reunid[oa]s|se reunieron|celebraron|celebrad[oa]|met in|meeting in|gathered|held in|met on)\b"
)
OPERATIVE = re.compile(
    r"\b(reconocieron|reiteraron|analizaron|acordaron|decidieron|aprobaron|adoptaron|expresaron|destacaron"
    r"|coincidieron|subrayaron|senalaron|recibieron|instaron|tomaron nota|agradecieron|solicitaron|instruyeron"
    r"|reafirmaron|manifestaron|intercambiaron|examinaron|discutieron|condenaron|felicitaron|enfatizaron|resaltaron"
    r"|sostuvieron|conocieron|encomendaron|exhortaron|respaldaron|apoyaron|ratificaron|consideraron|acogieron"
    r"|se comprometieron|reconocemos|reiteramos|reafirmamos|acordamos|decidimos|expresamos|destacamos|instamos"
    r"|nos comprometemos|reafirma|reconoce|expresa|reitera|acuerda|decide|exhorta"
    r"|recognized|recognised|reiterated|analyzed|analysed|agreed|decided|approved|adopted|expressed|highlighted"
    r"|concurred|underlined|underscored|pointed out|received|urged|took note|thanked|requested|instructed|reaffirmed"
    r"|exchanged|examined|discussed|condemned|congratulated|emphasized|emphasised|stressed|noted|welcomed|supported"
    r"|ratified|considered|committed|acknowledged|we recognize|we recognise|we reiterate|we reaffirm|we agree|we decide"
    r"|we acknowledge|we express|we urge|recognizes|recognises|reaffirms|expresses|reiterates|decides|urges)\b"
)
DECIDING = re.compile(
    r"\b(acordaron|decidieron|aprobaron|acuerdan|deciden|aprueban|acordamos|decidimos|resolvieron|siguientes decisiones"
    r"|agreed|decided|approved|resolved|agree|decide|following decisions)\b[^.;]{0,80}:$"
)
DECISIONS_HEADING = re.compile(
    r"(decisiones|acordaron|aprobaron|decidieron|acuerdos|decisions|agreed|approved|decided|agreements)\b"
)
THANKS = re.compile(
    r"\b(agradec\w+|agradecimiento|gratitud|reconocimiento a|felicit\w+|thank\w*|gratitude|appreciation)\b"
)
NEXT = re.compile(
    r"\b((proxima|siguiente) (conferencia|reunion)|sede de la|sera anfitrion|next (conference|meeting)|will host"
    r"|to host|(celebrar|celebrarse|realizar|hold|held)\b.{0,60}\b(conferencia|conference|reunion|meeting))\b"
)
DONE = re.compile(
    r"(dad[oa]|hech[oa]|adoptad[oa]|aprobad[oa]|suscrit[oa]|done|adopted|approved|given|signed) (en|in|at)\b"
)
ANNEX = re.compile(r"(anexo|apendice|annex|appendix)\b")
EDITORIAL = re.compile(
    r"\(?(version (final|preliminar|original)|final version|traduccion\b|english translation|translation of"
    r"|original:|nota:|note:)"
)

COMMON = {
    "es": set(re.findall(r"\w+", "de la que el en y los del las por con para una su al se lo como entre sobre")),
    "en": set(re.findall(r"\w+", "the of and to in that for on with as by their its at from which this be are will")),
}


def is_country_line(text: str) -> bool:
    """A line of a list of members: a country's name alone, or several with commas."""
    names = [name.strip() for name in re.split(r",| y | and | e ", text.strip(" .;,"))]
    known = sum(any(name.endswith(country) for country in COUNTRIES) for name in names if name)
    return bool(known) and known >= len([name for name in names if name]) * 0.8


def language_of(text: str) -> str:
    """``es`` or ``en`` by its commonest words, or empty where there are too few to tell."""
    found = re.findall(r"[a-z]+", text)[:4000]
    counts = {language: sum(word in common for word in found) for language, common in COMMON.items()}
    best = max(counts, key=lambda language: counts[language])
    other = min(counts.values())
    return best if counts[best] >= 10 and counts[best] > 2 * other else ""
