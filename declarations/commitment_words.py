"""The words by which texts of the conference decide something, say to whom, and until when; in each language apart.

Forms are those of its communiqués, decisions and conclusions: "Instruir a la ST", "Se solicitó a", "The TS was asked".
"""

import re

from declarations.models.commitments import VerbClass

SIGNS = re.IGNORECASE
MONTHS_ES = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre"),
    *("noviembre", "diciembre"),
)
MONTHS_EN = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December"),
)


def _forms(stem: str, kind: str) -> str:
    """The forms of a regular Spanish verb that such texts use: infinitive, present, past, participle, gerund."""
    endings = {
        "ar": "ar|a|an|amos|ó|aron|ado|ada|ados|adas|ando",
        "er": "er|e|en|emos|ió|ieron|ido|ida|idos|idas|iendo",
        "ir": "ir|e|en|imos|ió|ieron|ido|ida|idos|idas|iendo",
        "uir": "uir|uye|uyen|uimos|uyó|uyeron|uido|uida|uyendo",
    }[kind]
    return rf"{stem}(?:{endings})"


VERBS_ES: dict[VerbClass, tuple[str, ...]] = {
    VerbClass.TAKE_NOTE: (rf"{_forms('tom', 'ar')} nota", _forms("recib", "ir")),
    VerbClass.THANK: (
        *(_forms("agradec", "er"), _forms("reconoc", "er"), _forms("felicit", "ar"), "acog(?:er|e|en|ió|ieron)"),
        r"expres\w+ (?:su|sus|nuestro|el) (?:más )?(?:\w+ )?(?:agradecimiento|reconocimiento|gratitud)",
    ),
    VerbClass.APPROVE: (
        *(_forms("aprob", "ar"), "aprueban?", _forms("adopt", "ar"), _forms("aval", "ar"), _forms("acept", "ar")),
        *(_forms("refrend", "ar"), _forms("autoriz", "ar")),
    ),
    VerbClass.CREATE: (
        *(_forms("cre", "ar"), _forms("establec", "er"), _forms("conform", "ar"), _forms("constit", "uir")),
        *(_forms("convoc", "ar"), _forms("instal", "ar")),
    ),
    VerbClass.REQUEST: (
        *(_forms("solicit", "ar"), "inst(?:ar|an?|amos|ó|aron)", "ped(?:ir|imos)", "pid(?:en?|ió|ieron)"),
        *(_forms("exhort", "ar"), "llam(?:ar|an?|amos) a"),
    ),
    VerbClass.INVITE: (_forms("invit", "ar"),),
    VerbClass.ENTRUST: (
        *(_forms("instr", "uir"), _forms("encomend", "ar"), "encomiendan?", "encarg(?:ar|an?|amos|ó|aron)"),
        *(_forms("deleg", "ar"), _forms("mandat", "ar")),
    ),
    VerbClass.RECOMMEND: (_forms("recomend", "ar"), "recomiendan?"),
    VerbClass.COMMIT: (r"compromet(?:erse|en?|emos|ió|ieron)",),
    VerbClass.DECIDE: (
        *("acord(?:ar|amos|ó|aron)", "acuerdan?", _forms("decid", "ir"), "dispon(?:er|en?)", "resuelven?"),
        "convien(?:en?) en",
    ),
    VerbClass.CONSIDER: (
        *(_forms("analiz", "ar"), _forms("debat", "ir"), "consider(?:ar|an?|amos|ó|aron)", _forms("examin", "ar")),
        _forms("dialog", "ar"),
    ),
    VerbClass.EXPRESS: (
        *(_forms("expres", "ar"), _forms("reafirm", "ar"), _forms("reiter", "ar"), _forms("subray", "ar")),
        *("destac(?:ar|an?|amos|ó|aron)", "manifiestan?", "manifest(?:ar|amos|ó|aron)", _forms("enfatiz", "ar")),
    ),
}
VERBS_EN: dict[VerbClass, tuple[str, ...]] = {
    VerbClass.TAKE_NOTE: ("t(?:ake|akes|aking|ook) note", "noted?", "notes", "receiv(?:e|es|ed)"),
    VerbClass.THANK: (
        *("thank(?:s|ed)?", "recogni[sz](?:e|es|ed)", "acknowledg(?:e|es|ed)", "welcom(?:e|es|ed)", "congratulat\\w+"),
        r"express\w* (?:its|their|our) (?:\w+ )?(?:gratitude|appreciation|thanks|recognition)",
    ),
    VerbClass.APPROVE: (
        "approv(?:e|es|ed)",
        "adopt(?:s|ed)?",
        "endors(?:e|es|ed)",
        "accept(?:s|ed)?",
        "authori[sz](?:e|es|ed)",
    ),
    VerbClass.CREATE: (
        "creat(?:e|es|ed)",
        "establish(?:es|ed)?",
        "sets? up",
        "constitut(?:e|es|ed)",
        "conven(?:e|es|ed)",
    ),
    VerbClass.REQUEST: (
        "request(?:s|ed)?",
        "urg(?:e|es|ed)",
        "call(?:s|ed)? (?:up)?on",
        "ask(?:s|ed)?",
        "exhort(?:s|ed)?",
    ),
    VerbClass.INVITE: ("invit(?:e|es|ed)",),
    VerbClass.ENTRUST: (
        "instruct(?:s|ed)?",
        "entrust(?:s|ed)?",
        "mandat(?:es|ed)",
        "charg(?:es|ed)",
        "delegat(?:es|ed)",
    ),
    VerbClass.RECOMMEND: ("recommend(?:s|ed)?",),
    VerbClass.COMMIT: (
        r"commit(?:s|ted)?(?: themselves| ourselves)? to",
        "undert(?:ake|akes|ook) to",
        "pledg(?:e|es|ed)",
    ),
    VerbClass.DECIDE: ("agree(?:s|d)?", "decid(?:e|es|ed)", "resolv(?:e|es|ed)"),
    VerbClass.CONSIDER: (
        "consider(?:s|ed)?",
        "discuss(?:es|ed)?",
        "analy[sz](?:e|es|ed)",
        "debat(?:e|es|ed)",
        "examin(?:e|es|ed)",
    ),
    VerbClass.EXPRESS: (
        "express(?:es|ed)?",
        "reaffirm(?:s|ed)?",
        "reiterat(?:e|es|ed)",
        "stress(?:es|ed)?",
        "highlight(?:s|ed)?",
        "underlin(?:e|es|ed)",
        "emphasi[sz](?:e|es|ed)",
    ),
}


