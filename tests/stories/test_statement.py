"""S1, steps 4–8 and 10: a statement from the agent's Word file to the Word file of version 2."""

import re
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult import text
from consult.docx import read_document
from consult.models import CommentKind, Consultation, MemberRole, Person, Stance, Version, Voice
from consult.reports.texts import load_text
from consult.services.answers import send_answer
from consult.services.comments import make_comment
from consult.services.consultations import join_organisation
from consult.services.organisations import add_member
from consult.services.proposals import make_proposal
from consult.services.wishes import Reword
from tests.factories import make_consultation, make_organisation, make_person
from tests.stories import setting_up
from tests.stories.conftest import Site, Visit
from tests.stories.draft_file import COUNTS, FOLLOW_UP, GRANTS, HELP, ROLE, ROOMS
from tests.stories.visitor import Visitor
from tests.web.conftest import reading, writing
from tests.web.mailbox import deliver, text_of

STARTS = datetime(2026, 12, 4, 8, 0, tzinfo=UTC)
OPENS = datetime(2027, 1, 16, 7, 0, tzinfo=UTC)
CLOSES = datetime(2027, 2, 1, 14, 0, tzinfo=UTC)
LONGER = "kolmeksi vuodeksi"
ADDED = "Hakemukseen riittää yksi lomake."
HALF = "Pieni yhdistys saa apua hakemiseen ja"
REASON = "Perustelu on julkinen ja koskee tätä kohtaa."
NAMES = (
    "Aamun kaiku ry", "Elon apu ry", "Hyvä naapuri ry", "Ilon tupa ry", "Järven väki ry", "Kylän yhdistys ry",
    "Mielen tuki ry", "Omaiset ry", "Sydämen asia ry", "Tuen tarve ry", "Vanhat ystävät ry",
)  # fmt: skip
#: What the agent answers to whom; everybody else is accepted.
DECLINED, NOTED = {"Ilon tupa ry", "Kylän yhdistys ry"}, {"Mielen tuki ry"}
script_or_not = pytest.mark.parametrize(
    "script", [True, pytest.param(False, marks=pytest.mark.long)], ids=["script", "no-script"]
)


@dataclass
class Statement:
    """The story's people, and where the consultation is."""

    site: Site
    agent: Person
    leads: dict[str, Person] = field(default_factory=dict)
    home: str = ""

    @property
    def app(self) -> Flask:
        """The application."""
        return self.site.app

    def blocks(self, version: int) -> tuple[text.Block, ...]:
        """The text of a version as the database has it."""
        with reading(self.app) as session:
            found = session.scalars(select(Version).where(Version.number == version)).one()
            return load_text(session, found.id).blocks


@pytest.fixture
def statement(site: Site) -> Statement:
    """An agent who has coordinated before."""
    site.clock.now = STARTS
    with writing(site.app) as session:
        agent = make_person(session, "Muutosagentti")
        make_consultation(session, agent, "Aiempi lausunto")
    return Statement(site, agent)


def join_others(statement: Statement) -> None:
    """Eleven more organisations; the one of the pages has its lead already."""
    with writing(statement.app) as session:
        consultation = session.scalars(
            select(Consultation).where(Consultation.title == setting_up.TITLE)
        ).one()
        agent = session.get_one(Person, statement.agent.id)
        for name in NAMES:
            organisation, lead = make_organisation(session, name), make_person(session)
            add_member(session, organisation, lead, role=MemberRole.LEAD, now=STARTS)
            join_organisation(session, consultation, organisation, actor=agent, now=STARTS)
            statement.leads[name] = lead
        query = select(Person).where(Person.email == setting_up.FIRST_LEAD)
        statement.leads[setting_up.FIRST] = session.scalars(query).one()


def set_up(statement: Statement, agent: Visitor) -> None:
    """From nothing to a round in which twelve take part."""
    setting_up.create(agent)
    statement.home = re.sub(r"^https?://[^/]+|/[^/]*$", "", agent.page.url)
    setting_up.write_request(agent, statement.home)
    setting_up.bring_in_draft(agent, statement.home)
    setting_up.publish_draft(agent)
    setting_up.add_organisation(agent, statement.home)
    setting_up.plan_round(agent, statement.home)
    join_others(statement)


