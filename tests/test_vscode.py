"""The extension for VS Code: types, unit tests, the package; with XLINT_E2E=1 the editor itself in a browser."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from support import ROOT

from xlint import __version__

HOME = ROOT / "editors" / "vscode"
LOCK = HOME / "package-lock.json"
SCHEMA = ROOT / "docs" / "schema"
NPM, NODE = shutil.which("npm"), shutil.which("node")
NEW_ENOUGH = 20  # of Node.js, for its test runner and for vsce
INSTALLING, RUNNING, BUILDING, DRIVING = 80, 60, 900, 300  # seconds
LARGEST = 400_000  # bytes of the package
MADE = shutil.ignore_patterns("node_modules", "out", "schemas", "*.vsix")

pytestmark = pytest.mark.skipif(not LOCK.exists(), reason="the editors are not part of this distribution")


def environment() -> dict[str, str]:
    """With xlint to be imported by other interpreters than this one."""
    path = os.pathsep.join(filter(None, (str(ROOT / "src"), os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"}


def run(folder: Path, patience: int, *command: str, **env: str) -> str:
    done = subprocess.run(
        command,
        cwd=folder,
        env={**environment(), **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=patience,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return done.stdout


def installed() -> Path:
    """A node_modules of these locked packages, kept from one run to the next."""
    if NPM is None or NODE is None:
        pytest.skip("there is no npm")
    version = subprocess.run([NODE, "--version"], capture_output=True, text=True, timeout=RUNNING).stdout
    if int(version.strip().lstrip("v").split(".")[0] or 0) < NEW_ENOUGH:
        pytest.skip(f"Node.js {version.strip()} is too old")
    mark = sha256(LOCK.read_bytes()).hexdigest()[:16]
    user = os.getuid() if hasattr(os, "getuid") else 0
    kept = Path(tempfile.gettempdir()) / f"xlint-vscode-{user}-{mark}"
    if not kept.exists():
        install(kept)
    if hasattr(os, "getuid") and kept.stat().st_uid != user:
        pytest.skip(f"{kept} is somebody else's")
    return kept / "node_modules"


def install(place: Path) -> None:
    assert NPM is not None
    folder = tempfile.mkdtemp(prefix="xlint-vscode-", dir=place.parent)
    try:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HOME / name, folder)
        options = ("--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")
        try:
            done = subprocess.run(
                [NPM, "ci", *options],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                encoding="utf-8",
                timeout=INSTALLING,
            )
        except subprocess.TimeoutExpired:
            pytest.skip("npm did not come to its end: the registry is slow")
        if re.search(r"ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|ERR_SOCKET", done.stderr):
            pytest.skip("the npm registry is not reached")
        assert done.returncode == 0, done.stderr
        with suppress(OSError):  # another run was quicker
            os.rename(folder, place)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def extension(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the extension that can be built."""
    modules = installed()
    top = tmp_path_factory.mktemp("vscode")
    copy = top / "editors" / "vscode"
    shutil.copytree(HOME, copy, ignore=MADE)
    (copy / "node_modules").symlink_to(modules, target_is_directory=True)
    if SCHEMA.exists():
        shutil.copytree(SCHEMA, top / "docs" / "schema")
    return copy


@pytest.fixture(scope="module")
def package(extension: Path) -> Path:
    """The extension as it is installed, type checked on its way."""
    run(extension, RUNNING, "npm", "run", "package")
    return extension / "xlint.vsix"


def test_the_lock_names_public_packages_only() -> None:
    lock = json.loads(LOCK.read_text("utf-8"))
    addresses = [one["resolved"] for one in lock["packages"].values() if "resolved" in one]
    assert [one for one in addresses if not one.startswith("https://registry.npmjs.org/")] == []
    assert all("integrity" in one for name, one in lock["packages"].items() if name)


def test_the_manifest_keeps_folders_from_running_commands() -> None:
    manifest = json.loads((HOME / "package.json").read_text("utf-8"))
    assert manifest["version"] == __version__
    path = manifest["contributes"]["configuration"]["properties"]["xlint.path"]
    assert path["scope"] == "machine-overridable"
    trust = manifest["capabilities"]["untrustedWorkspaces"]
    assert trust["supported"] == "limited" and "xlint.path" in trust["restrictedConfigurations"]


def test_units(extension: Path) -> None:
    concise = extension.parent / "concise.txt"
    drafts = str(ROOT / "samples" / "faulty")
    done = subprocess.run(
        [sys.executable, "-m", "xlint", "--format", "concise", drafts],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=environment(),
        timeout=RUNNING,
    )
    concise.write_bytes(done.stdout)
    told = run(extension, RUNNING, "npm", "test", XLINT_CONCISE=str(concise))
    assert re.search(r"^. pass [1-9]\d*$", told, re.MULTILINE) and re.search(
        r"^. fail 0$", told, re.MULTILINE
    )


def test_the_package_holds_what_is_needed_and_nothing_else(package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert {name.removeprefix("extension/").lower() for name in files} == {
        "extension.vsixmanifest",
        "[content_types].xml",
        "package.json",
        "package.nls.json",
        "package.nls.zh-cn.json",
        "readme.md",
        "license.txt",
        "icon.png",
        "out/extension.js",
        "schemas/xlint.schema.json",
    }
    assert package.stat().st_size < LARGEST
    schema = json.loads(files["extension/schemas/xlint.schema.json"])
    made = SCHEMA / "xlint-settings.schema.json"
    assert schema == json.loads(made.read_text("utf-8")) if made.exists() else schema["type"] == "object"
    manifest: dict[str, Any] = json.loads(files["extension/package.json"])
    assert f"extension/{manifest['main'].removeprefix('./')}" in files
    code = files["extension/out/extension.js"].decode()
    assert str(ROOT) not in code and 'require("vscode")' in code
    assert "vscode-languageclient" not in re.findall(r'require\("([^"]+)"\)', code)


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Path]:
    """The folder in which a real editor is installed; it is built where XLINT_E2E_DIR has none."""
    if os.environ.get("XLINT_E2E") != "1":
        pytest.skip("XLINT_E2E is not 1: the editor itself takes minutes to build")
    place = Path(os.environ.get("XLINT_E2E_DIR") or Path(tempfile.gettempdir()) / "xlint-editor")
    if not (place / "node_modules" / "code-server" / "out").exists():
        run(tmp_path, BUILDING, "sh", str(HOME / "e2e" / "install.sh"), str(place), PYTHON=sys.executable)
    yield place


def test_in_the_editor_itself(editor: Path, package: Path, tmp_path: Path) -> None:
    folder = tmp_path / "drafts"
    folder.mkdir()
    shutil.copy(ROOT / "samples" / "faulty" / "report.txt", folder / "draft.txt")
    script, picture = HOME / "e2e" / "editor.mjs", tmp_path / "vscode.png"
    command = json.dumps([sys.executable, "-m", "xlint"])
    arguments = map(str, (script, editor, package, folder, picture))
    told = run(tmp_path, DRIVING, str(editor / "bin" / "node"), *arguments, XLINT_COMMAND=command)
    for step in (
        "findings",
        "quick fix",
        "ignored for a reason",
        "ledger",
        "report",
        "rule",
        "on save",
        "failing",
    ):
        assert f"ok {step}" in told
    assert picture.stat().st_size > 10_000
