"""What the browser gets comes from this house alone: built files are the locked ones, no host but ours."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
STATIC = ROOT / "static"
TEMPLATES = ROOT / "templates"
VENDOR = STATIC / "vendor"

OURS = sorted(
    path
    for folder, kinds in ((STATIC, ("*.css", "*.js", "*.svg")), (TEMPLATES, ("*.html", "*.txt", "*.xml")))
    for kind in kinds
    for path in folder.rglob(kind)
)
PAGES = sorted(TEMPLATES.rglob("*.html"))

FOREIGN = re.compile(r"(?:https?:)?//[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
NAMESPACE = "http://www.w3.org/"
OUTWARD_LINK = re.compile(r"<a\s[^>]*>", re.IGNORECASE)
INLINE = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|\shx-on|javascript:", re.IGNORECASE)
ICON = re.compile(r"""ui\.icon\("([\w-]+)"|icon(?:_after)?="([\w-]+)"|picture\("([\w-]+)"\)""")


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def recorded() -> dict[str, Any]:
    hashes: dict[str, Any] = json.loads((VENDOR / "hashes.json").read_text("utf-8"))
    return hashes


def test_the_vendored_files_are_exactly_the_recorded_ones() -> None:
    files = {path for path in VENDOR.rglob("*") if path.is_file() and path.name != "hashes.json"}
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }
    assert found == recorded()["files"]


def test_the_vendored_versions_are_the_ones_asked_for() -> None:
    asked = json.loads((ROOT / "package.json").read_text("utf-8"))["dependencies"]
    built = {name: package["version"] for name, package in recorded()["packages"].items()}
    assert built == asked


def test_every_package_travels_with_its_licence() -> None:
    licences = sorted(name for name in recorded()["files"] if "LICENSE" in name)
    assert licences == ["LICENSE-htmx.txt", "fonts/LICENSE-literata.txt", "fonts/LICENSE-radio-canada.txt"]


def test_the_npm_lock_names_no_registry() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []


@pytest.mark.parametrize("path", OURS, ids=name_of)
def test_nothing_is_fetched_from_a_foreign_host(path: Path) -> None:
    text = OUTWARD_LINK.sub("", path.read_text("utf-8"))
    assert FOREIGN.findall(text.replace(NAMESPACE, "")) == []


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_no_template_carries_inline_style_or_script(path: Path) -> None:
    assert INLINE.findall(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_every_icon_a_template_names_is_drawn(path: Path) -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text("utf-8")))
    named = {name for found in ICON.findall(path.read_text("utf-8")) for name in found if name}
    assert named - drawn == set()


def test_every_stylesheet_is_linked_once() -> None:
    linked = re.findall(r'"([\w-]+)"', (TEMPLATES / "_styles.html").read_text("utf-8").split("%}")[0])
    assert sorted(linked) == sorted(path.stem for path in (STATIC / "css").glob("*.css"))
