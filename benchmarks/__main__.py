"""
`make bench`: measures, and writes the tables of docs/performance.md.

Everything is a ratio to something measured in the same run, or a count a second on the machine of the run. Nothing here
is a test: figures move with the machine.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import outside, stack, tables, web

SERVED = 100_000
"""The size at which the pages are asked for over HTTP; above it only the database is measured."""
REAL_MEMORY_MIB = 256
"""What one guess of a receipt takes in real use; the demo takes less."""

BY_HAND = "## What is left"
PAGE = Path(__file__).parents[1] / "docs" / "performance.md"


def main() -> None:
    options = _options()
    figures = tables.Figures(served=min(SERVED, max(options.sizes)), processes=options.processes)
    with stack.folder() as data:
        _start(data, figures)
        _small(data, figures, [size for size in options.sizes if size <= SERVED])
        _serve(data, figures)
        _large(data, figures, [size for size in options.sizes if size > SERVED])
    text = tables.page(figures)
    PAGE.write_text(text + _written_by_hand()) if options.write else sys.stdout.write(text)


def _start(data: Path, figures: tables.Figures) -> None:
    _say("starting an empty Dijkwacht with demo data ...")
    with stack.running(data) as first:
        figures.cold, figures.demo_memory = first.seconds, first.memory()
    with stack.running(data) as warm:
        time.sleep(5)
        figures.warm, figures.rest = warm.seconds, warm.memory()
    _say(f"first start {figures.cold:.1f} s, warm start {figures.warm:.1f} s, at rest {figures.rest} MB")


def _small(data: Path, figures: tables.Figures, sizes: list[int]) -> None:
    with _inside(data):
        from benchmarks import database, pages

        figures.pages = pages.measure(_say)
        figures.ratios |= database.measure(_say, tuple(sizes))
        with database.as_owner():
            outside.without_queue()


def _serve(data: Path, figures: tables.Figures) -> None:
    processes = ["--processes", str(figures.processes)]
    with stack.running(data, *processes) as full:
        figures.speeds = web.measure(full, _say)
        figures.loaded = full.memory()
    with stack.running(data, *processes, DIJKWACHT_RECEIPT_MEMORY_MIB=str(REAL_MEMORY_MIB)) as full:
        figures.outside, figures.looking = outside.measure(full, _say), outside.looking(full)


def _large(data: Path, figures: tables.Figures, sizes: list[int]) -> None:
    with _inside(data):
        from benchmarks import database

        figures.stretching = outside.stretching(REAL_MEMORY_MIB)
        figures.rewrapping = outside.rewrapping(_say)
        figures.ratios |= database.measure(_say, tuple(sizes))


@contextmanager
def _inside(data: Path) -> Iterator[None]:
    """Django in this process, on the same database, as the application."""
    from dijkwacht.config.cli import surroundings

    os.environ.update(DJANGO_SETTINGS_MODULE="dijkwacht.config.settings.demo", DIJKWACHT_DATA=str(data))
    with surroundings.database(data):
        surroundings.use_demo_secrets(data)
        os.environ["DIJKWACHT_AS_OWNER"] = "1"
        import django

        django.setup()
        from benchmarks import database

        with database.connected():
            yield


def _written_by_hand() -> str:
    """The last part of the page: what the figures mean and what is left."""
    _, heading, rest = PAGE.read_text().partition(BY_HAND)
    return f"\n{heading}{rest}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md in place of the screen")
    parser.add_argument("--processes", type=int, default=2, help="web processes while under load (default: 2)")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    return parser.parse_args()


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
