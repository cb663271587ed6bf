"""Weakenings that change nothing, because the same door has another lock: the name of each, and which lock holds."""

SECOND_LOCKS: dict[str, str] = {
    'members/access.py audiences_of: without the condition getattr(user, "is_authenticated", False)': (
        "A visitor is the public every time; to remember it changes nothing."
    ),
    "members/access.py can_invite: without the condition bool(countries)": (
        "Nobody's mandate is for a country of an empty set; the condition spares a query."
    ),
    "members/access_people.py works_on_handover: without the condition term.country_id": (
        "Nobody acts for no country: what is not known meets no mandate."
    ),
    "members/accounts/middleware.py __call__: without the condition settings.SESSION_COOKIE_NAME in request.COOKIES": (
        "Without the cookie there is no session, and nobody is signed in; the condition spares looking."
    ),
    "members/middleware.py __call__: without the condition settings.SESSION_COOKIE_NAME in request.COOKIES": (
        "Without the cookie there is no session, in which no preview and no visit is; the condition spares looking."
    ),
    "members/views/mandates.py mandate_to_keep: Mandate.objects lets all through": (
        "The next line asks who may name and end this mandate, and answers 404 as well."
    ),
    'members/grants.py granted: without the condition getattr(user, "is_authenticated", False)': (
        "A visitor is never asked here: every caller asks first whether somebody signed in."
    ),
    "declarations/views/workroom.py text_at_work: Text.objects lets all through": (
        "The line before asks who may edit: the Secretariat alone, which sees every text."
    ),
    'meetings/access.py module: "vice_ministerial" reads everything': (
        "All guests attend the Vice-Ministers' plenary: there is nothing more to read."
    ),
    "declarations/queries.py verify_file: Edition.objects lets all through": (
        "What is found is asked for again, by ``visible_to``, before it is told."
    ),
    "meetings/access_delegates.py _own_accredited: without the term person__isnull=False": (
        "Whoever has no person holds no mandate, is no member, and was answered before."
    ),
    "meetings/access.py _accreditations: without the term person__isnull=False": (
        "SQL finds nobody in a list of unknown people: what is unknown equals nothing."
    ),
    "meetings/access_delegates.py delegations_of: without own &": (
        "Only mandates for one's own participants are looked at, two lines before."
    ),
    "meetings/access_delegates.py can_register: without the condition participant_id is not None": (
        "Nobody registers for no country: what is not known meets no mandate; the condition spares a query."
    ),
    "meetings/access_plans.py can_write_concept_note: without the condition meeting.country_id is not None": (
        "Nobody speaks for no country: what is not known meets no mandate."
    ),
    "meetings/queries/agenda.py agenda_of: AgendaItem.objects lets all through": (
        "Lines of sessions that were not announced are dropped, those of closed ones by ``session_lines``."
    ),
    "meetings/queries/desk_meetings.py _marks: ConceptNote.objects lets all through": (
        "Asked for the Secretariat alone, which sees every note."
    ),
    "declarations/access.py texts_seen: without the condition Audience.TROIKA in audiences_of(user)": (
        "A member that presides is of the troika; the condition spares asking who presides."
    ),
    "declarations/access_commitments.py can_follow_commitments: without the condition "
    'getattr(user, "is_authenticated", False)': ("A visitor is the public, never a member."),
    'secretariat/access_year.py can_read_year: without the condition getattr(user, "is_authenticated", False)': (
        "A visitor is the public, never a member."
    ),
}
