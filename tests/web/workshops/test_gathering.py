"""The page on which notes are gathered, the public points, and hiding."""

from typing import Any

import pytest

from consult.models import Answer, Channel, Consultation, Destination, Document, Note, Workshop
from consult.reports.notes import NotesWanted, load_notes
from consult.services.documents import store_version
from consult.services.notes import paste_notes
from tests.counting import count_queries
from tests.factories import NOW, make_round, make_text, make_version
from tests.web.client import PageClient
from tests.web.conftest import reading, writing
from tests.web.page import Page
from tests.web.workshops.conftest import Room

WORDS = ("Tilat ovat kiinni.", "Tilat ovat kiinni.", "Avaimia ei saa.")


@pytest.fixture
def full(room: Room) -> Room:
    """The room with three notes and a published draft."""
    with writing(room.app) as session:
        consultation = session.get_one(Consultation, room.consultation_id)
        make_version(session, consultation, room.agent, make_text("Tilat ovat maksuttomia.", "Avaimet."))
    keep(room, *WORDS)
    return room


def keep(room: Room, *words: str, page: str = "p") -> None:
    """Paste notes."""
    with writing(room.app) as session:
        workshop = session.get_one(Workshop, room.workshop_id)
        paste_notes(session, workshop, "\n".join(words), theme="Tilat", page=page, actor=room.agent, now=NOW)


def gather(room: Room, page: Page | None = None, query: str = "", **typed: object) -> Page:
    """Press a button of the page."""
    page = page or room.client.get(f"{room.root}/workshops/notes{query}")
    action = next(form.action for form in page.forms() if form.action.endswith(("page=1", "page=2")))
    return room.client.submit(page, typed, action=action)


def where(room: Room) -> list[tuple[str, int | None]]:
    """Where each note stands."""
    with reading(room.app) as session:
        notes = load_notes(session, room.consultation_id, NotesWanted())
        return [(entry.state.value, entry.point) for entry in notes]


def test_chosen_notes_come_to_a_new_point_and_undo_brings_them_back(full: Room) -> None:
    done = gather(full, notes=["1", "2"], words="Tilat auki", do="new")
    page = full.client.follow(done)
    assert "2/3 käsitelty" in page.text
    assert where(full) == [("point", 1), ("point", 1), ("unhandled", None)]
    undo = next(form.action for form in page.forms() if form.action.endswith("/undo"))
    assert "Muistiinpanot ovat taas siellä" in full.client.follow(full.client.post(undo)).text
    assert where(full) == [("unhandled", None)] * 3


def test_all_that_the_list_finds_comes_at_once(full: Room) -> None:
    keep(full, *(f"Muistiinpano {number}" for number in range(60)), page="q")
    page = full.client.get(f"{full.root}/workshops/notes?theme=Tilat")
    assert "Kaikki 63 muistiinpanoa" in page.text
    keep(full, "Tuli sivun avaamisen jälkeen.", page="r")
    assert gather(full, page, everything="y", words="Tilat", do="new").status == 303
    assert where(full) == [("point", 1)] * 63 + [("unhandled", None)]


def test_notes_are_added_to_a_point_set_aside_and_put_back(full: Room) -> None:
    gather(full, notes=["1"], words="Tilat auki", do="new")
    gather(full, notes=["2"], point="1", do="point")
    gather(full, notes=["3"], reason="Ei koske tätä.", do="aside")
    assert where(full) == [("point", 1), ("point", 1), ("aside", None)]
    gather(full, query="?state=point", notes=["2"], do="back")
    assert where(full)[1] == ("unhandled", None)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"do": "new", "words": "Tilat"}, "Valitse vähintään yksi muistiinpano."),
        ({"do": "new", "notes": ["1"]}, "Kirjoita kohta yhtenä virkkeenä."),
        ({"do": "aside", "notes": ["1"]}, "Kirjoita, miksi muistiinpanot siirretään sivuun."),
        ({"do": "point", "notes": ["1"]}, "Valitse kohta."),
    ],
)
def test_what_is_missing_is_said_and_the_choices_stay(full: Room, typed: dict[str, Any], words: str) -> None:
    page = gather(full, **typed)
    assert page.status == 422
    assert words in page.text
    if "notes" in typed:
        assert "checked" in page.element("note-1").attrib
    assert where(full) == [("unhandled", None)] * 3


