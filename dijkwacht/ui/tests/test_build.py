"""What the browser gets: small, ours alone, and allowed by the content security policy."""

import gzip
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
BUILT = ROOT / "build" / "static" / "ui"
TEMPLATES = sorted((ROOT / "dijkwacht").glob("*/templates/**/*.html"))
BUDGETS = {"app.css": 40_000, "public.css": 20_000, "app.js": 25_000}

FORBIDDEN = {
    "an inline style": re.compile(r"<[^>]+\sstyle=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^>]*(\ssrc=|application/json))", re.IGNORECASE),
    "an event handler": re.compile(r"<[^>]+\son[a-z]+=", re.IGNORECASE),
    "an address of code": re.compile(r"javascript:", re.IGNORECASE),
    "an htmx handler that needs eval": re.compile(r"\shx-on[:-]|=[\"']js:", re.IGNORECASE),
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_obeys_the_content_security_policy(path):
    text = path.read_text()
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(text)] == []


@pytest.mark.parametrize(
    "bad", ['<p style="x">', "<style>", "<script>1</script>", '<a onclick="x">', '<a href="javascript:1">']
)
def test_the_scan_sees_what_is_forbidden(bad):
    assert any(pattern.search(bad) for pattern in FORBIDDEN.values())


@pytest.mark.parametrize(("name", "budget"), BUDGETS.items())
def test_what_is_sent_stays_small(name, budget):
    if not BUILT.exists():
        pytest.skip("not built: run `make build`")
    assert len(gzip.compress((BUILT / name).read_bytes())) < budget


def test_nothing_is_fetched_from_elsewhere():
    if not BUILT.exists():
        pytest.skip("not built: run `make build`")
    styles = (BUILT / "app.css").read_text() + (BUILT / "public.css").read_text()
    assert not re.search(r"url\(\s*[\"']?(https?:)?//", styles)


def test_every_front_end_part_has_its_reason():
    package = json.loads((ROOT / "package.json").read_text())
    assert set(package["devDependencies"]) == set(package["dijkwacht"]["why"])


def test_the_lock_names_no_host():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    assert not [name for name, part in lock["packages"].items() if "resolved" in part]


@pytest.mark.parametrize("path", sorted((ROOT / "dijkwacht/ui/assets/css").glob("*.css")), ids=lambda path: path.name)
def test_a_style_sheet_is_about_one_thing(path):
    assert len(path.read_text().splitlines()) <= 125
