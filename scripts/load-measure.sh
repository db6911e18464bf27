# Measurements without a target in the gate; see load.sh.

# Figures of single issues that the gate has no target for; each prints its table.
load_measure() { # search [rows] | bulk | import [rows] [rounds] | verify | tracing [pairs] [seconds] | scrape
  local what="${1:-}"
  shift || true
  case "$what" in
    search | bulk | import | verify | tracing | scrape) ;;
    *) fail "known measurements: search, bulk, import, verify, tracing, scrape" ;;
  esac
  STATE="$STATE/load"
  prepare_state
  build_load
  load_prepare base
  load_settings
  "load_$what" "$@"
}

# One book of a million transactions with words of every rarity.
load_search() { # rows
  local rows="${1:-1000000}" url="http://127.0.0.1:$LOAD_PORT/api/v1" token account i import
  load_role_alone all
  token="$(load_sign_up "$url")"
  account="$(load_account "$url" "$token")"
  for ((i = 0; i < rows / 100000; i++)); do
    load_statement "$i" >"$STATE/part.csv"
    import="$(curl -fsS "$url/imports" -H "Authorization: Bearer $token" -F "file=@$STATE/part.csv" -F "accountId=$account" | sed 's/.*"importId":"\([^"]*\)".*/\1/')"
    until curl -fsS "$url/imports/$import" -H "Authorization: Bearer $token" | grep -qE '"status":"(completed|failed)"'; do sleep 0.2; done
  done
  until [[ "$(psql_admin rupaya -c "select count(*) from accounts a join books b using (book_id) join projection_heads p using (book_id)
    where a.account_id = '$account' and p.applied_seq < b.seq")" == 0 ]]; do sleep 0.5; done
  psql_admin rupaya -c 'vacuum analyze'
  say "$(psql_admin rupaya -c "select count(*) from transactions t join accounts a using (book_id, account_id) where a.account_id = '$account'") transactions"
  load_tool search "http://127.0.0.1:$LOAD_PORT" "$token" 60
}

load_statement() { # part: a hundred thousand rows with words of every rarity
  awk -v part="$1" 'BEGIN { srand(20261122 + part); split("Cafe Madras,Big Bazaar,Indian Oil,Reliance Fresh,Swiggy Instamart,Amazon Marketplace,Uber Trip,Apollo Pharmacy", m, ",");
    print "date,amount,category,merchant,description,reference";
    for (i = 1; i <= 100000; i++) { n = part * 100000 + i;
      printf "%d-%02d-%02d,-%.2f,Dining,%s %d,payment %s note%d%s,R%07d\n", 2016 + int(rand() * 10), 1 + int(rand() * 12), 1 + int(rand() * 28), 1 + rand() * 500,
        m[1 + n % 8], n % 97, (n % 2 ? "fuel" : "coffee"), n % 1000, (n % 100000 == 7 ? " zebra" : ""), n } }'
}

load_bulk() { # bulks of a thousand items, each client into a book of its own; dispatch paused
  local clients
  load_role_alone all
  load_tool prepare 4 ""
  stop_roles
  load_role_alone serve
  for clients in 1 2 4; do
    load_tool bulk "$clients" 5 5
  done
}

# A 100 000-row CSV through the API against psql \copy of the same rows into the same table. Each round imports into a new book.
load_import() { # rows rounds
  local rows="${1:-100000}" rounds="${2:-3}" i ours theirs
  load_role_alone all
  awk -v n="$rows" 'BEGIN { srand(20261120); split("Groceries Dining Transport Health Shopping", c, " "); print "date,amount,category,merchant,reference";
    for (i = 1; i <= n; i++) printf "%d-%02d-%02d,-%.2f,%s,Shop %d,L%07d\n", 2020 + int(rand() * 5), 1 + int(rand() * 12), 1 + int(rand() * 28), 1 + rand() * 5000, c[1 + int(rand() * 5)], i % 97, i }' \
    >"$STATE/import.csv"
  load_one_import warm >/dev/null
  say "round  import s  rows/s  peak MB  longest other write s | copy s  rows/s | ratio"
  : >"$STATE/ratios"
  for ((i = 1; i <= rounds; i++)); do
    psql_admin rupaya -c checkpoint
    ours="$(load_one_import "$i")"
    psql_admin rupaya -c checkpoint
    theirs="$(load_one_copy)"
    awk -v i="$i" -v n="$rows" -v o="$ours" -v t="$theirs" 'BEGIN { split(o, a, " ");
      printf "%d      %.2f      %d   %s      %s | %.2f  %d | %.2f\n", i, a[1], n / a[1], a[2], a[3], t, n / t, t / a[1] }'
    awk -v o="$ours" -v t="$theirs" 'BEGIN { split(o, a, " "); printf "%.2f\n", t / a[1] }' >>"$STATE/ratios"
  done
  say "median ratio $(median <"$STATE/ratios")  (target: at least 0.5, under 300 MB, other writes under 5 s)"
}

