"""An answer comes back as a Word file: read, shown, chosen from, saved, taken back."""

from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select

from consult import text as text_
from consult.docx import strip_upload
from consult.docx.archive import pack, unpack
from consult.models import (
    Document,
    MemberRole,
    Organisation,
    Person,
    Placement,
    ReturnedFile,
    Version,
)
from consult.reports.texts import load_text
from consult.services.documents import store_version
from consult.services.memberships import add_member
from tests.counting import count_queries
from tests.docx import hostile
from tests.docx.returned import MAIN, gone, ins, text
from tests.docx.wordfile import p, parts
from tests.factories import NOW, make_person
from tests.web.answering.conftest import FIRST, GRANTS, LAST, ROOMS, Scene
from tests.web.answering.deeds import answers, comments, proposals, send, sendings
from tests.web.client import PageClient
from tests.web.conftest import reading, writing
from tests.web.page import Page

COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TRACKED = (
    text("Alueen tulee myöntää järjestöille avustuksia "),
    gone("vuosittain", "Anna Aalto"),
    ins("aina", "Anna Aalto"),
    text(". Haun tulee onnistua yhdellä lomakkeella."),
)
SAID = (
    '<w:commentRangeStart w:id="7"/>',
    text("Kuntien tilat"),
    '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>',
    text(" ovat järjestöjen käytössä maksutta."),
)
SILENT = (text("Vapaaehtoistoiminta vaatii ohjaajan."),)


def draft(client: PageClient, scene: Scene) -> bytes:
    """The draft as the organisation downloads it."""
    address = f"{scene.url}/documents/{scene.version.document_id}/versions/1.docx"
    data: bytes = client.get(address).response.data
    return data


def returned(data: bytes, *, comment: str = "Mitkä tilat?") -> bytes:
    """The draft with a tracked change and a comment by Anna Aalto, and a silent edit."""
    entries = unpack(data)
    xml = entries[MAIN].decode()
    for old, new in ((GRANTS, TRACKED), (ROOMS, SAID), (LAST, SILENT)):
        assert xml.count(text(old)) == 1
        xml = xml.replace(text(old), "".join(new))
    entries[MAIN] = xml.encode()
    name = "word/_rels/document.xml.rels"
    link = f'<Relationship Id="rC" Type="{COMMENTS}" Target="comments.xml"/></Relationships>'
    entries[name] = entries[name].decode().replace("</Relationships>", link).encode()
    said = f'<w:comment w:id="7" w:author="Anna Aalto">{p(comment)}</w:comment>'
    entries["word/comments.xml"] = f'<w:comments xmlns:w="{W}">{said}</w:comments>'.encode()
    return pack(entries)


def upload(client: PageClient, scene: Scene, data: bytes, name: str = "vastaus.docx") -> Page:
    return client.post(f"{scene.url}/word", {"file": (BytesIO(data), name)})


def files(app: Flask) -> list[ReturnedFile]:
    with reading(app) as session:
        return list(session.scalars(select(ReturnedFile).order_by(ReturnedFile.id)))


def preview(client: PageClient, scene: Scene) -> Page:
    """Upload the returned draft and look at it."""
    return client.follow(upload(client, scene, returned(draft(client, scene))))


def save(client: PageClient, scene: Scene, page: Page, **fields: object) -> Page:
    """Tallenna vastauksena."""
    file_id = page.response.request.path.rpartition("/")[2]
    return client.submit(page, fields, action=f"{scene.url}/word/{file_id}")


def test_the_file_is_shown_before_anything_is_said(app: Flask, scene: Scene, member: PageClient) -> None:
    page = preview(member, scene)
    assert page.h1 == "Tarkista vastaus"
    for words in (
        "Anna Aalto",
        "1 muutosehdotus",
        "1 kommentti",
        "Mitkä tilat?",
        "Kuntien tilat",
        "Muutettu ilman jäljitystä",
        "Tiedosto kertoo pohjautuvansa versioon 1.",
        "Kuusiniemen omaishoitajat ry",
    ):
        assert words in page.text, words
    assert "aina" in page.text
    assert (proposals(app), comments(app), answers(app)) == ([], [], [])


