"""Commenting: kinds, the voice, replies, changing, and everything that can go wrong."""

from collections.abc import Callable

import pytest
from flask import Flask

from consult.models import CommentKind, MemberRole, Organisation, Person
from consult.services.organisations import add_member
from tests.factories import NOW, make_person
from tests.web.answering import deeds
from tests.web.answering.conftest import GRANTS, Scene, close_soon
from tests.web.client import PageClient
from tests.web.conftest import Clock, writing


def test_a_comment_is_saved_with_its_kind_and_shown_in_its_place(
    app: Flask, scene: Scene, member: PageClient
) -> None:
    page = member.get(scene.block_url("b3", "comment"))
    assert page.h1 == "Kommentoi kohtaa 2"
    assert GRANTS in page.text
    done = member.submit(page, {"kind": "rephrase", "text": "Sanoisin \u202etämän\r\nlyhyemmin."})
    assert done.location.endswith("/draft?show=comments:b3#kohta-b3")
    (made,) = deeds.comments(app)
    assert (made.current.kind, made.current.text) == (CommentKind.REPHRASE, "Sanoisin tämän\nlyhyemmin.")
    assert made.sent_at is None
    assert "Kommenttisi on tallennettu" in member.follow(done).text


def test_a_heading_is_named_by_its_words(scene: Scene, member: PageClient) -> None:
    assert member.get(scene.block_url("b1", "comment")).h1 == "Kommentoi: ”Toimintaedellytykset”"


def test_the_form_says_in_whose_name_it_speaks(scene: Scene, member: PageClient) -> None:
    page = member.get(scene.block_url("b3", "comment"))
    assert "Kuusiniemen omaishoitajat ry" in page.text
    assert page.form().fields["voice"] == [str(scene.voice.id)]
    assert "Oma nimesi ei näy." in page.text


def test_somebody_with_two_voices_chooses_one(
    app: Flask, scene: Scene, client_as: Callable[[Person], PageClient]
) -> None:
    with writing(app) as session:
        organisation = session.get_one(Organisation, scene.other_voice.organisation_id)
        add_member(session, organisation, scene.lead, role=MemberRole.MEMBER, now=NOW)
    client = client_as(scene.lead)
    page = client.get(scene.block_url("b3", "comment"))
    assert "voice" not in page.form().fields or page.form().fields["voice"] == []
    undecided = client.submit(page, {"kind": "other", "text": "Kumman nimissä?"})
    assert undecided.status == 422
    assert "Valitse, kenen puolesta vastaat." in undecided.text
    assert "Kumman nimissä?" in undecided.text
    done = client.submit(undecided, {"voice": str(scene.other_voice.id)})
    assert done.status == 303
    assert len(deeds.comments(app)) == 1


def test_an_empty_form_says_everything_at_once(app: Flask, scene: Scene, member: PageClient) -> None:
    page = member.get(scene.block_url("b3", "comment"))
    refused = member.submit(page, {"text": " "})
    assert refused.status == 422
    assert refused.title.startswith("Virhe:")
    assert "Korjaa yksi asia" in refused.text
    assert "Kirjoita kommentti. Yksi virke riittää." in refused.text
    assert "#text" in refused.links()
    assert deeds.comments(app) == []


def test_a_text_over_the_limit_is_refused_and_kept(app: Flask, scene: Scene, member: PageClient) -> None:
    words = "Liian pitkä. " * 2000
    refused = member.submit(member.get(scene.block_url("b3", "comment")), {"kind": "other", "text": words})
    assert refused.status == 422
    assert "liian pitkä" in refused.text
    assert words.strip() in refused.form().fields["text"][0]
    assert deeds.comments(app) == []


@pytest.mark.parametrize("voice", ["other", "0", "x", "99999999999999999999"])
def test_a_foreign_voice_is_refused_and_the_words_stay(
    app: Flask, scene: Scene, member: PageClient, voice: str
) -> None:
    given = str(scene.other_voice.id) if voice == "other" else voice
    page = member.get(scene.block_url("b3", "comment"))
    refused = member.submit(page, {"kind": "other", "text": "Sanani säilyvät.", "voice": given})
    assert refused.status in (403, 422)
    assert "Sanani säilyvät." in refused.text
    assert deeds.comments(app) == []


