"""Neovim, Helix and Emacs with the files of editors/, loaded as one would paste them."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from support import ROOT, lint

HOME = ROOT / "editors"
BESIDE = Path(sys.executable).parent  # where pip puts programs
NVIM = shutil.which("nvim") or shutil.which("nvim", path=str(BESIDE))
EMACS = shutil.which("emacs")
PATIENCE = 90  # seconds for an editor
WAIT = 30_000  # milliseconds for one answer of the server

pytestmark = pytest.mark.skipif(not HOME.exists(), reason="the editors are not part of this distribution")

IN_NEOVIM = """
local told, buffer = {}, vim.api.nvim_get_current_buf()
local function found() return vim.diagnostic.get(buffer) end
local function wait(what, so) told[what] = vim.wait(WAIT, so, 50) end
local function ask(method, more)
  local params = vim.tbl_extend("force", { textDocument = { uri = vim.uri_from_bufnr(buffer) } }, more or {})
  for _, answer in pairs(vim.lsp.buf_request_sync(buffer, method, params, WAIT) or {}) do
    return answer.result
  end
end
local steps = function()
  wait("diagnostics", function() return #found() > 0 end)
  told.found = vim.tbl_map(function(one) return one.code end, found())
  local all = { start = { line = 0, character = 0 }, ["end"] = { line = vim.api.nvim_buf_line_count(buffer), character = 0 } }
  told.hints = ask("textDocument/inlayHint", { range = all })
  told.lenses = ask("textDocument/codeLens")
  told.symbols = #ask("textDocument/documentSymbol")
  told.commands = vim.tbl_keys(vim.api.nvim_buf_get_commands(buffer, {}))
  if vim.lsp.inlay_hint then
    told.hints_shown = vim.lsp.inlay_hint.is_enabled({ bufnr = buffer })
  end

  vim.ui.input = function(_, answer) answer("会后补") end
  local note = vim.tbl_filter(function(one) return one.code == "placeholder/note" end, found())[1]
  local place = { line = note.lnum, character = note.col }
  local context = { diagnostics = {}, only = { "quickfix" } }
  for _, action in ipairs(ask("textDocument/codeAction", { range = { start = place, ["end"] = place }, context = context })) do
    if action.command and action.command.command == "xlint.ignore" then
      local client = (vim.lsp.get_clients or vim.lsp.get_active_clients)({ name = "xlint" })[1]
      vim.lsp.commands["xlint.ignore"](action.command, { client_id = client.id, bufnr = buffer })
    end
  end
  wait("ignored", function() return vim.fn.filereadable(".xlint.yaml") == 1 end)
  wait("ignored_away", function()
    return #found() > 0 and #vim.tbl_filter(function(one) return one.code == "placeholder/note" end, found()) == 0
  end)

  local function text() return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\\n") end
  vim.cmd("XlintFix")
  wait("fixed", function() return text():find("截至目前", 1, true) ~= nil end)
end
local sound, fault = pcall(steps)
told.fault = not sound and tostring(fault) or nil
local file = assert(io.open(vim.env.XLINT_TOLD, "w"))
file:write(vim.json.encode(told))
file:close()
vim.cmd("qall!")
""".replace("WAIT", str(WAIT))

ON_SAVE = """
local told, buffer = {}, vim.api.nvim_get_current_buf()
local function count() return #vim.diagnostic.get(buffer) end
told.opened = vim.wait(WAIT, function() return count() > 0 end, 50)
vim.wait(1500)
told.before = count()
vim.api.nvim_buf_set_lines(buffer, -1, -1, false, { "XX。" })
vim.wait(1500)
told.typed = count()
vim.cmd("silent write")
told.saved = vim.wait(WAIT, function() return count() == told.before + 1 end, 50)
local file = assert(io.open(vim.env.XLINT_TOLD, "w"))
file:write(vim.json.encode(told))
file:close()
vim.cmd("qall!")
""".replace("WAIT", str(WAIT))

IN_EMACS = """
(find-file "draft.txt")
(apply #'eglot--connect (eglot--guess-contact))
(flymake-mode 1)
(let ((turns 0))
  (while (and (< turns 150) (null (flymake-diagnostics)))
    (accept-process-output nil 0.2)
    (when (= 0 (% turns 5)) (flymake-start))
    (setq turns (1+ turns))))
(message "found %d" (length (flymake-diagnostics)))
(xlint-ledger)
(message "ledger %s" (buffer-name))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a draft."""
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    shutil.copy(ROOT / "samples" / "faulty" / "report.txt", drafts / "draft.txt")
    return drafts


def run(folder: Path, *command: str, **more: str) -> str:
    """Run an editor in a folder, with the command xlint on its PATH and nothing of the user's own."""
    if os.name == "nt":
        pytest.skip("a shell script stands for the command")
    scripts = folder.parent / "bin"
    scripts.mkdir()
    xlint = scripts / "xlint"
    xlint.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m xlint "$@"\n', "utf-8")
    xlint.chmod(0o755)
    env = {
        **os.environ,
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "HOME": str(folder.parent),
        "XLINT_CACHE_DIR": str(folder.parent / "cache"),
        "LC_ALL": "C.UTF-8",
        **{
            f"XDG_{kind}_HOME": str(folder.parent / kind.lower())
            for kind in ("CONFIG", "DATA", "STATE", "CACHE")
        },
        **more,
    }
    done = subprocess.run(
        command, cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE
    )
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def served() -> None:
    pytest.importorskip("pygls", reason="pygls is not installed")


@pytest.mark.parametrize("old", [False, True], ids=["config", "autocommand"])
def test_neovim(folder: Path, old: bool) -> None:
    served()
    if NVIM is None:
        pytest.skip("there is no Neovim")
    script, told = folder.parent / "check.lua", folder.parent / "told.json"
    script.write_text(IN_NEOVIM, "utf-8")
    before = ("--cmd", "lua vim.lsp.enable = nil") if old else ()  # as if it were 0.10
    pasted = str(HOME / "neovim" / "xlint.lua")
    flags = ("--headless", "--clean", "-n", *before, "-u", pasted, "-S", str(script))
    output = run(folder, NVIM, *flags, "draft.txt", XLINT_TOLD=str(told))
    assert told.exists(), output
    found: dict[str, Any] = json.loads(told.read_text("utf-8"))
    assert "fault" not in found, found["fault"] + output
    assert found["diagnostics"] and "count/enumerated" in found["found"]
    assert found["found"].count("title/duplicate") == 1  # not asked for and sent unasked as well
    assert "正文6" in [hint["label"] for hint in found["hints"]] and found.get("hints_shown", True)
    assert found["lenses"] and found["symbols"]
    assert {"XlintFix", "XlintLedger", "XlintReport", "XlintCheckFolder", "XlintExplain"} <= {
        *found["commands"]
    }
    assert found["ignored"] and "会后补" in (folder / ".xlint.yaml").read_text("utf-8")
    assert found["ignored_away"] and found["fixed"], output


def test_neovim_checks_on_save(folder: Path) -> None:
    served()
    if NVIM is None:
        pytest.skip("there is no Neovim")
    pasted = (HOME / "neovim" / "xlint.lua").read_text("utf-8")
    chosen, script, told = (folder.parent / name for name in ("chosen.lua", "check.lua", "told.json"))
    chosen.write_text(pasted.replace('run = "onType"', 'run = "onSave"'), "utf-8")
    script.write_text(ON_SAVE, "utf-8")
    flags = ("--headless", "--clean", "-n", "-u", str(chosen), "-S", str(script))
    output = run(folder, NVIM, *flags, "draft.txt", XLINT_TOLD=str(told))
    assert told.exists(), output
    found = json.loads(told.read_text("utf-8"))
    once = len(lint((folder / "draft.txt").read_text("utf-8").removesuffix("XX。\n")))
    assert found == {"opened": True, "before": once, "typed": once, "saved": True}, output


def test_neovim_says_what_is_missing(folder: Path) -> None:
    if NVIM is None:
        pytest.skip("there is no Neovim")
    pasted = (HOME / "neovim" / "xlint.lua").read_text("utf-8")
    other = folder.parent / "other.lua"
    other.write_text(pasted.replace('{ "xlint", "lsp" } --', '{ "no-such-command", "lsp" } --'), "utf-8")
    output = run(folder, NVIM, "--headless", "--clean", "-n", "-u", str(other), "draft.txt", "-c", "qall!")
    assert 'pip install "xlint[lsp]"' in output


def test_helix() -> None:
    told = tomllib.loads((HOME / "helix" / "languages.toml").read_text("utf-8"))
    assert set(told) == {"language", "language-server"}
    server = told["language-server"]["xlint"]
    assert [server["command"], *server["args"]] == ["xlint", "lsp"]
    assert server["config"] == {"language": "zh", "run": "onType"}
    languages = {language["name"]: language for language in told["language"]}
    assert set(languages) == {"markdown", "text"}
    assert all("xlint" in language["language-servers"] for language in languages.values())
    assert languages["text"]["file-types"] == ["txt"] and languages["text"]["scope"]


def test_emacs_compiles_it_without_a_warning(folder: Path) -> None:
    if EMACS is None:
        pytest.skip("there is no Emacs")
    copy = folder / "xlint.el"
    shutil.copy(HOME / "emacs" / "xlint.el", copy)
    strict = "(setq byte-compile-error-on-warn t)"
    output = run(folder, EMACS, "-Q", "--batch", "--eval", strict, "-f", "batch-byte-compile", str(copy))
    assert copy.with_suffix(".elc").exists(), output


def test_emacs(folder: Path) -> None:
    served()
    if EMACS is None:
        pytest.skip("there is no Emacs")
    begin = '(progn (package-initialize) (unless (require \'eglot nil t) (message "no eglot") (kill-emacs)))'
    script = folder.parent / "check.el"
    script.write_text(IN_EMACS, "utf-8")
    pasted = str(HOME / "emacs" / "xlint.el")
    output = run(folder, EMACS, "--batch", "--eval", begin, "-l", pasted, "-l", str(script))
    if "no eglot" in output:
        pytest.skip("this Emacs has no Eglot")
    once = len(lint((folder / "draft.txt").read_text("utf-8")))
    assert f"found {once}\n" in output and "ledger draft.md" in output


@pytest.mark.parametrize("name", ["", "vscode", "neovim", "helix", "emacs"])
def test_each_editor_has_a_page(name: str) -> None:
    page = (HOME / name / "README.md").read_text("utf-8")
    assert 'pip install "xlint[lsp]"' in page and "English" in page
    for link in re.findall(r"\]\(([^)#\s]+)\)", page):
        assert link.startswith("https://") or (HOME / name / link).exists(), link
