# For the parts of ./rupaya check: count what holds, and end with the line that it expects.

PASSED=0 FAILED=0

tally() { # command...: what it prints is kept when it fails
  local out
  if out="$("$@" 2>&1)"; then
    PASSED=$((PASSED + 1))
    [[ -z "$out" ]] || say "${out##*$'\n'}"
  else
    FAILED=$((FAILED + 1))
    say "$out"
  fi
}

tally_tests() { # file...: of Node
  local out
  out="$(node --test --test-reporter=tap "$@" 2>&1)" || grep -E '^ *not ok|error: ' <<<"$out" || true
  PASSED=$((PASSED + $(sed -n 's/^# pass //p' <<<"$out")))
  FAILED=$((FAILED + $(sed -n 's/^# fail //p' <<<"$out")))
}

tallied() { # name of the check
  say "$1: $PASSED passed, $FAILED failed"
  ((FAILED == 0))
}

# Installs what a check needs, where it can be installed.
needs_packages() { # name of the check, command=package...
  local name="$1" pair missing=()
  shift
  for pair in "$@"; do
    command -v "${pair%%=*}" >/dev/null || missing+=("${pair#*=}")
  done
  ((${#missing[@]})) || return 0
  command -v apt-get >/dev/null && (apt_install "${missing[@]}") && return 0
  skip "$name" "not installed, and not to be had here: ${missing[*]}"
}
