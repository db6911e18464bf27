# How fast events follow commits; see load.sh.

# From commit to projection while nothing else happens, on both transports, beside a bare confirmed publish of the same payload.
load_lag() { # events rounds
  local count="${1:-400}" rounds="${2:-3}" i rabbit inside
  build_load
  say "round  RabbitMQ P50 P99 ms | bare publish → confirm P50 P99 ms | in process P50 P99 ms"
  for ((i = 1; i <= rounds; i++)); do
    rabbit="$(load_lag_on full "$count")"
    inside="$(load_lag_on embedded "$count")"
    awk -v i="$i" -v r="$rabbit" -v e="$inside" 'BEGIN { split(r, a, " "); split(e, b, " ");
      printf "%d      %s %s | %s %s | %s %s\n", i, a[1], a[2], a[3], a[4], b[1], b[2] }'
  done
  say "(targets: P50 at most 15 and P99 at most 100 with RabbitMQ, P99 at most 50 in process)"
}

load_lag_on() { # full | embedded, events
  load_roles "$1" >&2
  load_books 1
  load_tool lag "http://127.0.0.1:$LOAD_PORT" "$STATE/books" 400 >/dev/null
  load_tool lag "http://127.0.0.1:$LOAD_PORT" "$STATE/books" "$2"
  stop_roles
}

load_roles() { # full | embedded
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
  wait_for 60 "the API" ready "$LOAD_PORT" || fail "the API did not become ready; see $STATE/log/"
}

# A backlog written while nothing is dispatched, then a worker alone: events a second until outbox, queues and projections have nothing left.
load_drain() { # events rounds [rabbitmq|inprocess]
  local events="${1:-50000}" rounds="${2:-3}" transport="${3:-rabbitmq}" i start seconds peak
  say "round  events  seconds  events/s  worker peak MB   ($transport)"
  : >"$STATE/ratios"
  for ((i = 1; i <= rounds; i++)); do
    load_backlog "$events" "$i"
    # From before the worker starts: its start is part of what people wait for.
    start="$EPOCHREALTIME"
    (
      export_settings < <(app_secrets)
      [[ "$transport" != rabbitmq ]] || export Messaging__Transport=RabbitMq Cache__Provider=Redis
      start_role worker work "http://127.0.0.1:$LOAD_PORT"
    )
    wait_for 60 "the worker" ready "$LOAD_PORT" || fail "the worker did not become ready; see $STATE/log/worker.log"
    until [[ "$(load_left)" == 0 ]]; do sleep 0.2; done
    seconds="$(awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }')"
    peak="$(awk '/VmHWM/ { print int($2 / 1024) }' "/proc/$(recorded worker)/status")"
    stop_roles
    awk -v i="$i" -v n="$LOAD_WRITTEN" -v s="$seconds" -v p="$peak" 'BEGIN { printf "%d      %d   %s     %d      %s\n", i, n, s, n / s, p }'
    awk -v n="$LOAD_WRITTEN" -v s="$seconds" 'BEGIN { printf "%d\n", n / s }' >>"$STATE/ratios"
  done
  say "median $(median "$STATE/ratios") events/s  (targets: at least 3000, at most 200 MB)"
}

load_backlog() { # events round
  (
    export_settings < <(app_secrets)
    export Messaging__Dispatch=false
    start_role api serve "http://127.0.0.1:$LOAD_PORT"
  )
  wait_for 60 "the API" ready "$LOAD_PORT" || fail "the API did not become ready; see $STATE/log/api.log"
  load_books 100
  until LOAD_WRITTEN="$(psql_admin rupaya -c 'select count(*) from outbox')" && ((LOAD_WRITTEN >= $1)); do load_ours "drain$2-$LOAD_WRITTEN-$$" 5 >/dev/null; done
  stop_roles
  psql_admin rupaya -c checkpoint
}

load_left() { # what is not done: rows, deliveries, messages in queues and books behind
  local rows
  rows="$(psql_admin rupaya -c 'select (select count(*) from outbox) + (select count(*) from deliveries where dead_reason is null)
    + (select count(*) from projection_heads p join books b using (book_id) where p.applied_seq < b.seq)')"
  if [[ "$rows" == 0 ]]; then
    rabbitmq_api 'queues?disable_stats=true&enable_queue_totals=true' | grep -o '"messages":[0-9]*' | awk -F: '{ n += $2 } END { print n + 0 }'
  else
    printf '%s' "$rows"
  fi
}

# Writes while a worker consumes everything, against pgbench with the same statements; and what is left at the end.
load_full() { # pairs seconds
  local pairs="${1:-5}" seconds="${2:-8}" i ours theirs ratio left
  load_roles full
  load_books 100
  load_ours "warm-$$" 15 >/dev/null
  say "pair  ours/s  P50 ms  P95 ms  errors | events left | pgbench/s  P95 ms | ratio"
  : >"$STATE/ratios"
  for ((i = 1; i <= pairs; i++)); do
    psql_admin rupaya -c checkpoint
    ours="$(load_ours "full$i-$$" "$seconds")"
    left="$(psql_admin rupaya -c 'select (select count(*) from outbox) + coalesce((select sum(b.seq - p.applied_seq) from projection_heads p join books b using (book_id) where p.projection = '"'totals'"'), 0)')"
    until [[ "$(load_left)" == 0 ]]; do sleep 0.2; done
    # The rows that pgbench writes are for nobody to dispatch while it is measured.
    stop_roles
    psql_admin rupaya -c checkpoint
    theirs="$(load_pgbench "$seconds")"
    psql_admin rupaya -c 'truncate outbox'
    load_roles full
    load_ours "again$i-$$" 15 >/dev/null
    until [[ "$(load_left)" == 0 ]]; do sleep 0.2; done
    ratio="$(awk -v o="${ours%% *}" -v t="${theirs%% *}" 'BEGIN { printf "%.2f", o / t }')"
    say "$i     $ours | $left | $theirs | $ratio"
    say "$ratio" >>"$STATE/ratios"
  done
  say "median ratio $(median "$STATE/ratios")  (target: at least 0.5, with less than a second of input left)"
}
