"""
The command `dijkwacht`.

The parent process of web and worker lives as long as they do, so nothing here imports Django at the top; what
needs Django imports it in the function that runs in a process of its own.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from dijkwacht.config.cli import demo, production, served, surroundings, with_django
from dijkwacht.config.problems import CannotRun
from dijkwacht.lib.embedded_postgres import CannotStart

PRODUCTION_SETTINGS = "dijkwacht.config.settings.production"
FOR_DJANGO = ("manage", "verify-audit")


def main(arguments: Sequence[str] | None = None) -> int:
    """This will run one command and give its exit status: 2 when the surroundings are not right."""
    options = parsed(list(sys.argv[1:] if arguments is None else arguments))
    if options.demo:
        os.environ["DJANGO_SETTINGS_MODULE"] = surroundings.DEMO_SETTINGS
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", PRODUCTION_SETTINGS)
    try:
        return int(options.command(options) or 0)
    except (CannotRun, CannotStart) as problem:
        print(f"dijkwacht: {problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def parsed(arguments: list[str]) -> argparse.Namespace:
    """This will read the arguments; what follows `manage` or `verify-audit` is for Django's command."""
    ours = next((at + 1 for at, word in enumerate(arguments) if word in FOR_DJANGO), len(arguments))
    options = parser().parse_args(arguments[:ours])
    options.django = arguments[ours:]
    return options


def parser() -> argparse.ArgumentParser:
    """This will describe all commands."""
    top = argparse.ArgumentParser(prog="dijkwacht", description="Dijkwacht keeps the dikes equally high.")
    top.add_argument("--demo", action="store_true", help="work on the demo data instead of on the real ones")
    top.add_argument("--data", type=Path, help="data folder (default: DIJKWACHT_DATA, or your own data folder)")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    add_demo(commands.add_parser("demo", help="start everything with fictional data"))
    add_run(commands.add_parser("run", help="start web and worker under one parent"))
    add_web(commands.add_parser("web", help="start the web server alone"))
    commands.add_parser("worker", help="start the background jobs alone").set_defaults(command=served.worker)
    for name, (function, meaning) in SIMPLE.items():
        commands.add_parser(name, help=meaning).set_defaults(command=function)
    return top


SIMPLE = {
    "migrate": (with_django.migrate, "bring the database up to date, as its owner"),
    "check": (with_django.check, "check settings, database, migrations and roles"),
    "verify-audit": (with_django.verify_audit, "prove that the log was not changed"),
    "manage": (with_django.manage, "run any Django management command"),
    "database": (production.database, "keep the embedded database running for other programs, and tell its addresses"),
}


def add_demo(command: argparse.ArgumentParser) -> None:
    command.add_argument("--port", type=int, default=8000, help="0 takes a free one (default: 8000)")
    command.add_argument("--data", type=Path, default=argparse.SUPPRESS, help="data folder")
    command.add_argument("--small", action="store_true", help="load little data, for a quick look")
    command.add_argument("--processes", type=int, default=1, help="web processes (default: 1)")
    command.add_argument("--no-worker", action="store_true", help="start no background jobs")
    command.set_defaults(command=demo.run, demo=True)


def add_run(command: argparse.ArgumentParser) -> None:
    add_web(command)
    command.set_defaults(command=production.run)


def add_web(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    command.add_argument("--port", type=int, default=8000)
    command.add_argument("--processes", type=int, default=1, help="web processes (default: 1)")
    command.set_defaults(command=served.web)
