# ./rupaya deploy --rehearse: four releases through the steps of a deployment, with people who write to production all the while. The second is
# sound, the third fails at staging, the fourth only under production's load.

deploy_rehearse() {
  DEPLOY_STATE="$STATE/deploy"
  DEPLOY_SOAK_SECONDS="${DEPLOY_SOAK_SECONDS:-10}" DEPLOY_SOAK_PAUSE=3 DEPLOY_BAKE_SECONDS="${DEPLOY_BAKE_SECONDS:-15}"
  mkdir -p "$DEPLOY_STATE/log"
  rehearsal_install
  trap rehearsal_end EXIT
  rehearsal_end
  rm -rf "$DEPLOY_STATE"/{staging,production,registry,notices,acknowledged.*,log/retries}
  build_host
  rehearsal_registry
  rehearsal_notices
  local environment
  for environment in staging production; do rehearsal_environment "$environment"; done
  REHEARSAL_FAILED=0 DEPLOY_TRANSPORT=InProcess
  rehearsal_release v1 || fail "the first release did not come up; see $DEPLOY_STATE"
  rehearsal_people
  rehearsal_expect "a sound release" 0 rehearsal_release v2
  rehearsal_expect "a release that fails at staging" 1 rehearsal_release v3
  rehearsal_holds "production still runs v2" eval '[[ "$(cloud_image production)" == v2 ]]'
  rehearsal_holds "until here nobody had to write twice" test ! -s "$DEPLOY_STATE/log/retries"
  rehearsal_expect "a release that fails under load" 1 rehearsal_release v4
  rehearsal_holds "production is back on v2 within two minutes ($REHEARSAL_TOOK s)" eval '[[ "$(cloud_image production)" == v2 ]] && ((REHEARSAL_TOOK <= 120))'
  rehearsal_judge
}

rehearsal_install() {
  install_missing base
  if ! [[ -x /usr/sbin/haproxy ]] || ! command -v python3 >/dev/null; then
    command -v apt-get >/dev/null || fail "the rehearsal needs haproxy and python3"
    apt_install haproxy python3
  fi
}

rehearsal_registry() { # without limits: its people come from one address and are many
  local image
  for image in v1 v2 v3 v4; do
    mkdir -p "$DEPLOY_STATE/registry"
    cp -al "$(dirname "$BUILT")" "$DEPLOY_STATE/registry/$image" 2>/dev/null || cp -a "$(dirname "$BUILT")" "$DEPLOY_STATE/registry/$image"
    say "RateLimits__Enabled=false" >"$DEPLOY_STATE/registry/$image/settings.env"
  done
  # What everybody would see at once, and what only those see who write at the same time.
  say "Overdraft__Checking=1000000000" >>"$DEPLOY_STATE/registry/v3/settings.env"
  say "Database__LockTimeoutMs=1" >>"$DEPLOY_STATE/registry/v4/settings.env"
}

rehearsal_environment() { # environment
  mkdir -p "$DEPLOY_STATE/$1"
  cloud_here "$1" rehearsal_servers
}

rehearsal_servers() {
  local port
  for port in front admin blue green; do
    free_port "$STATE/ports.env" >"$STATE/$port"
    printf 'DEPLOY_%s=%s\n' "${port^^}" "$(cat "$STATE/$port")" >>"$STATE/ports.env"
  done
  services_start base
  cat >"$STATE/haproxy.cfg" <<CONF
global
  stats socket ipv4@127.0.0.1:$(cat "$STATE/admin") level admin
defaults
  mode http
  timeout connect 2s
  timeout check 5s
  timeout client 60s
  timeout server 60s
  timeout http-keep-alive 60s
frontend front
  bind 127.0.0.1:$(cat "$STATE/front")
  http-request return status 404 if { path /metrics }
  default_backend api
backend api
  option httpchk GET /health/ready
  default-server check inter 500 fall 3 rise 1
  server blue 127.0.0.1:$(cat "$STATE/blue") disabled
  server green 127.0.0.1:$(cat "$STATE/green") disabled
CONF
  run_detached haproxy "$STATE/log/haproxy.log" /usr/sbin/haproxy -db -f "$STATE/haproxy.cfg"
  wait_for 10 haproxy port_open "$(cat "$STATE/front")" || { cat "$STATE/log/haproxy.log" >&2; fail "haproxy did not start"; }
}

rehearsal_release() { # image: staging, then production
  local began="$SECONDS"
  say "== $1"
  deploy_image staging "$1" || return
  began="$SECONDS"
  deploy_image production "$1" || { REHEARSAL_TOOK=$((SECONDS - began)); return 1; }
}

rehearsal_expect() { # what exit-code command...
  local what="$1" expected="$2" code=0
  shift 2
  "$@" || code=$?
  rehearsal_holds "$what" test "$code" == "$expected"
}

