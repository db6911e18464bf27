# For checks that are written in JavaScript (infra/check). Without Node they are skipped, on GitHub they fail.

needs_node() { # name of the check
  local name="$1" log="$STATE/log/npm.log" modules="$ROOT/infra/check/node_modules" wanted
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then skip "$name" "Node and npm are not installed"; fi
  if (($(node -p 'process.versions.node.split(".")[0]') < 20)); then skip "$name" "Node 20 or newer is needed, $(node --version) is installed"; fi
  wanted="$(sha256sum <"$ROOT/infra/check/package-lock.json")"
  [[ "$(cat "$modules/.rupaya" 2>/dev/null)" != "$wanted" ]] || return 0
  (cd "$ROOT/infra/check" && npm ci --no-audit --no-fund --loglevel=error) >"$log" 2>&1 || skip "$name" "npm could not install the packages of infra/check; see $log"
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
