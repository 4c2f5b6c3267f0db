"""The direction of the house holds: nobody imports upwards, and no web framework below the web layer."""

import ast
import os
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.tree import ROOT, tracked

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_import_contracts_hold(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_every_package_can_be_seen_by_the_contracts() -> None:
    folders = {os.path.dirname(name) for name in tracked("consult/*.py")}
    assert [folder for folder in sorted(folders) if not (ROOT / folder / "__init__.py").is_file()] == []


def test_the_application_never_imports_its_tests_or_scripts() -> None:
    found = [
        f"{name}: {module}"
        for name in tracked("consult/*.py")
        for module in imported(name)
        if module.split(".")[0] in {"tests", "scripts", "benchmarks"}
    ]
    assert found == []


def test_running_needs_only_what_the_runtime_lock_installs() -> None:
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    locked = {line.split("==")[0].split("[")[0] for line in lock.splitlines() if "==" in line}
    providers = packages_distributions()
    modules = {module.split(".")[0] for name in tracked("consult/*.py") for module in imported(name)}
    foreign = modules - set(sys.stdlib_module_names) - {"consult", ""}
    found = {module: {normal(one) for one in providers.get(module, ())} for module in foreign}
    assert {module: names for module, names in found.items() if not names & locked} == {}


def normal(distribution: str) -> str:
    """The name as the lock spells it."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def imported(name: str) -> list[str]:
    """The modules that one file imports."""
    tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
    plain = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    return plain + [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]


def test_the_contracts_name_every_layer_of_the_house() -> None:
    direction = next(c for c in PYPROJECT["tool"]["importlinter"]["contracts"] if c["id"] == "direction")
    assert direction["exhaustive"] is True
    assert direction["layers"] == [
        "cli",
        "demo | web",
        "mail",
        "services",
        "reports",
        "security",
        "pdf | sheets",
        "docx | models",
        "db | text | child",
    ]
