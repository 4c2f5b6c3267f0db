"""Days as people write them: what is written wrongly and what does not exist are told apart."""

import pytest
from flask import Flask

from consult.web.forms import BaseForm
from consult.web.moments import DayField


class DayForm(BaseForm):
    """One day."""

    day = DayField("Päivä")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("31.11.2026", ["Tällaista päivää ei ole."]),
        ("2027-02-29", ["Tällaista päivää ei ole."]),
        ("huomenna", ["Kirjoita päivä näin: 1.2.2027."]),
        ("30.11.2026", []),
    ],
)
def test_a_day_that_does_not_exist_is_told_as_such(app: Flask, written: str, said: list[str]) -> None:
    with app.test_request_context(method="POST", data={"day": written}):
        form = DayForm(meta={"csrf": False})
        form.validate()
        assert list(form.day.errors) == said
