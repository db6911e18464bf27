# Both clients, and the snippets of /docs/start, against a running product.

clients_journey() {
  # shellcheck source=/dev/null
  source "$ROOT/scripts/tally.sh"
  clients_tests_build
  clients_stack
  tally node "$ROOT/clients/typescript/build/journey.js"
  tally dotnet test "$ROOT/tests/Clients" -c Release --no-build --nologo --filter Rupaya.Clients.Journey
  start_token
  tally start_prints curl bash "$ROOT/clients/start/start.sh"
  tally start_prints TypeScript node "$ROOT/clients/start/build/start.js"
  tally start_prints C# dotnet "$ROOT/artifacts/bin/Start/release/Rupaya.Start.dll"
  tallied clients
}

clients_tests_build() {
  local tsc="$ROOT/clients/node_modules/.bin/tsc" project
  "$tsc" -p "$ROOT/clients/typescript/test" && "$tsc" -p "$ROOT/clients/start" || fail "the tests of the TypeScript client do not compile"
  for project in tests/Clients clients/start; do
    clients_dotnet build "$ROOT/$project"
  done
}

# Somebody whose address is confirmed, and the token of the page's first step.
start_token() {
  local json='Content-Type: application/json' mailed
  export RUPAYA_EMAIL=start@rupaya.example RUPAYA_PASSWORD="Start-$DEMO_SECRET!"
  curl -fsS -o /dev/null "$RUPAYA_URL/api/v1/auth/signup" -H "$json" \
    -d "{\"email\":\"$RUPAYA_EMAIL\",\"password\":\"$RUPAYA_PASSWORD\",\"deviceId\":\"terminal\"}" 2>"$STATE/log/signup.log" || say "The user of the snippets is there already."
  wait_for 30 "the mail that confirms an address" start_mailed || fail "there is no mail"
  mailed="$(start_mailed)"
  curl -sS -o /dev/null "$RUPAYA_URL/api/v1/auth/verify-email" -H "$json" -d "{\"token\":\"$mailed\"}"
  # shellcheck source=/dev/null
  source "$ROOT/clients/start/token.sh"
}

start_mailed() { grep -l "^To: .*$RUPAYA_EMAIL" "$STATE/mail/"*.eml | xargs grep -h '^Token: ' | tail -1 | cut -d' ' -f2 | tr -d '\r' | grep .; }

start_prints() { # language command...
  local language="$1" out
  shift
  out="$("$@")"
  grep -q '^Everyday: 4750.5 INR, seq [0-9]*$' <<<"$out" || { say "FAIL    the snippet in $language printed: $out"; return 1; }
  say "ok      the snippet in $language: ${out##*$'\n'}"
}
