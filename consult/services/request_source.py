"""What a saved file of a consultation service holds, JSON or Atom alike, before anything is made of it."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from consult.errors import Invalid

Raw = dict[str, Any]

MAX_BYTES = 2_000_000
MARK = b"\xef\xbb\xbf"
#: The service's names for what our own files call otherwise, all in small letters.
ALIASES = {
    "name": "title",
    "organizationname": "authority",
    "organisationname": "authority",
    "registernumber": "register_number",
    "goals": "html",
    "ismandatory": "mandatory",
    "questionoptions": "options",
}
OPTION_WORDS = ("text", "title", "header", "value", "label")
QUESTION, PROPOSAL = "question", "proposal"
OF_A_PROPOSAL = frozenset({"register_number", "deadline", "authority", "html"})


def read_source(data: bytes) -> Raw:
    """Title, authority, deadline and so on by our names, and `questions` with theirs; nothing is judged."""
    if len(data) > MAX_BYTES:
        raise Invalid("The file is larger than 2 MB. Save only the request.", field="file")
    bare = data.removeprefix(MARK).lstrip()
    found = _of_atom(data) if bare.startswith((b"<", b"\xff\xfe<", b"\xfe\xff\0<")) else _of_json(bare)
    if not found:
        raise _no_request()
    return found


def option_words(option: object) -> str:
    """The words of an option, written as a text or as a thing with a text."""
    if isinstance(option, str):
        return option
    if isinstance(option, Mapping):
        return next(
            (value for key in OPTION_WORDS if isinstance(value := option.get(key), str) and value), ""
        )
    return ""


def _of_json(data: bytes) -> Raw:
    try:
        found = _renamed(json.loads(data))
    except (ValueError, RecursionError) as error:
        raise Invalid(
            "The file is neither JSON nor Atom and cannot be read as a request.", field="file"
        ) from error
    if isinstance(found, list):
        found = _gathered(found)
    if not isinstance(found, dict):
        raise _no_request()
    return found


def _renamed(value: object) -> Any:
    """The same with our names, and without the wrappings of OData."""
    if isinstance(value, list):
        return [_renamed(item) for item in value]
    if not isinstance(value, dict):
        return value
    for wrapping in ("d", "results", "value"):
        if isinstance(value.get(wrapping), list | dict) and "header" not in map(str.casefold, value):
            return _renamed(value[wrapping])
    lowered = {key.casefold(): item for key, item in value.items()}
    return {ALIASES.get(key, key): _renamed(item) for key, item in lowered.items()}


def _gathered(things: list[Any]) -> Raw:
    """A list is one of proposals, of which there must be one, or of questions."""
    proposals = [thing for thing in things if isinstance(thing, dict) and OF_A_PROPOSAL & thing.keys()]
    _require_one(len(proposals))
    if proposals:
        return dict(proposals[0])
    return {"questions": things} if things else {}


def _of_atom(data: bytes) -> Raw:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Invalid(
            "The file is damaged: it begins like Atom and cannot be read to its end.", field="file"
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Invalid("The file holds a document type declaration, so it is not opened.", field="file")
    own = {element: _thing(element) for element in root.iter("{*}properties")}
    proposals = [thing for thing in own.values() if _kind(thing) == PROPOSAL]
    _require_one(len(proposals))
    around = {element: _around(element, own) for element in own}
    questions = [
        {**thing, "options": []}
        for element, thing in own.items()
        if _kind(thing) == QUESTION and not around[element]
    ]
    by_id = {question["id"]: question for question in questions if question.get("id")}
    for element, thing in own.items():
        question = by_id.get(thing.get("questionid") or around[element])
        # An answer refers to a question as an option does, and is none.
        if question is not None and "textanswer" not in thing:
            question["options"].append(thing)
    found = proposals[0] if proposals else {}
    return {**found, "questions": questions} if questions or found else {}


def _thing(properties: etree._Element) -> Raw:
    return {ALIASES.get(name, name): words for name, words in _properties(properties)}


def _kind(thing: Raw) -> str:
    """What a thing is, by what is told about it; answers and the like are nothing to us."""
    if "questionid" in thing or "textanswer" in thing:
        return ""
    if {"header", "mandatory"} & thing.keys() or str(thing.get("type", "")).startswith("questionType"):
        return QUESTION
    return PROPOSAL if OF_A_PROPOSAL & thing.keys() else ""


def _around(properties: etree._Element, own: Mapping[etree._Element, Raw]) -> str:
    """The id of the question in whose entry these properties stand; they may be before its own."""
    for entry in list(properties.iterancestors("{*}entry"))[1:]:
        for child in (*entry.iterfind("{*}content/{*}properties"), *entry.iterfind("{*}properties")):
            if _kind(own.get(child, {})) == QUESTION:
                return str(own[child].get("id", ""))
    return ""


def _properties(element: etree._Element) -> Iterator[tuple[str, str]]:
    for child in element:
        if isinstance(child.tag, str):
            yield etree.QName(child).localname.casefold(), (child.text or "").strip()


def _require_one(proposals: int) -> None:
    if proposals > 1:
        raise Invalid(
            "The file holds %(count)s requests. Save only the one that you answer.",
            field="file",
            count=proposals,
        )


def _no_request() -> Invalid:
    return Invalid("The file does not describe a request.", field="file")
