from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from members.services.demo_accounts import demo_password, make_demo_accounts


class Command(BaseCommand):
    help = "Make one demo account for each role, and print how to sign in. Refused outside DEBUG."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("Demo accounts exist only with DEBUG=1.")
        accounts = make_demo_accounts()
        self.stdout.write(f"\nDemo accounts: a button each on the sign-in page, or the password {demo_password()}\n")
        for email, role in accounts:
            self.stdout.write(f"  {email:<36} {role}")
