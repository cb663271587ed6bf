"""Weakenings that change nothing, because the same door has another lock: the name of each, and which lock holds."""

SECOND_LOCKS: dict[str, str] = {
    'members/access.py audiences_of: without the condition getattr(user, "is_authenticated", False)': (
        "A visitor is the public every time; to remember it changes nothing."
    ),
    "members/access.py can_invite: without the condition bool(countries)": (
        "Nobody's mandate is for a country of an empty set; the condition spares a query."
    ),
    'members/grants.py granted: without the condition getattr(user, "is_authenticated", False)': (
        "A visitor is never asked here: every caller asks first whether somebody signed in."
    ),
}
