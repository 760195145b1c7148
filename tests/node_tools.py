"""Programs of npm that tests put before what xlint writes: installed once, outside the repository, or left out.

The folder is named after the lock file, so that a change of it makes a new one; it appears under that name only when
it is whole, so that several test runs may start at once.
"""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest

SOURCE = Path(__file__).resolve().parent / "node"
_LIMIT = 180  # seconds for the installation


@pytest.fixture(scope="session")
def node_tools() -> Path:
    """A folder with node_modules as the lock file says; skips the test where there is no npm or no network."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("npm or node is not installed")
    place = _place()
    if not place.exists():
        fault = _install(npm, place)
        if fault:
            pytest.skip(f"npm ci failed: {fault}")
    elif hasattr(os, "getuid") and place.stat().st_uid != os.getuid():
        pytest.skip(f"{place} belongs to somebody else")
    return place


def ask(folder: Path, what: str, **request: Any) -> Any:
    """What one of the programs behind readers.mjs makes of a request."""
    told = subprocess.run(
        ["node", str(folder / "readers.mjs")],
        input=json.dumps({"what": what, **request}),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout)


def _place() -> Path:
    digest = hashlib.sha256()
    for path in sorted(SOURCE.iterdir()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    user = os.getuid() if hasattr(os, "getuid") else "user"
    return Path(tempfile.gettempdir()) / f"xlint-node-{user}-{digest.hexdigest()[:16]}"


def _install(npm: str, place: Path) -> str:
    """Install into a folder of our own and move it to its place; returns what npm complains of."""
    with tempfile.TemporaryDirectory(prefix="xlint-node-", ignore_cleanup_errors=True) as made:
        folder = Path(made) / "node"
        shutil.copytree(SOURCE, folder)
        told = _npm_ci(npm, folder)
        if told:
            return told
        for program in folder.glob("node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"):
            program.chmod(0o755)
        try:
            folder.rename(place)
        except OSError:
            if not place.exists():  # else another run was faster
                raise
    return ""


def _npm_ci(npm: str, folder: Path) -> str:
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=0"]
    try:
        told = subprocess.run(
            command, cwd=folder, capture_output=True, encoding="utf-8", timeout=_LIMIT, check=False
        )
    except subprocess.TimeoutExpired:
        return f"not done after {_LIMIT} seconds"
    except OSError as error:
        return str(error)
    return "" if told.returncode == 0 else " / ".join(told.stderr.splitlines()[:3]) or "no reason given"
