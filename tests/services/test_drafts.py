"""Half-written answers: the newest words of each form, for their writer alone, open round or not."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.errors import Invalid, NotFound
from consult.models import Consultation, Draft, Person
from consult.services.drafts import (
    MAX_FIELDS,
    REMEMBERED,
    bring_back,
    drafts_of,
    drop_draft,
    is_empty,
    is_spent,
    load_draft,
    save_draft,
    spend_page,
    throw_away,
)
from tests.factories import NOW, make_person

FORM = "answering.reword:3:b12"


@pytest.fixture
def writer(session: Session) -> Person:
    """Somebody who writes."""
    return make_person(session)


def save(
    session: Session,
    consultation: Consultation,
    person: Person,
    *,
    form: str = FORM,
    later: int = 0,
    **fields: str,
) -> Draft:
    """Save a form's fields, some seconds later."""
    return save_draft(
        session,
        consultation_id=consultation.id,
        person=person,
        form=form,
        fields=fields,
        now=NOW + timedelta(seconds=later),
    )


def test_the_newest_words_replace_the_earlier_ones(
    session: Session, consultation: Consultation, writer: Person
) -> None:
    first = save(session, consultation, writer, text="Ensin", rationale="Koska")
    second = save(session, consultation, writer, text="Sitten", later=5)
    assert first.id == second.id
    assert (second.fields, second.saved_at) == ({"text": "Sitten"}, NOW + timedelta(seconds=5))


def test_each_person_and_each_form_has_its_own(
    session: Session, consultation: Consultation, writer: Person
) -> None:
    save(session, consultation, writer, text="Minun")
    other = make_person(session)
    assert load_draft(session, person_id=other.id, form=FORM) is None
    assert load_draft(session, person_id=writer.id, form="answering.reword:3:b13") is None
    found = load_draft(session, person_id=writer.id, form=FORM)
    assert found is not None
    assert found.fields == {"text": "Minun"}


def test_a_dropped_draft_is_gone_and_others_stay(
    session: Session, consultation: Consultation, writer: Person
) -> None:
    save(session, consultation, writer, text="Pois")
    save(session, consultation, writer, form="answering.comment:3:b1", text="Jää")
    drop_draft(session, person_id=writer.id, form=FORM)
    assert [draft.fields["text"] for draft in drafts_of_writer(session, consultation, writer)] == ["Jää"]


def test_drafts_are_listed_newest_first_in_their_own_consultation(
    session: Session, consultation: Consultation, writer: Person, noise: Consultation
) -> None:
    save(session, consultation, writer, text="Vanha")
    save(session, consultation, writer, form="answering.comment:3:b1", text="Uusi", later=9)
    save(session, noise, writer, form="answering.comment:9:b1", text="Muualla")
    assert [draft.fields["text"] for draft in drafts_of_writer(session, consultation, writer)] == [
        "Uusi",
        "Vanha",
    ]


def drafts_of_writer(session: Session, consultation: Consultation, writer: Person) -> list[Draft]:
    """What waits for the writer in the consultation."""
    return list(drafts_of(session, person_id=writer.id, consultation_id=consultation.id))


def test_words_are_normalised_as_everywhere(
    session: Session, consultation: Consultation, writer: Person
) -> None:
    draft = save(session, consultation, writer, text="a\u0308\r\nb\x00\ud800\u202e")
    assert draft.fields["text"] == "ä\nb"


@pytest.mark.parametrize(("size", "is_kept"), [(20_000, True), (20_001, False)])
def test_a_field_has_the_same_limit_as_in_the_form(
    session: Session, consultation: Consultation, writer: Person, *, size: int, is_kept: bool
) -> None:
    if is_kept:
        assert save(session, consultation, writer, text="a" * size).fields["text"]
    else:
        with pytest.raises(Invalid, match="too long"):
            save(session, consultation, writer, text="a" * size)


def test_a_form_with_endless_fields_is_no_form(
    session: Session, consultation: Consultation, writer: Person
) -> None:
    fields: dict[str, Any] = {f"f{n}": "x" for n in range(MAX_FIELDS + 1)}
    with pytest.raises(Invalid, match="too long"):
        save(session, consultation, writer, **fields)


@pytest.mark.parametrize("form", ["", "a" * 201])
def test_a_form_has_a_name(session: Session, consultation: Consultation, writer: Person, form: str) -> None:
    with pytest.raises(Invalid, match="no such form"):
        save(session, consultation, writer, form=form, text="Hei")


def test_a_page_is_done_with_for_its_writer_alone_and_for_a_day(session: Session, writer: Person) -> None:
    other = make_person(session)
    spend_page(session, person_id=writer.id, page="a1", now=NOW)
    spend_page(session, person_id=writer.id, page="a1", now=NOW)
    assert is_spent(session, person_id=writer.id, page="a1")
    assert not is_spent(session, person_id=other.id, page="a1")
    spend_page(session, person_id=other.id, page="b2", now=NOW + REMEMBERED + timedelta(seconds=1))
    assert not is_spent(session, person_id=writer.id, page="a1")


@pytest.mark.parametrize("page", ["", "a b", "x" * 41, "ä"])
def test_what_names_no_page_is_not_remembered(session: Session, writer: Person, page: str) -> None:
    spend_page(session, person_id=writer.id, page=page, now=NOW)
    assert not is_spent(session, person_id=writer.id, page=page)


def test_what_is_thrown_away_can_be_brought_back_for_a_day(
    session: Session, consultation: Consultation, writer: Person
) -> None:
    def throw(*, form: str = FORM, later: int = 0) -> None:
        now = NOW + timedelta(hours=later)
        throw_away(session, consultation_id=consultation.id, person=writer, form=form, now=now)

    save(session, consultation, writer, text="Ensin")
    throw()
    assert load_draft(session, person_id=writer.id, form=FORM) is None
    assert drafts_of(session, person_id=writer.id, consultation_id=consultation.id) == []
    save(session, consultation, writer, text="Sitten")
    for words in ("Ensin", "Sitten", "Ensin"):
        bring_back(session, person_id=writer.id, form=FORM)
        [draft] = drafts_of(session, person_id=writer.id, consultation_id=consultation.id)
        assert draft.fields == {"text": words}
    throw()
    throw(form="answering.reword:3:b13", later=25)
    with pytest.raises(NotFound):
        bring_back(session, person_id=writer.id, form=FORM)


@pytest.mark.parametrize(
    ("fields", "empty"),
    [
        ({}, True),
        ({"kind": "other", "voice": "3", "text": " \n"}, True),
        ({"text": "a"}, False),
        ({"rationale": "a"}, False),
        ({"after": "b2", "rationale": ""}, False),
    ],
)
def test_a_form_in_which_nothing_is_said_is_empty(fields: dict[str, str], empty: bool) -> None:
    assert is_empty(fields) is empty