def answer_in_browser(statement: Statement, visit: Visit, *, script: bool) -> None:
    """Three organisations: a comment, every kind of proposal, a support."""
    draft = f"{statement.home}/draft"
    first = visit(statement.leads[setting_up.FIRST], script=script).go(draft)
    first.follow("Kommentoi kohtaa 1").choose("Puuttuu jotain").write("Kommenttisi", "Lapset puuttuvat.")
    first.press("Tallenna kommentti").follow("Ehdota muutosta kohtaan 5")
    first.write("Kirjoita kohta niin kuin sen pitäisi olla", GRANTS.replace("vuosittain", LONGER))
    first.write("Perustelu", "Vuosi on lyhyt.").press("Tallenna ehdotus")
    send(first, statement)
    second = visit(statement.leads["Aamun kaiku ry"], script=script).go(draft)
    second.unfold("muuttaa kohtaa 6").follow("Ehdota uutta kohtaa kohdan 6 jälkeen").write(
        "Uusi teksti", ADDED
    )
    second.write("Perustelu", "Lomakkeita on liikaa.").press("Tallenna ehdotus")
    second.go(f"{statement.home}/proposals/1").press("Kannata ehdotusta").sees("Aamun kaiku ry kannattaa")
    send(second, statement)
    statement.site.clock.now = CLOSES - timedelta(seconds=1)
    third = visit(statement.leads["Elon apu ry"], script=script).go(draft)
    third.unfold("muuttaa kohtaa 10").follow("Ehdota kohdan 10 poistamista")
    third.write("Perustelu", "Tämä on jo liitteessä.").press("Tallenna ehdotus").go(draft)
    third.unfold("muuttaa kohtaa 8").follow("Ehdota kohdalle 8 toista paikkaa")
    places = third.field("Mihin kohta pitäisi siirtää?")
    places.select_option(
        label=next(each for each in places.locator("option").all_inner_texts() if "Tilat" in each)
    )
    third.write("Perustelu", "Tärkein ensin.").press("Tallenna ehdotus")
    send(third, statement)


def send(somebody: Visitor, statement: Statement) -> None:
    """Everything that has been saved."""
    somebody.go(f"{statement.home}/answer").press("Lähetä vastaukset").reads("Vastauksesi on perillä")


def answer_by_services(statement: Statement) -> None:
    """Six more answer; three say nothing."""
    with writing(statement.app) as session:
        version = session.scalars(select(Version)).one()
        for name, words, old, new in (
            ("Hyvä naapuri ry", GRANTS, "vuosittain", LONGER),
            ("Ilon tupa ry", GRANTS, "vuosittain", "joka toinen vuosi"),
            ("Järven väki ry", ROLE, "lyhyesti", "suppeasti"),
            ("Kylän yhdistys ry", FOLLOW_UP, "hyvinvointialue", "kunta"),
        ):
            _propose(session, version, words, words.replace(old, new), by=statement.leads[name], name=name)
        _remark(session, version, _voice(session, "Mielen tuki ry"), statement.leads["Mielen tuki ry"])
        supporter = statement.leads["Omaiset ry"]
        send_answer(
            session, _voice(session, "Omaiset ry"), stance=Stance.ENDORSES, actor=supporter, now=OPENS
        )


def _voice(session: Session, name: str) -> Voice:
    return session.scalars(select(Voice).where(Voice.name == name)).one()


def _propose(session: Session, version: Version, words: str, new: str, *, by: Person, name: str) -> None:
    block = next(block.id for block in load_text(session, version.id).blocks if block.text == words)
    wish, voice = Reword((block,), new), _voice(session, name)
    make_proposal(session, version, wish, voice=voice, rationale="Näin on parempi.", actor=by, now=OPENS)
    send_answer(session, voice, stance=None, actor=by, now=OPENS)


