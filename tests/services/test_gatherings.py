"""Notes come to points, aside or back; undoing is a row; who moves what somebody else has moved is told."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.errors import Conflict, Invalid, NotFound
from consult.models import Consultation, Gathering, Note, Person, Point, Workshop
from consult.reports.notes import NoteState, NotesWanted, count_notes, load_notes, note_ids, tally_notes
from consult.reports.points import load_points
from consult.services.gatherings import gather_into_new, put_back, set_aside, undo_gathering
from consult.services.note_hiding import hide_note, last_hiding, show_note
from consult.services.notes import paste_notes
from consult.services.workshops import WorkshopPlan, add_workshop
from tests.counting import count_queries
from tests.factories import NOW
from tests.log import actions, last_entry

Ids = tuple[int, ...]


@pytest.fixture
def ids(session: Session, consultation: Consultation, agent: Person, noise: Consultation) -> Ids:
    """Six notes, beside those of another consultation."""
    for here, page in ((noise, "noise"), (consultation, "here")):
        source = add_workshop(session, here, WorkshopPlan("Järjestöpäivä"), actor=agent, now=NOW)
        words = "\n".join(["Sama"] * 4 + ["Muu"] * 2)
        paste_notes(session, source, words, theme="", page=page, actor=agent, now=NOW)
    foreign = gather(session, noise, note_ids(session, noise.id, NotesWanted()), agent)
    assert foreign is not None
    return note_ids(session, consultation.id, NotesWanted())


def gather(
    session: Session,
    consultation: Consultation,
    ids: Ids,
    agent: Person,
    *,
    words: str = "Tilat",
    seen: int = 99,
) -> Gathering | None:
    """Make a new point of the notes."""
    return gather_into_new(session, consultation, ids, words, seen=seen, actor=agent, now=NOW)


def where(session: Session, consultation: Consultation) -> list[tuple[str, int | None]]:
    """Where each note stands."""
    return [(entry.state.value, entry.point) for entry in load_notes(session, consultation.id, NotesWanted())]


def newest(session: Session) -> int:
    """What a page that is opened now has seen."""
    return session.scalar(select(func.max(Gathering.id))) or 0


UNHANDLED, FIRST, SECOND = ("unhandled", None), ("point", 1), ("point", 2)


def test_notes_come_to_a_new_point_and_stay_linked(
    session: Session, consultation: Consultation, agent: Person, ids: Ids
) -> None:
    gather(session, consultation, ids[:4], agent)
    assert where(session, consultation) == [FIRST] * 4 + [UNHANDLED] * 2
    (point,) = load_points(session, consultation.id)
    assert (point.point.number, point.wording.text, point.notes, point.answer) == (1, "Tilat", 4, None)
    assert actions(session, consultation.id)[-2:] == ["point.added", "notes.gathered"]
    assert last_entry(session).details == {"count": 4, "point": 1}


def test_a_note_stands_where_it_was_put_last(
    session: Session, consultation: Consultation, agent: Person, ids: Ids
) -> None:
    gather(session, consultation, ids, agent)
    gather(session, consultation, ids[:2], agent, words="Avaimet")
    set_aside(session, consultation, ids[2:3], "Ei koske tätä.", seen=99, actor=agent, now=NOW)
    put_back(session, consultation, ids[3:4], seen=99, actor=agent, now=NOW)
    assert where(session, consultation) == [SECOND, SECOND, ("aside", None), UNHANDLED, FIRST, FIRST]
    tally = tally_notes(session, consultation.id)
    assert (tally.handled, tally.total, tally.points, tally.aside, tally.hidden) == (5, 6, 4, 1, 0)
    assert [entry.notes for entry in load_points(session, consultation.id)] == [2, 2]


def test_undoing_brings_back_what_was_before_and_leaves_rows(
    session: Session, consultation: Consultation, agent: Person, ids: Ids
) -> None:
    gather(session, consultation, ids[:4], agent)
    second = gather(session, consultation, ids[3:], agent, words="Avaimet")
    assert second is not None
    for _ in range(2):
        undo_gathering(session, second, actor=agent, now=NOW)
    assert where(session, consultation) == [FIRST] * 4 + [UNHANDLED] * 2
    assert actions(session, consultation.id).count("notes.gathering-undone") == 1
    here = select(func.count(Gathering.id)).where(Gathering.consultation_id == consultation.id)
    assert session.scalar(here) == 3


def test_what_somebody_else_moved_meanwhile_is_told_and_kept(
    session: Session, consultation: Consultation, agent: Person, ids: Ids
) -> None:
    seen = newest(session)
    gather(session, consultation, ids[:2], agent, seen=seen)
    with pytest.raises(Conflict) as error:
        set_aside(session, consultation, ids[1:3], "Ei koske.", seen=seen, actor=agent, now=NOW)
    assert error.value.params["numbers"] == "2"
    with pytest.raises(Conflict):
        gather(session, consultation, ids[:1], agent, words="Toinen", seen=seen)
    assert where(session, consultation) == [FIRST] * 2 + [UNHANDLED] * 4
    assert len(load_points(session, consultation.id)) == 1
    set_aside(session, consultation, ids[1:3], "Ei koske.", seen=newest(session), actor=agent, now=NOW)
    assert where(session, consultation)[:3] == [FIRST, ("aside", None), ("aside", None)]


def test_an_undoing_counts_as_moving(
    session: Session, consultation: Consultation, agent: Person, ids: Ids
) -> None:
    first = gather(session, consultation, ids[:1], agent)
    assert first is not None
    seen = newest(session)
    undo_gathering(session, first, actor=agent, now=NOW)
    with pytest.raises(Conflict):
        set_aside(session, consultation, ids[:1], "Ei koske.", seen=seen, actor=agent, now=NOW)


def test_the_same_page_sent_twice_moves_once(
    session: Session, consultation: Consultation, agent: Person, ids: Ids
) -> None:
    seen = newest(session)
    set_aside(session, consultation, ids, "Ei koske.", seen=seen, actor=agent, now=NOW)
    assert set_aside(session, consultation, ids, "Ei koske.", seen=seen, actor=agent, now=NOW) is None
    assert actions(session, consultation.id).count("notes.set-aside") == 1


@pytest.mark.parametrize(
    ("field", "act"),
    [
        ("notes", lambda s, c, a, ids: gather(s, c, (), a)),
        ("words", lambda s, c, a, ids: gather(s, c, ids, a, words="")),
        ("words", lambda s, c, a, ids: gather(s, c, ids, a, words="k" * 501)),
        ("reason", lambda s, c, a, ids: set_aside(s, c, ids, "", seen=99, actor=a, now=NOW)),
    ],
)
def test_what_lacks_something_is_refused_by_its_field(
    session: Session,
    agent: Person,
    ids: Ids,
    field: str,
    act: Callable[[Session, Consultation, Person, Ids], object],
) -> None:
    consultation = session.get_one(Consultation, session.get_one(Note, ids[0]).consultation_id)
    with pytest.raises(Invalid) as error:
        act(session, consultation, agent, ids)
    assert error.value.field == field
    assert where(session, consultation) == [UNHANDLED] * 6


def test_notes_of_another_consultation_do_not_exist(
    session: Session, consultation: Consultation, noise: Consultation, agent: Person, ids: Ids
) -> None:
    foreign = note_ids(session, noise.id, NotesWanted())
    for wrong in (foreign[:1], (*ids, foreign[0]), (0,)):
        with pytest.raises(NotFound):
            gather(session, consultation, wrong, agent)


def test_a_hidden_note_leaves_the_counts_of_its_point_and_comes_back(
    session: Session, consultation: Consultation, agent: Person, ids: Ids
) -> None:
    gather(session, consultation, ids[:2], agent)
    note = session.get_one(Note, ids[0])
    with pytest.raises(Invalid):
        hide_note(session, note, "", actor=agent, now=NOW)
    for _ in range(2):
        hide_note(session, note, "Terveystietoja.", actor=agent, now=NOW)
    assert where(session, consultation)[:2] == [("hidden", 1), FIRST]
    assert [entry.notes for entry in load_points(session, consultation.id)] == [1]
    tally = tally_notes(session, consultation.id)
    assert (tally.handled, tally.hidden, tally.points) == (2, 1, 1)
    with pytest.raises(NotFound):
        set_aside(session, consultation, ids[:1], "Syy.", seen=99, actor=agent, now=NOW)
    last = last_hiding(session, note)
    assert last is not None
    assert (last.actor_id, last.reason, last.at) == (agent.id, "Terveystietoja.", NOW)
    show_note(session, note, actor=agent, now=NOW)
    assert where(session, consultation)[0] == FIRST
    assert actions(session, consultation.id)[-2:] == ["note.hidden", "note.shown"]


def test_432_notes_come_to_36_points_in_a_constant_number_of_queries(
    session: Session, consultation: Consultation, agent: Person
) -> None:
    source: Workshop = add_workshop(session, consultation, WorkshopPlan("P"), actor=agent, now=NOW)
    for theme in range(36):
        words = "\n".join(f"Muistiinpano {n}" for n in range(12))
        paste_notes(session, source, words, theme=f"t{theme}", page=str(theme), actor=agent, now=NOW)
        chosen = note_ids(session, consultation.id, NotesWanted(theme=f"t{theme}"))
        gather(session, consultation, chosen, agent, words=f"Kohta {theme}", seen=newest(session))
    session.flush()
    with count_queries(session) as queries:
        tally = tally_notes(session, consultation.id)
        points = load_points(session, consultation.id)
        left = count_notes(session, consultation.id, NotesWanted(NoteState.UNHANDLED))
    assert (tally.handled, tally.total, left) == (432, 432, 0)
    assert [entry.notes for entry in points] == [12] * 36
    assert session.scalar(select(func.count(Point.id))) == 36
    assert len(queries) == 4
