"""LibreOffice as a robot edits our file in known ways; exactly those edits are read from what it saves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from consult.docx import Base, Recognition, read_reply
from tests.docx.documents import LAYOUT
from tests.docx.returned import BASE, Told, by_author, sent, told
from tests.oracles.office import Office, Step

A, B = "Anna Aalto", "Bertta Berg"
ANNA: tuple[Step, ...] = (("author", "Anna", "Aalto"), ("track", True))
BERTTA: tuple[Step, ...] = (("author", "Bertta", "Berg"), ("track", True))
OFF: tuple[Step, ...] = (("track", False),)
OPEN = "Tilat ovat auki kaikille järjestöille."
MONEY, AHEAD = "Rahoitus tulee turvata vuosittain.", "Se maksetaan ennakkoon."
WHOLE_MONEY = f"{MONEY} {AHEAD}"
TOGETHER = "Osallisuus vahvistuu yhteistyöllä ja kuulemisella."
SUPPORT = "Jäsenet tarvitsevat tukea arkeensa."
#: Who saved the file last, when nothing was tracked: LibreOffice writes whoever edits.
NOBODY = ""


@dataclass(frozen=True)
class Case:
    """Steps, and what must be read of them; comments as (author, block, quote, words)."""

    name: str
    steps: Sequence[Step]
    wanted: Mapping[str, Sequence[Told]] = field(default_factory=dict)
    silent: Sequence[Told] = ()
    comments: Sequence[tuple[str, str, str, str]] = ()


def words(before: str, after: str) -> Told:
    """A change of words in one sentence."""
    return "words", before, after


def replaced(sentence: str, old: str, new: str) -> Told:
    """One replacement in a sentence."""
    return words(sentence, sentence.replace(old, new))


CASES = (
    Case("saved only", ()),
    Case("a word", [*ANNA, ("replace", "auki", "avoinna")], {A: [replaced(OPEN, "auki", "avoinna")]}),
    Case(
        "a part of a word",
        [*ANNA, ("replace", "järjestöil", "yhdistyksil")],
        {A: [replaced(OPEN, "järjestöil", "yhdistyksil")]},
    ),
    Case(
        "a number",
        [*ANNA, ("replace", "vuosittain", "2 kertaa")],
        {A: [replaced(MONEY, "vuosittain", "2 kertaa")]},
    ),
    Case("a word put in", [*ANNA, ("insert", "auki", " aina")], {A: [replaced(OPEN, "auki", "auki aina")]}),
    Case(
        "at the start",
        [*ANNA, ("replace", "Tilat ovat", "Kaikki tilat ovat")],
        {A: [replaced(OPEN, "Tilat", "Kaikki tilat")]},
    ),
    Case(
        "at the end",
        [*ANNA, ("insert", "Kiitos kaikille", " teille")],
        {A: [replaced("Kiitos kaikille.", "kaikille", "kaikille teille")]},
    ),
    Case(
        "a word taken out",
        [*ANNA, ("replace", "kaikille järj", "järj")],
        {A: [replaced(OPEN, "kaikille ", "")]},
    ),
    Case(
        "a sentence taken out",
        [*ANNA, ("replace", " Toinen virke on tässä.", "")],
        {A: [words("Toinen virke on tässä.", "")]},
    ),
    Case("a sentence put in", [*ANNA, ("insert", AHEAD, " Se riittää.")], {A: [words("", "Se riittää.")]}),
    Case(
        "twice in a sentence",
        [*ANNA, ("replace", "auki", "avoinna"), ("replace", "järjestöille", "yhdistyksille")],
        {A: [words(OPEN, "Tilat ovat avoinna kaikille yhdistyksille.")]},
    ),
    Case(
        "in two sentences",
        [*ANNA, ("replace", "auki", "avoinna"), ("replace", "Toinen virke", "Toinen lause")],
        {A: [replaced(OPEN, "auki", "avoinna"), replaced("Toinen virke on tässä.", "virke", "lause")]},
    ),
    Case(
        "a whole sentence anew",
        [*ANNA, ("replace", "Toinen virke on tässä", "Uutta on lisätty tähän väliin")],
        {A: [words("Toinen virke on tässä.", "Uutta on lisätty tähän väliin.")]},
    ),
    Case(
        "foreign letters",
        [*ANNA, ("replace", "auki", "öppna för alla 😀 –")],
        {A: [replaced(OPEN, "auki", "öppna för alla 😀 –")]},
    ),
    Case(
        "signs of XML",
        [*ANNA, ("replace", "auki", "<b>&amp;\"'")],
        {A: [replaced(OPEN, "auki", "<b>&amp;\"'")]},
    ),
    Case(
        "in a list",
        [*ANNA, ("replace", "toinen kohta", "toinen asia")],
        {A: [words("toinen kohta luettelossa", "toinen asia luettelossa")]},
    ),
    Case(
        "in a heading",
        [*ANNA, ("replace", "Palvelut", "Tärkeät palvelut")],
        {A: [words("Palvelut", "Tärkeät palvelut")]},
    ),
    Case("in a cell", [*ANNA, ("replace", "iso", "suuri")], {A: [words("iso talo", "suuri talo")]}),
    Case(
        "in two cells",
        [*ANNA, ("replace", "iso", "suuri"), ("replace", "sali", "huone")],
        {A: [words("iso talo", "suuri talo"), words("pieni sali", "pieni huone")]},
    ),
    Case("an empty cell", [*ANNA, ("replace", "iso talo", "")], {A: [words("iso talo", "")]}),
    Case("a row taken out", [*ANNA, ("delete_row", "Laukaa")], {A: [("delete", "Laukaa\niso talo", "")]}),
    Case(
        "two in two blocks",
        [*ANNA, ("replace", "auki", "avoinna"), ("replace", "vuosittain", "aina")],
        {A: [replaced(OPEN, "auki", "avoinna"), replaced(MONEY, "vuosittain", "aina")]},
    ),
    Case(
        "two authors apart",
        [*ANNA, ("replace", "auki", "avoinna"), *BERTTA, ("replace", "vuosittain", "aina")],
        {A: [replaced(OPEN, "auki", "avoinna")], B: [replaced(MONEY, "vuosittain", "aina")]},
    ),
    Case(
        "two authors in one sentence",
        [*ANNA, ("replace", "auki", "avoinna"), *BERTTA, ("replace", "järjestöille", "yhdistyksille")],
        {A: [replaced(OPEN, "auki", "avoinna")], B: [replaced(OPEN, "järjestöille", "yhdistyksille")]},
    ),
    Case(
        "two authors put in at one point",
        [*ANNA, ("insert", "auki", " aina"), *BERTTA, ("insert", "auki", " heti")],
        {A: [replaced(OPEN, "auki", "auki aina")], B: [replaced(OPEN, "auki", "auki heti")]},
    ),
    Case(
        "one adds to what the other added",
        [*ANNA, ("insert", "auki", " aina ja"), *BERTTA, ("insert", "aina", " silti")],
        {A: [replaced(OPEN, "auki", "auki aina ja")], B: [replaced(OPEN, "auki", "auki silti")]},
    ),
    Case(
        "a new paragraph",
        [*ANNA, ("insert", "ennakkoon.", "\nUusi kappale tulee tähän.")],
        {A: [("add", "", "Uusi kappale tulee tähän.")]},
    ),
    Case(
        "two new paragraphs",
        [*ANNA, ("insert", "ennakkoon.", "\nEnsimmäinen uusi.\nSitten toinen uusi.")],
        {A: [("add", "", "Ensimmäinen uusi."), ("add", "", "Sitten toinen uusi.")]},
    ),
    Case(
        "a new list item",
        [*ANNA, ("insert", "toinen kohta luettelossa", "\nuusi kohta")],
        {A: [("add", "", "uusi kohta")]},
    ),
    Case(
        "a new last paragraph",
        [*ANNA, ("insert", "Kiitos kaikille.", "\nTerveisin me.")],
        {A: [("add", "", "Terveisin me.")]},
    ),
    Case(
        "a paragraph taken out", [*ANNA, ("delete_paragraph", "Rahoitus")], {A: [("delete", WHOLE_MONEY, "")]}
    ),
    Case(
        "a list item taken out",
        [*ANNA, ("delete_paragraph", "toinen kohta")],
        {A: [("delete", "toinen kohta luettelossa", "")]},
    ),
    Case(
        "the last list item taken out",
        [*ANNA, ("delete_paragraph", "kolmas kohta")],
        {A: [("delete", "kolmas kohta luettelossa", "")]},
    ),
    Case(
        "each author takes out a paragraph",
        [*ANNA, ("delete_paragraph", "Rahoitus"), *BERTTA, ("delete_paragraph", "toinen kohta")],
        {A: [("delete", WHOLE_MONEY, "")], B: [("delete", "toinen kohta luettelossa", "")]},
    ),
    Case("a paragraph cut in two", [*ANNA, ("insert", "vuosittain.", "\n")], {A: [("split", AHEAD, "")]}),
    Case("two paragraphs made one", [*ANNA, ("join", "Rahoitus")], {A: [("join", "", SUPPORT)]}),
    Case("a paragraph moved down", [*ANNA, ("move", "Rahoitus", 1)], {A: [("move", "", "")]}),
    Case("a paragraph moved up", [*ANNA, ("move", "Jäsenet", -2)], {A: [("move", "", "")]}),
    Case("a list item moved", [*ANNA, ("move", "kolmas kohta", -1)], {A: [("move", "", "")]}),
    Case("bold", [*ANNA, ("bold", "kuulemisella")]),
    Case(
        "a comment",
        [*ANNA, ("comment", "vuosittain", "Miksi näin?", A)],
        comments=[(A, "b3", "vuosittain", "Miksi näin?")],
    ),
    Case(
        "comments of two on the same words",
        [("comment", "vuosittain", "Miksi?", A), ("comment", "vuosittain", "Koska.", B)],
        comments=[(A, "b3", "vuosittain", "Miksi?"), (B, "b3", "vuosittain", "Koska.")],
    ),
    Case("a comment on a cell", [("comment", "iso", "Onko?", A)], comments=[(A, "b16", "iso", "Onko?")]),
    Case(
        "a comment and a change",
        [*ANNA, ("replace", "auki", "avoinna"), ("comment", "järjestöille", "Kenelle?", A)],
        {A: [replaced(OPEN, "auki", "avoinna")]},
        comments=[(A, "b2", "järjestöille", "Kenelle?")],
    ),
    Case("without tracking", [("replace", "auki", "avoinna")], {NOBODY: [replaced(OPEN, "auki", "avoinna")]}),
    Case(
        "a paragraph without tracking",
        [("insert", "ennakkoon.", "\nUusi kappale tulee tähän.")],
        {NOBODY: [("add", "", "Uusi kappale tulee tähän.")]},
    ),
    Case(
        "tracked and not, apart",
        [("replace", "tukea", "apua"), *ANNA, ("replace", "auki", "avoinna")],
        {A: [replaced(OPEN, "auki", "avoinna")]},
        [replaced(SUPPORT, "tukea", "apua")],
    ),
    Case(
        "tracked and not, in one block",
        [("replace", "ennakkoon", "jälkeen"), *ANNA, ("replace", "vuosittain", "aina")],
        {A: [replaced(MONEY, "vuosittain", "aina")]},
        [replaced(AHEAD, "ennakkoon", "jälkeen")],
    ),
    Case(
        "tracked and not, in one sentence",
        [("replace", "turvata", "taata"), *ANNA, ("replace", "vuosittain", "aina")],
        {A: [replaced(MONEY, "vuosittain", "aina")]},
        [replaced(MONEY, "turvata", "taata")],
    ),
    Case(
        "not tracked after tracked",
        [*ANNA, ("replace", "auki", "avoinna"), *OFF, ("replace", "tukea", "apua")],
        {A: [replaced(OPEN, "auki", "avoinna")]},
        [replaced(SUPPORT, "tukea", "apua")],
    ),
    Case(
        "a silent paragraph and a tracked word",
        [("insert", "ennakkoon.", "\nSalaa lisätty kappale."), *ANNA, ("replace", "auki", "avoinna")],
        {A: [replaced(OPEN, "auki", "avoinna")]},
        [("add", "", "Salaa lisätty kappale.")],
    ),
    Case(
        "everything at once",
        [
            ("replace", "tukea", "apua"),
            *ANNA,
            ("replace", "auki", "avoinna"),
            ("delete_paragraph", "toinen kohta"),
            ("comment", "kuulemisella", "Hyvä.", A),
            *BERTTA,
            ("insert", "ennakkoon.", "\nUusi kappale tulee tähän."),
            ("replace", "iso", "suuri"),
        ],
        {
            A: [replaced(OPEN, "auki", "avoinna"), ("delete", "toinen kohta luettelossa", "")],
            B: [("add", "", "Uusi kappale tulee tähän."), words("iso talo", "suuri talo")],
        },
        [replaced(SUPPORT, "tukea", "apua")],
        [(A, "b9", "kuulemisella", "Hyvä.")],
    ),
)


def test_there_are_enough_cases() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 40


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_exactly_what_was_done_is_read(case: Case, office: Office) -> None:
    data = office.run(sent(), *case.steps, save=True).saved
    reply = read_reply(data, Base(BASE, LAYOUT.version_hash))
    assert reply.recognised is Recognition.PROPERTIES
    found = by_author(reply)
    if not reply.is_tracked and found:
        found = {NOBODY: next(iter(found.values()))}
    assert found == {author: list(changes) for author, changes in case.wanted.items()}
    assert told(reply.silent) == list(case.silent)
    comments = [(each.author, each.block, each.quote, each.text) for each in reply.comments]
    assert sorted(comments) == sorted(case.comments)
    assert (reply.entangled, reply.left_out, reply.pictures) == (0, (), ())
