--===- run.lua - Neovim tries corolint lsp --------------------------------===--
--
-- Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
-- SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
--
--===----------------------------------------------------------------------===--
--
--   COROLINT_LSP='.../corolint lsp' nvim --headless -u NONE -i NONE \
--     -c 'luafile run.lua'
--
-- For Neovim 0.7 and later. Prints a line for each step, and exits with 1 if
-- one has failed. COROLINT_LSP_TIMEOUT is how many seconds an answer may take
-- (60).
--
--===----------------------------------------------------------------------===--

local command = vim.split(vim.env.COROLINT_LSP or 'corolint lsp', ' ')
if command[1]:find('/') then
  command[1] = vim.fn.fnamemodify(command[1], ':p')
end
local limit = tonumber(vim.env.COROLINT_LSP_TIMEOUT or '60') * 1000
local never, blocking = 'coro-never-awaited', 'coro-blocking-call'

local here = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h')
local home = vim.fn.tempname()
local root = home .. '/project'
vim.fn.mkdir(root, 'p')
vim.o.report = 9999
vim.o.swapfile = false
vim.env.XDG_CACHE_HOME = home .. '/cache'
for _, name in ipairs({ 'note.h', 'task.h', 'work.cpp' }) do
  vim.fn.writefile(vim.fn.readfile(here .. '/../project/' .. name), root .. '/' .. name)
end

--- Writes the compile commands of a source, and of no other.
local function write_database(name)
  vim.fn.writefile({
    vim.fn.json_encode({
      {
        directory = root,
        file = name,
        arguments = { 'c++', '-std=c++20', '-c', name },
      },
    }),
  }, root .. '/compile_commands.json')
end
write_database('work.cpp')

--===----------------------------------------------------------------------===--
-- Steps
--===----------------------------------------------------------------------===--

local passed, failed = 0, 0
local client, exit_code

local function say(text)
  io.stdout:write(text .. '\n')
  io.stdout:flush()
end

local function step(name, run)
  local begin = vim.loop.now()
  local good, why = pcall(run)
  vim.loop.update_time()
  if good then
    passed = passed + 1
    say(('ok      neovim: %s (%d ms)'):format(name, vim.loop.now() - begin))
  else
    failed = failed + 1
    say(('FAILED  neovim: %s\n        %s'):format(name, why))
  end
end

--- Waits until `good` holds; `describe` says what there was instead.
local function wait_for(what, good, describe)
  local held = vim.wait(limit, function()
    return exit_code ~= nil or good()
  end, 20)
  if held and exit_code == nil and good() then
    return
  end
  local why = exit_code and ('the server ended with ' .. exit_code)
    or ('not within %d s'):format(limit / 1000)
  error(('%s: %s%s'):format(what, why, describe and '; ' .. describe() or ''), 0)
end

local function findings(buffer)
  local all = vim.diagnostic.get(buffer)
  table.sort(all, function(a, b)
    return a.lnum < b.lnum
  end)
  return all
end

local function codes(buffer)
  local out = {}
  for _, each in ipairs(findings(buffer)) do
    table.insert(out, each.code or each.user_data and each.user_data.lsp.code or '?')
  end
  return table.concat(out, ', ')
end

local function expect(buffer, ...)
  local wanted = table.concat({ ... }, ', ')
  wait_for('findings [' .. wanted .. ']', function()
    return codes(buffer) == wanted
  end, function()
    return 'the last: [' .. codes(buffer) .. ']'
  end)
end

local function line_of(buffer, text)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    if line:find(text, 1, true) then
      return number
    end
  end
  error(("'%s' is not in the buffer"):format(text), 0)
end

