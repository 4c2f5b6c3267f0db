"""Microsoft's Open XML SDK for tests: what it finds wrong in a Word file under the rules of Microsoft 365."""

from pathlib import Path

from scripts.root import ROOT
from tests.oracles.talk import Talk

SCRIPT = Path(__file__).with_name("validator.mjs")


class Validator:
    """One Node for the whole session; it starts, in about five seconds, with the first file."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "checked.docx"
        self._talk = Talk(("node", str(SCRIPT)), str(ROOT))

    def findings(self, data: bytes) -> list[str]:
        """Part, place and rule of each finding; none for a valid file."""
        self._file.write_bytes(data)
        return [str(finding) for finding in self._talk.ask(str(self._file))]

    def close(self) -> None:
        """End it."""
        self._talk.close()
