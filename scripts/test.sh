# Everything from nothing to a green run. The tests have servers of their own, in a state directory below the state.

run_tests() { # [--coverage] [filter]
  # Most processes of the tests live for seconds: what is counted to compile code better costs a tenth of their time.
  export DOTNET_TieredPGO=0
  local coverage='' log results options=() status=0
  if [[ "${1:-}" == --coverage ]]; then coverage=yes && shift; fi
  STATE="$STATE/test"
  log="$STATE/log/test.log" results="$STATE/results"
  install_missing "$(tests_in_containers && say containers || say test)"
  prepare_state
  # The servers start while the style is checked and the tests are built.
  tests_in_containers || start_test_servers
  cd "$ROOT"
  rm -rf "$results" "$STATE/log/"{chaos,check,upgrade,drill,kills,drill-run,upgrade-run}.log
  check_style
  say "Building..."
  dotnet build Rupaya.sln -v quiet --nologo >"$STATE/log/build.log" 2>&1 || { grep -E 'error|warn' "$STATE/log/build.log" | sort -u | head -40 >&2; fail "the build failed"; }
  tests_in_containers || await_test_servers
  [[ -z "${1:-}" ]] || options+=(--filter "FullyQualifiedName~$1")
  [[ -z "$coverage" ]] || options+=(--collect "XPlat Code Coverage" --settings tests/coverage.runsettings)
  run_all "${1:-}" || status=1
  # A part of the tests covers a part of the code.
  if [[ -n "$coverage" ]]; then report_coverage "$results" || [[ -n "${1:-}" ]] || status=1; fi
  summarise "$results" "$status"
}

# A new or changed operation: the document learns of it, chapters show it, and the document takes over what they show.
accept() { # [chapter]
  local snapshot="$ROOT/tests/Integration/Data/openapi.v1.json"
  RUPAYA_ACCEPT_OPENAPI="$snapshot" "$ROOT/rupaya" test The_OpenAPI_document
  RUPAYA_ACCEPT_EXAMPLES=1 "$ROOT/rupaya" test "A_chapter_gives${1:+&DisplayName~$1}"
  RUPAYA_ACCEPT_OPENAPI="$snapshot" "$ROOT/rupaya" test The_OpenAPI_document
}

# Two lanes: the integration tests, and everything else, one after the other. More at once starve each other on two cores.
run_all() { # filter
  local status=0 other part
  if [[ -z "$1" ]]; then run_others & else run_project tests/Unit/*.csproj & fi
  other=$!
  run_project tests/Integration/*.csproj || status=1
  tests_in_containers || { services_stop && trap - EXIT; }
  wait "$other" || status=1
  [[ -n "$1" ]] || for part in kills drill-run upgrade-run check; do [[ ! -f "$STATE/log/$part.log" ]] || cat "$STATE/log/$part.log"; done
  return "$status"
}

# Units need no server; what kills, destroys and upgrades has servers of its own, and is mostly waiting for what comes back.
run_others() {
  local status=0
  run_project tests/Unit/*.csproj || status=1
  if ! tests_in_containers; then
    run_part kills run_kills || status=1
    run_part drill-run run_drill || status=1
    UPGRADE_BUILD=debug run_part upgrade-run run_upgrade || status=1
  fi
  run_part check run_checks || status=1
  return "$status"
}

# In a process of its own: where it is asked for its result, nothing in it would end at the first failure.
run_part() { # log command
  "$2" >"$STATE/log/$1.log" 2>&1 &
  wait $!
}

# RUPAYA_TEST_SERVERS=containers: the integration tests start their servers themselves, by Testcontainers. Nothing is killed then: the harness
# that kills needs servers that are processes of its own.
tests_in_containers() {
  case "${RUPAYA_TEST_SERVERS:-native}" in
    native) return 1 ;;
    containers) return 0 ;;
    *) fail "RUPAYA_TEST_SERVERS is native or containers, not $RUPAYA_TEST_SERVERS" ;;
  esac
}

start_test_servers() {
  trap 'wait "${TEST_SERVERS:-}" 2>/dev/null || true; services_stop' EXIT
  services_start full >"$STATE/log/services.log" 2>&1 &
  TEST_SERVERS=$!
}

await_test_servers() {
  wait "$TEST_SERVERS" || { cat "$STATE/log/services.log" >&2; fail "the servers did not start"; }
  export_settings < <(services_env; admin_env)
}

# The tests of one project.
run_project() { # project
  local codes=()
  set +e
  dotnet test "$1" --no-build --nologo --results-directory "$results" --logger "trx;LogFileName=$(basename "$1" .csproj).trx" \
    "${options[@]}" 2>&1 | tee -a "$log" | grep -vE '^\s*$|Results File|Test run for|VSTest|Starting test|A total of'
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

# A backup, a lost disk and two restores, of what was just built.
run_drill() {
  say "Destroying the database and bringing it back..."
  (
    unset "${!ConnectionStrings__@}"
    DRILL_BUILD=debug drill
  ) 2>&1 | tee "$STATE/log/drill.log"
  return "${PIPESTATUS[0]}"
}

restore_tools() {
  dotnet tool restore >"$STATE/log/tools.log" 2>&1 || { cat "$STATE/log/tools.log" >&2; fail "the tools could not be restored"; }
}

check_style() {
  restore_tools
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
  while IFS= read -r line; do
    passed=$((passed + $(sed -n 's/.* \([0-9]*\) passed.*/\1/p' <<<"$line")))
    failed=$((failed + $(sed -n 's/.* \([0-9]*\) failed.*/\1/p' <<<"$line")))
    if [[ "$line" == check:*skipped ]]; then skipped=$((skipped + $(sed -n 's/.* \([0-9]*\) skipped.*/\1/p' <<<"$line"))); fi
  done < <(grep -hsE '^(chaos|check|upgrade|drill): [0-9]' "$STATE/log/chaos.log" "$STATE/log/check.log" "$STATE/log/upgrade.log" "$STATE/log/drill.log" || true)
  if ((passed + failed == 0)); then failed=1; fi
  if ((failed == 0 && $2 != 0)); then failed=1; fi
  if ((skipped > 0)); then say "$passed passed, $failed failed, $skipped skipped"; else say "$passed passed, $failed failed"; fi
  ((failed == 0))
}

counter() { sed -n "s/.* $2=\"\([0-9]*\)\".*/\1/p" <<<"$1" | grep . || echo 0; }
