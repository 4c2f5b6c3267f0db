"""What the service saves is read alike as JSON and as Atom; what is none of them is refused."""

import json
from typing import Any

import pytest

from consult.errors import Invalid
from consult.models import QuestionKind
from consult.services.request_file import RequestFile, read_request_file
from consult.services.request_source import MAX_BYTES

NAMES = (
    'xmlns="http://www.w3.org/2005/Atom" xmlns:d="http://schemas.microsoft.com/ado/2007/08/dataservices" '
    'xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata"'
)


def entry(inside: str = "", **properties: str) -> str:
    """One entry of a feed; `inside` is what it brings along."""
    told = "".join(f"<d:{name}>{words}</d:{name}>" for name, words in properties.items())
    content = f'<content type="application/xml"><m:properties>{told}</m:properties></content>'
    return f"<entry>{inside}{content}</entry>"


def feed(*entries: str) -> bytes:
    """A feed as the service writes it."""
    return f'<?xml version="1.0" encoding="utf-8"?><feed {NAMES}>{"".join(entries)}</feed>'.encode()


def inline(name: str, *entries: str) -> str:
    """Things that stand inside another one."""
    return f'<link rel="related" title="{name}"><m:inline><feed>{"".join(entries)}</feed></m:inline></link>'


PROPOSAL = {
    "Id": "p1",
    "Name": "Lausuntopyyntö",
    "Goals": "&lt;p&gt;Tavoite on &lt;b&gt;selkeä&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;Toinen&lt;/p&gt;",
    "Deadline": "2027-02-15T16:15:00.0000000Z",
    "RegisterNumber": "ESIM/1/2027",
    "OrganizationName": "Järvimaan kunta",
}
CHOICE = {
    "Id": "q1",
    "Type": "questionType_Choice",
    "Order": "1",
    "Header": "Onko selkeä?",
    "IsMandatory": "true",
}
BREAK = {"Id": "q2", "Type": "questionType_PageBreak", "Order": "1"}
ODD = {
    "Id": "q3",
    "Type": "questionType_Slider",
    "Order": "2",
    "Header": "Kuinka paljon?",
    "IsMandatory": "false",
}


def option(words: str, order: int, question: str = "q1") -> str:
    """An option of a question."""
    return entry(Id=f"o{order}", QuestionId=question, Text=words, Order=str(order))


def summary(found: RequestFile) -> list[tuple[str, QuestionKind, bool, tuple[str, ...]]]:
    """The questions in short."""
    return [(asked.header, asked.kind, asked.is_mandatory, asked.options) for asked in found.questions]


EXPECTED = [
    ("Onko selkeä?", QuestionKind.CHOICE, True, ("Kyllä", "Ei")),
    ("Osa 2", QuestionKind.SECTION, False, ()),
    ("Kuinka paljon?", QuestionKind.TEXT, False, ()),
]


@pytest.mark.parametrize(
    "data",
    [
        feed(
            entry(**PROPOSAL),
            entry(**CHOICE),
            entry(**BREAK),
            entry(**ODD),
            option("Ei", 2),
            option("Kyllä", 1),
        ),
        feed(
            entry(
                inline(
                    "Questions",
                    entry(
                        inline("QuestionOptions", entry(Id="o1", Text="Kyllä"), entry(Id="o2", Text="Ei")),
                        **CHOICE,
                    ),
                    entry(**BREAK),
                    entry(**ODD),
                ),
                **PROPOSAL,
            )
        ),
    ],
    ids=["side by side", "one inside the other"],
)
def test_a_whole_request_is_read_from_atom(data: bytes) -> None:
    found = read_request_file(data)
    assert summary(found) == EXPECTED
    assert (found.title, found.authority, found.register_number) == (
        "Lausuntopyyntö",
        "Järvimaan kunta",
        "ESIM/1/2027",
    )
    assert found.deadline is not None
    assert found.deadline.isoformat() == "2027-02-15T16:15:00"
    assert found.text == "Tavoite on selkeä.\nToinen"
    assert [remark.params for remark in found.remarks] == [{"number": 2, "kind": "questiontype_slider"}]
    assert found.problems == ()


def as_json(**changes: Any) -> dict[str, Any]:
    """The same request in the service's own names."""
    question = {"Type": "x", "IsMandatory": True, "Header": "Onko selkeä?", "Order": 1}
    return {
        **PROPOSAL,
        "Deadline": "/Date(1802708100000)/",
        "Questions": {
            "results": [{**question, "QuestionOptions": {"results": [{"Text": "Kyllä"}, {"Text": "Ei"}]}}]
        },
        **changes,
    }


@pytest.mark.parametrize(
    "wrapped", [lambda x: x, lambda x: {"d": x}, lambda x: {"value": [x]}, lambda x: {"d": {"results": [x]}}]
)
def test_the_json_of_the_service_is_read_in_its_wrappings(wrapped: Any) -> None:

    found = read_request_file(json.dumps(wrapped(as_json())).encode("utf-8-sig"))
    assert summary(found) == [EXPECTED[0]]
    assert (found.title, found.authority) == ("Lausuntopyyntö", "Järvimaan kunta")
    assert found.deadline is not None
    assert found.deadline.isoformat() == "2027-02-15T16:15:00"


def test_questions_alone_are_a_file_too() -> None:
    found = read_request_file(feed(entry(**CHOICE), entry(**BREAK), entry(**ODD)))
    assert [asked.header for asked in found.questions] == ["Onko selkeä?", "Osa 2", "Kuinka paljon?"]
    assert found.questions[0].kind is QuestionKind.TEXT
    assert (found.title, found.deadline) == ("", None)
    assert [remark.message.split(".")[0] for remark in found.remarks] == [
        "The file has no deadline such as 2027-02-15T16:15",
        "Question %(number)s is a choice, but its options are not in the file",
        "Question %(number)s is of a kind that is not known (%(kind)s)",
    ]


def test_answers_of_others_are_passed_by() -> None:
    data = feed(entry(**CHOICE), entry(QuestionId="q1", TextAnswer="Salainen"))
    assert summary(read_request_file(data))[0][3] == ()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "neither JSON nor Atom"),
        (b"lausunto", "neither JSON nor Atom"),
        (b"[]", "does not describe"),
        (b"{}", "does not describe"),
        (b"3", "does not describe"),
        (b"<feed", "damaged"),
        (b"<html><body>Hei</body></html>", "does not describe"),
        (feed(), "does not describe"),
        (b"<!DOCTYPE x [<!ENTITY e 'x'>]><feed>&e;</feed>", "document type"),
        (
            "<?xml version='1.0' encoding='utf-16'?><!DOCTYPE x [<!ENTITY e 'x'>]><feed>&e;</feed>".encode(
                "utf-16"
            ),
            "document type",
        ),
        (feed(entry(**PROPOSAL), entry(**PROPOSAL)), "holds"),
        (b"[" * 100_000, "neither JSON nor Atom"),
        (b"1" * 5_000, "neither JSON nor Atom"),
        (b" " * (MAX_BYTES + 1), "larger"),
    ],
)
def test_what_is_no_request_is_refused_at_the_file(data: bytes, words: str) -> None:
    with pytest.raises(Invalid, match=words) as refusal:
        read_request_file(data)
    assert refusal.value.field == "file"
