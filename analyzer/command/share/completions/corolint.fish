# fish completion for corolint: its options and checks are asked of the program.

function __corolint_options
    set -l words (commandline -opc)
    set -l help --help
    contains -- lsp $words; and set help lsp --help
    command corolint $help 2>/dev/null | string match -rg '^  (-[-a-z]+=?)'
end

function __corolint_checks
    command corolint rules 2>/dev/null | string match -rg '^(coro-[a-z-]*)'
end

complete -c corolint -n __fish_use_subcommand -a 'check rules rule lsp'
complete -c corolint -n '__fish_seen_subcommand_from rule' -f -a '(__corolint_checks)'
complete -c corolint -n 'string match -q -- "-*" (commandline -ct)' -f -a '(__corolint_options)'
