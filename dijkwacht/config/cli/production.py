"""Web and worker under one parent, for real work."""

import argparse
import contextlib
import os
import signal

from dijkwacht.config.cli import surroundings, with_django
from dijkwacht.config.cli.freshness import State
from dijkwacht.config.problems import CannotRun
from dijkwacht.config.supervisor import stoppable, supervised


def run(options: argparse.Namespace) -> None:
    """This will start web and worker, and stop both on Ctrl-C or SIGTERM."""
    folder = surroundings.data_dir(options)
    surroundings.free_port(options.port, host=options.host)
    state = State(folder)
    with stoppable(), contextlib.suppress(KeyboardInterrupt), surroundings.database(folder):
        if state.is_embedded and not state.is_up_to_date():
            with_django.run_apart("migrate", environment=surroundings.owner_environment())
            state.mark_up_to_date()
        with supervised(surroundings.application_environment()) as children:
            children.start(
                "web", f"--host={options.host}", f"--port={options.port}", f"--processes={options.processes}"
            )
            children.start("worker")
            children.wait()


def database(options: argparse.Namespace) -> None:
    """
    This will keep the embedded database running until Ctrl-C, for pg_dump or another tool.

    :raises CannotRun: if the operator has a server of their own
    """
    if surroundings.has_own_server():
        raise CannotRun("DATABASE_URL points to a server of your own; the embedded database is not in use.")
    with stoppable(), contextlib.suppress(KeyboardInterrupt), surroundings.database(surroundings.data_dir(options)):
        print(f"DATABASE_URL={os.environ['DATABASE_URL']}")
        print(f"DATABASE_OWNER_URL={os.environ['DATABASE_OWNER_URL']}", flush=True)
        signal.pause()