def _remark(session: Session, version: Version, voice: Voice, lead: Person) -> None:
    block = next(block.id for block in load_text(session, version.id).blocks if block.text == ROOMS)
    kind, words = CommentKind.DOING, "Pidämme tilaa jo nyt."
    make_comment(session, version, block, voice=voice, kind=kind, words=words, actor=lead, now=OPENS)
    send_answer(session, voice, stance=None, actor=lead, now=OPENS)


def write_until_the_end(statement: Statement, visit: Visit, *, script: bool) -> None:
    """A form opened in time and sent at 16.00.00 is not taken, and not lost."""
    late = visit(statement.leads["Sydämen asia ry"], script=script).go(f"{statement.home}/draft")
    late.follow("Ehdota muutosta kohtaan 6").write("Kirjoita kohta niin kuin sen pitäisi olla", HALF)
    if script:
        late.sees("Tallennettu klo 15.59")
    else:
        late.press("Tallenna luonnos")
    statement.site.clock.now = CLOSES
    late.write("Perustelu", "Myöhässä.").press("Tallenna ehdotus")
    late.sees("Kierros on sulkeutunut")
    expect(late.field("Kirjoita kohta niin kuin sen pitäisi olla")).to_have_value(HALF)
    late.go(f"{statement.home}/draft").sees(GRANTS)
    expect(late.main.get_by_role("link", name=re.compile("^(Kommentoi|Ehdota)"))).to_have_count(0)
    late.go(f"{statement.home}/answers").sees(HALF)


def see_counts(statement: Statement, agent: Visitor) -> None:
    """Nine of twelve."""
    agent.go(f"{statement.home}/desk").sees(re.compile(r"Mukana\s*12"), re.compile(r"Vastannut\s*9"))


def reconcile(statement: Statement, agent: Visitor) -> None:
    """Every place of the queue, in order; without a reason nothing but acceptance goes through."""
    agent.go(f"{statement.home}/reconcile").follow("Avaa ensimmäinen")
    while agent.page.locator("h1").inner_text() != "Yhteensovita":
        names = agent.main.get_by_role("article").get_by_role("heading").all_inner_texts()
        is_plain = _decide(agent, [name.split("\n")[-1] for name in names])
        if not is_plain:
            agent.press("Tallenna ratkaisu ja siirry seuraavaan").sees("Kirjoita perustelu.")
            _give_reason(agent)
        agent.press("Tallenna ratkaisu ja siirry seuraavaan")
    agent.sees("Ratkaisematta 0")


def _decide(agent: Visitor, names: list[str]) -> bool:
    """Choose for each member; whether all are plainly accepted."""
    if agent.part("Ratkaisu kommenttiin").count():
        agent.choose("Merkitse tiedoksi", within=agent.part("Ratkaisu kommenttiin"))
        return False
    for letter, name in zip("ABC", names, strict=False):
        outcome = "Ei hyväksytä" if name in DECLINED else "Hyväksy"
        agent.choose(outcome, within=agent.part(f"Ratkaisu ehdotukseen {letter}"))
    return not DECLINED.intersection(names)


def _give_reason(agent: Visitor) -> None:
    fields = [agent.field(label) for label in ("Vastaus kommenttiin", "Perustelu kaikille", "Perustelu")]
    next(field for field in fields if field.count()).fill(REASON)


def check_the_text(statement: Statement, agent: Visitor) -> None:
    """Version 2 differs from version 1 in the decided blocks, to the letter."""
    agent.go(f"{statement.home}/publish").press("Julkaise versio 2")
    old, new = statement.blocks(1), statement.blocks(2)
    words = {block.id: block.text for block in old}
    rooms, counts, helped, table = (_id(old, one) for one in (ROOMS, COUNTS, HELP, ""))
    added = next(block for block in new if block.id not in words)
    expected = {key: value for key, value in words.items() if key != counts} | {added.id: ADDED}
    expected[_id(old, GRANTS)] = GRANTS.replace("vuosittain", LONGER)
    expected[_id(old, ROLE)] = ROLE.replace("lyhyesti", "suppeasti")
    assert {block.id: block.text for block in new} == expected
    order = [block.id for block in new]
    assert order.index(added.id) == order.index(helped) + 1
    assert order.index(rooms) == order.index(table) - 1
    kept = {block for block in old if block.id not in {_id(old, GRANTS), _id(old, ROLE), counts}}
    assert kept <= set(new)


