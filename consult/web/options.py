"""The choices of a field, given as labels by value."""

from collections.abc import Mapping
from typing import Any

from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs are a version behind


def options(labels: Mapping[Any, Any]) -> list[Any]:
    """Choices in the order of the mapping; labels may be lazy."""
    return [SelectChoice(value, label) for value, label in labels.items()]
