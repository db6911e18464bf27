# One large book, and bulk writes; see load.sh.

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
