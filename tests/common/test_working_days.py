"""Working days: Monday to Friday, none of them a holiday."""

from datetime import date

import pytest

from common.working_days import working_days_until

FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 11, day) for day in (20, 21, 22, 23))


@pytest.mark.parametrize(
    ("today", "due", "days"),
    [
        (FRIDAY, FRIDAY, 0),
        (FRIDAY, SUNDAY, 0),
        (FRIDAY, MONDAY, 1),
        (SATURDAY, MONDAY, 1),
        (MONDAY, date(2026, 11, 30), 5),
        (MONDAY, date(2027, 11, 23), 261),
        (MONDAY, FRIDAY, -1),
        (SUNDAY, SATURDAY, 0),
        (SATURDAY, FRIDAY, 0),
        (date(2026, 11, 30), MONDAY, -5),
    ],
)
def test_working_days_are_counted_up_to_and_with_the_day(today, due, days):
    assert working_days_until(due, today) == days
