"""
Draws the rooms and who imports whom, from the imports themselves.

`python docs/draw_rooms.py` prints it; `python docs/draw_rooms.py --write` puts it in architecture.md.
"""

import sys
from pathlib import Path

import grimp

HERE = Path(__file__).parent
BEGIN, END = "<!-- rooms: made by docs/draw_rooms.py -->\n", "<!-- end of rooms -->"
ORDER = ["config", "demo", "agreement", "signals", "knowledge", "parties", "audit", "ui", "lib"]


def drawing() -> str:
    """This will return a Mermaid graph of the rooms, without tests."""
    graph = grimp.build_graph("dijkwacht", exclude_type_checking_imports=True, cache_dir=None)
    arrows = set()
    for module in graph.modules:
        for imported in graph.find_modules_directly_imported_by(module):
            if ".tests" not in module and ".tests" not in imported:
                arrows.add((_room(module), _room(imported)))
    lines = ["```mermaid", "graph TD"]
    for room in ORDER:
        for other in ORDER:
            if room != other and (room, other) in arrows:
                lines.append(f"  {room} --> {other}")
    return "\n".join([*lines, "```", ""])


def _room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def write() -> None:
    """This will put the drawing between the two marks in architecture.md."""
    page = HERE / "architecture.md"
    before, rest = page.read_text().split(BEGIN)
    page.write_text(before + BEGIN + drawing() + END + rest.split(END)[1])


if __name__ == "__main__":
    if "--write" in sys.argv:
        write()
    else:
        sys.stdout.write(drawing())