def test_two_agents_see_both_and_the_second_decides(full: Room) -> None:
    mine = full.client.get(f"{full.root}/workshops/notes")
    gather(full, notes=["1"], words="Tilat auki", do="new")
    page = gather(full, mine, notes=["1", "2"], reason="Ei koske.", do="aside")
    assert page.status == 409
    assert "Joku muu on siirtänyt nämä muistiinpanot" in page.text
    assert "Muistiinpano 1: Kohdassa 1" in page.text
    assert "checked" in page.element("note-1").attrib
    assert where(full)[0] == ("point", 1)
    assert gather(full, page, do="aside").status == 303
    assert where(full)[:2] == [("aside", None)] * 2


def test_everybody_reads_points_notes_and_where_they_went(full: Room, client: PageClient) -> None:
    gather(full, notes=["1", "2"], words="Tilat auki", do="new")
    page = client.get(f"{full.root}/points")
    assert "2/3 käsitelty" in page.text
    assert "Tilat auki" in page.text
    assert "Ei vielä päätetty, mihin se päätyy" in page.text
    assert "Avaimia ei saa." not in page.text
    answer = f"{full.root}/points/1/answer"
    form = full.client.get(answer)
    typed = {"destination": Destination.TEXT.value, "blocks": ["b2"]}
    assert full.client.submit(form, typed, action=answer).status == 303
    page = client.get(f"{full.root}/points/1")
    assert "Kohta 2" in page.text
    assert f"{full.root}/blocks/b2" in page.links()
    assert page.text.count("Tilat ovat kiinni.") == 2
    stale = full.client.submit(form, {"destination": "nowhere", "reason": "Muu."}, action=answer)
    assert stale.status == 409
    assert "Muu." in stale.text
    assert full.client.get(f"{full.root}/points/9").status == 404


def test_a_block_that_is_gone_is_still_linked(full: Room, client: PageClient) -> None:
    gather(full, notes=["1"], words="Tilat auki", do="new")
    answer = f"{full.root}/points/1/answer"
    typed = {"destination": "text", "blocks": ["b2"]}
    full.client.submit(full.client.get(answer), typed, action=answer)
    with writing(full.app) as session:
        document = session.query(Document).one()
        store_version(session, document, make_text("Tilat."), number=2, title="L", actor=full.agent, now=NOW)
    page = client.get(f"{full.root}/points")
    assert "jota uusimmassa versiossa ei enää ole" in page.text
    assert client.get(f"{full.root}/blocks/b2").status == 303


def test_why_not_is_public_and_can_be_taken_back(full: Room, client: PageClient) -> None:
    gather(full, notes=["1"], words="Tilat auki", do="new")
    answer = f"{full.root}/points/1/answer"
    page = full.client.submit(full.client.get(answer), {"destination": "nowhere"}, action=answer)
    assert page.status == 422
    typed = {"destination": "nowhere", "reason": "Kuuluu kunnille."}
    assert full.client.submit(full.client.get(answer), typed, action=answer).status == 303
    assert "Kuuluu kunnille." in client.get(f"{full.root}/points").text
    full.client.post(f"{answer}/undo")
    assert "Ei vielä päätetty" in client.get(f"{full.root}/points").text


def test_an_unlawful_note_is_hidden_with_a_trace_and_counted(full: Room, client: PageClient) -> None:
    gather(full, notes=["1"], words="Tilat auki", do="new")
    hide = f"{full.root}/workshops/notes/1/hide"
    assert full.client.submit(full.client.get(hide), {"reason": ""}, action=hide).status == 422
    typed = {"reason": "Terveystietoja."}
    hidden = full.client.follow(full.client.submit(full.client.get(hide), typed, action=hide))
    assert "Muistiinpano 1 piilotettiin." in hidden.text
    page = client.get(f"{full.root}/points")
    assert "1 piilotettu lainvastaisena" in page.text
    assert "Tilat ovat kiinni." not in page.html
    assert "Terveystietoja." in full.client.get(hide).text
    assert "piilotti muistiinpanon 1." in full.client.get(f"{full.root}/log").text
    full.client.post(f"{full.root}/workshops/notes/1/show")
    assert "Tilat ovat kiinni." in client.get(f"{full.root}/points/1").text


