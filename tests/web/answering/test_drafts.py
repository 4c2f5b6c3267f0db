"""Half-written answers: kept by script and by button, brought back, dropped when the form is saved."""

import pytest
from flask import Flask

from consult.models import Document
from consult.services.documents import store_version
from tests.counting import count_queries
from tests.factories import NOW, make_text
from tests.web.answering import deeds
from tests.web.answering.conftest import FIRST, GRANTS, Scene, close_soon
from tests.web.client import PageClient
from tests.web.conftest import Clock, signed_in, writing
from tests.web.page import Form, Page

HALF = "Alueen tulee myöntää avustuksia kolmeksi"


def autosave(client: PageClient, scene: Scene, form: str = "", **fields: str) -> tuple[int, dict[str, str]]:
    """What the script sends while a person writes."""
    name = form or f"answering.reword:{scene.version.document_id}:b3"
    page = client.post(f"{scene.url}/drafts?form={name}", fields, headers={"Accept": "application/json"})
    return page.status, page.response.get_json()


def sheet(page: Page, scene: Scene) -> Form:
    """The form that is filled in, whatever other buttons the page has."""
    return page.form(scene.block_url("b3", "reword"))


def test_a_saved_form_says_when_and_comes_back(
    app: Flask, scene: Scene, member: PageClient, clock: Clock
) -> None:
    status, said = autosave(member, scene, text=HALF, rationale="Kesken", version=str(scene.version.id))
    assert (status, said["saved"]) == (200, "Tallennettu klo 9.42")
    clock.tick(hours=1)
    page = member.get(scene.block_url("b3", "reword"))
    assert page.form().fields["text"] == [HALF]
    assert page.form().fields["rationale"] == ["Kesken"]
    assert "Keskeneräinen tekstisi on palautettu. Tallennettu 20.1.2027 klo 9.42." in page.text
    assert f'data-saved-at="{said["at"]}"' in page.html
    assert "Poistetaan:" in page.text


def test_the_form_tells_the_script_where_it_saves_itself(scene: Scene, member: PageClient) -> None:
    page = member.get(scene.block_url("b3", "reword"))
    document = scene.version.document_id
    assert f'data-autosave="{scene.url}/drafts?form=answering.reword:{document}:b3"' in page.html


def test_the_button_keeps_it_without_script(app: Flask, scene: Scene, member: PageClient) -> None:
    page = member.get(scene.block_url("b3", "comment"))
    kept = member.submit(page, {"text": "Puoli kommenttia", "save": "draft"})
    assert kept.status == 303
    opened = member.follow(kept)
    assert "Keskeneräinen tekstisi on tallennettu." in opened.text
    assert opened.form().fields["text"] == ["Puoli kommenttia"]
    assert deeds.comments(app) == []


def test_saving_the_form_drops_what_was_half_written(app: Flask, scene: Scene, member: PageClient) -> None:
    autosave(member, scene, form=f"answering.comment:{scene.version.document_id}:b3", text="Puoli")
    autosave(member, scene, text=HALF)
    deeds.comment(member, scene)
    assert [draft.form.split(":")[0] for draft in deeds.drafts(app)] == ["answering.reword"]


def test_starting_over_forgets_it(app: Flask, scene: Scene, member: PageClient) -> None:
    autosave(member, scene, text=HALF)
    page = member.get(scene.block_url("b3", "reword"))
    fresh = member.follow(member.submit(page, {"save": "discard"}))
    assert sheet(fresh, scene).fields["text"] == [GRANTS]
    assert deeds.drafts(app) == []


def test_what_was_started_over_can_be_brought_back(app: Flask, scene: Scene, member: PageClient) -> None:
    autosave(member, scene, text=HALF, rationale="Syy")
    page = member.get(scene.block_url("b3", "reword"))
    fresh = member.follow(member.submit(page, {"text": HALF + " vuodeksi", "save": "discard"}))
    assert "Keskeneräinen teksti poistettiin." in fresh.text
    done = member.submit(fresh, action=f"{scene.url}/drafts/restore")
    assert done.status == 303
    back = member.follow(done)
    assert "Keskeneräinen tekstisi on palautettu." in back.text
    assert back.form().fields["text"] == [HALF + " vuodeksi"]
    assert back.form().fields["rationale"] == ["Syy"]
    [draft] = deeds.drafts(app)
    again = member.post(f"{scene.url}/drafts/restore", {"form": draft.form})
    assert again.status == 404


