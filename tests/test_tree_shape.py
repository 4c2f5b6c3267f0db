"""The house style in numbers, and the words that have no place in the tree."""

import ast
import re
from collections.abc import Iterator
from statistics import median, quantiles

from tests.tree import ROOT, own_text_files, tracked

FILE_LIMIT = 500
LOCKS = ("requirements.txt", "requirements-dev.txt", "package-lock.json")
UNFINISHED = re.compile(r"\b(?:[T]ODO|[F]IXME|[X]XX)\b")
SILENCED = re.compile(
    r"#\s*(?:noqa\b(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?|type:\s*ignore(?:\[[^\]]*\])?)(.*)$"
)
PLACES = re.compile(
    r"(?<!\w)(?:/[w]ork/|/[t]mp/c\b|/[r]oot/|/[h]ome/\w+)"
    r"|\bpypi[.]org|files[.]pythonhosted|registry[.]npmjs|registry[.]yarnpkg"
)


def lengths(*patterns: str) -> dict[str, int]:
    """Lines per file."""
    return {name: len((ROOT / name).read_text(encoding="utf-8").splitlines()) for name in tracked(*patterns)}


def longest(sizes: dict[str, int]) -> str:
    """The worst offenders, for the message of a failing test."""
    return ", ".join(f"{name} {size}" for name, size in sorted(sizes.items(), key=lambda item: -item[1])[:8])


def ninety_fifth(sizes: dict[str, int]) -> float:
    """The size that all but a twentieth stay below."""
    return quantiles(sizes.values(), n=20, method="inclusive")[-1]


def with_line_above(text: str) -> Iterator[tuple[int, str, str]]:
    """Number, line and the line above it."""
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        yield number, line, lines[number - 2] if number > 1 else ""


def function_lengths() -> dict[str, int]:
    """Lines per function of the application."""
    sizes = {}
    for name in tracked("consult/*.py", "scripts/*.py"):
        for node in ast.walk(ast.parse((ROOT / name).read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
                sizes[f"{name}:{node.lineno} {node.name}"] = node.end_lineno - node.lineno + 1
    return sizes


def test_no_file_is_too_long() -> None:
    sizes = {name: len(text.splitlines()) for name, text in own_text_files() if name not in LOCKS}
    code = {
        name: size for name, size in sizes.items() if name.endswith((".py", ".html", ".css", ".js", ".mjs"))
    }
    assert max(code.values()) <= FILE_LIMIT, longest(code)


def test_files_of_the_application_are_short() -> None:
    sizes = lengths("consult/*.py")
    assert median(sizes.values()) <= 80, longest(sizes)
    assert ninety_fifth(sizes) <= 300, longest(sizes)


def test_functions_of_the_application_are_short() -> None:
    sizes = function_lengths()
    assert median(sizes.values()) <= 10, longest(sizes)
    assert ninety_fifth(sizes) <= 40, longest(sizes)


def test_templates_are_short() -> None:
    sizes = lengths("templates/*.html")
    assert sizes, "no template found"
    assert median(sizes.values()) <= 35, longest(sizes)


def test_nothing_is_left_unfinished() -> None:
    found = [
        f"{name}:{number}"
        for name, text in own_text_files()
        for number, line in enumerate(text.splitlines(), 1)
        if name not in LOCKS and UNFINISHED.search(line)
    ]
    assert found == []


def test_every_silenced_rule_says_why() -> None:
    found = [
        f"{name}:{number}: {line.strip()}"
        for name, text in own_text_files()
        if name.endswith(".py")
        for number, line, above in with_line_above(text)
        if (match := SILENCED.search(line))
        and not re.search(r"\w{3}", match[1])
        and not above.lstrip().startswith("#")
    ]
    assert found == []


def test_no_text_names_a_machine_or_a_registry() -> None:
    found = [
        f"{name}:{number}: {match[0]}"
        for name, text in own_text_files()
        for number, line in enumerate(text.splitlines(), 1)
        if (match := PLACES.search(line))
    ]
    assert found == []
