"""A business id is written in one way and its check digit is counted."""

import pytest

from consult.errors import Invalid
from consult.services.business_id import check_digit, normal_business_id


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2345670-5", "2345670-5"),
        (" 2345670 - 5 ", "2345670-5"),
        ("23456705", "2345670-5"),
        ("2345670\u20115", "2345670-5"),
        ("201256-6", "0201256-6"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_it_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert normal_business_id(typed) == kept


@pytest.mark.parametrize("typed", ["2345670-4", "2345673-0", "2345673-1"])
def test_a_wrong_check_digit_is_refused(typed: str) -> None:
    with pytest.raises(Invalid, match="check digit"):
        normal_business_id(typed)


@pytest.mark.parametrize("typed", ["FI23456705", "12345-6", "ei ole", "2345670-55", "\u0662345670-5"])
def test_what_is_no_business_id_is_refused(typed: str) -> None:
    with pytest.raises(Invalid, match="looks like") as refusal:
        normal_business_id(typed)
    assert refusal.value.field == "business_id"


def test_one_wrong_digit_is_always_noticed() -> None:
    digits = "2345670"
    for place in range(7):
        for digit in "0123456789":
            other = digits[:place] + digit + digits[place + 1 :]
            assert other == digits or check_digit(other) != check_digit(digits)
