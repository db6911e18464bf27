# Everything from nothing to a green run. The tests have servers of their own, in a state directory below the state.

run_tests() { # [filter]
  STATE="$STATE/test"
  install_missing test
  prepare_state
  trap 'wait "${TEST_SERVERS:-}" 2>/dev/null || true; services_stop' EXIT
  # The servers start while the style is checked and the tests are built.
  services_start full >"$STATE/log/services.log" 2>&1 &
  TEST_SERVERS=$!
  cd "$ROOT"
  local log="$STATE/log/test.log" results="$STATE/results"
  rm -rf "$results" "$STATE/log/chaos.log"
  check_style
  say "Building..."
  dotnet build Rupaya.sln -v quiet --nologo >"$STATE/log/build.log" 2>&1 || { grep -E 'error|warn' "$STATE/log/build.log" | sort -u | head -40 >&2; fail "the build failed"; }
  wait "$TEST_SERVERS" || { cat "$STATE/log/services.log" >&2; fail "the servers did not start"; }
  export_settings < <(services_env; admin_env)
  local filter=() status=0 project kills='' jobs=() job
  [[ -z "${1:-}" ]] || filter=(--filter "FullyQualifiedName~$1")
  # Killing is mostly waiting for what comes back: it does so beside the tests of the product, with servers of its own.
  if [[ -z "${1:-}" ]]; then run_kills >"$STATE/log/kills.log" 2>&1 & kills=$!; fi
  for project in tests/Unit/*.csproj tests/Integration/*.csproj; do
    run_project "$project" &
    jobs+=($!)
  done
  for job in "${jobs[@]}"; do wait "$job" || status=1; done
  services_stop
  trap - EXIT
  if [[ -n "$kills" ]]; then
    wait "$kills" || status=1
    cat "$STATE/log/kills.log"
  fi
  summarise "$results" "$status"
}

# The tests of one project; those of units need no server and run beside the others.
run_project() { # project
  local codes=()
  set +e
  dotnet test "$1" --no-build --nologo --results-directory "$results" --logger "trx;LogFileName=$(basename "$1" .csproj).trx" \
    "${filter[@]}" 2>&1 | tee -a "$log" | grep -vE '^\s*$|Results File|Test run for|VSTest|Starting test|A total of'
  codes=("${PIPESTATUS[@]}")
  set -e
  ((codes[0] == 0))
}

# One kill of each component on both transports, of what was just built; ./rupaya chaos does the rest of the catalogue.
run_kills() {
  say "Killing each component once..."
  # Beside the tests everything takes longer, so what must be over in a minute by itself has four here.
  # With servers of its own, not those that the tests were told of.
  (
    unset "${!ConnectionStrings__@}"
    CHAOS_BUILD=debug chaos --kills 1 --only kills --patience 240
  ) 2>&1 | tee "$STATE/log/chaos.log"
  return "${PIPESTATUS[0]}"
}

check_style() {
  dotnet tool restore >"$STATE/log/tools.log" 2>&1 || { cat "$STATE/log/tools.log" >&2; fail "the tools could not be restored"; }
  dotnet csharpier check . >"$STATE/log/style.log" 2>&1 || { cat "$STATE/log/style.log" >&2; fail "the code is not formatted; run ./rupaya format"; }
}

summarise() { # results status
  local passed=0 failed=0 skipped=0 file line
  for file in "$1"/*.trx; do
    [[ -f "$file" ]] || continue
    line="$(grep -o '<Counters [^>]*>' "$file")"
    passed=$((passed + $(counter "$line" passed)))
    failed=$((failed + $(counter "$line" failed) + $(counter "$line" error) + $(counter "$line" timeout) + $(counter "$line" aborted)))
    skipped=$((skipped + $(counter "$line" total) - $(counter "$line" executed)))
  done
  if line="$(grep -s '^chaos: ' "$STATE/log/chaos.log")"; then
    passed=$((passed + $(sed -n 's/.* \([0-9]*\) passed.*/\1/p' <<<"$line")))
    failed=$((failed + $(sed -n 's/.* \([0-9]*\) failed.*/\1/p' <<<"$line")))
  fi
  if ((passed + failed == 0)); then failed=1; fi
  if ((failed == 0 && $2 != 0)); then failed=1; fi
  if ((skipped > 0)); then say "$passed passed, $failed failed, $skipped skipped"; else say "$passed passed, $failed failed"; fi
  ((failed == 0))
}

counter() { sed -n "s/.* $2=\"\([0-9]*\)\".*/\1/p" <<<"$1" | grep . || echo 0; }
