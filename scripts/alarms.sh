# ./rupaya alarms: everything as it is operated, with Prometheus, Alertmanager and the exporters, in a state of its own. Under load every query of the
# dashboards must find something; each of five faults must reach whom it concerns; and the runbooks' commands must do what they say.

alarms() {
  export RUPAYA_STATE="$STATE/alarms"
  STATE="$RUPAYA_STATE"
  source "$ROOT/scripts/node.sh"
  source "$ROOT/scripts/tally.sh"
  prepare_state
  alarms_install
  trap alarms_stop EXIT
  alarms_stop
  rm -rf "$STATE"
  prepare_state
  choose_ports RABBITMQ_PROMETHEUS_PORT API_PORT PROMETHEUS_PORT ALERTMANAGER_PORT RECEIVER_PORT POSTGRES_EXPORTER_PORT REDIS_EXPORTER_PORT NODE_EXPORTER_PORT
  prepare_state
  alarms_start
  alarms_environment
  tally node "$ROOT/infra/check/alarms/load.mjs" "$URL" "${RUPAYA_ALARMS_SECONDS:-30}"
  tally ./rupaya verify
  # What verify found is measured within a minute.
  wait_for 75 "the workers' gauges" metric_is_there rupaya_verify_differences || true
  sleep 5
  tally node "$ROOT/infra/check/alarms/queries.mjs" "$PROMETHEUS"
  alarms_faults
  tally node "$ROOT/infra/check/alarms/blocks.mjs" docs/runbooks
  tally node "$ROOT/infra/check/alarms/logs.mjs" "$STATE"/log/{api,worker}*.log
  tally alarms_logs
  tallied alarms
}

alarms_install() {
  needs_node alarms
  needs_packages alarms prometheus=prometheus promtool=prometheus amtool=prometheus-alertmanager prometheus-postgres-exporter=prometheus-postgres-exporter \
    prometheus-redis-exporter=prometheus-redis-exporter prometheus-node-exporter=prometheus-node-exporter redis-cli=redis-tools
  if use_compose; then skip alarms "the servers have to be processes of this machine"; fi
  install_missing full
}

alarms_start() {
  export RABBITMQ_PROMETHEUS_PORT
  services_start full
  build_host
  export_settings < <(services_env)
  rupaya_executable migrate
  # One address makes all requests here, and webhooks go to it.
  export RateLimits__Enabled=false Security__StepUpMinutes=1440 Webhooks__AllowedNetworks__0=127.0.0.1/32
  start_roles full "$API_PORT"
  wait_for 90 "the API" ready "$API_PORT" && wait_for 90 "the worker" ready "$WORKER_PORT" || fail "the product did not become ready; see $STATE/log"
  local me=127.0.0.1
  # By their environment, where no list of processes shows the passwords.
  DATA_SOURCE_NAME="postgresql://postgres:$POSTGRES_PASSWORD@$me:$POSTGRES_PORT/rupaya?sslmode=disable" run_detached postgres-exporter "$STATE/log/exporters.log" \
    prometheus-postgres-exporter --web.listen-address="$me:$POSTGRES_EXPORTER_PORT" --extend.query-path="$ROOT/infra/observability/postgres/queries.yml"
  REDIS_ADDR="redis://$me:$REDIS_PORT" REDIS_PASSWORD="$REDIS_PASSWORD" run_detached redis-exporter "$STATE/log/exporters.log" \
    prometheus-redis-exporter --web.listen-address="$me:$REDIS_EXPORTER_PORT"
  run_detached node-exporter "$STATE/log/exporters.log" prometheus-node-exporter --web.listen-address="$me:$NODE_EXPORTER_PORT"
  run_detached receiver "$STATE/log/receiver.log" node "$ROOT/infra/check/alarms/receiver.mjs" "$RECEIVER_PORT" "$STATE/told"
  touch "$STATE/told"
  alarms_watch "$me"
}

alarms_watch() { # address
  local folder="$STATE/watch"
  PORTS="{\"api\":$METRICS_PORT,\"worker\":$WORKER_METRICS_PORT,\"postgres\":$POSTGRES_EXPORTER_PORT,\"redis\":$REDIS_EXPORTER_PORT,\"rabbitmq\":$RABBITMQ_PROMETHEUS_PORT,\
\"node\":$NODE_EXPORTER_PORT,\"prometheus\":$PROMETHEUS_PORT,\"alertmanager\":$ALERTMANAGER_PORT,\"receiver\":$RECEIVER_PORT}" \
    node "$ROOT/infra/check/alarms/config.mjs" "$folder"
  run_detached alertmanager "$STATE/log/alertmanager.log" prometheus-alertmanager --config.file="$folder/alertmanager.yml" --storage.path="$folder/alertmanager" \
    --web.listen-address="$1:$ALERTMANAGER_PORT" --cluster.listen-address=
  run_detached prometheus "$STATE/log/prometheus.log" prometheus --config.file="$folder/prometheus.yml" --storage.tsdb.path="$folder/data" \
    --web.listen-address="$1:$PROMETHEUS_PORT" --web.enable-lifecycle
  wait_for 30 Prometheus curl -fsS "http://$1:$PROMETHEUS_PORT/-/ready" || fail "Prometheus did not start; see $STATE/log/prometheus.log"
  wait_for 30 Alertmanager curl -fsS "http://$1:$ALERTMANAGER_PORT/-/ready" || fail "Alertmanager did not start; see $STATE/log/alertmanager.log"
}

