"""The agent's choice of an option: a reason, rows only appended, a part of the version and of its hash."""

import pytest
from sqlalchemy.orm import Session

from consult.errors import Conflict, Invalid, NotAllowed
from consult.models import (
    Consultation,
    OptionChoice,
    Outcome,
    Person,
    Question,
    QuestionKind,
    Request,
    Version,
)
from consult.reports.choices import count_unchosen, standing_choices, version_choices
from consult.reports.texts import load_text
from consult.services.choices import choose_option, undo_choice
from consult.services.documents import HASH_FORMAT, HASH_FORMAT_WITH_CHOICES, version_hash
from consult.services.publishing import prepare_publication, publish_version
from consult.services.questions import Asked, questions_of, save_questions
from consult.services.submissions import file_version
from tests.factories import NOW, make_version
from tests.log import last_entry
from tests.services.reconciling import LATER, Desk, make_desk
from tests.services.test_requests import OTHER, ROLE, SECTION, save


@pytest.fixture
def request_(session: Session, consultation: Consultation, agent: Person, noise: Consultation) -> Request:
    """A request whose second question has the options Kyllä and Ei."""
    save(session, noise, agent)
    return save(session, consultation, agent)


@pytest.fixture
def question(session: Session, request_: Request) -> Question:
    return questions_of(session, request_.consultation_id)[1]


def choose(
    session: Session,
    request_: Request,
    question: Question,
    agent: Person,
    option: str = "Kyllä",
    **given: object,
) -> OptionChoice:
    standing = standing_choices(session, request_.consultation_id).get(question.position)
    known: dict[str, object] = {
        "rationale": "Rooli on selkeä.",
        "standing": standing.id if standing else None,
        "now": NOW,
    }
    return choose_option(
        session,
        request_,
        question,
        option=option,
        actor=agent,
        **{**known, **given},  # type: ignore[arg-type]  # as choose_option
    )


def standing(session: Session, request_: Request) -> dict[int, str | None]:
    return {q: choice.option for q, choice in standing_choices(session, request_.consultation_id).items()}


def test_choosing_changing_and_undoing_append_rows(
    session: Session, request_: Request, question: Question, agent: Person
) -> None:
    assert count_unchosen(session, request_.consultation_id) == 1
    choose(session, request_, question, agent)
    second = choose(session, request_, question, agent, "Ei")
    assert standing(session, request_) == {2: "Ei"}
    assert last_entry(session).action == "option.chosen"
    undo_choice(session, second, actor=agent, now=NOW)
    assert standing(session, request_) == {2: "Kyllä"}
    assert last_entry(session).action == "option.undone"
    assert count_unchosen(session, request_.consultation_id) == 0
    assert session.query(OptionChoice).count() == 3


def test_an_option_and_a_reason_are_needed(
    session: Session, request_: Request, question: Question, agent: Person
) -> None:
    with pytest.raises(Invalid, match="one of the options"):
        choose(session, request_, question, agent, "Ehkä")
    with pytest.raises(Invalid, match="Write a reason"):
        choose(session, request_, question, agent, rationale="")


def test_the_slower_agent_is_told_and_keeps_the_reason(
    session: Session, request_: Request, question: Question, agent: Person
) -> None:
    first = choose(session, request_, question, agent)
    with pytest.raises(Conflict) as caught:
        choose(session, request_, question, agent, "Ei", standing=None, rationale="Hitaamman syy.")
    assert caught.value.ours == "Hitaamman syy."
    choose(session, request_, question, agent, "Ei")
    with pytest.raises(Conflict, match="Another choice"):
        undo_choice(session, first, actor=agent, now=NOW)


def test_an_option_that_the_authority_took_away_is_no_longer_chosen(
    session: Session, request_: Request, question: Question, agent: Person
) -> None:
    choose(session, request_, question, agent)
    reworded = Asked(ROLE.header, QuestionKind.CHOICE, options=("Kyllä on", "Ei"))
    save_questions(session, request_, [SECTION, reworded, OTHER], actor=agent, now=NOW)
    assert standing(session, request_) == {}


