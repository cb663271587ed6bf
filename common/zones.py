"""Hours in the zone of a place: typed there, kept as moments, shown with the zone's name."""

from datetime import UTC, date, datetime, time, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext_lazy as _

from common.refusals import Refusal

# What the zones of the region are called by people; others by the last word of their IANA name.
CITIES = {
    "America/Belize": "Belmopan",
    "America/Chicago": "Chicago",
    "America/Costa_Rica": _("San José, Costa Rica"),
    "America/Denver": "Denver",
    "America/El_Salvador": "San Salvador",
    "America/Guatemala": _("Guatemala City"),
    "America/Los_Angeles": _("Los Angeles"),
    "America/Managua": "Managua",
    "America/Mexico_City": _("Mexico City"),
    "America/New_York": _("Washington and New York"),
    "America/Panama": _("Panama City"),
    "America/Santo_Domingo": _("Santo Domingo"),
    "America/Tegucigalpa": "Tegucigalpa",
    "America/Tijuana": "Tijuana",
    "America/Toronto": _("Ottawa and Toronto"),
    "America/Vancouver": "Vancouver",
}


def zone_city(zone: str) -> str:
    """What the zone is called by people, in the active language: "Ciudad de Panamá"."""
    return str(CITIES.get(zone) or zone.rsplit("/", 1)[-1].replace("_", " "))


def zone_name(zone: str, at: datetime) -> str:
    """The zone's name as it is at a moment, with its distance from UTC then: "Ciudad de Panamá, UTC−5"."""
    return "UTC" if zone == "UTC" else f"{zone_city(zone)}, {utc_distance(zone, at)}"


def utc_distance(zone: str, at: datetime) -> str:
    """How far the clocks of ``zone`` are from UTC at a moment: "UTC−5", "UTC+5:30", "UTC"."""
    minutes = int(in_zone(at, zone).utcoffset().total_seconds()) // 60  # type: ignore[union-attr]
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    return f"UTC{sign}{hours}{f':{rest:02}' if rest else ''}" if minutes else "UTC"


def clocks_of(zone: str) -> tzinfo:
    """The clocks of ``zone``; UTC for an empty name, and for one that no clock goes by."""
    try:
        return ZoneInfo(zone) if zone else UTC
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def in_zone(at: datetime, zone: str) -> datetime:
    """A moment by the clocks of ``zone``; an empty name is UTC."""
    return at.astimezone(clocks_of(zone))


def moment(day: date, hour: time, zone: str) -> datetime:
    """The moment (UTC) at which the clocks of ``zone`` show ``hour`` on ``day``.

    Raises ``Refusal`` for an hour that does not exist there on that day, or comes twice: the clocks are changed then,
    and whoever types must say what is meant.
    """
    there = datetime.combine(day, hour, clocks_of(zone))
    first, second = there.astimezone(UTC), there.replace(fold=1).astimezone(UTC)
    if first.astimezone(clocks_of(zone)).replace(tzinfo=None) != there.replace(tzinfo=None):
        raise Refusal(_("This hour does not exist on that day: the clocks are put forward then."))
    if first != second:
        raise Refusal(_("This hour comes twice on that day: the clocks are put back then. Choose another hour."))
    return first
