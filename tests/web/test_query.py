"""What an address may ask of a list."""

from enum import StrEnum

import pytest
from flask import Flask
from werkzeug.exceptions import BadRequest

from consult.web.query import asked_choice, asked_page


class Order(StrEnum):
    """How a list may be sorted."""

    TIME = "time"
    NAME = "name"


@pytest.mark.parametrize(
    ("query", "order"), [("", Order.TIME), ("sort=", Order.TIME), ("sort=name", Order.NAME)]
)
def test_one_of_the_choices(app: Flask, query: str, order: Order) -> None:
    with app.test_request_context(f"/?{query}"):
        assert asked_choice("sort", Order.TIME) is order


@pytest.mark.parametrize("value", ["email", "NAME", "name desc", "name;drop table person", "1"])
def test_nothing_else(app: Flask, value: str) -> None:
    with app.test_request_context("/", query_string={"sort": value}), pytest.raises(BadRequest):
        asked_choice("sort", Order.TIME)


@pytest.mark.parametrize(("query", "page"), [("", 1), ("page=1", 1), ("page=17", 17), ("page=10000", 10000)])
def test_a_page(app: Flask, query: str, page: int) -> None:
    with app.test_request_context(f"/?{query}"):
        assert asked_page() == page


@pytest.mark.parametrize("value", ["0", "-1", "x", "1.5", "", " 1", "١", "10001", "9" * 5000])
def test_no_page(app: Flask, value: str) -> None:
    with app.test_request_context("/", query_string={"page": value}), pytest.raises(BadRequest):
        asked_page()
