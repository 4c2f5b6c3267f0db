"""What was typed is shown back, and nothing that a page sends along by itself."""

import importlib
import pkgutil
from collections.abc import Iterator

from flask import Flask
from wtforms import Form, HiddenField

import consult.web
from consult.web.typed import HIDDEN, typed_texts

LONG = "Ehdimmekö vielä?"


def test_no_hidden_field_is_taken_for_words() -> None:
    for module in pkgutil.walk_packages(consult.web.__path__, "consult.web."):
        importlib.import_module(module.name)
    assert set(hidden_fields(Form)) <= HIDDEN


def hidden_fields(form: type[Form]) -> Iterator[str]:
    """The hidden fields of every form there is."""
    for kind in form.__subclasses__():
        for name in dir(kind):
            field_class = getattr(getattr(kind, name), "field_class", None)
            if isinstance(field_class, type) and issubclass(field_class, HiddenField):
                yield name
        yield from hidden_fields(kind)


def test_words_are_shown_and_choices_are_not(app: Flask) -> None:
    sent = {"text": LONG, "kind": "missing", "page": "q4X1ieu6ZbZoF7k31dGWLA"}
    with app.test_request_context("/", method="POST", data=sent):
        assert [(typed.name, typed.text) for typed in typed_texts()] == [("text", LONG)]
