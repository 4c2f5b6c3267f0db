"""What is installed from a wheel, or built from the source archive, is whole."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from consult.resources import resource_dir
from tests.tree import ROOT, tracked

BUNDLED = ("templates", "static", "migrations")
LANGUAGES = ("en", "fi", "sv")


def build(kind: str, source: Path, target: Path) -> Path:
    """Build one archive without network and return it."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(target)]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(target.iterdir())


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source archive of this tree, unpacked."""
    archive = build("sdist", ROOT, tmp_path_factory.mktemp("sdist"))
    unpacked = tmp_path_factory.mktemp("source")
    with tarfile.open(archive) as tar:
        tar.extractall(unpacked, filter="data")
    return next(unpacked.iterdir())


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel built from the source archive, unpacked."""
    archive = build("wheel", sdist, tmp_path_factory.mktemp("wheel"))
    unpacked = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(archive) as zipped:
        zipped.extractall(unpacked)
    return unpacked


def absent(names: list[str], folder: Path) -> list[str]:
    """The files that are missing or differ."""
    return [name for name in names if not is_same(ROOT / name, folder / name)]


def is_same(ours: Path, theirs: Path) -> bool:
    """The archive carries the file as it stands in the tree."""
    return theirs.is_file() and theirs.read_bytes() == ours.read_bytes()


def test_the_source_archive_holds_everything_that_runs(sdist: Path) -> None:
    names = tracked("consult", *BUNDLED, "LICENSE", "README.md", "pyproject.toml")
    assert absent(names, sdist) == []


def test_the_wheel_holds_the_package_with_its_translations(wheel: Path) -> None:
    assert absent(tracked("consult"), wheel) == []
    for language in LANGUAGES:
        assert (wheel / "consult" / "translations" / language / "LC_MESSAGES" / "messages.mo").is_file()


@pytest.mark.parametrize("folder", BUNDLED)
def test_the_wheel_holds_templates_static_files_and_migrations(wheel: Path, folder: str) -> None:
    names = tracked(folder)
    assert names
    assert absent(names, wheel / "consult" / "_bundled") == []


def test_an_installation_uses_what_it_carries(wheel: Path) -> None:
    program = "from consult.resources import resource_dir; print(resource_dir('templates'))"
    command = [sys.executable, "-S", "-c", program]
    done = subprocess.run(command, cwd=wheel, capture_output=True, text=True, check=True)
    assert Path(done.stdout.strip()) == (wheel / "consult" / "_bundled" / "templates").resolve()


def test_a_checkout_uses_its_own_folders() -> None:
    assert resource_dir("templates") == ROOT / "templates"


def test_the_command_of_the_wheel_is_consult(wheel: Path) -> None:
    entry_points = next(wheel.glob("*.dist-info/entry_points.txt")).read_text(encoding="utf-8")
    assert "consult = consult.cli:main" in entry_points
