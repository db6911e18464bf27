# How fast events follow commits: a part of the gate with every server and, unlike the rest of it, with workers; see load.sh.

load_gate_events() { # [pairs] [seconds]
  stop_process yardstick TERM 10
  services_start full
  load_events_roles full || return
  load_tool prepare 100 "" && load_part lag lag 500 || return
  LOAD_CONSUMERS="$(recorded api) $(recorded worker)" load_part ratios consuming "${1:-5}" "${2:-8}" || return
  load_drain 50000 3 || LOAD_FAILED=1
  [[ -z "${LOAD_INTERRUPTED:-}" ]] || return
  load_events_roles embedded && load_part lag lag-inprocess 500
}

load_events_roles() { # full | embedded
  stop_roles
  (
    export_settings < <(app_secrets)
    if [[ "$1" == full ]]; then
      export Messaging__Transport=RabbitMq Cache__Provider=Redis
      start_role api serve "http://127.0.0.1:$LOAD_PORT"
      start_role worker work "http://127.0.0.1:$(free_port "$STATE/ports.env")"
    else
      start_role app all "http://127.0.0.1:$LOAD_PORT"
    fi
  )
  wait_for "$PATIENCE" "the API" ready "$LOAD_PORT" || { say "rupaya: the API did not become ready; see $STATE/log/" >&2; return 1; }
}

# A backlog written while nothing is dispatched, then a worker alone: events a second until outbox, queues and projections have nothing left.
load_drain() { # events rounds
  local i events start seconds peak
  : >"$STATE/drain"
  for ((i = 1; i <= $2; i++)); do
    stop_roles
    load_role_alone serve || return
    events="$(load_tool backlog "$1" | tail -1)" || return
    stop_roles
    psql_admin rupaya -c checkpoint
    # From before the worker starts: its start is part of what people wait for.
    start="$EPOCHREALTIME"
    (
      export_settings < <(app_secrets)
      export Messaging__Transport=RabbitMq Cache__Provider=Redis
      start_role worker work "http://127.0.0.1:$LOAD_PORT"
    )
    if ! wait_for "$PATIENCE" "the worker" ready "$LOAD_PORT" || ! load_drained 300; then
      say "rupaya: the backlog was not worked off; see $STATE/log/worker.log" >&2
      return 1
    fi
    seconds="$(awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.2f", b - a }')"
    peak="$(awk '/VmHWM/ { print int($2 / 1024) }' "/proc/$(recorded worker)/status")"
    say "drain $i: $events events in $seconds s, worker's peak $peak MB"
    awk -v n="$events" -v s="$seconds" -v p="$peak" 'BEGIN { printf "%d %d\n", n / s, p }' >>"$STATE/drain"
  done
  load_part figure drain-events "$(cut -d' ' -f1 "$STATE/drain" | median)" "events/s, median of $2, the worker's start included"
  load_part figure drain-worker-mb "$(cut -d' ' -f2 "$STATE/drain" | median)" "MB, the worker's peak, median of $2"
}

load_drained() { # seconds: whether the worker got everything done in that time
  local end=$((SECONDS + $1))
  until [[ "$(load_left)" == 0 ]]; do
    ((SECONDS < end)) && alive worker && [[ -z "${LOAD_INTERRUPTED:-}" ]] || return
    sleep 0.2
  done
}

load_left() { # what is not done: rows, deliveries, messages in queues and books behind
  local rows
  rows="$(psql_admin rupaya -c 'select (select count(*) from outbox) + (select count(*) from deliveries where dead_reason is null)
    + (select count(*) from projection_heads p join books b using (book_id) where p.applied_seq < b.seq)')"
  if [[ "$rows" == 0 ]]; then
    # What is dead waits for a person.
    rabbitmq_api 'queues?disable_stats=true&enable_queue_totals=true' | tr '{' '\n' | grep -v '\.dead"' | grep -o '"messages":[0-9]*' | awk -F: '{ n += $2 } END { print n + 0 }'
  else
    printf '%s' "$rows"
  fi
}

median() { sort -n | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'; }
