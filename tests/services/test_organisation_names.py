"""One name in fourteen spellings is one name; another name is another one."""

import pytest

from consult.services.organisation_names import identity_key, mixed_words, search_words, sorting_key

NAME = "Keski-Suomen Yhteisöjen Tuki ry"
VARIANTS = {
    "as it is": NAME,
    "capitals": NAME.upper(),
    "two spaces and one at the end": "Keski-Suomen  Yhteisöjen Tuki ry ",
    "a space that does not break": "Keski-Suomen\u00a0Yhteisöjen Tuki ry",
    "a hyphen that does not break": "Keski\u2011Suomen Yhteisöjen Tuki ry",
    "a long dash between spaces": "Keski \u2013 Suomen Yhteisöjen Tuki ry",
    "a hyphen that is not seen": "Keski-Suo\u00admen Yhteisöjen Tuki ry",
    "a space without width": "Keski-Suomen Yhtei\u200bsöjen Tuki ry",
    "a mark that turns the direction": "Keski-Suomen \u200fYhteisöjen Tuki ry",
    "a mark that joins nothing": "Keski-Suomen Yhteis\u034föjen Tuki ry",
    "a letter in two parts": "Keski-Suomen Yhteiso\u0308jen Tuki ry",
    "letters of full width": "Keski-Suomen Yhteisöjen \uff34\uff55\uff4b\uff49 ry",
    "a Cyrillic letter": "K\u0435ski-Suomen Yhteisöjen Tuki ry",
    "a Cyrillic letter at the end": "Keski-Suomen Yhteisöjen Tuki r\u0443",
    "a Greek letter": "Keski-Su\u03bfmen Yhteisöjen Tuki ry",
    "the short form with points": "Keski-Suomen Yhteisöjen Tuki r.y.",
}


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
def test_every_spelling_is_the_same_name(variant: str) -> None:
    assert identity_key(variant) == "keski-suomen yhteisöjen tuki ry"


@pytest.mark.parametrize(
    "other",
    [
        "Keski-Suomen Yhteisöjen Tuki",
        "Keski-Suomen Yhteisojen Tuki ry",
        "Keski-Suomen Yhteisöjen Tuki rf",
        "Keskisuomen Yhteisöjen Tuki ry",
        "Keski-Suomen Yhteisöjen Tuki 2 ry",
        "Keski-Suomen Yhteisöjen Tuki ry, Äänekosken osasto",
    ],
)
def test_another_name_is_another_organisation(other: str) -> None:
    assert identity_key(other) != identity_key(NAME)


@pytest.mark.parametrize(
    "key", [identity_key(name) for name in (*VARIANTS.values(), "Åbo rf.", "\u0130stanbul")]
)
def test_the_key_of_a_key_is_itself(key: str) -> None:
    assert identity_key(key) == key


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (NAME, ()),
        (VARIANTS["a letter in two parts"], ()),
        (VARIANTS["a Cyrillic letter"], ("K\u0435ski",)),
        (VARIANTS["a Greek letter"], ("Su\u03bfmen",)),
        ("Kulttuuriseura \u0420\u0430\u0434\u0443\u0433\u0430 ry", ()),
        ("4H-yhdistys, 100 vuotta", ()),
        ("", ()),
    ],
)
def test_a_word_of_two_alphabets_is_noticed_and_a_name_of_two_languages_is_not(
    name: str, words: tuple[str, ...]
) -> None:
    assert mixed_words(name) == words


@pytest.mark.parametrize("typed", ["aanekosk", "Äänekosk", "äänekosk", "A\u0308a\u0308nekosk"])
def test_a_search_needs_no_dots(typed: str) -> None:
    assert search_words(typed) in search_words("Äänekosken Näkövammaiset ry", "Äänekoski")


def test_names_stand_in_the_finnish_order() -> None:
    names = ["Aholan tuki", "Zonta", "Åbo", "Äijälä", "Öljymäki", "Öölanti"]
    mixed = names[3:] + names[:3]
    assert sorted(mixed, key=sorting_key) == names


@pytest.mark.parametrize("name", ["", " ", "\u200b\u00ad", "\u034f"])
def test_a_name_of_nothing_seen_has_no_key(name: str) -> None:
    assert identity_key(name) == ""
