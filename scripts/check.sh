# Everything that is not C#. Each file in scripts/check is a part, a program of its own. It prints its problems, and as
# its last line "NAME: N passed, N failed" or "NAME: SKIPPED: why". A part that ends without such a line has failed.

run_checks() { # [part…]
  local parts=("$@") part log passed=0 failed=0 skipped=0 last
  if ((${#parts[@]} == 0)); then mapfile -t parts < <(check_parts); fi
  mkdir -p "$STATE/log"
  for part in "${parts[@]}"; do
    [[ -f "$ROOT/scripts/check/$part.sh" ]] || fail "there is no check $part; there are: $(check_parts | tr '\n' ' ')"
    log="$STATE/log/check-$part.log"
    STATE="$STATE" bash "$ROOT/scripts/check/$part.sh" 2>&1 | tee "$log" || true
    last="$(tail -n 1 "$log")"
    if [[ "$last" =~ ^$part:\ ([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
      passed=$((passed + BASH_REMATCH[1]))
      failed=$((failed + BASH_REMATCH[2]))
    elif [[ "$last" == "$part: SKIPPED: "* ]]; then
      skipped=$((skipped + 1))
    else
      failed=$((failed + 1))
    fi
  done
  if ((skipped > 0)); then say "check: $passed passed, $failed failed, $skipped skipped"; else say "check: $passed passed, $failed failed"; fi
  ((failed == 0 && passed + skipped > 0))
}

check_parts() {
  local file
  for file in "$ROOT"/scripts/check/*.sh; do basename "$file" .sh; done
}
