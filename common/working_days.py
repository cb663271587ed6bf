"""Working days, as the desk counts how long something may still wait: Monday to Friday.

National holidays are not left out: the portal does not know them yet. A number of days is therefore an upper bound,
and wherever one is shown it is called "working days" and nothing more.
"""

from datetime import date, timedelta

SATURDAY = 5


def working_days_until(due: date, today: date) -> int:
    """How many working days follow ``today`` up to and with ``due``; negative where ``due`` has passed.

    On a Friday: 0 for the same day and for the weekend, 1 for the Monday. On a Monday, -1 for the Friday before.
    """
    first, last = sorted((today, due))
    count = sum(_is_working_day(first + timedelta(days)) for days in range(1, (last - first).days + 1))
    return count if due >= today else -count


def _is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY
