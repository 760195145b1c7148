-- xlint in Neovim (0.7 and newer): put this file into ~/.config/nvim/plugin/, or paste it into init.lua.
-- Needs `pip install "xlint[lsp]"`.

local command = { "xlint", "lsp" } -- or an absolute path, as { "/home/me/venv/bin/xlint", "lsp" }
local options = {
  language = "zh", -- of messages: "zh" or "en"
  run = "onType", -- or "onSave"
}
local filetypes = { "text", "markdown", "yaml" }
local roots = { ".xlint.yaml", ".git" }

-- Of YAML files only xlint's settings: others are not its business.
local function concerns(buffer)
  local name = vim.api.nvim_buf_get_name(buffer)
  return vim.bo[buffer].buftype == "" and (vim.bo[buffer].filetype ~= "yaml" or name:match("%.xlint%.yaml$") ~= nil)
end

local function root(buffer)
  local folder = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ":p:h")
  for _, name in ipairs(roots) do
    local above = vim.fn.escape(folder, " ,;") .. ";"
    for _, found in ipairs({ vim.fn.findfile(name, above), vim.fn.finddir(name, above) }) do
      if found ~= "" then
        return vim.fn.fnamemodify((vim.fn.fnamemodify(found, ":p"):gsub("/$", "")), ":h")
      end
    end
  end
  return folder
end

local function request(client, method, params, answered, buffer)
  if vim.fn.has("nvim-0.11") == 1 then
    client:request(method, params, answered, buffer)
  else
    client.request(method, params, answered, buffer)
  end
end

local function ask(client, name, arguments, buffer)
  request(client, "workspace/executeCommand", { command = name, arguments = arguments }, function(failure)
    if failure then
      vim.notify("xlint: " .. (failure.message or tostring(failure)), vim.log.levels.ERROR)
    end
  end, buffer)
end

-- Neovim 0.10 and 0.11 ask for findings when a draft changes, but not when the server says that its settings did.
local handlers = {}
if vim.fn.has("nvim-0.10") == 1 and vim.fn.has("nvim-0.12") == 0 then
  handlers["workspace/diagnostic/refresh"] = function(_, _, context)
    for _, buffer in ipairs(vim.lsp.get_buffers_by_client_id(context.client_id)) do
      local params = { textDocument = vim.lsp.util.make_text_document_params(buffer) }
      request(vim.lsp.get_client_by_id(context.client_id), "textDocument/diagnostic", params, nil, buffer)
    end
    return vim.NIL
  end
end

-- On save the server sends its findings unasked; asking for them as well would show them twice.
local function on_init(client)
  if options.run == "onSave" then
    client.server_capabilities.diagnosticProvider = nil
  end
end

-- A finding is only ignored for a reason, which is written into .xlint.yaml.
vim.lsp.commands["xlint.ignore"] = function(chosen, context)
  local client = vim.lsp.get_client_by_id(context.client_id)
  local prompt = options.language == "en" and "Why is this right as it is? " or "为什么不用改？"
  vim.ui.input({ prompt = prompt }, function(reason)
    if client and reason and reason:match("%S") then
      local finding = vim.tbl_extend("force", chosen.arguments[1], { reason = reason })
      ask(client, "xlint.ignore", { finding }, context.bufnr)
    end
  end)
end

local function explain(client, buffer)
  local here = vim.diagnostic.get(buffer, { lnum = vim.api.nvim_win_get_cursor(0)[1] - 1 })
  for _, finding in ipairs(here) do
    if finding.source == "xlint" and finding.code then
      return ask(client, "xlint.explain", { { uri = vim.uri_from_bufnr(buffer), rule = finding.code } }, buffer)
    end
  end
  vim.notify(options.language == "en" and "xlint: nothing found on this line" or "xlint：这一行没有问题")
end

local function add_commands(client, buffer)
  local function add(name, run)
    vim.api.nvim_buf_create_user_command(buffer, name, run, {})
  end
  for name, served in pairs({ XlintLedger = "xlint.ledger", XlintReport = "xlint.report" }) do
    add(name, function()
      ask(client, served, { vim.uri_from_bufnr(buffer) }, buffer)
    end)
  end
  add("XlintCheckFolder", function()
    ask(client, "xlint.checkFolder", {}, buffer)
  end)
  add("XlintExplain", function()
    explain(client, buffer)
  end)
  add("XlintFix", function() -- all that has one answer
    vim.lsp.buf.code_action({ context = { only = { "source.fixAll.xlint" }, diagnostics = {} }, apply = true })
  end)
end

local function show_lenses(buffer)
  local lenses = vim.lsp.codelens
  if lenses.enable then
    return lenses.enable(true, { bufnr = buffer })
  end
  local function refresh()
    lenses.refresh(vim.fn.has("nvim-0.10") == 1 and { bufnr = buffer } or nil)
  end
  vim.api.nvim_create_autocmd({ "BufEnter", "InsertLeave", "BufWritePost" }, { buffer = buffer, callback = refresh })
  refresh()
end

local group = vim.api.nvim_create_augroup("xlint", { clear = true })

local function attached(client, buffer)
  add_commands(client, buffer)
  if vim.lsp.inlay_hint and vim.fn.has("nvim-0.10") == 1 then
    vim.lsp.inlay_hint.enable(true, { bufnr = buffer })
  end
  show_lenses(buffer)
end

if vim.fn.has("nvim-0.8") == 1 then
  vim.api.nvim_create_autocmd("LspAttach", {
    group = group,
    callback = function(event)
      local client = vim.lsp.get_client_by_id(event.data.client_id)
      if client and client.name == "xlint" then
        attached(client, event.buf)
      end
    end,
  })
end

-- Neovim 0.7 has no vim.lsp.start: one server for each folder.
local started = {}
local function start(settings, buffer)
  if vim.lsp.start then
    return vim.lsp.start(settings)
  end
  settings.on_attach = attached
  local id = started[settings.root_dir]
  if not (id and vim.lsp.get_client_by_id(id)) then
    id = vim.lsp.start_client(settings)
    started[settings.root_dir] = id
  end
  vim.lsp.buf_attach_client(buffer, id)
end

if vim.fn.executable(command[1]) == 0 then
  vim.api.nvim_create_autocmd("FileType", {
    group = group,
    pattern = { "text", "markdown" },
    once = true,
    callback = function()
      vim.notify('找不到 xlint，请运行 pip install "xlint[lsp]"', vim.log.levels.WARN)
    end,
  })
elseif vim.lsp.config and vim.lsp.enable then -- Neovim 0.11
  vim.lsp.config("xlint", {
    cmd = command,
    filetypes = filetypes,
    init_options = options,
    handlers = handlers,
    on_init = on_init,
    root_dir = function(buffer, start)
      if concerns(buffer) then
        start(root(buffer))
      end
    end,
  })
  vim.lsp.enable("xlint")
else
  vim.api.nvim_create_autocmd("FileType", {
    group = group,
    pattern = filetypes,
    callback = function(event)
      if concerns(event.buf) then
        start({
          name = "xlint",
          cmd = command,
          init_options = options,
          handlers = handlers,
          on_init = on_init,
          root_dir = root(event.buf),
        }, event.buf)
      end
    end,
  })
end