def test_an_empty_form_is_not_kept_and_says_so(app: Flask, scene: Scene, member: PageClient) -> None:
    page = member.get(scene.block_url("b3", "comment"))
    refused = member.submit(page, {"text": "  ", "save": "draft"})
    assert refused.status == 422
    assert "Tallennettavaa ei vielä ole." in refused.text
    assert "Tekstisi on yhä tässä" not in refused.text
    status, said = autosave(
        member, scene, form=f"answering.comment:{scene.version.document_id}:b3", kind="other", text=" "
    )
    assert (status, said) == (200, {"saved": ""})
    assert deeds.drafts(app) == []


def test_what_is_unfinished_names_its_block_and_can_be_removed_from_the_list(
    app: Flask, scene: Scene, member: PageClient, neighbour: PageClient
) -> None:
    autosave(member, scene, text=HALF)
    [form] = [draft.form for draft in deeds.drafts(app)]
    for path in ("answers", "answer"):
        page = member.get(f"{scene.url}/{path}")
        assert "Kohta 2" in page.text
        removed = member.follow(member.submit(page, action=f"{scene.url}/drafts/remove"))
        assert HALF not in removed.text
        assert deeds.drafts(app) == []
        assert neighbour.post(f"{scene.url}/drafts/restore", {"form": form}).status == 404
        back = member.follow(member.submit(removed, action=f"{scene.url}/drafts/restore"))
        assert HALF in back.text
    assert neighbour.post(f"{scene.url}/drafts/remove", {"form": form}).status == 404


def test_a_form_about_a_comment_names_its_block_too(scene: Scene, member: PageClient) -> None:
    deeds.comment(member, scene)
    autosave(member, scene, form=f"answering.edit_comment:{scene.consultation.id}:1", text="Uusi alku")
    page = member.get(f"{scene.url}/answer")
    assert [heading for heading in page.html.split("<h3>") if heading.startswith("Kohta 2</h3>")]


def test_it_survives_closing_and_sign_out(app: Flask, scene: Scene, member: PageClient, clock: Clock) -> None:
    autosave(member, scene, text=HALF)
    member.post("/sign-in/out")
    clock.now = close_soon(app, scene)
    again = signed_in(app, scene.lead, clock)
    page = again.get(scene.block_url("b3", "reword"))
    assert page.status == 200
    assert "Kierros on sulkeutunut." in page.text
    assert HALF in page.text
    assert "readonly" in page.html
    status, _ = autosave(again, scene, text=HALF + " vuodeksi")
    assert status == 200
    assert deeds.drafts(app)[0].fields["text"] == HALF + " vuodeksi"


def test_nobody_else_sees_it(scene: Scene, member: PageClient, neighbour: PageClient) -> None:
    autosave(member, scene, text=HALF)
    assert neighbour.get(scene.block_url("b3", "reword")).form().fields["text"] == [GRANTS]


def test_what_was_written_on_an_earlier_version_says_so(app: Flask, scene: Scene, member: PageClient) -> None:
    autosave(member, scene, text=HALF, rationale="Syy", version=str(scene.version.id))
    with writing(app) as session:
        document = session.get_one(Document, scene.version.document_id)
        content = make_text("# T", FIRST, "Aivan uusi teksti.")
        store_version(session, document, content, number=2, title="L", actor=scene.agent, now=NOW)
    page = member.get(scene.block_url("b3", "reword"))
    assert "Luonnos on muuttunut sen jälkeen, kun kirjoitit tämän" in page.text
    assert "Aivan uusi teksti." in page.text
    assert page.form().fields["text"] == [HALF]


