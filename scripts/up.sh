# From a fresh checkout to a running product, and back.

up() {
  local mode=all port=8080 detach=""
  while (($#)); do
    case "$1" in
      --full) mode=full ;;
      --port) port="${2:?--port needs a number}"; shift ;;
      --detach) detach=yes ;;
      *) usage >&2; exit 2 ;;
    esac
    shift
  done
  [[ "$port" =~ ^[0-9]+$ ]] && ((port > 0 && port < 65536)) || fail "--port needs a number from 1 to 65535"

  local kind=base
  [[ "$mode" == full ]] && kind=full
  [[ -n "$detach" ]] || trap 'say ""; down; exit 130' INT TERM
  [[ ! -e "$STATE/RESTORING" ]] || fail "a restore is under way or broke off; finish it with ./rupaya restore (docs/runbooks/restore.md)"
  install_missing "$kind"
  prepare_state
  services_start "$kind"
  build_host
  export_settings < <(services_env)
  rupaya_executable migrate
  bring_up_roles "$mode" "$port"
  demo "$port"
  how_to_try "$mode" "$port"
  [[ -n "$detach" ]] || stay
}

bring_up_roles() { # mode port
  local mode="$1" port="$2" running
  running="$(cat "$STATE/run/mode" 2>/dev/null || true)"
  # Before anything is stopped: whoever answers on the port must be this state's own.
  if port_open "$port" && ! { [[ "${running#* }" == "$port" ]] && any_role_alive "${running%% *}"; }; then
    fail "port $port is taken by something else; choose another with --port"
  fi
  [[ "$running" == "$mode $port" ]] || stop_roles
  start_roles "$mode" "$port"
  local api=app
  [[ "$mode" != full ]] || api=api
  wait_ready "$api" "$port" "the API" || fail "the API did not become ready; see $STATE/log/$api.log"
  [[ "$mode" != full ]] || wait_ready worker "$WORKER_PORT" "the worker" || fail "the worker did not become ready; see $STATE/log/worker.log"
}

any_role_alive() {
  local name
  for name in $(roles_of "$1"); do
    if alive "$name"; then return 0; fi
  done
  return 1
}

demo() {
  DEMO_PASSWORD="$(demo_password)" rupaya_executable demo "--url=http://127.0.0.1:$1" "--email=demo@rupaya.example" \
    "--token-file=$STATE/demo-token"
}

demo_password() { printf 'Demo-%s' "${DEMO_SECRET:0:12}"; }

how_to_try() { # mode port
  local url="http://localhost:$2" metrics="http://127.0.0.1:$METRICS_PORT/metrics"
  [[ "$1" != full ]] || metrics="$metrics and http://127.0.0.1:$WORKER_METRICS_PORT/metrics"
  cat <<TEXT

Rupaya is running at $url   (explorer: $url/docs)
Demo login: demo@rupaya.example / $(demo_password)
Metrics: $metrics

Try it:
  TOKEN=\$(curl -s $url/api/v1/auth/signin -H 'Content-Type: application/json' -d '{"email":"demo@rupaya.example","password":"$(demo_password)","deviceId":"terminal"}' | sed 's/.*"accessToken":"\([^"]*\)".*/\1/')
  curl -s $url/api/v1/accounts -H "Authorization: Bearer \$TOKEN"
  curl -s $url/api/v1/analytics/dashboard?period=month -H "Authorization: Bearer \$TOKEN"

A token that may only read this book is in $STATE/demo-token; at $url/docs, "Authorize" takes it:
  curl -s $url/api/v1/transactions -H "Authorization: Bearer \$(cat $STATE/demo-token)"
TEXT
}

stay() {
  say ""
  say "Press Ctrl-C to stop."
  trap 'say ""; down; exit 0' INT TERM
  while sleep 1; do
    any_role_alive "$(cut -d' ' -f1 "$STATE/run/mode" 2>/dev/null || echo all)" || { say "The product stopped; see $STATE/log/"; exit 1; }
  done
}

down() {
  prepare_state
  stop_roles
  services_stop
  say "Stopped."
}