def test_at_the_closing_second_the_words_are_kept_and_shown(
    app: Flask, scene: Scene, member: PageClient, clock: Clock
) -> None:
    page = member.get(scene.block_url("b3", "comment"))
    clock.now = close_soon(app, scene)
    refused = member.submit(page, {"kind": "other", "text": "Myöhästyin sekunnin."})
    assert refused.status == 403
    assert "Kierros on sulkeutunut" in refused.text
    assert "Myöhästyin sekunnin." in refused.text
    assert deeds.comments(app) == []
    again = member.get(scene.block_url("b3", "comment"))
    assert again.status == 200
    assert "Myöhästyin sekunnin." in again.text
    assert [form for form in again.forms() if "text" in form.fields] == []


def test_before_the_round_there_is_no_form(scene: Scene, member: PageClient, clock: Clock) -> None:
    clock.now = scene.round.opens_at
    assert "text" in member.get(scene.block_url("b3", "comment")).form().fields
    clock.tick(seconds=-1)
    page = member.get(scene.block_url("b3", "comment"))
    assert "Kierros ei ole vielä alkanut." in page.text


@pytest.mark.parametrize("path", ["documents/999/blocks/b3", "documents/1/blocks/b99"])
def test_what_has_never_been_is_not_found(scene: Scene, member: PageClient, path: str) -> None:
    assert member.get(f"{scene.url}/{path}/comment").status == 404


def test_a_reply_shows_what_it_answers_and_needs_no_kind(
    app: Flask, scene: Scene, member: PageClient, neighbour: PageClient
) -> None:
    deeds.comment(member, scene, "Tilat puuttuvat.")
    deeds.send(member, scene)
    page = neighbour.get(scene.block_url("b3", "comment") + "?reply_to=1")
    assert page.h1 == "Vastaa kommenttiin 1"
    assert "Tilat puuttuvat." in page.text
    done = neighbour.submit(page, {"text": "Samaa mieltä."})
    assert done.status == 303
    first, reply = deeds.comments(app)
    assert reply.reply_to_id == first.id


def test_what_is_not_sent_cannot_be_replied_to(
    scene: Scene, member: PageClient, neighbour: PageClient
) -> None:
    deeds.comment(member, scene)
    assert neighbour.get(scene.block_url("b3", "comment") + "?reply_to=1").status == 404


@pytest.mark.parametrize("number", ["7", "x", "-1", "99999999999999"])
def test_a_reply_to_nothing_is_not_found(scene: Scene, member: PageClient, number: str) -> None:
    assert member.get(scene.block_url("b3", "comment") + f"?reply_to={number}").status == 404


def test_a_comment_is_changed_and_the_page_says_that_it_was_sent(
    app: Flask, scene: Scene, member: PageClient
) -> None:
    deeds.comment(member, scene, "Ensin näin.")
    page = member.get(f"{scene.url}/comments/1/edit")
    assert "on jo lähetetty" not in page.text
    deeds.send(member, scene)
    page = member.get(f"{scene.url}/comments/1/edit")
    assert "Tämä on jo lähetetty." in page.text
    assert page.form().fields["kind"] == ["missing"]
    done = member.submit(page, {"text": "Sitten näin."})
    assert done.location.endswith("/answers#comment-1")
    assert [revision.text for revision in deeds.comments(app)[0].revisions] == ["Ensin näin.", "Sitten näin."]


def test_only_ones_own_comment_opens_for_change(
    app: Flask, scene: Scene, member: PageClient, neighbour: PageClient
) -> None:
    deeds.comment(member, scene)
    url = f"{scene.url}/comments/1/edit"
    assert neighbour.get(url).status == 404
    deeds.send(member, scene)
    assert neighbour.get(url).status == 403
    refused = neighbour.post(url, {"kind": "other", "text": "Muutan toisen sanoja."})
    assert refused.status == 403
    assert len(deeds.comments(app)[0].revisions) == 1


def test_a_member_does_not_change_what_another_member_wrote(
    app: Flask, scene: Scene, member: PageClient, client_as: Callable[[Person], PageClient]
) -> None:
    deeds.comment(member, scene)
    with writing(app) as session:
        other = make_person(session)
        organisation = session.get_one(Organisation, scene.voice.organisation_id)
        add_member(session, organisation, other, role=MemberRole.MEMBER, now=NOW)
    refused = client_as(other).get(f"{scene.url}/comments/1/edit")
    assert refused.status == 403
    assert "Vain kirjoittaja ja järjestön pääkäyttäjä" in refused.text


def test_hostile_words_are_only_words(scene: Scene, member: PageClient) -> None:
    words = '<script>alert(1)</script>" onfocus=x <img src=x> {{7*7}} </textarea>'
    deeds.comment(member, scene, words)
    for url in ("/answer", "/answers", "/comments/1/edit"):
        page = member.get(scene.url + url)
        assert words in page.text
        assert "<script>alert" not in page.html
