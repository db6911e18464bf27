# The product against its document: beside the mock, which is made from it, and with requests that nobody expects.

clients_compare() {
  local why
  why="$(node_packages clients)" || fail "$why"
  # shellcheck source=/dev/null
  source "$ROOT/scripts/tally.sh"
  # Thousands of requests from one address.
  export RateLimits__InternalCallers__0=127.0.0.1
  clients_stack
  choose_ports MOCK_PORT
  # shellcheck source=/dev/null
  source "$STATE/ports.env"
  trap 'stop_process mock; clients_stack_stop' EXIT
  run_detached mock "$STATE/log/mock.log" node "$PRISM" mock --host 127.0.0.1 --port "$MOCK_PORT" --verboseLevel fatal "$DOCUMENT"
  wait_for 60 "the mock" curl -fsS -o /dev/null "http://127.0.0.1:$MOCK_PORT/api/v1" || fail "the mock did not start; see $STATE/log/mock.log"
  tally node "$ROOT/clients/compare/compare.mjs" "$DOCUMENT" "$RUPAYA_URL" "http://127.0.0.1:$MOCK_PORT"
  tally node "$ROOT/clients/compare/fuzz.mjs" "$DOCUMENT" "$RUPAYA_URL" 60
  tallied clients
}
