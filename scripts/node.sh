# For what is written in JavaScript. Checks (infra/check) are skipped without Node, on GitHub they fail.

needs_node() { # name of the check
  local why
  why="$(node_packages infra/check)" || skip "$1" "$why"
}

# Installs what a lock file names, once for each state of it; tells why where it cannot.
node_packages() { # folder
  local folder="$ROOT/$1" log="$STATE/log/npm.log" modules="$ROOT/$1/node_modules" wanted
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then say "Node and npm are not installed" && return 1; fi
  if (($(node -p 'process.versions.node.split(".")[0]') < 20)); then say "Node 20 or newer is needed, $(node --version) is installed" && return 1; fi
  wanted="$(sha256sum <"$folder/package-lock.json")"
  [[ "$(cat "$modules/.rupaya" 2>/dev/null)" != "$wanted" ]] || return 0
  (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error) >"$log" 2>&1 || { say "npm could not install the packages of $1; see $log" && return 1; }
  printf '%s\n' "$wanted" >"$modules/.rupaya"
}

skip() { # name why
  if [[ "${CI:-}" == true ]]; then
    say "$2" >&2
    say "$1: 0 passed, 1 failed"
    exit 1
  fi
  say "$1: SKIPPED: $2"
  exit 0
}