@pytest.mark.parametrize("after", [[SECTION], [ROLE, SECTION, OTHER]])
def test_a_question_with_a_choice_keeps_its_place(
    session: Session, request_: Request, question: Question, agent: Person, after: list[Asked]
) -> None:
    choose(session, request_, question, agent)
    with pytest.raises(Invalid, match="Somebody has chosen"):
        save_questions(session, request_, after, actor=agent, now=NOW)


def test_the_first_version_has_the_choices_that_stand(
    session: Session, request_: Request, question: Question, agent: Person, consultation: Consultation
) -> None:
    choice = choose(session, request_, question, agent)
    version = make_version(session, consultation, agent)
    assert version_choices(session, version.id) == {2: choice}
    assert version.hash_format == HASH_FORMAT_WITH_CHOICES
    content = load_text(session, version.id)
    assert version.hash == version_hash(version.title, content, [choice])
    assert version.hash != version_hash(version.title, content)


@pytest.fixture
def desk(session: Session, request_: Request, consultation: Consultation, agent: Person) -> Desk:
    del request_
    return make_desk(session, consultation, agent)


def publish(desk: Desk, base: Version) -> Version:
    return publish_version(desk.session, prepare_publication(desk.session, base), actor=desk.agent, now=LATER)


def test_a_version_without_choices_keeps_its_format(desk: Desk) -> None:
    assert desk.version.hash_format == HASH_FORMAT
    proposal = desk.reword("b2", "maksuttomia", "avoimia")
    desk.rule(desk.spot(proposal), Outcome.ACCEPTED)
    version = publish(desk, desk.version)
    assert (version.hash_format, version_choices(desk.session, version.id)) == (HASH_FORMAT, {})


def test_a_choice_alone_makes_the_next_version_and_is_final_then(
    desk: Desk, request_: Request, question: Question
) -> None:
    with pytest.raises(Invalid, match="Nothing has been decided"):
        publish(desk, desk.version)
    choice = choose(desk.session, request_, question, desk.agent, now=LATER)
    publication = prepare_publication(desk.session, desk.version)
    assert publication.tells_something
    assert publication.choices.changed == {2: choice}
    version = publish_version(desk.session, publication, actor=desk.agent, now=LATER)
    assert version.hash != desk.version.hash
    assert load_text(desk.session, version.id) == load_text(desk.session, desk.version.id)
    with pytest.raises(Conflict, match="has been published"):
        undo_choice(desk.session, choice, actor=desk.agent, now=LATER)
    choose(desk.session, request_, question, desk.agent, "Ei", now=LATER)
    assert version_choices(desk.session, version.id) == {2: choice}


def test_a_choice_made_after_the_preview_stops_the_publication(
    desk: Desk, request_: Request, question: Question
) -> None:
    choose(desk.session, request_, question, desk.agent)
    publication = prepare_publication(desk.session, desk.version)
    choose(desk.session, request_, question, desk.agent, "Ei")
    with pytest.raises(Conflict, match="Look at the preview again"):
        publish_version(desk.session, publication, actor=desk.agent, now=LATER)


def test_after_filing_nothing_is_chosen_or_undone(desk: Desk, request_: Request, question: Question) -> None:
    choice = choose(desk.session, request_, question, desk.agent)
    file_version(
        desk.session,
        desk.consultation,
        desk.version,
        channel="Sähköposti",
        receipt="",
        filed_at=LATER,
        actor=desk.agent,
        now=LATER,
    )
    with pytest.raises(NotAllowed):
        choose(desk.session, request_, question, desk.agent, "Ei")
    with pytest.raises(NotAllowed):
        undo_choice(desk.session, choice, actor=desk.agent, now=LATER)
