"""The practice environment in one command."""

import argparse
import contextlib
import os
from pathlib import Path

from dijkwacht.config.cli import surroundings, with_django
from dijkwacht.config.cli.freshness import PACKAGE, State
from dijkwacht.config.supervisor import stoppable, supervised
from dijkwacht.lib.embedded_postgres import EmbeddedPostgres

BANNER = """
  ┌──────────────────────────────────────────────────────────────────┐
  │  Dijkwacht, practice environment.                                │
  │  All data are fictional: people, places and events are made up.  │
  └──────────────────────────────────────────────────────────────────┘
"""
FAREWELL = "Stopped. The demo data are kept in {folder}."


def run(options: argparse.Namespace) -> None:
    """This will start database, web and worker with fictional data, until Ctrl-C or SIGTERM."""
    folder = surroundings.data_dir(options)
    port = surroundings.free_port(options.port)
    state = State(folder)
    with stoppable(), contextlib.suppress(KeyboardInterrupt):
        forget_half_loaded(folder, state)
        with surroundings.database(folder):
            surroundings.use_demo_secrets(folder)
            os.environ["DIJKWACHT_BASE_URL"] = f"http://127.0.0.1:{port}"
            prepare(state, small=options.small)
            # Loading takes a while, and the server would share its port with another program without a word.
            surroundings.free_port(port)
            serve(state, port, processes=options.processes, with_worker=not options.no_worker)
    say(FAREWELL.format(folder=folder))


def forget_half_loaded(folder: Path, state: State) -> None:
    """This will throw away a database whose first load was interrupted; nothing in it is worth keeping."""
    if state.is_embedded and state.read("loading") is not None:
        say("The last start was interrupted while it loaded the demo data. Beginning anew.")
        EmbeddedPostgres(folder).forget()
        state.forget("loading", "loaded", "people", "up-to-date")


def prepare(state: State, *, small: bool) -> None:
    """This will bring the database up to date when the code changed, and load data into an empty one."""
    environment = surroundings.application_environment()
    if not state.is_up_to_date():
        say("Preparing the database ...")
        with_django.run_apart("migrate", environment=surroundings.owner_environment())
        state.forget("people")
    if state.read("loaded") is None:
        say("Making a fictional Drenthe ...")
        state.write("loading")
        owner = surroundings.owner_environment()
        with_django.run_apart("manage", "load_demo", *(["--small"] if small else []), environment=owner)
        state.write("loaded")
        state.forget("loading")
    if state.read("people") is None:
        wide = {**environment, "COLUMNS": "100"}
        table = with_django.run_apart("manage", "demo_people", environment=wide, quiet=True)
        state.write("people", table)
    state.mark_up_to_date()


def serve(state: State, port: int, *, processes: int, with_worker: bool) -> None:
    """This will start the servers and welcome the visitor when the address answers."""
    with supervised(surroundings.application_environment()) as children:
        children.start("web", f"--port={port}", f"--processes={processes}")
        children.wait_for_answer("127.0.0.1", port)
        if with_worker:
            children.start("worker")
        welcome(state, port)
        children.wait()


def welcome(state: State, port: int) -> None:
    """This will tell where it is, who lives there and that all is fiction."""
    say((state.read("people") or "").rstrip())
    say(BANNER)
    if not (PACKAGE.parent / "build" / "static").exists():
        say("  The style sheets are not built, so pages look bare. Run `make build` and start again.\n")
    say(f"  Open http://127.0.0.1:{port}/ and step in as whom you like. Ctrl-C stops everything.\n")


def say(text: str) -> None:
    print(text, flush=True)
