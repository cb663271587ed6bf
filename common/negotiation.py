"""Which form of a thing a reader asks for by ``Accept``: the page, or one of the forms for machines."""

PAGES = ("text/html", "application/xhtml+xml")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS = {
    "application/akn+xml": "xml",
    "application/json": "json",
    "text/markdown": "md",
    "text/plain": "txt",
    WORD: "docx",
}


def asked_form(accept: str) -> str:
    """The form (``xml``, ``json``, ``md``, ``txt``, ``docx``) that is preferred to the page; empty for the page.

    A form is asked for by its own name: ``*/*`` and ``text/*`` mean the page. Of equal weight, the page goes before a
    form where it is named itself, and after it where only a wildcard lets it in.
    """
    accept = accept.lower()
    if not any(kind in accept for kind in FORMS):
        return ""
    weights = dict(_weights(accept))
    named = [weights[page] for page in PAGES if page in weights]
    wild = max((weights[kind] for kind in ("text/*", "*/*") if kind in weights), default=0.0)
    best = max((kind for kind in FORMS if kind in weights), key=lambda kind: weights[kind])
    weight = weights[best]
    is_form = weight > max(named) if named else weight >= wild
    return FORMS[best] if weight and is_form else ""


def _weights(accept: str) -> list[tuple[str, float]]:
    """Each kind with its weight, the first mention last so that it counts; an unreadable weight is none."""
    found = []
    for part in accept.split(","):
        kind, *parameters = (piece.strip() for piece in part.split(";"))
        weight = next((value[2:] for value in parameters if value.startswith("q=")), "1")
        found.append((kind, _number(weight)))
    return found[::-1]


def _number(weight: str) -> float:
    try:
        return min(max(float(weight), 0.0), 1.0)
    except ValueError:
        return 0.0