def compiled(verbs: dict[VerbClass, tuple[str, ...]]) -> dict[VerbClass, re.Pattern[str]]:
    return {kind: re.compile(rf"\b(?:{'|'.join(forms)})\b", SIGNS) for kind, forms in verbs.items()}


VERBS = {"es": compiled(VERBS_ES), "en": compiled(VERBS_EN)}
# What a paragraph asks stands after its verb, up to here; of a passive ("was asked to") before it.
DOING = (  # of what is asked: "instruir a la ST elaborar"
    "elabor|present|prepar|coordin|convoc|continu|inform|realiz|revis|actualiz|remit|dar|hac|organiz|apoy|promov|"
    "facilit|fortalec|incorpor|impuls"
)
ENDS = {
    "es": re.compile(rf"\b(?:que|para|con el fin|a fin de|(?:{DOING})\w*[aei]r)\b|[.;:]", SIGNS),
    "en": re.compile(r"\b(?:to|that|in order|with a view)\b|[.;:]", SIGNS),
}
PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:also\s+)?$", SIGNS)
SECRETARIAT = {
    "es": re.compile(r"\bSecretar[íi]a(?! Pro)(?: T[ée]cnica| Ejecutiva)?\b|\bST\b|\bSE\b"),
    "en": re.compile(r"(?<!Tempore )(?<!Témpore )(?:\b(?:Technical |Executive )?Secretariat\b)|\bTS\b|\bES\b"),
}
PRESIDENCY = {
    "es": re.compile(r"\bPresidencia\b|\bPPT\b|\bSecretar[íi]a Pro[ -]?T[ée]mpore\b"),
    "en": re.compile(r"\bPresidency\b|\bPPT\b|\bPro[ -]?T[ée]mpore Secretariat\b"),
}
MEMBERS = {
    "es": re.compile(r"\b(?:pa[íi]ses|Estados|gobiernos) [Mm]iembros\b", SIGNS),
    "en": re.compile(r"\bmember (?:countries|states|governments)\b", SIGNS),
}
BODIES = {
    "grcm": {
        "es": re.compile(r"\bGrupo Regional de Consulta\b|\bGRCM\b"),
        "en": re.compile(r"\bRegional Consultation Group\b|\bRCGM\b"),
    },
    "troika": {"es": re.compile(r"\btroika\b", SIGNS), "en": re.compile(r"\btroika\b", SIGNS)},
}
UNTIL = {
    "es": r"(?:a m[áa]s tardar (?:en|para|durante)?|antes de|hasta|previo a|para|en|durante|de cara a|con miras a)",
    "en": r"(?:no later than|by|before|until|prior to|for|at|in|during)(?: the end of)?",
}
# At which meeting: the next of the GRCM, the next of Vice-Ministers, or one of them by its number.
NEXT = {"es": "(?:pr[óo]xim[oa]|siguiente)", "en": "(?:next|following)"}
GRCM = {
    "es": "(?:reuni[óo]n del )?(?:GRCM|Grupo Regional de Consulta)",
    "en": "(?:meeting of the )?(?:RCGM|Regional Consultation Group)",
}
VM = {
    "es": r"(?:CRM|Reuni[óo]n (?:de )?Vice\s?ministr\w+|Conferencia)",
    "en": r"(?:RCM|Vice-?\s?Ministerial Meeting|Conference)",
}
NEXT_GRCM = {
    "es": re.compile(rf"{UNTIL['es']}l? (?:el |la )?{NEXT['es']} {GRCM['es']}", SIGNS),
    "en": re.compile(rf"{UNTIL['en']} the {NEXT['en']} {GRCM['en']}", SIGNS),
}
NEXT_VM = {
    "es": re.compile(rf"{UNTIL['es']} la {NEXT['es']} {VM['es']}", SIGNS),
    "en": re.compile(rf"{UNTIL['en']} the {NEXT['en']} {VM['en']}", SIGNS),
}
NUMBERED = {
    "es": re.compile(rf"{UNTIL['es']} la (?P<number>[IVXL]+) {VM['es']}", SIGNS),
    "en": re.compile(rf"{UNTIL['en']} the (?P<number>[IVXL]+) {VM['en']}", SIGNS),
}
# Every so many months.
AGAIN: dict[str, dict[int, re.Pattern[str]]] = {
    "es": {
        1: re.compile(r"\bmensual(?:es|mente)?\b|\bcada mes\b", SIGNS),
        2: re.compile(r"\bbimestral(?:es|mente)?\b|\bcada dos meses\b", SIGNS),
        3: re.compile(r"\btrimestral(?:es|mente)?\b|\bcada (?:trimestre|tres meses)\b", SIGNS),
        4: re.compile(r"\bcuatrimestral(?:es|mente)?\b|\bcada cuatro meses\b", SIGNS),
        6: re.compile(r"\bsemestral(?:es|mente)?\b|\bcada (?:semestre|seis meses)\b|\bdos veces al año\b", SIGNS),
        12: re.compile(r"\banualmente\b|\bcada año\b|\buna vez (?:al|por) año\b", SIGNS),
        24: re.compile(r"\bbienal(?:es|mente)?\b|\bcada dos años\b", SIGNS),
    },
    "en": {
        1: re.compile(r"\bmonthly\b|\bevery month\b", SIGNS),
        2: re.compile(r"\bbimonthly\b|\bevery two months\b", SIGNS),
        3: re.compile(r"\bquarterly\b|\bevery (?:quarter|three months)\b", SIGNS),
        4: re.compile(r"\bevery four months\b", SIGNS),
        6: re.compile(r"\bhalf-yearly\b|\bsemi-?annual(?:ly)?\b|\btwice a year\b|\bevery six months\b", SIGNS),
        12: re.compile(r"\bannually\b|\bevery year\b|\bonce a year\b|\byearly\b", SIGNS),
        24: re.compile(r"\bbiennial(?:ly)?\b|\bevery two years\b", SIGNS),
    },
}
MONTH_ES = rf"(?P<month>{'|'.join(MONTHS_ES)}) del? (?P<year>\d{{4}})"
_EN = "|".join(MONTHS_EN)
DAYS = {
    "es": (
        re.compile(rf"(?:{UNTIL['es']}|a m[áa]s tardar)(?:l| el)? (?P<day>\d{{1,2}})[º°]? de {MONTH_ES}", SIGNS),
        re.compile(rf"{UNTIL['es']} (?:fin(?:es|ales)? de |el mes de )?{MONTH_ES}", SIGNS),
        re.compile(r"(?:a m[áa]s tardar en|durante|en el transcurso de|al cierre de) (?P<year>\d{4})\b", SIGNS),
    ),
    "en": (
        re.compile(rf"{UNTIL['en']} (?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{_EN}),? (?P<year>\d{{4}})", SIGNS),
        re.compile(rf"{UNTIL['en']} (?P<month>{_EN}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?, (?P<year>\d{{4}})", SIGNS),
        re.compile(rf"{UNTIL['en']} (?P<month>{_EN}) (?P<year>\d{{4}})", SIGNS),
        re.compile(r"(?:no later than|by the end of|during|in the course of) (?P<year>\d{4})\b", SIGNS),
    ),
}
