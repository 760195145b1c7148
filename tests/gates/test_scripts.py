"""What ShellCheck says of the scripts in the action and in the template."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from gate_tools import loaded
from support import ROOT

ACTION = [told["run"] for told in loaded(ROOT / "action.yml")["runs"]["steps"] if "run" in told]
JOB = loaded(ROOT / "ci" / "gitlab.yml")["xlint"]
TEMPLATE = "\n".join([*JOB["before_script"], *JOB["script"]])


@pytest.mark.parametrize(
    ("shell", "script"), [*(("bash", script) for script in ACTION), ("sh", TEMPLATE), ("dash", TEMPLATE)]
)
def test_the_scripts_are_sound(shell: str, script: str) -> None:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    found = shutil.which("shellcheck", path=path)
    if found is None:
        pytest.skip("shellcheck is not installed (pip install '.[test]')")
    command = [found, "--norc", "-s", shell, "-"]
    done = subprocess.run(command, input=script.encode(), capture_output=True, timeout=60)
    assert done.returncode == 0, done.stdout.decode()
