"""Numbers in addresses fit the database's integers; a larger one names nothing."""

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1


class DatabaseInteger(IntegerConverter):
    """`<int:…>` in every address of this application."""

    def __init__(self, map: Map, fixed_digits: int = 0, min: int | None = None) -> None:
        super().__init__(map, fixed_digits=fixed_digits, min=min, max=LARGEST)


def bound_numbers(app: Flask) -> None:
    """Make it so, before any address is added."""
    app.url_map.converters["int"] = DatabaseInteger
