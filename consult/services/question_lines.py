"""Questions as lines that one can edit: # begins a section, - an option, and a star ends what is mandatory.

A number before a question is only for the eye.
"""

import re
from collections.abc import Iterable

from consult.models import QuestionKind
from consult.services.questions import Asked
from consult.text.normalise import single_line

SECTION, OPTION, MANDATORY = "# ", "- ", " *"
NUMBER = re.compile(r"\d{1,3}\. +")


def write_question_lines(questions: Iterable[Asked]) -> str:
    """One line for each question, section and option, the questions numbered."""
    lines: list[str] = []
    number = 0
    for asked in questions:
        if asked.kind is QuestionKind.SECTION:
            lines += ["", f"{SECTION}{asked.header}"]
            continue
        number += 1
        lines.append(f"{number}. {asked.header}{MANDATORY if asked.is_mandatory else ''}")
        lines += [f"{OPTION}{option}" for option in asked.options]
    return "\n".join(lines).strip()


def read_question_lines(words: str) -> list[Asked]:
    """What `write_question_lines` wrote or somebody edited; an option belongs to the question above it."""
    found: list[Asked] = []
    for line in filter(None, map(single_line, words.split("\n"))):
        above = found[-1] if found else None
        if line.startswith(SECTION):
            found.append(Asked(line.removeprefix(SECTION), QuestionKind.SECTION))
        elif line.startswith(OPTION) and above and above.kind is not QuestionKind.SECTION:
            found[-1] = _with_option(above, line.removeprefix(OPTION))
        else:
            found.append(_question(line))
    return found


def _question(line: str) -> Asked:
    number = NUMBER.match(line)
    line = line[number.end() :] if number else line
    header = line.removesuffix(MANDATORY)
    return Asked(header, is_mandatory=header != line)


def _with_option(asked: Asked, option: str) -> Asked:
    options = tuple(dict.fromkeys((*asked.options, option)))
    return Asked(asked.header, QuestionKind.CHOICE, is_mandatory=asked.is_mandatory, options=options)