@pytest.mark.parametrize(
    "form",
    ["", "x", "answering.reword", "answering.reword:3", "auth.sign_in:1:2", "answering.reword:3:b1:2:3"],
)
def test_an_unknown_form_is_refused(app: Flask, scene: Scene, member: PageClient, form: str) -> None:
    status, said = autosave(member, scene, form=form or "-", text=HALF)
    assert (status, said["message"]) == (422, "Tällaista lomaketta ei ole.")
    assert deeds.drafts(app) == []


def test_too_much_is_refused_with_a_sentence(app: Flask, scene: Scene, member: PageClient) -> None:
    status, said = autosave(member, scene, text="a" * 20_001)
    assert status == 422
    assert said["message"].startswith("Teksti on liian pitkä.")
    assert deeds.drafts(app) == []


def test_only_those_who_answer_may_keep_drafts(
    app: Flask, scene: Scene, client: PageClient, clock: Clock
) -> None:
    url = f"{scene.url}/drafts?form=answering.reword:1:b3"
    assert client.post(url, {"text": "x"}).status == 403
    assert signed_in(app, scene.agent, clock).post(url, {"text": "x"}).status == 403
    assert deeds.drafts(app) == []


def test_the_review_page_leads_back_to_what_is_unfinished(scene: Scene, member: PageClient) -> None:
    autosave(member, scene, text=HALF)
    deeds.comment(member, scene)
    autosave(member, scene, form=f"answering.edit_comment:{scene.consultation.id}:1", text="Uusi alku")
    page = member.get(f"{scene.url}/answer")
    assert HALF in page.text
    links = page.links()
    assert scene.block_url("b3", "reword") in links
    assert f"{scene.url}/comments/1/edit" in links
    assert "Jatka keskeneräistä ehdotusta" in page.text


def test_a_device_copy_is_removed_after_saving(scene: Scene, member: PageClient) -> None:
    done = deeds.comment(member, scene)
    document = scene.version.document_id
    shown = member.follow(done)
    assert f'data-clear-draft="{scene.url}/drafts?form=answering.comment:{document}:b3"' in shown.html


@pytest.mark.parametrize("how", ["save", "discard"])
def test_what_arrives_after_the_form_was_saved_does_not_bring_the_draft_back(
    app: Flask, scene: Scene, member: PageClient, how: str
) -> None:
    opened = member.get(scene.block_url("b3", "reword"))
    beside = member.get(scene.block_url("b3", "reword"))
    [page], [other] = opened.form().fields["page"], beside.form().fields["page"]
    done = member.submit(opened, {"text": HALF, "rationale": deeds.REASON, "save": how})
    assert done.status == 303
    assert autosave(member, scene, text=HALF, page=page) == (200, {"saved": ""})
    assert deeds.drafts(app) == []
    autosave(member, scene, text="Toisessa ikkunassa kirjoitettua.", page=other)
    assert [draft.fields for draft in deeds.drafts(app)] == [{"text": "Toisessa ikkunassa kirjoitettua."}]


def test_the_list_of_the_unfinished_asks_little_of_the_database(
    app: Flask, scene: Scene, member: PageClient
) -> None:
    deeds.comment(member, scene)
    deeds.propose(member, scene, GRANTS.replace("vuosittain", "aina"))
    document, consultation = scene.version.document_id, scene.consultation.id
    for form in (
        f"answering.comment:{document}:b2",
        f"answering.reword:{document}:b4",
        f"answering.comment:{document + 1000}:b2",
        f"answering.edit_comment:{consultation}:1",
        f"answering.edit_proposal:{consultation}:1",
    ):
        autosave(member, scene, form=form, text=HALF)
    deeds.send(member, scene)
    deeds.comment(member, scene, "Vielä yksi.", block="b5")
    for path in ("answers", "answer"):
        with count_queries(app.extensions["consult"].engine) as queries:
            page = member.get(f"{scene.url}/{path}?removed=answering.comment:1:b1")
        assert len(queries) <= 15, path
        assert page.text.count(HALF) >= 5
