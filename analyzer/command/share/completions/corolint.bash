# bash completion for corolint. The options and checks are asked of the program, so
# that they are those of the version that is installed.

_corolint() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
  local program=${COMP_WORDS[0]} command=check
  COMPREPLY=()
  # bash splits --option=value at the "=".
  if [[ $word == = ]]; then
    word=
  elif [[ $before == = ]]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  elif [[ $before == --* ]]; then
    before=${before%%=*}
  fi
  case $COMP_CWORD:${COMP_WORDS[1]} in
  1:*) ;;
  *:lsp | *:rules | *:rule) command=${COMP_WORDS[1]} ;;
  esac
  case $before in
  --min-certainty)
    mapfile -t COMPREPLY < <(compgen -W "certain likely possible unknown" -- "$word")
    return
    ;;
  --fail-on)
    mapfile -t COMPREPLY < <(compgen -W "certain likely possible unknown never" -- "$word")
    return
    ;;
  --color)
    mapfile -t COMPREPLY < <(compgen -W "auto always never" -- "$word")
    return
    ;;
  --checks | rule)
    mapfile -t COMPREPLY < <(compgen -W "$("$program" rules 2>/dev/null |
      grep -o '^coro-[a-z-]*')" -- "$word")
    return
    ;;
  --format)
    mapfile -t COMPREPLY < <(compgen -W "$("$program" --help 2>/dev/null |
      sed -n '/--format=/,/^  --output/p' | tr -s ', ' '\n' |
      grep -xE 'text|json|jsonl|sarif|github|gitlab|junit|checkstyle|rdjson|fixes')" -- "$word")
    return
    ;;
  esac
  if [[ $word == -* ]]; then
    local help=(--help)
    [[ $command == check ]] || help=("$command" --help)
    mapfile -t COMPREPLY < <(compgen -W "$("$program" "${help[@]}" 2>/dev/null |
      grep -oE '^  -[-a-z]+=?' | tr -d ' ')" -- "$word")
    [[ ${COMPREPLY[0]:-} != *= ]] || compopt -o nospace
    return
  fi
  if [[ $COMP_CWORD == 1 ]]; then
    mapfile -t COMPREPLY < <(compgen -W "check rules rule lsp" -- "$word")
  fi
  local files
  mapfile -t files < <(compgen -f -- "$word")
  COMPREPLY+=("${files[@]}")
}

complete -o filenames -F _corolint corolint
