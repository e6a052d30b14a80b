"""`dijkwacht verify-audit`: prove that the log was not changed, or name the first wrong row."""

import json
import sys
from dataclasses import asdict
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from dijkwacht.audit import actions
from dijkwacht.audit.system import systems
from dijkwacht.audit.verification import Outcome
from dijkwacht.lib.access import acting


class Command(BaseCommand):
    help = "Prove that the log was not changed, or name the first wrong row (exit status 1)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="tell it to a program")
        parser.add_argument(
            "--write-missing", action="store_true", help="first add the seals that the file lacks, after a full disk"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        itself = next(iter(systems()), None)
        if itself is None:
            raise CommandError("There is no party yet, so there is no log. Run `dijkwacht migrate` first.")
        began = perf_counter()
        with acting(itself, origin="command:verify_audit"):
            if options["write_missing"]:
                written = actions.write_missing_seals(actor=itself)
                self.stderr.write(f"{written} seals were added to the file.")
            outcome = actions.check_log(actor=itself, now=timezone.now())
        self._tell(outcome, seconds=perf_counter() - began, as_json=options["json"])
        if outcome.problem:
            sys.exit(1)

    def _tell(self, outcome: Outcome, *, seconds: float, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(asdict(outcome) | {"sentence": str(outcome.problem or "")}))
            return
        self.stdout.write(
            f"{outcome.rows} rows under {outcome.seals} seals, {outcome.waiting} waiting, in {seconds:.1f} s."
        )
        if outcome.destroyed:
            self.stdout.write(f"{outcome.destroyed} of them were destroyed after their term; their leaves are kept.")
        if outcome.problem:
            self.stdout.write(self.style.ERROR(f"WRONG: {outcome.problem} [{outcome.problem.what}]"))
        else:
            self.stdout.write(self.style.SUCCESS("Everything is as it was written."))
