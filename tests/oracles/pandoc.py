"""pandoc for tests: a reader of Word files that nobody here wrote."""

import json
import subprocess
from typing import Any, Literal

from scripts.oracles import pandoc_path

View = Literal["accept", "reject", "all"]


def read_json(data: bytes, view: View) -> Any:
    """pandoc's own tree of a Word file, tracked changes accepted, rejected or all of them kept."""
    command = (str(pandoc_path()), "--from=docx", "--to=json", f"--track-changes={view}")
    return json.loads(subprocess.run(command, input=data, capture_output=True, check=True).stdout)


def read_plain(data: bytes, view: View) -> str:
    """The words, each paragraph on a line of its own, without empty lines."""
    command = (str(pandoc_path()), "--from=docx", "--to=plain", "--wrap=none", f"--track-changes={view}")
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    return "\n".join(line for line in done.stdout.decode().splitlines() if line.strip())
