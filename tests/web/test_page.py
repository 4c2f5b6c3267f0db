"""The page client finds what is wrong with a page."""

import pytest
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder, TestResponse
from werkzeug.wrappers import Request

from tests.web.page import Page

HEAD = '<!DOCTYPE html><html lang="fi"><head><title>Sivu – consult</title></head><body><main>'
TAIL = "</main></body></html>"
GOOD = """
<h1>Otsikko</h1>
<form action="/x" method="post"><input type="hidden" name="csrf_token" value="t">
<label for="a">A</label><input id="a" name="a" value="1">
<textarea name="b" aria-label="B">
kaksi</textarea>
<select name="c" aria-label="C"><option value="1">x</option><option value="2" selected>y</option></select>
<label><input type="checkbox" name="d" value="9" checked> D</label>
<button name="e" value="2">Ok</button></form>
"""


def page(html: str, status: int = 200) -> Page:
    """A page with this content."""
    request = Request(EnvironBuilder("/tried").get_environ())
    return Page(TestResponse([html.encode()], f"{status} X", Headers({"Content-Type": "text/html"}), request))


def test_a_good_page_passes_and_can_be_read() -> None:
    found = page(HEAD + GOOD + TAIL)
    assert (found.h1, found.title, found.is_whole) == ("Otsikko", "Sivu – consult", True)
    form = found.form()
    assert (form.action, form.method) == ("/x", "post")
    assert form.fields == {"csrf_token": ["t"], "a": ["1"], "b": ["kaksi"], "c": ["2"], "d": ["9"]}


def test_a_fragment_needs_no_frame() -> None:
    assert not page('<p id="x">sana</p>').is_whole


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ("<h1>Toinen</h1>", "h1"),
        ('<p id="a">x</p>', "id 'a' 2 times"),
        ('<p style="color:red">x</p>', "inline style"),
        ("<script>x</script>", "inline script"),
        ('<p onclick="x()">x</p>', "script in onclick"),
        ('<a href="javascript:x()">x</a>', "script in href"),
        ('<button hx-on:click="x()">x</button>', "script in hx-on:click"),
        ('<img src="https://elsewhere.example/x.png" alt="">', "foreign host"),
        ('<script src="//elsewhere.example/x.js"></script>', "foreign host"),
        ('<img src="/x.png">', "alternative text"),
        ('<input name="q">', "no label for q"),
        ("<button></button>", "without words"),
        ('<a href="/x"></a>', "empty link"),
        ("<form><p>x</p></form>", "without action"),
        ('<form action="/y" method="post"><p>x</p></form>', "no token"),
        ("<p><div>x</div></p>", "not well formed"),
        ("<b><p>x</b></p>", "not well formed"),
        ('<p aria-labelledby="nowhere">x</p>', "leads nowhere"),
    ],
)
def test_a_wrong_page_is_named(wrong: str, named: str) -> None:
    with pytest.raises(AssertionError, match=named):
        page(HEAD + GOOD + wrong + TAIL)


@pytest.mark.parametrize(
    ("right", "wrong", "named"),
    [
        ('lang="fi"', "", "language"),
        ("<title>Sivu – consult</title>", "<title> – consult</title>", "title"),
        ("<h1>Otsikko</h1>", "", "h1"),
        ("<main>", "<main><main></main>", "main"),
    ],
)
def test_a_wrong_frame_is_named(right: str, wrong: str, named: str) -> None:
    with pytest.raises(AssertionError, match=named):
        page((HEAD + GOOD + TAIL).replace(right, wrong))