rehearsal_holds() { # what command...
  local what="$1"
  shift
  if "$@"; then say "ok: $what"; else say "FAILED: $what"; REHEARSAL_FAILED=$((REHEARSAL_FAILED + 1)); fi
}

# Somebody who takes the notices, as the chat would.
rehearsal_notices() {
  local port
  port="$(STATE="$DEPLOY_STATE" && free_port /dev/null)"
  (STATE="$DEPLOY_STATE" && mkdir -p "$STATE/run" && run_detached notices "$DEPLOY_STATE/log/notices.log" python3 "$ROOT/scripts/deploy/notices.py" "$port" "$DEPLOY_STATE/notices")
  export DEPLOY_NOTIFY_URL="http://127.0.0.1:$port/"
  wait_for 10 "the chat" port_open "$port" || fail "the rehearsal's chat did not start"
}

# Six people in one book, who write again what nobody acknowledged, under the same key.
rehearsal_people() {
  local api token account person
  api="$(cloud_url production)/api/v1"
  local json='Content-Type: application/json'
  token="$(curl -fsS "$api/auth/signup" -H "$json" -d '{"email":"rehearsal@rupaya.example","password":"Rehearsal-1!","deviceId":"r"}' | sed 's/.*"accessToken":"\([^"]*\)".*/\1/')"
  (umask 077 && printf 'Authorization: Bearer %s\n' "$token" >"$DEPLOY_STATE/token")
  account="$(curl -fsS "$api/accounts" -H "$json" -H "@$DEPLOY_STATE/token" -d '{"name":"R","type":"checking","openingBalance":1000000}' | sed 's/.*"accountId":"\([^"]*\)".*/\1/')"
  touch "$DEPLOY_STATE/writing"
  for person in 1 2 3 4 5 6; do
    rehearsal_person "$person" "$api" "$account" &
  done
}

rehearsal_person() { # number api account
  local n=0 id tries
  while [[ -e "$DEPLOY_STATE/writing" ]]; do
    n=$((n + 1))
    for tries in {1..200}; do
      id="$(curl -sS --max-time 20 "$2/transactions" -H 'Content-Type: application/json' -H "@$DEPLOY_STATE/token" -H "Idempotency-Key: $1-$n" \
        -d "{\"accountId\":\"$3\",\"amount\":1,\"type\":\"expense\",\"merchant\":\"$1-$n\"}" 2>/dev/null | sed -n 's/.*"transactionId":"\([^"]*\)".*/\1/p')" || true
      [[ -z "$id" ]] || break
      sleep 0.05
    done
    [[ -n "$id" ]] && say "$1-$n $id" >>"$DEPLOY_STATE/acknowledged.$1"
    ((tries == 1)) || say "$1-$n $tries" >>"$DEPLOY_STATE/log/retries"
  done
}

rehearsal_judge() {
  rm -f "$DEPLOY_STATE/writing"
  local job
  for job in $(jobs -p); do wait "$job" || true; done
  sort "$DEPLOY_STATE"/acknowledged.* >"$DEPLOY_STATE/acknowledged"
  cloud_here production psql_admin rupaya -c "select merchant || ' ' || transaction_id from transactions where merchant ~ '^[1-6]-[0-9]+\$'" | sort >"$DEPLOY_STATE/written"
  say "$(wc -l <"$DEPLOY_STATE/acknowledged") writes acknowledged"
  rehearsal_holds "each acknowledged write is there once" diff -q "$DEPLOY_STATE/acknowledged" "$DEPLOY_STATE/written"
  rehearsal_holds "the books of production are exact" cloud_command production v2 verify
  rehearsal_holds "every start, success and way back was told" rehearsal_told
  if ((REHEARSAL_FAILED)); then fail "$REHEARSAL_FAILED of the rehearsal's expectations failed; see $DEPLOY_STATE"; fi
}

rehearsal_told() {
  local text
  for text in "staging: deployment of v1 started" "production: v1 is deployed" "production: v2 is deployed" "staging: v3 failed (smoke), v2 is back" \
    "production: v4 failed (the API, blue-green), v2 is back"; do
    grep -qF "$text" "$DEPLOY_STATE/notices" || { say "    not told: $text"; return 1; }
  done
}

rehearsal_stop() {
  local name
  for name in api-blue api-green worker haproxy; do stop_process "$name" TERM 30; done
  services_stop
}

rehearsal_end() {
  rm -f "$DEPLOY_STATE/writing"
  local environment
  for environment in staging production; do
    [[ -d "$DEPLOY_STATE/$environment" ]] || continue
    cloud_here "$environment" rehearsal_stop
  done
  (STATE="$DEPLOY_STATE" && stop_process notices TERM 5)
}