--- Chooses the code action whose title has `title`, in the line that has `text`.
local function act(buffer, text, title)
  vim.api.nvim_win_set_buf(0, buffer)
  vim.api.nvim_win_set_cursor(0, { line_of(buffer, text), 2 })
  local titles
  vim.ui.select = function(items, options, choose)
    titles = {}
    for index, item in ipairs(items) do
      table.insert(titles, options.format_item and options.format_item(item) or '?')
      if titles[#titles]:find(title, 1, true) then
        return choose(item, index)
      end
    end
    choose(nil, nil)
  end
  vim.lsp.buf.code_action()
  wait_for('code actions', function()
    return titles ~= nil
  end)
  if not titles[#titles]:find(title, 1, true) then
    error(("no action '%s' among: %s"):format(title, table.concat(titles, '; ')), 0)
  end
end

local function attach(buffer)
  local config = {
    name = 'corolint',
    cmd = command,
    cmd_env = { XDG_CACHE_HOME = home .. '/cache' },
    root_dir = root,
    init_options = { threads = 1 },
    on_exit = function(code, signal)
      exit_code = signal ~= 0 and 'signal ' .. signal or code
    end,
  }
  if vim.lsp.start then
    vim.api.nvim_win_set_buf(0, buffer)
    client = vim.lsp.start(config)
  else
    client = client or vim.lsp.start_client(config)
    vim.lsp.buf_attach_client(buffer, client)
  end
end

local function edit(name)
  vim.cmd('edit ' .. vim.fn.fnameescape(root .. '/' .. name))
  local buffer = vim.api.nvim_get_current_buf()
  attach(buffer)
  return buffer
end

--===----------------------------------------------------------------------===--

local work, header

step('open', function()
  work = edit('work.cpp')
  vim.bo[work].undolevels = 1000
  expect(work, never, never, blocking)
  local first = findings(work)[1]
  assert(first.source == 'corolint', first.source)
  assert(first.lnum + 1 == line_of(work, '  store(n);'), 'the line')
  assert(first.col == 2 and first.end_col == 10, 'the columns')
end)

step('a line is deleted, and comes back', function()
  local line = line_of(work, 'sleep_for')
  vim.api.nvim_win_set_cursor(0, { line, 0 })
  vim.cmd('silent normal! dd')
  expect(work, never, never)
  vim.cmd('silent normal! u')
  expect(work, never, never, blocking)
end)

step('letters of two units', function()
  vim.api.nvim_win_set_cursor(0, { line_of(work, '  store(n);'), 2 })
  vim.cmd('normal! i/* \u{1F986}\u{E9} */ ')
  local line = line_of(work, 'store(n);')
  wait_for('the finding after the comment', function()
    local first = findings(work)[1]
    local text = vim.api.nvim_buf_get_lines(work, line - 1, line, true)[1]
    return first and text:sub(first.col + 1, first.end_col) == 'store(n)'
  end)
  vim.cmd('silent normal! u')
  expect(work, never, never, blocking)
end)

step('a fix', function()
  act(work, '  store(n);', 'co_await')
  wait_for('the changed line', function()
    return pcall(line_of, work, '  co_await store(n);')
  end)
  expect(work, never, blocking)
end)

step('a comment that silences', function()
  act(work, 'sleep_for', 'silence')
  wait_for('the comment', function()
    return pcall(line_of, work, '// NOLINT(' .. blocking .. ')')
  end)
  expect(work, never)
end)

step('unsaved text of a header', function()
  header = edit('note.h')
  local line = line_of(header, 'task<int> note')
  vim.api.nvim_buf_set_lines(header, line - 1, line, true, { 'inline int note(int n) { return n; }' })
  vim.api.nvim_buf_set_lines(work, -1, -1, true, { '', '// One more line.' })
  expect(work)
end)

step('a header that is saved', function()
  vim.api.nvim_win_set_buf(0, header)
  vim.cmd('silent write')
  vim.cmd('silent undo')
  vim.cmd('silent write')
  expect(work, never)
end)

step('the page of a check', function()
  if vim.fn.has('nvim-0.8') == 0 then
    -- Neovim 0.7 shows no documents; the server has to live with that.
    act(work, '  note(n);', 'explain')
    expect(work, never)
    return
  end
  act(work, '  note(n);', 'explain')
  wait_for('the page', function()
    return vim.api.nvim_buf_get_name(0):find(never .. '.md', 1, true)
  end)
  vim.api.nvim_win_set_buf(0, work)
end)

--- Ends the server as an editor does.
local function leave()
  assert(exit_code == nil, 'the server ended with ' .. tostring(exit_code))
  vim.lsp.stop_client(client)
  local ended = vim.wait(limit, function()
    return exit_code ~= nil
  end, 20)
  assert(ended, 'the server does not end')
  assert(exit_code == 0, 'the exit code is ' .. tostring(exit_code))
end

local function add_line(buffer)
  vim.api.nvim_buf_set_lines(buffer, -1, -1, true, { '// One more line.' })
end

step('a file that is renamed', function()
  vim.api.nvim_win_set_buf(0, work)
  vim.cmd('silent write')
  vim.cmd('bdelete ' .. work)
  assert(vim.loop.fs_rename(root .. '/work.cpp', root .. '/job.cpp'))
  write_database('job.cpp')
  work = edit('job.cpp')
  expect(work, never)
  act(work, '  note(n);', 'co_await')
  expect(work)
  vim.cmd('silent undo')
  expect(work, never)
end)

step('a header that is deleted', function()
  -- Neovim's own text of it would count.
  vim.cmd('bdelete! ' .. header)
  local text = vim.fn.readfile(root .. '/note.h')
  assert(vim.loop.fs_unlink(root .. '/note.h'))
  add_line(work)
  expect(work, 'not-analysed')
  vim.fn.writefile(text, root .. '/note.h')
  add_line(work)
  expect(work, never)
end)

step('a restart', function()
  leave()
  exit_code, client = nil, nil
  vim.diagnostic.reset()
  attach(work)
  expect(work, never)
  act(work, '  note(n);', 'co_await')
  expect(work)
end)

step('leaves', leave)

vim.fn.delete(home, 'rf')
say(('\n%d passed, %d failed'):format(passed, failed))
vim.cmd(failed == 0 and 'qall!' or 'cquit 1')
