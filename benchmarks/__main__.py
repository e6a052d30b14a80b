"""
`make bench`: measures, and writes the tables of docs/performance.md.

Everything is a ratio to something measured in the same run, or a count a second on the machine of the run. Nothing here
is a test: figures move with the machine.
"""

import argparse
import os
import sys
import time
from pathlib import Path

from benchmarks import stack, tables, web

SERVED = 100_000
"""The size at which the pages are asked for over HTTP; above it only the database is measured."""

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"


def main() -> None:
    options = _options()
    with stack.folder() as data:
        _say("starting an empty Dijkwacht with demo data ...")
        with stack.running(data) as first:
            cold, demo_memory = first.seconds, first.memory()
        with stack.running(data) as warm:
            time.sleep(5)
            start, rest = warm.seconds, warm.memory()
            _say(f"first start {cold:.1f} s, warm start {start:.1f} s, at rest {rest} MB")
        served = [size for size in options.sizes if size <= SERVED]
        ratios, pages = _inside(data, served)
        with stack.running(data, "--processes", str(options.processes)) as full:
            speeds = web.measure(full, _say)
            loaded = full.memory()
        ratios |= _inside(data, [size for size in options.sizes if size > SERVED])[0]
    text = tables.page(
        cold=cold,
        warm=start,
        demo_memory=demo_memory,
        rest=rest,
        loaded=loaded,
        ratios=ratios,
        pages=pages,
        speeds=speeds,
        served=max(served),
        processes=options.processes,
    )
    PAGE.write_text(text) if options.write else sys.stdout.write(text)


def _inside(data: Path, sizes: list[int]) -> tuple[tables.Ratios, dict[str, float]]:
    """Measures inside this process, on the same database, with Django."""
    from dijkwacht.config.cli import surroundings

    os.environ.update(DJANGO_SETTINGS_MODULE="dijkwacht.config.settings.demo", DIJKWACHT_DATA=str(data))
    with surroundings.database(data):
        surroundings.use_demo_secrets(data)
        os.environ["DIJKWACHT_AS_OWNER"] = "1"
        import django

        django.setup()
        from benchmarks import database, pages

        with database.connected():
            found = pages.measure(_say)
            return database.measure(_say, tuple(sizes)), found


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
