" The picture of Neovim in the documentation; ../pictures.
set termguicolors background=dark number signcolumn=yes laststatus=2 noruler
set noswapfile shortmess+=IF fillchars=eob:\ 
colorscheme default
syntax on
highlight Normal guifg=#d4d4d4 guibg=#1e1e1e
highlight SignColumn guibg=#1e1e1e
highlight LineNr guifg=#707070
highlight NormalFloat guifg=#e0e0e0 guibg=#303030
highlight FloatBorder guifg=#808080 guibg=#303030
highlight StatusLine gui=none guifg=#d4d4d4 guibg=#404040
highlight Statement gui=none guifg=#c586c0
highlight Type gui=none guifg=#4ec9b0
highlight PreProc gui=none guifg=#c586c0
highlight String guifg=#ce9178
highlight Number guifg=#b5cea8
highlight Special guifg=#d7ba7d
highlight Comment guifg=#6a9955
highlight DiagnosticWarn guifg=#e0a030
highlight DiagnosticUnderlineWarn gui=underline guisp=#e0a030
highlight DiagnosticFloatingWarn guifg=#e0e0e0
lua <<LUA
vim.lsp.handlers['window/showMessage'] = function() end
vim.diagnostic.config({ virtual_text = false })
vim.api.nvim_create_autocmd('FileType', { pattern = 'cpp',
  callback = function(event)
    local client = vim.lsp.start_client({ name = 'corolint',
      cmd = { vim.env.COROLINT, 'lsp' }, root_dir = vim.fn.getcwd() })
    vim.lsp.buf_attach_client(event.buf, client)
  end })
-- The last finding, and its message.
vim.api.nvim_create_autocmd('DiagnosticChanged', { callback = function()
  local all = vim.diagnostic.get(0)
  if #all ~= 2 then return end
  local last = math.max(all[1].lnum, all[2].lnum)
  vim.api.nvim_win_set_cursor(0, { last + 1, 2 })
  vim.defer_fn(function()
    vim.diagnostic.open_float({ border = 'single', source = 'always',
      close_events = {}, prefix = '', header = '' })
    vim.fn.writefile({}, vim.env.PICTURE_READY)
  end, 500)
end })
LUA