def test_a_note_can_be_aside_for_all_to_see(full: Room, client: PageClient) -> None:
    gather(full, notes=["3"], reason="Ei koske tätä.", do="aside")
    page = client.get(f"{full.root}/points")
    assert "Avaimia ei saa." in page.text
    assert "Syy: Ei koske tätä." in page.text


def test_the_pages_ask_at_most_fifteen_things_of_the_database(full: Room, client: PageClient) -> None:
    keep(full, *(f"Muistiinpano {number}" for number in range(200)), page="q")
    for number in range(1, 13):
        gather(full, query="?state=any", notes=[str(number)], words=f"Kohta {number}", do="new")
    engine = full.app.extensions["consult"].engine
    for url in ("/workshops/notes", "/workshops", "/points", "/points/1", "/points/1/answer"):
        with count_queries(engine) as queries:
            full.client.get(full.root + url)
        assert len(queries) <= 15, (url, len(queries))


def test_the_notes_are_as_they_were_written(full: Room) -> None:
    gather(full, notes=["1"], words="Tilat auki", do="new")
    with reading(full.app) as session:
        assert [note.text for note in session.query(Note).order_by(Note.number)] == list(WORDS)


def open_a_round(room: Room) -> None:
    """A round that is open now."""
    with writing(room.app) as session:
        consultation = session.get_one(Consultation, room.consultation_id)
        make_round(session, consultation, room.agent)


@pytest.mark.parametrize(
    ("kind", "text", "old"),
    [("add", "Tilat ovat auki iltaisin.", ""), ("reword", "Avaimet saa.", "Avaimet.")],
)
def test_a_point_becomes_a_proposal_of_its_workshop(
    full: Room, client: PageClient, kind: str, text: str, old: str
) -> None:
    open_a_round(full)
    gather(full, notes=["1"], words="Tilat auki", do="new")
    url = f"{full.root}/points/1/proposal"
    chosen = full.client.submit(full.client.get(url), {"block": "b2", "kind": kind}, action=url)
    form = next(form for form in chosen.forms() if form.action.startswith(f"{url}?"))
    assert form.fields["text"] == [old or "Tilat auki"]
    made = full.client.submit(chosen, {"text": text}, action=form.action)
    page = full.client.follow(made)
    assert "Työpajakohdasta 1 tehtiin muutosehdotus 1." in page.text
    assert f"{full.root}/proposals/1" in page.links()
    proposal = client.get(f"{full.root}/proposals/1")
    assert "Työpaja 1: Hankasalmi" in proposal.text
    assert "Työpajojen kohta 1: Tilat auki" in proposal.text
    assert "Muutosehdotus tekstiin" in client.get(f"{full.root}/points").text
    with reading(full.app) as session:
        answer = session.query(Answer).one()
        assert answer.channel is Channel.EVENT


def test_before_any_round_a_sentence_says_why_not(full: Room) -> None:
    gather(full, notes=["1"], words="Tilat auki", do="new")
    url = f"{full.root}/points/1/proposal?block=b1&kind=add"
    page = full.client.submit(full.client.get(url), {"text": "Uusi kohta."}, action=url)
    assert page.status == 422
    assert "Kierrosta ei ole vielä ollut" in page.text
    assert page.element("text").text == "Uusi kohta."
    assert full.client.get(f"{full.root}/points/1/proposal?block=b9").status == 404
    assert full.client.get(f"{full.root}/points/1/proposal?block=b1&kind=move").status == 400


def test_a_proposal_is_named_by_its_number(full: Room) -> None:
    gather(full, notes=["1"], words="Tilat auki", do="new")
    answer = f"{full.root}/points/1/answer"
    typed = {"destination": "proposal", "proposal": "7"}
    page = full.client.submit(full.client.get(answer), typed, action=answer)
    assert page.status == 422
    assert "Tällä numerolla ei ole muutosehdotusta." in page.text
