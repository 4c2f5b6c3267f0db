"""Proposing: words, runs, new blocks, removals and moves, the preview, and everything that can go wrong."""

import pytest
from flask import Flask

from consult import text
from consult.models import Document, ProposalKind
from consult.reports.texts import load_text
from consult.services.documents import store_version
from tests.factories import NOW, make_text
from tests.web.answering import deeds
from tests.web.answering.conftest import FIRST, GRANTS, LAST, ROOMS, Scene, close_soon
from tests.web.client import PageClient
from tests.web.conftest import Clock, reading, writing

LONGER = GRANTS.replace("vuosittain", "kolmeksi vuodeksi kerrallaan")
SENTENCE = "Korvaa sanan vuosittain sanoilla kolmeksi vuodeksi kerrallaan."


def applied(app: Flask, scene: Scene, at: int = -1) -> list[str]:
    """The draft as a proposal would have it."""
    with reading(app) as session:
        base = load_text(session, scene.version.id)
    changes = text.Proposal.from_json(deeds.proposals(app)[at].current.changes)
    return [block.text for block in changes.apply(base).blocks]


def test_the_field_holds_the_text_and_what_is_changed_is_saved(
    app: Flask, scene: Scene, member: PageClient
) -> None:
    page = member.get(scene.block_url("b3", "reword"))
    assert page.h1 == "Ehdota muutosta kohtaan 2"
    assert "Kohta 2/4, luku 1 Toimintaedellytykset" in page.text
    assert page.form().fields["text"] == [GRANTS]
    done = member.submit(page, {"text": LONGER, "rationale": deeds.REASON})
    assert done.location.endswith("/draft?show=proposal:1#kohta-b3")
    assert applied(app, scene) == ["Toimintaedellytykset", FIRST, LONGER, ROOMS, LAST]
    assert SENTENCE in member.follow(done).text


def test_unchanged_text_and_a_missing_reason_are_said_at_once(
    app: Flask, scene: Scene, member: PageClient
) -> None:
    refused = member.submit(member.get(scene.block_url("b3", "reword")))
    assert refused.status == 422
    assert refused.title.startswith("Virhe:")
    assert "Korjaa 2 asiaa" in refused.text
    assert "Muuta kohdan tekstiä. Nyt se on sama kuin luonnoksessa." in refused.text
    assert "Kirjoita perustelu. Yksi virke riittää." in refused.text
    assert deeds.proposals(app) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [(" \n ", "Kirjoita uusi teksti."), ("Sana. " * 4000, "liian pitkä"), (GRANTS, "sama kuin luonnoksessa")],
)
def test_a_bad_text_is_refused_and_kept(
    app: Flask, scene: Scene, member: PageClient, words: str, said: str
) -> None:
    page = member.get(scene.block_url("b3", "reword"))
    refused = member.submit(page, {"text": words, "rationale": "Syyni pysyy."})
    assert refused.status == 422
    assert said in refused.text
    assert refused.form().fields["rationale"] == ["Syyni pysyy."]
    assert refused.form().fields["text"] == [words.strip()]
    assert deeds.proposals(app) == []


def test_the_preview_marks_words_and_says_the_change(scene: Scene, member: PageClient) -> None:
    page = member.get(scene.block_url("b3", "reword"))
    assert "Esikatselu ilmestyy tähän" in page.text
    part = member.submit(page, {"text": LONGER}, action=page.form().action)
    assert part.status == 422
    url = scene.block_url("b3", "preview") + "?kind=reword"
    fragment = member.post(url, {**_fields(page), "text": LONGER}, hx="preview")
    assert fragment.status == 200
    assert not fragment.is_whole
    assert fragment.element("preview").tag == "section"
    assert "Poistetaan: vuosittain" in fragment.text
    assert "Lisätään: kolmeksi vuodeksi kerrallaan" in fragment.text
    assert SENTENCE in fragment.text


def _fields(page: object) -> dict[str, object]:
    return dict(page.form().fields)  # type: ignore[attr-defined]  # a Page


def test_the_preview_is_part_of_the_page_to_the_letter_and_works_without_script(
    app: Flask, scene: Scene, member: PageClient
) -> None:
    page = member.get(scene.block_url("b3", "reword"))
    whole = member.submit(page, {"text": LONGER, "save": "preview"})
    assert whole.status == 200
    assert whole.form().fields["text"] == [LONGER]
    url = scene.block_url("b3", "preview") + "?kind=reword"
    fragment = member.post(url, {**_fields(page), "text": LONGER}, hx="preview")
    assert fragment.html.strip() in whole.html
    assert deeds.proposals(app) == []


