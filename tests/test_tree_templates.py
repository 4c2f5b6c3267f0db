"""Every template compiles, includes what exists, and keeps script and style out of the page."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, meta

from consult.config import Config
from consult.web.app import create_app
from tests.tree import ROOT, tracked

TEMPLATES = ROOT / "templates"
NAMES = [str(Path(name).relative_to("templates")) for name in tracked("templates")]
INLINE = re.compile(
    r"""\sstyle\s*=\s*["']|<style\b|<script\b(?![^>]*\bsrc=)|\son[a-z]+\s*=\s*["']|javascript:"""
)
ELSEWHERE = re.compile(r"""(?:src|srcset|action|hx-get|hx-post)\s*=\s*["'](?:https?:)?//""")


@pytest.fixture(scope="module")
def environment() -> Iterator[Environment]:
    """The application's own, with its filters and tests: an unknown one is an error when compiling."""
    app = create_app(Config(secret_key="x" * 40, database_url="sqlite://", environment="test"))
    yield app.jinja_env
    app.extensions["consult"].engine.dispose()


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    """Each template in turn."""
    template: str = request.param
    return template


def source_of(name: str) -> str:
    """What stands in the file."""
    return (TEMPLATES / name).read_text(encoding="utf-8")


def test_there_are_templates() -> None:
    assert "base.html" in NAMES


def test_the_template_compiles(environment: Environment, name: str) -> None:
    compile(environment.compile(source_of(name), name, raw=True), name, "exec")


def test_what_the_template_refers_to_exists(environment: Environment, name: str) -> None:
    tree = environment.parse(source_of(name), name)
    wanted = {other for other in meta.find_referenced_templates(tree) if other}
    assert wanted - set(NAMES) == set()


def test_the_template_holds_no_inline_script_or_style(name: str) -> None:
    assert INLINE.findall(source_of(name)) == []


def test_the_template_fetches_nothing_from_elsewhere(name: str) -> None:
    assert ELSEWHERE.findall(source_of(name)) == []


@pytest.mark.parametrize(
    "markup", ['<p style="x">', "<style>", "<script>x</script>", '<a onclick="x">', '<a href="javascript:x">']
)
def test_inline_script_and_style_are_recognised(markup: str) -> None:
    assert INLINE.search(markup)
    assert not INLINE.search('<script src="/static/app.js" defer></script><p class="style">')
