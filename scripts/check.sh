# What is not C#. Each file of scripts/check is a part by its name, and defines check_<name>.

check() { # [part...]
  local parts=("$@") part failed=()
  prepare_state
  ((${#parts[@]})) || mapfile -t parts < <(check_parts)
  for part in "${parts[@]}"; do
    [[ -f "$ROOT/scripts/check/$part.sh" ]] || fail "there is no part $part; there are: $(check_parts | tr '\n' ' ')"
    source "$ROOT/scripts/check/$part.sh"
    "check_$part" || failed+=("$part")
  done
  ((${#failed[@]} == 0)) || fail "found wrong: ${failed[*]}"
}

check_parts() { find "$ROOT/scripts/check" -name '*.sh' -printf '%f\n' | sed 's/\.sh$//' | sort; }

# Installs what a part needs; where it is not to be had the part is skipped, and says so. In CI that is an error.
check_needs() { # part command=package...
  local part="$1" pair missing=()
  shift
  for pair in "$@"; do
    command -v "${pair%%=*}" >/dev/null || missing+=("${pair#*=}")
  done
  ((${#missing[@]})) || return 0
  if command -v apt-get >/dev/null; then
    say "Installing ${missing[*]}..."
    if (apt_install "${missing[@]}"); then return 0; fi
  fi
  check_skipped "$part" "not to be had here: ${missing[*]}"
}

check_skipped() { # part reason
  [[ "${CI:-}" != true ]] || fail "$1: $2"
  say "$1: SKIPPED, $2"
  return 1
}

# The packages of infra/check, once for each lock file.
check_node() { # part
  check_needs "$1" node=nodejs npm=npm || return 1
  (($(node -p 'process.versions.node.split(".")[0]') >= 20)) || check_skipped "$1" "Node is older than 20" || return 1
  local folder="$ROOT/infra/check"
  [[ "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ]] && return 0
  npm --prefix "$folder" ci --no-audit --no-fund >"$STATE/log/npm.log" 2>&1 || check_skipped "$1" "npm could not install; see $STATE/log/npm.log"
}
