"""The Neovim of the distribution, which may be an old one: what editors/neovim/xlint.lua makes of it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lsp_editor import DRAFT
from lsp_support import SOURCE
from support import ROOT

LIMIT = 90  # seconds
STEPS = """
local answers = {}
local function until_(what, is_so)
  if not vim.wait(30000, is_so, 50) then
    error('waited in vain: ' .. what .. ' ' .. vim.inspect(vim.diagnostic.get(0)))
  end
end
local function one(code)
  for _, found in ipairs(vim.diagnostic.get(0)) do
    if found.code == code then return found end
  end
end
vim.ui.select = function(items, _, chosen) chosen(items[1], 1) end
local sound, fault = pcall(function()
  vim.cmd('edit ' .. vim.fn.fnameescape(DRAFT))
  until_('first', function() return one('punct/half-width') end)
  answers.first = {}
  for _, found in ipairs(vim.diagnostic.get(0)) do
    local line = vim.api.nvim_buf_get_lines(0, found.lnum, found.lnum + 1, true)[1]
    table.insert(answers.first, { found.code, line:sub(found.col + 1, found.end_col) })
  end
  local fault = one('punct/half-width')
  vim.api.nvim_win_set_cursor(0, { fault.lnum + 1, fault.col })
  vim.lsp.buf.code_action({ only = { 'quickfix' } })
  until_('quick fix', function() return not one('punct/half-width') end)
  answers.fixed = vim.api.nvim_buf_get_lines(0, 0, -1, true)
  answers.commands = vim.fn.exists(':XlintLedger') == 2
end)
answers.fault = not sound and tostring(fault) or nil
vim.fn.writefile({ vim.fn.json_encode(answers) }, ANSWERS)
vim.cmd('qall!')
"""


def system_neovim() -> str:
    """The editor of the distribution; the test is skipped where there is none, or a new one, which is tested elsewhere."""
    found = shutil.which("nvim", path="/usr/bin:/usr/local/bin:/snap/bin")
    if found is None:
        pytest.skip("the distribution has no Neovim here: apt install neovim")
    told = subprocess.run([found, "--version"], stdin=subprocess.DEVNULL, capture_output=True, timeout=LIMIT)
    major, minor = (int(part) for part in told.stdout.decode().split()[1].lstrip("v").split(".")[:2])
    if (major, minor) < (0, 7):
        pytest.skip(f"Neovim {major}.{minor} is older than 0.7")
    return found


def test_the_neovim_of_the_distribution_shows_and_mends(tmp_path: Path) -> None:
    editor = system_neovim()
    folder = tmp_path / "夹 1"
    folder.mkdir()
    (folder / ".xlint.yaml").write_text("", "utf-8")
    draft, answers, config = folder / "草稿 1.txt", tmp_path / "answers.json", tmp_path / "config.lua"
    draft.write_text(DRAFT, "utf-8")
    command = tmp_path / "bin" / "xlint"
    command.parent.mkdir()
    command.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m xlint \"$@\"\n", "utf-8")
    command.chmod(0o755)
    names = {"DRAFT": str(draft), "ANSWERS": str(answers)}
    head = "".join(
        f"local {name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in names.items()
    )
    pasted = (ROOT / "editors" / "neovim" / "xlint.lua").read_text("utf-8")
    config.write_text(f"{head}do\n{pasted}\nend\nvim.schedule(function()\n{STEPS}\nend)\n", "utf-8")
    home = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    path = f"{command.parent}{os.pathsep}{os.environ['PATH']}"
    run = subprocess.run(
        [editor, "--headless", "--clean", "-n", "-u", str(config)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=LIMIT,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": SOURCE, "PATH": path, **home},
    )
    assert answers.exists(), run.stderr.decode(errors="replace")
    found = json.loads(answers.read_text("utf-8"))
    assert "fault" not in found, found["fault"] + run.stderr.decode(errors="replace")
    assert ["punct/half-width", ","] in found["first"] and found["commands"]
    assert "\n".join(found["fixed"]) + "\n" == DRAFT.replace(",", "，")
