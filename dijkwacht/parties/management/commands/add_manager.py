"""The way in for the first functional manager of a party, from the command line, as owner of the database."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from dijkwacht.lib.access import ANONYMOUS, acting
from dijkwacht.parties import actions
from dijkwacht.parties.login.invitations import password_link
from dijkwacht.parties.models import Party


class Command(BaseCommand):
    help = "Gives a party a functional manager and prints a link to set a password. Run as owner of the database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--party", required=True, help="code of the party, for example gm0114")
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)

    def handle(self, *, party: str, email: str, name: str, **_: Any) -> None:
        try:
            validate_email(email)
        except ValidationError as problem:
            raise CommandError(f"{email} is not an e-mail address.") from problem
        with acting(ANONYMOUS, origin="command:add_manager"):
            found = Party.objects.filter(code=party).first()
            if found is None:
                known = ", ".join(Party.objects.values_list("code", flat=True))
                raise CommandError(f"There is no party {party}. Choose one of: {known}.")
            person = actions.add_first_manager(found, email=email, name=name, now=timezone.now())
            self.stdout.write(f"{person.name} is functional manager of {found.name}.")
            self.stdout.write(f"Set a password, once, within three days: {password_link(person)}")
