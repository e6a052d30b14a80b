"""What is installed is what works: templates, reference data and letters go along with the code."""

import shutil
import subprocess
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_wheel_holds_all_that_the_code_reads(tmp_path):
    source = tmp_path / "source"
    shutil.copytree(ROOT / "dijkwacht", source / "dijkwacht", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    build = [ROOT / ".venv/bin/uv", "build", "--quiet", "--offline", "--wheel", "--no-build-isolation", "-o", tmp_path]
    subprocess.run([*build, source], check=True)

    inside = set(zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist())

    assert tracked() - inside == set()


def tracked() -> set[str]:
    found = subprocess.run(["git", "ls-files", "dijkwacht"], cwd=ROOT, capture_output=True, text=True, check=True)
    # The parts of the style sheets are built to another place.
    return {name for name in found.stdout.split() if not name.startswith("dijkwacht/ui/assets/")}