@pytest.mark.parametrize("kind", ["", "x", "REWORD"])
def test_a_preview_of_nothing_known_is_400(scene: Scene, member: PageClient, kind: str) -> None:
    assert member.post(scene.block_url("b3", "preview") + f"?kind={kind}", {"text": "a"}).status == 400


def test_a_preview_takes_no_write_lock(app: Flask, scene: Scene, member: PageClient) -> None:
    page = member.get(scene.block_url("b3", "reword"))
    with writing(app) as session:
        session.get_one(Document, scene.version.document_id)
        url = scene.block_url("b3", "preview") + "?kind=reword"
        assert member.post(url, {**_fields(page), "text": LONGER}, hx="preview").status == 200


def test_a_run_is_taken_in_and_changed_together(app: Flask, scene: Scene, member: PageClient) -> None:
    page = member.get(scene.block_url("b3", "reword"))
    longer = member.submit(page, {"text": LONGER, "through": "b4", "save": "stretch"})
    assert longer.status == 200
    assert longer.form().fields["text"] == [f"{LONGER}\n\n{ROOMS}"]
    words = f"{LONGER}\n\n{ROOMS} Tilat varataan yhdestä paikasta."
    done = member.submit(longer, {"text": words, "rationale": deeds.REASON})
    assert done.status == 303
    assert applied(app, scene)[2:] == [LONGER, f"{ROOMS} Tilat varataan yhdestä paikasta.", LAST]
    assert len(deeds.proposals(app)) == 1


def test_a_run_that_was_chosen_and_not_looked_at_is_shown_first(
    app: Flask, scene: Scene, member: PageClient
) -> None:
    page = member.get(scene.block_url("b3", "reword"))
    shown = member.submit(page, {"text": LONGER, "through": "b5", "rationale": deeds.REASON})
    assert shown.status == 422
    assert shown.form().fields["text"] == [f"{LONGER}\n\n{ROOMS}\n\n{LAST}"]
    assert "Tarkista teksti ja tallenna." in shown.text
    assert member.submit(shown).status == 303
    assert applied(app, scene)[2] == LONGER


def test_a_new_block_a_removal_and_a_move(app: Flask, scene: Scene, member: PageClient) -> None:
    page = member.get(scene.block_url("b3", "add"))
    assert page.h1 == "Ehdota uutta kohtaa kohdan 2 jälkeen"
    assert member.submit(page, {"text": "Uusi kohta.", "rationale": "Puuttui."}).status == 303
    assert applied(app, scene) == ["Toimintaedellytykset", FIRST, GRANTS, "Uusi kohta.", ROOMS, LAST]
    page = member.get(scene.block_url("b3", "remove"))
    assert page.h1 == "Ehdota kohdan 2 poistamista"
    assert "Poistetaan:" in page.text
    assert member.submit(page, {"rationale": "Turha."}).status == 303
    assert applied(app, scene) == ["Toimintaedellytykset", FIRST, ROOMS, LAST]
    page = member.get(scene.block_url("b3", "move"))
    assert "kohdan 4 jälkeen: Vapaaehtoistoiminta" in page.text
    assert member.submit(page, {"after": "b5", "rationale": "Viimeiseksi."}).status == 303
    assert applied(app, scene) == ["Toimintaedellytykset", FIRST, ROOMS, LAST, GRANTS]
    assert [proposal.kind for proposal in deeds.proposals(app)] == [
        ProposalKind.ADD,
        ProposalKind.REMOVE,
        ProposalKind.MOVE,
    ]


def test_a_move_needs_a_place(app: Flask, scene: Scene, member: PageClient) -> None:
    page = member.get(scene.block_url("b3", "move"))
    refused = member.submit(page, {"rationale": "Viimeiseksi."})
    assert refused.status == 422
    assert "Valitse uusi paikka." in refused.text
    gone = member.submit(page, {"after": "b99", "rationale": "Viimeiseksi."})
    assert gone.status == 409
    assert "Viimeiseksi." in gone.text
    assert deeds.proposals(app) == []


def test_a_new_version_gives_both_texts_and_keeps_what_was_typed(
    app: Flask, scene: Scene, member: PageClient
) -> None:
    page = member.get(scene.block_url("b3", "reword"))
    with writing(app) as session:
        document = session.get_one(Document, scene.version.document_id)
        content = make_text("# Toimintaedellytykset", FIRST, "Avustukset myönnetään ajoissa.", ROOMS, LAST)
        store_version(session, document, content, number=2, title="L", actor=scene.agent, now=NOW)
    clash = member.submit(page, {"text": LONGER, "rationale": deeds.REASON})
    assert clash.status == 409
    assert "Luonnoksesta on julkaistu uusi versio." in clash.text
    assert "Avustukset myönnetään ajoissa." in clash.text
    assert clash.form().fields["text"] == [LONGER]
    assert clash.form().fields["rationale"] == [deeds.REASON]
    assert deeds.proposals(app) == []
    assert member.submit(clash).status == 303
    (made,) = deeds.proposals(app)
    assert made.version_id != scene.version.id


