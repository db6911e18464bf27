# Reads and bulk writes against their yardsticks; see load.sh.

# GET one transaction, with and without a matching ETag, against a minimal Kestrel endpoint that makes one primary-key query.
load_get() { # pairs seconds
  local pairs="${1:-5}" seconds="${2:-6}" i ours same theirs yard
  build_load
  (
    export_settings < <(app_secrets)
    export Messaging__Dispatch=false
    start_role api serve "http://127.0.0.1:$LOAD_PORT"
    run_detached yardstick "$STATE/log/yardstick.log" dotnet "$LOAD_BUILT" yardstick "http://127.0.0.1:$REDIS_PORT"
  )
  # Redis is not started here; its port is this state's own and free.
  yard="$REDIS_PORT"
  trap 'stop_process yardstick TERM 10; stop_roles; services_stop' EXIT
  wait_for 60 "the API" ready "$LOAD_PORT" || fail "the API did not become ready; see $STATE/log/api.log"
  load_books 20
  load_rows "http://127.0.0.1:$LOAD_PORT/api/v1"
  load_reads "$LOAD_PORT" 5 0 "$STATE/rows" >/dev/null
  load_reads "$LOAD_PORT" 5 1 "$STATE/rows" >/dev/null
  load_reads "$yard" 5 0 "$STATE/yardrows" >/dev/null
  say "pair  GET/s  P95 ms | 304/s  P95 ms | yardstick/s  P95 ms | GET ratio  304 ratio"
  : >"$STATE/ratios" && : >"$STATE/ratios304"
  for ((i = 1; i <= pairs; i++)); do
    ours="$(load_reads "$LOAD_PORT" "$seconds" 0 "$STATE/rows")"
    theirs="$(load_reads "$yard" "$seconds" 0 "$STATE/yardrows")"
    same="$(load_reads "$LOAD_PORT" "$seconds" 1 "$STATE/rows")"
    awk -v i="$i" -v o="$ours" -v s="$same" -v t="$theirs" 'BEGIN { split(o, a, " "); split(s, b, " "); split(t, c, " ");
      printf "%d     %s | %s | %s | %.2f  %.2f\n", i, o, s, t, a[1] / c[1], b[1] / c[1] }'
    awk -v o="${ours%% *}" -v t="${theirs%% *}" 'BEGIN { printf "%.2f\n", o / t }' >>"$STATE/ratios"
    awk -v o="${same%% *}" -v t="${theirs%% *}" 'BEGIN { printf "%.2f\n", o / t }' >>"$STATE/ratios304"
  done
  say "median ratio $(median "$STATE/ratios")  (target: at least 0.5), with a matching ETag $(median "$STATE/ratios304")  (target: at least 0.6)"
}

load_rows() { # url: fifty transactions of each book; a line "path token etag" for ours and one for the yardstick
  local url="$1" token account category
  while read -r token account category; do
    printf '{"items":[%s]}' "$(for n in $(seq 50); do printf '%s{"accountId":"%s","amount":%d,"type":"expense","categoryId":"%s","description":"lunch","merchant":"Cafe Madras"}' \
      "$([[ $n == 1 ]] || echo ,)" "$account" "$n" "$category"; done)" >"$STATE/bulk.json"
    curl -fsS "$url/transactions/bulk?atomic=true" -H "Authorization: Bearer $token" -H 'Content-Type: application/json' -d @"$STATE/bulk.json" >/dev/null
  done <"$STATE/books"
  # The tokens by account, joined to what the database knows of the rows.
  awk '{ print $2 "," $1 }' "$STATE/books" >"$STATE/tokens.csv"
  psql_admin rupaya >"$STATE/rows.all" <<SQL
create temp table tokens (account_id uuid, token text);
\\copy tokens from '$STATE/tokens.csv' csv
select t.transaction_id, k.token, t.version, a.version, c.version, t.book_id from transactions t join tokens k using (account_id)
  join accounts a using (book_id, account_id) join categories c on c.book_id = t.book_id and c.category_id = t.category_id;
SQL
  awk -F'|' '{ printf "/api/v1/transactions/%s %s \"%s-%s.%s\"\n", $1, $2, $3, $4, $5 }' "$STATE/rows.all" >"$STATE/rows"
  awk -F'|' '{ printf "/row/%s/%s - -\n", $6, $1 }' "$STATE/rows.all" >"$STATE/yardrows"
}

