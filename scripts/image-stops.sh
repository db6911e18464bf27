# The last part of `./rupaya image test`: stopping under load, and starting.

# Writers that never give a write up: the same key until it is acknowledged. So the balance says exactly what was lost or done twice.
image_test_stops() {
  local i writers=()
  rm -f "$STATE/stop-load" "$STATE"/written.*
  for i in 1 2 3 4; do
    image_writer "$i" &
    writers+=($!)
  done
  sleep 3
  check "the worker stops within $IMAGE_STOP_SECONDS s under load" image_stop worker 1
  check "one API process stops within $IMAGE_STOP_SECONDS s under load" image_stop api 1
  check "and the other" image_stop api 2
  sleep 2
  touch "$STATE/stop-load"
  wait "${writers[@]}" || true
  check "every acknowledged write is there once" image_all_written
}

image_writer() { # number
  local n=0 status
  while [[ ! -e "$STATE/stop-load" ]]; do
    n=$((n + 1))
    status=""
    until [[ "$status" == 201 ]]; do
      status="$(ask --max-time 10 -o /dev/null -w '%{http_code}' "$API/api/v1/transactions" -H 'Content-Type: application/json' -H "Idempotency-Key: stop-$1-$n" \
        -d "{\"accountId\":\"$LOADED\",\"type\":\"expense\",\"amount\":1}" 2>/dev/null)" || true
      [[ "$status" == 201 ]] || { say "$status" >>"$STATE/retried.$1"; sleep 0.1; }
    done
    say "$n" >"$STATE/written.$1"
  done
}

image_stop() { # service number: stops it under load, waits until it serves again
  local id from took
  id="$(container "$1" "$2")"
  from="$(date +%s%N)"
  "$DOCKER" stop -t 30 "$id" >/dev/null
  took=$((($(date +%s%N) - from) / 1000000))
  [[ "$("$DOCKER" inspect -f '{{.State.ExitCode}}' "$id")" == 0 ]] || { say "exit code $("$DOCKER" inspect -f '{{.State.ExitCode}}' "$id")"; return 1; }
  "$DOCKER" start "$id" >/dev/null
  image_wait_healthy 90 >/dev/null && say "$took ms" && ((took <= IMAGE_STOP_SECONDS * 1000))
}

image_all_written() {
  local n written=0 left
  for n in 1 2 3 4; do written=$((written + $(cat "$STATE/written.$n"))); done
  left="$(ask "$API/api/v1/accounts/$LOADED" | grep -o '"currentBalance":[0-9.]*' | cut -d: -f2)"
  say "$written acknowledged, balance $left, $(cat "$STATE"/retried.* 2>/dev/null | wc -l) sent again"
  ((written > 100)) && [[ "$left" == "$((1000000 - written))" ]]
}

image_no_dead() {
  image_command queues --once \
    | awk '/^rupaya\./ { queues++; dead += $5 } /^outbox/ { getline; dead += $3 } END { print queues + 0, "queues,", dead + 0, "dead"; exit queues < 5 || dead > 0 }'
}

# ---- how long the image takes to be ready, beside the same files as a plain process in the same run

image_test_start() {
  check "the profile \"servers\" has PostgreSQL, Redis and RabbitMQ on loopback" image_plain_servers
  if ! command -v dotnet >/dev/null || ! has_argon2; then
    say "SKIPPED the start beside a process: there is no .NET or no libargon2 outside of the image"
    return
  fi
  check "ready at most $IMAGE_READY_SECONDS s later than a process" image_starts_as_fast
}

image_plain_servers() {
  stack --profile servers up -d postgres redis rabbitmq || return 1
  image_plain_settings
  wait_for 90 PostgreSQL image_plain migrate && wait_for 90 RabbitMQ image_plain topology \
    && wait_for 30 Redis grep -q PONG <("$DOCKER" exec -e "REDISCLI_AUTH=$(password REDIS)" "$(container redis)" redis-cli ping)
}

image_plain() { "$DOCKER" run --rm --network host --env-file "$STATE/plain.env" "$IMAGE" "$@"; }

password() { sed -n "s/^$1_PASSWORD=//p" "$STATE/.env"; }

image_plain_settings() {
  local server="Host=127.0.0.1;Port=$POSTGRES_PORT;Database=rupaya"
  (umask 077
    grep '^Security__' "$STATE/.env"
    say "ConnectionStrings__Postgres=$server;Username=rupaya_app;Password=$(password APP)"
    say "ConnectionStrings__PostgresOwner=$server;Username=rupaya_owner;Password=$(password OWNER)"
    say "ConnectionStrings__RabbitMq=amqp://rupaya:$(password RABBITMQ)@127.0.0.1:$RABBITMQ_PORT/"
    say "ASPNETCORE_HTTP_PORTS=$RABBITMQ_DIST_PORT"
    say "Web__MetricsPort=127.0.0.1:$RABBITMQ_EPMD_PORT"
  ) >"$STATE/plain.env"
}

image_starts_as_fast() {
  local i ours=() theirs=()
  for i in 1 2 3 4 5; do
    theirs+=("$(image_ready_process)")
    ours+=("$(image_ready_container)")
  done
  local image process
  image="$(printf '%s\n' "${ours[@]}" | sort -n | sed -n 3p)"
  process="$(printf '%s\n' "${theirs[@]}" | sort -n | sed -n 3p)"
  say "image $image ms, process $process ms, medians of five"
  ((image <= process + IMAGE_READY_SECONDS * 1000))
}

image_ready_container() {
  local from id
  from="$(date +%s%N)"
  id="$("$DOCKER" run -d --rm --network host --read-only --tmpfs /tmp --cap-drop ALL --env-file "$STATE/plain.env" "$IMAGE" all)"
  wait_for 60 "the image" ready "$RABBITMQ_DIST_PORT"
  say $((($(date +%s%N) - from) / 1000000))
  "$DOCKER" stop "$id" >/dev/null
}

image_ready_process() {
  local from pid
  from="$(date +%s%N)"
  (
    set -a
    DOTNET_EnableDiagnostics=0
    while IFS= read -r line; do export "${line?}"; done <"$STATE/plain.env"
    exec dotnet "$STATE/app/rupaya.dll" all >"$STATE/log/process.log" 2>&1
  ) &
  pid=$!
  wait_for 60 "the process" ready "$RABBITMQ_DIST_PORT"
  say $((($(date +%s%N) - from) / 1000000))
  kill "$pid"
  wait "$pid" 2>/dev/null || true
}
