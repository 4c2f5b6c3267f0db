"""Names stand in Finnish order."""

import pytest

from consult.docx.collation import finnish_key


@pytest.mark.parametrize(
    "names",
    [
        ["Ahon kyläyhdistys", "Zonta", "Åsvikens folkhälsa", "Ätäkylän martat", "Öljymäen eläkkeensaajat"],
        ["Aalto ry", "aamu ry", "Aarre ry"],
        ["Osasto 2", "Osasto 10", "Osasto 100"],
        ["Élan", "Elo", "Elokuu"],
        ["Viola ry", "Wanha ry"],
        ["Müller", "Myllär", "Myy"],
        ["ry", "Ry"][::-1],
    ],
)
def test_they_are_sorted_as_a_reader_expects(names: list[str]) -> None:
    mixed = names[1::2] + names[::2]
    assert sorted(mixed, key=finnish_key) == names


def test_signs_and_spaces_do_not_count() -> None:
    assert finnish_key('"Aalto"  ry')[0] == finnish_key("Aalto ry")[0]
