#!/usr/bin/env bash
# Walks once through a running product as a new user would: smoke.sh URL. Ends with "smoke: N passed, N failed". The user it makes asks to be
# erased at the end.
set -euo pipefail
URL="${1:?smoke.sh needs the address of the API}"
URL="${URL%/}"
PASSED=0 FAILED=0
EMAIL="smoke-$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')@rupaya.example"
PASSWORD="Smoke-$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')!"
WORK="$(mktemp -d)"
trap 'rm -rf "$WORK"' EXIT

# request METHOD PATH [BODY] [curl arguments…]: leaves STATUS, $WORK/body and $WORK/headers
request() {
  local method="$1" path="$2" body="${3:-}" arguments=()
  shift $(($# < 3 ? $# : 3))
  [[ ! -f "$WORK/token" ]] || arguments+=(-H "@$WORK/token")
  [[ -z "$body" ]] || arguments+=(-H 'Content-Type: application/json' -d "$body")
  STATUS="$(curl -sS --max-time 15 -X "$method" -o "$WORK/body" -D "$WORK/headers" -w '%{http_code}' "${arguments[@]}" "$@" "$URL$path")" || STATUS=000
}

field() { grep -o "\"$1\":[^,}]*" "$WORK/body" | head -1 | sed 's/^[^:]*://; s/^"//; s/"$//'; }

header() { grep -qi "^$1: *$2" "$WORK/headers"; }

check() { # what command…
  local what="$1"
  shift
  if "$@"; then
    PASSED=$((PASSED + 1))
    printf 'ok      %s\n' "$what"
  else
    FAILED=$((FAILED + 1))
    printf 'FAILED  %s: %s %s\n' "$what" "${STATUS:-}" "$(head -c 300 "$WORK/body" 2>/dev/null)"
  fi
}

status() { [[ "$STATUS" == "$1" ]]; }

has() { [[ "$(field "$1")" == "$2" ]]; }

contains() { grep -q "$1" "$WORK/body"; }

imported() { # of the statement: waits for the worker
  local id="$1" end=$((SECONDS + 60))
  while ((SECONDS < end)); do
    request GET "/api/v1/imports/$id"
    [[ "$(field status)" != completed ]] || return 0
    sleep 0.5
  done
  return 1
}

system() {
  request GET /health/ready
  check "it is ready" status 200
  request GET /metrics
  check "metrics are not public" status 404
  request GET /openapi/v1.json
  check "the API document is there" status 200
}

sign_up() {
  request POST /api/v1/auth/signup "{\"email\":\"$EMAIL\",\"deviceId\":\"smoke\",\"password\":\"$PASSWORD\"}"
  check "a user signs up" status 201
  check "browsers are told what not to do" header X-Content-Type-Options nosniff
  # In a file: what stands on a command line is everybody's to read.
  (umask 077 && printf 'Authorization: Bearer %s\n' "$(field accessToken)" >"$WORK/token")
}

money() {
  request POST /api/v1/accounts '{"name":"Smoke","type":"checking","openingBalance":1000}'
  check "an account is opened" status 201
  ACCOUNT="$(field accountId)"
  local expense="{\"accountId\":\"$ACCOUNT\",\"type\":\"expense\",\"amount\":12.34,\"merchant\":\"Smoke\"}"
  request POST /api/v1/transactions "$expense" -H 'Idempotency-Key: smoke-1'
  check "an expense is booked" status 201
  request POST /api/v1/transactions "$expense" -H 'Idempotency-Key: smoke-1'
  check "sent again it is answered from the record" header Idempotency-Replayed true
  request GET "/api/v1/accounts/$ACCOUNT"
  check "the balance is exact" has currentBalance 987.66
  request GET /api/v1/analytics/dashboard?period=month
  check "the dashboard contains it at once" has expenses 12.34
  request POST /api/v1/transactions "{\"accountId\":\"$ACCOUNT\",\"type\":\"expense\",\"amount\":1000000}"
  check "an overdraft is refused with its code" has code insufficient_balance
  request GET "/api/v1/sync?since=0"
  check "a phone that comes for the first time gets it" contains "$ACCOUNT"
  request GET /api/v1/accounts/00000000-0000-0000-0000-000000000001
  check "somebody else's account is not there" status 404
}

# Only with the Unicode library are the two one name: é as one character and as two.
names() {
  request POST /api/v1/categories '{"name":"Café","kind":"expense"}'
  check "a category is made" status 201
  request POST /api/v1/categories "{\"name\":\"$(printf 'Cafe\xcc\x81')\",\"kind\":\"expense\"}"
  check "the same name in another spelling is the same name" status 409
}

work() {
  printf 'date,amount,category,merchant\n%s,-5.00,Groceries,Smoke market\n' "$(date +%F)" >"$WORK/statement.csv"
  request POST /api/v1/imports '' -F "file=@$WORK/statement.csv" -F "accountId=$ACCOUNT"
  check "a statement is taken" status 202
  check "a worker imports it" imported "$(field importId)"
  request GET "/api/v1/accounts/$ACCOUNT"
  check "the balance contains it" has currentBalance 982.66
}

leave() {
  request DELETE /api/v1/user/account "{\"password\":\"$PASSWORD\"}"
  check "the user asks to be erased" status 202
  request GET /api/v1/accounts
  check "their token is dead at once" status 401
}

main() {
  system
  sign_up
  money
  names
  work
  leave
  printf 'smoke: %s passed, %s failed\n' "$PASSED" "$FAILED"
  ((FAILED == 0))
}

main
