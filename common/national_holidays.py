"""National holidays of a country, as the library ``holidays`` knows them, named in both languages.

The library is read only when somebody asks: it costs a tenth of a second and twenty megabytes, which no worker
pays that never counts. What it holds and what it lacks is told in ``docs/decisions/0018-business-days.md``.
"""

from functools import lru_cache

from common.business_days import DayOff

# What is a national holiday by law but stands in another drawer of the library: in Canada the days of the federal
# public service, in Costa Rica the holidays of which only the pay is not obligatory (Código de Trabajo, article 148).
DRAWERS = {"ca": ("public", "government"), "cr": ("public", "optional")}
ENGLISH = ("en_CA", "en_US")
IN_SPANISH = {
    "Boxing Day": "Segundo día de Navidad",
    "Canada Day": "Día de Canadá",
    "Christmas Day": "Navidad",
    "Columbus Day": "Día de Colón",
    "Easter Monday": "Lunes de Pascua",
    "Emancipation Day": "Día de la Emancipación",
    "Garifuna Settlement Day": "Día del Asentamiento Garífuna",
    "George Price Day": "Día de George Price",
    "Good Friday": "Viernes Santo",
    "Holy Saturday": "Sábado Santo",
    "Independence Day": "Día de la Independencia",
    "Indigenous Peoples' Resistance Day": "Día de la Resistencia de los Pueblos Indígenas",
    "Juneteenth National Independence Day": "Día Nacional de la Independencia, Juneteenth",
    "Labor Day": "Día del Trabajo",
    "Labour Day": "Día del Trabajo",
    "Martin Luther King Jr. Day": "Día de Martin Luther King Jr.",
    "Memorial Day": "Día de los Caídos",
    "National Day for Truth and Reconciliation": "Día Nacional de la Verdad y la Reconciliación",
    "National Heroes and Benefactors Day": "Día de los Héroes y Benefactores Nacionales",
    "New Year's Day": "Año Nuevo",
    "Remembrance Day": "Día del Recuerdo",
    "Saint George's Caye Day": "Día del Cayo San Jorge",
    "Thanksgiving Day": "Día de Acción de Gracias",
    "Veterans Day": "Día de los Veteranos",
    "Victoria Day": "Día de Victoria",
    "Washington's Birthday": "Natalicio de Washington",
}
BETWEEN = "; "  # so the library joins two holidays that fall on one day
OBSERVED, TRANSFERRED = " (observed)", " (trasladado)"


@lru_cache(maxsize=256)
def national_holidays(country: str, year: int) -> tuple[DayOff, ...]:
    """The national holidays of ``country`` (ISO 3166-1 alpha-2, lower case) in ``year``, in their order.

    Nothing for what is no country of the library's. Where neither the library nor this module knows a Spanish name,
    the English one stands in for it. Read once for each process.
    """
    from holidays import country_holidays, list_supported_countries

    if len(country) != 2 or country.upper() not in list_supported_countries():
        return ()
    drawers = DRAWERS.get(country, ("public",))
    spoken = country_holidays(country.upper()).supported_languages

    def named(language: str | None) -> dict:
        return dict(country_holidays(country.upper(), years=year, language=language, categories=drawers))

    english = named(next((one for one in ENGLISH if one in spoken), None))
    spanish = named("es") if "es" in spoken else {day: _in_spanish(name) for day, name in english.items()}
    return tuple(
        DayOff(day, country, spanish[day].replace(" (observado)", TRANSFERRED), english[day]) for day in sorted(english)
    )


def library_version() -> str:
    """Which data is read: "holidays 0.108"."""
    from holidays import __version__

    return f"holidays {__version__}"


def _in_spanish(names: str) -> str:
    return BETWEEN.join(_one_in_spanish(name) for name in names.split(BETWEEN))


def _one_in_spanish(name: str) -> str:
    bare = name.removesuffix(OBSERVED)
    return IN_SPANISH.get(bare, bare) + (TRANSFERRED if name != bare else "")
