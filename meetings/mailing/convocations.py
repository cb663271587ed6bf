"""The letter that convenes, or tells of a change: one for each account, in its language."""

from typing import Any

from meetings.models import Convocation
from members.mailing import write_letter
from members.models import Letter, User
from members.models.letters import name_of


def write_convocation(convocation: Convocation, to: User, *, again: bool = False) -> Letter:
    """Write the letter to ``to``, once; ``again`` writes another one. It goes out at once, never in a digest.

    Whether ``to`` may still see the convocation is asked when the letter leaves (``Convocation.visible_to``).
    """
    key = f"convocation:{convocation.pk}:{to.pk}"
    if again:
        about_type, about_id = name_of(convocation)
        written = Letter.objects.filter(about_type=about_type, about_id=about_id, recipient=to).count()
        key = f"{key}.{written + 1}"
    return write_letter(
        kind="convocation", key=key, recipient=to, about=convocation, context=context_of(convocation, to.language)
    )


def context_of(convocation: Convocation, language: str) -> dict[str, Any]:
    return {
        "convocation": convocation,
        "facts": convocation.facts[language],
        "words": getattr(convocation, f"words_{language}"),
    }
