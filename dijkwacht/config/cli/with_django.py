"""Commands that load Django, each in a process of its own."""

import argparse
import os
import subprocess
import sys

from dijkwacht.config.cli import surroundings
from dijkwacht.config.problems import CannotRun

AS_OWNER = {"migrate", "makemigrations", "load_reference", "load_agreement", "load_demo"}

UP_TO_DATE = ("migrate", "load_agreement", "load_reference")


def manage(options: argparse.Namespace) -> None:
    """This will run a management command of Django, as the owner of the tables where it changes them."""
    with surroundings.ready(options):
        if options.django and options.django[0] in AS_OWNER:
            os.environ.update(surroundings.owner_environment())
        call(*options.django)


def migrate(options: argparse.Namespace) -> None:
    """This will bring tables, rights and reference data up to date; a row that somebody edited stays as it is."""
    with surroundings.ready(options):
        os.environ.update(surroundings.owner_environment())
        for name in UP_TO_DATE:
            call(name, "--verbosity=0")


def verify_audit(options: argparse.Namespace) -> None:
    """This will prove that the log was not changed, or name the first wrong row."""
    options.django = ["verify_audit", *options.django]
    manage(options)


def check(options: argparse.Namespace) -> int:
    """This will check settings, database, migrations and roles, and tell every problem."""
    with surroundings.ready(options):
        call("check", *([] if surroundings.is_demo() else ["--deploy", "--fail-level=WARNING"]))
        from dijkwacht.config.database_check import problems

        found = problems()
    for problem in found:
        print(f"dijkwacht: {problem}", file=sys.stderr)
    return 1 if found else 0


def set_up() -> None:
    """
    This will load Django.

    :raises CannotRun: with the name of the setting that is missing
    """
    import django
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
        # Django looks at an empty key only when it first signs something; by then visitors are waiting.
        _ = settings.SECRET_KEY
    except ImproperlyConfigured as problem:
        raise CannotRun(str(problem)) from problem


def call(*arguments: str) -> None:
    """This will run a management command in this process; it leaves with the command's own status."""
    set_up()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["dijkwacht manage", *arguments])


def run_apart(*arguments: str, environment: dict[str, str], quiet: bool = False) -> str:
    """
    This will run a `dijkwacht` command in a process of its own, and give what it printed if it must be quiet.

    :raises CannotRun: if it fails
    """
    command = [sys.executable, "-m", "dijkwacht", *arguments]
    output = subprocess.PIPE if quiet else None
    result = subprocess.run(command, env=environment, stdout=output, text=True, check=False)  # noqa: S603 - ourselves
    if result.returncode:
        raise CannotRun(f"`dijkwacht {' '.join(arguments)}` failed; its message is above.")
    return result.stdout or ""
