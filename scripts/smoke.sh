#!/usr/bin/env bash
# smoke.sh URL: goes through the product from outside, as somebody who has just signed up, and leaves. Exit 1 at the first thing that is wrong.
set -euo pipefail
URL="${1:?smoke.sh URL}"
API="$URL/api/v1"
JSON='Content-Type: application/json'
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

fail() { printf 'smoke: %s\n' "$*" >&2; exit 1; }

ask() { # expected-status what curl-arguments...: the body
  local expected="$1" what="$2" status
  shift 2
  status="$(curl -sS --max-time 15 -o "$work/body" -D "$work/head" -w '%{http_code}' "$@")" || fail "$what: no answer"
  [[ "$status" == "$expected" ]] || fail "$what: $status instead of $expected: $(head -c 300 "$work/body")"
  cat "$work/body"
}

member() { sed -n "s/.*\"$1\":\"\\{0,1\\}\\([^\",}]*\\).*/\\1/p" <<<"$2" | head -1; }

ask 200 readiness "$URL/health/ready" | grep -q '"status":"\(ok\|degraded\)"' || fail "it is not ready"
ask 404 "metrics from outside" "$URL/metrics" >/dev/null
email="smoke-$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')@rupaya.example"
password="Smoke-$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')!"
signed="$(ask 201 sign-up "$API/auth/signup" -H "$JSON" -d "{\"email\":\"$email\",\"password\":\"$password\",\"deviceId\":\"smoke\"}")"
# In a file: what stands on a command line is everybody's to read.
printf 'Authorization: Bearer %s\n' "$(member accessToken "$signed")" >"$work/token"
as=(-H "@$work/token" -H "$JSON")

account="$(member accountId "$(ask 201 "an account" "$API/accounts" "${as[@]}" -d '{"name":"Smoke","type":"checking","openingBalance":100}')")"
spend=("$API/transactions" "${as[@]}" -H "Idempotency-Key: $email" -d "{\"accountId\":\"$account\",\"amount\":30.25,\"type\":\"expense\",\"merchant\":\"Smoke\"}")
first="$(ask 201 "a transaction" "${spend[@]}")"
[[ "$(ask 201 "the same again" "${spend[@]}")" == "$first" ]] || fail "a retry was not answered as the first request"
grep -qi '^idempotency-replayed: true' "$work/head" || fail "a retry wrote again"
[[ "$(member currentBalance "$(ask 200 "the account" "$API/accounts/$account" "${as[@]}")")" == 69.75 ]] || fail "the balance is not 69.75"
[[ "$(member expenses "$(ask 200 "the dashboard" "$API/analytics/dashboard?period=month" "${as[@]}")")" == 30.25 ]] || fail "the dashboard is not exact"
ask 200 sync "$API/sync?since=0" "${as[@]}" | grep -q "$account" || fail "sync does not know the account"
ask 404 "a foreign id" "$API/accounts/00000000-0000-7000-8000-000000000000" "${as[@]}" >/dev/null
ask 400 "an overdraft" "$API/transactions" "${as[@]}" -d "{\"accountId\":\"$account\",\"amount\":99999999,\"type\":\"expense\"}" | grep -q insufficient_balance \
  || fail "an overdraft was not refused"
ask 202 leaving -X DELETE "$API/user/account" "${as[@]}" -d "{\"password\":\"$password\"}" >/dev/null
ask 401 "a token after leaving" "$API/accounts" "${as[@]}" >/dev/null
printf 'smoke: %s answers as it should\n' "$URL"