load_reads() { # port seconds conditional rows: "rate p95"
  ROWS="$4" CONDITIONAL="$3" wrk -t1 -c8 -d"$2s" --latency -s "$ROOT/tests/Load/get.lua" "http://127.0.0.1:$1" | sed -n 's/^RESULT //p'
}

# One book of a million transactions: pages by cursor and search; then bulks of a thousand.
load_book() { # rows rounds
  local rows="${1:-1000000}" rounds="${2:-5}" url="http://127.0.0.1:$LOAD_PORT/api/v1" token account category i import
  build_load
  (
    export_settings < <(app_secrets)
    start_role app all "http://127.0.0.1:$LOAD_PORT"
  )
  wait_for 60 "the API" ready "$LOAD_PORT" || fail "the API did not become ready; see $STATE/log/app.log"
  load_books 1
  read -r token account category <"$STATE/books"
  for ((i = 0; i < rows / 100000; i++)); do
    load_statement "$i" >"$STATE/part.csv"
    import="$(curl -fsS "$url/imports" -H "Authorization: Bearer $token" -F "file=@$STATE/part.csv" -F "accountId=$account" | sed 's/.*"importId":"\([^"]*\)".*/\1/')"
    until curl -fsS "$url/imports/$import" -H "Authorization: Bearer $token" | grep -qE '"status":"(completed|failed)"'; do sleep 0.2; done
  done
  until [[ "$(psql_admin rupaya -c "select count(*) from accounts a join books b using (book_id) join projection_heads p using (book_id)
    where a.account_id = '$account' and p.applied_seq < b.seq")" == 0 ]]; do sleep 0.5; done
  psql_admin rupaya -c 'vacuum analyze'
  say "$(psql_admin rupaya -c "select count(*) from transactions t join accounts a using (book_id, account_id) where a.account_id = '$account'") transactions"
  say "round  page 1: P50 ms  P95 ms  page 5000: P50  P95  ratio   (target: at most 1.2)"
  load_tool pages "http://127.0.0.1:$LOAD_PORT" "$token" "$((rows / 200))" "$rounds" 400
  load_tool search "http://127.0.0.1:$LOAD_PORT" "$token" 60
  load_bulk
}

load_bulk() { # bulks of a thousand items, each client into a book of its own; dispatch paused
  local clients
  build_load
  stop_roles
  (
    export_settings < <(app_secrets)
    export Messaging__Dispatch=false
    start_role api serve "http://127.0.0.1:$LOAD_PORT"
  )
  wait_for 60 "the API" ready "$LOAD_PORT" || fail "the API did not become ready; see $STATE/log/api.log"
  load_books 4
  for clients in 1 2 4; do
    load_tool bulk "http://127.0.0.1:$LOAD_PORT" "$STATE/books" "$clients" 5 5
  done
}

load_statement() { # part: a hundred thousand rows with words of every rarity
  awk -v part="$1" 'BEGIN { srand(20261122 + part); split("Cafe Madras,Big Bazaar,Indian Oil,Reliance Fresh,Swiggy Instamart,Amazon Marketplace,Uber Trip,Apollo Pharmacy", m, ",");
    print "date,amount,category,merchant,description,reference";
    for (i = 1; i <= 100000; i++) { n = part * 100000 + i;
      printf "%d-%02d-%02d,-%.2f,Dining,%s %d,payment %s note%d%s,R%07d\n", 2016 + int(rand() * 10), 1 + int(rand() * 12), 1 + int(rand() * 28), 1 + rand() * 500,
        m[1 + n % 8], n % 97, (n % 2 ? "fuel" : "coffee"), n % 1000, (n % 100000 == 7 ? " zebra" : ""), n } }'
}

median() { sort -n "$1" | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'; }
