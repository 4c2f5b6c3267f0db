"""Those who propose the very same are one rival with one decision; each still gets its own answer."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from consult.models import Answer, Decision, DecisionItem, Outcome, Person, Voice
from consult.reports.texts import load_text
from consult.services.proposals import load_proposal
from consult.services.supports import support_proposal
from tests.counting import count_queries
from tests.factories import NOW, make_consultation, make_person
from tests.services.reconciling import GRANTS, Desk, make_desk
from tests.web.client import PageClient
from tests.web.conftest import Clock, reading, writing
from tests.web.mailbox import deliver, text_of
from tests.web.page import Page

ClientAs = Callable[[Person], PageClient]
NAMES = ("Ensimmäinen ry", "Toinen ry", "Kolmas ry")
URL = "/consultations/samat"
MOST = 15
OTHER = "vuosittain ja pitää määräraha vähintään nykyisellä tasolla"


def crowd(desk: Desk, count: int) -> list[int]:
    """So many ask for three years, one for something else, one changes other words; the numbers of all."""
    names = [*NAMES, *(f"Järjestö {number} ry" for number in range(len(NAMES), count))][:count]
    same = [desk.reword("b1", "vuosittain", "kolmeksi vuodeksi", name=name) for name in names]
    other = desk.reword("b1", OTHER, "joskus", name="Muu ry")
    near = desk.reword("b1", "vuosittain", "kolmeksi vuodeksi aina", name="Lähes ry")
    return [proposal.number for proposal in (*same, other, near)]


class Bench:
    """A closed round in which several propose the same; the agent in front of the place."""

    def __init__(self, app: Flask, client_as: ClientAs, clock: Clock, count: int) -> None:
        self.app, self.count = app, count
        with writing(app) as session:
            self.agent = make_person(session, "Muutosagentti")
            consultation = make_consultation(session, self.agent, "Samat")
            self.desk = make_desk(session, consultation, self.agent)
            self.numbers = crowd(self.desk, count)
            self.version_id = self.desk.version.id
        clock.tick(days=13)
        self.client = client_as(self.agent)

    @property
    def place(self) -> str:
        return f"{URL}/reconcile/p{self.numbers[0]}-0"

    def verdicts(self, same: str, other: str, near: str) -> dict[str, str]:
        """One outcome for all who propose the same, and those of the two others."""
        leads = self.numbers[0], *self.numbers[-2:]
        return {
            f"verdict-p{n}-0": outcome
            for n, outcome in zip(leads, (same, other, near), strict=True)
            if outcome
        }

    def save(self, fields: dict[str, str], page: Page | None = None) -> Page:
        return self.client.submit(page or self.client.get(self.place), fields, action=self.place)

    def items(self) -> list[tuple[Outcome, str]]:
        """What the newest decision answers each, in order of arrival."""
        with reading(self.app) as session:
            newest = select(Decision.id).order_by(Decision.id.desc()).limit(1).scalar_subquery()
            rows = session.scalars(select(DecisionItem).where(DecisionItem.decision_id == newest))
            return [(row.outcome, row.rationale) for row in sorted(rows, key=lambda row: row.id)]


@pytest.fixture
def bench(app: Flask, client_as: ClientAs, clock: Clock, request: pytest.FixtureRequest) -> Bench:
    return Bench(app, client_as, clock, getattr(request, "param", 3))


def articles(page: Page) -> list[str]:
    """The rivals as they are written on the page."""
    return re.findall(r'<article class="rival".*?</article>', page.html, re.DOTALL)


def test_those_who_propose_the_same_are_one_rival(bench: Bench) -> None:
    page = bench.client.get(bench.place)
    same, other, near = articles(page)
    assert "3 järjestöä ehdottaa samaa" in same
    assert all(name in same and name not in other + near for name in NAMES)
    assert same.count('class="marked') == 1
    assert same.count("<fieldset") == 1
    assert same.count("Näin on selvempää.") == 3
    assert all(f"/reconcile/p{number}-0/ask" in same for number in bench.numbers[:3])
    assert '<details class="expander"' not in same
    assert "Muu ry" in other
    assert "Samaa ehdottavat saavat yhden ratkaisun." in page.text
    assert "5 ehdotusta samaan virkkeeseen, 3 erilaista" in page.text


def test_nearly_the_same_is_told_by_the_letters_of_rivals(bench: Bench) -> None:
    same, other, near = articles(bench.client.get(bench.place))
    assert "Lähes sama kuin C." in same
    assert "Lähes sama" not in other
    assert "Lähes sama kuin A." in near


def test_a_supporter_of_several_of_them_is_counted_once(bench: Bench) -> None:
    with writing(bench.app) as session:
        desk = replace(bench.desk, session=session)
        id_ = desk.consultation.id
        first, second, *_ = (load_proposal(session, id_, number) for number in bench.numbers)
        for name in ("Tukeva ry", "Toinen tukeva ry"):
            voice, person = desk.voice(name)
            support_proposal(session, first, voice=voice, actor=person, now=NOW)
            support_proposal(session, second, voice=voice, actor=person, now=NOW)
        author = session.get_one(Person, second.author_id)
        own = session.get_one(Answer, second.answer_id).voice_id
        support_proposal(session, first, voice=session.get_one(Voice, own), actor=author, now=NOW)
    same, *_ = articles(bench.client.get(bench.place))
    assert "2 järjestöä kannattaa" in same


@pytest.mark.parametrize("bench", [5], indirect=True)
def test_a_long_list_is_folded_until_somebody_in_it_has_something_to_say(bench: Bench) -> None:
    same, *_ = articles(bench.client.get(bench.place))
    assert "Ensimmäinen ry, Toinen ry, Kolmas ry ja 2 muuta" in same
    assert '<details class="expander">' in same
    url = f"{URL}/reconcile/p{bench.numbers[4]}-0/ask"
    asked = bench.client.submit(bench.client.get(url), {"text": "Miksi kolme?"}, action=url)
    assert asked.status == 303
    same, *_ = articles(bench.client.get(bench.place))
    assert '<details class="expander" open>' in same
    assert same.index("Järjestö 4 ry") < same.index("Miksi kolme?")


def test_one_verdict_answers_each_of_them(bench: Bench) -> None:
    fields = {
        **bench.verdicts("declined", "noted", "declined"),
        "rationale": "Kaikille.",
        f"rationale-p{bench.numbers[0]}-0": "Kolmelle.",
        f"reason-p{bench.numbers[1]}-0": "Vain toiselle.",
    }
    assert bench.save(fields).status == 303
    declined = Outcome.DECLINED
    assert bench.items() == [
        (declined, "Kolmelle."),
        (declined, "Vain toiselle."),
        (declined, "Kolmelle."),
        (Outcome.NOTED, ""),
        (declined, ""),
    ]
    again = bench.client.get(bench.place)
    same, *_ = articles(again)
    assert same.count("Kolmelle.") == 1
    assert same.count("Vain toiselle.") == 1
    assert bench.save({}, again).status == 303
    assert [reason for _, reason in bench.items()] == ["Kolmelle.", "Vain toiselle.", "Kolmelle.", "", ""]


def test_a_missing_verdict_names_the_rival_once(bench: Bench) -> None:
    refused = bench.save({**bench.verdicts("", "noted", "noted"), "rationale": "Syy."})
    assert refused.status == 422
    assert f"Ratkaisematta: Ensimmäinen ry ({bench.numbers[0]}) + 2." in refused.text
    assert bench.save(bench.verdicts("accepted", "accepted", "noted")).status == 422


def test_each_of_them_needs_a_reason(bench: Bench) -> None:
    first, second, third, *_ = bench.numbers
    others = {f"rationale-p{number}-0": "Syy." for number in bench.numbers[3:]}
    fields = {**bench.verdicts("noted", "noted", "noted"), **others, f"reason-p{first}-0": "Eka."}
    fields[f"reason-p{second}-0"] = "Toka."
    assert "Kirjoita perustelu." in bench.save(fields).text
    assert bench.save({**fields, f"reason-p{third}-0": "Kolmas."}).status == 303
    assert [reason for _, reason in bench.items()] == ["Eka.", "Toka.", "Kolmas.", "Syy.", "Syy."]


def test_those_who_were_answered_apart_are_asked_about_again(bench: Bench) -> None:
    apart = [Outcome.ACCEPTED, *[Outcome.DECLINED] * 4]
    with writing(bench.app) as session:
        desk = replace(bench.desk, session=session)
        spot = desk.queue().by_key[f"p{bench.numbers[0]}-0"]
        decision = desk.rule(spot, Outcome.DECLINED, Outcome.DECLINED, Outcome.DECLINED, rationale="Syy.")
        columns = {column.key: getattr(decision, column.key) for column in Decision.__table__.columns}
        older = Decision(**columns | {"id": None})
        older.items = [
            DecisionItem(revision_id=int(member.proposal), change=0, outcome=outcome)
            for member, outcome in zip(spot.members, apart, strict=True)
        ]
        session.add(older)
    same, other, near = articles(bench.client.get(bench.place))
    assert "checked" not in same
    assert other.count("checked") == near.count("checked") == 1


def test_one_who_came_to_propose_the_same_meanwhile_is_a_conflict(bench: Bench) -> None:
    page = bench.client.get(bench.place)
    with writing(bench.app) as session:
        desk = replace(bench.desk, session=session)
        late = desk.reword("b1", "vuosittain", "kolmeksi vuodeksi", name="Myöhäinen ry").number
    fields = {**bench.verdicts("accepted", "declined", "declined"), "rationale": "Minun syyni."}
    stale = bench.save(fields, page)
    assert stale.status == 409
    assert "Minun syyni." in stale.text
    same, *_ = articles(stale)
    assert "4 järjestöä ehdottaa samaa" in same
    assert f"Ehdotus {late}" in same
    assert bench.save({}, stale).status == 303
    assert len(bench.items()) == 6


def test_the_next_version_answers_everybody_and_undo_takes_it_all_back(bench: Bench) -> None:
    fields = {**bench.verdicts("accepted", "declined", "declined"), "rationale": "Jatkuvuus."}
    bench.save(fields)
    with reading(bench.app) as session:
        decision_id = session.scalars(select(Decision.id)).one()
    undo = f"{URL}/decisions/{decision_id}/undo"
    assert bench.client.post(undo, {"key": f"p{bench.numbers[0]}-0"}).status == 303
    assert "checked" not in bench.client.get(bench.place).html
    bench.save(fields)
    preview = bench.client.get(f"{URL}/publish")
    assert preview.html.count("<ins") == 1
    assert "Sanan vuosittain tilalle tulivat sanat kolmeksi vuodeksi." in preview.text
    assert bench.client.submit(preview, {}, action=f"{URL}/publish").status == 303
    with reading(bench.app) as session:
        text = load_text(session, bench.version_id + 1).by_id["b1"].text
    assert text == GRANTS.replace("vuosittain", "kolmeksi vuodeksi")
    decisions = bench.client.get(f"{URL}/decisions").text
    assert all(name in decisions for name in (*NAMES, "Muu ry", "Lähes ry"))
    assert decisions.count("Korvaa sanan vuosittain sanoilla kolmeksi vuodeksi.") == 1
    assert decisions.count(f"Samat sanat kuin ehdotuksessa {bench.numbers[0]}.") == 2
    told = [text_of(mail) for mail in deliver(bench.app)]
    assert sum("kolmeksi vuodeksi" in mail and "Hyväksytty" in mail for mail in told) >= 3


def test_when_the_draft_has_changed_under_them_they_are_answered_together(bench: Bench) -> None:
    bench.save({**bench.verdicts("postponed", "accepted", "declined"), "rationale": "Palaamme tähän."})
    url = f"{URL}/publish"
    assert bench.client.submit(bench.client.get(url), {}, action=url).status == 303
    page = bench.client.get(bench.place)
    [same] = articles(page)
    assert "3 järjestöä ehdottaa samaa" in same
    assert "luonnos on muuttunut" in page.text.lower()
    assert "3 samanlaista ehdotusta" in page.text
    lead = f"p{bench.numbers[0]}-0"
    fields = {f"verdict-{lead}": "noted", f"rationale-{lead}": "Virke on nyt toinen."}
    assert bench.save(fields, page).status == 303
    assert bench.items() == [(Outcome.NOTED, "Virke on nyt toinen.")] * 3


@pytest.mark.parametrize("bench", [60], indirect=True)
def test_sixty_identical_ones_ask_no_more_queries(bench: Bench) -> None:
    for path in (bench.place, f"{URL}/reconcile"):
        with count_queries(bench.app.extensions["consult"].engine) as queries:
            page = bench.client.get(path)
        assert page.status == 200
        assert len(queries) <= MOST, path
    assert len(articles(bench.client.get(bench.place))) == 3
    assert bench.save({**bench.verdicts("accepted", "noted", "noted"), "rationale": "Syy."}).status == 303
    assert [outcome for outcome, _ in bench.items()].count(Outcome.ACCEPTED) == 60
