"""What every template finds without being given it."""

import pytest
from flask import Flask, render_template_string
from jinja2 import UndefinedError

from consult.resources import resource_dir
from consult.security import Identity, Permission, Place
from consult.web.viewer import Viewer


def test_an_undefined_name_is_an_error(app: Flask) -> None:
    with app.test_request_context("/"), pytest.raises(UndefinedError):
        render_template_string("{{ nothing_of_the_kind }}")


def test_words_are_escaped(app: Flask) -> None:
    with app.test_request_context("/"):
        assert render_template_string("{{ word }}", word="<b>") == "&lt;b&gt;"


def test_macros_are_found_under_one_name(app: Flask) -> None:
    with app.test_request_context("/"):
        assert "sana" in render_template_string("{{ ui.hint('sana') }}")


def test_a_macro_that_is_not_there_is_an_error(app: Flask) -> None:
    with app.test_request_context("/"), pytest.raises(UndefinedError):
        render_template_string("{{ ui.no_such_macro() }}")


def test_static_addresses_follow_the_content(app: Flask) -> None:
    with app.test_request_context("/"):
        first, second = (
            app.url_for("static", filename=f"css/{path.name}")
            for path in sorted((resource_dir("static") / "css").glob("*.css"))[:2]
        )
        assert "?h=" in first
        assert first.partition("?")[2] != second.partition("?")[2]
        assert app.url_for("static", filename="css/no-such.css") == "/static/css/no-such.css"


def test_a_viewer_may_what_the_map_says() -> None:
    viewer = Viewer(person=Identity(person_id=1, agent_of=frozenset({3})), place=Place(consultation_id=3))
    assert viewer.is_signed_in
    assert viewer.can("coordinate")
    assert viewer.can(Permission.READ)
    assert not viewer.can("contribute")
    with pytest.raises(ValueError, match="nonsense"):
        viewer.can("nonsense")
