"""The page docs/performance.md from what was measured."""

import platform
from dataclasses import dataclass, field
from datetime import datetime

Ratios = dict[int, dict[str, tuple[float, float]]]

GOALS = {"report submitted": 150, "list of 50": 100, "filtered list": 80, "detail": 150}

HEAD = """# Performance

Measured by `make bench` on {when}, {machine}. Run it again: figures move with the machine, ratios hardly.
Web server, load and database share the same two cores, with durability on.
"""


@dataclass
class Figures:
    """Everything that one run measured: seconds, megabytes, answers a second."""

    served: int
    processes: int
    cold: float = 0
    warm: float = 0
    demo_memory: int = 0
    rest: int = 0
    loaded: int = 0
    looking: float = 0
    stretching: float = 0
    rewrapping: tuple[float, float] = (0, 0)
    ratios: Ratios = field(default_factory=dict)
    pages: dict[str, float] = field(default_factory=dict)
    speeds: dict[str, dict[int, float]] = field(default_factory=dict)
    outside: dict[int, tuple[float, int]] = field(default_factory=dict)


def page(figures: Figures) -> str:
    """This will return the whole page in Markdown."""
    return "\n".join(
        [
            HEAD.format(when=datetime.now().astimezone().date().isoformat(), machine=_machine()),
            "## Start and memory\n",
            "| what | measured | goal |\n|---|---|---|",
            f"| first start of `dijkwacht demo`, with making its data | {figures.cold:.1f} s | 60 s |",
            f"| warm start until the address answers | {figures.warm:.1f} s | 3 s |",
            f"| memory of all processes with PostgreSQL, at rest | {figures.rest} MB | 250 MB |",
            f"| just after making the demo data | {figures.demo_memory} MB | |",
            f"| after the load below | {figures.loaded} MB | |",
            "\n## Need-to-know in the database: its price\n",
            "The median of 41 reads through the application under row-level security, against the same columns of the",
            "same rows by a hand-written WHERE as the owner; both compiled and prepared. Goal: at most 1.3 times, and",
            "from the smallest size to the largest at most 2.\n",
            *_ratios(figures.ratios),
            "\n## Pages and reports at demo size\n",
            "| what | seconds |\n|---|---|",
            *[f"| {name} | {seconds:.2f} |" for name, seconds in figures.pages.items()],
            "\n## Over HTTP, answers a second\n",
            f"With {figures.served:,} signals over 17 parties and {figures.processes} web processes.\n",
            *_speeds(figures.speeds),
            "\n## Reports from outside\n",
            *_outside(figures),
            "",
        ]
    )


def _outside(figures: Figures) -> list[str]:
    taken = figures.outside
    ratio = figures.looking / figures.stretching
    seconds, bare = figures.rewrapping
    return [
        "A receipt takes 256 MiB to guess, as in real use; at most two are worked out at once in each process.\n",
        "| what | " + " | ".join(f"{n} at once" for n in taken) + " |",
        "|---" * (len(taken) + 1) + "|",
        "| reports taken a second | " + " | ".join(f"{each[0]:.1f}" for each in taken.values()) + " |",
        "| memory of all processes, highest seen | " + " | ".join(f"{each[1]} MB" for each in taken.values()) + " |",
        "\n| what | seconds | against | ratio |\n|---|---|---|---|",
        f"| opening a mailbox: two pages, the sum of the browser and the receipt | {figures.looking:.2f}"
        f" | Argon2id alone, {figures.stretching:.2f} | {ratio:.1f} |",
        f"| a new key for 10,000 reports | {seconds:.1f}"
        f" | the same envelopes in memory, {bare:.1f} | {seconds / bare:.1f} |",
    ]


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
