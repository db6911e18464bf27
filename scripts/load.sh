# Measures against yardsticks on the same machine in the same run, interleaved: ours, theirs, ours, theirs.

load() { # create [pairs] [seconds] | import [rows]
  local what="${1:-}"
  shift || true
  case "$what" in
    create | import) ;;
    *) fail "known measurements: create, import" ;;
  esac
  STATE="$STATE/load"
  install_missing base
  command -v wrk >/dev/null || apt_install wrk
  prepare_state
  trap 'stop_roles; services_stop' EXIT
  services_start base
  build_host
  export_settings < <(services_env)
  rupaya_executable migrate
  LOAD_PORT="$WORKER_PORT"
  "load_$what" "$@"
}

load_create() { # pairs seconds
  local pairs="${1:-5}" seconds="${2:-8}" i ours theirs ratio
  (
    export_settings < <(app_secrets)
    export Messaging__Dispatch=false
    start_role api serve "http://127.0.0.1:$LOAD_PORT"
  )
  wait_for 60 "the API" ready "$LOAD_PORT" || fail "the API did not become ready; see $STATE/log/api.log"
  load_books 100
  load_ours "warm" 3 >/dev/null
  say "pair  ours/s  P50 ms  P95 ms  errors | pgbench/s  P95 ms | ratio"
  : >"$STATE/ratios"
  for ((i = 1; i <= pairs; i++)); do
    psql_admin rupaya -c 'truncate outbox' -c checkpoint
    ours="$(load_ours "pair$i-$$" "$seconds")"
    psql_admin rupaya -c 'truncate outbox' -c checkpoint
    theirs="$(load_pgbench "$seconds")"
    ratio="$(awk -v o="${ours%% *}" -v t="${theirs%% *}" 'BEGIN { printf "%.2f", o / t }')"
    say "$i     $ours | $theirs | $ratio"
    say "$ratio" >>"$STATE/ratios"
  done
  say "median ratio $(sort -n "$STATE/ratios" | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }')  (target: at least 1.0)"
}

load_books() { # count: users with an account each; for wrk a line each, for pgbench a row of load_books
  local url="http://127.0.0.1:$LOAD_PORT/api/v1" i token account category run="$RANDOM$RANDOM"
  : >"$STATE/books"
  for ((i = 1; i <= $1; i++)); do
    token="$(curl -fsS "$url/auth/signup" -H 'Content-Type: application/json' \
      -d "{\"email\":\"load-$run-$i@rupaya.example\",\"password\":\"SecurePass123!\",\"deviceId\":\"load\"}" | sed 's/.*"accessToken":"\([^"]*\)".*/\1/')"
    account="$(curl -fsS "$url/accounts" -H "Authorization: Bearer $token" -H 'Content-Type: application/json' \
      -d '{"name":"Load","type":"checking","openingBalance":999000000}' | sed 's/.*"accountId":"\([^"]*\)".*/\1/')"
    category="$(curl -fsS "$url/categories" -H "Authorization: Bearer $token" | sed 's/.*"categoryId":"\([^"]*\)","name":"Dining".*/\1/')"
    say "$token $account $category" >>"$STATE/books"
  done
  psql_admin rupaya <<SQL
drop table if exists load_books;
create table load_books as
  select row_number() over () as n, a.book_id, a.account_id, c.category_id, u.user_id, s.session_id from users u
    join accounts a on a.book_id = u.default_book_id join categories c on c.book_id = a.book_id and c.name = 'Dining'
    join sessions s on s.user_id = u.user_id where u.email like 'load-$run-%';
alter table load_books add primary key (n);
grant select on load_books to rupaya_app;
SQL
}

load_ours() { # run seconds: "rate p50 p95 errors"
  BOOKS="$STATE/books" RUN="$1" wrk -t1 -c16 -d"$2s" --latency -s "$ROOT/tests/Load/create.lua" "http://127.0.0.1:$LOAD_PORT" \
    | sed -n 's/^RESULT //p'
}

load_pgbench() { # seconds: "rate p95"
  local log="$STATE/pgbench" rate
  rm -f "$log".*
  rate="$(PGPASSWORD="$APP_PASSWORD" "$PG_BIN/pgbench" -h 127.0.0.1 -p "$POSTGRES_PORT" -U rupaya_app -n -M prepared -c 16 -j 1 -T "$1" \
    -D picked=0 -l --log-prefix="$log" -f "$ROOT/tests/Load/create.pgbench.sql" rupaya 2>>"$STATE/log/pgbench.log" | sed -n 's/^tps = \([0-9.]*\).*/\1/p')"
  [[ -n "$rate" ]] || fail "pgbench failed; see $STATE/log/pgbench.log"
  printf '%.1f %s' "$rate" "$(awk '{ print $3 / 1000 }' "$log".* | sort -n | awk '{ a[NR] = $1 } END { printf "%.2f", a[int(NR * 0.95)] }')"
}
