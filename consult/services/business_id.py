"""The Finnish business id: seven digits, a dash and a check digit."""

import re

from consult.errors import Invalid

WEIGHTS = (7, 9, 10, 5, 8, 4, 2)
SHAPE = re.compile(r"([0-9]{6,7})-?([0-9])")
MODULUS = 11


def normal_business_id(typed: str) -> str:
    """The id as it is written, 1234567-1; one whose check digit is wrong is refused, none at all is none.

    >>> normal_business_id(" 0201256-6 "), normal_business_id("")
    ('0201256-6', '')
    """
    compact = "".join(typed.split()).translate({0x2011: "-", 0x2013: "-", 0x2212: "-"})
    if not compact:
        return ""
    found = SHAPE.fullmatch(compact)
    if found is None:
        raise Invalid("A business id looks like 1234567-1. Check it.", field="business_id")
    digits, check = found[1].zfill(len(WEIGHTS)), found[2]
    if check_digit(digits) != check:
        raise Invalid("The check digit of the business id is wrong. Check every digit.", field="business_id")
    return f"{digits}-{check}"


def check_digit(digits: str) -> str:
    """The digit after the dash; some numbers can have none.

    >>> check_digit("0201256"), check_digit("0000006")
    ('6', '')
    """
    rest = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=True)) % MODULUS
    if rest == 1:
        return ""
    return str(MODULUS - rest if rest else 0)