# What docs/runbooks/on-call.md says that a person has in their shell.
alarms_environment() {
  local me=127.0.0.1 json='Content-Type: application/json' signed
  export URL="http://$me:$API_PORT" METRICS="http://$me:$METRICS_PORT/metrics" LOGS="$STATE/log" PATH="$PG_BIN:$PATH" USER="${USER:-operator}"
  export DATABASE="postgresql://postgres:$POSTGRES_PASSWORD@$me:$POSTGRES_PORT/rupaya" REDIS="redis://default:$REDIS_PASSWORD@$me:$REDIS_PORT"
  export BROKER="http://rupaya:$RABBITMQ_PASSWORD@$me:$RABBITMQ_MANAGEMENT_PORT" PROMETHEUS="http://$me:$PROMETHEUS_PORT" ALERTMANAGER="http://$me:$ALERTMANAGER_PORT"
  export TOKEN SUSPECT
  curl -fsS "$URL/api/v1/auth/signup" -H "$json" -d '{"email":"operator@rupaya.example","password":"SecurePass123!","deviceId":"o"}' >/dev/null
  signed="$(curl -fsS "$URL/api/v1/auth/signup" -H "$json" -d '{"email":"suspect@rupaya.example","password":"SecurePass123!","deviceId":"s"}')"
  SUSPECT="$(sed 's/.*"userId":"\([^"]*\)".*/\1/' <<<"$signed")"
  rupaya_executable admin grant operator@rupaya.example >/dev/null
  TOKEN="$(curl -fsS "$URL/api/v1/auth/signin" -H "$json" -d '{"email":"operator@rupaya.example","password":"SecurePass123!","deviceId":"o"}' | sed 's/.*"accessToken":"\([^"]*\)".*/\1/')"
}

metric_is_there() { curl -fsS "http://127.0.0.1:$WORKER_METRICS_PORT/metrics" | grep -q "^$1"; }

alarms_faults() {
  alarms_fault "sixty wrong passwords" SigninFailures page wrong_passwords
  alarms_fault "a message that no effect can read" DeadLetters ticket poison_effect
  alarms_fault "the worker is gone" WorkerAbsent page stop_process worker KILL 5
  alarms_role worker work "http://127.0.0.1:$WORKER_PORT"
  # Not while it declares its queues: what happens then is told in docs/adr/0009-events.md, and is nothing that alarms are to show.
  wait_for 60 "the worker's queues" has_broker "http://127.0.0.1:$WORKER_PORT" || say "the worker has no queues"
  alarms_fault "the broker is gone" BrokerDown page stop_process rabbitmq KILL 5
  rabbitmq_start
  alarms_fault "the API is gone" ApiUnavailable page stop_process api KILL 5
  tally alarms_inhibited
  alarms_role api serve "$URL"
  local url
  for url in "$URL" "http://127.0.0.1:$WORKER_PORT"; do
    wait_for 90 "the broker" has_broker "$url" || { FAILED=$((FAILED + 1)); say "$url did not find the broker again"; }
  done
}

alarms_role() { # name role url
  (
    export_settings < <(role_settings full)
    start_role "$@"
  )
  wait_for 90 "$1" ready "${3##*:}" || fail "$1 did not come back; see $STATE/log"
}

alarms_fault() { # what alert severity command...
  local what="$1" alert="$2" severity="$3" began receiver
  shift 3
  began="$SECONDS" TOLD_BEFORE="$(wc -l <"$STATE/told")"
  "$@" >/dev/null || { FAILED=$((FAILED + 1)); say "could not be brought about: $what"; return; }
  for receiver in "$([[ "$severity" == page ]] && say pager || say mail)" chat; do
    tally alarms_told "$what" "$receiver firing $alert $severity docs/runbooks/" "$began"
  done
}

alarms_told() { # what line began
  wait_for 180 "a notice" told_since "^$2" || { say "$1: nobody was told ($2…)"; return 1; }
  say "$1: ${2%% *} was told within $((SECONDS - $3)) s"
}

# What was told before the fault proves nothing.
told_since() { tail -n "+$((TOLD_BEFORE + 1))" "$STATE/told" | grep -E "$1"; }

# Who is told that the API is gone need not hear that its requests fail.
alarms_inhibited() {
  sleep 10
  if told_since '^[a-z]+ firing (ApiProcessDown|ErrorRateHigh|ManyErrors) '; then say "this was told beside ApiUnavailable"; return 1; fi
  say "nobody was told what follows from it"
}

wrong_passwords() {
  local n
  for n in {1..60}; do
    curl -sS -o /dev/null "$URL/api/v1/auth/signin" -H 'Content-Type: application/json' -d "{\"email\":\"nobody-$((n % 20))@rupaya.example\",\"password\":\"Wrong-$n!\",\"deviceId\":\"d$n\"}"
  done
}

poison_effect() {
  curl -fsS -X POST "$BROKER/api/exchanges/%2F/amq.default/publish" -H 'Content-Type: application/json' \
    -d '{"properties":{"delivery_mode":2},"routing_key":"rupaya.raise-alerts","payload":"{ no envelope","payload_encoding":"string"}'
}

has_broker() { curl -fsS "$1/health/ready" | grep -q '"status":"ok"'; } # url

# Whatever a log line holds, it is nothing that a person has entered.
alarms_logs() {
  local planted
  for planted in planted-0- 7777.77 'Shop 1' "$TOKEN" SecurePass123 "$POSTGRES_PASSWORD" "$REDIS_PASSWORD" "$RABBITMQ_PASSWORD"; do
    if grep -qF -- "$planted" "$STATE"/log/{api,worker}*.log; then say "a log line holds what it must not: ${planted:0:8}…"; return 1; fi
  done
  say "$(cat "$STATE"/log/{api,worker}*.log | wc -l) log lines hold nothing that they must not"
}

alarms_stop() {
  local name
  for name in prometheus alertmanager receiver postgres-exporter redis-exporter node-exporter; do stop_process "$name" TERM 10; done
  stop_roles
  services_stop
}