def test_a_lead_saves_it_and_sends_it_after_a_look(app: Flask, scene: Scene, member: PageClient) -> None:
    done = save(member, scene, preview(member, scene))
    assert done.location.endswith("/answer")
    (proposal,) = proposals(app)
    assert (proposal.kind.value, proposal.block_id, proposal.sent_at) == ("reword", "b3", None)
    assert proposal.current.rationale == "Järjestön palauttamasta Word-tiedostosta."
    (comment,) = comments(app)
    assert (comment.block_id, comment.current.text) == ("b4", "Mitkä tilat?")
    assert comment.anchor["quote"] == "Kuntien tilat"
    assert [answer.channel.value for answer in answers(app)] == ["word"]
    review = member.follow(done)
    assert "aina" in review.text
    assert "Anna" not in review.text
    (file,) = files(app)
    assert file.saved_at is not None


def test_a_silent_edit_is_a_proposal_only_if_chosen_and_anything_can_be_left_out(
    app: Flask, scene: Scene, member: PageClient
) -> None:
    save(member, scene, preview(member, scene), take=["s-0"], skip=["p0-0", "c0"])
    (proposal,) = proposals(app)
    assert proposal.block_id == "b5"
    assert comments(app) == []


def test_nothing_chosen_is_no_answer(app: Flask, scene: Scene, member: PageClient) -> None:
    page = save(member, scene, preview(member, scene), skip=["p0-0", "c0"])
    assert page.status == 422
    assert "Valitse vähintään yksi" in page.text
    assert proposals(app) == []
    assert save(member, scene, preview(member, scene), rationale="").status == 422


def test_the_agent_enters_it_for_an_organisation_and_it_has_arrived(
    app: Flask, scene: Scene, client_as: Callable[[Person], PageClient]
) -> None:
    agent = client_as(scene.agent)
    page = preview(agent, scene)
    assert "Harjun vertaistuki ry" in page.text
    done = save(agent, scene, page, **{"voice-0": str(scene.other_voice.id)})
    assert done.location.endswith("/contributions")
    (proposal,), (comment,) = proposals(app), comments(app)
    assert proposal.sent_at is not None
    assert comment.sent_at is not None
    assert proposal.author_id is None
    (answer,) = answers(app)
    assert (answer.voice_id, answer.sent_at is not None) == (scene.other_voice.id, True)
    assert len(sendings(app)) == 1
    listed = agent.follow(done)
    assert "Harjun vertaistuki ry" in listed.text
    assert "Anna" not in listed.text


def test_an_answer_can_be_taken_back_as_a_whole_and_its_file_downloaded(
    app: Flask, scene: Scene, member: PageClient, neighbour: PageClient
) -> None:
    save(member, scene, preview(member, scene), take=["s-0"])
    (file,) = files(app)
    address = f"{scene.url}/word/{file.id}"
    got = member.get(f"{address}/file")
    assert got.headers["Content-Disposition"].startswith('attachment; filename="vastaus.docx"')
    assert "sandbox" in got.headers["Content-Security-Policy"]
    assert got.response.data[:2] == b"PK"
    kept = b"".join(unpack(got.response.data).values())
    assert (b"Anna Aalto" in kept, b"Kirjoittaja 1" in kept) == (False, True)
    assert neighbour.get(f"{address}/file").status == 404
    assert neighbour.post(f"{address}/take-back").status == 404
    start = member.get(f"{scene.url}/word")
    assert "vastaus.docx" in start.text
    assert "vastaus.docx" not in neighbour.get(f"{scene.url}/word").text
    done = member.submit(start, action=f"{address}/take-back")
    assert "Vastaus otettiin takaisin: 3" in member.follow(done).text
    assert [one.withdrawn_at is None for one in proposals(app)] == [False, False]
    assert [one.withdrawn_at is None for one in comments(app)] == [False]
    assert member.post(f"{address}/take-back").status == 403


def test_only_who_leads_all_that_a_file_speaks_for_takes_it_back(
    app: Flask, scene: Scene, member: PageClient, neighbour: PageClient
) -> None:
    """A lead of one organisation who is a plain member of the other leaves its answer alone."""
    save(member, scene, preview(member, scene))
    with writing(app) as session:
        organisation = session.get_one(Organisation, scene.voice.organisation_id)
        stranger = session.get_one(Person, scene.other_lead.id)
        add_member(session, organisation, stranger, role=MemberRole.MEMBER, now=NOW)
    address = f"{scene.url}/word/{files(app)[0].id}"
    page = neighbour.get(f"{scene.url}/word")
    assert "vastaus.docx" in page.text
    assert f"{address}/take-back" not in page.html
    refused = neighbour.post(f"{address}/take-back")
    assert refused.status == 403
    assert "Vain se, joka johtaa" in refused.text
    assert [one.withdrawn_at for one in proposals(app)] == [None]


