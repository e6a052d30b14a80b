"""The page docs/performance.md from what was measured."""

import platform
from datetime import datetime

Ratios = dict[int, dict[str, tuple[float, float]]]

GOALS = {"report submitted": 150, "list of 50": 100, "filtered list": 80, "detail": 150}

HEAD = """# Performance

Measured by `make bench` on {when}, {machine}. Run it again: figures move with the machine, ratios hardly.
Web server, load and database share the same two cores, with durability on.
"""


def page(
    *,
    cold: float,
    warm: float,
    demo_memory: int,
    rest: int,
    loaded: int,
    ratios: Ratios,
    pages: dict[str, float],
    speeds: dict[str, dict[int, float]],
    served: int,
    processes: int,
) -> str:
    """This will return the whole page in Markdown."""
    return "\n".join(
        [
            HEAD.format(when=datetime.now().astimezone().date().isoformat(), machine=_machine()),
            "## Start and memory\n",
            "| what | measured | goal |\n|---|---|---|",
            f"| first start of `dijkwacht demo`, with making 600 reports | {cold:.1f} s | 60 s |",
            f"| warm start until the address answers | {warm:.1f} s | 3 s |",
            f"| memory of all processes with PostgreSQL, at rest | {rest} MB | 250 MB |",
            f"| just after making the demo data | {demo_memory} MB | |",
            f"| after the load below | {loaded} MB | |",
            "\n## Need-to-know in the database: its price\n",
            "The median of 15 reads through the application under row-level security, against the same rows by",
            "hand-written SQL as the owner. Goal: at most 1.3 times.\n",
            *_ratios(ratios),
            "\n## Pages and reports at demo size\n",
            "| what | seconds |\n|---|---|",
            *[f"| {name} | {seconds:.2f} |" for name, seconds in pages.items()],
            "\n## Over HTTP, answers a second\n",
            f"With {served:,} signals over 17 parties and {processes} web processes.\n",
            *_speeds(speeds),
            "",
        ]
    )


def _ratios(ratios: Ratios) -> list[str]:
    sizes = sorted(ratios)
    head = "| read | " + " | ".join(f"{size:,} signals: ms, ratio" for size in sizes) + " | growth |"
    lines = [head, "|---" * (len(sizes) + 2) + "|"]
    for name in ratios[sizes[0]]:
        cells = [f"{ratios[size][name][0]:.1f}, {ratios[size][name][0] / ratios[size][name][1]:.2f}" for size in sizes]
        growth = ratios[sizes[-1]][name][0] / ratios[sizes[0]][name][0]
        lines.append(f"| {name} | " + " | ".join(cells) + f" | {growth:.1f} |")
    return lines


def _speeds(speeds: dict[str, dict[int, float]]) -> list[str]:
    clients = sorted(next(iter(speeds.values())))
    lines = [
        "| request | " + " | ".join(f"{n} at once" for n in clients) + " | goal |",
        "|---" * (len(clients) + 2) + "|",
    ]
    for name, found in speeds.items():
        cells = " | ".join(f"{found[n]:.0f}" for n in clients)
        lines.append(f"| {name} | {cells} | {GOALS.get(name, '')} |")
    return lines


def _machine() -> str:
    import os

    return f"{os.cpu_count()} cores, Python {platform.python_version()}"