def test_a_block_that_is_gone_shows_the_words(app: Flask, scene: Scene, member: PageClient) -> None:
    page = member.get(scene.block_url("b3", "reword"))
    with writing(app) as session:
        document = session.get_one(Document, scene.version.document_id)
        content = text.Document(tuple(make_text("# T", FIRST).blocks))
        store_version(session, document, content, number=2, title="L", actor=scene.agent, now=NOW)
    gone = member.submit(page, {"text": LONGER, "rationale": deeds.REASON})
    assert gone.status == 409
    assert "Kohta ei ole enää luonnoksessa." in gone.text
    assert LONGER in gone.text
    assert deeds.REASON in gone.text
    again = member.get(scene.block_url("b3", "reword"))
    assert again.status == 404
    assert LONGER in again.text


def test_a_closed_round_shows_and_keeps_every_word(
    app: Flask, scene: Scene, member: PageClient, clock: Clock
) -> None:
    page = member.get(scene.block_url("b3", "reword"))
    clock.now = close_soon(app, scene)
    refused = member.submit(page, {"text": LONGER, "rationale": deeds.REASON})
    assert refused.status == 403
    assert LONGER in refused.text
    assert deeds.REASON in refused.text
    assert deeds.drafts(app)[0].fields["rationale"] == deeds.REASON
    assert deeds.proposals(app) == []


def test_a_proposal_is_edited_in_its_form(app: Flask, scene: Scene, member: PageClient) -> None:
    deeds.propose(member, scene, LONGER)
    page = member.get(f"{scene.url}/proposals/1/edit")
    assert page.h1 == "Muokkaa ehdotusta 1"
    assert page.form().fields["text"] == [LONGER]
    assert page.form().fields["rationale"] == [deeds.REASON]
    assert SENTENCE in page.text
    done = member.submit(page, {"text": LONGER.replace("kolmeksi", "viideksi")})
    assert done.location.endswith("/answers#proposal-1")
    assert "viideksi" in applied(app, scene)[2]
    assert len(deeds.proposals(app)[0].revisions) == 2


@pytest.mark.parametrize(
    ("what", "fields"),
    [
        ("add", {"text": "Uusi kohta.", "rationale": "Syy."}),
        ("remove", {"rationale": "Syy."}),
        ("move", {"after": "b5", "rationale": "Syy."}),
    ],
)
def test_every_kind_opens_as_it_was_saved(
    app: Flask, scene: Scene, member: PageClient, what: str, fields: dict[str, str]
) -> None:
    member.submit(member.get(scene.block_url("b3", what)), fields)
    page = member.get(f"{scene.url}/proposals/1/edit")
    held = page.form().fields
    assert {name: held[name][0] for name in fields} == fields
    assert member.submit(page, {"rationale": "Parempi syy."}).status == 303
    assert [revision.rationale for revision in deeds.proposals(app)[0].revisions] == ["Syy.", "Parempi syy."]


def test_only_ones_own_proposal_opens_for_change(
    app: Flask, scene: Scene, member: PageClient, neighbour: PageClient
) -> None:
    deeds.propose(member, scene, LONGER)
    assert neighbour.get(f"{scene.url}/proposals/1/edit").status == 404
    deeds.send(member, scene)
    assert neighbour.get(f"{scene.url}/proposals/1/edit").status == 403
    refused = neighbour.post(f"{scene.url}/proposals/1/edit", {"text": "Omin sanoin", "rationale": "Syy"})
    assert refused.status == 403
    assert len(deeds.proposals(app)[0].revisions) == 1


def test_hostile_words_are_only_words(scene: Scene, member: PageClient) -> None:
    words = GRANTS + " <script>alert(1)</script>\"'><img src=x onerror=y> {{7*7}}"
    url = scene.block_url("b3", "preview") + "?kind=reword"
    page = member.get(scene.block_url("b3", "reword"))
    fragment = member.post(url, {**_fields(page), "text": words}, hx="preview")
    assert "<script>alert" not in fragment.html
    deeds.propose(member, scene, words)
    for path in ("/answer", "/answers", "/proposals/1/edit"):
        shown = member.get(scene.url + path)
        assert "<script>alert(1)</script>" in shown.text
        assert "<script>alert" not in shown.html
