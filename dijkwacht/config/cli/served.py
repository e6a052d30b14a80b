"""The two processes that serve: web and worker."""

import argparse
import gc

from dijkwacht.config.cli import surroundings, with_django
from dijkwacht.config.supervisor import die_with_parent

# Sized for two cores: more threads only wait for the interpreter, more waiting requests only grow old.
THREADS = 8
WAITING = 256
JOBS_AT_ONCE = 2


def web(options: argparse.Namespace) -> None:
    """This will serve the pages until it is told to stop."""
    die_with_parent()
    with surroundings.ready(options):
        _serve(options)


def worker(options: argparse.Namespace) -> None:
    """This will do background jobs until it is told to stop."""
    die_with_parent()
    with surroundings.ready(options):
        with_django.set_up()
        _work()


def _serve(options: argparse.Namespace) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    with_django.set_up()
    _load_all_pages()
    Granian(
        "dijkwacht.config.wsgi:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.processes,
        blocking_threads=THREADS,
        backpressure=WAITING,
        websockets=False,
        log_level=LogLevels.error,
        workers_kill_timeout=10,
    ).serve()


def _load_all_pages() -> None:
    # Granian forks: what is loaded before, the serving process shares with its parent, and nobody waits for it.
    # Frozen objects stay shared, because the garbage collector no longer touches them.
    from django.urls import get_resolver

    import dijkwacht.config.wsgi  # noqa: F401

    get_resolver().reverse_dict  # noqa: B018
    gc.collect()
    gc.freeze()


def _work() -> None:
    from procrastinate import PsycopgConnector
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.utils import connector_params

    # One connection hears of new jobs, the others take and finish them; more would only cost memory.
    connector = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=JOBS_AT_ONCE + 2)
    with app.replace_connector(connector):
        app.run_worker(concurrency=JOBS_AT_ONCE, delete_jobs="successful", shutdown_graceful_timeout=20)
