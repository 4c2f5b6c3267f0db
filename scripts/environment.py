"""Create the virtual environment; where Python lacks that part, install Debian's package or name it.

Runs on the system's Python before anything is installed, so it uses the standard library alone.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGE = "python3-venv"


def create_environment(folder: Path) -> bool:
    """Make the environment; a half-made one is removed again."""
    made = subprocess.run([sys.executable, "-m", "venv", folder], check=False).returncode == 0
    if not made:
        shutil.rmtree(folder, ignore_errors=True)
    return made


def install_venv() -> bool:
    """Install Debian's package, which only root can do."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    print(f"installing {PACKAGE}", file=sys.stderr)
    subprocess.run(["apt-get", "update", "-qq"], check=False)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", PACKAGE]
    return subprocess.run(install, check=False).returncode == 0


def main() -> int:
    """Create the folder named on the command line; 1 when it cannot be done."""
    folder = Path(sys.argv[1])
    if create_environment(folder) or (install_venv() and create_environment(folder)):
        return 0
    print(f"This Python cannot make virtual environments; install that part: apt-get install {PACKAGE}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
