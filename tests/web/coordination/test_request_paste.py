"""The agent pastes the text of a request: shown as it was understood, corrected, and only then saved."""

from typing import Any

from sqlalchemy import select

from consult.models import Question, Request
from tests.services.test_pasted_request import LETTER
from tests.web.conftest import reading, writing
from tests.web.coordination.conftest import Desk
from tests.web.page import Page


def paste(desk: Desk, words: str = LETTER) -> Page:
    """The preview of a text."""
    return desk.client.submit(desk.client.get(f"{desk.root}/request/paste"), {"words": words})


def check(desk: Desk, page: Page, typed: dict[str, Any] | None = None) -> Page:
    """Save what the page shows, with these fields otherwise."""
    return desk.client.submit(page, typed, action=f"{desk.root}/request/paste/check")


def asked(desk: Desk) -> list[tuple[str, str, bool, int]]:
    """The questions that are saved."""
    with reading(desk.app) as session:
        rows = session.scalars(select(Question).order_by(Question.position))
        return [(one.header, one.kind.value, one.is_mandatory, len(one.options)) for one in rows]


def test_a_pasted_request_is_corrected_and_saved(desk: Desk) -> None:
    page = paste(desk)
    assert page.h1 == "Tarkista pyyntö"
    fields = page.form(f"{desk.root}/request/paste/check").fields
    assert fields["authority"] == ["Keski-Suomen hyvinvointialue"]
    assert (fields["deadline_day"], fields["deadline"]) == (["16.3.2026"], ["16.15"])
    assert "Tarkoitamme kaikkia palveluja." in fields["left_out"][0]
    assert "Kyllä · Osittain · Ei" in page.text
    assert asked(desk) == []
    typed = {"deadline_day": "16.3.2027", "questions": fields["questions"][0].replace("selkeä", "hyvä")}
    saved = desk.client.follow(check(desk, page, typed))
    assert "Pyyntö tallennettiin." in saved.text
    assert asked(desk)[:3] == [
        ("Osa 1 Palvelut", "section", False, 0),
        ("Onko palvelujen kuvaus hyvä?", "choice", True, 3),
        ("Miten kehittäisitte lähipalveluja?", "text", False, 0),
    ]
    with reading(desk.app) as session:
        known = session.query(Request).one()
        assert (known.deadline_wall_clock, known.register_number) == (
            "2027-03-16T16:15",
            "HYVAKS/123/00.01/2026",
        )


def test_what_is_missing_is_asked_and_everything_typed_is_kept(desk: Desk) -> None:
    page = paste(desk, "Lausuntopyyntö tiloista\n\n1. Mitä?")
    assert "Tekstistä ei löytynyt määräaikaa. Kirjoita se itse." in page.text
    refused = check(desk, page, {"questions": "Miksi?\n- Yksi", "left_out": "muuta"})
    assert refused.status == 422
    fields = refused.form(f"{desk.root}/request/paste/check").fields
    assert (fields["title"], fields["questions"]) == (["Lausuntopyyntö tiloista"], ["Miksi?\n- Yksi"])
    assert fields["left_out"] == ["muuta"]
    again = check(desk, refused, {"authority": "Kunta", "deadline_day": "1.2.2027", "deadline": "16"})
    assert "Kysymys 1 tarvitsee ainakin kaksi eri vaihtoehtoa." in again.text
    assert asked(desk) == []


def test_the_questions_are_shown_again_without_saving(desk: Desk) -> None:
    page = paste(desk)
    url = f"{desk.root}/request/paste/check?again=1"
    fields = {
        **page.form(f"{desk.root}/request/paste/check").fields,
        "questions": ["Miksi?\n- Yksi\n- Kaksi"],
    }
    again = Page(desk.client.http.post(url, base_url=desk.client.base_url, data=fields))
    assert again.status == 200
    assert "Yksi · Kaksi" in again.text
    assert asked(desk) == []


def test_nothing_pasted_is_asked_for(desk: Desk) -> None:
    assert "Liitä pyynnön teksti." in paste(desk, "  ").text
    assert paste(desk, "x" * 100_001).status == 422


def test_what_the_text_does_not_say_stays_as_it_was(desk: Desk) -> None:
    check(desk, paste(desk), {"deadline_day": "16.3.2027"})
    page = paste(desk, "Asia: Uusi nimi")
    fields = page.form(f"{desk.root}/request/paste/check").fields
    assert (fields["title"], fields["authority"]) == (["Uusi nimi"], ["Keski-Suomen hyvinvointialue"])
    assert fields["questions"][0].startswith("# Osa 1 Palvelut\n1. Onko")
    assert check(desk, page).status == 303
    assert len(asked(desk)) == 5


def test_a_text_that_is_too_long_is_refused_and_kept(desk: Desk) -> None:
    words = "ä" * 50_000 + "x"
    page = paste(desk, words)
    assert page.status == 422
    assert "Teksti on liian pitkä. Se saa olla enintään 100 kt." in page.text
    assert words in page.html


def test_the_ids_of_the_service_stay_when_the_request_is_pasted_again(desk: Desk) -> None:
    check(desk, paste(desk), {"deadline_day": "16.3.2027"})
    with writing(desk.app) as session:
        for number, row in enumerate(session.scalars(select(Question).where(Question.kind == "choice"))):
            row.service_id, row.option_ids = (
                f"q{number}",
                [f"o{place}" for place, _ in enumerate(row.options)],
            )
    assert check(desk, paste(desk, "Asia: Uusi nimi")).status == 303
    with reading(desk.app) as session:
        kept = session.scalars(select(Question).where(Question.kind == "choice")).all()
        assert [(row.service_id, row.option_ids) for row in kept] == [
            (f"q{number}", [f"o{place}" for place, _ in enumerate(row.options)])
            for number, row in enumerate(kept)
        ]
        assert kept
