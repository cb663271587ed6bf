"""The clocks of the members: the time zone of each capital, by the country's ISO 3166 code.

The zone of a meeting is that of its host. A country with several zones meets by the clock of its capital; where it is
another one (Tijuana, Vancouver), the form lets it be chosen. The table is of the IANA database's names.
"""

from typing import Any

from common.zones import CITIES, zone_city

CAPITALS = {
    "BZ": "America/Belize",
    "CA": "America/Toronto",
    "CR": "America/Costa_Rica",
    "SV": "America/El_Salvador",
    "US": "America/New_York",
    "GT": "America/Guatemala",
    "HN": "America/Tegucigalpa",
    "MX": "America/Mexico_City",
    "NI": "America/Managua",
    "PA": "America/Panama",
    "DO": "America/Santo_Domingo",
}


def zone_of_host(country: Any) -> str:
    """The zone of the host's capital; empty where the host is unknown or no member."""
    return CAPITALS.get(country.iso2.upper(), "") if country is not None and country.iso2 else ""


def zone_choices() -> list[tuple[str, str]]:
    """Every zone of the region by the name of its city in the active language, and UTC."""
    named = sorted(((zone, zone_city(zone)) for zone in CITIES), key=lambda choice: choice[1])
    return [*named, ("UTC", "UTC")]