def _id(blocks: tuple[text.Block, ...], words: str) -> str:
    if not words:
        return next(block.id for block in blocks if block.kind is text.BlockKind.TABLE)
    return next(block.id for block in blocks if block.text == words)


def check_what_changed(agent: Visitor) -> None:
    """The list of changes in plain sentences, each with its decision."""
    agent.reads("Mitä muuttui versiosta 1 versioon 2?")
    agent.sees(
        "Sanan vuosittain tilalle tulivat sanat kolmeksi vuodeksi.",
        "Sanan lyhyesti tilalle tuli sana suppeasti.",
        "Uusi kohta lisättiin kohdan 6 jälkeen.",
        "Kohta 10 poistettiin.",
        "Kohta 8 siirrettiin",
        ADDED,
    )
    expect(agent.main.get_by_role("link", name=re.compile("^Ratkaisu ja perustelu"))).to_have_count(5)
    agent.follow("Lue versio 2 puhtaana").sees(GRANTS.replace("vuosittain", LONGER), ADDED).misses(COUNTS)


def check_the_answers(statement: Statement, visit: Visit, *, script: bool) -> None:
    """Each proposer's own answer, on the page and by mail."""
    now = GRANTS.replace("vuosittain", LONGER).split(". ")[0]
    mails = {
        mail["To"]: text_of(mail)
        for mail in deliver(statement.app)
        if "Näin ehdotuksillesi kävi" in mail["Subject"]
    }
    written = {setting_up.FIRST, *NAMES[:7]}
    assert set(mails) == {statement.leads[name].email for name in written}
    for name, outcome, reason in (
        (setting_up.FIRST, "Hyväksytty", REASON),
        ("Ilon tupa ry", "Ei hyväksytty", REASON),
        ("Elon apu ry", "Hyväksytty", ""),
    ):
        own = (
            visit(statement.leads[name], script=script).go(f"{statement.home}/answers").sees(outcome, reason)
        )
        assert outcome in mails[statement.leads[name].email]
        assert reason in mails[statement.leads[name].email]
        if name == setting_up.FIRST:
            own.sees(now)
            assert now in mails[statement.leads[name].email]


def check_the_word_file(statement: Statement, agent: Visitor) -> None:
    """Version 2 comes out as it is, with headings, page numbers and its language."""
    agent.go(f"{statement.home}/versions")
    with agent.page.expect_download() as download:
        agent.link(re.compile(r"^Word-tiedostona\W+versio 2$")).click()
    data = download.value.path().read_bytes()
    read = read_document(data).document
    assert [_shape(block) for block in read.blocks] == [_shape(block) for block in statement.blocks(2)]
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}
    assert 'w:val="fi-FI"' in parts["word/styles.xml"]
    assert any("PAGE" in part for name, part in parts.items() if "header" in name or "footer" in name)
    assert len(re.findall(r'<w:pStyle w:val="(?:Heading|Otsikko)\s?1"/>', parts["word/document.xml"])) == 5
    assert setting_up.REGISTER_NUMBER in parts["word/document.xml"]


def _shape(block: text.Block) -> tuple[object, ...]:
    return block.kind, block.level, block.text, block.marks


@script_or_not
def test_from_a_word_file_to_a_word_file(statement: Statement, visit: Visit, *, script: bool) -> None:
    agent = visit(statement.agent, script=script)
    set_up(statement, agent)
    statement.site.clock.now = OPENS
    answer_by_services(statement)
    answer_in_browser(statement, visit, script=script)
    write_until_the_end(statement, visit, script=script)
    agent = visit(statement.agent, script=script)
    see_counts(statement, agent)
    reconcile(statement, agent)
    check_the_text(statement, agent)
    check_what_changed(agent)
    check_the_answers(statement, visit, script=script)
    check_the_word_file(statement, agent)
