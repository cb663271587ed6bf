"""Run inside a portal: which pages are measured, and how many queries each asks. Prints JSON."""

import json
import os
import sys
from typing import Any


def addresses() -> dict[str, str]:
    """The measured pages, by name; addresses come from the portal's own names of them."""
    from django.urls import reverse
    from django.utils.translation import override

    with override("es"):
        long_text = reverse("declarations:text-detail", kwargs={"symbol": "bench-long"})
        return {
            "home": reverse("home"),
            "list of texts": reverse("declarations:text-list"),
            "list of meetings": reverse("meetings:meeting-list"),
            "country": reverse("participant-detail", kwargs={"key": "cr"}),
            "long text side by side": f"{long_text}?view=both",
            "history": reverse("history"),
        }


def queries() -> dict[str, int]:
    """How many queries each page asks when it is made, not counting that of the site revision."""
    from django.db import connection
    from django.test import Client

    counts = {}
    for name, address in addresses().items():
        Client().get(address)
        asked: list[str] = []

        def count(execute: Any, sql: str, *rest: Any, asked: list[str] = asked) -> Any:
            asked.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(count):
            answer = Client().get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")
        counts[name] = len(asked)
    return counts


def meeting() -> str:
    """A meeting to hang a text on."""
    from meetings.models import Meeting

    return Meeting.objects.order_by("key").values_list("key", flat=True)[0]


QUESTIONS = {"addresses": addresses, "queries": queries, "meeting": meeting}

if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm_portal.settings")
    django.setup()
    print(json.dumps(QUESTIONS[sys.argv[1]]()))
