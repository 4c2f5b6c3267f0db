"""What is installed is locked by hash, and the locks name no place to fetch it from."""

import hashlib
import json
import re
import tomllib

import pytest

from tests.tree import ROOT, tracked

LOCKS = ("requirements.txt", "requirements-dev.txt")
PINNED = re.compile(r"^[A-Za-z0-9._-]+(?:\[[a-z,]+\])?==\S+( ; .+)?$")
HASH = re.compile(r"^--hash=sha256:[0-9a-f]{64}$")
NAME = re.compile(r"^[A-Za-z0-9._-]+")


def requirements(lock: str) -> dict[str, list[str]]:
    """Each pinned requirement with its hashes."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace(" \\\n", "\n")
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith(" "):
            found[list(found)[-1]].append(line.strip())
        else:
            found[line] = []
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_with_hashes_and_nothing_else_is_said(lock: str) -> None:
    wanted = requirements(lock)
    assert [line for line in wanted if not PINNED.match(line)] == []
    assert [line for line, hashes in wanted.items() if not hashes or not all(map(HASH.match, hashes))] == []


def test_the_locks_cover_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {LOCKS[0]: project["project"]["dependencies"], LOCKS[1]: project["dependency-groups"]["dev"]}
    for lock, wanted in asked.items():
        locked = {normal(line) for line in requirements(lock)}
        assert {normal(line) for line in wanted} - locked == set(), lock


def normal(requirement: str) -> str:
    """The name alone, as the index spells it."""
    match = NAME.match(requirement)
    assert match, requirement
    return re.sub(r"[-_.]+", "-", match[0]).lower()


def test_both_locks_agree_on_what_they_share() -> None:
    runtime, develop = ({normal(line): line for line in requirements(lock)} for lock in LOCKS)
    shared = runtime.keys() & develop.keys()
    assert {name: runtime[name].split(" ;")[0] for name in shared} == {
        name: develop[name].split(" ;")[0] for name in shared
    }


def test_the_npm_lock_has_hashes_and_no_addresses() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert [name for name, entry in packages.items() if not entry.get("integrity")] == []
    assert "omit-lockfile-registry-resolved=true" in (ROOT / ".npmrc").read_text(encoding="utf-8")


@pytest.mark.parametrize("sums", [name for name in tracked("tests/vendor") if name.endswith("SHA256SUMS")])
def test_vendored_files_are_the_ones_that_were_looked_at(sums: str) -> None:
    folder = (ROOT / sums).parent
    lines = (ROOT / sums).read_text(encoding="utf-8").splitlines()
    written = {name: digest for digest, name in (line.split("  ") for line in lines)}
    present = {path.name for path in folder.iterdir()} - {"SHA256SUMS", "README.md"}
    assert set(written) == present
    for name, digest in written.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest, name