def test_a_version_that_another_window_chose_is_not_answered_by_this_one(
    app: Flask, scene: Scene, member: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = preview(member, scene)

    def choose_meanwhile(data: bytes) -> bytes:
        with writing(app) as session:
            session.scalars(select(ReturnedFile)).one().version_id = None
        return strip_upload(data)

    monkeypatch.setattr("consult.web.answering.word_found.strip_upload", choose_meanwhile)
    refused = save(member, scene, page)
    assert refused.status == 409
    assert proposals(app) == []


def test_the_same_file_is_saved_once_until_it_is_taken_back(
    app: Flask, scene: Scene, member: PageClient
) -> None:
    data = returned(draft(member, scene))
    save(member, scene, member.follow(upload(member, scene, data)))
    again = member.follow(upload(member, scene, data, "toinen-nimi.docx"))
    assert "Tämä tiedosto on jo tallennettu" in again.text
    assert "Järjestö: Kuusiniemen omaishoitajat ry." in again.text
    assert f"{scene.url}/word#file-{files(app)[0].id}" in again.html
    assert "Tallenna vastauksena" not in again.text
    fields = {"rationale": "Syy", "voice-0": str(scene.voice.id)}
    refused = member.post(again.response.request.path, fields)
    assert refused.status == 409
    assert "on jo tallennettu. Järjestö: Kuusiniemen omaishoitajat ry." in refused.text
    assert (len(proposals(app)), len(comments(app))) == (1, 1)
    member.post(f"{scene.url}/word/{files(app)[0].id}/take-back")
    assert member.post(again.response.request.path, fields).status == 303
    assert (len(proposals(app)), len(comments(app))) == (2, 2)


def test_the_agent_may_save_the_same_file_for_another_organisation(
    app: Flask, scene: Scene, client_as: Callable[[Person], PageClient]
) -> None:
    agent = client_as(scene.agent)
    save(agent, scene, preview(agent, scene), **{"voice-0": str(scene.other_voice.id)})
    again = preview(agent, scene)
    assert "Järjestö: Harjun vertaistuki ry." in again.text
    assert save(agent, scene, again, **{"voice-0": str(scene.other_voice.id)}).status == 409
    assert save(agent, scene, again, **{"voice-0": str(scene.voice.id)}).status == 303


def test_what_was_taken_back_unsent_is_not_listed_any_more(
    app: Flask, scene: Scene, member: PageClient
) -> None:
    save(member, scene, preview(member, scene), take=["s-0"])
    own = f"{scene.url}/answers"
    assert "Mitkä tilat?" in member.get(own).text
    member.post(f"{scene.url}/word/{files(app)[0].id}/take-back")
    assert "Mitkä tilat?" not in member.get(own).text
    assert "Peruttu" not in member.get(own).text
    assert (len(proposals(app)), len(comments(app))) == (2, 1)


def test_what_was_sent_and_taken_back_stays_listed(app: Flask, scene: Scene, member: PageClient) -> None:
    save(member, scene, preview(member, scene))
    send(member, scene)
    member.post(f"{scene.url}/word/{files(app)[0].id}/take-back")
    listed = member.get(f"{scene.url}/answers").text
    assert "Mitkä tilat?" in listed
    assert "Peruttu" in listed


def test_the_address_of_a_saved_file_leads_to_the_answer(
    app: Flask, scene: Scene, member: PageClient, neighbour: PageClient
) -> None:
    page = preview(member, scene)
    address = page.response.request.path
    save(member, scene, page)
    assert member.get(address).location.endswith("/answers")
    assert save(member, scene, page).location.endswith("/answers")
    assert len(proposals(app)) == 1
    assert neighbour.get(address).status == 404
    member.post(f"{address}/take-back")
    assert member.get(address).location.endswith(f"/word#file-{files(app)[0].id}")


def test_a_file_of_another_is_not_there_and_a_discarded_one_is_gone(
    app: Flask, scene: Scene, member: PageClient, neighbour: PageClient
) -> None:
    page = preview(member, scene)
    address = page.response.request.path
    assert neighbour.get(address).status == 404
    assert neighbour.post(address, {"rationale": "x"}).status == 404
    member.submit(page, action=f"{address}/discard")
    assert files(app) == []
    assert member.get(address).status == 404


def test_an_unknown_file_asks_for_its_version(app: Flask, scene: Scene, member: PageClient) -> None:
    data = pack(parts(p("Aivan muuta tekstiä kuin luonnoksessa.") + p("Kiitos.")))
    page = member.follow(upload(member, scene, data))
    assert page.h1 == "Valitse versio"
    assert "Emme tunnistaneet luonnosta. Valitse versio." in page.text
    address = page.response.request.path
    empty = member.submit(page, {"version": ""}, action=f"{address}/version")
    assert empty.status == 422
    chosen = member.follow(member.submit(page, {"version": "1"}, action=f"{address}/version"))
    assert "Valitsit version 1." in chosen.text
    assert proposals(app) == []


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (hostile.OLD_OFFICE, "vanha .doc-tiedosto tai suojattu salasanalla"),
        (b"%PDF-1.7 lausunto", "Tämä ei ole Word-tiedosto"),
        (
            pack(parts(p("a")) | {f"media/{n}.png": bytes(1024 * 1024) for n in range(51)}),
            "on purettuna yli 50 Mt",
        ),
    ],
)
def test_what_is_no_word_file_is_refused_in_a_sentence(
    app: Flask, scene: Scene, member: PageClient, data: bytes, sentence: str
) -> None:
    page = upload(member, scene, data)
    assert page.status == 422
    assert sentence in page.text
    assert "Tekstisi" not in page.text
    assert "liitä teksti" not in page.text
    assert files(app) == []


