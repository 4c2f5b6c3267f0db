"""Two versions compared in three views; each change says where it came from."""

from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from consult.models import Outcome
from tests.statement import Statement
from tests.web.client import PageClient
from tests.web.conftest import writing
from tests.web.page import Page


def compared(statement: Statement, client: PageClient, view: str = "") -> Page:
    """Version 1 against version 2."""
    query = f"?view={view}" if view else ""
    return client.get(statement.version_url(f"/compare/1/2{query}"))


def element(page: Page, block_id: str) -> Element:
    """The change of one block."""
    return next(found for found in page.tree.iter() if found.get("id") == f"muutos-{block_id}")


def texts(found: Element) -> str:
    """What an element says."""
    return " ".join("".join(found.itertext()).split())


def test_the_list_tells_every_change_with_its_decision(published: Statement, client: PageClient) -> None:
    page = compared(published, client)
    assert page.h1 == "Mitä muuttui versiosta 1 versioon 2?"
    assert "2 kohtaa muuttui, 1 on uusi, 1 poistettiin, 9 pysyi ennallaan." in page.text
    grants = texts(element(page, published.block("Hyvinvointialueen")))
    assert "Sanan vuosittain tilalle tulivat sanat kolmeksi vuodeksi." in grants
    assert "Yhdistetty" in grants
    assert "ehdotus 1, Kuusiniemen omaishoitajat ry; ehdotus 2, Harjunseudun vertaistuki ry" in grants
    assert "Muutosagentti kirjoitti sanamuodon." in grants
    rents = texts(element(page, published.block("Pienellä")))
    assert "Sanan maksuton jälkeen lisättiin sanat ja esteetön." in rents
    assert "ehdotus 3, Selkäveden kyläyhdistys ry" in rents
    removed = texts(element(page, published.block("Mittarit laskevat päiviä")))
    assert "Kohta 11 poistettiin." in removed
    assert "ehdotus 5" in removed
    assert "Uusi kohta lisättiin kohdan 11 jälkeen." in page.text
    assert "Seurannasta kerrotaan julkisesti." in page.text


def test_the_text_has_native_marks_and_folds_what_stayed(published: Statement, client: PageClient) -> None:
    page = compared(published, client, "text")
    grants = element(page, published.block("Hyvinvointialueen"))
    assert [texts(mark) for mark in grants.iter("del")] == ["Poistetaan: vuosittain."]
    (added,) = grants.iter("ins")
    assert texts(added) == "Lisätään: kolmeksi vuodeksi. Muutos päättyy."
    assert [texts(strong) for strong in added.iter("strong")] == ["kolmeksi"]
    folds = [texts(summary) for fold in page.tree.iter("details") for summary in fold.iter("summary")]
    assert "Kohta 1 on ennallaan" in folds
    assert "Kohdat 3–7 ovat ennallaan" in folds
    assert "2.1 Vuokrat" in page.text


def test_side_by_side_shows_each_side_with_its_own_words(published: Statement, client: PageClient) -> None:
    page = compared(published, client, "side")
    grants = element(page, published.block("Hyvinvointialueen"))
    old, new = (part for part in grants if part.get("class") in ("side__old", "side__new"))
    assert "vuosittain" in texts(old)
    assert "kolmeksi" not in texts(old)
    assert "kolmeksi vuodeksi" in texts(new)
    assert "vuosittain" not in texts(new)
    assert "Ei ole enää tekstissä" in page.text
    assert "Ei vielä ollut tekstissä" in page.text


def test_versions_can_be_given_in_any_order(published: Statement, client: PageClient) -> None:
    turned = client.get(published.version_url("/compare/2/1?view=text"))
    assert turned.status == 303
    assert turned.location.endswith("/compare/1/2?view=text")
    assert client.get(published.version_url("/compare/2/2")).location.endswith("/versions/2")


@pytest.mark.parametrize(
    ("path", "status"), [("/compare/1/9", 404), ("/compare/1/2?view=x", 400), ("/compare/0/1", 404)]
)
def test_what_does_not_exist_is_refused(
    published: Statement, client: PageClient, path: str, status: int
) -> None:
    assert client.get(published.version_url(path)).status == status


def test_across_several_versions_every_step_is_named(
    app: Flask, published: Statement, client: PageClient
) -> None:
    with writing(app) as session:
        published.session = session
        published.decide(published.proposals[5], Outcome.ACCEPTED)
        published.publish()
    page = client.get(published.version_url("/compare/1/3"))
    moved = texts(element(page, published.block("tietoa")))
    assert "siirrettiin" in moved
    assert "ehdotus 6" in moved
    assert "ehdotus 1" in texts(element(page, published.block("Hyvinvointialueen")))


def test_the_index_lists_versions_and_leads_to_a_comparison(published: Statement, client: PageClient) -> None:
    page = client.get(published.url("/versions"))
    assert "Lausunto, versio 2" in page.text
    assert "Mitä muuttui versiosta 1" in page.text
    document = published.version.document_id
    chosen = client.get(published.url(f"/versions?document={document}&old=1&new=2"))
    assert chosen.location.endswith("/compare/1/2")
    assert client.get(published.url("/versions?document=999&old=1&new=2")).status == 400
    assert client.get(published.url(f"/versions?document={document}&old=x&new=2")).status == 400
