"""``manage.py appoint EMAIL FUNCTION``: the first officers and administrators of an installation, by its operator."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from common.refusals import Refusal
from members.models import OF_THE_SECRETARIAT, Function, Person, User
from members.overlaps import wait_for_my_turn
from members.services.invitations import invite
from members.services.mandates import appoint
from members.services.people import create_person

BY = "appoint_command"


class Command(BaseCommand):
    help = "Give somebody a mandate in the Secretariat or as administrator, and invite them to open their account."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("email")
        parser.add_argument("function", choices=[function.value for function in OF_THE_SECRETARIAT])
        parser.add_argument("--name", default="", help="needed for somebody who is not in the directory yet")
        parser.add_argument("--language", default="es", choices=["es", "en"])

    def handle(self, *args: Any, email: str, function: str, name: str, language: str, **options: Any) -> None:
        try:
            with transaction.atomic():
                wait_for_my_turn()
                person = self.person(email, name, language)
                appoint(
                    person=person,
                    function=function,
                    participant=None,
                    institution=None,
                    start=timezone.localdate(),
                    end=None,
                    by=BY,
                )
                is_new = not User.objects.filter(person=person).exists()
                if is_new:
                    invite(person=person, by=BY, email=email)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{person}: {Function(function).label}")
        self.stdout.write(f"An invitation goes to {email}." if is_new else "The account exists already.")

    def person(self, email: str, name: str, language: str) -> Person:
        """Whoever signs in with this address, or has it in the directory, or is new."""
        account = User.objects.filter(email__iexact=email, person__isnull=False).select_related("person").first()
        known = account.person if account else Person.objects.filter(email__iexact=email).first()
        if known:
            return known
        if not name:
            raise CommandError("Nobody in the directory has this address; say who it is by --name.")
        return create_person(words={"name": name, "email": email, "language": language}, by=BY)
