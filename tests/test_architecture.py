"""The house as it is drawn, and as it stands."""

import re
import subprocess
import sys
from pathlib import Path

from django.apps import apps
from django.db import connection

ROOT = Path(__file__).parents[1]
# Log-in happens before anybody acts; these tables hold no dossier. Each with its reason in docs/threat-model.md.
WITHOUT_POLICY = re.compile(r"^(account|mfa|socialaccount|usersessions|django|auth|procrastinate)_")


def test_the_drawing_of_the_rooms_is_what_the_imports_say():
    said = (ROOT / "docs" / "architecture.md").read_text()
    drawn = subprocess.run(
        [sys.executable, ROOT / "docs" / "draw_rooms.py"], capture_output=True, text=True, check=True
    ).stdout
    assert drawn in said, "run `make docs` to draw the rooms again"


def test_every_table_of_ours_has_row_level_security(owner):
    with owner(), connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relkind in ('r', 'p') and not relrowsecurity and not relispartition"
            " and relnamespace = 'public'::regnamespace"
        )
        bare = [name for (name,) in cursor.fetchall() if not WITHOUT_POLICY.match(name)]
    assert bare == []


def test_no_partition_can_be_read_around_the_policy(owner):
    with owner(), connection.cursor() as cursor:
        cursor.execute("select relname from pg_class where relispartition and relkind = 'r' and not relrowsecurity")
        assert cursor.fetchall() == []


def test_the_application_role_has_no_power_over_the_database(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, False, False)


def test_every_action_with_a_transaction_takes_its_actor_by_name():
    for config in apps.get_app_configs():
        if not config.name.startswith("dijkwacht."):
            continue
        for path in Path(config.path).glob("actions/*.py"):
            for name, arguments in re.findall(
                r"@transaction\.atomic\ndef (\w+)\((.*?)\) ->", path.read_text(), re.DOTALL
            ):
                assert "*" in arguments or "actor" not in arguments, f"{path.name}: {name}"


def test_no_file_of_ours_grows_past_what_a_reader_can_hold():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / "dijkwacht").rglob("*.py")
        if "migrations" not in path.parts and (lines := len(path.read_text().splitlines())) > 450
    }
    assert long == {}


def test_no_path_of_a_machine_and_no_package_index_is_named():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    words = re.compile("/wo" + "rk/|/ro" + "ot/|py" + "pi\\.org|npm" + "js\\.org|python" + "hosted")
    named = [name for name in tracked if _reads(ROOT / name) and words.search((ROOT / name).read_text())]
    assert named == []


def _reads(path: Path) -> bool:
    return path.is_file() and path.suffix not in {".png", ".woff2", ".ico", ".pdf", ".ttf"}