load_one_import() { # name: "seconds peak-MB longest-other-write"
  local url="http://127.0.0.1:$LOAD_PORT/api/v1" token account other import start pid
  token="$(load_sign_up "$url")"
  account="$(load_account "$url" "$token")"
  other="$(load_account "$url" "$token")"
  pid="$(recorded app)"
  rm -f "$STATE/import.done" && : >"$STATE/import.waits"
  load_other_writes "$url" "$token" "$other" &
  start="$EPOCHREALTIME"
  import="$(curl -fsS "$url/imports" -H "Authorization: Bearer $token" -F "file=@$STATE/import.csv" -F "accountId=$account" | sed 's/.*"importId":"\([^"]*\)".*/\1/')"
  until curl -fsS "$url/imports/$import" -H "Authorization: Bearer $token" | grep -qE '"status":"(completed|failed)"'; do sleep 0.1; done
  awk -v a="$start" -v b="$EPOCHREALTIME" -v peak="$(awk '/VmHWM/ { print int($2 / 1024) }' "/proc/$pid/status")" 'BEGIN { printf "%.3f %s ", b - a, peak }'
  : >"$STATE/import.done"
  wait
  sort -n "$STATE/import.waits" | tail -1
}

load_sign_up() { # url: the token of somebody new
  curl -fsS "$1/auth/signup" -H 'Content-Type: application/json' \
    -d "{\"email\":\"load-$RANDOM$RANDOM$RANDOM@rupaya.example\",\"password\":\"SecurePass123!\",\"deviceId\":\"load\"}" | sed 's/.*"accessToken":"\([^"]*\)".*/\1/'
}

load_account() {
  curl -fsS "$1/accounts" -H "Authorization: Bearer $2" -H 'Content-Type: application/json' -d '{"name":"Load","type":"checking"}' \
    | sed 's/.*"accountId":"\([^"]*\)".*/\1/'
}

load_other_writes() { # until the import is done: one small write after the other into the same book
  until [[ -e "$STATE/import.done" ]]; do
    curl -sS -o /dev/null -w '%{time_total}\n' "$1/transactions" -H "Authorization: Bearer $2" -H 'Content-Type: application/json' \
      -d "{\"accountId\":\"$3\",\"amount\":1,\"type\":\"income\"}" >>"$STATE/import.waits"
    sleep 0.2
  done
}

load_one_copy() { # seconds of \copy of the newest import's rows, for a new book, into transactions
  local url="http://127.0.0.1:$LOAD_PORT/api/v1" token account columns file="$STATE/copy.csv"
  token="$(load_sign_up "$url")"
  account="$(load_account "$url" "$token")"
  columns="book_id, transaction_id, account_id, category_id, flow, direction, amount, currency, date, description, merchant, tags, status, refunded_amount, import_identity, version, created_at, updated_at"
  psql_admin rupaya -c "\\copy (select a.book_id, gen_random_uuid(), a.account_id, n.category_id, t.flow, t.direction, t.amount, t.currency, t.date, t.description, t.merchant, t.tags, t.status, 0, t.import_identity, t.version, t.created_at, t.updated_at from transactions t join categories c using (book_id, category_id) join accounts a on a.account_id = '$account' join categories n on n.book_id = a.book_id and n.name = c.name where t.book_id = (select book_id from imports order by created_at desc limit 1) and t.import_identity is not null order by t.version) to '$file'"
  psql_admin rupaya -c checkpoint
  local start="$EPOCHREALTIME"
  PGPASSWORD="$APP_PASSWORD" "$PG_BIN/psql" -h 127.0.0.1 -p "$POSTGRES_PORT" -U rupaya_app -d rupaya -qAt -v ON_ERROR_STOP=1 -c "\\copy transactions ($columns) from '$file'"
  awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.3f", b - a }'
}

# Microseconds to verify an access token: new ones, remembered ones, and as a client's requests mix them.
load_verify() {
  export_settings < <(app_secrets)
  load_tool verify
}

# Creating in a process that exports traces, metrics and logs to a collector beside one that exports nothing.
load_tracing() { # pairs seconds
  local collector traced metrics
  collector="http://127.0.0.1:$(free_port "$STATE/ports.env")"
  traced="http://127.0.0.1:$(free_port "$STATE/ports.env")"
  metrics="$(free_port "$STATE/ports.env")"
  trap 'stop_process traced TERM 10; stop_process collector TERM 10; stop_process yardstick TERM 10; stop_roles; services_stop' EXIT
  load_role all && load_tool prepare 100 1000 && load_role serve || return
  run_detached collector "$STATE/log/collector.log" dotnet "$LOAD_BUILT" collector "$collector"
  (
    export_settings < <(app_secrets)
    export Messaging__Dispatch=false Web__MetricsPort="$metrics" OTEL_EXPORTER_OTLP_ENDPOINT="$collector" OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
    start_role traced serve "$traced"
  )
  wait_for "$PATIENCE" "the process that is traced" ready "${traced##*:}" || return
  LOAD_RESULTS="$STATE/results/tracing" LOAD_TRACED="$traced" load_tool ratios tracing "${1:-7}" "${2:-6}"
}

# A scrape after every operation of the document was called.
load_scrape() {
  load_role_alone all
  load_tool scrape "$LOAD_URL" "$LOAD_METRICS"
}