def test_no_file_is_a_sentence_too(scene: Scene, member: PageClient) -> None:
    page = member.post(f"{scene.url}/word", {})
    assert page.status == 422
    assert "Valitse tiedosto." in page.text


def test_the_first_block_is_still_there(scene: Scene, member: PageClient) -> None:
    assert FIRST in member.get(f"{scene.url}/draft").text


def test_a_file_of_an_earlier_version_tells_what_the_new_one_has(
    app: Flask, scene: Scene, member: PageClient
) -> None:
    data = returned(draft(member, scene))
    with writing(app) as session:
        version = session.get_one(Version, scene.version.id)
        base = load_text(session, version.id)
        markdown = base.to_markdown().replace("Kuntien tilat ovat", "Kaikki tilat ovat")
        newer = text_.adopt_ids(base, text_.parse(markdown.replace("vuosittain", "aina")))
        document = session.get_one(Document, version.document_id)
        store_version(session, document, newer, number=2, title="Lausunto", actor=None, now=NOW)
    page = member.follow(upload(member, scene, data))
    assert "Tiedosto kertoo pohjautuvansa versioon 1." in page.text
    assert "Versio 2 on julkaistu sen jälkeen." in page.text
    assert "On jo tekstissä" in page.text
    assert "Ehdota tätä silti" in page.text
    save(member, scene, page, take=["s-0"])
    (proposal,) = proposals(app)
    assert (proposal.block_id, proposal.version_id) == ("b5", scene.version.id)
    with reading(app) as session:
        placed = list(session.scalars(select(Placement).order_by(Placement.id)))
    assert [(one.outcome.value, one.revision_id is None) for one in placed] == [
        ("clean", False),
        ("changed", True),
    ]


def test_only_the_newest_files_wait(app: Flask, scene: Scene, member: PageClient) -> None:
    data = returned(draft(member, scene))
    for number in range(7):
        assert upload(member, scene, data, f"{number}.docx").status == 303
    assert [file.name for file in files(app)] == [f"{number}.docx" for number in range(2, 7)]


def test_the_pages_ask_little_of_the_database(app: Flask, scene: Scene, member: PageClient) -> None:
    save(member, scene, preview(member, scene), take=["s-0"])
    page = preview(member, scene)
    for url in (f"{scene.url}/word", page.response.request.path):
        with count_queries(app.extensions["consult"].engine) as queries:
            assert member.get(url).status == 200
        assert len(queries) <= 15, url


def test_others_who_are_no_leads_are_told_who_may(
    app: Flask, scene: Scene, client_as: Callable[[Person], PageClient]
) -> None:
    with writing(app) as session:
        person = make_person(session, "Jäsen")
        organisation = session.get_one(Organisation, scene.voice.organisation_id)
        add_member(session, organisation, person, role=MemberRole.MEMBER, now=NOW)
    page = client_as(person).get(f"{scene.url}/word")
    assert page.status == 403
    assert "Vain järjestön pääkäyttäjä voi palauttaa Word-tiedoston." in page.text
