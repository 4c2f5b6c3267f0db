"""What a redline carries unseen, so that it can be taken apart again: proposals and comments with their keys.

A custom part of the package, which Word and LibreOffice keep, holds them as JSON. What comes back is
what somebody says that we wrote: a key in it is a claim, to be compared with what is stored.
`write_redline` with the same values gives the same tracked changes, so whoever reads a file that came
back can write them again and see which changes and comments are as they were.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from consult.docx.offered import OfferedComment, OfferedProposal, Said
from consult.docx.parts import add_part
from consult.text.proposal import Proposal

CARRIED = "urn:consult:redline"
FORMAT = 1
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_ITEM = "{6C1B0F53-4B6A-4C0E-9C3D-1C0A5E02C0DE}"


@dataclass(frozen=True, slots=True)
class Carried:
    """The proposals and comments of a redline, in the order in which they were written."""

    proposals: tuple[OfferedProposal, ...] = ()
    comments: tuple[OfferedComment, ...] = ()


def add_carried(owner: Part, carried: Carried) -> None:
    """The part and what Word wants to know about it."""
    item = add_part(owner, "/customXml/item1.xml", "application/xml", _RELATION, write_carried(carried))
    root = etree.Element(
        f"{{{_PROPERTIES}}}datastoreItem", {f"{{{_PROPERTIES}}}itemID": _ITEM}, nsmap={"ds": _PROPERTIES}
    )
    references = etree.SubElement(root, f"{{{_PROPERTIES}}}schemaRefs")
    etree.SubElement(references, f"{{{_PROPERTIES}}}schemaRef", {f"{{{_PROPERTIES}}}uri": CARRIED})
    xml = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    about = Part(PackURI("/customXml/itemProps1.xml"), _PROPERTIES_TYPE, xml, owner.package)
    item.relate_to(about, f"{_RELATION}Props")


def write_carried(carried: Carried) -> bytes:
    """The part."""
    root = etree.Element(f"{{{CARRIED}}}redline", {"format": str(FORMAT)}, nsmap={None: CARRIED})  # type: ignore[dict-item]  # the default namespace has no prefix
    values = {
        "proposals": [_proposal(proposal) for proposal in carried.proposals],
        "comments": [_comment(comment) for comment in carried.comments],
    }
    root.text = json.dumps(values, separators=(",", ":"))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def read_carried(root: etree._Element | None) -> Carried | None:
    """What a part says; None when it is not ours or makes no sense."""
    if root is None or root.tag != f"{{{CARRIED}}}redline" or root.get("format") != str(FORMAT):
        return None
    try:
        values = json.loads(str(root.text or ""))
        return Carried(
            tuple(_read_proposal(each) for each in values["proposals"]),
            tuple(_read_comment(each) for each in values["comments"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return None


def _remark(remark: Said) -> list[str]:
    return [remark.author, remark.at.isoformat(), remark.text]


def _read_remark(data: Any) -> Said:
    author, at, text = map(str, data)
    return Said(author, _moment(at), text)


def _moment(text: str) -> datetime:
    """An instant with its zone; ValueError without one."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("a time without a zone")
    return at


def _proposal(proposal: OfferedProposal) -> dict[str, Any]:
    return {
        "key": proposal.key,
        "changes": proposal.changes.to_json(),
        "author": proposal.author,
        "at": proposal.at.isoformat(),
        "label": proposal.label,
        "rationale": proposal.rationale,
        "replies": [_remark(reply) for reply in proposal.replies],
    }


def _read_proposal(data: Any) -> OfferedProposal:
    return OfferedProposal(
        str(data["key"]),
        Proposal.from_json(data["changes"]),
        str(data["author"]),
        _moment(data["at"]),
        str(data["label"]),
        str(data["rationale"]),
        tuple(_read_remark(each) for each in data["replies"]),
    )


def _comment(comment: OfferedComment) -> dict[str, Any]:
    return {
        "key": comment.key,
        "said": _remark(comment.said),
        "place": [comment.block, comment.start, comment.end],
        "replies": [_remark(reply) for reply in comment.replies],
    }


def _read_comment(data: Any) -> OfferedComment:
    block, start, end = data["place"]
    replies = tuple(_read_remark(each) for each in data["replies"])
    return OfferedComment(
        str(data["key"]), _read_remark(data["said"]), str(block), int(start), int(end), replies
    )
