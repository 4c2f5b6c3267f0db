"""A fresh environment runs the checkout without anything being built."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

from tests.tree import ROOT


def test_an_environment_is_made_and_linked(tmp_path: Path) -> None:
    folder = tmp_path / "omat tiedostot" / "venv"
    subprocess.run([sys.executable, ROOT / "scripts" / "environment.py", folder], cwd=ROOT, check=True)
    python = folder / "bin" / "python"
    subprocess.run([python, "-m", "scripts.link"], cwd=ROOT, check=True, capture_output=True)
    shown = subprocess.run(
        [python, "-c", "import consult; print(consult.__file__)"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    assert Path(shown.stdout.strip()) == ROOT / "consult" / "__init__.py"
    shown = subprocess.run(
        [folder / "bin" / "consult", "--help"],
        env={**os.environ, "PYTHONPATH": sysconfig.get_paths()["purelib"]},
        check=True,
        capture_output=True,
        text=True,
    )
    assert "consult" in shown.stdout


def test_a_half_made_environment_is_removed(tmp_path: Path) -> None:
    folder = tmp_path / "file"
    folder.write_text("in the way")
    command = [sys.executable, str(ROOT / "scripts" / "environment.py"), str(folder / "venv")]
    done = subprocess.run(
        command, cwd=ROOT, check=False, capture_output=True, text=True, env={"PATH": str(tmp_path)}
    )
    assert done.returncode == 1
    assert "apt-get install python3-venv" in done.stdout
    assert not (folder / "venv").exists()
