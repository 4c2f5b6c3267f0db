"""Every template compiles, includes what exists, and keeps script and style out of the page."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined, meta, nodes

from tests.tree import ROOT, tracked

TEMPLATES = ROOT / "templates"
NAMES = [str(Path(name).relative_to("templates")) for name in tracked("templates")]
INLINE = re.compile(
    r"""\sstyle\s*=\s*["']|<style\b|<script\b(?![^>]*\bsrc=)|\son[a-z]+\s*=\s*["']|javascript:"""
)
ELSEWHERE = re.compile(r"""(?:src|srcset|action|hx-get|hx-post)\s*=\s*["'](?:https?:)?//""")


def environment() -> Environment:
    """The syntax that the application's templates use."""
    syntax = ["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"]
    loader = FileSystemLoader(TEMPLATES)
    return Environment(loader=loader, extensions=syntax, undefined=StrictUndefined, autoescape=True)


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


def test_the_template_compiles(name: str) -> None:
    env = environment()
    tree = env.parse(source_of(name), name)
    for filter_node in tree.find_all(nodes.Filter):
        env.filters.setdefault(filter_node.name, str)
    for test_node in tree.find_all(nodes.Test):
        env.tests.setdefault(test_node.name, str.isspace)
    compile(env.compile(source_of(name), name, raw=True), name, "exec")


def test_what_the_template_refers_to_exists(name: str) -> None:
    tree = environment().parse(source_of(name), name)
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
