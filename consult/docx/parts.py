"""Parts that are added to a file, and the addresses that a part links to."""

from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part


def add_part(owner: Part, name: str, kind: str, relation: str, data: bytes) -> Part:
    """A new part that `owner` refers to."""
    part = Part(PackURI(name), kind, data, owner.package)
    owner.relate_to(part, relation)
    return part


def main_part_of(file: WordFile) -> Part:
    """The main part of a file."""
    part: Part = file.part
    return part


class Links:
    """Gives each address one external relationship of a part."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}

    def __call__(self, address: str) -> str:
        """The relationship id of an address."""
        return self._ids.setdefault(address, f"rLink{len(self._ids) + 1}")

    def add_to(self, part: Part) -> None:
        """The relationships of every address that was asked for."""
        for address, id_ in self._ids.items():
            part.load_rel(RELATIONSHIP_TYPE.HYPERLINK, address, id_, is_external=True)
