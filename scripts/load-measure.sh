# Measurements without a target in the gate; see load.sh.

# Figures of single issues that the gate has no target for; each prints its table.
load_measure() { # book [rows] | bulk | import [rows] | signin [pairs] [seconds] | verify | lag | drain [events] | full [pairs] [seconds]
  local what="${1:-}"
  shift || true
  case "$what" in
    book | bulk | import | signin | verify | lag | drain | full) ;;
    *) fail "known measurements: book, bulk, import, signin, verify, lag, drain, full" ;;
  esac
  local servers=base
  STATE="$STATE/load"
  prepare_state
  [[ "$what" != lag && "$what" != drain && "$what" != full ]] || servers=full
  load_prepare "$servers"
  command -v wrk >/dev/null || apt_install wrk
  "load_$what" "$@"
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
    -D picked=0 -D books=100 -l --log-prefix="$log" -f "$ROOT/tests/Load/Ratios/create.pgbench.sql" rupaya 2>>"$STATE/log/pgbench.log" | sed -n 's/^tps = \([0-9.]*\).*/\1/p')"
  [[ -n "$rate" ]] || fail "pgbench failed; see $STATE/log/pgbench.log"
  printf '%.1f %s' "$rate" "$(awk '{ print $3 / 1000 }' "$log".* | sort -n | awk '{ a[NR] = $1 } END { printf "%.2f", a[int(NR * 0.95)] }')"
}

# A 100 000-row CSV through the API against psql \copy of the same rows into the same table. Each round imports into a new book.
load_import() { # rows rounds
  local rows="${1:-100000}" rounds="${2:-3}" i ours theirs
  (
    export_settings < <(app_secrets)
    start_role app all "http://127.0.0.1:$LOAD_PORT"
  )
  wait_for 60 "the API" ready "$LOAD_PORT" || fail "the API did not become ready; see $STATE/log/app.log"
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
  say "median ratio $(median "$STATE/ratios")  (target: at least 0.5, under 300 MB, other writes under 5 s)"
}

load_one_import() { # name: "seconds peak-MB longest-other-write"
  local url="http://127.0.0.1:$LOAD_PORT/api/v1" token account other import start pid
  token="$(curl -fsS "$url/auth/signup" -H 'Content-Type: application/json' \
    -d "{\"email\":\"import-$RANDOM$RANDOM@rupaya.example\",\"password\":\"SecurePass123!\",\"deviceId\":\"load\"}" | sed 's/.*"accessToken":"\([^"]*\)".*/\1/')"
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
  token="$(curl -fsS "$url/auth/signup" -H 'Content-Type: application/json' \
    -d "{\"email\":\"copy-$RANDOM$RANDOM@rupaya.example\",\"password\":\"SecurePass123!\",\"deviceId\":\"load\"}" | sed 's/.*"accessToken":"\([^"]*\)".*/\1/')"
  account="$(load_account "$url" "$token")"
  columns="book_id, transaction_id, account_id, category_id, flow, direction, amount, currency, date, description, merchant, tags, status, refunded_amount, import_identity, version, created_at, updated_at"
  psql_admin rupaya -c "\\copy (select a.book_id, gen_random_uuid(), a.account_id, n.category_id, t.flow, t.direction, t.amount, t.currency, t.date, t.description, t.merchant, t.tags, t.status, 0, t.import_identity, t.version, t.created_at, t.updated_at from transactions t join categories c using (book_id, category_id) join accounts a on a.account_id = '$account' join categories n on n.book_id = a.book_id and n.name = c.name where t.book_id = (select book_id from imports order by created_at desc limit 1) and t.import_identity is not null order by t.version) to '$file'"
  psql_admin rupaya -c checkpoint
  local start="$EPOCHREALTIME"
  PGPASSWORD="$APP_PASSWORD" "$PG_BIN/psql" -h 127.0.0.1 -p "$POSTGRES_PORT" -U rupaya_app -d rupaya -qAt -v ON_ERROR_STOP=1 -c "\\copy transactions ($columns) from '$file'"
  awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.3f", b - a }'
}

# Sign-ins with the right password, by users of their own, against the bare Argon2id rate with the same cost and as many at once.
load_signin() { # pairs seconds
  local pairs="${1:-5}" seconds="${2:-8}" i ours theirs ratio clients
  build_load
  (
    export_settings < <(app_secrets)
    start_role app all "http://127.0.0.1:$LOAD_PORT"
  )
  wait_for 60 "the API" ready "$LOAD_PORT" || fail "the API did not become ready; see $STATE/log/app.log"
  clients="$(nproc)"
  load_tool signin-users "http://127.0.0.1:$LOAD_PORT" 50 >"$STATE/users"
  load_tool signin "http://127.0.0.1:$LOAD_PORT" "$STATE/users" 8 15 >/dev/null
  say "pair  sign-ins/s  P50 ms  P95 ms  health P95 ms | hashes/s | ratio"
  : >"$STATE/ratios"
  for ((i = 1; i <= pairs; i++)); do
    ours="$(load_tool signin "http://127.0.0.1:$LOAD_PORT" "$STATE/users" 8 "$seconds")"
    theirs="$(load_tool argon2 "$clients" "$seconds")"
    ratio="$(awk -v o="${ours%% *}" -v t="$theirs" 'BEGIN { printf "%.2f", o / t }')"
    say "$i     $ours | $theirs | $ratio"
    say "$ratio" >>"$STATE/ratios"
  done
  say "median ratio $(median "$STATE/ratios")  (target: at least 0.8)"
}

# Microseconds to verify an access token: new ones, remembered ones, and as a client's requests mix them.
load_verify() {
  build_load
  export_settings < <(app_secrets)
  load_tool verify
}
